"""Amounts: read from the budget line of a page and what is printed beside it, and written."""

from __future__ import annotations

import re

from knowledge.importer.lines import Line
from knowledge.importer.notes import Notes
from knowledge.importer.rules import nfkc, rules
from knowledge.model import Amount

NEAR = 6  # the sum and its notes stand within so many printed lines of the budget line


def is_budget_line(text: str) -> bool:
    """Whether the line announces the page's amount."""
    return bool(re.match(rules().budget_line, nfkc(text)))


def read(lines: list[Line], notes: Notes) -> Amount | None:
    """The amount that stands in `lines`, of which the first is the budget line.

    None, and a fault, if there is no sum, or one that is not in whole 億円 (as the model counts).
    """
    printed = [line for line in lines if not line.blank][:NEAR]
    texts = [nfkc(line.text).strip() for line in printed]
    texts[0] = re.sub(rules().budget_line, "", texts[0]).strip()
    found = next(((i, m) for i, t in enumerate(texts) if (m := re.match(rules().sum, t))), None)
    oku = 0
    if found:
        trillions, hundred_millions = (_number(part) for part in found[1].groups())
        oku = trillions * 10_000 + hundred_millions
    if found is None or not oku:
        other = next((t for t in texts if re.search(r"\d", t)), "")
        what = f"the amount is not in 億円: {other[:30]}" if other else "the amount is missing"
        notes.fault(printed[0].place, what)
        return None
    at, match = found
    beside = [(printed[at].place, texts[at][match.end() :])]
    below = zip(printed[at + 1 :], texts[at + 1 :], strict=True)
    beside += [(line.place, text) for line, text in below if text.startswith("※")]
    flags: dict[str, int | None] = {}
    for place, text in beside:
        flags |= _flags(place, text, notes)
    return Amount(
        oku=oku,
        of_which="of_which" in flags,
        share=flags.get("of_which"),
        treasury_obligation="treasury_obligation" in flags,
    )


def written(found: Amount) -> dict[str, str]:
    """The keys of an amount and their values as a file has them; what is not printed is absent."""
    keys = {"oku": str(found.oku)}
    if found.of_which:
        keys["of_which"] = "true"
    if found.share is not None:
        keys["share"] = str(found.share)
    if found.treasury_obligation:
        keys["treasury_obligation"] = "true"
    return keys


def price(found: Amount | None) -> str:
    """The amount in one cell: `600億円 of_which share 298`; empty if there is none."""
    if found is None:
        return ""
    marks = [name for name in ("of_which", "treasury_obligation") if getattr(found, name)]
    share = [f"share {found.share}"] if found.share is not None else []
    return " ".join([f"{found.oku}億円", *marks, *share])


def _flags(place: str, text: str, notes: Notes) -> dict[str, int | None]:
    """What a note beside the amount says, by its name, with the sum in it, if any."""
    found: dict[str, int | None] = {}
    rest = text
    for name, pattern in rules().notes.items():
        if note := re.search(pattern, rest):
            found[name] = _number(note.group(1)) if note.groups() and note.group(1) else None
            rest = rest[: note.start()] + rest[note.end() :]
    if rest.strip(" ※、,()"):
        notes.remark(place, f"beside the amount, not understood: {rest.strip()[:40]}")
    return found


def _number(text: str | None) -> int:
    return int(text.replace(",", "")) if text else 0

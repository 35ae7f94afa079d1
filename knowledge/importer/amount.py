"""Amounts: read from the budget line of a page and what is printed beside it, and written."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from knowledge.importer.lines import Line
from knowledge.importer.notes import Notes
from knowledge.importer.rules import nfkc, rules
from knowledge.model import Amount, Oku

NEAR = 6  # the sum and its notes stand within so many printed lines of the budget line


def is_budget_line(text: str) -> bool:
    """Whether the line announces the page's amount."""
    return bool(re.match(rules().budget_line, nfkc(text)))


def read(lines: list[Line], notes: Notes) -> Amount | None:
    """The amount that stands in `lines`, of which the first is the budget line.

    None, and a fault, if there is no sum.
    """
    printed = [line for line in lines if not line.blank][:NEAR]
    texts = [nfkc(line.text).strip() for line in printed]
    texts[0] = re.sub(rules().budget_line, "", texts[0]).strip()
    found = next(((i, m) for i, t in enumerate(texts) if (m := re.match(rules().sum, t))), None)
    oku = _oku(found[1].group()) if found else None
    if found is None or not oku:
        other = next((t for t in texts if re.search(r"\d", t)), "")
        what = f"the amount is not understood: {other[:30]}" if other else "the amount is missing"
        notes.fault(printed[0].place, what)
        return None
    at, match = found
    beside = [(printed[at].place, texts[at][match.end() :])]
    below = zip(printed[at + 1 :], texts[at + 1 :], strict=True)
    beside += [(line.place, text) for line, text in below if text.startswith("※")]
    flags: dict[str, Oku | None] = {}
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


def _flags(place: str, text: str, notes: Notes) -> dict[str, Oku | None]:
    """What a note beside the amount says, by its name, with the sum in it, if any."""
    found: dict[str, Oku | None] = {}
    rest = text
    for name, pattern in rules().notes.items():
        if note := re.search(pattern, rest):
            found[name] = _oku(note.group(1)) if note.groups() and note.group(1) else None
            rest = rest[: note.start()] + rest[note.end() :]
    if rest.strip(" ※、,()"):
        notes.remark(place, f"beside the amount, not understood: {rest.strip()[:40]}")
    return found


def _oku(text: str) -> Oku | None:
    """The first sum of yen in a normalised text, in 億円; None if there is none.

    >>> _oku("1兆2,345億円"), _oku("50百万円"), _oku("1億5,000万円")
    (12345, 0.5, 1.5)
    """
    found = re.search(rules().sum, text)
    if found is None:
        return None
    parts = re.findall(r"(\d[\d,.]*)\s*(\D+)", found.group(1))
    try:
        total = sum(Decimal(n.replace(",", "")) * rules().units[unit.strip()] for n, unit in parts)
    except InvalidOperation:
        return None
    return int(total) if total == int(total) else float(total)

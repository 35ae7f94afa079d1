"""A new edition against the present one: added, dropped, renumbered, retitled, re-priced."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from knowledge.importer import matching
from knowledge.importer.document import Facts
from knowledge.importer.matching import Named
from knowledge.importer.rules import key
from knowledge.importer.writer import amount

KINDS = ("added", "dropped", "renumbered", "retitled", "re-priced")


@dataclass(frozen=True)
class Difference:
    """One difference. What has no old or new side is empty there."""

    kind: str
    old_id: str = ""
    new_id: str = ""
    old_title: str = ""
    new_title: str = ""
    old_amount: str = ""
    new_amount: str = ""

    def __str__(self) -> str:
        ids = " → ".join(dict.fromkeys(i for i in (self.old_id, self.new_id) if i))
        if self.kind == "re-priced":
            return f"{ids} {self.new_title}: {self.old_amount} → {self.new_amount}"
        return f"{ids} " + " → ".join(
            dict.fromkeys(t for t in (self.old_title, self.new_title) if t)
        )


def compare(
    old: Iterable[Facts], prices: dict[str, str], new: Iterable[Facts], whole: bool
) -> list[Difference]:
    """The differences, by kind. `prices`: present amounts by id, as `price` writes them.

    `whole`: the new document names all measures, so what it lacks was dropped.
    """
    before, after = {f.id: f for f in old}, {f.id: f for f in new}
    pairs = matching.pair(map(_named, before.values()), map(_named, after.values()))
    found: list[Difference] = []
    for facts in after.values():
        if facts.id in pairs:
            found += _pair(before[pairs[facts.id]], facts, prices.get(pairs[facts.id]))
        else:
            found.append(
                Difference(
                    "added", new_id=facts.id, new_title=_title(facts), new_amount=price(facts)
                )
            )
    for gone in before.values() if whole else ():
        if gone.id not in pairs.values():
            found.append(
                Difference(
                    "dropped",
                    old_id=gone.id,
                    old_title=_title(gone),
                    old_amount=prices.get(gone.id, ""),
                )
            )
    return sorted(found, key=lambda d: KINDS.index(d.kind))


def price(facts: Facts) -> str:
    """The amount in one cell: `600億円 of_which share 298`; empty if the document gives none."""
    return price_of(amount(facts.amount)) if facts.amount else ""


def price_of(written: dict[str, str]) -> str:
    """The same from the keys of `content.amount`."""
    parts = [f"{written['oku']}億円"]
    parts += [name for name in ("of_which", "treasury_obligation") if written.get(name) == "true"]
    return " ".join(parts + ([f"share {written['share']}"] if "share" in written else []))


def as_text(differences: list[Difference]) -> str:
    """A report to read: a heading with the number for each kind, also for none."""
    lines: list[str] = []
    for kind in KINDS:
        of_kind = [d for d in differences if d.kind == kind]
        lines.append(f"{kind}: {len(of_kind)}")
        lines += [f"  {d}" for d in of_kind]
    return "\n".join(lines)


def as_csv(differences: list[Difference]) -> str:
    """The report as CSV, a difference a row."""
    out = io.StringIO()
    table = csv.DictWriter(out, [f.name for f in fields(Difference)], lineterminator="\n")
    table.writeheader()
    table.writerows(asdict(d) for d in differences)
    return out.getvalue()


def _pair(old: Facts, new: Facts, old_price: str | None) -> list[Difference]:
    common = {
        "old_id": old.id,
        "new_id": new.id,
        "old_title": _title(old),
        "new_title": _title(new),
        "old_amount": old_price or "",
        "new_amount": price(new),
    }
    kinds = []
    if old.id != new.id:
        kinds.append("renumbered")
    if key(_title(old)) != key(_title(new)):
        kinds.append("retitled")
    if old_price and new.amount and old_price != price(new):
        kinds.append("re-priced")
    return [Difference(kind, **common) for kind in kinds]


def _title(facts: Facts) -> str:
    return facts.title + (f" ○{facts.subtitle}" if facts.subtitle else "")


def _named(facts: Facts) -> Named:
    return Named(facts.id, facts.title, facts.subtitle)

"""A new edition against the present one: added, dropped, renumbered, retitled, re-priced."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from knowledge.importer import matching
from knowledge.importer.amount import price
from knowledge.importer.document import Document, Facts
from knowledge.importer.store import Stored
from knowledge.model import order

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


def compare(present: Iterable[Stored], document: Document) -> list[Difference]:
    """The differences between the files that are there and a document, by kind."""
    before = {stored.measure.id: stored for stored in present}
    after = {facts.id: facts for facts in document.facts}
    old = [stored.facts.named for stored in before.values()]
    pairs = matching.pair(old, [facts.named for facts in after.values()])
    found: list[Difference] = []
    for facts in after.values():
        if facts.id in pairs:
            found += _pair(before[pairs[facts.id]], facts)
        else:
            found.append(Difference("added", **_new(facts)))
    # Only a document with contents names them all, so that what it lacks was dropped.
    gone = before.keys() - set(pairs.values()) if document.whole else set()
    found += [Difference("dropped", **_old(before[measure_id])) for measure_id in gone]
    return sorted(found, key=lambda d: (KINDS.index(d.kind), order(d.new_id or d.old_id)))


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


def _pair(stored: Stored, new: Facts) -> list[Difference]:
    both = _old(stored) | _new(new)
    kinds = []
    if both["old_id"] != both["new_id"]:
        kinds.append("renumbered")
    if stored.facts.named.key != new.named.key:
        kinds.append("retitled")
    if both["old_amount"] and both["new_amount"] and both["old_amount"] != both["new_amount"]:
        kinds.append("re-priced")
    return [Difference(kind, **both) for kind in kinds]


def _old(stored: Stored) -> dict[str, str]:
    of = stored.facts
    return {"old_id": of.id, "old_title": _title(of), "old_amount": price(stored.measure.amount)}


def _new(facts: Facts) -> dict[str, str]:
    return {"new_id": facts.id, "new_title": _title(facts), "new_amount": price(facts.amount)}


def _title(facts: Facts) -> str:
    return facts.title + (f" ○{facts.subtitle}" if facts.subtitle else "")

"""A document, understood: the entries of its contents and the pages of its measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.importer import contents, matching, sections, source
from knowledge.importer.corrections import Corrector
from knowledge.importer.grids import Grid
from knowledge.importer.lines import Line
from knowledge.importer.matching import Named
from knowledge.importer.notes import Notes
from knowledge.importer.progress import progress
from knowledge.importer.sections import Page
from knowledge.importer.suspicious import suspicious
from knowledge.model import Amount, Correction, order


@dataclass
class Facts:
    """What is certain of a measure: what the importer may write. `detail` is its page, if given."""

    id: str
    place: str
    page: int
    title: str
    subtitle: str | None = None
    corrections: list[Correction] = field(default_factory=list)
    detail: Page | None = None

    @property
    def named(self) -> Named:
        """The measure as titles are matched."""
        return Named(self.id, self.title, self.subtitle)

    @property
    def amount(self) -> Amount | None:
        """The amount that the page prints."""
        return self.detail.amount if self.detail else None

    @property
    def grids(self) -> list[Grid]:
        """The tables of figures that the page prints."""
        return self.detail.grids if self.detail else []

    @property
    def has_content(self) -> bool:
        """Whether the page gives enough for a `content`: institutional measures have no amount."""
        if self.detail is None:
            return False
        return self.detail.amount is not None or (
            self.id.startswith("s") and not self.detail.budget_line
        )


@dataclass
class Document:
    """The measures of a document in their order. `whole`: it has contents, so it names them all."""

    facts: list[Facts]
    whole: bool


def read(
    path: Path,
    corrector: Corrector,
    notes: Notes,
    present: Sequence[Facts] = (),
    only: range | None = None,
    familiar: Iterable[str] = (),
) -> Document:
    """Read a document. `present`: measures known already, whose pages it may bring; `only`: these
    of the document's pages; `familiar`: texts whose words are right. Raises Unreadable.
    """
    lines = source.read(path, notes)
    others, page_lines = sections.split(lines)
    entries = contents.read(others, corrector, notes)
    facts = [
        Facts(e.id, e.place, e.page, e.title, e.subtitle, e.corrections)
        for e in entries
        if e.page is not None and e.title
    ]
    known = {f.id: f for f in facts} if entries else {f.id: f for f in present}
    for part in progress("page", page_lines):
        _detail(part, known, corrector, notes)
    found = facts if entries else [f for f in known.values() if f.detail]
    if only is not None:
        found = [f for f in found if f.page in only]
    if not found and only and (facts or any(f.detail for f in known.values())):
        notes.fault("1", f"none of its measures is on P.{only[0]} to P.{only[-1]}")
    elif not found:
        notes.fault("1", "no measure was found: neither contents nor a page that is known")
    for place, what in suspicious(lines, corrector, familiar):
        notes.remark(place, f"suspicious character {what}")
    return Document(sorted(found, key=lambda f: order(f.id)), whole=bool(entries) and only is None)


def _detail(lines: list[Line], known: dict[str, Facts], corrector: Corrector, notes: Notes) -> None:
    """Read a page and give it to the measure whose title it has."""
    title, subtitle = sections.title(lines, corrector)
    match, exact = matching.find(title, subtitle, [f.named for f in known.values()])
    shown = title + (f" ○{subtitle}" if subtitle else "")
    if match is None:
        notes.fault(lines[0].place, f"no measure has the title 「{shown}」: its page is left out")
        return
    facts = known[match.id]
    if facts.detail:
        notes.fault(lines[0].place, f"a second page of {match.id}: it is left out")
        return
    if not exact:
        notes.remark(lines[0].place, f"「{shown}」 is taken for {match.id} 「{facts.title}」")
    facts.detail = sections.read(lines, corrector, notes)
    if not facts.detail.budget_line and not match.id.startswith("s"):
        notes.fault(lines[0].place, f"the page of {match.id} has no budget line")
    facts.corrections = list(
        {c.printed: c for c in facts.corrections + facts.detail.corrections}.values()
    )

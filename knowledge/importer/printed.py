"""`knowledge/figures.yaml`: the figures that each page prints; `check` allows a summary no others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from knowledge.base import load_file
from knowledge.figures import figures, yen
from knowledge.importer.document import Facts
from knowledge.importer.notes import Notes

_HEAD = "# The figures that each page prints. The importer writes this file."


def updated(path: Path, read: list[Facts], moved: Mapping[int, int | None], notes: Notes) -> str | None:
    """The file's new text; None if nothing changes.

    read: the measures of the document. moved: to which page the measure of a page went (None: it is
    gone); its figures go with it where the document has no page of it. Raises Faults or SourceFault.
    """
    old = load_file(path, dict[int, list[str]]) if path.exists() else {}
    places = {page: moved.get(page, page) for page in old}
    new = {place: old[page] for page, place in places.items() if place is not None}
    for facts in read:
        if facts.detail:
            found = figures(facts.detail.text)
            if facts.amount:
                # Printed in two pieces: 1兆2,345億円.
                found.add(yen(str(facts.amount.oku), "億"))
            if lost := set(new.get(facts.page, ())) - found:
                what = f"P.{facts.page} no longer has {', '.join(sorted(lost))}"
                notes.remark(facts.detail.place, what)
            new[facts.page] = sorted(found)
    if new == old:
        return None
    lines = [f"{page}: [{', '.join(map(repr, new[page]))}]" for page in sorted(new)]
    return "\n".join([_HEAD, *lines]) + "\n"

"""Which page of the contents is whose: each measure has one, and they run without a gap.

The scan sometimes puts a page beside the wrong line, misreads it, or loses it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.importer.notes import Notes
from knowledge.model import Correction


@dataclass
class Entry:
    """A measure as the contents name it. `page` is None where it is not certain."""

    id: str
    place: str
    title: str
    subtitle: str | None = None
    page: int | None = None
    corrections: list[Correction] = field(default_factory=list)


def settle(entries: list[Entry], notes: Notes) -> None:
    """Move pages to where they belong, fill in what the neighbours tell, and say what is uncertain."""
    for i in range(1, len(entries)):
        before, entry = entries[i - 1], entries[i]
        if entry.page is not None and _belongs_above(entries, i):
            notes.remark(
                entry.place, f"P.{entry.page} stands beside {entry.id} but is that of {before.id}"
            )
            before.page, entry.page = entry.page, None
    _doubtful(entries, notes)
    for start, end in _missing(entries):
        first = entries[start - 1].page if start else None
        last = entries[end].page if end < len(entries) else None
        if first is not None and last is not None and last - first == end - start + 1:
            for step, entry in enumerate(entries[start:end], start=1):
                entry.page = first + step
                notes.remark(entry.place, f"{entry.id} has no page; P.{entry.page} is left for it")
        else:
            for entry in entries[start:end]:
                notes.fault(entry.place, f"{entry.id} has no page, and its neighbours don't tell")
    for before, entry in pairwise(entries):
        if before.page and entry.page and entry.page != before.page + 1:
            notes.remark(entry.place, f"{entry.id} is on P.{entry.page} after P.{before.page}")


def _doubtful(entries: list[Entry], notes: Notes) -> None:
    """Drop a page that continues no neighbour's and has no place between: misread, or cut off."""
    printed = [(i, entry.page) for i, entry in enumerate(entries) if entry.page is not None]
    for at, (i, page) in enumerate(printed):
        left = printed[at - 1] if at else None
        right = printed[at + 1] if at + 1 < len(printed) else None
        continues = any(near and page - near[1] == i - near[0] for near in (left, right))
        # Every entry between needs a page too.
        room = all(abs(page - near[1]) >= abs(i - near[0]) for near in (left, right) if near)
        in_order = (not left or left[1] < page) and (not right or page < right[1])
        if not continues and not (room and in_order):
            beside = " and ".join(f"P.{near[1]}" for near in (left, right) if near)
            entry = entries[i]
            notes.remark(entry.place, f"P.{page} of {entry.id} does not fit beside {beside}")
            entry.page = None


def _belongs_above(entries: list[Entry], i: int) -> bool:
    """Whether the page beside entry i breaks the run, and keeps it one line higher.

    Both neighbours must agree: the entry above has no page and continues the run with this one, and
    the next page that is printed leaves one for entry i. Else a gap would shift all that follow.
    """
    page = entries[i].page or 0
    if i < 2 or entries[i - 1].page is not None or entries[i - 2].page != page - 1:
        return False
    following = ((j, e.page) for j, e in enumerate(entries[i + 1 :], i + 1) if e.page is not None)
    j, printed = next(following, (0, 0))
    return printed == page + j - (i - 1)


def _missing(entries: list[Entry]) -> list[tuple[int, int]]:
    """The stretches of entries without a page: index of the first, and after the last."""
    found: list[tuple[int, int]] = []
    for i, entry in enumerate(entries):
        if entry.page is None:
            if found and found[-1][1] == i:
                found[-1] = (found[-1][0], i + 1)
            else:
                found.append((i, i + 1))
    return found

"""The table of contents: every measure's number, title, subtitle and page.

It is printed in two columns, which are read one after the other. Lines wrap, a ○ subtitle stands
in a line of its own; which page is whose is settled in `page_run`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from knowledge.importer import page_run
from knowledge.importer.corrections import Corrector
from knowledge.importer.lines import Line
from knowledge.importer.notes import Notes
from knowledge.importer.page_run import Entry
from knowledge.importer.rules import join_wrapped, nfkc, rules, tidy
from knowledge.model import order


@dataclass(frozen=True)
class _Cell:
    """A title (or a part of one) of one column, with the page beside it."""

    place: str
    text: str
    pages: tuple[int, ...]


def is_contents(line: str) -> bool:
    """Whether the line is a heading over a part of the contents."""
    return bool(_compiled("contents").match(nfkc(line)))


def read(lines: list[Line], corrector: Corrector, notes: Notes) -> list[Entry]:
    """The entries of all parts of the contents, in the order of their numbers."""
    found: dict[str, Entry] = {}
    for kind, part in _parts(lines, notes):
        entries: list[Entry] = []
        for column in _columns(part):
            entries += _entries(kind, column, notes)
        for entry in entries:
            if entry.id in found:
                other = found[entry.id].place
                notes.fault(entry.place, f"{entry.id} stands in the contents twice (line {other})")
            else:
                found[entry.id] = _clean(entry, corrector)
    ordered = sorted(found.values(), key=lambda entry: order(entry.id))
    _numbers(ordered, notes)
    page_run.settle(ordered, notes)
    return ordered


def _parts(lines: list[Line], notes: Notes) -> Iterator[tuple[str, list[Line]]]:
    """Kind and lines of each part: from a heading of the contents to the next heading."""
    kind: str | None = None
    part: list[Line] = []
    for line in lines:
        if is_contents(line.text):
            if kind:
                yield kind, part
            kind, part = _kind(line, notes), []
        elif line.text.startswith("#") and kind:
            yield kind, part
            kind, part = None, []
        elif kind and not line.blank:
            part.append(line)
    if kind:
        yield kind, part


def _kind(line: Line, notes: Notes) -> str | None:
    kinds = rules().kinds
    kind = next((kind for kind, word in kinds.items() if word in nfkc(line.text)), None)
    if kind is None:
        known = " or ".join(kinds.values())
        notes.fault(line.place, f"contents of neither {known}: {line.text.strip()}")
    return kind


def _columns(part: list[Line]) -> list[list[_Cell]]:
    """The cells column by column; a line holds title, page, title, page, … separated by TAB."""
    columns: list[list[_Cell]] = []
    for line in part:
        parts = line.text.split("\t")
        for column, at in enumerate(range(0, len(parts), 2)):
            cell = _cell(line.place, parts[at], "".join(parts[at + 1 : at + 2]))
            if column == len(columns):
                columns.append([])
            if cell.text or cell.pages:
                columns[column].append(cell)
    return columns


def _cell(place: str, text: str, page: str) -> _Cell:
    """A page may also stand behind its title, after dots: `… P. 7`."""
    pages = tuple(int(number) for number in _compiled("page").findall(nfkc(page)))
    text = text.strip()
    if not pages and not page.strip():
        end = re.search(rf"\s*(?:{rules().leaders})?\s*{rules().page}\s*$", text)
        if end:
            pages, text = (int(nfkc(end.group(1))),), text[: end.start()]
    text = re.sub(rf"\s*{rules().leaders}\s*$", "", text)
    return _Cell(place, text, pages)


def _entries(kind: str, column: list[_Cell], notes: Notes) -> list[Entry]:
    """The entries of one column, wrapped lines and subtitles joined to the entry above them."""
    entries: list[Entry] = []
    for cell in (single for joined in column for single in _single(joined)):
        number = _compiled("number").match(nfkc(cell.text))
        page = cell.pages[0] if cell.pages else None
        if number:
            title = _after(cell.text, number.end())
            name = ("s" if kind == "system" else "") + number.group(1)
            if _valid(name):
                entries.append(Entry(name, cell.place, *_split(title), page=page))
            else:
                notes.fault(cell.place, f"no number of a measure: {cell.text[:30]}")
        elif entries:
            _continue(entries[-1], cell, notes)
        else:
            notes.fault(cell.place, f"no entry above for 「{cell.text}」")
    return entries


def _single(cell: _Cell) -> list[_Cell]:
    """A cell into which the scan ran several entries, cut where the next number stands.

    Each gets its page if there are as many pages; else none is certain.
    """
    starts = [0]
    numbers = re.finditer(rf"(?:^|(?<=\s)){rules().number}", nfkc(cell.text))
    last = next(numbers, None)
    if last is None or last.start() or len(nfkc(cell.text)) != len(cell.text):
        return [cell]
    for number in numbers:
        if _valid(number[1]) and _valid(last[1]) and _follows(last[1], number[1]):
            starts.append(number.start())
            last = number
    texts = [cell.text[a:b].strip() for a, b in pairwise([*starts, len(cell.text)])]
    if len(texts) == 1:
        return [cell]
    pages = [(page,) for page in cell.pages]
    if len(pages) != len(texts):
        return [_Cell(cell.place, text, ()) for text in texts]
    return [_Cell(cell.place, text, page) for text, page in zip(texts, pages, strict=True)]


def _continue(entry: Entry, cell: _Cell, notes: Notes) -> None:
    """Add a line without a number to the entry above it."""
    if re.fullmatch(r"[\d\s.-]+", cell.text):
        notes.fault(cell.place, f"a number without a title: {cell.text}")
        return
    title, subtitle = _split(cell.text)
    if subtitle is None and entry.subtitle is None:
        entry.title = join_wrapped(entry.title, title)
    elif subtitle is None:
        entry.subtitle = join_wrapped(entry.subtitle or "", title)
    elif entry.subtitle is None:
        entry.title = join_wrapped(entry.title, title)
        entry.subtitle = subtitle
    else:
        notes.fault(cell.place, f"a second subtitle for {entry.id}: {cell.text}")
    if cell.pages and entry.page is None:
        entry.page = cell.pages[0]
    elif cell.pages:
        notes.fault(cell.place, f"a second page for {entry.id}: P.{cell.pages[0]}")


def _split(text: str) -> tuple[str, str | None]:
    """Title and ○ subtitle; a ○ inside a word is none."""
    found = re.search(rf"(?:^|\s+){rules().subtitle}\s*", text)
    return (text[: found.start()], text[found.end() :]) if found else (text, None)


def _clean(entry: Entry, corrector: Corrector) -> Entry:
    """The entry with its titles tidied and corrected, and what was corrected."""
    title, subtitle = tidy(entry.title), tidy(entry.subtitle or "")
    entry.corrections = corrector.found(title) + corrector.found(subtitle)
    entry.title = corrector.apply(title)
    entry.subtitle = corrector.apply(subtitle) or None
    return entry


def _numbers(entries: list[Entry], notes: Notes) -> None:
    """Say where the numbers leave a gap, and which title is missing."""
    for entry in entries:
        if not entry.title:
            notes.fault(entry.place, f"{entry.id} has no title")
    for before, after in pairwise(entries):
        kinds_change = after.id.startswith("s") and not before.id.startswith("s")
        if not kinds_change and not _follows(before.id, after.id):
            notes.fault(after.place, f"after {before.id} comes {after.id}: is an entry missing?")


def _follows(before: str, after: str) -> bool:
    """Whether one number is the next after another: 57-2 or 58 after 57-1, 57-1 after 56."""
    system, number, part = order(before)
    next_system, next_number, next_part = order(after)
    same = next_number == number and part > 0 and next_part == part + 1
    return system == next_system and (same or (next_number == number + 1 and next_part in (0, 1)))


def _valid(name: str) -> bool:
    return bool(re.fullmatch(r"s?[1-9]\d{0,2}(?:-[1-9])?", name))


def _after(text: str, end: int) -> str:
    """What follows the number: cut in the text as printed, whose NFKC form may be longer."""
    for at in range(len(text) + 1):
        if len(nfkc(text[:at])) >= end:
            return text[at:].lstrip()
    return ""


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(getattr(rules(), name))

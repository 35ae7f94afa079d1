"""The pages of the measures: heading, amount, and which field each passage belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.importer import amount, contents
from knowledge.importer.corrections import Corrector
from knowledge.importer.grids import Grid, grid
from knowledge.importer.lines import Line
from knowledge.importer.notes import Notes
from knowledge.importer.rules import join_wrapped, nfkc, rules, tidy
from knowledge.model import Amount, Correction

_HEADING = re.compile(r"^\s*(?:#+\s*|[【<＜■●])")
LONG_HEADING = 40  # characters; what is longer is a passage that begins like a heading
# These always have words; how a measure works is often a diagram, of which the text has nothing.
_FILLED = ("purpose", "overview")
_SECTION = re.compile(r"^(#*)\s*([①-⑳])\s*(.*)$")


@dataclass(frozen=True)
class Passage:
    """A line of a page, the field of the measure that it is for, and others that it touches."""

    field: str
    heading: str
    place: str
    text: str
    also: tuple[str, ...] = ()


@dataclass
class Page:
    """A measure's page. `lines` are its own, as printed; everything else is corrected."""

    place: str
    title: str
    subtitle: str | None
    lines: list[Line]
    amount: Amount | None = None
    budget_line: bool = False
    passages: list[Passage] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    @property
    def fields(self) -> set[str]:
        """The fields that its passages are for, or touch."""
        return {field for passage in self.passages for field in (passage.field, *passage.also)}

    @property
    def text(self) -> str:
        """The page as printed."""
        return "\n".join(line.text for line in self.lines)


def split(lines: list[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The lines before and between the pages (the contents), and the lines of each page."""
    starts = {_heading_above(lines, i) for i in _anchors(lines)}
    others: list[Line] = []
    pages: list[list[Line]] = []
    into = others
    for i, line in enumerate(lines):
        if i in starts:
            pages.append(into := [])
        elif contents.is_contents(line.text):
            into = others
        into.append(line)
    return others, pages


def title(lines: list[Line], corrector: Corrector) -> tuple[str, str | None]:
    """Title and subtitle of a page, from its lines."""
    return _title(lines[: next(_anchors(lines), len(lines))], corrector)


def read(lines: list[Line], corrector: Corrector, notes: Notes) -> Page:
    """A page from its lines, the first of which begins its heading."""
    at = next(_anchors(lines), len(lines))
    page = Page(lines[0].place, *_title(lines[:at], corrector), lines)
    body = at
    if at < len(lines) and amount.is_budget_line(lines[at].text):
        body = next((i for i in range(at + 1, len(lines)) if _opens(lines[i].text)), len(lines))
        page.budget_line = True
        page.amount = amount.read(lines[at:body], notes)
    has_sections = any(_SECTION.match(line.text) for line in lines[body:])
    if page.budget_line and not has_sections:
        # What stands beside the amount (内数 …) may be cut off with the rest.
        notes.fault(
            lines[-1].place, f"the page 「{page.title}」 is cut off: its amount is left out"
        )
        page.amount = None
    reader = _Reader(page, corrector, notes)
    reader.read(lines[body:])
    if has_sections and (missing := reader.missing()):
        what = f"the page 「{page.title}」 has no {', '.join(missing)}: is it cut off?"
        notes.remark(lines[-1].place, what)
    page.corrections = corrector.found(page.text)
    return page


def _opens(text: str) -> bool:
    return bool(_SECTION.match(text) or text.startswith("#"))


def _anchors(lines: list[Line]) -> Iterator[int]:
    """Where a page shows itself: its budget line, or its purpose if it has no budget line."""
    priced = False
    purpose = re.compile(rules().sections["purpose"])
    for i, line in enumerate(lines):
        section = _SECTION.match(line.text)
        if amount.is_budget_line(line.text):
            priced = True
            yield i
        elif section and purpose.match(section.group(3)):
            if not priced:
                yield i
            priced = False


def _heading_above(lines: list[Line], anchor: int) -> int:
    """Where the heading above begins: a block of lines, and one more above a ○ subtitle."""
    start = _block_above(lines, anchor)
    if _is_subtitle(lines[start].text) and start > 0:
        start = _block_above(lines, start)
    return start


def _block_above(lines: list[Line], below: int) -> int:
    last = below - 1
    while last > 0 and lines[last].blank:
        last -= 1
    if last < 0 or lines[last].blank or contents.is_contents(lines[last].text):
        return below
    first = last
    while first > 0 and not lines[first - 1].blank and "\t" not in lines[first - 1].text:
        first -= 1
    return first


def _is_subtitle(text: str) -> bool:
    # The scan may print O for ○, which the list of corrections knows only with its word.
    return bool(re.match(rf"(?:#+\s*)?(?:{rules().subtitle}|O(?=[A-Z]\d))", text))


def _title(lines: list[Line], corrector: Corrector) -> tuple[str, str | None]:
    title, subtitle = "", None
    for line in lines:
        text = corrector.apply(line.text).strip().lstrip("#").strip()
        found = re.match(rf"{rules().subtitle}\s*", text)
        if found and subtitle is None:
            subtitle = text[found.end() :]
        elif subtitle is None:
            title = join_wrapped(title, text)
        else:
            subtitle = join_wrapped(subtitle, text)
    return tidy(title), tidy(subtitle) if subtitle else None


class _Reader:
    """Goes through a page's body and sorts it into passages and grids."""

    def __init__(self, page: Page, corrector: Corrector, notes: Notes) -> None:
        self.page = page
        self.corrector = corrector
        self.notes = notes
        self.section = "overview"
        self.field = "overview"
        self.heading = ""
        self.last = ("", 0)  # the depth of the sections' headings, and the number of the last one
        self.sections: list[str] = []  # those that were opened; _FILLED ones once they have words

    def read(self, lines: list[Line]) -> None:
        table: list[Line] = []
        for line in lines:
            if "\t" in line.text:
                table.append(line)
                continue
            self._table(table)
            table = []
            if not line.blank:
                self._line(line)
        self._table(table)

    def missing(self) -> list[str]:
        """The sections that every page has, and this one has not."""
        return [name for name in rules().sections if name not in self.sections]

    def _line(self, line: Line) -> None:
        text = self.corrector.apply(line.text).strip()
        section = _SECTION.match(text)
        if section and self._section(line, section):
            return
        if _HEADING.match(text):
            self.heading = text.lstrip("#").strip()
            self.field = _field(self.heading, rules().headings) or self.section
            if len(self.heading) < LONG_HEADING:
                return
        self._passage(line.place, text)

    def _section(self, line: Line, found: re.Match[str]) -> bool:
        """Whether the line opens one of the numbered sections; says so if it is an unknown one."""
        depth, number, words = found.group(1), ord(found.group(2)) - ord("①") + 1, found.group(3)
        name = next((n for n, p in rules().sections.items() if re.match(p, words)), None)
        if name is None:
            first = self.last == ("", 0) and number == 1
            next_one = bool(depth) and self.last == (depth, number - 1)
            if first or next_one:
                self.last = (depth, number)
                what = f"unknown heading 「{words}」: its passage is taken as {self.section}"
                self.notes.fault(line.place, what)
            return False
        self.section = self.field = name
        if name not in _FILLED:
            self.sections.append(name)
        self.heading = ""
        self.last = (depth, number)
        return True

    def _passage(self, place: str, text: str) -> None:
        also = [f for f, p in rules().words.items() if re.search(p, nfkc(text)) and f != self.field]
        self.sections.append(self.section)
        self.page.passages.append(Passage(self.field, self.heading, place, text, tuple(also)))

    def _table(self, lines: list[Line]) -> None:
        if not lines:
            return
        corrected = [Line(line.place, self.corrector.apply(line.text)) for line in lines]
        found = grid(corrected, self.heading, self.field)
        if found:
            self.page.grids.append(found)
        for line in corrected:
            self._passage(line.place, " | ".join(c.strip() for c in line.text.split("\t")))


def _field(text: str, patterns: dict[str, str]) -> str | None:
    return next((name for name, p in patterns.items() if re.search(p, nfkc(text))), None)

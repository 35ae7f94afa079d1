"""Tables as pictures: those of a measure's page, and what its sub-programmes give, side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from unicodedata import category

from msgspec.structs import replace

from knowledge.model import Content, Field, Measure, Point, Programme, Table
from knowledge.question import View
from knowledge.yen import unit_of
from replies.pictures.captions import caption
from replies.pictures.spec import TablePicture, TableRow
from replies.pictures.words import Words, unbroken

# What is compared between sub-programmes: what a person gets, and when.
COMPARED = (Field.RATE, Field.CAP, Field.SCHEDULE)
# The sides of a measure under which each of its tables is shown.
ANYWHERE = (View.CARD, View.TABLES)


def tables(words: Words, measure: Measure, view: str = View.CARD) -> tuple[TablePicture, ...]:
    """The tables that belong to one side of a measure, all of them for its card; may be empty."""
    content = measure.content
    if content is None:
        return ()
    found = [_page_table(words, measure, t) for t in content.tables if view in (*ANYWHERE, t.field)]
    if view in (*ANYWHERE, View.PROGRAMMES, *COMPARED):
        found += filter(None, [_programme_table(words, measure, content)])
    return tuple(found)


def _page_table(words: Words, measure: Measure, table: Table) -> TablePicture:
    unit = ""
    if table.unit:
        key = "table_unit_ours" if table.unit_is_ours else "table_unit"
        unit = words.say(key, unit=words.of(table.unit))
    notes = [words.say("picture_note", note=words.of(note)) for note in table.notes]
    return _picture(
        words,
        measure,
        title=words.of(table.title),
        unit=" ".join(filter(None, [unit, _reading(words, table)])),
        notes=tuple(notes),
        corner=words.of(table.row_title) if table.row_title else "",
        columns=tuple(words.of(column) for column in table.columns),
        rows=tuple(TableRow(words.of(row.head), tuple(row.cells)) for row in table.rows),
    )


def _reading(words: Words, table: Table) -> str:
    """What the first figure of the table means in yen, where the language needs that."""
    size = unit_of(table.unit.ja) if table.unit else None
    figure = re.match(r"[\d,.]+", table.rows[0].cells[0]) if table.rows else None
    if size is None or figure is None:
        return ""
    oku = float(figure[0].replace(",", "")) * size
    return words.say("picture_unit_reading", cell=figure[0], yen=words.yen(oku))


def _programme_table(words: Words, measure: Measure, content: Content) -> TablePicture | None:
    """The sub-programmes' rates, limits and dates, if at least two of them have any."""
    fields = [f for f in COMPARED if any(p.of for p in content.points(f))]
    having = [p for p in content.programmes if any(_of(content, f, p) for f in fields)]
    if len(having) < 2 or fields == [Field.SCHEDULE]:
        return None

    def rows(said: Callable[[Any], str]) -> tuple[TableRow, ...]:
        return tuple(
            TableRow(
                words.of(programme.name),
                tuple("\n".join(map(said, _of(content, f, programme))) for f in fields),
            )
            for programme in having
        )

    notes = [
        words.say("picture_for_all", text=words.said(point))
        for field in fields
        for point in content.points(field)
        if not point.of
    ]
    if any("" in row.cells for row in rows(words.of)):
        notes.append(words.say("picture_note", note=words.say("picture_empty_note")))
    names = [words.say(f"view_{field}") for field in fields]
    listed = words.say("picture_fields_join").join(unbroken(name) for name in names)
    title = words.say("picture_programmes_title", fields=listed)
    return _picture(
        words,
        measure,
        title=title,
        notes=tuple(notes),
        corner=words.say("picture_programmes_corner"),
        columns=tuple(names),
        rows=rows(words.said),
        short=rows(words.of),
    )


def _of(content: Content, field: Field, programme: Programme) -> list[Point]:
    return [point for point in content.points(field) if point.of == programme.key]


def _listed(words: Words, cells: Sequence[str]) -> str:
    """Cells one after the other; a sentence needs no comma behind it."""
    comma = words.say("picture_comma")
    joined = [cell + (" " if category(cell[-1]) == "Po" else comma) for cell in cells[:-1]]
    return "".join([*joined, *cells[-1:]])


def _picture(
    words: Words, measure: Measure, short: Sequence[TableRow] = (), **values: Any
) -> TablePicture:
    """A table of a measure's page, with its caption: a line a row, so that a screen reader says what
    each figure is.

    short: the same rows in fewer words, for a caption that has no room for all.
    """
    picture = TablePicture(
        language=words.language, lead=words.lead(measure), source=words.signed([measure]), **values
    )
    text, is_whole = _caption(words, measure, picture, picture.rows)
    if short and not is_whole:
        text, _ = _caption(words, measure, picture, short)
    return replace(picture, caption=text)


def _caption(
    words: Words, measure: Measure, picture: TablePicture, rows: Sequence[TableRow]
) -> tuple[str, bool]:
    """The caption, and whether all rows are in it."""
    between = words.say("picture_between")
    lines = []
    for row in rows:
        cells = [
            f"{column}{between}{' '.join(cell.splitlines())}"
            for column, cell in zip(picture.columns, row.cells, strict=True)
            if cell
        ]
        lines.append(f"[{row.head}] {_listed(words, cells)}")
    cut: list[int] = []

    def more(count: int) -> str:
        cut.append(count)
        return words.say("picture_caption_more", count=count)

    head = [picture.lead, picture.title]
    signed = words.signed_short([measure])
    text = caption(head, [picture.unit, *lines], picture.notes, signed, more)
    return text, not cut

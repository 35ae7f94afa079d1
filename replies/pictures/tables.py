"""Tables as pictures: those of a measure's page, and what its sub-programmes give, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

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
    notes = [_note(words, words.of(note)) for note in table.notes]
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


def _note(words: Words, note: str) -> str:
    """A note with a mark before it, unless it brings its own."""
    return note if note.startswith("※") else words.say("picture_note", note=note)


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
    rows = [
        TableRow(
            words.of(programme.name),
            tuple(_joined(words, _of(content, f, programme)) for f in fields),
        )
        for programme in having
    ]
    notes = [
        words.say("picture_for_all", text=words.of(point))
        for field in fields
        for point in content.points(field)
        if not point.of
    ]
    if any("" in row.cells for row in rows):
        notes.append(_note(words, words.say("picture_empty_note")))
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
        rows=tuple(rows),
    )


def _of(content: Content, field: Field, programme: Programme) -> list[Point]:
    return [point for point in content.points(field) if point.of == programme.key]


def _joined(words: Words, points: Sequence[Point]) -> str:
    return "\n".join(words.of(point) for point in points)


def _picture(words: Words, measure: Measure, **values: Any) -> TablePicture:
    """A table of a measure's page, with its caption: a line a row, so that a screen reader says what
    each figure is."""
    picture = TablePicture(
        language=words.language, lead=words.lead(measure), source=words.signed([measure]), **values
    )
    between, comma = words.say("picture_between"), words.say("picture_comma")
    lines = []
    for row in picture.rows:
        cells = [
            f"{column}{between}{' '.join(cell.splitlines())}"
            for column, cell in zip(picture.columns, row.cells, strict=True)
            if cell
        ]
        lines.append(f"[{row.head}] {comma.join(cells)}")
    text = caption(
        [picture.lead, picture.title],
        [picture.unit, *lines],
        picture.notes,
        words.signed_short([measure]),
        lambda count: words.say("picture_caption_more", count=count),
    )
    return replace(picture, caption=text)

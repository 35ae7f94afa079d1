"""A table of a measure's file as a grid to look caps up in: the figures are read, never typed
again.

A column begins at the figure of its head (引上げ額45円: 45), a row at the first of its head
(2～3人: 2); it ends at its second figure, or before the next row. A row marked ※ holds under a
condition only. A cell is one amount for everybody (230) or two, the second in brackets
(150(190)).
"""

from __future__ import annotations

import re

from knowledge.model import Row, Table
from knowledge.quantities import figure
from knowledge.shapes import Base, Text

_MARK = "※"
_CELL = re.compile(r"(\d+)(?:\((\d+)\))?")
_FIGURE = re.compile(r"\d+")


class Cell(Base, frozen=True):
    """A cap in yen: for everybody, or the amount in brackets for those to whom it belongs."""

    plain: int
    bracket: int

    @property
    def is_one(self) -> bool:
        """Whether the same amount holds for both."""
        return self.plain == self.bracket


class Line(Base, frozen=True):
    """A row: what it is about, from which count on and up to which (None: any)."""

    head: Text
    least: int
    most: int | None
    conditional: bool
    cells: list[Cell]


class Grid(Base, frozen=True):
    """The table. steps: at which figure each column begins; heads: what each is called; our_unit: the
    unit, where the page prints none."""

    title: Text
    steps: list[int]
    heads: list[Text]
    lines: list[Line]
    our_unit: Text | None = None

    def column(self, value: int) -> int | None:
        """The place of the last column that the value reaches; None below the first."""
        reached = [i for i, step in enumerate(self.steps) if value >= step]
        return reached[-1] if reached else None

    def line(self, value: int, conditional: bool) -> Line | None:
        """The row that a count belongs to, among the conditional rows or among the others."""
        for line in self.lines:
            most = value if line.most is None else line.most
            if line.conditional is conditional and line.least <= value <= most:
                return line
        return None


def grid(table: Table) -> Grid:
    """The table as a grid. Raises ValueError where it is not of this shape."""
    steps = [_figures(column.ja)[0] for column in table.columns]
    starts = [_figures(row.head.ja)[0] for row in table.rows]
    if steps != sorted(set(steps)) or starts != sorted(set(starts)):
        raise ValueError(f"table {table.key!r}: its columns and rows do not go up")
    unit = figure("1" + table.unit.ja) if table.unit else figure("1")
    lines = []
    for i, row in enumerate(table.rows):
        conditional = _MARK in row.head.ja
        # A conditional row lies over the open one: it does not end it.
        following = [r for r in table.rows[i + 1 :] if _MARK not in r.head.ja]
        lines.append(_line(row, following, conditional, int(unit)))
    return Grid(
        title=table.title,
        steps=steps,
        heads=list(table.columns),
        lines=lines,
        our_unit=table.unit if table.unit_is_ours else None,
    )


def _line(row: Row, following: list[Row], conditional: bool, unit: int) -> Line:
    bounds = _figures(row.head.ja)
    most = bounds[1] if len(bounds) > 1 else None
    if most is None and following and not conditional:
        most = _figures(following[0].head.ja)[0] - 1
    cells = [_cell(cell, unit) for cell in row.cells]
    return Line(head=row.head, least=bounds[0], most=most, conditional=conditional, cells=cells)


def _cell(text: str, unit: int) -> Cell:
    match = _CELL.fullmatch(text.replace(",", ""))
    if not match:
        raise ValueError(f"{text!r} is no amount of a table")
    plain = int(match[1]) * unit
    return Cell(plain=plain, bracket=int(match[2]) * unit if match[2] else plain)


def _figures(text: str) -> list[int]:
    found = [int(figure) for figure in _FIGURE.findall(text.replace(",", ""))]
    if not found:
        raise ValueError(f"no figure in {text!r}")
    return found

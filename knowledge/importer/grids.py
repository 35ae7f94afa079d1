"""Tables: lines with TAB between their cells, as rows and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.importer.lines import Line
from knowledge.importer.rules import nfkc, rules

CELL = 16  # a cell of figures is shorter than this; longer ones are text


@dataclass(frozen=True)
class Grid:
    """A table of figures. `row_title` heads the column of row heads; `rows`: head, then cells."""

    title: str
    field: str
    place: str
    row_title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    unit: str | None = None


def grid(lines: list[Line], heading: str, field: str) -> Grid | None:
    """The lines as a grid of figures; None if it is a list of items, or has no heads.

    A first row whose next row has no head spans it: `引上げ額` over `30円 | 45円` gives
    `引上げ額30円 | 引上げ額45円`.
    """
    rows = [[cell.strip() for cell in line.text.split("\t")] for line in lines]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    if width < 3 or len(rows) < 2:
        return None
    heads = 1
    while heads < len(rows) and not rows[heads][0]:
        heads += 1
    body = rows[heads:]
    if not body or not all(_figures(row) for row in body):
        return None
    unit = re.search(rules().unit, nfkc(heading))
    return Grid(
        title=_title(heading),
        field=field,
        place=lines[0].place,
        row_title=rows[0][0],
        columns=tuple(_columns(rows[:heads])),
        rows=tuple((row[0], tuple(row[1:])) for row in body),
        unit=unit.group(1) if unit else None,
    )


def _columns(heads: list[list[str]]) -> list[str]:
    names = [""] * (len(heads[0]) - 1)
    for level, head in enumerate(heads):
        spanning = ""
        for i, cell in enumerate(head[1:]):
            last = level == len(heads) - 1
            spanning = cell or ("" if last else spanning)
            names[i] += spanning
    return names


def _figures(row: list[str]) -> bool:
    """A head in words, and short cells of which each prints a figure or a dash."""
    head, *cells = row
    figures = all(len(c) < CELL and re.search(r"\d|^[-－―—…]?$", nfkc(c)) for c in cells)
    return bool(head) and any(cells) and figures


def _title(heading: str) -> str:
    """`【助成上限額】(カッコ内…)` is titled 助成上限額."""
    inner = re.search(r"[【<＜「■●○]\s*([^】>＞」]+)", heading)
    return (inner.group(1) if inner else heading).lstrip("#").strip()

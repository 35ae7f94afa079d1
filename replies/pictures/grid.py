"""Tables on a sheet: as a grid where the columns are legible, else a block for each row."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from replies.pictures.breaking import pieces
from replies.pictures.sheet import BODY, INNER, MARGIN, STRONG, WIDTH, Colour, Sheet, Style
from replies.pictures.spec import TablePicture
from replies.pictures.typeface import Weight

PAD_X, PAD_Y = 12, 20
# What is tried in turn: a size, and how many lines a row's head and a cell may have. Where nothing
# fits, the table isn't taken in at a glance, and each row becomes a block.
ATTEMPTS = ((40, 1, 1), (37, 1, 1), (40, 2, 2), (37, 2, 2), (34, 2, 1))
HEAD_LINES = 3
# What stands in an empty cell.
DASH = "–"
# Where the letters' middle is within a line, so that they stand in the middle of a row.
RAISE = 0.08


def table(sheet: Sheet, picture: TablePicture) -> None:
    """Put the table on the sheet."""
    for size, head_lines, cell_lines in ATTEMPTS:
        style = Style(size)
        if widths := _widths(picture, style, head_lines, cell_lines):
            _grid(sheet, picture, style, widths)
            return
    _blocks(sheet, picture)


def _bold(style: Style) -> Style:
    return Style(style.size, Weight.BOLD, style.colour)


def _columns(picture: TablePicture) -> list[tuple[str, list[str]]]:
    """Each column's head and cells, the rows' heads first."""
    columns = [(picture.corner, [row.head for row in picture.rows])]
    for i, head in enumerate(picture.columns):
        columns.append((head, [row.cells[i] or DASH for row in picture.rows]))
    return columns


def _widths(picture: TablePicture, style: Style, head_lines: int, cell_lines: int) -> list[float]:
    """The width of each column; empty if the table isn't legible as a grid at this size."""
    columns = _columns(picture)
    least, natural = [], []
    for number, (head, cells) in enumerate(columns):
        own = style if number else _bold(style)
        most = cell_lines if number else head_lines
        needed = [_widest(head, _bold(style))]
        needed += [own.width(cell) if most == 1 else _widest(cell, own) for cell in cells]
        least.append(max(needed) + 2 * PAD_X)
        full = [_bold(style).width(head), *map(own.width, cells)]
        natural.append(max(full) + 2 * PAD_X)
    widths = _shared_out(least, natural)
    for number, ((head, cells), width) in enumerate(zip(columns, widths, strict=True)):
        own = style if number else _bold(style)
        most = cell_lines if number else head_lines
        inner = width - 2 * PAD_X
        if len(_bold(style).lines(head, inner)) > HEAD_LINES:
            return []
        if any(len(own.lines(cell, inner)) > most for cell in cells):
            return []
    return widths if sum(widths) <= INNER + 1 else []


def _shared_out(least: Sequence[float], natural: Sequence[float]) -> list[float]:
    """Widths between the least and the natural, that fill the sheet if the least don't pass it."""
    spare, wish = INNER - sum(least), sum(natural) - sum(least)
    if spare < 0:
        return list(least)
    share = min(1.0, spare / wish) if wish else 0.0
    widths = [low + (high - low) * share for low, high in zip(least, natural, strict=True)]
    over = (INNER - sum(widths)) / len(widths)
    return [width + over for width in widths]


def _widest(text: str, style: Style) -> float:
    """The widest run that can't be broken."""
    return max((style.width(piece.rstrip()) for piece in pieces(text)), default=0)


class _Cell(Struct, frozen=True):
    """A cell with its place: set to the left, or in the middle of its column."""

    text: str
    width: float
    style: Style
    left: bool

    @property
    def lines(self) -> list[str]:
        return self.style.balanced(self.text, self.width - 2 * PAD_X)

    def inset(self, line: str) -> float:
        return PAD_X if self.left else (self.width - self.style.width(line)) / 2


def _grid(sheet: Sheet, picture: TablePicture, style: Style, widths: Sequence[float]) -> None:
    columns: list[list[_Cell]] = []
    for number, (head, cells) in enumerate(_columns(picture)):
        width, own = widths[number], style if number else _bold(style)
        # Columns of figures stand in the middle; sentences, like the rows' heads, on the left.
        left = not number or any(len(own.lines(cell, width - 2 * PAD_X)) > 1 for cell in cells)
        column = [_Cell(head, width, _bold(style), left)]
        columns.append(column + [_Cell(cell, width, own, left) for cell in cells])
    for number, row in enumerate(zip(*columns, strict=True)):
        band = Colour.CARD if number % 2 else Colour.BAND
        _row(sheet, row, band if number else Colour.PALE)
    sheet.rule()


def _row(sheet: Sheet, cells: Sequence[_Cell], behind: str) -> None:
    leading = cells[0].style.height
    height = max(len(cell.lines) for cell in cells) * leading + 2 * PAD_Y
    sheet.shape((MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + height), behind)
    x: float = MARGIN
    for cell in cells:
        y = sheet.y + (height - len(cell.lines) * leading) / 2 + cell.style.size * RAISE
        for line in cell.lines:
            sheet.line(line, cell.style, x + cell.inset(line), y, behind)
            y += leading
        x += cell.width
    sheet.gap(height)


def _blocks(sheet: Sheet, picture: TablePicture) -> None:
    """Each row under its own heading, what the columns say below it."""
    label = Style(34, Weight.BOLD, Colour.BLUE)
    indent = MARGIN + 2 * PAD_X
    for row in picture.rows:
        _heading(sheet, row.head)
        for column, cell in zip(picture.columns, row.cells, strict=True):
            if not cell:
                continue
            sheet.gap(12)
            sheet.text(column, label, indent, INNER - 2 * PAD_X)
            sheet.text(cell, BODY, indent, INNER - 2 * PAD_X)
        sheet.gap(30)


def _heading(sheet: Sheet, text: str) -> None:
    lines = STRONG.balanced(text, INNER - 2 * PAD_X)
    height = len(lines) * STRONG.height + PAD_Y
    sheet.shape((MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + height), Colour.PALE)
    y = sheet.y + PAD_Y / 2 + STRONG.size * RAISE
    for line in lines:
        sheet.line(line, STRONG, MARGIN + PAD_X, y, Colour.PALE)
        y += STRONG.height
    sheet.gap(height)

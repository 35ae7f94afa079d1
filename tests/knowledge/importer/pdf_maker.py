"""Makes a PDF of a document in the importer's Markdown format: two-column contents, ruled tables.

The font is a built-in CID font, which needs no font file: the PDF has a text layer in Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from knowledge.importer import contents, sections, source
from knowledge.importer.amount import is_budget_line
from knowledge.importer.notes import Notes

FONT = "HeiseiKakuGo-W5"
WIDTH, HEIGHT = 842.0, 595.0  # A4, landscape
LEFT, COLUMN, SIZE, LEADING = 40.0, 400.0, 9.0, 11.0


class Maker:
    """Draws line by line from the top of a page."""

    def __init__(self, path: Path) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
        self.page = 0
        self.y = 0.0

    def new_page(self) -> None:
        """Finish the page with its number at the foot, and begin the next."""
        if self.page:
            self.canvas.setFont(FONT, SIZE)
            self.canvas.drawCentredString(WIDTH / 2, 20, str(self.page))
            self.canvas.showPage()
        self.page += 1
        self.canvas.setFont(FONT, SIZE)
        self.y = HEIGHT - 40

    def text(self, x: float, text: str, width: float) -> float:
        """Draw the text from x, wrapped to the width; returns where the next line would stand."""
        y = self.y
        for line in wrap(text, width):
            self.canvas.drawString(x, y, line)
            y -= LEADING
        return y

    def table(self, rows: list[list[str]]) -> None:
        """Draw a table with rules around every cell."""
        width = 120.0
        count = max(map(len, rows))
        xs = [LEFT + width * i for i in range(count + 1)]
        ys = [self.y + SIZE + 2 - LEADING * i for i in range(len(rows) + 1)]
        self.canvas.grid(xs, ys)
        for row in rows:
            for x, cell in zip(xs, row, strict=False):
                self.canvas.drawString(x + 3, self.y, cell)
            self.y -= LEADING
        self.y -= LEADING


def wrap(text: str, width: float) -> Iterator[str]:
    """The text in lines that fit; Latin words are not cut."""
    line = ""
    for sign in text:
        if pdfmetrics.stringWidth(line + sign, FONT, SIZE) > width:
            cut = line.rfind(" ") + 1 if sign.isascii() and line[-1:].isascii() else 0
            yield line[:cut] or line
            line = line[cut:] if cut else ""
        line += sign
    if line.strip():
        yield line


def make(markdown: Path, path: Path, leaders: bool = False) -> None:
    """Write the Markdown document as a PDF. `leaders`: dots before the pages in the contents."""
    maker = Maker(path)
    others, pages = sections.split(source.read(markdown, Notes(str(markdown))))
    for line in others:
        if contents.is_contents(line.text):
            maker.new_page()
            maker.y = maker.text(LEFT, line.text.lstrip("# "), COLUMN) - LEADING
        elif maker.page and not line.blank:
            for cells in _single(line.text.split("\t")):
                _contents(maker, cells, leaders)
    for page in pages:
        _page(maker, [line.text.strip(" \n") for line in page])
    maker.new_page()
    maker.canvas.save()


def _single(cells: list[str]) -> Iterator[list[str]]:
    """A printed page has no entries run together, as the scan has them in its last column."""
    pages = cells[3].split(" P") if len(cells) > 3 else []
    if len(pages) < 2 or pages[0] == "P.":
        yield cells
        return
    titles = re.split(r" (?=\d+\. )", cells[2])
    for i, (title, page) in enumerate(zip(titles, pages, strict=True)):
        yield [*(cells[:2] if i == 0 else ["", ""]), title, "P" + page.lstrip("P")]


def _contents(maker: Maker, cells: list[str], leaders: bool) -> None:
    below = [maker.y - LEADING]
    for column in range(0, len(cells), 2):
        x = LEFT + COLUMN * (column // 2)
        title, pages = cells[column], "".join(cells[column + 1 : column + 2])
        below.append(maker.text(x, title, COLUMN - 70))
        width = pdfmetrics.stringWidth(title, FONT, SIZE)
        if leaders and pages and width < COLUMN - 100:
            pages = "…" * int((COLUMN - 75 - width) / SIZE) + pages
        maker.canvas.drawRightString(x + COLUMN - 30, maker.y, pages)
    maker.y = min(below)


def _page(maker: Maker, lines: list[str]) -> None:
    """A page with its amount to the right of the title."""
    maker.new_page()
    at = next((i for i, line in enumerate(lines) if is_budget_line(line)), 0)
    end = next(i for i, line in enumerate(lines) if "①施策の目的" in line)
    titles = [line.lstrip("# ") for line in lines[: at or end] if line]
    top = maker.y
    for line in (line for line in lines[at:end] if line and at):
        maker.canvas.drawString(650, maker.y, line.lstrip("# "))
        maker.y -= LEADING
    bottom, maker.y = maker.y, top
    for title in titles:
        maker.y = maker.text(LEFT, title, 500)
    maker.y = min(maker.y, bottom) - LEADING
    table: list[list[str]] = []
    for line in [*lines[end:], ""]:
        if "\t" in line:
            table.append(line.split("\t"))
            continue
        if table:
            maker.table(table)
            table = []
        maker.y = maker.text(LEFT, line.lstrip("# "), WIDTH - 2 * LEFT)

"""A PDF file as lines of the same form as the Markdown: TAB between cells, `#` before a title.

Read with pdfplumber (the optional extra `importer`), which tells where each word ends and finds
ruled tables. A scan without a text layer cannot be read; it needs OCR first.
"""

from __future__ import annotations

import importlib
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

from knowledge.importer import amount, contents
from knowledge.importer.lines import Line, Unreadable
from knowledge.importer.notes import Notes
from knowledge.importer.progress import progress
from knowledge.importer.rules import join_wrapped, nfkc, printable, readable, rules

NARROW = 0.3  # letters further apart than this share of their size are separate words
GAP = 0.9  # words further apart than this share of their size are separate pieces
ROW = 0.5  # pieces whose tops differ by less than this share of their height stand in one line
_FOOTER = re.compile(r"^[-－―\s]*(?:P\.?\s*)?\d{1,3}[-－―\s]*$")
_SECTION = re.compile(r"^\s*[①-⑳]")
_BESIDE_TITLE = re.compile(r"^(?:[\d,]+\s*(?:兆|億)|※)")


@dataclass(frozen=True)
class _Piece:
    """Text without a wide gap, and where it stands, in points from the page's top left."""

    text: str
    left: float
    top: float
    height: float


def read(path: Path, notes: Notes) -> list[Line]:
    """The lines of all pages; a page that is only a picture is remarked. Raises Unreadable, OSError."""
    path.open("rb").close()  # a file that is not there is said before a library that isn't
    try:
        pdfplumber: Any = importlib.import_module("pdfplumber")
    except ImportError:
        raise Unreadable(f"{path}:1: PDF files need the extra: pip install '.[importer]'") from None
    # What it has to say of fonts and the like helps nobody here.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    lines: list[Line] = []
    pictures: list[int] = []
    try:
        with pdfplumber.open(path) as document:
            for number, page in enumerate(progress("PDF page", document.pages), start=1):
                texts = _page(page)
                lines += [Line(f"p{number}.{i}", text) for i, text in enumerate(texts, start=1)]
                if not texts and page.images:
                    pictures.append(number)
                page.close()
    except OSError:
        raise
    except Exception as error:  # a broken file makes pdfminer raise almost anything
        raise Unreadable(f"{path}:1: {_why(error)}") from None
    if all(line.blank for line in lines):
        raise Unreadable(
            f"{path}:1: the PDF has no text layer: it is a picture and needs OCR first"
        )
    for number in pictures:
        notes.remark(f"p{number}.1", "this page has no text: it is a picture and needs OCR first")
    return lines


def _why(error: Exception) -> str:
    """What is the matter with a file that pdfminer does not read; it wraps its own errors."""
    cause = next((each for each in error.args if isinstance(each, Exception)), error)
    if type(cause).__name__.startswith(("PDFPassword", "PDFEncryption")):
        return "the PDF is encrypted: save it without a password first"
    return f"not a readable PDF (cut off, or another kind of file): {cause or type(cause).__name__}"


def _page(page: Any) -> list[str]:
    """A page's lines; a blank one at the end keeps pages apart."""
    tables = [t for t in page.find_tables() if len(t.rows) > 1 and len(t.rows[0].cells) > 1]
    pieces = _pieces(page, [table.bbox for table in tables])
    rows = _rows(pieces)
    if not rows:
        return []
    if contents.is_contents("".join(p.text for p in rows[0])):
        head = " ".join(p.text for p in rows[0])
        below = rows[0][0].top + ROW * rows[0][0].height
        return [f"# {head.lstrip('# ')}", "", *_two_columns(page, below), ""]
    rows = [row for row in rows if not _is_footer(row, page)]
    heading, end = _heading(rows)
    lines = [(row[0].top, _text(row)) for row in rows[end:]]
    for table in tables:
        # A table's cells may hold several printed lines, which belong together.
        lines += [(table.bbox[1], text) for text in _table(table)]
    # Python's sort keeps the rows of a table, which share its top, in their order.
    return [*heading, *(text for _, text in sorted(lines, key=lambda line: line[0])), ""]


def _pieces(page: Any, tables: list[tuple[float, float, float, float]]) -> list[_Piece]:
    words = page.extract_words(keep_blank_chars=True, x_tolerance_ratio=GAP, y_tolerance=3)
    found = []
    for word in words:
        x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
        if any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in tables):
            continue
        text = readable(printable(word["text"])).strip()
        if text:
            found.append(_Piece(text, word["x0"], word["top"], word["bottom"] - word["top"]))
    return found


def _rows(pieces: list[_Piece]) -> list[list[_Piece]]:
    """The pieces line by line, from the left."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.top, p.left)):
        if rows and piece.top - rows[-1][0].top < ROW * piece.height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _two_columns(page: Any, below: float) -> Iterator[str]:
    """Lines of the contents below their heading as title, page, title, page.

    The columns are read apart: a page number may stand close to the entry of the right column.
    """
    right = _right_column(page)
    halves = [page.filter(partial(_stands, *half)) for half in ((0, right), (right, inf))]
    for row in _rows([p for half in halves for p in _pieces(half, []) if p.top > below]):
        cells = []
        for column in ([p for p in row if p.left < right], [p for p in row if p.left >= right]):
            pages = [p.text for p in column if re.fullmatch(rf"(?:{rules().page}\s*)+", nfkc(p.text))]
            titles = [p.text for p in column if p.text not in pages]
            cells += [" ".join(titles), " ".join(pages)]
        if not _FOOTER.match("".join(cells)) or cells[1] or cells[3]:
            yield "\t".join(cells)


def _right_column(page: Any) -> float:
    """Where the right column begins, which most of its entries' numbers tell; if there is none, the edge."""
    words = page.extract_words(x_tolerance_ratio=NARROW)
    numbers = re.compile(rules().number)
    lefts = [word["x0"] for word in words if numbers.match(nfkc(word["text"]))]
    starts = Counter(round(left) for left in lefts if left > 0.4 * page.width)
    return float(starts.most_common(1)[0][0] - 2 if starts else page.width)


def _stands(low: float, high: float, part: dict[str, Any]) -> bool:
    """Whether the middle of a part of the page stands between two places."""
    return bool(low <= (part["x0"] + part["x1"]) / 2 < high)


def _heading(rows: list[list[_Piece]]) -> tuple[list[str], int]:
    """The lines of title and amount, and where the rows of the body begin.

    The amount may be printed beside the title; here it stands below.
    """
    end = next((i for i, row in enumerate(rows) if _SECTION.match(row[0].text)), 0)
    titles: list[str] = []
    amounts: list[str] = []
    for row in rows[:end]:
        for piece in row:
            if amount.is_budget_line(piece.text) or (
                amounts and _BESIDE_TITLE.match(nfkc(piece.text))
            ):
                amounts.append(piece.text)
            else:
                titles.append(piece.text)
    if titles:
        titles[0] = f"# {titles[0]}"
    return [*titles, "", *amounts, ""] if end else [], end


def _is_footer(row: list[_Piece], page: Any) -> bool:
    at_edge = row[0].top > 0.9 * float(page.height)
    return at_edge and len(row) == 1 and bool(_FOOTER.match(nfkc(row[0].text)))


def _text(row: list[_Piece]) -> str:
    """Three pieces and more in a line are cells of a table without rules."""
    return ("\t" if len(row) > 2 else " ").join(piece.text for piece in row)


def _table(table: Any) -> Iterator[str]:
    for row in table.extract(x_tolerance_ratio=GAP):
        cells = []
        for cell in row:
            text = ""
            for line in readable(cell or "").splitlines():
                text = join_wrapped(text, printable(line).strip())
            cells.append(text)
        yield "\t".join(cells)

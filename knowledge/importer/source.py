"""Reading a document, Markdown or PDF: either way, as lines with their place."""

from __future__ import annotations

from pathlib import Path

from knowledge.importer import pdf
from knowledge.importer.lines import Line, Unreadable
from knowledge.importer.notes import Notes
from knowledge.importer.rules import printable


def read(path: Path, notes: Notes) -> list[Line]:
    """The document's lines. Raises Unreadable."""
    try:
        if path.suffix.lower() == ".pdf":
            return pdf.read(path, notes)
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        what = f"not UTF-8 ({error.reason}): save it as UTF-8 first"
        raise Unreadable(f"{path}:{line}: {what}") from None
    except OSError as error:
        raise Unreadable(f"{path}:1: {error.strerror or error}") from None
    # Not splitlines(): a form feed or U+2028 inside a line must not shift the line numbers.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [Line(str(number), printable(line)) for number, line in enumerate(lines, start=1)]

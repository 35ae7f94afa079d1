"""The document's Markdown cut into pages: a page is a heading, a budget line, and what follows."""

from __future__ import annotations

import re

_BUDGET_LINE = re.compile(r"^(?:#+ )?令和\d+年度補正予算額", re.MULTILINE)
_SUBTITLE = re.compile(r"(?:#+ )?(?:○|O(?=E2E))")


def page_texts(document: str) -> list[str]:
    """The text of each page that has a budget line, in the document's order, heading included."""
    lines = document.splitlines()
    starts = [_heading_above(lines, i) for i, line in enumerate(lines) if _BUDGET_LINE.match(line)]
    return [
        "\n".join(lines[start:end])
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def _heading_above(lines: list[str], budget_line: int) -> int:
    """Where the heading over a budget line begins: a block, and one more if that is a ○ subtitle."""
    start = _block_above(lines, budget_line)
    if _SUBTITLE.match(lines[start]):
        start = _block_above(lines, start)
    return start


def _block_above(lines: list[str], below: int) -> int:
    """The first line of the block of lines that ends above the line `below`."""
    last = below - 1
    while last > 0 and not lines[last].strip():
        last -= 1
    first = last
    while first > 0 and lines[first - 1].strip():
        first -= 1
    return first

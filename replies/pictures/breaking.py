"""Where a line may be broken, in Japanese and English, and text as lines of a given width."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import pairwise

Measure = Callable[[str], float]

# Signs that begin no line (closing, small, prolonging) and that end none (opening), by their
# Unicode category.
_NEVER_FIRST = {"Pe", "Pf", "Po", "Pd", "Lm", "Sm"}
_NEVER_LAST = {"Ps", "Pi"}
# How many widths are tried for even lines.
STEPS = 12


def lines(text: str, measure: Measure, width: float) -> list[str]:
    """The text as lines that are no wider; a run that is wider by itself is cut.

    >>> lines("abc de", len, 4)
    ['abc', 'de']
    """
    found = []
    for paragraph in text.splitlines():
        line = ""
        for piece in pieces(paragraph):
            if line and measure((line + piece).rstrip()) > width:
                found.append(line.rstrip())
                line = ""
            while measure(piece.rstrip()) > width and len(piece) > 1:
                fit = _fitting(piece, measure, width)
                found.append(piece[:fit])
                piece = piece[fit:]
            line += piece
        if line.strip():
            found.append(line.rstrip())
    return found


def _fitting(piece: str, measure: Measure, width: float) -> int:
    """How many letters of a run fit, at least one."""
    return next((i for i in range(len(piece) - 1, 1, -1) if measure(piece[:i]) <= width), 1)


def balanced(text: str, measure: Measure, width: float) -> list[str]:
    """As few lines as `lines` makes, but of about the same length, broken where one would pause.

    >>> balanced("引上げ額30円", len, 6)
    ['引上げ額', '30円']
    """
    first = lines(text, measure, width)
    if len(first) < 2:
        return first
    widest = max(measure(piece.rstrip()) for piece in pieces(text))
    low = max(width / 2, widest)
    tried = [lines(text, measure, low + (width - low) * step / STEPS) for step in range(STEPS)]
    # The first, and so the most even, of those that pause best.
    return max((t for t in [*tried, first] if len(t) == len(first)), key=_pauses)


def _pauses(broken: list[str]) -> int:
    return sum(_pause(a[-1], b[0]) for a, b in pairwise(broken))


def _pause(before: str, after: str) -> int:
    """How naturally a line ends between two letters."""
    if not (_wide(before) or _wide(after)):
        return 0
    if after.isdecimal() or _category(before).startswith("P") or _category(after) == "Ps":
        return 2
    return int(_script(before) != _script(after) != "HIRAGANA")


def pieces(text: str) -> list[str]:
    """The runs between which a line may be broken.

    >>> pieces("30円の table"), pieces("1,000億円")
    (['30円', 'の ', 'table'], ['1,000億円'])
    """
    found: list[str] = []
    for char in text:
        if found and (not _breaks(found[-1][-1], char) or _unit(found[-1], char)):
            found[-1] += char
        else:
            found.append(char)
    return found


def _unit(figure: str, char: str) -> bool:
    """Whether a letter goes on with the unit behind a figure, which has two at most: 万円, 億円, 年間."""
    return figure[-2:-1].isdecimal() and _script(figure[-1]) == _script(char) == "CJK"


def _breaks(before: str, after: str) -> bool:
    if after.isspace():
        return False
    if before.isspace():
        return before != "\N{NO-BREAK SPACE}"
    if _never_first(after) or _category(before) in _NEVER_LAST:
        return False
    if not (_wide(before) or _wide(after)):
        return False
    # A figure keeps its unit, and a katakana word stays whole.
    return not (before.isdecimal() or _script(before) == _script(after) == "KATAKANA")


@cache
def _never_first(char: str) -> bool:
    small = "SMALL" in unicodedata.name(char, "") and _wide(char)
    return small or _category(char) in _NEVER_FIRST


@cache
def _category(char: str) -> str:
    return unicodedata.category(char)


@cache
def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0].partition("-")[0]

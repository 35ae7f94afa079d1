"""Lists, orders, bounds and sums: which measures a message selects, and the measures of a selection."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from knowledge import lexicon
from knowledge.lexicon import label, lists
from knowledge.normalize import fold, hiragana
from knowledge.question import Order, Selection

_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
DEFAULT_TOP = 5


def read_selection(cleaned: str, is_subject: Callable[[str], bool]) -> Selection | None:
    """The selection that a cleaned message asks for, or None if it asks for no list.

    is_subject: says of the words that are left whether measures can be found by them.
    """
    least, most, rest = _bounds(cleaned)
    pages, rest = _pages(rest)
    order, top, rest = _order(rest)
    wants_total = label("total").has(rest)
    wants_list = label("list").has(rest) or label("count").has(rest)
    system = _part(rest)
    asked = least is not None or most is not None or pages or order is not Order.DOCUMENT
    if not (asked or wants_total or wants_list or system is not None):
        return None
    words = subject(rest)
    if words and not is_subject(words):
        if not asked:
            return None
        words = ""
    if not (asked or words or system is not None) and not wants_total:
        return None
    if words and order is Order.DOCUMENT:
        order = Order.BEST
    return Selection(
        words=words,
        least=least,
        most=most,
        pages=pages,
        system=system,
        order=order,
        top=top,
        total=wants_total,
    )


def _bounds(cleaned: str) -> tuple[float | None, float | None, str]:
    """Least and most amount in 億円, and the text without them."""
    if match := _between().search(hiragana(cleaned)):
        # 100から500億円: the unit behind goes for both.
        low, high = _oku(match, 1, match[2] or match[4]), _oku(match, 3)
        return min(low, high), max(low, high), _cut(cleaned, match)
    for pattern in (_prefixed(), _suffixed()):
        if match := pattern.search(hiragana(cleaned)):
            amount, word = _oku(match, 2), match[1] or match[4]
            is_least = label("before_least").whole(word) or label("at_least").whole(word)
            rest = _cut(cleaned, match)
            return (amount, None, rest) if is_least else (None, amount, rest)
    return None, None, cleaned


def _oku(match: re.Match[str], group: int, unit: str | None = None) -> float:
    return float(match[group].replace(",", "")) * lists().units[unit or match[group + 1]]


@cache
def _prefixed() -> re.Pattern[str]:
    """`over 100 billion yen`: groups word, number, unit, nothing."""
    before = _any([*lists().before_least.en, *lists().before_most.en])
    return re.compile(rf"({before}) (?:¥|jpy )?{_NUMBER} ?({_units()})()")


@cache
def _suffixed() -> re.Pattern[str]:
    """`1000億円以上`: groups nothing, number, unit, word."""
    words = (lists().at_least, lists().at_most)
    after = _any([word for both in words for word in (*both.ja, *both.en)])
    return re.compile(rf"(){_NUMBER} ?({_units()})(?:の|も)? ?({after})")


def _units() -> str:
    return _any(list(lists().units))


@cache
def _between() -> re.Pattern[str]:
    units = _units()
    joins = _any([*lists().between.ja, *lists().between.en])
    return re.compile(rf"{_NUMBER} ?({units})? ?(?:{joins}) ?{_NUMBER} ?({units})")


@cache
def _page_range() -> re.Pattern[str]:
    joins = _any([*lists().between.ja, *lists().between.en])
    words = _any([*lists().pages.ja, *lists().pages.en])
    return re.compile(
        rf"(?:(?:{words}) ?)?(\d{{1,3}})(?:{words})? ?(?:{joins}) ?(\d{{1,3}}) ?(?:{words})"
        rf"|(?:{words}) ?(\d{{1,3}}) ?(?:{joins}) ?(\d{{1,3}})"
    )


def _pages(text: str) -> tuple[tuple[int, int] | None, str]:
    match = _page_range().search(hiragana(text))
    if not match:
        return None, text
    first, last = sorted(int(group) for group in match.groups() if group)
    return (first, last), _cut(text, match)


def _order(text: str) -> tuple[Order, int | None, str]:
    """By amount, and how many; the text without the words that say so."""
    for name, order in (("smallest", Order.SMALLEST), ("largest", Order.LARGEST)):
        if label(name).has(text):
            rest = label(name).without(text, "\0")
            number = re.search(r"\0 ?(\d{1,2})(?:つ|個|件|位)?|(\d{1,2}) ?\0", rest)
            top = int(number[1] or number[2]) if number else DEFAULT_TOP
            rest = _cut(rest, number) if number else rest
            return order, max(top, 1), rest.replace("\0", " ").strip()
    return Order.DOCUMENT, None, text


def _part(text: str) -> bool | None:
    """True for institutional measures only, False for budget measures only."""
    if label("system").has(text):
        return True
    return False if label("budget").has(text) else None


def subject(rest: str) -> str:
    """What the list is about: the words that are left."""
    for name in ("total", "count", "list"):
        rest = label(name).without(rest)
    rest = lexicon.polite().without(lexicon.fields().without(rest))
    pieces = [word for word in rest.split() if word]
    about = label("about")
    kept = [_trim(piece, about) for piece in pieces]
    return " ".join(word for word in kept if word)


def _trim(piece: str, about: lexicon.Phrases) -> str:
    """A piece without the words at its ends that only say that it is the subject."""
    while True:
        found = about.find(piece)
        if found and found[-1].end == len(piece):
            piece = piece[: found[-1].start].strip()
        elif found and found[0].start == 0:
            piece = piece[found[0].end :].strip()
        else:
            return piece


def _cut(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}".strip()


def _any(words: list[str]) -> str:
    both = {*words, *map(fold, words)}
    return "|".join(re.escape(word) for word in sorted(both, key=len, reverse=True) if word)

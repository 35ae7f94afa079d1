"""Sums of money in a message, in 億円 (100 million yen): 1000億円, 2千億, 1兆2000億円, 30 billion yen."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from knowledge.lexicon import any_spelt, lists
from knowledge.normalize import fold
from knowledge.notation import numbers, to_int

_DIGITS = r"\d+(?:\.\d+)?"


class Sum(Struct, frozen=True):
    """A sum of money: its value in 億円, and where it stands in the text."""

    oku: float
    start: int
    end: int


def sums(text: str) -> list[Sum]:
    """The sums in a folded text, from left to right. In a range the last unit goes for both ends.

    >>> [each.oku for each in sums("500から2千億円")], [each.oku for each in sums("over 30 billion yen")]
    ([500.0, 2000.0], [300.0])
    """
    found = []
    for match in _pattern().finditer(text):
        parts = list(_component().finditer(match["sum"]))
        if match["low"]:
            digits = match["low"]
            numeral = float(digits) if digits[0].isdecimal() else float(to_int(digits))
            low = numeral * lists().units[parts[-1]["unit"]]
            found.append(Sum(low, match.start("low"), match.end("low")))
        found.append(Sum(sum(map(_value, parts)), match.start("sum"), match.end()))
    return found


def unit_of(words: str) -> float | None:
    """What one of a unit is in 億円, as a table names it; None if it is no unit of money.

    >>> unit_of("万円"), unit_of("億円"), unit_of("人")
    (0.0001, 1.0, None)
    """
    found = sums("1" + fold(words))
    return found[0].oku if found and found[0].end == len(fold(words)) + 1 else None


def _value(part: re.Match[str]) -> float:
    numeral = float(part["digits"]) if part["digits"] else float(to_int(part["kanji"]))
    return numeral * _scale(part)


def _scale(part: re.Match[str]) -> float:
    return numbers().tens.get(part["tens"], 1) * lists().units[part["unit"]]


@cache
def _component() -> re.Pattern[str]:
    """A numeral with its unit: 2千億, 五百億, 30 billion."""
    return re.compile(_part("digits", "tens", "kanji", "unit"))


def _part(*names: str) -> str:
    digits, tens, kanji, unit = (f"?P<{name}>" if name else "?:" for name in names or [""] * 4)
    numerals = "".join({**numbers().digits, **numbers().tens})
    units = any_spelt(lists().units)
    return (
        rf"(?:({digits}{_DIGITS})({tens}[{''.join(numbers().tens)}])?|({kanji}[{numerals}]+))"
        rf" ?({unit}{units})"
    )


@cache
def _pattern() -> re.Pattern[str]:
    yen = any_spelt(lists().yen)
    part = _part()
    kanji = "".join({**numbers().digits, **numbers().tens})
    joins = any_spelt([*lists().between.ja, *lists().between.en])
    return re.compile(
        rf"(?<![\d.])(?:(?P<low>{_DIGITS}|[{kanji}]+) ?(?:{joins}) ?)?"
        rf"(?P<sum>{part}(?: ?{part})*)(?: ?(?:{yen}))?"
    )

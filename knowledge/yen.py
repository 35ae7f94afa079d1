"""Sums of money in a message, in 億円 (100 million yen): 1000億円, 2千億, 1兆2000億円, 30 billion yen."""

from __future__ import annotations

import re

from msgspec import Struct

from knowledge.lexicon import any_of, any_spelt, lists
from knowledge.normalize import fold, hiragana, is_kana
from knowledge.notation import numbers, to_int
from knowledge.once import once

_DIGITS = r"\d+(?:\.\d+)?"
_IS_DECIMAL = re.compile(_DIGITS)


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


def without_sums(text: str) -> str:
    """A folded text without the sums in it.

    >>> without_sums("全体は559億で")
    '全体は で'
    """
    for each in reversed(sums(text)):
        text = f"{text[: each.start]} {text[each.end :]}"
    return text


def unit_of(words: str) -> float | None:
    """What one of a unit is in 億円, as a table names it; None if it is no unit of money.

    >>> unit_of("万円"), unit_of("億円"), unit_of("人")
    (0.0001, 1.0, None)
    """
    found = sums("1" + fold(words))
    return found[0].oku if found and found[0].end == len(fold(words)) + 1 else None


def spoken_as_written(text: str) -> str:
    """A text whose sums that are spelt in kana stand as they are written.

    >>> spoken_as_written("ろっぴゃくおくえんいじょう"), spoken_as_written("うちにおくもの")
    ('六百億えんいじょう', 'うちにおくもの')
    """
    # In kana words may stand apart: ひゃくおくえん より うえ.
    joined = "".join(text.split())
    if is_kana(hiragana(joined)) and _spoken().search(hiragana(joined)):
        text = joined
    written, at = "", 0
    for match in _spoken().finditer(hiragana(text)):
        numeral = _spoken_number().sub(lambda m: _spoken_numbers()[m.group()], match["numeral"])
        written += text[at : match.start()] + numeral + lists().spoken_units[match["unit"]]
        at = match.end()
    return written + text[at:]


@once
def _spoken() -> re.Pattern[str]:
    """A spoken sum; what stands behind it shows that it is one: えん, いじょう."""
    words = lists()
    labels = (words.at_least, words.at_most, words.over, words.under, words.band)
    behind = any_spelt([*words.yen, *(word for label in labels for word in label.ja)])
    numeral = rf"(?P<numeral>(?:{_spoken_number().pattern})+|\d+ ?)"
    return re.compile(rf"{numeral}(?P<unit>{any_of(words.spoken_units)})(?={behind})")


@once
def _spoken_number() -> re.Pattern[str]:
    return re.compile(any_of(_spoken_numbers()))


@once
def _spoken_numbers() -> dict[str, str]:
    return {**numbers().spoken, **lists().spoken_sums}


def _value(part: re.Match[str]) -> float:
    return _numeral(part["numeral"]) * lists().units[part["unit"]]


def _numeral(numeral: str) -> float:
    """A numeral in digits, in kanji, or in both: 1.5, 百五十, 1千6百."""
    if _IS_DECIMAL.fullmatch(numeral):
        return float(numeral)
    tens = numbers().tens
    if not any(sign.isdecimal() for sign in numeral):
        return float(to_int(numeral))
    value, at = 0.0, 0
    for end, sign in enumerate(numeral):
        if sign in tens:
            value += tens[sign] * (_numeral(numeral[at:end]) if end > at else 1)
            at = end + 1
    return value + (_numeral(numeral[at:]) if at < len(numeral) else 0)


@once
def _component() -> re.Pattern[str]:
    """A numeral with its unit: 2千億, 五百億, 30 billion."""
    return re.compile(_part("?P<numeral>", "?P<unit>"))


def _part(numeral: str = "?:", unit: str = "?:") -> str:
    numerals = "".join({**numbers().digits, **numbers().tens})
    tens, units = "".join(numbers().tens), any_spelt(lists().units)
    mixed = rf"{_DIGITS}(?:[{tens}][\d{numerals}]*)?|[{numerals}][\d{numerals}]*"
    return rf"({numeral}{mixed}) ?({unit}{units})"


@once
def _pattern() -> re.Pattern[str]:
    yen = any_spelt(lists().yen)
    part = _part()
    kanji = "".join({**numbers().digits, **numbers().tens})
    joins = any_spelt([*lists().between.ja, *lists().between.en])
    return re.compile(
        rf"(?<![\d.])(?:(?P<low>{_DIGITS}|[{kanji}]+) ?(?:{joins}) ?)?"
        rf"(?P<sum>{part}(?: ?{part})*)(?: ?(?:{yen}))?"
    )

"""The words of a page that a message in kana says: けいえいかいぜんけいかく is 経営改善計画.

Who writes no kanji, or Japanese in Latin letters, shares hardly a sign with a page's lines. How its words are
read is `language/readings.yaml`; words of katakana are read as they stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from knowledge import lexicon
from knowledge.normalize import fold, has_japanese, hiragana
from knowledge.spelling import has_kanji, kana_reliable, sound, with_kana

# From which length on a word of katakana is known by its sound, and how surely a reading must be a word where
# it stands (see `spelling.kana_reliable`).
_HEARD, _SURE = 3, 0.7
_KATAKANA = re.compile(rf"[ァ-ヺー]{{{_HEARD},}}")
_ALL_KATAKANA = re.compile(r"[ァ-ヺー\s]+")

# The words that are read as a text in hiragana is.
_Words = Mapping[str, tuple[str, ...]]


class Readings:
    """How words are read: as it is spelt, and by sound alone."""

    def __init__(self, read: Iterable[tuple[str, str]]) -> None:
        """read: words with their readings, those first that are meant first."""
        self.spelt = _by_reading(read)
        self.by_sound = _by_reading(
            (word, sound(reading)) for reading, words in self.spelt.items() for word in words
        )


def readings_of(said: str, named: Mapping[str, str]) -> Readings:
    """How the words of a page are read.

    said: all that it says. named: the measure's own names, with their readings.
    """
    known = [(word, reading) for word, reading in lexicon.readings().items() if word in said]
    spoken = [(word, hiragana(word)) for word in dict.fromkeys(_KATAKANA.findall(said))]
    return Readings((*named.items(), *known, *spoken))


def _by_reading(read: Iterable[tuple[str, str]]) -> _Words:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for word, reading in read:
        found[fold(reading)][word] = None
    return {reading: tuple(words) for reading, words in found.items()}


def is_heard(text: str) -> bool:
    """Whether a text has kana, or Japanese in Latin letters, and no kanji."""
    folded = with_kana(fold(text))
    return has_japanese(folded) and not has_kanji(folded)


def in_kana(cleaned: str) -> str:
    """A text in katakana throughout, or mostly of Japanese in Latin letters, in hiragana; any other as it is.

    >>> in_kana("イッケンニイクラ"), in_kana("hojoritsu wa"), in_kana("H3はいくら"), in_kana("how much")
    ('いっけんにいくら', 'ほじょりつは', 'H3はいくら', 'how much')
    """
    if _ALL_KATAKANA.fullmatch(cleaned):
        return hiragana(cleaned)
    return with_kana(cleaned)


def as_written(text: str, readings: Readings) -> list[str]:
    """A text without kanji, with the words in it that a page has as the page writes them; behind it the other
    words that are read the same.

    Long vowels may be missing, as they often are in Latin letters.

    >>> readings = Readings([("審査", "しんさ"), ("期間", "きかん"), ("機関", "きかん")])
    >>> as_written("しんさはなに", readings), as_written("kikan", readings)
    (['審査はなに'], ['期間', '機関'])
    """
    written = ""
    others: list[str] = []
    for left, words in _cut(with_kana(fold(text)), readings.spelt):
        again = list(_cut(sound(left), readings.by_sound))
        if not any(heard for _, heard in again):
            again = [(left, ())]
        for between, heard in (*again, ("", words)):
            written += between + "".join(heard[:1])
            others += heard[1:]
    return [written, *others]


def _cut(text: str, readings: _Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words that are read somewhere in a text, the longest first, each behind what stands before it."""
    longest = max(map(len, readings), default=0)
    start = at = 0
    while at < len(text):
        rest, begin = text[start:], at - start
        ends = range(min(begin + longest, len(rest)), begin + _HEARD - 1, -1)
        is_read = (end for end in ends if rest[begin:end] in readings and _is_word(rest, begin, end))
        if end := next(is_read, 0):
            yield rest[:begin], readings[rest[begin:end]]
            start = at = start + end
        else:
            at += 1
    yield text[start:], ()


def _is_word(text: str, start: int, end: int) -> bool:
    return kana_reliable(text, start, end) >= _SURE


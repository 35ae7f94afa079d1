"""The three spellings in which a question may find a measure: as written, by its sound, in English.

Each has its way of cutting a text into grams, and of judging whether a term found is a word there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import jaconv
import Stemmer

from knowledge.base import ROOT, load_file
from knowledge.model import Base
from knowledge.normalize import fold, fold_tight, has_japanese, is_kana

_HIRAGANA = frozenset(map(chr, range(ord("ぁ"), ord("ゖ") + 1))) | {"ー"}
_KANJI = re.compile("[\u3005\u3400-\u9fff]")
_KATAKANA = re.compile("[ァ-ヺー]+")
_WORD = re.compile(r"[a-z0-9]+")
_STEMMER = Stemmer.Stemmer("english")


class Search(Base, frozen=True):
    """`language/search.yaml`."""

    particles: list[str]
    long_vowels: dict[str, str]
    alike: dict[str, str]
    english_stop: set[str]
    english_common: list[str]


@cache
def search() -> Search:
    """The tables, read once."""
    return load_file(ROOT / "language" / "search.yaml", Search)


# As written: kanji, Latin letters and digits in pairs, kanji also alone (船, 窓); runs of hiragana in
# threes, since pairs of hiragana are mostly grammar.
def written_grams(text: str) -> Iterable[str]:
    """The grams of a folded text.

    >>> sorted(written_grams("賃上げしたい"))
    ['げした', 'したい', '上', '上げ', '賃', '賃上']
    """
    yield from _KANJI.findall(text)
    for a, b in pairwise(text):
        if a not in _HIRAGANA or b not in _HIRAGANA:
            yield a + b
    for a, b, c in zip(text, text[1:], text[2:], strict=False):
        if a in _HIRAGANA and b in _HIRAGANA and c in _HIRAGANA:
            yield a + b + c


def written_reliable(text: str, start: int, end: int) -> float:
    """How much a term counts that stands in the text: short and kana-only ones less."""
    term = text[start:end]
    if term.isascii():
        before, after = text[start - 1 : start], text[end : end + 1]
        if (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()):
            return 0.0  # inside a longer Latin word or number
        return 0.7 if len(term) == 2 else 1.0
    if is_kana(term):
        return kana_reliable(text, start, end)
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    if len(term) <= 3 and _KATAKANA.fullmatch(term) and _KATAKANA.search(beside):
        return 0.0  # inside a longer word of katakana
    return 1.0 if len(term) > 2 else 0.85


# By its sound: hiragana without long vowels, which people write in many ways.
def sound(kana: str) -> str:
    """A hiragana text as it is compared by sound.

    >>> sound("こんぴゅーたー"), sound("じょうほう"), sound("つづき")
    ('こんぴゅた', 'じょほ', 'つずき')
    """
    tables = search()
    found: list[str] = []
    for sign in kana:
        sign = tables.alike.get(sign, sign)
        if sign in "ー " or (found and found[-1] in tables.long_vowels.get(sign, "")):
            continue
        found.append(sign)
    return "".join(found)


def sound_grams(text: str) -> Iterable[str]:
    """Threes of a text by sound (see `sound`)."""
    return (a + b + c for a, b, c in zip(text, text[1:], text[2:], strict=False))


def kana_reliable(text: str, start: int, end: int) -> float:
    """How much a kana term counts: long ones whole, short ones only where a word begins and ends."""
    length = end - start
    if length >= 5:
        return 1.0
    if not (_edge(text, start - 1) and _edge(text, end)):
        return 0.0
    return {2: 0.35, 3: 0.7, 4: 0.9}[length]


def _edge(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or text[at] not in _HIRAGANA or text[at] in search().particles


# In English: stems, with a space on each side so that a term is found as a run of whole words.
def english_words(text: str) -> str:
    """The stems of an English text that carry meaning, with a space around each.

    >>> english_words("Any subsidy for raising wages?")
    ' subsidi rais wage '
    """
    words = [w for w in _WORD.findall(fold(text)) if w not in search().english_stop]
    return " " + " ".join(_STEMMER.stemWords(words)) + " " if words else ""


def english_grams(stems: str) -> Iterable[str]:
    """The stems themselves."""
    return stems.split()


def english_reliable(text: str, start: int, end: int) -> float:
    """Terms carry their spaces, so one that is found is a run of whole words."""
    return 1.0


def grams(text: str) -> set[str]:
    """The grams of a text in whichever of the two scripts it is written, or both."""
    found = set(english_grams(english_words(text)))
    if has_japanese(text):
        found |= set(written_grams(fold_tight(text)))
    return found


@cache
def english_common() -> frozenset[str]:
    """The stems that say little."""
    return frozenset(_STEMMER.stemWords(search().english_common))


def from_romaji(folded: str) -> str:
    """The hiragana of a text in Latin letters, or "" if it is not Japanese in Latin letters.

    >>> from_romaji("denki dai hojo"), from_romaji("overtourism")
    ('でんきだいほじょ', '')
    """
    letters = re.sub(r"[\s'-]", "", folded)
    if not re.fullmatch(r"[a-z]{4,}", letters) or re.search(r"[lqvx]|[^aeioun]$", letters):
        return ""
    kana = str(jaconv.alphabet2kana(letters))
    return kana if is_kana(kana) else ""

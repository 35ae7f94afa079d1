"""What people ask about that the document does not treat: `language/elsewhere.yaml`.

Only a measure that names such a word itself may answer then. A word counts only where it is one: not inside a
longer word of katakana, and not where what stands beside it shows that something else is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from knowledge import lexicon
from knowledge.lexicon import Match, Phrases, any_of
from knowledge.normalize import clean, fold, hiragana, visible
from knowledge.shapes import Base, Bilingual

_KATAKANA = re.compile("[ァ-ヺー]")
# How long a word of katakana is that is believed in hiragana: もういらん is not about イラン.
_LONG = 4


class Subject(Base, frozen=True):
    """Words of one kind. behind, before: what stands there shows that something else is meant."""

    ja: list[str] = []
    en: list[str] = []
    behind: Bilingual = Bilingual()
    before: Bilingual = Bilingual()


def elsewhere(text: str) -> list[str]:
    """The words of a message, folded, that name what the document does not treat.

    >>> elsewhere("フランスの農業補助金"), elsewhere("フランスへの輸出"), elsewhere("アイランド")
    (['ふらんす'], [], [])
    """
    cleaned = clean(text)
    folded = hiragana(cleaned)
    found = [folded[m.start : m.end] for m in _words().find(cleaned) if _is_meant(cleaned, folded, m)]
    return found + [word.lower() for word in _capitals().findall(visible(text))]


def _is_meant(cleaned: str, folded: str, match: Match) -> bool:
    word = folded[match.start : match.end]
    in_hiragana = cleaned[match.start : match.end] == word
    if in_hiragana and len(word) < _LONG and word in _in_katakana():
        return False
    before, behind = _beside(match.label)
    return not (behind.match(folded[match.end :]) or before.search(folded[: match.start]))


@cache
def _subjects() -> dict[str, Subject]:
    return lexicon.load("elsewhere", dict[str, Subject])


@cache
def _words() -> Phrases:
    usual = {
        label: Bilingual(ja=_without_capitals(subject.ja), en=_without_capitals(subject.en))
        for label, subject in _subjects().items()
    }
    return Phrases(usual.items())


def _without_capitals(words: Iterable[str]) -> list[str]:
    return [word for word in words if not _is_capital(word)]


def _is_capital(word: str) -> bool:
    return word.isascii() and word.isupper()


@cache
def _in_katakana() -> frozenset[str]:
    """The folded words that are katakana throughout."""
    words = (word for subject in _subjects().values() for word in subject.ja)
    return frozenset(fold(word) for word in words if not _KATAKANA.sub("", word))


@cache
def _capitals() -> re.Pattern[str]:
    words = (w for subject in _subjects().values() for w in (*subject.ja, *subject.en) if _is_capital(w))
    return re.compile(rf"(?<![A-Za-z0-9.])(?:{any_of(words)})(?![A-Za-z0-9])")


@cache
def _beside(label: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What shows that the words of a label mean something else: before them, and behind them."""
    subject = _subjects()[label]
    before, behind = subject.before, subject.behind
    return (
        re.compile(rf"(?:{_any(before.ja)}|(?<![a-z])(?:{_any(before.en)}) ?)$"),
        re.compile(rf"(?:{_any(behind.ja)}| ?(?:{_any(behind.en)})(?![a-z]))"),
    )


def _any(words: Iterable[str]) -> str:
    return any_of(map(fold, words)) or "(?!)"

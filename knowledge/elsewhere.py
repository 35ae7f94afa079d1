"""What people ask about that the document does not treat: `language/elsewhere.yaml`.

Such a word speaks against a measure that does not name it; beside the name of a country, or of another
service or programme, no such measure may answer at all. A word counts only where it is one: not inside a
longer word of katakana, and not where what stands beside it shows that something else is meant. In a message
of kana alone, or in Latin letters that are Japanese, the words are known by their readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from knowledge import lexicon
from knowledge.lexicon import Match, Phrases, any_of
from knowledge.normalize import clean, fold, has_japanese, hiragana, is_kana, visible
from knowledge.shapes import Base, Bilingual
from knowledge.spelling import from_romaji, kana_reliable, sound

_KATAKANA = re.compile("[ァ-ヺー]")
# How long a word of katakana is that is believed in hiragana: もういらん is not about イラン.
_LONG = 4
# How long a word is by sound that is believed in Latin letters: care is not カレー.
_HEARD = 3
# Of how many words in Latin letters a reading may be made up.
_WORDS = 5


class Subject(Base, frozen=True):
    """Words of one kind. readings: in hiragana, of those that are long enough to be known by sound alone.
    behind, before: what stands there shows that something else is meant. certain: whether no measure is
    meant, however well it fits, that does not name the word itself."""

    ja: list[str] = []
    en: list[str] = []
    readings: list[str] = []
    behind: Bilingual = Bilingual()
    before: Bilingual = Bilingual()
    certain: bool = False


# One message is looked at from several sides.
@lru_cache(maxsize=32)
def elsewhere(text: str, certainly: bool = False) -> tuple[str, ...]:
    """The words of a message, folded, that name what the document does not treat.

    certainly: only those that no measure is meant beside which does not name them: countries, services.

    >>> elsewhere("フランスの農業補助金"), elsewhere("フランスへの輸出"), elsewhere("アイランド")
    (('ふらんす',), (), ())
    >>> elsewhere("あしたのてんき"), elsewhere("saigo no uranai")
    (('てんき',), ('うらない',))
    """
    cleaned = clean(text)
    folded = hiragana(cleaned)
    words = _words(certainly).find(cleaned)
    found = [folded[m.start : m.end] for m in words if _is_meant(cleaned, folded, m)]
    if not has_japanese(folded):
        found += _in_romaji(folded, certainly)
    elif is_kana(folded):
        found += _by_sound(folded, certainly)
    return (*found, *(word.lower() for word in _capitals(certainly).findall(visible(text))))


def _is_meant(cleaned: str, folded: str, match: Match) -> bool:
    word = folded[match.start : match.end]
    in_hiragana = cleaned[match.start : match.end] == word
    if in_hiragana and len(word) < _LONG and word in _in_katakana():
        return False
    before, behind = _beside(match.label)
    return not (behind.match(folded[match.end :]) or before.search(folded[: match.start]))


def _by_sound(kana: str, certainly: bool) -> Iterator[str]:
    """The readings in a text of hiragana; short ones only where a word begins and ends."""
    heard = sound(kana)
    for spelt, reading in _readings(certainly).items():
        at = heard.find(spelt)
        while at >= 0:
            if kana_reliable(heard, at, at + len(spelt)):
                yield reading
                break
            at = heard.find(spelt, at + 1)


def _in_romaji(folded: str, certainly: bool) -> Iterator[str]:
    """The readings that words of a text in Latin letters make up, one or some that follow each other."""
    words = [from_romaji(word, shortest=1) for word in folded.split()]
    if 2 * len([word for word in words if word]) <= len(words):
        return  # English, a word or two of which could be Japanese: care, made
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _WORDS), at, -1):
            if all(words[at:end]) and (reading := _in_latin(certainly).get(sound("".join(words[at:end])))):
                yield reading
                at = end - 1
                break
        at += 1


@cache
def _readings(certainly: bool) -> dict[str, str]:
    """The readings as they are compared by sound, each with itself as it is folded."""
    return {sound(folded): folded for s in _subjects(certainly).values() for folded in map(fold, s.readings)}


@cache
def _in_latin(certainly: bool) -> dict[str, str]:
    """As `_readings`, and the words that are kana anyway."""
    kana = (word for s in _subjects(certainly).values() for word in map(fold, s.ja) if is_kana(word))
    return {heard: word for word in kana if len(heard := sound(word)) >= _HEARD} | _readings(certainly)


@cache
def _subjects(certainly: bool = False) -> dict[str, Subject]:
    subjects = lexicon.load("elsewhere", dict[str, Subject])
    return {label: each for label, each in subjects.items() if each.certain or not certainly}


@cache
def _words(certainly: bool) -> Phrases:
    usual = {
        label: Bilingual(ja=_without_capitals(subject.ja), en=_without_capitals(subject.en))
        for label, subject in _subjects(certainly).items()
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
def _capitals(certainly: bool) -> re.Pattern[str]:
    subjects = _subjects(certainly).values()
    words = (w for subject in subjects for w in (*subject.ja, *subject.en) if _is_capital(w))
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

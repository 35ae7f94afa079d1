"""What people ask about that the document does not treat: `language/elsewhere.yaml`.

Such a word speaks against a measure that does not name it; beside the name of a country, or of another
service or programme, no such measure may answer at all. A word counts only where it is one: not inside a
longer word of katakana, and not where what stands beside it shows that something else is meant. In a message
of kana alone, or in Latin letters that are Japanese, the words are known by their readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from knowledge import lexicon
from knowledge.lexicon import Match, Phrases, any_of
from knowledge.normalize import clean, fold_all, has_japanese, hiragana, is_kana, visible
from knowledge.once import once
from knowledge.shapes import Base, Bilingual
from knowledge.spelling import from_romaji, kana_reliable, sound, sound_all

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
    known = _known()[certainly]
    cleaned = clean(text)
    folded = hiragana(cleaned)
    found = [folded[m.start : m.end] for m in known.words.find(cleaned) if known.is_meant(cleaned, folded, m)]
    if not has_japanese(folded):
        found += _in_romaji(folded, known)
    elif is_kana(folded):
        found += _by_sound(folded, known)
    return (*found, *(word.lower() for word in known.capitals.findall(visible(text))))


class _Known:
    """The words of subjects as they are looked for.

    words: those in small letters or Japanese; capitals: those that are words in capitals alone (EU).
    by_sound: the readings as they are compared by sound, each with itself as it is folded; in_latin: these,
    and the words that are kana anyway.
    """

    def __init__(self, subjects: Mapping[str, Subject]) -> None:
        self.words = Phrases((label, _small(subject)) for label, subject in subjects.items())
        japanese = [word for subject in subjects.values() for word in subject.ja]
        self._in_katakana = {*fold_all([word for word in japanese if not _KATAKANA.sub("", word)])}
        self._beside = {label: _patterns_beside(subject) for label, subject in subjects.items()}
        readings = fold_all([reading for subject in subjects.values() for reading in subject.readings])
        kana = [word for word in fold_all(japanese) if is_kana(word)]
        self.by_sound = dict(zip(sound_all(readings), readings, strict=True))
        heard = zip(sound_all(kana), kana, strict=True)
        self.in_latin = {spelt: word for spelt, word in heard if len(spelt) >= _HEARD} | self.by_sound
        capitals = [w for s in subjects.values() for w in (*s.ja, *s.en) if _is_capital(w)]
        self.capitals = re.compile(rf"(?<![A-Za-z0-9.])(?:{any_of(capitals)})(?![A-Za-z0-9])")

    def is_meant(self, cleaned: str, folded: str, match: Match) -> bool:
        """Whether a word that stands there is one."""
        word = folded[match.start : match.end]
        in_hiragana = cleaned[match.start : match.end] == word
        if in_hiragana and len(word) < _LONG and word in self._in_katakana:
            return False
        before, behind = self._beside[match.label]
        return not (behind.match(folded[match.end :]) or before.search(folded[: match.start]))


@once
def _known() -> dict[bool, _Known]:
    """All words, and under True those that are certain."""
    subjects = lexicon.load("elsewhere", dict[str, Subject])
    certain = {label: subject for label, subject in subjects.items() if subject.certain}
    return {False: _Known(subjects), True: _Known(certain)}


def _by_sound(kana: str, known: _Known) -> Iterator[str]:
    """The readings in a text of hiragana; short ones only where a word begins and ends."""
    heard = sound(kana)
    for spelt, reading in known.by_sound.items():
        at = heard.find(spelt)
        while at >= 0:
            if kana_reliable(heard, at, at + len(spelt)):
                yield reading
                break
            at = heard.find(spelt, at + 1)


def _in_romaji(folded: str, known: _Known) -> Iterator[str]:
    """The readings that words of a text in Latin letters make up, one or some that follow each other."""
    words = [from_romaji(word, shortest=1) for word in folded.split()]
    if 2 * len([word for word in words if word]) <= len(words):
        return  # English, a word or two of which could be Japanese: care, made
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _WORDS), at, -1):
            if all(words[at:end]) and (reading := known.in_latin.get(sound("".join(words[at:end])))):
                yield reading
                at = end - 1
                break
        at += 1


def _small(subject: Subject) -> Bilingual:
    ja, en = ([word for word in words if not _is_capital(word)] for words in (subject.ja, subject.en))
    return Bilingual(ja=ja, en=en)


def _is_capital(word: str) -> bool:
    return word.isascii() and word.isupper()


def _patterns_beside(subject: Subject) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What shows that the words mean something else: before them, and behind them."""
    before, behind = subject.before, subject.behind
    return (
        re.compile(rf"(?:{_any_of(before.ja)}|(?<![a-z])(?:{_any_of(before.en)}) ?)$"),
        re.compile(rf"(?:{_any_of(behind.ja)}| ?(?:{_any_of(behind.en)})(?![a-z]))"),
    )


def _any_of(words: Iterable[str]) -> str:
    return any_of(fold_all([*words])) or "(?!)"

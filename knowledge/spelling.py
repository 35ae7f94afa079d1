"""The three spellings in which a question may find a measure: as written, by its sound, in English.

Each has its way of cutting a text into grams, and of judging whether a term found is a word there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain

import jaconv
import Stemmer
from msgspec import Struct

from knowledge.base import ROOT, load_file
from knowledge.model import Base
from knowledge.normalize import fold, fold_all, fold_tight, fold_tight_all, has_japanese, is_kana
from knowledge.once import once

_HIRAGANA = frozenset(map(chr, range(ord("ぁ"), ord("ゖ") + 1))) | {"ー"}
# Said by what else a letter may be: see `normalize.KANJI`.
_KANJI = re.compile(r"[^\W\d_a-zぁ-ヿ〇]")
_KATAKANA = re.compile("[ァ-ヺー]+")
_PIECES = re.compile(r"(?=([^ぁ-ゖー\n].|.[^ぁ-ゖー\n]|[ぁ-ゖー]{3}))")
_SOLID_PAIRS = re.compile(r"(?=([^ぁ-ゖー\s]{2}))")
_TELLING = re.compile(r"[^ぁ-ゖー](?:[ぁ-ゖー]*[^ぁ-ゖー]){2}")
_SOUND_GRAMS = re.compile(r"(?=(...))")
_WORD, _LATIN = re.compile(r"[a-z0-9]+"), re.compile("[a-z]+")
_ROMAJI = re.compile("[abcdefghijkmnoprstuwyz']*[aeioun]")
# Consonants that follow each other in no Japanese word: drone, hospital; but tsunami, matcha, kippu.
_CLUSTER = re.compile(r"([bcdfghjkprstwyz])(?!\1|[aeiouyh]|(?<=t)(?:s|ch))")
_DOUBLE_N = re.compile("nn(?=[aiueoy])")
_N_BEFORE_VOWEL = re.compile("n(?=[aiueoy])")
# Which part of the letters of a text must be those of Japanese words for it to be Japanese: of what people
# write in English up to two thirds could be (Nagoya, made), of Japanese among English names rarely less.
_MOSTLY = 0.6
_LETTERS = re.compile(r"[a-z']+|[^\sa-z']+")
_SPACE_BY_KANA = re.compile(" (?=[ぁ-ゖ])|(?<=[ぁ-ゖー]) ")
# How many other readings of a text in Latin letters are tried.
_MOST_READINGS = 4
# Without its cache, which takes a megabyte and is no faster.
_STEMMER = Stemmer.Stemmer("english", 0)


class Spelling(Struct, frozen=True):
    """One way of writing in which words are compared.

    spell: many texts at once as they are compared. grams: cuts a spelt text into its pieces. reliable: how
    much a term counts (0 to 1) that stands in a spelt text from one place to another. longest: how many signs
    a term has at most; what is longer is found by its grams. alone: the signs of a text that say something by
    themselves, beside their grams; None if none does.
    """

    spell: Callable[[Sequence[str]], list[str]]
    grams: Callable[[str], list[str]]
    reliable: Callable[[str, int, int], float]
    longest: int
    alone: Callable[[str], list[str]] | None = None


class Search(Base, frozen=True):
    """`language/search.yaml`."""

    particles: list[str]
    endings: list[str]
    long_vowels: dict[str, str]
    alike: dict[str, str]
    romaji_particles: dict[str, str]
    english_stop: set[str]
    generic: list[str]
    english_generic: list[str]


@once
def search() -> Search:
    """The tables, read once."""
    return load_file(ROOT / "language" / "search.yaml", Search)


# As written: kanji, katakana, Latin letters and digits in pairs; runs of hiragana in threes, since pairs of
# hiragana are mostly grammar. A kanji alone may be a word, too (船, 窓).
def written_grams(text: str) -> list[str]:
    """The grams of a folded text.

    >>> written_grams("賃上げしたい")
    ['賃上', '上げ', 'げした', 'したい']
    """
    return _PIECES.findall(text)


def lone_kanji(text: str) -> list[str]:
    """The kanji of a text, each alone."""
    return _KANJI.findall(text)


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
    # One after the other: many times as fast as a table for all.
    for sign, other in _alike().items():
        kana = kana.replace(sign, other)
    return _long_vowels().sub("", kana)


def sound_all(readings: Sequence[str]) -> list[str]:
    """`sound` of many readings at once."""
    return sound("\n".join(readings)).split("\n") if readings else []


@once
def _alike() -> dict[str, str]:
    return {**search().alike, "ー": "", " ": ""}


@once
def _long_vowels() -> re.Pattern[str]:
    """The vowels that only lengthen the sign before them."""
    rows: dict[str, str] = {}
    for vowel, signs in search().long_vowels.items():
        for sign in signs:
            rows[sign] = rows.get(sign, "") + vowel
    behind: dict[str, str] = {}
    for sign, vowels in rows.items():
        behind[vowels] = behind.get(vowels, "") + sign
    # Each begins with a sign, for which a text is searched fast.
    return re.compile(
        "|".join(
            f"{vowel}(?<=[{signs}]{vowel})[{vowels}]*" for vowels, signs in behind.items() for vowel in vowels
        )
    )


def sound_grams(text: str) -> list[str]:
    """Threes of a text by sound (see `sound`)."""
    return _SOUND_GRAMS.findall(text)


def kana_reliable(text: str, start: int, end: int) -> float:
    """How much a kana term counts: long ones whole, short ones only where a word begins and ends."""
    length = end - start
    if length >= 5:
        return 1.0
    if not (_edge(text, start - 1) and (_edge(text, end) or text.startswith(tuple(search().endings), end))):
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
    folded = text.lower() if text.isascii() else fold(text)
    words = [word for word in _WORD.findall(folded) if word not in _stop()]
    return f" {' '.join(_STEMMER.stemWords(words))} " if words else ""


def english_words_all(texts: Sequence[str]) -> list[str]:
    """`english_words` of many texts at once, each word stemmed once."""
    others = [text for text in texts if not text.isascii()]
    folded = dict(zip(others, fold_all(others), strict=True))
    cut = [_WORD.findall(folded.get(text) or text.lower()) for text in texts]
    words = [*set(chain.from_iterable(cut)) - _stop()]
    stems = dict(zip(words, _STEMMER.stemWords(words), strict=True))
    stemmed = (" ".join([stems[word] for word in each if word in stems]) for each in cut)
    return [f" {each} " if each else "" for each in stemmed]


def stems(folded: str) -> list[str]:
    """The stems of all words in Latin letters of a folded text, also of those that say little by themselves.

    >>> stems("who pays for g7窓")
    ['who', 'pay', 'for', 'g']
    """
    found: list[str] = _STEMMER.stemWords(_LATIN.findall(folded))
    return found


@once
def _stop() -> frozenset[str]:
    return frozenset(search().english_stop)


def english_grams(stems: str) -> list[str]:
    """The stems themselves."""
    return stems.split()


def english_reliable(text: str, start: int, end: int) -> float:
    """Terms carry their spaces, so one that is found is a run of whole words."""
    return 1.0


def grams(text: str) -> set[str]:
    """The grams of a text in whichever of the two scripts it is written, or both."""
    found = set(english_grams(english_words(text)))
    if has_japanese(text):
        tight = fold_tight(text)
        found |= {*written_grams(tight), *lone_kanji(tight)}
    return found


def is_kanji(signs: str) -> bool:
    """Whether all the signs are kanji."""
    return all(map(_KANJI.match, signs))


def has_kanji(text: str) -> bool:
    """Whether any kanji stands in the text."""
    return _KANJI.search(text) is not None


def is_solid(text: str) -> bool:
    """Whether no hiragana stands in a text."""
    return _HIRAGANA.isdisjoint(text.replace("ー", ""))


def tells(text: str) -> bool:
    """Whether a text has three signs at least that are not hiragana: phrases of it are like many others."""
    return _TELLING.search(text) is not None


def solid_pairs(text: str) -> list[str]:
    """The pairs of a text with no hiragana in them, by which a misspelt word shows."""
    return _SOLID_PAIRS.findall(text)


def without_generic(text: str) -> str:
    """A text without the words that say little of what is meant: 補助金, お金, subsidies.

    >>> without_generic("灯油の補助金"), without_generic(" electr vehicl subsidi ")
    ('灯油', ' electr vehicl ')
    """
    return _generic().sub("", text)


def generic_apart(text: str) -> str:
    """A text with a space beside each word without hiragana that says little: 林業補助金 is no 事業補助金.

    >>> generic_apart("林業補助金"), generic_apart("灯油支援する")
    ('林業 補助金', '灯油 支援 する')
    """
    return " ".join(_solid_generic().sub(r" \g<0> ", text).split())


@once
def _solid_generic() -> re.Pattern[str]:
    words = sorted(filter(is_solid, search().generic), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@once
def _generic() -> re.Pattern[str]:
    spelt = [*map(fold_tight, search().generic), *map(fold, search().generic)]
    spelt += [sound(word) for word in spelt if is_kana(word)]
    japanese = sorted(set(spelt), key=len)
    english = sorted({*_STEMMER.stemWords(search().english_generic)}, key=len)
    words = "|".join(re.escape(word) for word in reversed(japanese))
    return re.compile(rf"(?<= )(?:{'|'.join(reversed(english))}) |(?:{words})+")


# One message is looked at from many sides, word by word.
@lru_cache(maxsize=256)
def from_romaji(folded: str, shortest: int = 4) -> str:
    """The hiragana of a text in Latin letters, or "" if it is not Japanese in Latin letters.

    shortest: of how many letters it must be; a short English word may be Japanese by chance.

    >>> from_romaji("denki dai hojo"), from_romaji("overtourism")
    ('でんきだいほじょ', '')
    """
    letters = re.sub(r"[\s-]|(?<!n)'", "", folded)
    if len(letters) < shortest or not _ROMAJI.fullmatch(letters) or _CLUSTER.search(letters):
        return ""
    kana = str(jaconv.alphabet2kana(_DOUBLE_N.sub("n'n", letters)))
    return kana if is_kana(kana) else ""


def with_kana(folded: str) -> str:
    """A text in Latin letters that is mostly Japanese with its Japanese words in kana; any other as it is.

    >>> with_kana("ict de raku ni shitai"), with_kana("made by a drone")
    ('ictでらくにしたい', 'made by a drone')
    """
    if not folded.isascii():
        return folded
    words = _LETTERS.findall(folded)
    kana = [search().romaji_particles.get(word) or from_romaji(word, shortest=1) for word in words]
    letters = sum(len(word) for word in words if word.isalpha())
    japanese = sum(len(word) for word, read in zip(words, kana, strict=True) if read)
    if not letters or japanese < _MOSTLY * letters:
        return folded
    spaced = (read or f" {word} " for word, read in zip(words, kana, strict=True))
    return _SPACE_BY_KANA.sub("", " ".join("".join(spaced).split()))


def romaji_readings(folded: str) -> list[str]:
    """What a text in Latin letters may be read as, most usual first: an n before a vowel may end its word.

    >>> romaji_readings("chinage")
    ['ちなげ', 'ちんあげ']
    """
    usual = from_romaji(folded)
    if not usual:
        return []
    ends = [match.end() for match in _N_BEFORE_VOWEL.finditer(folded)][:_MOST_READINGS]
    apart = [from_romaji(f"{folded[:end]}'{folded[end:]}") for end in ends]
    return list(dict.fromkeys(filter(None, (usual, *apart))))


def apart(folded: str, is_english: Callable[[str], bool]) -> tuple[str, str]:
    """The kana of the words of a text in Latin letters that are Japanese, and its other words; both are "" if
    there is but one kind, or the others are most of it.

    is_english: whether a word is known as English.

    >>> apart("nougyou no drone", {"drone"}.__contains__), apart("made by a drone", {"drone"}.__contains__)
    (('のうぎょうの', 'drone'), ('', ''))
    """
    kana, others, known, doubtful = "", [], 0, 0
    for word in folded.split():
        if read := search().romaji_particles.get(word) or from_romaji(word, shortest=2):
            kana += read
            known += len(word)
            doubtful += len(word) if len(word) < 5 or is_english(word) else 0
        else:
            others.append(word)
    rest = " ".join(others)
    return (kana, rest) if others and known >= len(rest) and known > doubtful else ("", "")


def without_generic_ends(folded: str) -> str:
    """A text in Latin letters without the words at its ends that say little, if they are Japanese.

    >>> without_generic_ends("tameike no hojokin"), without_generic_ends("hojokin")
    ('tameike', 'hojokin')
    """
    words = folded.split()
    for at in (-1, 0):
        while len(words) > 1 and _is_generic(words[at]):
            del words[at]
    return " ".join(words)


def _is_generic(word: str) -> bool:
    """Whether a word in Latin letters is Japanese and says little."""
    kana = from_romaji(word, shortest=1)
    return bool(kana) and not without_generic(sound(kana))


WRITTEN = Spelling(fold_tight_all, written_grams, written_reliable, 12, lone_kanji)
SOUND = Spelling(sound_all, sound_grams, kana_reliable, 12)
ENGLISH = Spelling(english_words_all, english_grams, english_reliable, 20)

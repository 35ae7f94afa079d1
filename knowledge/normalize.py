"""Spellings made alike: a question and the data go through the same steps before they are compared.

The tables are `language/folding.yaml`. A folded text is lower case; katakana is hiragana; old kanji,
long vowel marks and look-alike signs are the usual ones; what can't be seen, punctuation, and white space
beside Japanese characters are gone (between Latin words it stays).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from knowledge.base import ROOT, load_file
from knowledge.model import Base
from knowledge.once import once

_KATAKANA = "ァ-ヺ"
_HIRAGANA = "ぁ-ゖ"
_KANA = "ぁ-ゖァ-ヺ"
# A kanji of a cleaned text, for patterns: a letter that is no kana and not Latin. Said by the range of all
# kanji it takes Python two milliseconds to compile, in each pattern.
KANJI = r"[^\W\d_a-zぁ-ヿ々〇]"
# コンピュータ and コンピューター are one word.
_LAST_LONG_VOWEL = re.compile(f"ー(?<=[{_KATAKANA}ー]{{2}}ー)(?![{_KATAKANA}])")
_HAS_KATAKANA = re.compile(f"[{_KATAKANA}]")
_SPACES = re.compile(r"\s+")
_NUMBERS = re.compile(r"\d+")
_NUMBER_IN_CIRCLE = re.compile(r"(?<=\d)[①-⑳]")
_REPEATED = re.compile(r"(?=(.)\1\1)([^\d\n])\2{2,}")
# What is neither letter, digit, mark of repetition nor a sign that carries meaning between digits.
_PUNCTUATION = re.compile(r"[^\w\s./%+#&-]|_")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# Signs that stand between no digits or letters; a dash between numerals in kanji joins them, too (五十七-四),
# and one from a number with its unit to the next (100億円-120億円).
_NUMERAL, _UNIT = "〇一二三四五六七八九十百千", "億兆万円番号頁"
_LOOSE_SIGNS = re.compile(
    rf"(?!(?<=[{_NUMERAL}{_UNIT}])-[{_NUMERAL}\d])(?:(?<![0-9a-z])[./%+#&-]+|[./+#&-]+(?![0-9a-z]))"
)
# 57-1 - 57-5, 46 - 48, 100億円 - 120億円: from one number to another.
_LOOSE_RANGE = re.compile(rf"(?<=[\d{_UNIT}])\s+-\s+(?=\d{{1,4}}(?:-\d{{1,2}})?(?![\d.,]))")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヷ"))}


class Folding(Base, frozen=True):
    """`language/folding.yaml`."""

    kanji: dict[str, str]
    lookalikes: dict[str, str]
    dashes: str
    joining: str


@once
def folding() -> Folding:
    """The folding tables, read once."""
    return load_file(ROOT / "language" / "folding.yaml", Folding)


@once
def _kanji_table() -> dict[int, int]:
    return {ord(a): ord(b) for a, b in folding().kanji.items()}


@once
def _lookalike() -> re.Pattern[str]:
    return re.compile(rf"[{''.join(folding().lookalikes)}](?=[{_KATAKANA}ー])")


@once
def _dash_after_kana() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_KANA}])[{re.escape(folding().dashes)}]+")


@once
def _other_dash() -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(folding().dashes.replace('ー', ''))}]")


def visible(text: str) -> str:
    """The text without what can't be seen (controls, direction marks, tags), widths made usual (NFKC)."""
    if not text.isprintable():
        kept = (c if c in "\n\t" else " " if unicodedata.category(c) == "Cc" else c for c in text)
        text = "".join(c for c in kept if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
    # NFKC makes 57③ 573.
    return unicodedata.normalize("NFKC", _NUMBER_IN_CIRCLE.sub(r" \g<0>", text))


def fold(text: str) -> str:
    """The text as it is compared.

    >>> fold("オーバ－ツーリズム　対策！"), fold("ＡＩ 法"), fold("戰略的な Beyond 5G")
    ('おーばーつーりずむ対策', 'ai法', '戦略的なbeyond 5g')
    """
    return hiragana(clean(text))


# Each list of words that is looked for in a message asks for the same few texts.
@lru_cache(maxsize=64)
def hiragana(cleaned: str) -> str:
    """A cleaned text with its katakana as hiragana: the same length, sign by sign."""
    return cleaned.translate(_TO_HIRAGANA)


def fold_tight(text: str) -> str:
    """The text as it is compared as written: katakana kept, for it marks words, and without what some
    write and some don't: particles that join words, a long vowel at the end of a word in katakana.

    >>> fold_tight("マイナンバーを保険証に"), fold_tight("若手の研究者")
    ('マイナンバ保険証に', '若手研究者')
    """
    return _tight(clean(text))


@once
def _joining_particle() -> re.Pattern[str]:
    word = rf"[^\s{_HIRAGANA}]"
    return re.compile(rf"[{folding().joining}](?<={word}.)(?={word})")


# One message is looked at from many sides, each of which begins with the same few texts.
@lru_cache(maxsize=64)
def clean(text: str) -> str:
    """All steps of folding but the last, after which katakana can't be told from hiragana."""
    return _without_repeats(_usual(text))


def fold_all(texts: Sequence[str]) -> list[str]:
    """`fold` of many texts at once, each of one line."""
    return _clean_lines(texts).translate(_TO_HIRAGANA).split("\n") if texts else []


def fold_tight_all(texts: Sequence[str]) -> list[str]:
    """`fold_tight` of many texts at once, each of one line."""
    return _tight(_clean_lines(texts)).split("\n") if texts else []


def _clean_lines(texts: Sequence[str]) -> str:
    """`clean` of each, a line each."""
    is_plain = _plain().fullmatch
    lines = "\n".join(texts).lower().split("\n")
    alike = "\n".join([line if is_plain(line) else _spelt_alike(line) for line in lines])
    return _without_repeats(_without_lookalikes(alike))


def _tight(text: str) -> str:
    return _LAST_LONG_VOWEL.sub("", _joining_particle().sub("", text))


def _without_repeats(text: str) -> str:
    # A function, for a template would be parsed at each call.
    return _REPEATED.sub(lambda m: m[2], text)


def _usual(text: str) -> str:
    """A text in lower case and usual signs, without punctuation."""
    text = text.lower()
    if not _plain().fullmatch(text):
        text = _spelt_alike(text)
    elif not _HAS_KATAKANA.search(text):
        return text
    return _without_lookalikes(text)


def _without_lookalikes(text: str) -> str:
    """Katakana for the signs that look like one, stand before one, and behind no hiragana or kanji."""

    def katakana(found: re.Match[str]) -> str:
        before = text[found.start() - 1 : found.start()]
        is_kanji = _is_japanese(before) and not _HAS_KATAKANA.match(before) and before != "ー"
        return found[0] if is_kanji else folding().lookalikes[found[0]]

    return _lookalike().sub(katakana, text)


def _spelt_alike(text: str) -> str:
    """A lower-case text in usual signs, without punctuation and needless white space."""
    text = visible(text).lower().translate(_kanji_table())
    text = _dash_after_kana().sub("ー", text)
    text = _other_dash().sub("-", text)
    text = _LOOSE_RANGE.sub("-", text)
    text = _PUNCTUATION.sub(" ", _THOUSANDS.sub("", text))
    text = _LOOSE_SIGNS.sub(" ", text)
    return _SPACES.sub(_space, text.strip())


def _space(found: re.Match[str]) -> str:
    """White space as it is compared: none beside a Japanese sign."""
    text = found.string
    around = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return "" if any(map(_is_japanese, around)) else " "


@once
def _plain() -> re.Pattern[str]:
    """Texts that are spelt alike already, as most words of the data are: without signs that have others."""
    # The kanji between two that have another form, as ranges: quick to compile and to match.
    old = sorted(map(ord, folding().kanji))
    ends = zip([0x33FF, *old], [*old, 0xA000], strict=True)
    usual = "".join(f"{chr(low + 1)}-{chr(high - 1)}" for low, high in ends if high - low > 1)
    return re.compile(
        rf"(?:[{_KANA}{usual}a-z0-9]++(?:(?<=[{_KANA}])ー)?+)++|[a-z0-9]++(?: [a-z0-9]++)*+"
    )


def has_japanese(text: str) -> bool:
    """Whether any kana or kanji stands in the text."""
    return not text.isascii() and any(map(_is_japanese, text))


def _is_japanese(sign: str) -> bool:
    kana_or_kanji = "ぁ" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff"
    return kana_or_kanji or "々" <= sign <= "〇" or "\U00020000" <= sign <= "\U0003ffff"


def is_kana(folded: str) -> bool:
    """Whether a folded text is hiragana throughout (marks and spaces aside)."""
    return re.fullmatch(r"[ぁ-ゖー\s]+", folded) is not None


def kana_alone(folded: str) -> str:
    """A folded text in hiragana without its numbers; "" if anything else stands in it.

    >>> kana_alone("じきゅう950えん"), kana_alone("5g")
    ('じきゅう えん', '')
    """
    kana = _NUMBERS.sub(" ", folded).strip()
    return kana if is_kana(kana) else ""

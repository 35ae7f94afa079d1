"""Quantities in a message: 3人, ６０円, 1億5,000万円, 三千万, five people, ¥10 million; exact,
never floats.

The words are `language/calculation.yaml`. `prepared` folds a message as everything else is folded
(normalize.fold), but keeps what folding would lose: commas inside numbers, minus and yen signs.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from knowledge.base import ROOT, load_file
from knowledge.lexicon import Phrases, any_of
from knowledge.normalize import KANJI, fold, fold_all, hiragana, visible
from knowledge.notation import numbers
from knowledge.once import once
from knowledge.shapes import Base, Bilingual

YEN = "yen"
# Units that none of our inputs is counted in.
PERCENT, OTHER_MONEY = "percent", "other_money"
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_COMMA = re.compile(r"(?<=\d),(?=\d{3})")
# What folding would lose between two words: a minus (marked), the sign of a range, the end of a word.
_SIGNS = re.compile(r"(\0|[〜~]|(?<=[^\x00-\x7f])[-\u2010-\u2015\u2212](?=\d)|[、。])")
_KEPT = {"\0": " minus ", "、": " ", "。": " "}
_RANGE = " - "
# What Unicode's compatibility forms make of ½ and 3½: 1\u20442, 31\u20442.
_VULGAR = re.compile(r"(\d*)(\d)\u2044([1-9])")


class Unit(Base, frozen=True):
    """Words of a unit; `before`: those that stand in front of the number."""

    ja: list[str] = []
    en: list[str] = []
    before: list[str] = []


class CalculationWords(Base, frozen=True):
    """`language/calculation.yaml`."""

    scales: dict[str, int]
    words: dict[str, int]
    word_scales: dict[str, int]
    letter_scales: dict[str, int]
    spoken: dict[str, str]
    signs: dict[str, str]
    minus: list[str]
    half: Bilingual
    units: dict[str, Unit]
    money_from: int
    bound: Bilingual
    not_given: Bilingual
    not_given_before: Bilingual
    altered: Bilingual
    altered_before: Bilingual
    either: Bilingual
    times: Bilingual
    part_of: Bilingual
    denied: Bilingual
    denied_before: Bilingual
    from_to: Bilingual
    raised_to: Bilingual
    arrows: list[str]
    cues: Bilingual
    calculate: Bilingual
    computing: Bilingual
    get: Bilingual
    page: Bilingual
    which: Bilingual
    variation: Bilingual


class Quantity(Struct, frozen=True):
    """A number in a prepared text: its value, the key of its unit ("" for none), where it
    stands.
    """

    value: Fraction
    unit: str
    start: int
    end: int


@once
def words() -> CalculationWords:
    """The words of calculations, read once."""
    return load_file(ROOT / "language" / "calculation.yaml", CalculationWords)


@cache
def phrases(name: str) -> Phrases:
    """The phrases of one label of the file: cues, calculate, not_given …"""
    return Phrases([(name, getattr(words(), name))])


@lru_cache(maxsize=16)
def prepared(text: str) -> str:
    """The text as quantities and words are looked for in it.

    >>> prepared("事業費は￥1,000,000"), prepared("－５万円"), prepared("三人を６０円")
    ('事業費はyen 1000000', ' minus 5万円', '三人を60円')
    """
    plain = _COMMA.sub("", visible(text).lower())
    for sign, unit in words().signs.items():
        plain = plain.replace(sign, f" {unit} ")
    plain = _VULGAR.sub(lambda m: (m[1] or "0") + _decimal(m[2], m[3])[1:], plain)
    plain = _fraction().sub(lambda m: _decimal(m[1], m[2]), plain)
    plain = _either().sub(_one_or_part, plain)
    for arrow in words().arrows:
        plain = plain.replace(arrow, words().from_to.ja[0])
    for sign in words().times.ja[1:]:
        plain = plain.replace(sign, words().times.ja[0])
    plain = _place_notation().sub(lambda m: _by_place(m.group()), plain)
    plain = _loose_dash().sub("~", plain)
    plain = _minus().sub("\0", plain)
    # Of the pieces every second is a sign.
    pieces = _SIGNS.split(plain)
    folded = [_KEPT.get(p, _RANGE) if i % 2 else fold(p) for i, p in enumerate(pieces)]
    return _spoken().sub(lambda m: words().spoken[m.group()], "".join(folded))


@lru_cache(maxsize=16)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a prepared text, from left to right."""
    found = []
    for match in _pattern().finditer(text):
        value = _value(match["numeral"])
        if value is None:
            continue
        unit = _unit(match["before"] or "", match["unit"] or match["unit_en"] or "")
        if not unit and value >= words().money_from and not match["numeral"].isdecimal():
            unit = YEN
        if not unit and match["numeral"][0] in _tens() | numbers().digits:
            continue  # a kanji numeral alone is part of a word: 千葉, 一定, 三重
        if match["half"] or match["half_en"]:
            value += Fraction(1, 2)
        sign = -1 if match["minus"] else 1
        found.append(Quantity(sign * value, unit, match.start(), match.end()))
    return tuple(_ranged(text, *pair) for pair in zip(found, [*found[1:], None], strict=False))


def _ranged(text: str, first: Quantity, second: Quantity | None) -> Quantity:
    """The first number of a range with the unit of the second (3〜5人)."""
    between = "" if second is None else text[first.end : second.start]
    if second is None or first.unit or not (is_range(between) or phrases("either").whole(between.strip())):
        return first
    return replace(first, unit=second.unit)


def is_range(between: str) -> bool:
    """Whether what stands between two numbers makes them a range (3〜5人, 3 to 5 people)."""
    return between.strip() == _RANGE.strip() or is_step(between)


def is_step(between: str) -> bool:
    """Whether what stands between two numbers leads from one to the other (950円から1010円に)."""
    return phrases("from_to").whole(between.strip()) != ""


@lru_cache(maxsize=1024)
def figure(printed: str) -> Fraction:
    """A figure as the document prints it: 2,100万円, 30人, 1/2, 5.0%. Raises ValueError.

    >>> figure("2,100万円"), figure("45%"), figure("1/3")
    (Fraction(21000000, 1), Fraction(9, 20), Fraction(1, 3))
    """
    plain = printed.replace(",", "")
    if plain.endswith("%"):
        return Fraction(plain[:-1]) / 100
    if "/" in plain:
        return Fraction(plain)
    match = re.match(rf"[\d.]+[{''.join(words().scales)}]*", plain)
    value = _value(match.group()) if match else None
    if value is None:
        raise ValueError(f"{printed!r} is no figure")
    return value


def _value(numeral: str) -> Fraction | None:
    """What a numeral is worth: 1億5000万, 千五百, two hundred thousand, 1.5m; None if it is
    none.
    """
    total = section = Fraction(0)
    current: Fraction | None = None
    for token in _token().findall(numeral):
        if token in _scales():
            total += (section + current if current is not None else section or 1) * _scales()[token]
            section, current = Fraction(0), None
        elif token in _tens():
            section += (1 if current is None else current) * _tens()[token]
            current = None
        else:
            number = _number(token)
            if number is None:
                return None
            current = number if current is None else current + number
    return total + section + (current or 0)


def _number(token: str) -> Fraction | None:
    known = {**words().words, **numbers().digits}
    if token in known:
        return Fraction(known[token])
    # 1.2.3, or 000 (a part of something else)
    return Fraction(token) if _NUMBER.fullmatch(token) else None


@once
def _scales() -> dict[str, int]:
    """What multiplies all that stands before it."""
    both = {**words().scales, **words().word_scales, **words().letter_scales}
    return {word: value for word, value in both.items() if word not in _tens()}


@once
def _tens() -> dict[str, int]:
    """What multiplies only the number right before it."""
    return {**numbers().tens, "hundred": words().word_scales["hundred"]}


@once
def _token() -> re.Pattern[str]:
    signs = "".join({**numbers().digits, **numbers().tens, **words().scales})
    return re.compile(rf"\d[\d.]*|[a-z]+|[{signs}]")


@once
def _pattern() -> re.Pattern[str]:
    japanese = "".join({**numbers().digits, **numbers().tens})
    scales = "".join(words().scales)
    spelled = _any([*words().words])
    large = _any([*words().word_scales])
    letters = _any([*words().letter_scales])
    before = _any([w for unit in words().units.values() for w in unit.before])
    japanese_unit, unit = _any_units()
    # Possessive: a numeral is never cut short to let the rest of the pattern fit.
    digits = (
        rf"\d[\d.]*+(?:[{japanese}{scales}][\d.{japanese}{scales}]*+|(?:{letters})(?![a-z])"
        rf"|(?:[ -]?(?:{large})(?![a-z]))+)?"
    )
    english = (
        rf"(?:(?<![a-z])(?:{spelled})(?![a-z])|(?<=\ba )(?:{large})(?![a-z]))"
        rf"(?:[ -]?(?:{spelled}|{large})(?![a-z]))*"
    )
    kanji = rf"[{japanese}][{japanese}{scales}\d.]*"
    # Latin words or a digit right before would make it a part of something else (covid19, 第3).
    return re.compile(
        rf"(?:(?P<before>{before}) ?)?(?P<minus>minus ?)?(?:(?:{before}) ?)?"
        rf"(?<![a-z0-9.第])(?P<numeral>{digits}|{english}|{kanji})"
        rf"(?:(?P<unit>{japanese_unit})(?P<half>(?:{_any(words().half.ja)})(?!{KANJI}))?"
        rf"|(?P<half_en> (?:{_any(words().half.en)}))?[ -]?(?P<unit_en>{unit}))?"
    )


@once
def _any_units() -> tuple[str, str]:
    japanese = [w for unit in words().units.values() for w in unit.ja]
    english = [w for unit in words().units.values() for w in unit.en]
    return _any(japanese), rf"(?:{_any(english)})(?![a-z])"


def _unit(before: str, after: str) -> str:
    behind, ahead = _units()
    return behind.get(after) or ahead.get(before, "")


@once
def _units() -> tuple[dict[str, str], dict[str, str]]:
    """The key of the unit for each word that stands behind a number, and in front of one."""
    behind: dict[str, str] = {}
    ahead: dict[str, str] = {}
    for key, unit in words().units.items():
        for word in (*unit.ja, *unit.en):
            behind.setdefault(fold(word) or word, key)
        for word in unit.before:
            ahead.setdefault(word, key)
    return behind, ahead


@once
def _minus() -> re.Pattern[str]:
    """A minus right before a number; between two numbers it is a dash (3-5人, 3人-5人)."""
    signs = [re.escape(w) for w in words().minus if not w.isalpha()]
    spelled = [form for w in words().minus if w.isalpha() for form in (w, _katakana(w))]
    dashes = "|".join([*signs, "[\u2010-\u2015\u2212]"])
    return re.compile(
        rf"(?:(?<![a-z0-9){_last_signs()}])(?:{dashes})|{'|'.join(spelled)})"
        rf"(?=\s?(?:yen )?\s?[\d{''.join(numbers().digits)}{''.join(numbers().tens)}])"
    )


@once
def _loose_dash() -> re.Pattern[str]:
    """A dash between two numbers with space around it: a range (3 - 5人), while 3人 -60円 has a minus. A
    number at the beginning is a measure's (49 - 30億円)."""
    return re.compile(rf"(?<!^\d)(?<!^\d\d)(?<=[a-z0-9{_last_signs()}])\s+[-\u2010-\u2015\u2212]\s+(?=\d)")


@once
def _last_signs() -> str:
    """The signs with which a number and its unit end, for a class of a pattern."""
    counted = [w[-1] for unit in words().units.values() for w in (*unit.ja, *unit.en)]
    signs = {*counted, *words().scales, *numbers().digits, *numbers().tens}
    return "".join(map(re.escape, signs))


def _katakana(word: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in word)


@once
def _counted() -> str:
    """What shows that a number before it is counted: a unit, or a scale."""
    return rf"(?={_any_units()[0]}|[{''.join(words().scales)}])"


@once
def _fraction() -> re.Pattern[str]:
    """1/2人."""
    return re.compile(rf"(?<![\d/])(\d{{1,3}})/([1-9]\d{{0,2}}){_counted()}")


def _decimal(part: str, whole: str) -> str:
    return f"{int(part) / int(whole):.2f}"


@once
def _either() -> re.Pattern[str]:
    """Two digits that a mark parts: 3、4人 is 3 or 4 people, ３・５人 three and a half."""
    digit = rf"[\d{''.join(numbers().digits)}]"
    return re.compile(rf"(?<![\d.,])({digit})([、,・])({digit}){_counted()}")


def _one_or_part(match: re.Match[str]) -> str:
    first, second = (int(numbers().digits.get(match[i], match[i])) for i in (1, 3))
    if second == first + 1:
        return f"{first}〜{second}"
    return f"{first}.{second}" if match[2] == "・" else match.group()


@once
def _place_notation() -> re.Pattern[str]:
    """Kanji digits by place: 一〇〇〇, 二五."""
    return re.compile(rf"[{''.join(numbers().digits)}]{{2,}}")


def _by_place(digits: str) -> str:
    return "".join(str(numbers().digits[sign]) for sign in digits)


@once
def _spoken() -> re.Pattern[str]:
    return re.compile(_any([hiragana(word) for word in words().spoken]))


def _any(words: list[str]) -> str:
    return any_of({folded or word for word, folded in zip(words, fold_all(words), strict=True)})

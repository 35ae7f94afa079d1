"""Yen as it is read: as the document writes it, in plain English, and exact in calculations.

The words for large numbers are in `money.yaml`.

>>> document(352), document(12_000.0), document(0.5)
('352億円', '1兆2,000億円', '5,000万円')
>>> english(352)
'¥35.2 billion'
>>> amount(1_500_000, Language.JA), amount(1_500_000, Language.EN)
('1,500,000円（150万円）', '¥1,500,000')
>>> short(Fraction(21_000_000), Language.JA), short(150, Language.JA)
('2,100万円', '150円')
>>> short(Fraction(20, 3), Language.JA)
'6…円'
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from knowledge.base import load_file
from knowledge.once import once
from knowledge.question import Language
from knowledge.shapes import Base


class Money(Base, frozen=True):
    """`money.yaml`: what multiplies by how much, largest first, and the yen itself."""

    yen: str
    ja: dict[str, int]
    en: dict[str, int]


@once
def _money() -> Money:
    return load_file(Path(__file__).with_suffix(".yaml"), Money)


def document(oku: float) -> str:
    """An amount in 億円 as the document writes it; below one in 万円.

    >>> document(4121), document(12345.6), document(1.25), document(0.5)
    ('4,121億円', '1兆2,345.6億円', '1.25億円', '5,000万円')
    """
    words = _money()
    cho, ichi, man = words.ja
    whole, rest = divmod(oku, 10_000)
    if oku >= 10_000:
        return f"{whole:.0f}{cho}" + (f"{rest:,.10g}{ichi}" if rest else "") + words.yen
    if oku < 1:
        return f"{oku * 10_000:,.10g}{man}{words.yen}"
    return f"{oku:,.10g}{ichi}{words.yen}"


def english(oku: float) -> str:
    """An amount in 億円 in plain English.

    >>> english(4121), english(12345.6), english(0.5)
    ('¥412.1 billion', '¥1.23456 trillion', '¥50 million')
    """
    yen = oku * 10**8
    for word, size in _money().en.items():
        if yen >= size:
            return f"¥{yen / size:,.10g} {word}"
    return f"¥{yen:,.0f}"


def amount(yen: int, language: Language) -> str:
    """A result: all its digits, and in Japanese as the document writes sums, where that is
    shorter.
    """
    if language is Language.EN:
        return f"¥{yen:,}"
    brief = short(yen, language)
    exact = f"{yen:,}{_money().yen}"
    return exact if brief == exact else f"{exact}（{brief}）"


def short(yen: int | Fraction, language: Language) -> str:
    """A sum inside the working: 400万円, 1億5,000万円; a part of a yen in its digits, or only marked."""
    shown = number(yen)
    if language is Language.EN:
        return f"¥{shown:,}" if isinstance(shown, int) else f"¥{shown}"
    return f"{_japanese(shown) if isinstance(shown, int) else shown}{_money().yen}"


def number(value: int | Fraction) -> int | str:
    """A number, with a part that has no more than two digits as such, and a longer one only marked.

    >>> number(Fraction(3)), number(Fraction(-7, 2)), number(Fraction(4003, 2)), number(Fraction(20, 3))
    (3, '-3.5', '2,001.5', '6…')
    """
    whole, part = divmod(abs(Fraction(value)), 1)
    sign = "-" if value < 0 else ""
    if not part:
        return int(value)
    if (part * 100).denominator == 1:
        return f"{sign}{whole:,}.{int(part * 100):02d}".rstrip("0")
    return f"{sign}{whole:,}…"


def rate(value: Fraction, percent: bool = False) -> str:
    """1/2; 45% and 5.0% where a fraction would not be what the page prints.

    >>> rate(Fraction(1, 2)), rate(Fraction(9, 20)), rate(Fraction(1, 20), percent=True)
    ('1/2', '45%', '5.0%')
    """
    if not percent and value.denominator < 10:
        return f"{value.numerator}/{value.denominator}"
    hundred = value * 100
    digits = 0 if hundred.denominator == 1 and not percent else 1
    while (hundred * 10**digits).denominator > 1 and digits < 8:
        digits += 1
    scaled = int(hundred * 10**digits)
    whole, part = divmod(scaled, 10**digits)
    return f"{whole}.{part:0{digits}d}%" if digits else f"{whole}%"


def _japanese(yen: int) -> str:
    found, rest = "", abs(yen)
    for name, size in _money().ja.items():
        count, rest = divmod(rest, size)
        found += f"{count:,}{name}" if count else ""
    found += f"{rest:,}" if rest or not found else ""
    return ("-" if yen < 0 else "") + found

"""Yen as it is read in calculations: exact, never rounded.

>>> amount(1_500_000, Language.JA), amount(1_500_000, Language.EN)
('1,500,000円（150万円）', '¥1,500,000')
>>> short(Fraction(21_000_000), Language.JA), short(150, Language.JA)
('2,100万円', '150円')
>>> short(Fraction(20, 3), Language.JA)
'6…円'
"""

from __future__ import annotations

from fractions import Fraction

from knowledge.question import Language

_LARGE = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))


def amount(yen: int, language: Language) -> str:
    """A result: all its digits, and in Japanese as the document writes sums, where that is
    shorter.
    """
    if language is Language.EN:
        return f"¥{yen:,}"
    brief = short(yen, language)
    return f"{yen:,}円" if brief == f"{yen:,}円" else f"{yen:,}円（{brief}）"


def short(yen: int | Fraction, language: Language) -> str:
    """A sum inside the working: 400万円, 1億5,000万円; a part of a yen in its digits, or only marked."""
    shown = number(yen)
    if language is Language.EN:
        return f"¥{shown:,}" if isinstance(shown, int) else f"¥{shown}"
    return f"{_japanese(shown) if isinstance(shown, int) else shown}円"


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
    for size, name in _LARGE:
        count, rest = divmod(rest, size)
        found += f"{count:,}{name}" if count else ""
    found += f"{rest:,}" if rest or not found else ""
    return ("-" if yen < 0 else "") + found

"""The figures of a text, so that no figure is said that the document's page does not print.

`knowledge/figures.yaml` keeps the figures of each page (facts, not sentences); the importer writes it
for the pages that it reads.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

# ①, (1), 1. and the like count paragraphs; they are no figures.
_MARKS = re.compile(r"[①-⑳]|[(（]\d{1,2}[)）]|^\s*\d{1,2}\. ", re.MULTILINE)
_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:/\d+)?"
_JAPANESE = re.compile(rf"({_NUMBER})\s?((?:(?:百万|[兆億万千])?円|[兆億万%])?)")
_JAPANESE_UNIT = re.compile(r"(\d[\d,]*)([兆億万])")
# 7万2千円 is one sum, 10分の3 is a fraction.
_TEN_THOUSANDS = re.compile(r"(\d+)万(\d)千")
_PARTS_OF = re.compile(r"(\d+)分の(\d+)")
_ENGLISH = re.compile(rf"(¥)?({_NUMBER})(?: (thousand|million|billion|trillion)\b)?")
_SCALE = {
    "": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "億": 10**8, "兆": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip


def figures(text: str) -> set[str]:
    """The figures of a Japanese text: plain numbers as printed, yen as `¥` and their value.

    >>> sorted(figures("①400万円まで定額、超える部分は1/2（最低 600万円）"))
    ['1/2', '¥4000000', '¥6000000']
    """
    plain = unicodedata.normalize("NFKC", _MARKS.sub(" ", text))
    plain = _PARTS_OF.sub(r"\2/\1", _TEN_THOUSANDS.sub(r"\1.\2万", plain))
    found = set()
    for number, unit in _JAPANESE.findall(plain):
        if unit and unit != "%" and "/" not in number:
            found.add(yen(number, unit.removesuffix("円")))
        else:
            found.add(number.replace(",", ""))
    return found


def english_figures(text: str) -> set[str]:
    """The figures of an English text, in the same form: `¥4 million` is `¥4000000`.

    A Japanese name inside it (100億宣言企業) is read as Japanese.
    """
    plain = unicodedata.normalize("NFKC", _MARKS.sub(" ", text))
    found = {yen(number, unit) for number, unit in _JAPANESE_UNIT.findall(plain)}
    for sign, number, scale in _ENGLISH.findall(_JAPANESE_UNIT.sub(" ", plain)):
        number = number.rstrip(",")
        found.add(yen(number, scale) if sign or scale else number.replace(",", ""))
    return found


def with_printed(english: str, japanese: str) -> str:
    """The English text with each sum of yen followed by the figure that the Japanese text has for it.

    >>> with_printed("Up to about ¥22 million per person", "1人あたり最大2,200万円程度です。")
    'Up to about ¥22 million (2,200万円) per person'
    """
    printed: dict[str, str] = {}
    for match in _JAPANESE.finditer(unicodedata.normalize("NFKC", japanese)):
        number, unit = match.groups()
        if "円" in unit and "/" not in number:
            printed.setdefault(yen(number, unit.removesuffix("円")), match.group())

    def put(match: re.Match[str]) -> str:
        sign, number, scale = match.groups()
        figure = printed.get(yen(number.rstrip(","), scale or "")) if sign and "/" not in number else None
        if figure is None or english[match.end() :].startswith(f" ({figure}"):
            return match.group()
        comma = "," if number.endswith(",") else ""
        return f"{match.group().removesuffix(',')} ({figure}){comma}"

    return _ENGLISH.sub(put, english)


def yen(number: str, scale: str) -> str:
    """A sum of yen in one form: `¥` and its value, without zeros behind a point."""
    value = Decimal(number.replace(",", "")) * _SCALE[scale]
    return f"¥{value.normalize():f}"

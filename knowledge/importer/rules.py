"""The document's format (`format.yaml`), and small helpers for its text."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path

from knowledge.base import load_file
from knowledge.model import Base

_SPACE = re.compile(r"\s+")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
# Shift_JIS has one wave dash, Unicode two; PDF files have the one, the knowledge base the other.
_WAVE_DASH: dict[int, str] = {0x301C: "\uff5e"}


class Rules(Base, frozen=True):
    """`format.yaml`: regular expressions by their use; mappings are from field or kind."""

    contents: str
    kinds: dict[str, str]
    number: str
    page: str
    leaders: str
    subtitle: str
    budget_line: str
    sum: str
    units: dict[str, Decimal]
    notes: dict[str, str]
    sections: dict[str, str]
    headings: dict[str, str]
    words: dict[str, str]
    unit: str
    counter: str
    same_shape: dict[str, str]


@cache
def rules() -> Rules:
    """The format, read once. Raises Faults or SourceFault if the file is broken."""
    return load_file(Path(__file__).with_name("format.yaml"), Rules)


def nfkc(text: str) -> str:
    """The text with full-width letters and digits as plain ones: only for comparing and parsing."""
    return unicodedata.normalize("NFKC", text.translate(_WAVE_DASH))


def key(text: str) -> str:
    """A title in the form in which titles are compared: no white space, one width."""
    return _SPACE.sub("", nfkc(text))


def tidy(text: str) -> str:
    """A title without the white space that line breaks left in it.

    A space stays between Latin words, and between two katakana words, which would else become one.

    >>> tidy("水辺の 再生 (AI for Science プログラム プロジェクト型)")
    '水辺の再生(AI for Scienceプログラム プロジェクト型)'
    """
    words = text.split()
    joined = words[0] if words else ""
    for word in words[1:]:
        joined += (" " if _separate(joined[-1], word[0]) else "") + word
    return joined


def join_wrapped(above: str, below: str) -> str:
    """Two lines of one wrapped text: only Latin words are kept apart."""
    latin = above[-1:].isascii() and below[:1].isascii() and above[-1:].isalnum()
    return above + (" " if latin and below[:1].isalnum() else "") + below


def readable(text: str) -> str:
    """Radicals and compatibility forms, which PDF files have for kanji, as the kanji they show.

    >>> readable("市⺠の⼾⼝")
    '市民の戸口'
    """
    shown = text.translate(_WAVE_DASH | _same_shape())
    return _RADICALS.sub(lambda found: nfkc(found.group()), shown)


def printable(text: str) -> str:
    """The text without control and invisible characters, which no YAML file may or should hold."""
    if text.replace("\t", "").isprintable():
        return text
    return "".join(sign if sign in "\t\u3000" or sign.isprintable() else " " for sign in text)


@cache
def _same_shape() -> dict[int, str]:
    return {ord(sign): shown for sign, shown in rules().same_shape.items()}


def _separate(left: str, right: str) -> bool:
    if _KATAKANA.match(left) and _KATAKANA.match(right):
        return True
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()

"""What a picture shows, as immutable values: words and numbers, nothing is drawn yet."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from knowledge.model import Oku
from knowledge.question import Language


class PictureSpec(Struct, frozen=True, kw_only=True):
    """What every picture says around its content.

    lead: whose picture it is, above the title. caption: the same content as Telegram HTML, for screen
    readers (see captions.py).
    """

    language: Language
    lead: str
    title: str
    unit: str = ""
    notes: tuple[str, ...] = ()
    source: str
    caption: str = ""

    @property
    def key(self) -> str:
        """Names the picture: other content, another language or another way to draw, another key."""
        content = repr(self).encode() + _drawing()
        return f"{self.language}-{blake2b(content, digest_size=16).hexdigest()}"


class TableRow(Struct, frozen=True):
    """What a row is about, and a cell for each column: some lines, or empty if unknown."""

    head: str
    cells: tuple[str, ...]


class TablePicture(PictureSpec, frozen=True, kw_only=True):
    """A table; `corner` stands above the rows' heads."""

    corner: str = ""
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


class Fill(StrEnum):
    """How a bar, or a part of one, is filled; the legend names each one used."""

    OWN = "own"
    SHARED = "shared"
    STRONG = "strong"
    STRONG_SHARED = "strong_shared"
    OTHER = "other"

    @property
    def hatched(self) -> bool:
        """Whether it stands for a sum that others share, of which the own part is unknown."""
        return self in (Fill.SHARED, Fill.STRONG_SHARED)


class Part(Struct, frozen=True):
    """A stretch of a bar, in 億円. name: a few letters that stand inside it."""

    oku: Oku
    fill: Fill
    name: str = ""


class Bar(Struct, frozen=True):
    """A bar. value: its length in words. detail: a small line under the label.

    members: lines under the bar for what it is divided into; those in `strong` are set in bold.
    """

    label: str
    value: str
    parts: tuple[Part, ...]
    detail: str = ""
    members: tuple[str, ...] = ()
    strong: str = ""

    @property
    def oku(self) -> Oku:
        """The whole length in 億円."""
        return sum(part.oku for part in self.parts)


class BarsPicture(PictureSpec, frozen=True, kw_only=True):
    """Horizontal bars on one scale from zero. legend: a text for each fill that needs one."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[Fill, str], ...] = ()


@cache
def _drawing() -> bytes:
    """Stands for how pictures are drawn: names of files outlive the program."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return blake2b(b"".join(source.read_bytes() for source in sources), digest_size=16).digest()

"""The bundled fonts, opened once for each weight and size. Pillow is imported when first needed."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FOLDER = Path(__file__).parent / "fonts"
# What Japanese printers set for a character that they lack.
GETA = "〓"
# No font has a glyph for this one.
_NOWHERE = "\uffff"


class Weight(StrEnum):
    """The weights of the face that pictures are set in."""

    REGULAR = "regular"
    BOLD = "bold"

    @property
    def path(self) -> Path:
        """The font's file."""
        return FOLDER / f"NotoSansCJKjp-{self.value.capitalize()}-subset.otf"


@cache
def font(weight: Weight, size: int) -> FreeTypeFont:
    """The font of a weight, its size in pixels."""
    from PIL import ImageFont

    return ImageFont.truetype(weight.path, size, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """The text with a mark for each character that the font lacks: people may type any."""
    return "".join(char if is_known(char) else GETA for char in text)


@lru_cache(maxsize=8192)
def is_known(char: str, weight: Weight = Weight.REGULAR) -> bool:
    """Whether the font has a character: it draws another shape than the one for what is missing."""
    face = font(weight, 33)
    missing, mask = face.getmask(_NOWHERE), face.getmask(char)
    return char.isspace() or mask.size != missing.size or bytes(mask) != bytes(missing)

"""A sheet: shapes and lines of text with their places, before anything is painted.

What is on it can be checked without looking at pixels: every line is recorded with its box, size
and colours. All lengths are pixels of a picture `WIDTH` wide: three for each point of a phone.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from replies.pictures.breaking import balanced, lines
from replies.pictures.typeface import Weight, drawable, font

WIDTH, MARGIN = 1080, 54
INNER = WIDTH - 2 * MARGIN
# A phone is 360 points wide; no text is smaller than 11 of them.
PER_POINT = WIDTH / 360
SMALLEST = 33
LEADING = 1.36
# A last line that fills less of the width than this looks lost.
SHORT = 0.2

Box = tuple[float, float, float, float]


class Colour:
    """A light card of its own, whatever surrounds it. All text contrasts 4.5:1 or more."""

    CARD = "#fcfcfa"
    INK = "#17202b"
    SOFT = "#465060"
    BAND = "#eaf0f7"
    RULE = "#aab5c3"
    BLUE = "#1d5fa6"
    PALE = "#dbe7f4"
    ORANGE = "#b0420f"
    PEACH = "#f8e3d6"


@lru_cache(maxsize=8192)
def _width(weight: Weight, size: int, text: str) -> float:
    return font(weight, size).getlength(text)


class Style(Struct, frozen=True):
    """How a line is set."""

    size: int
    weight: Weight = Weight.REGULAR
    colour: str = Colour.INK

    def width(self, text: str) -> float:
        """How wide a line of it is."""
        return _width(self.weight, self.size, text)

    def lines(self, text: str, width: float) -> list[str]:
        """The text broken to lines."""
        return lines(text, self.width, width)

    def balanced(self, text: str, width: float) -> list[str]:
        """The text broken to lines of about the same length."""
        return balanced(text, self.width, width)

    @property
    def height(self) -> float:
        """From one line to the next."""
        return self.size * LEADING


LEAD = Style(38, Weight.BOLD, Colour.BLUE)
TITLE = Style(56, Weight.BOLD)
BODY = Style(40)
STRONG = Style(40, Weight.BOLD)
NOTE = Style(34, colour=Colour.SOFT)


class Line(Struct, frozen=True):
    """A line of text: where it stands, how it is set, and the colour behind it."""

    text: str
    box: Box
    style: Style
    behind: str


class Shape(Struct, frozen=True):
    """A rectangle, filled or hatched: `edge` is then the colour of its lines and rim."""

    box: Box
    fill: str
    edge: str = ""


class Sheet(Struct):
    """What is drawn so far; `y` is where the next thing goes."""

    y: float = MARGIN
    shapes: list[Shape] = []
    lines: list[Line] = []

    @property
    def height(self) -> int:
        """The height of the whole picture, with its lower margin."""
        return round(self.y + MARGIN)

    def line(self, text: str, style: Style, x: float, y: float, behind: str = Colour.CARD) -> None:
        """One line with its upper left corner at a place."""
        box = (x, y, x + style.width(text), y + style.size * 1.2)
        self.lines.append(Line(text, box, style, behind))

    def text(
        self, text: str, style: Style, x: float = MARGIN, width: float = INNER, even: bool = False
    ) -> None:
        """Text from `y` down, broken to the width. even: lines of about the same length.

        So are the lines of a text whose last one would be a few letters only.
        """
        broken: list[str] = []
        for paragraph in drawable(text).splitlines():
            own = style.lines(paragraph, width)
            if even or style.width(own[-1]) < width * SHORT:
                own = style.balanced(paragraph, width)
            broken += own
        for line in broken:
            self.line(line, style, x, self.y)
            self.y += style.height

    def shape(self, box: Box, fill: str, edge: str = "") -> None:
        """A rectangle, under all text."""
        self.shapes.append(Shape(box, fill, edge))

    def gap(self, height: float) -> None:
        """Empty space."""
        self.y += height

    def rule(self) -> None:
        """A thin line over the whole width."""
        self.shape((MARGIN, self.y, WIDTH - MARGIN, self.y + 2), Colour.RULE)

"""Bars on a sheet, all on one scale from zero: a label over each, its value at the line's end.

Where most labels leave no room for the value (in English), it stands behind the bar. Either way a chart
of ten bars is no taller than a phone shows in a chat.
"""

from __future__ import annotations

from replies.pictures.sheet import BODY, INNER, MARGIN, NOTE, STRONG, Colour, Sheet, Style
from replies.pictures.spec import Bar, BarsPicture, Fill
from replies.pictures.typeface import Weight

# Thickness of a bar with its value behind it, and of one with it above.
THICK, THIN_BAR = 38, 24
GAP, BEHIND = 20, 18
LABEL = Style(36)
VALUE = Style(36, Weight.BOLD)
# How many labels may take two lines beside their values.
BROKEN = 2
INSIDE = 12
# A part is never drawn thinner, so that it is seen; and so much lies between full parts.
THIN, HAIRLINE = 8, 4
# The fill of each kind, and the colour of its lines if it is hatched.
FILLS = {
    Fill.OWN: (Colour.BLUE, ""),
    Fill.SHARED: (Colour.PALE, Colour.BLUE),
    Fill.STRONG: (Colour.ORANGE, ""),
    Fill.STRONG_SHARED: (Colour.PEACH, Colour.ORANGE),
    Fill.OTHER: (Colour.BLUE, ""),
}
SWATCH = 34


def bars(sheet: Sheet, picture: BarsPicture) -> None:
    """Put the legend and the bars on the sheet."""
    if picture.legend:
        _legend(sheet, picture)
    above = _values_above(picture)
    behind = 0 if above else BEHIND + max(VALUE.width(bar.value) for bar in picture.bars)
    room = INNER - behind - THIN * max(len(bar.parts) for bar in picture.bars)
    scale = room / max(bar.oku for bar in picture.bars)
    for bar in picture.bars:
        if above:
            _heads(sheet, bar)
            _bar(sheet, bar, scale, THIN_BAR)
        else:
            sheet.text(bar.label, _style(bar))
            if bar.detail:
                sheet.text(bar.detail, NOTE)
            sheet.gap(4)
            end = _bar(sheet, bar, scale, THICK)
            sheet.line(bar.value, VALUE, end + BEHIND, sheet.y - THICK - 3)
        _members(sheet, bar)
        sheet.gap(GAP)
    sheet.gap(-GAP / 2)


def _style(bar: Bar) -> Style:
    return Style(LABEL.size, Weight.BOLD) if bar.strong == bar.label else LABEL


def _beside(bar: Bar) -> list[str]:
    """The label as lines that leave room for the value."""
    return _style(bar).lines(bar.label, INNER - BEHIND - VALUE.width(bar.value))


def _values_above(picture: BarsPicture) -> bool:
    """Whether the values go over the bars: no names inside, and nearly all labels in one line."""
    named = any(part.name for bar in picture.bars for part in bar.parts)
    lines = [len(_beside(bar)) for bar in picture.bars]
    return not named and max(lines) <= 2 and lines.count(2) <= BROKEN


def _heads(sheet: Sheet, bar: Bar) -> None:
    """Label and value in a line, the detail below."""
    style = _style(bar)
    for line in _beside(bar):
        sheet.line(line, style, MARGIN, sheet.y)
        sheet.gap(style.height)
    width = VALUE.width(bar.value)
    sheet.line(bar.value, VALUE, MARGIN + INNER - width, sheet.y - style.height)
    if bar.detail:
        sheet.text(bar.detail, NOTE)
    sheet.gap(4)


def _legend(sheet: Sheet, picture: BarsPicture) -> None:
    """A swatch and a text for each fill, as many in a line as there is room for."""
    x: float = MARGIN
    for fill, text in picture.legend:
        width = SWATCH + 16 + NOTE.width(text)
        if x > MARGIN and x + width > MARGIN + INNER:
            x = MARGIN
            sheet.gap(NOTE.height + 4)
        sheet.shape((x, sheet.y + 4, x + SWATCH, sheet.y + 4 + SWATCH), *FILLS[fill])
        sheet.line(text, NOTE, x + SWATCH + 16, sheet.y)
        x += width + 40
    sheet.gap(NOTE.height + GAP)


def _bar(sheet: Sheet, bar: Bar, scale: float, thick: int) -> float:
    """The bar itself; gives where it ends."""
    x: float = MARGIN
    for number, part in enumerate(bar.parts):
        # A hairline of the card between full parts, so that they are told apart without colour.
        left = x + (HAIRLINE if number and not part.fill.hatched else 0)
        x += max(part.oku * scale, THIN)
        fill, edge = FILLS[part.fill]
        sheet.shape((left, sheet.y, x, sheet.y + thick), fill, edge)
        inside = Style(33, Weight.BOLD, Colour.CARD)
        if part.name and not edge and inside.width(part.name) + 2 * INSIDE <= x - left:
            sheet.line(part.name, inside, left + INSIDE, sheet.y, fill)
    sheet.gap(thick)
    return x


def _members(sheet: Sheet, bar: Bar) -> None:
    """What the bar is divided into, a line each."""
    if bar.members:
        sheet.gap(GAP / 2)
    for member in bar.members:
        sheet.text(member, STRONG if member == bar.strong else BODY)
        sheet.gap(8)

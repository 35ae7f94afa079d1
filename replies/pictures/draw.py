"""Pictures: laid out on a sheet, then painted as PNG by Pillow."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from replies.pictures.bars import bars
from replies.pictures.grid import table
from replies.pictures.sheet import INNER, LEAD, NOTE, TITLE, WIDTH, Colour, Shape, Sheet
from replies.pictures.spec import BarsPicture, PictureSpec, TablePicture
from replies.pictures.typeface import font

if TYPE_CHECKING:
    from PIL.Image import Image

# Hatching: a line of so many pixels every so many.
HATCH, EVERY = 5, 17


def draw(picture: PictureSpec) -> bytes:
    """The picture as PNG. The same picture gives the same bytes."""
    return paint(lay_out(picture))




def lay_out(picture: PictureSpec) -> Sheet:
    """Everything of the picture in its place."""
    sheet = Sheet()
    sheet.text(picture.lead, LEAD)
    sheet.gap(10)
    sheet.text(picture.title, TITLE, even=True)
    if picture.unit:
        sheet.gap(4)
        sheet.text(picture.unit, NOTE)
    sheet.gap(24)
    match picture:
        case TablePicture():
            table(sheet, picture)
        case BarsPicture():
            bars(sheet, picture)
        case _:
            raise TypeError(f"no way to draw {type(picture).__name__}")
    sheet.gap(22)
    for note in picture.notes:
        sheet.text(note, NOTE)
        sheet.gap(8)
    sheet.gap(10)
    sheet.rule()
    sheet.gap(20)
    sheet.text(picture.source, NOTE, width=INNER)
    sheet.gap(-16)
    return sheet


def paint(sheet: Sheet) -> bytes:
    """The sheet as PNG."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, sheet.height), Colour.CARD)
    pen = ImageDraw.Draw(image)
    for shape in sheet.shapes:
        if shape.edge:
            _hatch(image, shape)
        else:
            pen.rectangle(_whole(shape), fill=shape.fill)
    for line in sheet.lines:
        x, y, _, _ = line.box
        place = (round(x), round(y + line.style.size * 0.97))
        face = font(line.style.weight, line.style.size)
        pen.text(place, line.text, fill=line.style.colour, font=face, anchor="ls")
    # A rim, so that the card ends visibly where the surroundings are light too.
    pen.rectangle((0, 0, WIDTH - 1, sheet.height - 1), outline=Colour.RULE, width=2)
    found = io.BytesIO()
    image.quantize(64).save(found, "PNG")
    return found.getvalue()


def _whole(shape: Shape) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge) for edge in shape.box)
    return left, top, max(right - 1, left), max(bottom - 1, top)


def _hatch(image: Image, shape: Shape) -> None:
    """Slanting lines inside a rim."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = _whole(shape)
    width, height = right - left + 1, bottom - top + 1
    patch = Image.new("RGB", (width, height), shape.fill)
    pen = ImageDraw.Draw(patch)
    for x in range(-height, width, EVERY):
        pen.line((x, height, x + height, 0), fill=shape.edge, width=HATCH)
    pen.rectangle((0, 0, width - 1, height - 1), outline=shape.edge, width=2)
    image.paste(patch, (left, top))

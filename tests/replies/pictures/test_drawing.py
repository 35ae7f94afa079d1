"""Pictures compared by their parts: every text is there, inside the frame, legible, and alone."""

from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from msgspec.structs import replace
from PIL import Image

from knowledge.base import KnowledgeBase
from knowledge.question import Language
from replies.pictures import BarsPicture, Pictures, PictureSpec, TablePicture, draw
from replies.pictures.captions import MAX_CAPTION, caption
from replies.pictures.draw import lay_out
from replies.pictures.sheet import MARGIN, PER_POINT, SMALLEST, WIDTH, Box, Sheet
from replies.pictures.spec import Bar, Fill, Part, TableRow
from replies.pictures.typeface import drawable, font
from replies.reply import plain, visible_length
from tests.replies.pictures.conftest import largest

# Bot API, sendPhoto: width and height at most 10000 in total. A phone shows this shape whole.
MOST_TOTAL, TALLEST = 10_000, 2.4


def _words(picture: PictureSpec) -> list[str]:
    """Every text that the picture must show."""
    found = [picture.lead, picture.title, picture.unit, *picture.notes, picture.source]
    match picture:
        case TablePicture():
            for row in picture.rows:
                found += [row.head, *row.cells]
            # A column that says nothing of any row is left out where rows are blocks.
            told = [any(cells) for cells in zip(*(row.cells for row in picture.rows), strict=True)]
            found += [
                column for column, any_cell in zip(picture.columns, told, strict=True) if any_cell
            ]
        case BarsPicture():
            for bar in picture.bars:
                found += [bar.label, bar.value, bar.detail, *bar.members]
            found += [text for _, text in picture.legend]
    return [text for text in found if text]


def _tight(text: str) -> str:
    return "".join(text.split())


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: str, b: str) -> float:
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def check(name: str, picture: PictureSpec, sheet: Sheet) -> None:
    """All that makes a picture legible."""
    shown = _tight("".join(line.text for line in sheet.lines))
    for text in _words(picture):
        for paragraph in text.splitlines():
            assert _tight(paragraph) in shown, (name, paragraph)
    for line in sheet.lines:
        left, top, right, bottom = line.box
        assert left >= MARGIN and right <= WIDTH - MARGIN + 1, (name, line.text)
        assert top >= MARGIN and bottom <= sheet.height - MARGIN / 2, (name, line.text)
        assert line.style.size >= SMALLEST, (name, line.text)
        assert _contrast(line.style.colour, line.behind) >= 4.5, (name, line.text)
        _, ink_top, _, ink_bottom = font(line.style.weight, line.style.size).getbbox(
            line.text, anchor="ls"
        )
        baseline = top + line.style.size * 0.97
        assert baseline + ink_top >= top - 1, (name, line.text)
        assert baseline + ink_bottom <= bottom + 4, (name, line.text)
    for a, b in combinations(sheet.lines, 2):
        assert not _overlap(a.box, b.box), (name, a.text, b.text)
    for shape in sheet.shapes:
        left, top, right, bottom = shape.box
        assert MARGIN <= left < right <= WIDTH - MARGIN + 1, name
        assert MARGIN <= top < bottom <= sheet.height, name


def test_all_pictures_are_legible(every: dict[str, PictureSpec]) -> None:
    """Each text is inside the frame, on its own, large and dark enough."""
    assert SMALLEST / PER_POINT >= 11
    for name, picture in every.items():
        sheet = lay_out(picture)
        check(name, picture, sheet)
        assert sheet.height + WIDTH <= MOST_TOTAL, name
        assert sheet.height / WIDTH <= TALLEST, name


def test_tables_are_there(every: dict[str, PictureSpec]) -> None:
    """The cap table of 48 and the support sizes of 70, with every cell, in both languages."""
    for language in Language:
        table = every[f"table 48 0 {language}"]
        assert isinstance(table, TablePicture)
        shown = {line.text for line in lay_out(table).lines}
        assert {"30(60)", "150(240)", "120(130)", "600"} <= shown
        assert "30(60)" in table.caption and "600" in table.caption
        assert len(table.rows) == 5 and len(table.columns) == 4
        assert f"table 70 0 {language}" in every
    assert "1億円" in every["table 70 0 ja"].caption
    assert "¥22 million" in every["table 70 0 en"].caption


def test_every_picture_says_where_it_is_from(every: dict[str, PictureSpec]) -> None:
    """Source, date and page stand in the picture and in its caption."""
    for name, picture in every.items():
        first = picture.source.splitlines()[0]
        page = first.split("\N{IDEOGRAPHIC SPACE}" if picture.language is Language.JA else ", ")[-1]
        assert page.startswith(("P.", "p.\N{NO-BREAK SPACE}", "pp.")), name
        assert page in picture.caption, name
        assert ("2026" if picture.language is Language.EN else "令和8年") in first, name


def test_captions_fit_and_say_what_the_picture_says(every: dict[str, PictureSpec]) -> None:
    """What Telegram takes, title first, no row or bar left out."""
    for name, picture in every.items():
        said = plain(picture.caption)
        assert visible_length(picture.caption) <= MAX_CAPTION, name
        assert said.startswith(f"{picture.lead}\n{picture.title}\n"), name
        if isinstance(picture, BarsPicture):
            for bar in picture.bars:
                assert bar.label in said, (name, bar.label)
                assert bar.value in said, (name, bar.label)
        if isinstance(picture, TablePicture):
            for row in picture.rows:
                assert row.head in said, (name, row.head)


def test_a_long_caption_loses_whole_lines() -> None:
    """The notes and the source stay; what is left out is said."""
    lines = [f"line {i} " + "あ" * 50 for i in range(60)]
    found = caption(["Title"], lines, ["a <note>"], "Source", "({} more)".format)
    assert visible_length(found) <= MAX_CAPTION
    text = plain(found)
    assert "a <note>" in text
    assert text.startswith("Title") and text.endswith("Source")
    kept = sum(line in text for line in lines)
    assert f"({60 - kept} more)" in text


def test_keys_name_the_content(
    every: dict[str, PictureSpec], knowledge: KnowledgeBase, pictures: Pictures
) -> None:
    """Each picture has its own key, and the same picture always the same."""
    assert len({picture.key for picture in every.values()}) == len(every)
    for language in Language:
        again = largest(pictures, knowledge, language)
        assert again.key == every[f"largest {language}"].key
        assert replace(again, title="other").key != again.key


def test_png(every: dict[str, PictureSpec]) -> None:
    """What is drawn is a PNG of the sheet's size, the same every time, and small to send."""
    for name in ("table 48 0 ja", "place 68-1 en", "themes ja"):
        picture = every[name]
        data = draw(picture)
        image = Image.open(io.BytesIO(data))
        assert image.format == "PNG"
        assert image.size == (WIDTH, lay_out(picture).height)
        assert len(data) < 250_000
        assert data == draw(picture)


def test_the_text_is_painted_where_it_is_recorded(every: dict[str, PictureSpec]) -> None:
    """There is ink in the box of every line, and none in the margins."""
    picture = every["table 48 0 ja"]
    image = Image.open(io.BytesIO(draw(picture))).convert("L")
    for line in lay_out(picture).lines:
        assert _darkest(image, line.box) < 130, line.text
    assert _darkest(image, (4, 4, MARGIN - 6, image.height - 4)) > 200


def _darkest(image: Image.Image, box: Box) -> int:
    return next(i for i, count in enumerate(image.crop(box).histogram()) if count)


def test_many_at_once(every: dict[str, PictureSpec]) -> None:
    """Pictures that are drawn side by side, in threads, are the same as one by one."""
    some = [every[name] for name in ("table 48 0 ja", "themes en", "place 57-3 ja")] * 3

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(draw, some)) == [draw(picture) for picture in some]


LONG = (
    "「強い経済」を実現するための総合的なデジタルトランスフォーメーション推進及び重要鉱物等の確保"
)


@pytest.mark.parametrize("language", list(Language))
def test_long_words_wrap(
    knowledge: KnowledgeBase, pictures: Pictures, language: Language
) -> None:
    """Long titles, labels and runs without a space stay inside the frame."""
    picture = replace(
        largest(pictures, knowledge, language),
        title=LONG * 3,
        lead="Donaudampfschifffahrtsgesellschaft" * 4,
        notes=(LONG * 4, "x" * 200),
        bars=(Bar(LONG * 2, "9兆9,999億円", (Part(99_999, Fill.OWN), Part(1, Fill.SHARED)), LONG),),
    )
    sheet = lay_out(picture)
    check("long", picture, sheet)
    assert len([line for line in sheet.lines if line.style.size == 56]) > 3
    draw(picture)


@pytest.mark.parametrize("columns", [1, 2, 4, 6, 9])
@pytest.mark.parametrize(
    "cell", ["", "1/2", "1,234,567万円", "事業費の1/2以内で、上限は2,100万円です。"]
)
def test_any_table_can_be_drawn(
    knowledge: KnowledgeBase, pictures: Pictures, columns: int, cell: str
) -> None:
    """As a grid where that is legible, else a block for each row; never outside the frame."""
    table = pictures.tables(knowledge["48"], Language.JA)[0]
    picture = replace(
        table,
        columns=tuple(f"区分{i}の上限額" for i in range(columns)),
        rows=tuple(TableRow(f"{LONG[: i * 7]}{i}人", (cell,) * columns) for i in range(1, 5)),
    )
    check("any", picture, lay_out(picture))


def test_letters_that_the_font_lacks_are_marked() -> None:
    """People may type any; no empty boxes stand in a title."""
    assert drawable("漁業🐟の支援 (AI)") == "漁業〓の支援 (AI)"


def test_pillow_is_imported_only_to_draw() -> None:
    """Starting the bot costs nothing for pictures."""
    code = """
import sys
from bot.service import Service
from knowledge.base import load
[answered] = Service(load()).message("48の表を画像で")
assert answered.reply.attachment.key and "PIL" not in sys.modules
answered.reply.attachment.make()
assert "PIL" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)

"""Texts in both languages, the fonts that hold their letters, and where lines break."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from replies.pictures.breaking import balanced, lines, pieces
from replies.pictures.draw import lay_out
from replies.pictures.spec import PictureSpec
from replies.pictures.typeface import FOLDER, Weight, font, is_known

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("weight", list(Weight))
def test_the_fonts_have_every_letter(
    weight: Weight, knowledge: KnowledgeBase, every: dict[str, PictureSpec]
) -> None:
    """Titles, summaries, tables, phrases: if a letter is missing, run make_font again."""
    needed: set[str] = set()
    for measure in knowledge.measures.values():
        needed.update(repr((measure.title, measure.short, measure.subtitle, measure.content)))
    needed.update(repr((knowledge.themes, knowledge.document)))
    for path in (ROOT / "replies" / "phrases").glob("*.yaml"):
        needed.update(path.read_text(encoding="utf-8"))
    for picture in every.values():
        for line in lay_out(picture).lines:
            needed.update(line.text)
    missing = {char for char in needed if char.isprintable() and not is_known(char, weight)}
    assert not missing, f"not in the font: {''.join(sorted(missing))}"


def test_the_fonts_may_be_given_away() -> None:
    """Small enough for the repository, under the OFL, with its text beside them."""
    assert sum(path.stat().st_size for path in FOLDER.glob("*.otf")) < 2_500_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text()
    for weight in Weight:
        family, _ = font(weight, 33).getname()
        assert family and family.startswith("Noto")  # not the name that the licence reserves


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("施策の概要、です。", 5, ["施策の概", "要、です。"]),
        ("上限（最大）", 3, ["上限", "（最", "大）"]),
        ("最大100万円", 5, ["最大", "100万円"]),
        ("ロボットの研究", 5, ["ロボットの", "研究"]),
        ("a long title", 6, ["a long", "title"]),
        ("supercalifragilistic", 6, ["superc", "alifra", "gilist", "ic"]),
        ("¥1\N{NO-BREAK SPACE}billion now", 10, ["¥1\N{NO-BREAK SPACE}billion", "now"]),
        ("一行目\n二行目", 10, ["一行目", "二行目"]),
        ("", 10, []),
    ],
)
def test_lines(text: str, width: int, expected: list[str]) -> None:
    """No sign stands where it mustn't, figures keep their unit, words stay whole if they can."""
    assert lines(text, len, width) == expected


def test_balanced_lines() -> None:
    """As many lines as needed, about equally long, and no word is cut for that."""
    assert balanced("あいうえおかきくけこさ", len, 10) == ["あいうえおか", "きくけこさ"]
    assert balanced("workers whose", len, 12) == ["workers", "whose"]
    assert balanced("一行", len, 10) == ["一行"]


def test_lines_end_where_one_pauses() -> None:
    """After a comma, before a figure, after a particle, rather than inside a word."""
    assert balanced("引上げ額30円", len, 6) == ["引上げ額", "30円"]
    assert balanced("引き上げる労働者数", len, 7) == ["引き上げる", "労働者数"]
    assert balanced("対象は中小企業、個人事業主", len, 12) == ["対象は中小企業、", "個人事業主"]
    assert balanced("for fewer than 30 people", len, 20) == ["for fewer than", "30 people"]


def test_pieces_lose_nothing(every: dict[str, PictureSpec]) -> None:
    """Together the pieces are the text."""
    for picture in every.values():
        assert "".join(pieces(picture.caption)) == picture.caption

"""Texts and lists that are kept as one: what goes in comes out, and is found."""

from __future__ import annotations

import pytest

from knowledge.packed import LinePairs, Lines, Lists, Texts

ORDERED = ["a", "ab", "abc", "b", "賃", "賃上", "賃上げ", "賃金", "金利", "𠮷野"]


@pytest.fixture
def texts() -> Texts:
    packed = Texts()
    packed.fill(ORDERED)
    return packed


def test_each_text_has_its_place(texts: Texts) -> None:
    assert len(texts) == len(ORDERED)
    assert [texts[place] for place in range(len(texts))] == ORDERED
    assert [texts.place(text) for text in ORDERED] == list(range(len(ORDERED)))


@pytest.mark.parametrize("text", ["", "c", "ac", "abcd", "賃上げる", "上", "金", "賃料", "𠮷"])
def test_what_is_none_of_them_has_no_place(texts: Texts, text: str) -> None:
    assert texts.place(text) == -1


NEAREST = [
    ("abx", "abc"),
    ("abc", "abc"),
    ("ab", "ab"),
    ("賃上げ税制", "賃上げ"),
    ("賃上がる", "賃上"),  # in the order of their signs, not the longest
    ("賃金", "賃金"),
    ("b", "b"),
]


@pytest.mark.parametrize(("text", "nearest"), NEAREST)
def test_the_nearest_is_the_last_up_to_a_text(texts: Texts, text: str, nearest: str) -> None:
    assert texts[texts.nearest(text)] == nearest


@pytest.mark.parametrize("text", ["c", "ba", "賃料", "金"])
def test_what_begins_otherwise_is_not_near(texts: Texts, text: str) -> None:
    assert texts.nearest(text) == -1


def test_no_texts_are_fine() -> None:
    packed = Texts()
    packed.fill([])
    assert (len(packed), packed.place("a")) == (0, -1)


def test_lists_come_out_as_they_went_in() -> None:
    lists, packed = [[3, 1, 3], [], [70_000], [5, 6]], Lists()
    packed.fill(lists)
    assert [list(packed[place]) for place in range(len(lists))] == lists
    assert [packed.length(place) for place in range(len(lists))] == [3, 0, 1, 2]


def test_texts_of_one_line_each_come_out_as_they_went_in() -> None:
    assert [*Lines(["一行", "二行"])] == ["一行", "二行"] == Lines(["一行", "二行"])[:]
    assert (len(Lines([])), [*Lines([])]) == (0, [])


def test_pairs_come_out_as_they_went_in() -> None:
    pairs = {"灯油の代": "とうゆのだい", "電気代": "でんきだい"}
    assert dict(LinePairs(pairs).items()) == pairs == LinePairs(pairs)
    assert (len(LinePairs({})), LinePairs(pairs)["電気代"]) == (0, "でんきだい")


def test_a_text_of_two_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="one line"):
        Lines(["一行", "二\n行"])

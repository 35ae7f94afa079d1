"""An index over a handful of measures: what is found of terms that share beginnings, owners and signs."""

from __future__ import annotations

import pytest

from knowledge.index import Index, Words
from knowledge.spelling import SOUND, WRITTEN, Spelling

TITLE, KEYWORD = 1.0, 0.5
MEASURES = [
    (["賃上げ", "賃上げ税制"], ["給与"], ["船の燃料"]),
    (["賃上げ税制"], ["賃上げ", "給与"], []),
    (["漁船", "窓"], ["燃料"], ["給与を上げる"]),
]


def index(spelling: Spelling = WRITTEN) -> Index:
    words = Words([TITLE, KEYWORD])
    for number, (titles, keywords, texts) in enumerate(MEASURES):
        words.add_names(number, [(title, "") for title in titles], TITLE)
        words.add_names(number, [(keyword, "") for keyword in keywords], KEYWORD)
        for text in texts:
            words.add_text(number, text)
    return Index(len(MEASURES), spelling, words)


HITS = [
    ("賃上げ税制とは", [("賃上げ", 0), ("賃上げ", 1), ("賃上げ税制", 0), ("賃上げ税制", 1)]),
    ("今の賃上げ", [("賃上げ", 0), ("賃上げ", 1)]),
    ("賃上り", []),
    ("給与", [("給与", 0), ("給与", 1)]),
    ("漁船の燃料", [("漁船", 2), ("燃料", 2)]),
    ("窓", []),  # a sign alone stands in no text as a term
    ("船の燃料", [("燃料", 2)]),  # what is only said is no term
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), HITS)
def test_every_term_that_stands_in_a_text_is_a_hit(text: str, found: list[tuple[str, int]]) -> None:
    assert [(hit.term, hit.measure) for hit in index().hits(text)] == found


def test_a_hit_counts_what_the_term_counts_for_the_measure() -> None:
    title, keyword = index().hits("賃上げ")
    assert title.value == pytest.approx(2 * keyword.value)


HAVING = [
    ("賃上", {0, 1}),
    ("燃料", {0, 2}),  # once in a keyword, once only said
    ("船", {0, 2}),  # alone
    ("窓", {2}),  # a name of one sign
    ("給与", {0, 1, 2}),
    ("賃上給与", set()),  # 上給 is in none
    ("", set()),
]


@pytest.mark.parametrize(("text", "measures"), HAVING)
def test_the_measures_with_all_grams(text: str, measures: set[int]) -> None:
    assert index().having(text) == measures


def test_what_is_only_said_weighs_half() -> None:
    found, known, unknown = index().masses("燃料")
    assert (set(found), unknown) == ({0, 2}, 0.0)
    assert found[2] == pytest.approx(known)
    assert found[0] == pytest.approx(known / 2)


def test_what_is_known() -> None:
    of = index()
    assert [of.knows(gram) for gram in ("賃上", "料金", "船", "窓")] == [True, False, True, True]
    assert [of.is_term(text) for text in ("給与", "給", "船の燃料")] == [True, False, False]
    assert [of.is_odd(text) for text in ("給与", "給金")] == [False, True]
    assert {"賃上", "燃料", "与上"} <= set(of.grams())


def test_terms_that_are_spelt_alike_are_one() -> None:
    words = Words([TITLE])
    words.add_names(0, [("情報", "じょうほう")], TITLE)
    words.add_names(1, [("情報化", "じょほー")], TITLE)
    assert [hit.measure for hit in Index(2, SOUND, words, read=True).hits("じょほ")] == [0, 1]


def test_names_are_found_as_they_are_read() -> None:
    words = Words([TITLE])
    words.add_names(0, [("賃上げ", "ちんあげ"), ("給与", "")], TITLE)
    words.add_names(1, [("値上げ", "ねあげ")], TITLE)
    words.add_text(1, "ちんたい")
    of = Index(2, SOUND, words, read=True)
    assert [(hit.term, hit.measure) for hit in of.hits("ちんあげ")] == [("ちんあげ", 0)]
    assert [of.knows(gram) for gram in ("ちんあ", "給与", "ちんた")] == [True, False, False]

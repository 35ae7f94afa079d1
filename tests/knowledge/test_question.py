"""The compact form: one codec for buttons and deep links, exact both ways."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Field
from knowledge.question import (
    MAX_BYTES,
    BadQuestion,
    Kind,
    Language,
    Order,
    Question,
    Selection,
    View,
    decode,
    encodable,
    encode,
)

WORDS = Selection(words="最低賃金")


@pytest.mark.parametrize(
    ("question", "form"),
    [
        (Question(Kind.MEASURE, ("57-3",), Field.CAP, page=2), "m57-3_cap_2"),
        (Question(Kind.START), "s"),
        (Question(Kind.GROUP, selection=Selection(group="57")), "g57"),
        (Question(Kind.COMPARE, ("48", "s5")), "x48_s5"),
        (Question(Kind.LIST, selection=Selection(theme="food", order=Order.LARGEST, top=5)), "ltfood_ol_n5"),
        (Question(Kind.LIST, selection=Selection(order=Order.SMALLEST, nth=2)), "los_j2"),
        (Question(Kind.LIST, selection=WORDS, page=3), "lw5pyA5L2O6LOD6YeR_3"),
        (Question(Kind.LIST, selection=Selection(says="基金", order=Order.LARGEST)), "ls5Z-066YeR_ol"),
        (Question(Kind.LIST, selection=Selection(named="量子")), "lf6YeP5a2Q"),
        (Question(Kind.LANGUAGE), "y"),
        (Question(Kind.LANGUAGE, view="auto"), "y_auto"),
        (Question(Kind.LANGUAGE, view="en", language=Language.EN), "en-y_en"),
        (Question(Kind.OTHERS, ("48", "57-3", "s5")), "d48_57-3_s5"),
        (Question(Kind.OTHERS, ("48",), selection=WORDS, language=Language.EN), "en-d48_w5pyA5L2O6LOD6YeR"),
        (Question(Kind.REPORT), "r"),
        (Question(Kind.REPORT, ("48", "4"), selection=WORDS), "r48_4_w5pyA5L2O6LOD6YeR"),
        (Question(Kind.REPORT, selection=WORDS), "r_w5pyA5L2O6LOD6YeR"),
    ],
)
def test_a_question_and_its_form(question: Question, form: str) -> None:
    assert encode(question) == form
    assert decode(form) == question


BAD = ["", "d", "d_", "d48_48", "d48_x", "d48_w!!", "y_fr", "r48_r", "rx", "m48__", "é", "w", "m48" * 30]


@pytest.mark.parametrize("form", BAD)
def test_what_no_button_of_ours_holds_is_refused(form: str) -> None:
    with pytest.raises(BadQuestion):
        decode(form)


IDS = st.lists(st.sampled_from(["1", "48", "57-3", "s5", "212", "s24"]), min_size=1, max_size=6, unique=True)


KINDS = st.sampled_from([Kind.OTHERS, Kind.REPORT, Kind.LIST])


@given(KINDS, IDS, st.text(max_size=80), st.sampled_from(Language))
def test_words_are_cut_until_the_form_fits_a_button_and_a_link(
    kind: Kind, ids: list[str], words: str, language: Language
) -> None:
    words = words.encode("utf-8", "ignore").decode().strip()
    measures = () if kind is Kind.LIST else tuple(ids)
    question = encodable(Question(kind, measures, selection=Selection(words=words), language=language))
    form = encode(question)
    assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{MAX_BYTES}}}", form)
    assert decode(form) == question
    assert words.startswith(question.selection.words)
    assert question.measures == measures[: len(question.measures)]


def test_the_sides_of_a_measure_and_its_views_all_have_a_form() -> None:
    for view in (*Field, *View, "apply"):
        question = Question(Kind.MEASURE, ("57-3",), view, language=Language.EN)
        assert decode(encode(question)) == question

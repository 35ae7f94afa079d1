"""As what an answer is wanted: a picture, a file, or (as ever) words."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from knowledge.answer import Answerer
from knowledge.base import load
from knowledge.context import NO_CONTEXT, Context
from knowledge.question import (
    MAX_BYTES,
    BadQuestion,
    Form,
    Kind,
    Language,
    Question,
    Selection,
    decode,
    encode,
    fits,
)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load())


ASKED = [
    ("48の表を画像で", "i-m48_tables"),
    ("48の上限の表を図で見せて", "i-m48_cap"),
    ("業務改善助成金の上限の表を画像で", "i-m48_cap"),
    ("GIGAスクールのグラフ", "i-m26"),
    ("予算の多い順をグラフで", "i-lol"),
    ("予算が大きい10個をグラフで", "i-lol_n10"),
    ("5億円以下をグラフにして", "i-lu5"),
    ("テーマ別の金額を図で", "i-t"),
    ("テーマ別の金額", "i-t"),
    ("テーマ別", "t"),
    ("57をグラフで", "i-g57"),
    ("48と49の違いを図で", "i-x48_49"),
    ("48と49をグラフで", "i-c48_49"),
    ("グラフ", "i-t"),
    ("衛星をグラフで", "i-lw6KGb5pif_ob"),
    ("一覧をCSVで", "f-n"),
    ("全部エクセルで", "f-n"),
    ("全施策をCSVで", "f-n"),
    ("全236件をCSVで", "f-n"),
    ("every measure as a spreadsheet", "en-f-n"),
    ("施策の一覧のエクセルがほしい", "f-n"),
    ("CSVファイルが欲しい", "f-n"),
    ("テーマ一覧をCSVで", "f-n"),
    ("制度の一覧をCSVで", "f-lk1"),
    ("1000億円以上をエクセルで", "f-lg1000"),
    ("１０００億円以上の施策をＣＳＶでください", "f-lg1000"),
    ("48をCSVで", "f-m48"),
    ("table of 48 as a picture", "en-i-m48_tables"),
    ("what is the cap of 48, as a picture", "en-i-m48_cap"),
    ("chart of amounts by theme", "en-i-t"),
    ("largest measures as a chart", "en-i-lol_n5"),
    ("give me a csv of all measures", "en-f-n"),
    ("measures over 100 billion yen as a spreadsheet", "en-f-lh1000"),
    # No form:
    ("48の表", "m48_tables"),
    ("業務改善助成金の表", "m48_tables"),
    ("48の対象は？", "m48_target"),
    ("target of 48", "en-m48_target"),
]


def test_a_subject_that_sounds_like_a_form_is_none(answerer: Answerer) -> None:
    [question] = answerer.read("衛星画像")
    assert question.form is Form.TEXT and question.measures


@pytest.mark.parametrize(("text", "compact"), ASKED)
def test_what_is_asked(answerer: Answerer, text: str, compact: str) -> None:
    [question] = answerer.read(text)
    assert encode(question) == compact


@pytest.mark.parametrize(
    ("text", "shown", "compact"),
    [
        ("図で", "48", "i-m48"),
        ("これをグラフで", "62", "i-m62"),
        ("上限を図で", "48", "i-m48_cap"),
        ("金額を図で", "48", "i-m48_amount"),
        ("それの表", "48", "m48_tables"),
        # Nothing was shown, or everything is meant:
        ("金額をグラフで", "", "i-t"),
        ("一覧をCSVで", "48", "f-n"),
    ],
)
def test_what_was_shown_before_is_meant(
    answerer: Answerer, text: str, shown: str, compact: str
) -> None:
    context = Context((shown,)) if shown else NO_CONTEXT
    [question] = answerer.read(text, context=context)
    assert encode(question) == compact


@pytest.mark.parametrize("text", ["画像診断", "版図", "縮図", "ほげほげのCSV"])
def test_what_names_no_measure_is_read_whole(answerer: Answerer, text: str) -> None:
    [question] = answerer.read(text)
    assert question.kind is Kind.NOT_FOUND and question.form is Form.TEXT
    assert question.typed.text == text


QUESTIONS = [
    Question(Kind.MEASURE, ("57-3",), "tables", page=2),
    Question(Kind.MEASURE, ("s24",), origin=Question(Kind.LIST, selection=Selection(theme="food"))),
    Question(Kind.GROUP, selection=Selection(group="57")),
    Question(Kind.COMPARE, ("48", "49")),
    Question(Kind.LIST, selection=Selection(words="宇宙", least=100.5, top=10)),
    Question(Kind.THEMES),
    Question(Kind.NUMBERS),
]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("language", list(Language))
def test_the_compact_form_leads_back(question: Question, form: Form, language: Language) -> None:
    origin = replace(question.origin, language=language) if question.origin else None
    question = replace(question, form=form, language=language, origin=origin)
    data = encode(question)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", data) and len(data) <= MAX_BYTES
    assert decode(data) == question


@pytest.mark.parametrize("data", ["i-", "i", "-m48", "i-i-m48", "f-en-m48", "z-m48", "i-m48__", "i--m48"])
def test_what_nobody_wrote_is_refused(data: str) -> None:
    with pytest.raises(BadQuestion):
        decode(data)


def test_what_is_too_long_for_a_button_is_told() -> None:
    long = Question(Kind.LIST, selection=Selection(words="宇宙" * 9), form=Form.FILE)
    assert not fits(long) and fits(replace(long, selection=Selection(words="宇宙")))

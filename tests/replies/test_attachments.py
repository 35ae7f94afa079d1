"""Answers as pictures and files: the same Answer, its text as caption, and buttons between the forms."""

from __future__ import annotations

import csv
import io

import pytest

from bot.asking import as_object, as_text
from bot.service import Answered, Service
from knowledge.question import Form, Kind, Language, Question, Selection, Typed, decode, encode
from replies.pictures.captions import MAX_CAPTION
from replies.reply import Button, plain, visible_length


def ask(service: Service, text: str) -> Answered:
    [answered] = service.message(text)
    return answered


def buttons(answered: Answered) -> list[Button]:
    return [button for row in answered.reply.buttons for button in row]


@pytest.mark.parametrize(
    ("text", "kind", "measures", "said"),
    [
        ("48の表を画像で", "answer", ["48"], ["助成上限額", "[1人] 引上げ額30円：30(60)", "P.55"]),
        ("70を図で", "measure", ["70"], ["最大1億円程度", "最大2,200万円程度", "P.82"]),
        ("62を図で", "measure", ["62"], ["テーマ「宇宙・海洋」", "1,500億円"]),
        ("54を図で", "measure", ["54"], ["金額の分かる施策の中", "425億円"]),
        ("57-3を図で", "measure", ["57-3"], ["5つの施策で分け合う枠", "341億円", "施策ごとの額は"]),
        ("予算トップ3をグラフで", "list", ["49", "50", "56"], ["4,121億円", "金額が分かるのは、全"]),
        ("48と49の違いを図で", "comparison", ["48", "49"], ["352億円", "4,121億円"]),
        ("テーマ別の金額を図で", "help", [], ["賃上げ・中小企業・雇用（"]),
        ("the table of 48 as a picture", "answer", ["48"], ["30 means ¥300,000 (30万円)", "Unofficial"]),
    ],
)
def test_a_picture_says_in_words_what_it_shows(
    service: Service, text: str, kind: str, measures: list[str], said: list[str]
) -> None:
    answered = ask(service, text)
    found = as_object(text, [answered])
    assert (found["kind"], found["measures"]) == (kind, measures)
    assert answered.reply.attachment and answered.reply.attachment.is_picture
    for words in said:
        assert words in plain(found["text"]) and words in as_text([answered])
    assert answered.reply.attachment.make().startswith(b"\x89PNG")


def test_a_file_holds_what_the_list_holds(service: Service) -> None:
    answered = ask(service, "1000億円以上をエクセルで")
    file = answered.reply.attachment
    assert file and not file.is_picture and file.name == "measures-ja.csv"
    data = file.make()
    assert data.startswith(b"\xef\xbb\xbf")  # by this mark Excel knows UTF-8
    numbers = [row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))][1:]
    assert numbers == ["施策49", "施策50", "施策56", "施策77", "施策62", "施策78"]
    assert "1,000億円以上の施策" in answered.reply.text and "6件" in answered.reply.text


def test_the_whole_document_is_a_file(service: Service) -> None:
    file = ask(service, "一覧をCSVで").reply.attachment
    assert file and len(list(csv.reader(io.StringIO(file.make().decode("utf-8-sig"))))) == 237


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("1を図で", "文章でお答えします"),  # no amount in the source
        ("48の目的を図で", "文章でお答えします"),
        ("7をグラフで", "文章でお答えします"),
    ],
)
def test_where_there_is_nothing_to_draw_the_answer_comes_in_words(
    service: Service, text: str, because: str
) -> None:
    reply = ask(service, text).reply
    assert reply.attachment is None and because in reply.text


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("m48", ["i-m48_tables", "i-m48_amount"]),
        ("m48_cap", ["i-m48_cap"]),
        ("m48_amount", ["i-m48_amount"]),
        ("m48_purpose", []),
        ("m57-3", ["i-m57-3_amount"]),
        ("m1", []),
        ("en-m48", ["en-i-m48_tables", "en-i-m48_amount"]),
        ("lol_n10", ["i-lol_n10", "f-lol_n10"]),
        ("ltspace", ["i-ltspace", "f-ltspace"]),
        ("ltchildren", ["f-ltchildren"]),
        ("lg1000_2", ["i-lg1000", "f-lg1000"]),
        ("g57", ["i-g57", "f-g57"]),
        ("x48_49", ["i-x48_49", "f-x48_49"]),
        ("t", ["i-t"]),
        ("n", ["f-n"]),
        # and from there:
        ("i-lol_n10", ["f-lol_n10"]),
        ("f-lol_n10", ["i-lol_n10"]),
        ("i-t", ["i-lol_n10"]),
    ],
)
def test_which_other_forms_are_offered(service: Service, asked: str, offered: list[str]) -> None:
    questions = [b.question for b in buttons(service.tapped(asked)) if b.question]
    assert [encode(question) for question in questions if question.form] == offered


@pytest.mark.parametrize(
    ("asked", "back"),
    [("i-m48_tables", "m48"), ("i-lol_n10", "lol_n10"), ("f-lol_n10", "lol_n10"), ("i-t", "t")],
)
def test_a_picture_leads_back_to_words(service: Service, asked: str, back: str) -> None:
    assert back in [encode(b.question) for b in buttons(service.tapped(asked)) if b.question]


@pytest.mark.parametrize("language", list(Language))
def test_every_picture_and_file_fits(service: Service, language: Language) -> None:
    """All that buttons offer: a caption that Telegram takes, and buttons that lead somewhere."""
    knowledge = service.knowledge
    starts = [Question(Kind.MEASURE, (measure.id,)) for measure in knowledge.priced]
    starts += [decode(data) for data in ["t", "n", "lol_n10", "los_n10", "x48_49"]]
    starts += [decode(f"lt{theme}") for theme in knowledge.themes]
    starts += [decode(f"g{group}") for group in knowledge.groups]
    formed = 0
    for start in starts:
        for question in [b.question for b in buttons(service.question(_in(start, language)))]:
            if question and question.form:
                answered = service.tapped(encode(question))
                assert answered.reply.attachment, question
                assert 0 < visible_length(answered.reply.text) <= MAX_CAPTION, question
                assert all(row for row in answered.reply.buttons)
                formed += 1
    assert formed > 80


def _in(question: Question, language: Language) -> Question:
    return decode(("en-" if language is Language.EN else "") + encode(question))


def test_text_button_and_deep_link_give_the_same(service: Service) -> None:
    typed = ask(service, "48の上限の表を画像で")
    tapped, linked = service.tapped("i-m48_cap"), service.message("/start i-m48_cap", Language.JA)[0]
    assert typed.reply.text == tapped.reply.text == linked.reply.text
    assert typed.reply.attachment == tapped.reply.attachment == linked.reply.attachment
    assert service.tapped("m48_cap").answer.measures == typed.answer.measures


def test_keys_tell_contents_apart(service: Service) -> None:
    asked = ["i-m48_cap", "en-i-m48_cap", "i-t", "f-lol_n10", "f-lol_n5", "en-f-lol_n5"]
    keys = [service.tapped(data).reply.attachment.key for data in asked]  # type: ignore[union-attr]
    assert len(set(keys)) == len(keys)


def test_what_is_typed_is_text_in_the_caption(service: Service) -> None:
    selection = Selection(words="宇宙🐟&")
    answered = service.question(Question(Kind.LIST, selection=selection, form=Form.PICTURE))
    assert "「宇宙🐟&amp;」" in answered.reply.text
    assert answered.reply.attachment and answered.reply.attachment.make()


def test_choices_lead_to_a_picture_of_what_is_chosen(service: Service) -> None:
    typed = Typed("補助金", because=(("48", "補助金"), ("49", "補助金")))
    question = Question(Kind.CHOICES, ("48", "49"), "cap", form=Form.PICTURE, typed=typed)
    answered = service.question(question)
    assert answered.reply.attachment is None
    assert [encode(b.question) for b in buttons(answered)[:2] if b.question] == [
        "i-m48_cap__c48_49",
        "i-m49_cap__c48_49",
    ]

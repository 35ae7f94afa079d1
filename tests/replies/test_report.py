"""「違う」, the next candidates, and a report that the person may send."""

from __future__ import annotations

from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.service import Service
from knowledge.base import load
from knowledge.question import Kind, Language, Question, Selection, encode
from replies.reply import Button, Reply, plain
from replies.report import Reporting
from replies.sharing import MAX_COPY
from replies.terms import DEFAULT, Terms

FORM = Terms(Reporting(url="https://example.org/issues/new"))
MAIL = Terms(Reporting(email="reports@example.org"))


@cache
def service(terms: Terms = DEFAULT) -> Service:
    return Service(load(), terms)


def button(reply: Reply, text: str) -> Button | None:
    return next((b for row in reply.buttons for b in row if b.text == text), None)


@pytest.mark.parametrize(
    ("question", "has_button"),
    [("最低賃金の補助金", True), ("minimum wage subsidy", True), ("48", False), ("48の上限は？", False)],
)
def test_not_this_stands_under_what_words_have_found(question: str, has_button: bool) -> None:
    reply = service().message(question)[0].reply
    assert bool(button(reply, "違う") or button(reply, "Not this")) is has_button


def test_not_this_offers_the_next_candidates_and_then_a_report() -> None:
    first = service(FORM).message("最低賃金の補助金")[0]
    not_this = button(first.reply, "違う")
    assert not_this and not_this.question
    others = service(FORM).tapped(encode(not_this.question))
    assert first.answer.measures[0] not in others.answer.measures
    assert len(others.answer.measures) >= 2
    none = button(others.reply, "どれも違う")
    assert none and none.question
    report = service(FORM).tapped(encode(none.question)).reply
    link = button(report, "報告の画面を開く")
    assert link
    filled = parse_qs(urlsplit(link.url).query)
    assert "最低賃金の補助金" in filled["title"][0]
    assert "施策48" in filled["body"][0]
    assert filled["body"][0] in plain(report.text)


def test_a_typed_no_means_the_measure_shown_before() -> None:
    answered = service().message("違う", shown=("m48",))[0]
    assert answered.answer.question.kind is Kind.OTHERS
    assert "48" not in [measure.id for measure in answered.answer.measures]


def test_without_an_address_for_reports_there_is_no_button_for_them() -> None:
    for text in ("最低賃金の補助金", "ラーメンのおいしい店"):
        first = service().message(text)[0].reply
        assert not [b for row in first.buttons for b in row if b.question and b.question.kind is Kind.REPORT]
    others = service().tapped("d48_50_49").reply
    assert button(others, "どれも違う") is None
    # One that was made while there was an address still leads somewhere.
    assert service().tapped("r48_w5pyA5L2O6LOD6YeR").reply.buttons


def test_what_was_not_found_can_be_reported_at_once() -> None:
    long = "ラーメンのおいしい店をおしえて" * 5
    link = button(service(FORM).message(long)[0].reply, "報告の画面を開く")
    assert link
    assert link.url.startswith("https://example.org/issues/new?title=")
    assert len(link.url) < 2048


def test_the_form_may_say_where_title_and_body_go() -> None:
    form = Reporting(url="https://example.org/new?issue[title]={title}&issue[body]={body}#form")
    assert form.link("a b", "x\ny&z") == (
        "https://example.org/new?issue[title]=a%20b&issue[body]=x%0Ay%26z#form"
    )


@pytest.mark.parametrize("language", Language)
def test_by_mail_the_text_is_copied(language: Language) -> None:
    selection = Selection(words="ラーメンのおいしい店")
    ids = tuple(load().ids[:8])
    question = Question(Kind.REPORT, ids, selection=selection, language=language)
    reply = service(MAIL).question(question).reply
    assert "reports@example.org" in reply.text
    (copied,) = [b.copy for row in reply.buttons for b in row if b.copy]
    assert "ラーメンのおいしい店" in copied
    assert len(copied) <= MAX_COPY

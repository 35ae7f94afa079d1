"""Calculations as people see them: exact sums, the working, buttons that lead on; in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.asking import as_object
from bot.service import Answered, Service, shown_after
from knowledge.base import load
from knowledge.question import BadQuestion, encode
from knowledge.yaml_source import read
from replies.reply import plain


@cache
def service() -> Service:
    return Service(load())


@pytest.mark.parametrize("case", read(Path(__file__).parent / "calculation.yaml"), ids=lambda c: c["asked"])
def test_a_message_gets_its_amount(case: dict[str, Any]) -> None:
    """The figure, its working, that it is an estimate, and the page; or why there is none."""
    answered = service().message(case["asked"])
    text = plain(answered[0].reply.text)
    assert as_object(case["asked"], answered)["kind"] == "calculation"
    for words in case["said"]:
        assert words in text


def _talk(*messages: str) -> Answered:
    """The answer to the last of several messages of one chat."""
    shown: tuple[str, ...] = ()
    answered: list[Answered] = []
    for message in messages:
        answered = service().message(message, shown=shown)
        shown = shown_after(answered) or shown
    return answered[0]


@pytest.mark.parametrize(
    ("messages", "then"),
    [
        (["48", "3人を60円上げたら？"], "k48_r60_w3"),
        (["48", "いくらもらえる？", "60円", "3人", "29人です"], "k48_r60_w3_s1"),
        (["3人を60円上げたら？", "5人だと？"], "k48_r60_w5"),
        (["3人を60円上げたら？", "30人未満の会社", "費用200万円", "時給950円"], "k48_r60_w3_s1_c2000000_g4"),
        (["raise 3 workers by 60 yen", "and for 5 people?"], "en-k48_r60_w5"),
        (["事業費1000万円の新創出型だといくら", "品質向上型なら？"], "k46_tquality_c10000000"),
        (["事業費1000万円の新創出型だといくら", "3人を60円上げたら？"], "k48_r60_w3"),
        # What asks for something else gets it.
        (["3人を60円上げたら？", "対象は？"], "m48_target"),
        (["3人を60円上げたら？", "3.5人"], "k48_r60_w3p5"),
        (["3人を60円上げたら？", "0人"], "k48_r60_w0"),
        (["3人を60円上げたら？", "次"], "m49"),
        (["3人を60円上げたら？", "49の対象"], "m49_target"),
        (["3人を60円上げたら？", "50の予算は？"], "m50_amount"),
        (["29人の会社で3人を60円上げたら？", "50"], "m50"),
        (["3人を60円上げたら？", "48 50"], "c48_50"),
        (["事業費1000万円の新創出型だといくら", "1000億円以上"], "lg1000"),
    ],
)
def test_a_short_message_goes_on_from_what_was_shown(messages: list[str], then: str) -> None:
    """The calculation shown last is continued; nothing else is hijacked."""
    assert encode(_talk(*messages).answer.question) == then


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("3人を60円上げたら？あと申請先は？", ["k48_r60_w3", "m48_apply"]),
        ("48で3人60円、それと50の上限", ["k48_r60_w3", "m50_cap"]),
        ("48の対象は？あと3人を60円上げたらいくら", ["m48_target", "k48_r60_w3"]),
        ("①3人を60円上げたら ②49の対象", ["k48_r60_w3", "m49_target"]),
        ("3人を60円上げたら？5人だと？", ["k48_r60_w3", "k48_r60_w5"]),
        (
            "48で3人を60円上げたらいくら？46で事業費1000万円の新創出型だといくら？",
            ["k48_r60_w3", "k46_tnew_c10000000"],
        ),
        (
            "How much if I raise 3 people by 60 yen? And what is the budget of 50?",
            ["en-k48_r60_w3", "en-m50_amount"],
        ),
        ("48で3人60円、50の上限は？", ["k48_r60_w3", "m50_cap"]),
        ("48の対象と、3人を60円上げた額", ["m48_target", "k48_r60_w3"]),
        ("48: 3 workers by 60 yen, and the limit of 50", ["en-k48_r60_w3", "en-m50_cap"]),
        # What else is said belongs to it.
        ("48で従業員10人、うち3人を60円上げたら？", ["k48_r60_w3_s1"]),
        ("3人を60円上げたら？いくらもらえますか？", ["k48_r60_w3"]),
        ("49で30億円の工場を建てる。外注費は2億円。いくら？", ["k49_c3000000000_o200000000"]),
    ],
)
def test_a_calculation_and_what_else_is_asked(message: str, asks: list[str]) -> None:
    """Both are answered."""
    assert [encode(each.answer.question) for each in service().message(message)] == asks


def test_what_a_third_request_asks_is_offered() -> None:
    """Two are answered, as always."""
    message = "3人を60円上げたい。費用は100万円です。いくら？対象は？49の予算は？"
    first, second = service().message(message)
    assert encode(first.answer.question) == "k48_r60_w3_c1000000"
    assert encode(second.answer.question) == "m48_target"
    assert "m49_amount" in [encode(b.question) for row in second.reply.buttons for b in row if b.question]


@pytest.mark.parametrize(
    "typed",
    ["3人を60円上げたら？", "事業費1000万円の新創出型だといくら", "raise 5 people by 60 yen",
     "raise 5 people by 20 yen"],
)  # fmt: skip
def test_words_button_and_deep_link_give_the_same(typed: str) -> None:
    """One Question, one Answer, by whichever door."""
    (by_words,) = service().message(typed)
    data = encode(by_words.answer.question)
    assert service().tapped(data).reply == by_words.reply
    # A command has no language of its own: the person's client says it.
    language = by_words.answer.question.language
    (by_link,) = service().message(f"/start {data}", language)
    assert by_link.reply == by_words.reply


@pytest.mark.parametrize(
    "form", ["k46_tnew_c10000000", "k48_r60_w5_s1_c2000000_g3", "k49_d0_c3000000000", "k70_twest_y3"]
)
def test_both_languages_give_the_same_amount(form: str) -> None:
    """Only the words differ."""
    for prefix in ("", "en-"):
        answer = service().tapped(prefix + form).answer
        assert answer.calculation.result.amount == service().tapped(form).answer.calculation.result.amount


def test_the_cards_of_measures_with_a_calculator_lead_to_it() -> None:
    """And no other card does."""
    for measure in service().knowledge.measures.values():
        reply = service().tapped(f"m{measure.id}").reply
        data = [encode(button.question) for row in reply.buttons for button in row if button.question]
        assert (f"k{measure.id}" in data) == (measure.calculator is not None)


@pytest.mark.parametrize(
    "forged",
    ["k48_x1", "k48_r060", "k48_s9", "k48_", "k99", "k1", "k999", "k48_r60_", "k48_r60_r60", "kk", "k",
     "k48_r60__x", "k48_r99999999999"],
)  # fmt: skip
def test_a_forged_button_is_gone(forged: str) -> None:
    """As every other button that none of ours is; a forged link lands at the start, or is not found."""
    with pytest.raises(BadQuestion):
        service().tapped(forged)
    (answered,) = service().message(f"/start {forged}")
    assert answered.answer.kind in ("help", "not_found")

"""Measures side by side: whole rules, in one message."""

from __future__ import annotations

from itertools import combinations

import pytest

from bot.service import Service
from knowledge.base import load
from knowledge.question import Kind, Language, Question
from replies.reply import MAX_TEXT, visible_length


@pytest.fixture(scope="module")
def service() -> Service:
    return Service(load())


def test_a_rule_of_two_lines_is_said_whole(service: Service) -> None:
    [answered] = service.message("48と49の違い")
    assert "4/5" in answered.reply.text and "3/4" in answered.reply.text


@pytest.mark.parametrize("language", list(Language))
def test_the_longest_three_fit_into_one_message(service: Service, language: Language) -> None:
    def length(*ids: str) -> int:
        question = Question(Kind.COMPARE, ids, language=language)
        return visible_length(service.question(question).reply.text)

    priced = [measure.id for measure in service.knowledge.priced]
    longest = sorted(priced, key=lambda measure: length("46", measure))[-8:]
    assert max(length(*three) for three in combinations(longest, 3)) <= MAX_TEXT


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("46 vs 48", ["46", "48"]),
        ("compare 46, 47 and 48", ["46", "47", "48"]),
        ("difference between 48 and 49", ["48", "49"]),
        ("46と47と48を比較", ["46", "47", "48"]),
    ],
)
def test_numbers_are_compared(service: Service, text: str, ids: list[str]) -> None:
    [answered] = service.message(text)
    assert [measure.id for measure in answered.answer.measures] == ids


# Whose budget is larger and by how much, three at a time, one field of both, words for each.
SAID = [
    ("54番は66番よりいくら多いんですか", "54 66"),
    ("みちびきより情報収集衛星のほうがどれだけ多い", "59 55"),
    ("58は59にくらべて何億多いの", "58 59"),
    ("業務改善助成金と、ジェネリックの基金、差額は？", "48 74"),
    ("how much more does measure 62 get than measure 63", "62 63"),
    ("cybersecurity vs undersea cables, by how much?", "54 63"),
    ("全ゲノム解析・ジェネリック・創薬スタートアップをくらべたい", "76 74 75"),
    ("EV補助金、充電器、エコキュートの違い", "108 110 109"),
    ("保育所と幼稚園と学童、それぞれの施設整備を比較して", "14 27 20"),
    ("病院と介護と障害福祉、3つの賃上げ支援のちがい", "28 30 36"),
    ("60と70の対象を横並びで", "60 70"),
    ("信用保証と経営改善計画の補助率をならべて", "51 53"),
    ("48、53、49の補助率を表にして", "48 53 49"),
    ("post-5G vs semiconductors vs quantum computers", "77 79 78"),
    ("is 78 larger than 77?", "78 77"),
]


@pytest.mark.parametrize(("text", "ids"), SAID)
def test_what_is_set_side_by_side(service: Service, text: str, ids: str) -> None:
    [answered] = service.message(text)
    assert answered.answer.kind == "comparison"
    assert [measure.id for measure in answered.answer.measures] == ids.split()


# The difference, worked out; and where it can't be said: a part of a shared sum, an amount that is not known.
DIFFERENCES = [
    ("54は66よりいくら多い", "差は208億円です"),
    ("49と50の差額", "差は721億円です"),
    ("compare the budgets of 56 and 62", "The difference is ¥50 billion (500億円)"),
    ("47は53よりいくら多い", "差を言うこともできません"),
    ("68-1と68-2の差はいくら", "差がいくらかは言えません"),
    ("67と68-1の差は？", "差がいくらかは言えません"),
    ("187と188の予算の差", "大小も差も言えません"),
    ("57-1と57-2はどっちが大きい", "差を言うこともできません"),
]


@pytest.mark.parametrize(("text", "said"), DIFFERENCES)
def test_a_difference_is_said_only_of_whole_amounts(service: Service, text: str, said: str) -> None:
    [answered] = service.message(text)
    assert said in answered.reply.text


def test_a_field_that_is_asked_for_is_all_that_is_compared(service: Service) -> None:
    [answered] = service.message("48と53の補助率をくらべて")
    assert "4/5" in answered.reply.text and "2/3" in answered.reply.text
    assert "目的" not in answered.reply.text


def test_those_that_a_comparison_has_no_room_for_are_said(service: Service) -> None:
    [answered] = service.message("48、49、50、51を比較")
    assert "ほかの1件は入れていません" in answered.reply.text


# Signs and words that join nothing are no comparison.
LISTS = ["農業の施策を並べて", "46番から50番の予算を並べて", "牛や豚の施策をならべて"]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_no_comparison(service: Service, text: str) -> None:
    [answered] = service.message(text)
    assert answered.answer.kind == "list"

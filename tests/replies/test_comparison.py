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

"""In which words people ask for each measure, learnt from what they asked."""

from __future__ import annotations

import pytest

from knowledge.base import load
from knowledge.finder import Finder
from knowledge.pieces import Weights
from knowledge.wording import name_of, worded


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("パートさんの時給をもう少し出してやりたい", "48"),
        ("ばあちゃん家の窓が寒くて結露する", "5"),
        ("運送屋だけどトラックを電気のに替えたい", "6"),
        ("my part-timers want a higher hourly wage", "48"),
    ],
)
def test_a_need_is_worded_as_people_ask_for_its_measure(text: str, measure: str) -> None:
    said = worded(text)
    assert max(said, key=said.__getitem__) == name_of(load()[measure])


def test_the_wording_moves_a_measure_among_those_that_are_found() -> None:
    text, knowledge = "電気代の負担", load()
    plain = Finder(knowledge, Weights({})).find(text)
    second = plain[1].id
    moved = Finder(knowledge, Weights({name_of(knowledge[second]): {"9": "電 気 代 電気 気代"}})).find(text)
    assert moved[0].id == second != plain[0].id
    assert {each.id for each in moved} == {each.id for each in plain}


def test_a_name_through_and_through_needs_no_wording() -> None:
    knowledge = load()
    name = name_of(knowledge["48"])
    against = Finder(knowledge, Weights({name: {"-99": " ".join(name)}}))
    assert against.find(name) == Finder(knowledge, Weights({})).find(name)

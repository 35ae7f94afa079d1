"""How messages about what was shown are told from others, and which field they ask.

In words of which `language/fields.yaml` has none; the model is learnt anew now and then, so that only plain
ones are here.
"""

from __future__ import annotations

import pytest

from knowledge.follow_ups import ALONE, MORE, TALK, follow_up, learnt
from knowledge.model import Field
from knowledge.question import View

ASKED = [
    ("うちみたいな小さい店でもいい？", Field.TARGET),
    ("can a small shop like mine get it", Field.TARGET),
    ("もう始まってる？", Field.SCHEDULE),
    ("mou hajimatteru?", Field.SCHEDULE),
    ("どこに行けばいいの", View.APPLY),
    ("where do i sign up", View.APPLY),
    ("全部で何億ついてるの", Field.AMOUNT),
    ("一社あたり最大でどのくらい", Field.CAP),
    ("what share do they cover", Field.RATE),
    ("ほんとに書いてある？", Field.PAGE),
    ("もっと", MORE),
]
OTHERS = [
    "電気代が高くて困っています",
    "宇宙戦略基金",
    "1000億円以上の施策",
    "48と49の違い",
    "明日の天気は",
    "subsidy for heat pump water heaters",
    "ほいくえんのせんせいのおきゅうりょう",
    "今から帰る",
    "you're awesome",
    "wwww",
]


@pytest.mark.parametrize(("text", "field"), ASKED)
def test_what_is_asked_of_what_was_shown(text: str, field: str) -> None:
    asked = follow_up(text)
    assert asked.field == field
    assert asked.odds > 0


@pytest.mark.parametrize("text", OTHERS)
def test_what_stands_alone(text: str) -> None:
    assert follow_up(text).odds < 0


def test_each_thing_that_was_learnt_is_a_field_or_one_of_the_two_others() -> None:
    views = {*Field, View.APPLY, View.NAMES, View.PROGRAMMES}
    assert set(learnt().things) == {*views, ALONE, TALK, MORE}


@pytest.mark.parametrize("text", ["", " ", "😀", "あ" * 5000, "\U0010ffff" * 5])
def test_any_text_is_judged(text: str) -> None:
    assert isinstance(follow_up(text).odds, float)

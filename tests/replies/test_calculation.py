"""Calculations as people see them: exact sums, the working, buttons that lead on; in both languages.

Needs the wiring: lives at tests/replies/test_calculation.py.
"""

from __future__ import annotations

from functools import cache

import pytest

from bot.asking import as_object
from bot.service import Service
from knowledge.base import load
from knowledge.question import BadQuestion, decode, encode
from replies.reply import MAX_TEXT, plain, visible_length


@cache
def service() -> Service:
    return Service(load())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("事業費1000万円の新創出型だといくら", ["7,000,000円（700万円）", "400万円までは定額",
          "（1,000万円 − 400万円）× 1/2 ＝ 300万円", "合計 700万円",
          "目安", "P.53"]),
        ("3人を60円上げたら？", ["1,600,000円（160万円）", "900,000円（90万円）", "上限", "目安", "P.55"]),
        ("事業費マイナス100万円の新創出型だといくら", ["0より小さい"]),
        ("raise 5 people by 60 yen", ["¥1,900,000", "¥1,500,000", "目安", "p. 55"]),
        ("how much would a new creation type project of ¥10,000,000 get",
         ["¥7,000,000", "× 1/2 = ¥3,000,000"]),
    ],
)  # fmt: skip
def test_a_message_gets_its_amount(asked: str, said: list[str]) -> None:
    """The figure, its working, that it is an estimate, and the page."""
    reply = as_object(asked, service().message(asked))
    assert reply["kind"] == "calculation"
    for words in said:
        assert words in reply["text"]


@pytest.mark.parametrize(
    "typed", ["3人を60円上げたら？", "事業費1000万円の新創出型だといくら", "raise 5 people by 60 yen"]
)
def test_words_button_and_deep_link_give_the_same(typed: str) -> None:
    """One Question, one Answer, by whichever door."""
    (by_words,) = service().message(typed)
    data = encode(by_words.answer.question)
    assert service().tapped(data).reply == by_words.reply
    # A command has no language of its own: the person's client says it.
    language = by_words.answer.question.language
    (by_link,) = service().message(f"/start {data}", language)
    assert by_link.reply == by_words.reply


@pytest.mark.parametrize("prefix", ["", "en-"])
@pytest.mark.parametrize("measure", ["46", "47", "48", "49", "53", "69", "70"])
def test_every_button_of_every_calculation_works(measure: str, prefix: str) -> None:
    """All that taps lead to: Telegram takes it, and no phrase is missing."""
    waiting, seen = [f"{prefix}k{measure}"], set[str]()
    while waiting and len(seen) < 400:
        data = waiting.pop()
        if data in seen:
            continue
        seen.add(data)
        reply = service().tapped(data).reply
        assert 0 < visible_length(reply.text) <= MAX_TEXT
        assert "{{" not in plain(reply.text)
        for button in (button for row in reply.buttons for button in row):
            assert button.question is not None
            found = encode(button.question)
            assert decode(found) == button.question
            if found.startswith(f"{prefix}k"):
                waiting.append(found)


@pytest.mark.parametrize(
    "forged", ["k48_x1", "k48_r060", "k48_s9", "k48_", "k99", "k48_r60_", "k48_r60_r60", "kk", "k"]
)
def test_a_forged_button_is_gone(forged: str) -> None:
    """As every other button that nobody of us wrote."""
    with pytest.raises(BadQuestion):
        service().tapped(forged)


@pytest.mark.parametrize("forged", ["k48_x1", "k99"])
def test_a_forged_deep_link_is_no_error(forged: str) -> None:
    """Whoever follows a broken link lands at the start."""
    (answered,) = service().message(f"/start {forged}")
    assert answered.answer.kind == "help"

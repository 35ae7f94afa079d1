"""The buttons, walked as people do: tap by tap from what may be typed, in both languages."""

from __future__ import annotations

import re
from collections import deque
from functools import cache

import pytest
from msgspec.structs import replace

from bot.links import Address
from bot.localapi.markup import parse_html, utf16_len
from bot.service import Answered, Service
from bot.telegram_reply import markup as markup_of
from knowledge.calculation_code import encode_inputs
from knowledge.model import width
from knowledge.question import Kind, Language, encode

# From here all kinds of reply are reached.
TYPED = [
    "/start",
    "/help",
    "/about",
    "/privacy",
    "/search",
    "48",
    "57",
    "48と49の違い",
    "48と50",
    "最低賃金",
    "窓",
    "対象は？",
    "1000億円以上の施策",
    "合計はいくら",
    "金額の大きい順",
    "明日の東京の天気は？",
    "300番",
    "こんにちは",
    "ありがとう",
]
# Captions are cut on phones. In half-width columns: about 20 full-width characters for a caption, and
# two lines of so many for all of a row.
CAPTION, ROW = 44, 88


# Every reply by the data of the button that leads to it (for typed ones, by the message).
Replies = dict[str, Answered]


def offered_alike(answered: Answered) -> set[str]:
    """Numbers offered in a calculation lead on alike: those between the first and the last, as data."""
    calculation = getattr(answered.answer, "calculation", None)
    if calculation is None:
        return set()
    between = [calculation.with_value(value) for value in calculation.offers[1:-1]]
    forms = {encode_inputs(inputs, calculation.calculator) for inputs in between}
    return {encode(replace(answered.answer.question, inputs=form)) for form in forms}


def walk(service: Service, start: list[str], found: dict[str, Answered]) -> dict[str, int]:
    """How many taps it takes from the messages in `start` to each reply; `found` gains new replies.

    The buttons that change the language are not followed: the other language is walked by itself.
    """
    taps = dict.fromkeys(start, 0)
    waiting = deque(start)
    while waiting:
        here = waiting.popleft()
        alike = offered_alike(found[here])
        for button in (button for row in found[here].reply.buttons for button in row):
            if button.question is None or (data := encode(button.question)) in alike:
                continue
            if button.question.language != found[here].answer.question.language:
                continue
            if data not in found:
                found[data] = service.tapped(data)
            if data not in taps:
                taps[data] = taps[here] + 1
                waiting.append(data)
    return taps


@cache
def walked(service: Service, language: Language) -> Replies:
    """All replies that buttons lead to. A dead button would raise BadQuestion here."""
    found = {text: service.message(text, language)[0] for text in TYPED}
    walk(service, TYPED, found)
    return found


@pytest.fixture(params=Language)
def replies(request: pytest.FixtureRequest, service: Service) -> Replies:
    """All of them in one language."""
    return walked(service, request.param)


def test_each_measure_is_at_most_four_taps_from_the_start(service: Service, replies: Replies) -> None:
    taps: dict[str, int] = {}
    for data, count in walk(service, ["/start"], replies).items():
        answer = replies[data].answer
        if answer.question.kind is Kind.MEASURE:
            taps.setdefault(answer.measures[0].id, count)
    assert set(taps) == set(service.knowledge.ids)
    assert {m: count for m, count in taps.items() if count > 4} == {}


def test_every_reply_is_one_that_telegram_takes(replies: Replies) -> None:
    """Balanced HTML and 1 to 4096 characters after parsing, 1024 as a caption (Bot API)."""
    for answered in replies.values():
        text, _ = parse_html(answered.reply.text)  # raises for HTML that Telegram refuses
        assert 1 <= utf16_len(text.strip()) <= (1024 if answered.reply.attachment else 4096)


def test_every_button_is_one_that_telegram_takes(replies: Replies) -> None:
    for answered in replies.values():
        markup = markup_of(answered.reply, Address("measures_bot"))
        for row in markup.inline_keyboard if markup else ():
            for button in row:
                assert button.text.strip()
                if button.callback_data is not None:
                    assert 1 <= len(str(button.callback_data).encode()) <= 64


def test_every_caption_fits_a_phone(replies: Replies) -> None:
    rows = {tuple(b.text for b in row) for a in replies.values() for row in a.reply.buttons}
    cut = {row for row in rows for text in row if width(text) > CAPTION or width(text) * len(row) > ROW}
    assert cut == set()


def test_every_reply_leads_on(replies: Replies) -> None:
    assert [data for data, answered in replies.items() if not answered.reply.buttons] == []


def test_no_button_leads_to_the_reply_that_it_stands_under(replies: Replies) -> None:
    """Such a tap would do nothing; only in a row of pages the present one stands too, marked."""
    idle = []
    for data, answered in replies.items():
        for button in (button for row in answered.reply.buttons for button in row):
            present_page = re.fullmatch(r"[・·]\d+[・·]", button.text)
            if button.question and encode(button.question) == data and not present_page:
                idle.append((data, button.text))
    assert idle == []

"""Whatever people send, the bot answers with something that Telegram takes, and never fails."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Update

from bot.delivery import Delivery
from bot.links import Address
from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from bot.localapi.errors import ApiError
from bot.localapi.markup import parse_html, utf16_len
from bot.service import Answered, Service
from bot.store import LocalStore
from bot.telegram_reply import markup as markup_of
from knowledge.question import BadQuestion
from tests.bot.conftest import MANY, TOKEN, RunningBot, Start
from tests.bot.test_delivery import all_confirmed, texts

WORDS = [
    "48",
    "57-3",
    "s5",
    "対象は？",
    "比較",
    "一覧",
    "計算",
    "/start",
    "/list",
    "最低賃金",
    "億円",
]
INVISIBLE = "\u200b\u200d\u2060\u202e\u2066\u2069\ufeff\u00ad\U000e0041\u0000"
MARKUP = ["<b>", "</b>", "<a href='x'>", "&amp;", "&", "{{ 7*7 }}", "{% raw %}", "`", "*", "_"]

pieces = st.one_of(
    st.sampled_from([*WORDS, *MARKUP, *INVISIBLE]),
    st.text(max_size=12),
    st.text("0123456789-〜～、。", max_size=8),
)
typed = st.lists(pieces, min_size=1, max_size=8).map("".join)
referred = ["m48", "m57-3_amount", "ms5", "m999", "x48_49", "lg1000", "c48_49_50", "g57", "k48_w3_r60", "?"]
shown = st.lists(st.sampled_from(referred), max_size=3)


def well_formed(answered: list[Answered]) -> bool:
    """Whether Telegram would take every reply (Bot API: sendMessage)."""
    for each in answered:
        text, _ = parse_html(each.reply.text)
        assert 1 <= utf16_len(text.strip()) <= 4096
        markup = markup_of(each.reply, Address("measures_bot"))
        for row in markup.inline_keyboard if markup else ():
            for button in row:
                assert button.text.strip()
                if button.callback_data is not None:
                    assert 1 <= len(str(button.callback_data).encode()) <= 64
    return bool(answered)


@given(typed, shown)
@settings(max_examples=300, deadline=None)
def test_any_text_gets_a_well_formed_reply(service: Service, text: str, shown: list[str]) -> None:
    assert well_formed(service.message(text, None, shown))


@given(st.one_of(st.text(max_size=70), st.text("0123456789abcdefghis_-AMPLT", max_size=64)))
@settings(max_examples=300, deadline=None)
def test_any_callback_data_is_a_button_of_ours_or_refused(service: Service, data: str) -> None:
    try:
        answered = service.tapped(data)
    except BadQuestion:
        return
    assert well_formed([answered])


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_data_of_our_own_buttons_is_a_button_or_refused(
    service: Service, data: st.DataObject
) -> None:
    asked = ["48", "57", "一覧", "48と50を比較", "農業", "500億円以上", "テーマ", "住宅"]
    text = data.draw(st.sampled_from(asked))
    markup = markup_of(service.message(text)[0].reply, Address("measures_bot"))
    assert markup is not None
    known = [str(b.callback_data) for row in markup.inline_keyboard for b in row if b.callback_data]
    good = data.draw(st.sampled_from(known))
    place = data.draw(st.integers(0, len(good)))
    bad = (
        good[:place] + data.draw(st.text(max_size=3)) + good[place + data.draw(st.integers(0, 2)) :]
    )
    try:
        answered = service.tapped(bad)
    except BadQuestion:
        return
    assert well_formed([answered])


@given(st.lists(typed.filter(str.strip), min_size=1, max_size=4))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_answered_over_http(service: Service, messages: list[str]) -> None:
    asyncio.run(ask_over_http(service, messages))


async def ask_over_http(service: Service, messages: list[str]) -> None:
    async with LocalBotApi(token=TOKEN) as api:
        chat = api.private_chat(api.user(1))
        bot = RunningBot(api, service, LocalStore(MANY))
        async with bot.polling():
            sent = [api.send(chat, chat.members[0], text) for text in messages]
            await all_confirmed(api)
        assert all(sent)
        assert bot.counted("answered") == len(sent)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["id", "chat", "from", "text", "date", "message", "message_id", "data"]),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)
updates = st.dictionaries(
    st.sampled_from([*Update.ALL_TYPES, "a_kind_of_next_year"]), json_values, max_size=2
)


@given(st.lists(updates, min_size=1, max_size=10))
@settings(max_examples=50, deadline=None)
def test_whatever_an_update_is_made_of_its_outcome_is_final(service: Service, pushed: list[Any]) -> None:
    """Nothing here is our fault or the line's, so nothing is worth another try for long."""

    async def answer_all() -> None:
        async with LocalBotApi(token=TOKEN) as api:
            bot = RunningBot(api, service, LocalStore(MANY))
            async with bot.application:
                delivery = Delivery(bot.application, bot.store)
                for number, update in enumerate(pushed):
                    results = [await delivery.answer({"update_id": number, **update}) for _ in range(3)]
                    assert results[-1].is_final

    asyncio.run(answer_all())


HOSTILE = {
    "10,000 characters": "あ" * 10_000,
    "10,000 characters without a break": "a" * 10_000,
    "HTML": "<b>48</b> <script>alert(1)</script> </a> & &lt;",
    "half a tag": "<a href='tg://user?id=1'>48",
    "template": "{{ config }} {% for x in y %} ${7*7} #{7*7}",
    "direction": "\u202e48\u202c \u2066対象\u2069",
    "invisible": "4\u200b8\u2060 \U000e0034\U000e0038",
    "combining": "48" + "\u0301" * 500,
    "emoji": "👩‍👩‍👧‍👦" * 200,
    "a number too long": "9" * 4000,
    "commands": "/" * 4000,
    "an unknown command": "/nothing@measures_bot <x>",
    "a start payload": "/start ../../etc/passwd",
    "line ends": "\n\r\u2028\u2029\v\f48",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_is_answered(
    api: LocalBotApi, chat: Chat, user: User, start: Start, text: str
) -> None:
    async with start("polling") as bot:
        parts = api.send_parts(chat, user, text)
        await all_confirmed(api)
    assert bot.counted("answered") == len(parts)
    assert len(texts(api, chat)) >= len(parts)


@pytest.mark.parametrize(
    "data", ["", "x", "m48", "A" * 64, "\u202e", "<b>", "0", "48'--", "あ" * 21]
)
async def test_forged_buttons_get_a_notice(
    api: LocalBotApi, chat: Chat, user: User, start: Start, data: str
) -> None:
    async with start("polling") as bot:
        api.send(chat, user, "48")
        await all_confirmed(api)
        card = api.last(chat)
        assert card is not None
        query = api.tap(chat, user, card["message_id"], data)
        await all_confirmed(api)
    assert bot.counted("answered") == 2
    assert api.callback_answer(query) is not None
    assert len(texts(api, chat)) == 1


def channel_post(user: User) -> dict[str, Any]:
    return {"message_id": 5, "date": 0, "chat": {"id": -100, "type": "channel", "title": "C"}}


@pytest.mark.parametrize("kind", ["channel_post", "edited_channel_post", "poll", "my_chat_member"])
async def test_kinds_that_we_did_not_ask_for_are_passed_over(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str, kind: str
) -> None:
    """Telegram sends none, but updates that waited from before may be of any kind."""
    post = {**channel_post(user), "text": "48"}
    others = {
        "poll": {"id": "1"},
        "my_chat_member": {"chat": chat.json(), "from": user.json()},
    }
    assert api.push_raw({kind: others.get(kind, post)})
    api.send(chat, user, "48")
    async with start(way) as bot:
        await all_confirmed(api)
    assert len(texts(api, chat)) == 1
    assert bot.counted("answered") == 1


SERVICE = {
    "joined": {"new_chat_members": [{"id": 9, "is_bot": False, "first_name": "N"}]},
    "left": {"left_chat_member": {"id": 9, "is_bot": False, "first_name": "N"}},
    "title": {"new_chat_title": "T"},
    "pinned": {
        "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
    },
    "photo": {"photo": [], "caption": "48"},
    "sticker": {"sticker": {"file_id": "x"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "nothing": {},
}


@pytest.mark.parametrize("content", SERVICE.values(), ids=SERVICE)
async def test_messages_without_text_do_no_harm(
    api: LocalBotApi, chat: Chat, user: User, start: Start, content: dict[str, Any]
) -> None:
    async with start("polling") as bot:
        api.post(chat, user, content)
        api.send(chat, user, "48")
        await all_confirmed(api)
    assert "施策48" in texts(api, chat)[-1]
    assert bot.counted("failed") == 0


def test_the_judge_of_these_tests_refuses_what_telegram_refuses() -> None:
    with pytest.raises(ApiError):
        parse_html("<b>never closed")

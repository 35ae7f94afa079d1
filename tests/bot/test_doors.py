"""Inline mode, guests, groups, languages and reports, over the embedded Bot API by the real bot."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from bot.store import LocalStore
from knowledge.base import load
from tests.bot.conftest import MANY, Start

GROUP = -1001


async def asked(api: LocalBotApi, user: User, query: str, offset: str = "") -> dict[str, Any]:
    """Ask in inline mode; give the parameters of the bot's answer."""
    query_id = api.inline(user, query, offset)
    found = await api.wait_for(
        lambda: [c for c in api.calls if c.params.get("inline_query_id") == query_id and c.applied]
    )
    return {k: json.loads(v) if k in ("results", "button") else v for k, v in found[0].params.items()}


async def replied(api: LocalBotApi, chat: Chat, count: int = 1) -> list[dict[str, Any]]:
    """The bot's messages in the chat, once there are so many."""

    def messages() -> list[dict[str, Any]] | None:
        found = [m for m in api.history(chat) if m["from"] == "bot"]
        return found if len(found) >= count else None

    return await api.wait_for(messages, chat=chat)


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [button for row in message["reply_markup"]["inline_keyboard"] for button in row]


# Inline mode


@pytest.mark.parametrize(
    ("query", "first", "description"),
    [
        ("最低賃金", "48 ", "352億円 · P.55"),
        ("minimum wage subsidy", "48 ", "¥35.2 billion (352億円) · p. 55"),
        ("48", "48 ", "352億円"),
        ("業務改善助成金の上限", "48 ", "引上げ額30円"),
        ("1000億円以上の施策", "1,000億円以上の施策", ""),
        ("57", "AI法", "自動運転"),
        ("48と49の違い", "施策をくらべる", "↔"),
        ("m48_cap", "48 ", "引上げ額30円"),
        ("x48_49", "施策をくらべる", "↔"),
        ("", "総合経済対策", ""),
    ],
)
async def test_an_inline_query_offers_the_answer_first(
    api: LocalBotApi, user: User, start: Start, query: str, first: str, description: str
) -> None:
    async with start("polling"):
        answer = await asked(api, user, query)
    result = answer["results"][0]
    assert first in result["title"]
    assert description in result["description"]
    assert len({r["id"] for r in answer["results"]}) == len(answer["results"]) <= 50
    assert answer["button"]["start_parameter"] in ("h", "en-h")


async def test_an_inline_answer_is_cached_for_all_unless_it_depends_on_the_person(
    api: LocalBotApi, start: Start
) -> None:
    english = api.user(7, "Ann", language_code="en")
    async with start("polling"):
        worded, number = await asked(api, english, "最低賃金"), await asked(api, english, "48")
    assert (worded.get("is_personal"), number["is_personal"]) == ("false", "true")
    assert int(worded["cache_time"]) >= 3600
    assert "施策48" in worded["results"][0]["input_message_content"]["message_text"]
    assert "Measure 48" in number["results"][0]["input_message_content"]["message_text"]


async def test_a_long_list_comes_in_pages(api: LocalBotApi, user: User, start: Start) -> None:
    ids: list[str] = []
    offsets = [""]
    async with start("polling"):
        while offsets[-1] or not ids:
            answer = await asked(api, user, "lp1-60", offsets[-1])
            ids += [result["id"] for result in answer["results"]]
            offsets.append(answer.get("next_offset", ""))
    on_those_pages = [m.id for m in load().measures.values() if m.page <= 60]
    assert ids == ["lp1-60", *(f"m{i}" for i in on_those_pages)]
    assert offsets[1:] == ["20", "40", ""]


async def test_what_was_sent_through_the_bot_to_itself_is_not_answered(
    api: LocalBotApi, user: User, chat: Chat, start: Start
) -> None:
    async with start("polling") as bot:
        query_id = api.inline(user, "最低賃金")
        await api.wait_for(lambda: (q := api.inline_query(query_id)) and q.is_answered)
        api.choose(query_id, "m48")
        await api.wait_for(lambda: bot.counted("ignored") == 1)
    assert api.last(chat) is None


async def test_nothing_found_says_so_above_no_results(api: LocalBotApi, user: User, start: Start) -> None:
    async with start("polling"):
        answer = await asked(api, user, "明日の東京の天気は？")
    assert answer["results"] == []
    assert "見つかりません" in answer["button"]["text"]


async def test_the_message_that_is_sent_has_buttons_that_work_for_anyone(
    api: LocalBotApi, user: User, start: Start
) -> None:
    other = api.user(2, "Taro", language_code="ja")
    group = api.group(GROUP, "町内会", [user, other])
    async with start("polling"):
        query_id = api.inline(user, "最低賃金", chat=group)
        await api.wait_for(lambda: (q := api.inline_query(query_id)) and q.is_answered)
        sent = api.choose(query_id, api.inline_query(query_id).results[0]["id"])
        message = next(m for m in api.history(group) if m["message_id"] == sent)
        (cap,) = [b for b in buttons(message) if b.get("callback_data") == "m48_cap"]
        assert any(b.get("url") == "https://t.me/measures_bot?start=m48" for b in buttons(message))
        api.tap(group, other, sent, cap["callback_data"])

        def edited() -> str | None:
            text = next(m for m in api.history(group) if m["message_id"] == sent)["text"]
            return text if "上限" in text.splitlines()[1] else None

        assert "600" in await api.wait_for(edited, chat=group)
        message = next(m for m in api.history(group) if m["message_id"] == sent)
        assert not [b for b in buttons(message) if b.get("callback_data", "").startswith("i-")]


# Links, sharing, copying


@pytest.mark.parametrize(
    ("payload", "contains"),
    [
        ("m48", "施策48"),
        ("m48_cap", "上限"),
        ("en-m48", "Measure 48"),
        ("x48_49", "くらべる"),
        ("ltdisaster", "テーマ"),
        ("nonsense-payload", "ふだんの言葉"),
    ],
)
async def test_a_deep_link_asks_its_question(
    api: LocalBotApi, user: User, chat: Chat, start: Start, payload: str, contains: str
) -> None:
    async with start("polling"):
        api.send(chat, user, f"/start {payload}")
        (message,) = await replied(api, chat)
    assert contains in message["text"]


async def test_a_card_can_be_shared_and_its_reference_copied(
    api: LocalBotApi, user: User, chat: Chat, start: Start
) -> None:
    async with start("polling"):
        api.send(chat, user, "48")
        (message,) = await replied(api, chat)
    (copied,) = [b["copy_text"]["text"] for b in buttons(message) if "copy_text" in b]
    assert all(part in copied for part in ("業務改善助成金", "352億円", "P.55", "内閣府"))
    assert [b["switch_inline_query"] for b in buttons(message) if "switch_inline_query" in b] == ["48"]


# Guests and groups


async def test_a_guest_gets_one_brief_answer_with_buttons(
    api: LocalBotApi, user: User, start: Start
) -> None:
    elsewhere = api.group(-1002, "よその部屋", [user])
    async with start("polling"):
        api.guest(elsewhere, user, "@measures_bot 最低賃金の補助金")
        (message,) = await replied(api, elsewhere)
        assert message["text"].startswith("施策48")
        api.tap(elsewhere, user, message["message_id"], "m48_rate")
        await api.wait_for(
            lambda: "補助率" in api.history(elsewhere)[-1]["text"].splitlines()[1], chat=elsewhere
        )


@pytest.mark.parametrize("text", ["@measures_bot 明日の東京の天気は？", "@measures_bot"])
async def test_a_guest_who_asks_for_nothing_that_there_is_gets_an_answer_too(
    api: LocalBotApi, user: User, start: Start, text: str
) -> None:
    elsewhere = api.group(-1002, "よその部屋", [user])
    async with start("polling"):
        api.guest(elsewhere, user, text)
        (message,) = await replied(api, elsewhere)
    assert message["text"]


async def test_in_a_group_only_what_is_meant_for_the_bot_is_answered_and_briefly(
    api: LocalBotApi, user: User, chat: Chat, start: Start
) -> None:
    group = api.group(GROUP, "町内会", [user])
    async with start("polling") as bot:
        api.send(chat, user, "48")
        (full,) = await replied(api, chat)
        api.send(group, user, "最低賃金の話ですが")
        api.send(group, user, "@measures_bot 48")
        (brief,) = await replied(api, group)
        assert bot.counted("ignored") == 1
        api.send(group, user, "上限は？", reply_to=brief["message_id"])
        _, cap = await replied(api, group, 2)
        api.send(group, user, "/help@measures_bot")
        await replied(api, group, 3)
    assert brief["text"].startswith("施策48")
    assert len(brief["text"]) < 0.6 * len(full["text"])
    assert "600" in cap["text"]
    assert len(buttons(brief)) < len(buttons(full))


# Languages


async def test_a_language_is_that_of_the_words_then_of_the_client_until_one_is_chosen(
    api: LocalBotApi, start: Start
) -> None:
    ann = api.user(7, "Ann", language_code="en")
    chat = api.private_chat(ann)
    store = LocalStore(MANY)

    async def first_line(text: str) -> str:
        count = len([m for m in api.history(chat) if m["from"] == "bot"])
        api.send(chat, ann, text)
        return str((await replied(api, chat, count + 1))[-1]["text"].splitlines()[0])

    async with start("polling", store):
        assert (await first_line("48")).startswith("Measure 48")
        assert (await first_line("最低賃金の補助金")).startswith("施策48")
        assert await first_line("/language") == "Language / 言語"
        api.tap(chat, ann, api.last(chat)["message_id"], "y_ja")
        await api.wait_for(lambda: "日本語でお答えします" in api.last(chat)["text"], chat=chat)
        assert (await first_line("48")).startswith("施策48")
        assert (await first_line("minimum wage subsidy")).startswith("施策48")
        assert (await first_line("English please")) == "Language / 言語"
        assert (await first_line("最低賃金の補助金")).startswith("Measure 48")
        await first_line("/language auto")
        assert (await first_line("最低賃金の補助金")).startswith("施策48")
    async with start("polling", store):
        assert await store.preference(7) == "auto"


@pytest.mark.parametrize(
    ("client", "text", "begins"),
    [
        ("ja", "saitei chingin", "施策48"),
        ("ja", "IT de saitei chingin wo ageru hojo", "施策48"),  # an English word among them
        ("en", "saitei chingin", "Measure 48"),
        ("ja", "minimum wage subsidy", "Measure 48"),
        ("ja", "s5", "制度5"),
        ("en-GB", "s5", "Institutional measure 5"),
        ("zh-hans", "48", "Measure 48"),
    ],
)
async def test_the_clients_language_speaks_where_words_do_not(
    api: LocalBotApi, start: Start, client: str, text: str, begins: str
) -> None:
    person = api.user(7, "Person", language_code=client)
    chat = api.private_chat(person)
    async with start("polling"):
        api.send(chat, person, text)
        (message,) = await replied(api, chat)
    assert message["text"].startswith(begins)

"""Conversations with the real Application over the embedded Bot API: what is said, tapped and edited,
in private chats and in groups, and what the bot makes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.localapi import LocalBotApi
from bot.localapi.chats import User
from replies.profile import profiles
from tests.bot.conftest import Start, Talk


@pytest.fixture
async def group(api: LocalBotApi, user: User, start: Start) -> AsyncIterator[Talk]:
    """A group of Hanako and Bob, whose Telegram speaks English, with the running bot."""
    bob = api.user(2, "Bob", language_code="en")
    async with start("polling"):
        yield Talk(api, api.group(-1_000_000_000_100, "Friends", [user, bob]))


# In private


async def test_a_tap_changes_the_message_and_sends_none(talk: Talk) -> None:
    card = await talk.say("48")
    buttons = talk.buttons(card)
    assert await talk.tap(card, buttons["金額"]) == {"text": "", "show_alert": False}
    await talk.api.wait_for(lambda: "352億円" in talk.texts[-1])
    assert [message["message_id"] for message in talk.replies] == [card["message_id"]]


async def test_a_tap_that_changes_nothing_is_no_error(talk: Talk) -> None:
    """Telegram says 400: message is not modified. The person sees the spinner stop, and no excuse."""
    card = await talk.say("48")
    for _ in range(2):
        await talk.tap(card, "m48")
    await talk.say("49")
    assert profiles()["ja"].failed not in talk.texts
    assert len(talk.replies) == 2


async def test_an_old_button_of_this_form_works_in_any_message(talk: Talk) -> None:
    """A button holds all that it means: it works after restarts and in messages a year old."""
    first = await talk.say("/help")
    await talk.tap(first, "en-m57-3_amount__g57")
    await talk.api.wait_for(lambda: "¥34.1 billion" in talk.texts[-1])


@pytest.mark.parametrize("data", ["zzz", "m999", "m48_nothing", "m48__", "lzzz", "x", "en-", "s24", "9-m48"])
async def test_a_button_that_is_none_of_ours_gets_a_polite_notice(talk: Talk, data: str) -> None:
    card = await talk.say("48")
    notice = await talk.tap(card, data)
    assert notice is not None and notice["show_alert"] and "このボタンは古いか" in notice["text"]
    assert talk.replies == [card]


async def test_an_edited_question_gets_its_reply_edited(talk: Talk) -> None:
    await talk.say("48")
    last = talk.api.last(talk.chat, "user")
    assert last is not None
    talk.api.edit(talk.chat, talk.chat.members[0], last["message_id"], "制度5")
    await talk.api.wait_for(lambda: "制度5" in talk.texts[-1])
    assert len(talk.replies) == 1


@pytest.mark.parametrize(
    ("payload", "contains"),
    [
        ("m48", "施策48"),
        ("m57-3_amount", "341億円"),
        ("g57", "57-5"),
        ("en-m48", "Measure 48"),
        ("x48_49", "くらべる"),
        ("m999", "という施策はありません"),
        ("zzz", "総合経済対策 施策ナビ"),
        ("<b>", "総合経済対策 施策ナビ"),
    ],
)
async def test_a_deep_link_leads_where_its_payload_says(talk: Talk, payload: str, contains: str) -> None:
    """t.me/<bot>?start=<payload> comes as the message /start <payload>."""
    assert contains in (await talk.say(f"/start {payload}"))["text"]


@pytest.mark.parametrize(
    ("command", "contains"),
    [
        ("/start", "施策ナビ"),
        ("/help", "使い方"),
        ("/list", "番号"),
        ("/themes", "テーマ"),
        ("/search", "知りたいこと"),
        ("/search 最低賃金", "最低賃金"),
        ("/about", "元の資料"),
        ("/privacy", "記録"),
        ("/46", "施策46"),
        ("/START", "施策ナビ"),
        ("/help@measures_bot", "使い方"),
    ],
)
async def test_commands(talk: Talk, command: str, contains: str) -> None:
    assert contains in (await talk.say(command))["text"]


async def test_a_list_can_be_picked_from_ordered_and_gone_back_to(talk: Talk) -> None:
    for said, contains in [
        ("1000億円以上の施策", "施策"),
        ("2番目は", "施策50"),
        ("3番目のページ", "P.63"),
        ("戻って", "施策50"),
        ("どっちが大きい", "差は1,400億円"),
    ]:
        await talk.say(said)
        assert contains in talk.texts[-1]


async def test_a_tap_is_remembered_beside_what_was_shown_before_it(talk: Talk) -> None:
    card = await talk.say("48")
    await talk.tap(card, "m49")
    await talk.api.wait_for(lambda: "施策49" in talk.texts[-1])
    await talk.say("合計は")
    assert "4,473億円" in talk.texts[-1]


async def test_a_reply_to_an_older_list_picks_from_that_one(talk: Talk) -> None:
    older = (await talk.say("1000億円以上の施策"))["message_id"]
    await talk.say("農業の施策")
    assert "施策50" in (await talk.say("2番目は", reply_to=older))["text"]


async def test_a_question_of_its_own_is_not_answered_for_what_was_shown(talk: Talk) -> None:
    await talk.say("10")
    await talk.say("業務改善助成金の上限は")
    assert "施策48" in talk.texts[-1]


async def test_a_short_question_is_about_what_was_shown(talk: Talk) -> None:
    await talk.say("48")
    assert "施策48" in (await talk.say("対象は？"))["text"]
    await talk.say("49")
    assert "施策49" in (await talk.say("対象は？"))["text"]
    earlier = talk.replies[0]["message_id"]
    assert "施策48" in (await talk.say("対象は？", reply_to=earlier))["text"]


async def test_a_reply_to_an_older_calculation_goes_on_from_it(talk: Talk) -> None:
    await talk.say("3人を60円上げたら？")
    await talk.say("事業費1000万円の新創出型だといくら")
    earlier = talk.replies[0]["message_id"]
    assert "1,900,000円" in (await talk.say("5人だと？", reply_to=earlier))["text"]
    # Also from one to which nothing is left to add.
    complete = (await talk.say("経営改善計画に150万円かかるといくら"))["message_id"]
    await talk.say("事業費1000万円の新創出型だといくら")
    assert "経営改善計画" in (await talk.say("180万円だと？", reply_to=complete))["text"]


async def test_the_language_is_that_of_the_words_else_of_the_client(talk: Talk) -> None:
    ann = talk.api.user(3, "Ann", language_code="en-GB")
    talk = Talk(talk.api, talk.api.private_chat(ann))
    assert "Measure 48" in (await talk.say("48"))["text"]
    assert "施策48" in (await talk.say("48の目的は？"))["text"]
    assert "Measure" in (await talk.say("What is the purpose of measure 48?"))["text"]


# In groups

ASKED = [
    "@measures_bot 48",
    "48 @measures_bot",
    "@Measures_Bot 48",
    "ねえ、@measures_bot 48を見せて",
    "/list@measures_bot 48",
    "/start m48",
    "/help",
    "/48",
]
NOT_ASKED = [
    "48",
    "最低賃金の補助金",
    "@other_bot 48",
    "@measures_bot2 48",
    "/help@other_bot",
    "/roll 48",
    "/",
    "measures_bot 48",
]


@pytest.mark.parametrize("text", ASKED)
async def test_in_a_group_it_answers_who_asks_it_and_says_whom(group: Talk, text: str) -> None:
    reply = await group.say(text)
    question = group.api.last(group.chat, "user")
    assert question is not None
    assert reply["reply_to"] == question["message_id"]


@pytest.mark.parametrize("text", NOT_ASKED)
async def test_in_a_group_it_keeps_out_of_what_others_say(group: Talk, text: str) -> None:
    group.api.send(group.chat, group.chat.members[1], text)
    await group.say("@measures_bot 制度5")
    assert len(group.replies) == 1
    assert "制度5" in group.texts[0]


async def test_in_a_group_a_reply_to_the_bot_asks_it_and_one_to_a_person_does_not(group: Talk) -> None:
    card = await group.say("@measures_bot 48")
    assert "施策48" in (await group.say("対象は？", reply_to=card["message_id"]))["text"]
    question = group.api.last(group.chat, "user")
    assert question is not None
    group.api.send(group.chat, group.chat.members[1], "49", question["message_id"])
    await group.say("/help@measures_bot")
    assert len(group.replies) == 3


async def test_in_a_group_anybody_may_tap_and_edit_what_they_asked(group: Talk) -> None:
    card = await group.say("@measures_bot 48")
    bob = group.chat.members[1]
    group.api.tap(group.chat, bob, card["message_id"], "m49")
    await group.api.wait_for(lambda: "施策49" in group.texts[-1])
    question = group.api.last(group.chat, "user")
    assert question is not None
    group.api.edit(group.chat, group.chat.members[0], question["message_id"], "@measures_bot 50")
    await group.api.wait_for(lambda: "施策50" in group.texts[-1])
    assert len(group.replies) == 1


async def test_in_a_group_each_is_answered_in_their_own_language(group: Talk) -> None:
    assert "Measure 48" in (await group.say("@measures_bot 48", who=1))["text"]
    assert "施策48" in (await group.say("@measures_bot 48"))["text"]

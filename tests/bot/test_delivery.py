"""What is promised about answers, by polling and by webhook alike."""

from __future__ import annotations

from typing import Any

import pytest
from telegram.ext import ContextTypes

from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from tests.bot.conftest import Start


def texts(api: LocalBotApi, chat: Chat) -> list[str]:
    """What the bot said in a chat, oldest first."""
    return [str(m["text"]) for m in api.history(chat) if m["from"] == "bot"]


async def all_confirmed(api: LocalBotApi, patience: float = 60.0) -> None:
    await api.wait_for(lambda: api.pending == 0, patience)


async def test_a_question_is_answered_once_and_confirmed(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way) as bot:
        api.send(chat, user, "48")
        await all_confirmed(api)
    assert len(texts(api, chat)) == 1
    assert bot.counted("answered") == 1


async def test_what_came_while_the_bot_was_away_is_answered_in_order(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    for number in range(46, 56):
        api.send(chat, user, str(number))
    async with start(way):
        await all_confirmed(api)
    found = [int(text.split("施策")[1][:2]) for text in texts(api, chat)]
    assert found == list(range(46, 56))


@pytest.mark.parametrize("kind", ["429", "500", "502", "drop_before", "slow"])
async def test_a_call_that_fails_is_made_again(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str, kind: str
) -> None:
    async with start(way):
        api.faults.next("sendMessage", kind)
        api.send(chat, user, "48")
        await all_confirmed(api)
    assert len(texts(api, chat)) == 1


async def test_a_broken_line_costs_a_doubled_answer_rather_than_none(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way):
        api.faults.next("sendMessage", "drop_after")
        api.send(chat, user, "48")
        await all_confirmed(api)
    assert len(texts(api, chat)) == 2


async def test_a_fault_longer_than_one_try_is_outlasted(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    """The call gives up, the update does not."""
    async with start(way) as bot:
        api.faults.next("sendMessage", "502", times=14)
        api.send(chat, user, "48")
        await all_confirmed(api)
    assert len(texts(api, chat)) == 1
    assert bot.counted("failed") == 2


async def test_of_two_replies_only_the_missing_one_is_sent_again(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way) as bot:
        answer = bot.handlers.service.message

        class Double:
            def message(self, text: str, *more: Any, **how: Any) -> Any:
                return [*answer("46"), *answer("48")]

        bot.handlers.service = Double()  # type: ignore[assignment]
        await fail_second_send(api, before=0)
        api.send(chat, user, "46 and 48")
        await all_confirmed(api)
    first, second = texts(api, chat)
    assert "施策46" in first
    assert "施策48" in second


async def fail_second_send(api: LocalBotApi, before: int) -> None:
    """Let all tries of the second reply fail, and nothing else."""
    pick = api.faults.pick

    def second(method: str) -> Any:
        if method == "sendMessage" and before + 1 < len(api.calls_of("sendMessage")) <= before + 7:
            api.faults.next("sendMessage", "502")
        return pick(method)

    api.faults.pick = second  # type: ignore[method-assign]


async def test_an_update_that_makes_the_bot_fail_is_given_up_and_the_person_told(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way) as bot:
        answer = bot.handlers.service.message

        class Broken:
            def message(self, text: str, *more: Any, **how: Any) -> Any:
                if text == "poison":
                    raise ZeroDivisionError
                return answer(text, *more)

        bot.handlers.service = Broken()  # type: ignore[assignment]
        api.send(chat, user, "poison")
        api.send(chat, user, "48")
        await all_confirmed(api)
    failed, card = texts(api, chat)
    assert failed.startswith("申し訳ありません")
    assert "施策48" in card
    assert bot.counted("failed") == 2
    assert bot.counted("given_up") == 1


async def test_an_update_that_cannot_be_read_holds_up_nothing(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    api.push_raw({"message": {"message_id": "x", "chat": chat.json(), "from": user.json()}})
    api.push_raw({"callback_query": {"id": 7}})
    api.send(chat, user, "48")
    async with start(way) as bot:
        await all_confirmed(api)
    assert "施策48" in texts(api, chat)[-1]
    assert bot.counted("unreadable") == 2


async def test_a_person_who_blocked_the_bot_is_no_fault(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way) as bot:
        user.has_blocked_bot = True
        api.send(chat, user, "48")
        await all_confirmed(api)
    assert bot.counted("blocked") == 1


async def test_a_tap_edits_its_message_and_an_old_one_is_no_fault(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way) as bot:
        api.send(chat, user, "48")
        await all_confirmed(api)
        card = api.last(chat)
        assert card is not None
        data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        api.chats.query_lifetime = -1
        api.tap(chat, user, card["message_id"], data)
        await all_confirmed(api)
        edited = api.last(chat)
        api.tap(chat, user, card["message_id"], data)
        await all_confirmed(api)
    assert edited is not None
    assert edited["text"] != card["text"]
    assert api.last(chat) == edited
    assert bot.counted("answered") == 3


async def test_a_tap_on_a_message_that_is_gone_is_answered_anew(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way):
        api.send(chat, user, "48")
        await all_confirmed(api)
        card = api.last(chat)
        assert card is not None
        data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        del chat.messages[card["message_id"]]
        api.tap(chat, user, card["message_id"], data)
        await all_confirmed(api)
    assert len(texts(api, chat)) == 1


async def test_an_edited_question_gets_its_reply_edited(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way):
        api.send(chat, user, "48")
        await all_confirmed(api)
        question = next(m for m in api.history(chat) if m["from"] == "user")
        api.edit(chat, user, question["message_id"], "50")
        await all_confirmed(api)
    (text,) = texts(api, chat)
    assert "施策50" in text


async def test_an_edited_question_whose_reply_is_gone_is_answered_anew(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way) as bot:
        api.send(chat, user, "48")
        await all_confirmed(api)
        question, card = api.history(chat)
        del chat.messages[card["message_id"]]
        api.edit(chat, user, question["message_id"], "50")
        await all_confirmed(api)
    (text,) = texts(api, chat)
    assert "施策50" in text
    assert bot.counted("failed") == 0


async def test_a_group_is_only_answered_when_it_asks_the_bot(
    api: LocalBotApi, user: User, start: Start, way: str
) -> None:
    group = api.group(-5, members=[user])
    async with start(way) as bot:
        api.send(group, user, "48")
        api.send(group, user, "@measures_bot 48")
        await all_confirmed(api)
    assert len(texts(api, group)) == 1
    assert bot.counted("ignored") == 1


async def test_outcomes_are_recorded_although_the_library_hides_failures(
    api: LocalBotApi, chat: Chat, user: User, start: Start
) -> None:
    async with start("polling") as bot:

        async def also(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
            raise AssertionError("an error handler that fails too")

        bot.application.add_error_handler(also)
        api.faults.next("sendMessage", "502", times=6)
        api.send(chat, user, "48")
        await all_confirmed(api)
    assert bot.counted("failed") == 1
    assert bot.counted("answered") == 1

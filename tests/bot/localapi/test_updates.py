"""getUpdates: offsets, kinds, long polling, one poller at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.localapi import LocalBotApi

if TYPE_CHECKING:
    from bot.localapi.chats import Chat, User

    from .conftest import Client, Clock


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


async def test_updates_come_again_until_confirmed(
    api: LocalBotApi,
    client: Client,
    user: User,
    chat: Chat,
) -> None:
    first, second, third = (api.send(chat, user, f"message {n}") for n in range(3))
    assert (second, third) == (first + 1, first + 2)
    assert ids(await client.ok("getUpdates")) == [first, second, third]
    assert ids(await client.ok("getUpdates", offset=second, limit=1)) == [second]
    # Confirmed ones are gone, even for a lower offset.
    assert ids(await client.ok("getUpdates", offset=first)) == [second, third]
    assert ids(await client.ok("getUpdates", offset=third + 1)) == []
    assert api.pending == 0


async def test_a_negative_offset_keeps_the_last_ones(
    api: LocalBotApi,
    client: Client,
    user: User,
    chat: Chat,
) -> None:
    sent = [api.send(chat, user, "x") for _ in range(5)]
    assert ids(await client.ok("getUpdates", offset=-2)) == sent[-2:]
    assert api.pending == 2


async def test_an_offset_from_another_life_confirms_nothing(
    api: LocalBotApi,
    client: Client,
    user: User,
    chat: Chat,
) -> None:
    sent = api.send(chat, user, "x")
    assert ids(await client.ok("getUpdates", offset=sent + 1_000_000)) == [sent]


async def test_the_limit_is_a_hundred(
    api: LocalBotApi,
    client: Client,
    user: User,
    chat: Chat,
) -> None:
    for _ in range(101):
        api.send(chat, user, "x")
    assert len(await client.ok("getUpdates", limit=1000)) == 100


async def test_only_the_kinds_asked_for_come(
    api: LocalBotApi,
    client: Client,
    user: User,
    chat: Chat,
) -> None:
    assert api.push_raw({"message_reaction": {"chat": chat.json()}}) == 0
    await client.ok("getUpdates", allowed_updates=["message_reaction"])
    assert api.send(chat, user, "x") == 0
    assert api.push_raw({"message_reaction": {"chat": chat.json()}}) > 0
    # Without the parameter the last choice holds; an empty list brings the default back.
    await client.ok("getUpdates")
    assert api.send(chat, user, "x") == 0
    await client.ok("getUpdates", allowed_updates=[])
    assert api.send(chat, user, "x") > 0


async def test_a_day_old_update_is_gone(
    api: LocalBotApi,
    client: Client,
    clock: Clock,
    user: User,
    chat: Chat,
) -> None:
    api.send(chat, user, "old")
    clock.now += 24 * 3600 + 1
    fresh = api.send(chat, user, "new")
    assert ids(await client.ok("getUpdates")) == [fresh]


async def test_a_long_poll_wakes_at_once(
    api: LocalBotApi,
    client: Client,
    user: User,
    chat: Chat,
) -> None:
    poll = asyncio.create_task(client.ok("getUpdates", timeout=50))
    await api.wait_for(lambda: api.calls_of("getUpdates"))
    async with asyncio.timeout(5):
        sent = api.send(chat, user, "x")
        assert ids(await poll) == [sent]


async def test_the_older_of_two_pollers_is_ended(
    api: LocalBotApi,
    client: Client,
    user: User,
    chat: Chat,
) -> None:
    older = asyncio.create_task(client.refused("getUpdates", timeout=50))
    await api.wait_for(lambda: api.calls_of("getUpdates"))
    newer = asyncio.create_task(client.ok("getUpdates", timeout=50))
    reason = (
        "Conflict: terminated by other getUpdates request;"
        " make sure that only one bot instance is running"
    )
    assert await older == (409, reason)
    sent = api.send(chat, user, "x")
    assert ids(await newer) == [sent]


async def test_polling_and_a_webhook_exclude_each_other(api: LocalBotApi, client: Client) -> None:
    waiting = asyncio.create_task(client.refused("getUpdates", timeout=50))
    await api.wait_for(lambda: api.calls_of("getUpdates"))
    await client.ok("setWebhook", url="http://127.0.0.1:9/")
    assert await waiting == (409, "Conflict: terminated by setWebhook request")
    reason = (
        "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first"
    )
    assert await client.refused("getUpdates") == (409, reason)
    await client.ok("deleteWebhook")
    assert await client.ok("getUpdates") == []


async def test_a_repeated_offset_gets_one_update_at_a_time(clock: Clock) -> None:
    api = LocalBotApi(clock=clock, hold_repeats=True)
    user = api.user(1)
    chat = api.private_chat(user)
    sent = [api.send(chat, user, "x") for _ in range(3)]
    polling = api._polling
    assert ids(await polling.get_updates(sent[0], 100, 0, None)) == sent
    assert ids(await polling.get_updates(sent[0], 100, 0, None)) == sent[:1]
    clock.now += 1
    assert ids(await polling.get_updates(sent[0], 100, 0, None)) == sent


async def test_stopping_the_server_ends_a_long_poll(api: LocalBotApi, client: Client) -> None:
    poll = asyncio.create_task(client.ok("getUpdates", timeout=50))
    await api.wait_for(lambda: api.calls_of("getUpdates"))
    async with asyncio.timeout(5):
        await api.stop()
        assert await poll == []


async def test_waiting_for_what_never_comes_ends(api: LocalBotApi) -> None:
    with pytest.raises(TimeoutError):
        await api.wait_for(lambda: False, timeout=0.01)

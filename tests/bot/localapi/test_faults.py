"""Faults strike the call they are meant for, before or after it takes effect."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.localapi.faults import KINDS, Faults

if TYPE_CHECKING:
    from bot.localapi import LocalBotApi
    from bot.localapi.chats import Chat

    from .conftest import Client


async def test_too_many_requests_says_how_long_to_wait(
    api: LocalBotApi,
    client: Client,
    chat: Chat,
) -> None:
    api.faults.next("sendMessage", "429", times=2, retry_after=3)
    await client.ok("getMe")
    for _ in range(2):
        body = await client.call("sendMessage", chat_id=chat.id, text="x")
        assert body == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 3",
            "parameters": {"retry_after": 3},
        }
    assert not chat.messages
    await client.ok("sendMessage", chat_id=chat.id, text="x")
    assert [call.status for call in api.calls_of("sendMessage")] == [429, 429, 200]


async def test_a_server_error_and_a_bad_gateway(api: LocalBotApi, client: Client) -> None:
    api.faults.next("*", "500")
    assert await client.refused("getMe") == (500, "Internal Server Error")
    api.faults.next("*", "502")
    async with client.session.post(client.address("getMe")) as response:
        assert response.status == 502
        assert response.content_type == "text/html"


@pytest.mark.parametrize(("kind", "arrives"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_dropped_connection_hides_whether_the_call_took_effect(
    api: LocalBotApi,
    client: Client,
    chat: Chat,
    kind: str,
    arrives: int,
) -> None:
    api.faults.next("sendMessage", kind)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.call("sendMessage", chat_id=chat.id, text="x")
    assert len(chat.messages) == arrives
    assert api.calls[-1].applied is bool(arrives)


async def test_a_call_without_an_answer_took_effect(
    api: LocalBotApi,
    client: Client,
    chat: Chat,
) -> None:
    api.faults.next("sendMessage", "timeout")
    call = asyncio.create_task(client.call("sendMessage", chat_id=chat.id, text="x"))
    await api.wait_for(lambda: chat.messages)
    assert not call.done()
    call.cancel()


async def test_slow_calls_and_latency_still_succeed(api: LocalBotApi, client: Client) -> None:
    api.faults.next("getMe", "slow", delay=0.001)
    await client.ok("getMe")
    api.latency = 0.001
    await client.ok("getMe")


def test_a_share_of_calls_fails_the_same_way_for_the_same_seed() -> None:
    def kinds(seed: int) -> list[str | None]:
        faults = Faults()
        faults.rate(0.2, seed)
        picked = [faults.pick("sendMessage") for _ in range(1000)]
        return [fault.kind if fault else None for fault in picked]

    assert kinds(1) == kinds(1) != kinds(2)
    assert 150 < sum(kind is not None for kind in kinds(1)) < 250
    assert set(kinds(1)) == {*KINDS, None}


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown fault 'flood'"):
        Faults().next("*", "flood")

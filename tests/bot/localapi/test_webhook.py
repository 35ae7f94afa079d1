"""Webhook pushes: secret, order, retries, expiry. Waiting is injected, so nothing here waits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web

from bot.localapi import LocalBotApi

from .conftest import Client, Clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


SECRET = "a-secret_1"


class Receiver:
    """A bot's webhook: answers what `answers` says, then 200, and keeps all it got."""

    def __init__(self) -> None:
        self.got: list[tuple[int, str | None]] = []
        self.answers: list[web.Response] = []
        self.hold: dict[int, asyncio.Event] = {}
        self.now = 0
        self.most = 0

    async def take(self, request: web.Request) -> web.Response:
        update: dict[str, Any] = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.append((update["update_id"], secret))
        self.now += 1
        self.most = max(self.most, self.now)
        if gate := self.hold.get(update["update_id"]):
            await gate.wait()
        self.now -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    def ids(self) -> list[int]:
        return [update_id for update_id, _ in self.got]


@pytest.fixture
async def receiver() -> AsyncIterator[tuple[Receiver, str]]:
    taker = Receiver()
    app = web.Application()
    app.add_routes([web.post("/hook", taker.take)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield taker, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


class Sleeper:
    """Notes how long would have been waited, moves the clock, and gives way."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.waits: list[float] = []
        self.waited = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.waited.set()
        self.clock.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def sleeper(clock: Clock) -> Sleeper:
    return Sleeper(clock)


@pytest.fixture
async def api(clock: Clock, sleeper: Sleeper) -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi(clock=clock, sleep=sleeper) as started:
        yield started


async def test_pushes_carry_the_secret_and_confirm(
    api: LocalBotApi,
    client: Client,
    receiver: tuple[Receiver, str],
) -> None:
    taker, url = receiver
    user = api.user(1)
    chat = api.private_chat(user)
    waiting = api.send(chat, user, "before the webhook")
    await client.ok("setWebhook", url=url, secret_token=SECRET)
    sent = api.send(chat, user, "x")
    await api.wait_for(lambda: api.pending == 0)
    assert taker.got == [(waiting, SECRET), (sent, SECRET)]
    info = await client.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (url, 0, 40)


async def test_failures_are_retried_with_doubling_pauses(
    api: LocalBotApi,
    client: Client,
    sleeper: Sleeper,
    receiver: tuple[Receiver, str],
) -> None:
    taker, url = receiver
    taker.answers = [web.Response(status=500) for _ in range(8)]
    await client.ok("setWebhook", url=url)
    user = api.user(1)
    sent = api.send(api.private_chat(user), user, "x")
    await api.wait_for(lambda: api.pending == 0)
    assert taker.ids() == [sent] * 9
    assert sleeper.waits == [1, 2, 4, 8, 16, 32, 60, 60]
    info = await client.ok("getWebhookInfo")
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


async def test_retry_after_is_honoured(
    api: LocalBotApi,
    client: Client,
    sleeper: Sleeper,
    receiver: tuple[Receiver, str],
) -> None:
    taker, url = receiver
    taker.answers = [
        web.Response(status=503, headers={"Retry-After": after}) for after in ("7", "99999")
    ]
    await client.ok("setWebhook", url=url)
    user = api.user(1)
    api.send(api.private_chat(user), user, "x")
    await api.wait_for(lambda: api.pending == 0)
    assert sleeper.waits == [7, 3600]


async def test_a_chat_keeps_its_order_and_chats_do_not_wait_for_each_other(
    api: LocalBotApi,
    client: Client,
    receiver: tuple[Receiver, str],
) -> None:
    taker, url = receiver
    one, two = api.user(1), api.user(2)
    await client.ok("setWebhook", url=url)
    gate = asyncio.Event()
    taker.hold[1] = gate
    stuck = api.send(api.private_chat(one), one, "stuck")
    behind = api.send(api.private_chat(one), one, "behind it")
    other = api.send(api.private_chat(two), two, "another chat")
    await api.wait_for(lambda: api.pending == 2)
    assert sorted(taker.ids()) == [stuck, other]
    gate.set()
    await api.wait_for(lambda: api.pending == 0)
    assert taker.ids()[-1] == behind


async def test_connections_are_bounded(
    api: LocalBotApi,
    client: Client,
    receiver: tuple[Receiver, str],
) -> None:
    taker, url = receiver
    await client.ok("setWebhook", url=url, max_connections=3)
    for number in range(1, 21):
        user = api.user(number)
        api.send(api.private_chat(user), user, "x")
    await api.wait_for(lambda: api.pending == 0)
    assert len(taker.got) == 20
    assert taker.most <= 3


async def test_an_update_nobody_takes_expires_after_a_day(
    api: LocalBotApi,
    client: Client,
    clock: Clock,
) -> None:
    began = clock.now
    # Nothing listens on the discard port.
    await client.ok("setWebhook", url="http://127.0.0.1:9/")
    user = api.user(1)
    api.send(api.private_chat(user), user, "x")
    await api.wait_for(lambda: api.pending == 0, timeout=30)
    assert 23.9 * 3600 < clock.now - began <= 24 * 3600


async def test_removing_the_webhook_keeps_what_waits(
    api: LocalBotApi,
    client: Client,
    receiver: tuple[Receiver, str],
) -> None:
    taker, url = receiver
    await client.ok("setWebhook", url=url)
    taker.hold[1] = asyncio.Event()
    user = api.user(1)
    sent = api.send(api.private_chat(user), user, "x")
    await client.ok("deleteWebhook")
    updates = await client.ok("getUpdates")
    assert [update["update_id"] for update in updates] == [sent]
    assert await client.ok("setWebhook", url=url, drop_pending_updates=True)
    assert api.pending == 0


async def test_a_slow_webhook_counts_as_failed(
    clock: Clock, receiver: tuple[Receiver, str]
) -> None:
    taker, url = receiver
    gate = asyncio.Event()
    taker.hold[1] = gate
    sleeper = Sleeper(clock)
    async with (
        LocalBotApi(clock=clock, sleep=sleeper, webhook_timeout=0.05) as api,
        aiohttp.ClientSession() as session,
    ):
        await Client(session, api).ok("setWebhook", url=url)
        user = api.user(1)
        api.send(api.private_chat(user), user, "x")
        await sleeper.waited.wait()
        gate.set()
        await api.wait_for(lambda: api.pending == 0)
        info = await Client(session, api).ok("getWebhookInfo")
        assert info["last_error_message"] == "Read timeout expired"

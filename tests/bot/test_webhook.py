"""The webhook's door: who is let in, what is refused, and what /healthz and /readyz say."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from bot.delivery import Outcome, Result
from bot.metrics import Metrics, PrometheusMetrics
from bot.operations import MAX_BODY, Health, Server
from bot.raw_update import Json
from bot.store import LocalStore, StoreDown
from bot.webhook import SECRET_HEADER, Webhook
from tests.bot.conftest import SECRET

UPDATE = {"update_id": 1, "message": {}}


@dataclass
class Desk:
    """Gives the result it is told, when it is let, and keeps what it was given."""

    result: Result = field(default_factory=lambda: Result(Outcome.ANSWERED))
    given: list[Json] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    may: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may.set()

    async def answer(self, raw: Json) -> Result:
        self.given.append(raw)
        self.came.set()
        await self.may.wait()
        if self.result.outcome is Outcome.BUSY:
            await asyncio.Event().wait()
        return self.result


class Site:
    """The webhook's server, and a client of it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.desk = Desk()
        self.webhook = Webhook(self.desk, SECRET, "/hook", lambda: self.is_ready)  # type: ignore[arg-type]
        self.is_ready = True
        self.session = session
        self.url = ""

    async def push(self, body: bytes | str, secret: str | None = SECRET) -> tuple[int, str | None]:
        """POST to the webhook; give the status and `Retry-After`."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with self.session.post(f"{self.url}/hook", data=body, headers=headers) as response:
            return response.status, response.headers.get("Retry-After")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with aiohttp.ClientSession() as session:
        site = Site(session)
        server = Server(site.webhook.routes())
        site.url = f"http://127.0.0.1:{await server.start('127.0.0.1', 0)}"
        yield site
        await server.stop()


async def test_an_answered_update_is_200(site: Site) -> None:
    assert await site.push(json.dumps(UPDATE)) == (200, None)
    assert site.desk.given == [UPDATE]


async def test_a_chats_second_push_waits_for_the_first_and_another_chats_does_not(site: Site) -> None:
    def push(number: int, chat: int) -> asyncio.Task[tuple[int, str | None]]:
        update = {"update_id": number, "message": {"chat": {"id": chat}}}
        return asyncio.create_task(site.push(json.dumps(update)))

    async def taken(number: int) -> None:
        while number not in [each["update_id"] for each in site.desk.given]:
            site.desk.came.clear()
            await site.desk.came.wait()

    site.desk.may.clear()
    first = push(1, chat=5)
    await taken(1)
    second, other = push(2, chat=5), push(3, chat=6)
    await taken(3)
    before = [each["update_id"] for each in site.desk.given]
    site.desk.may.set()
    assert [await task for task in (first, second, other)] == [(200, None)] * 3
    assert before == [1, 3]


@pytest.mark.parametrize(
    ("result", "retry_after"),
    [
        (Result(Outcome.FAILED), "1"),
        (Result(Outcome.FAILED, 17.2), "18"),
        (Result(Outcome.NO_STORE, 5), "5"),
    ],
)
async def test_an_unanswered_update_is_503(site: Site, result: Result, retry_after: str) -> None:
    site.desk.result = result
    assert await site.push(json.dumps(UPDATE)) == (503, retry_after)


async def test_telegram_is_not_kept_waiting_longer_than_it_waits(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.webhook.WITHIN", 0)
    site.desk.result = Result(Outcome.BUSY)
    assert (await site.push(json.dumps(UPDATE)))[0] == 503


async def test_a_stop_finishes_what_is_in_hand_and_takes_no_more(site: Site) -> None:
    site.desk.may.clear()
    first = asyncio.create_task(site.push(json.dumps(UPDATE)))
    await site.desk.came.wait()
    draining = asyncio.create_task(site.webhook.drain(60))
    await asyncio.sleep(0)
    assert (await site.push(json.dumps({"update_id": 2})))[0] == 503
    site.desk.may.set()
    await draining
    assert await first == (200, None)


async def test_a_stop_that_cannot_wait_leaves_the_rest_to_telegram(site: Site) -> None:
    site.desk.may.clear()
    pushed = asyncio.create_task(site.push(json.dumps(UPDATE)))
    await site.desk.came.wait()
    await site.webhook.drain(0)
    assert (await pushed)[0] == 503


async def test_before_telegram_is_reached_it_is_503(site: Site) -> None:
    site.is_ready = False
    assert (await site.push(json.dumps(UPDATE)))[0] == 503
    assert site.desk.given == []


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "\u00e9" * 20])
async def test_without_the_secret_nobody_is_let_in(site: Site, secret: str | None) -> None:
    assert (await site.push(json.dumps(UPDATE), secret))[0] == 401
    assert site.desk.given == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'"text"', 400),
        (b"{}", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": true}', 400),
        (b'{"update_id": 1.5}', 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": ' + b"9" * 5000 + b"}", 400),
        (b" " * (MAX_BODY + 1), 413),
    ],
    ids=lambda value: repr(value)[:20],
)
async def test_what_is_no_update_is_refused(site: Site, body: bytes, status: int) -> None:
    assert (await site.push(body))[0] == status
    assert site.desk.given == []


async def test_the_route_takes_posts_only_and_there_is_nothing_else(site: Site) -> None:
    async with site.session.get(f"{site.url}/hook") as response:
        assert response.status == 405
    async with site.session.get(f"{site.url}/") as response:
        assert response.status == 404


class Down(LocalStore):
    """A store that can't be reached."""

    async def ping(self) -> None:
        raise StoreDown


async def fetched(health: Health, path: str) -> tuple[int, str]:
    server = Server(health.routes())
    port = await server.start("127.0.0.1", 0)
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}{path}") as response,
        ):
            return response.status, await response.text()
    finally:
        await server.stop()


async def test_healthz_says_that_the_process_lives() -> None:
    health = Health(Down(), Metrics(), lambda: False)
    assert await fetched(health, "/healthz") == (200, "ok\n")


@pytest.mark.parametrize(
    ("store", "connected", "stopping", "false"),
    [
        (LocalStore(), True, False, set[str]()),
        (Down(), True, False, {"store"}),
        (LocalStore(), False, False, {"telegram"}),
        (LocalStore(), True, True, {"running"}),
    ],
)
async def test_readyz_says_what_is_missing(
    store: LocalStore, connected: bool, stopping: bool, false: set[str]
) -> None:
    health = Health(store, Metrics(), lambda: connected)
    health.is_stopping = stopping
    status, body = await fetched(health, "/readyz")
    parts: dict[str, Any] = json.loads(body)
    assert {name for name, is_fine in parts.items() if not is_fine} == false
    assert status == (503 if false else 200)


async def test_metrics_are_there_when_asked_for() -> None:
    metrics = PrometheusMetrics()
    metrics.update("message", "answered", 0.02)
    status, body = await fetched(Health(LocalStore(), metrics, lambda: True), "/metrics")
    assert status == 200
    assert 'bot_updates_total{kind="message",outcome="answered"} 1.0' in body
    assert 'bot_update_seconds_bucket{kind="message",le="0.025"} 1.0' in body
    assert (await fetched(Health(LocalStore(), Metrics(), lambda: True), "/metrics"))[0] == 404

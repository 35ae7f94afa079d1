"""A started local Bot API, and a raw client of its bot side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.localapi import LocalBotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator



class Client:
    """Calls the Bot API as a bot does, without a library that smooths anything over."""

    def __init__(self, session: aiohttp.ClientSession, api: LocalBotApi) -> None:
        self.session = session
        self.api = api

    def address(self, method: str) -> str:
        return f"{self.api.url}/bot{self.api.token}/{method}"

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """POST JSON; give the body, having checked that the status is the body's."""
        async with self.session.post(self.address(method), json=params) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def ok(self, method: str, **params: Any) -> Any:
        """Give the result of a call that must succeed."""
        body = await self.call(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        """Give status and description of a call that must fail."""
        body = await self.call(method, **params)
        assert not body["ok"], body
        return body["error_code"], body["description"]


class Clock:
    """Time that passes when told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi(clock=clock, username="measures_bot") as started:
        yield started


@pytest.fixture
async def client(api: LocalBotApi) -> AsyncIterator[Client]:
    # A connection of its own for each call: aiohttp repeats a call on a dropped kept-alive one.
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield Client(session, api)

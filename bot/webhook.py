"""The webhook: Telegram pushes an update here, and gets 200 only after it was answered.

Anything else than 200 makes Telegram push again, so 503 with `Retry-After` is all that "not yet"
needs. Telegram pushes a chat's next update only after the last was accepted, which keeps order over
all replicas; here a second push of a chat waits for the first in any case.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiohttp import web

from bot.delivery import BUSY_WAIT, Delivery
from bot.lanes import Lanes
from bot.raw_update import Json, chat_of
from bot.telegram_bot import ALLOWED_UPDATES, TelegramBot

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Seconds for one push. Telegram hangs up after 60.
WITHIN = 50.0
# Bot API, setWebhook.max_connections: 1-100, for all replicas together.
CONNECTIONS = 100


class Webhook:
    """The route at `path` for pushes that carry the secret; `is_ready`: the bot can answer."""

    def __init__(
        self, delivery: Delivery, secret: str, path: str, is_ready: Callable[[], bool]
    ) -> None:
        self._delivery = delivery
        self._secret = secret.encode()
        self._path = path
        self._is_ready = is_ready
        self._lanes = Lanes()
        # The time limits of the pushes in hand.
        self._limits: set[asyncio.Timeout] = set()
        self._is_idle = asyncio.Event()
        self._is_stopping = False

    def routes(self) -> list[web.RouteDef]:
        """The one route."""
        return [web.post(self._path, self.push)]

    async def push(self, request: web.Request) -> web.Response:
        """Take one update (Bot API: Update as JSON).

        200: done. 401: the secret is not ours. 400, 413: not an update. 503: not now, see
        `Retry-After`.
        """
        given = request.headers.get(SECRET_HEADER, "")
        # In constant time, and before anything of the body is read.
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret):
            return web.Response(status=401)
        update = _update(await request.read())
        if update is None:
            return web.Response(status=400)
        if self._is_stopping or not self._is_ready():
            return _later(BUSY_WAIT)
        try:
            async with asyncio.timeout(WITHIN) as limit:
                with self._in_hand(limit):
                    async with self._lanes.turn(chat_of(update)):
                        result = await self._delivery.answer(update)
        except TimeoutError:
            return _later(BUSY_WAIT)
        return web.Response() if result.is_final else _later(result.retry_after)

    async def drain(self, seconds: float) -> None:
        """Take no more; finish what is in hand, and after so many seconds leave it to be pushed again."""
        self._is_stopping = True
        end = asyncio.get_running_loop().time() + seconds
        for limit in self._limits:
            limit.reschedule(min(end, limit.when() or end))
        if self._limits:
            await self._is_idle.wait()

    @contextmanager
    def _in_hand(self, limit: asyncio.Timeout) -> Iterator[None]:
        self._limits.add(limit)
        self._is_idle.clear()
        try:
            yield
        finally:
            self._limits.discard(limit)
            if not self._limits:
                self._is_idle.set()


async def register(bot: TelegramBot, url: str, secret: str) -> None:
    """Tell Telegram where to push; what waits there comes first (Bot API: setWebhook)."""
    await bot.set_webhook(
        url,
        secret_token=secret,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=CONNECTIONS,
    )


def _update(body: bytes) -> Json | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        return None
    return update


def _later(seconds: float) -> web.Response:
    return web.Response(status=503, headers={"Retry-After": str(max(1, math.ceil(seconds)))})

"""Pushing updates to a webhook (`setWebhook` in the Bot API)."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from .errors import Json, bad_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from .updates import Queued, UpdateQueue

MAX_DELAY = 60.0
MAX_RETRY_AFTER = 3600.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    url: str
    secret: str
    max_connections: int


class Webhook:
    """Pushes each lane's updates in order, lanes side by side, until the bot accepts them.

    `sleep` waits for a number of seconds, `retry_scale` multiplies the pauses between attempts,
    `timeout` (seconds) bounds one attempt.
    """

    def __init__(
        self,
        queue: UpdateQueue,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
        *,
        retry_scale: float = 1.0,
        timeout: float = 60.0,
    ) -> None:
        self._queue = queue
        self._clock = clock
        self._sleep = sleep
        self._retry_scale = retry_scale
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._target: Target | None = None
        self._lanes: dict[Hashable, deque[Queued]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._connections = asyncio.Semaphore(1)
        self._session: aiohttp.ClientSession | None = None
        self._last_error: tuple[int, str] | None = None
        queue.on_push = self._offer

    @property
    def is_set(self) -> bool:
        """Whether updates are pushed, so that `getUpdates` is refused."""
        return self._target is not None

    def set(self, url: str, secret: str, max_connections: int) -> None:
        """Push from now on, beginning with what waits; 400 for an address or secret not allowed."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise bad_request("invalid webhook URL specified")
        if parts.hostname not in _LOOPBACK:
            # A local test bed has no business anywhere else.
            raise bad_request("bad webhook: the local Bot API pushes to this machine only")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self.remove()
        self._target = Target(url, secret, max_connections)
        self._connections = asyncio.Semaphore(max_connections)
        for update in self._queue.waiting():
            self._offer(update)

    def remove(self) -> None:
        """Stop pushing; what was not accepted goes on waiting."""
        self._target = None
        self._last_error = None
        self._lanes = {}
        for task in self._tasks:
            task.cancel()

    async def close(self) -> None:
        """Stop pushing and close all connections."""
        self.remove()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def info(self) -> Json:
        """Give WebhookInfo."""
        info: Json = {
            "url": self._target.url if self._target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue),
        }
        if self._target:
            info["max_connections"] = self._target.max_connections
            info["ip_address"] = "127.0.0.1"
        if self._last_error:
            info["last_error_date"], info["last_error_message"] = self._last_error
        if self._queue.allowed is not None:
            info["allowed_updates"] = self._queue.allowed
        return info

    def _offer(self, update: Queued) -> None:
        if self._target is None:
            return
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        lane = self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drain(update.lane, lane, self._target))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, name: Hashable, lane: deque[Queued], target: Target) -> None:
        while lane:
            update = lane[0]
            await self._deliver(update, target)
            lane.popleft()
            self._queue.forget(update.id)
        if self._lanes.get(name) is lane:
            del self._lanes[name]

    async def _deliver(self, update: Queued, target: Target) -> None:
        """Push until accepted or a day old."""
        delay = 1.0
        while True:
            async with self._connections:
                retry_after = await self._attempt(update, target)
            if retry_after is None:
                return
            pause = retry_after or delay
            if not retry_after:
                delay = min(delay * 2, MAX_DELAY)
            if self._clock() + pause > update.expires_at:
                return
            await self._sleep(pause * self._retry_scale)

    async def _attempt(self, update: Queued, target: Target) -> float | None:
        """Push once; None when accepted, else the seconds of `Retry-After` (0 without one)."""
        headers = {SECRET_HEADER: target.secret} if target.secret else {}
        session = self._open_session()
        try:
            async with session.post(
                target.url,
                json=update.json,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                if 200 <= response.status <= 299:
                    return None
                error = f"Wrong response from the webhook: {response.status} {response.reason}"
                retry_after = _retry_after(response.headers.get("Retry-After", ""))
        except TimeoutError:
            error, retry_after = "Read timeout expired", 0.0
        except aiohttp.ClientError:
            error, retry_after = "Webhook connection closed", 0.0
        self._last_error = (int(self._clock()), error)
        return retry_after

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            # The number of connections is bounded by `max_connections`, not here.
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector)
        return self._session


def _retry_after(header: str) -> float:
    text = header.strip()
    return min(float(text), MAX_RETRY_AFTER) if re.fullmatch(r"\d{1,9}", text) else 0.0

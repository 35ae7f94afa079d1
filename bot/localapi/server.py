"""The embedded Bot API: a server on 127.0.0.1, and the people as Python calls."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Self

from aiohttp import web

from .bot_http import BotHttp
from .chats import Chats
from .faults import Faults
from .files import Files
from .guard import guard
from .methods import Service
from .page_http import PageHttp
from .people import People
from .profile import Profile
from .updates import Polling, UpdateQueue
from .webhook import Webhook

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Awaitable, Callable

    from .bot_http import Call

LOCAL_TOKEN = "1000000001:local"
_DEFAULT_BOT_ID = 1_000_000_001
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})


class LocalBotApi(People):
    """A Bot API server for one bot, with the people it talks to (see `People`).

    - `token`, `username`, `name`: the bot's; the number before the token's colon is its id
    - `clock`: seconds since 1970, for dates and expiry
    - `sleep`: waits between two attempts of a webhook; `retry_scale` multiplies these waits
    - `webhook_timeout`: seconds for one attempt
    - `hold_repeats`: hold a `getUpdates` that repeats its offset for 3 s, as Telegram does

    `faults` makes calls fail, `latency` (seconds) slows each one, `calls` records the last 10,000.
    Use it as an async context manager, or `start` and `stop` it.
    """

    def __init__(
        self,
        token: str = LOCAL_TOKEN,
        username: str = "local_bot",
        name: str = "Local bot",
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        retry_scale: float = 1.0,
        webhook_timeout: float = 60.0,
        hold_repeats: bool = False,
    ) -> None:
        queue = UpdateQueue(clock)
        bot = {"id": _bot_id(token), "is_bot": True, "first_name": name, "username": username}
        super().__init__(Chats(bot, queue, clock))
        self.token = token
        self.updates = queue
        self.files = Files()
        self.profile = Profile()
        self.faults = Faults()
        polling = Polling(queue, clock, hold_repeats=hold_repeats)
        webhook = Webhook(queue, clock, sleep, retry_scale=retry_scale, timeout=webhook_timeout)
        polling.webhook_is_set = lambda: webhook.is_set
        queue.on_confirm = self.chats.changed.notify
        service = Service(self.chats, self.files, queue, polling, webhook, self.profile)
        self._polling = polling
        self._webhook = webhook
        self._bot_http = BotHttp(token, service, self.faults)
        self.page = PageHttp(self, self.files, self.profile)
        self._runner: web.AppRunner | None = None
        self._url = ""

    # The server

    @property
    def url(self) -> str:
        """The server's root, `http://127.0.0.1:<port>`, without `/bot<token>`."""
        if not self._url:
            message = "the server is not started"
            raise RuntimeError(message)
        return self._url

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Serve on this machine's loopback (port 0: any free one); give the root address."""
        if host not in _LOOPBACK:
            message = f"refusing to listen on {host!r}: this server is for 127.0.0.1 only"
            raise ValueError(message)
        self._bot_http.start()
        self.page.start()
        app = web.Application(middlewares=[guard])
        app.add_routes([*self._bot_http.routes(), *self.page.routes()])
        # A handler ends when its caller hangs up, so that no poll waits for nobody.
        self._runner = web.AppRunner(
            app,
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=1.0,
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        bound = self._runner.addresses[0][1]
        self._url = f"http://127.0.0.1:{bound}"
        return self._url

    async def stop(self) -> None:
        """End waiting calls, stop pushing, close the server. Chats and updates stay."""
        self._bot_http.stop()
        self.page.stop()
        self._polling.interrupt(None)
        await self._webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        self._url = ""

    async def __aenter__(self) -> Self:
        """Start on a free port."""
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Stop."""
        await self.stop()

    # What the bot did

    @property
    def calls(self) -> deque[Call]:
        """The bot's last 10,000 calls, oldest first."""
        return self._bot_http.calls

    def calls_of(self, method: str) -> list[Call]:
        """Give the recorded calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    @property
    def latency(self) -> float:
        """Seconds that every call of the bot takes longer."""
        return self._bot_http.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self._bot_http.latency = seconds

    @property
    def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.updates)


def _bot_id(token: str) -> int:
    digits = token.partition(":")[0]
    return int(digits) if digits.isdecimal() and len(digits) < 16 else _DEFAULT_BOT_ID

"""The real bot over the embedded Bot API, in this process, with nothing to wait for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import stamina

from benchmarks.delivery_processes import redis
from bot.application import AnyApplication, build
from bot.delivery import Delivery
from bot.handlers import Handlers
from bot.limits import Pace
from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from bot.metrics import PrometheusMetrics
from bot.operations import Health, Server
from bot.polling import PASSING_TRIES, Poller
from bot.sending import TRIES, Sending
from bot.service import Service
from bot.store import LocalStore, Store
from bot.telegram_bot import TelegramBot
from bot.webhook import Webhook, register
from tests.programs import program

TOKEN = "1000000001:AAE-not-a-real-token-only-for-tests"
SECRET = "a-secret-only-for-tests"
MANY = Pace(burst=1000, per_minute=6000)


@pytest.fixture(autouse=True)
def no_backoff() -> Iterator[None]:
    """Sends are tried as often as ever, without the pauses."""
    with stamina.set_testing(True, attempts=TRIES, cap=True):
        yield


async def no_pause(seconds: float) -> None:
    """Let others run, and that is all."""
    await asyncio.sleep(0)


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi(token=TOKEN, username="measures_bot", retry_scale=0.0) as started:
        yield started


@pytest.fixture
def user(api: LocalBotApi) -> User:
    return api.user(1, "Hanako", language_code="ja")


@pytest.fixture
def chat(api: LocalBotApi, user: User) -> Chat:
    return api.private_chat(user)


class RunningBot:
    """The bot's parts while it runs, and its way to be stopped."""

    def __init__(
        self, api: LocalBotApi, service: Service, store: Store, keeps_unanswered: bool = False
    ) -> None:
        self.api = api
        self.store = store
        self.metrics = PrometheusMetrics()
        self.handlers = Handlers(service, store, keeps_unanswered)
        self.bot = TelegramBot(TOKEN, api.url, Sending(self.metrics))
        self.application: AnyApplication = build(self.bot, self.handlers)
        self.stopped = asyncio.Event()
        self.url = ""

    def counted(self, outcome: str) -> int:
        """How many updates had this outcome."""
        lines = self.metrics.exposition().decode().splitlines()
        found = [line for line in lines if line.startswith("bot_updates_total")]
        return int(sum(float(line.split()[-1]) for line in found if f'="{outcome}"' in line))

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        """Poll, as `bot.running` does; at the end drain and confirm."""
        async with self.application:
            delivery = Delivery(self.application, self.store, self.metrics, PASSING_TRIES)
            poller = asyncio.create_task(Poller(self.bot, delivery, no_pause).run(self.stopped))
            try:
                yield
            finally:
                self.stopped.set()
                await poller

    @asynccontextmanager
    async def webhook(self) -> AsyncIterator[None]:
        """Serve the webhook and have Telegram push to it."""
        async with self.application:
            delivery = Delivery(self.application, self.store, self.metrics)
            health = Health(self.store, self.metrics, lambda: True)
            webhook = Webhook(delivery, SECRET, "/hook", lambda: True)
            server = Server([*health.routes(), *webhook.routes()])
            port = await server.start("127.0.0.1", 0)
            self.url = f"http://127.0.0.1:{port}"
            await register(self.bot, f"{self.url}/hook", SECRET)
            try:
                yield
            finally:
                await server.stop()


Start = Callable[..., AbstractAsyncContextManager[RunningBot]]


@pytest.fixture(params=["polling", "webhook"])
def way(request: pytest.FixtureRequest) -> str:
    """Both ways in which updates come."""
    return str(request.param)


@pytest.fixture
def start(api: LocalBotApi, service: Service) -> Start:
    """Run the bot: `async with start("polling") as bot`."""

    @asynccontextmanager
    async def started(
        way: str, store: Store | None = None, keeps_unanswered: bool = False
    ) -> AsyncIterator[RunningBot]:
        bot = RunningBot(api, service, store or LocalStore(MANY), keeps_unanswered)
        async with getattr(bot, way)():
            yield bot

    return started


@pytest.fixture
async def redis_url(tmp_path: Path) -> AsyncIterator[str]:
    """The address of a Redis that only this test uses."""
    program("redis-server")
    async with redis(tmp_path) as address:
        yield address


Message = dict[str, Any]


class Talk:
    """A chat with the bot, by the people in it."""

    def __init__(self, api: LocalBotApi, chat: Chat) -> None:
        self.api = api
        self.chat = chat

    @property
    def replies(self) -> list[Message]:
        """What the bot said, oldest first."""
        return [message for message in self.api.history(self.chat) if message["from"] == "bot"]

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.replies]

    async def say(self, text: str, who: int = 0, reply_to: int | None = None) -> Message:
        """Send a message and wait for the bot's next one."""
        count = len(self.replies)
        self.api.send(self.chat, self.chat.members[who], text, reply_to)
        await self.api.wait_for(lambda: len(self.replies) > count)
        return self.replies[-1]

    async def tap(self, message: Message, data: str) -> Message | None:
        """Tap a button and wait for the answer to the tap; gives its notice, if it has one."""
        query = self.api.tap(self.chat, self.chat.members[0], message["message_id"], data)
        await self.api.wait_for(lambda: self.api.callback_answer(query) is not None)
        return self.api.callback_answer(query)

    async def follow(self, message: Message, data: str) -> Message:
        """Tap a button whose answer is a message of its own, and give that."""
        count = len(self.replies)
        self.api.tap(self.chat, self.chat.members[0], message["message_id"], data)
        await self.api.wait_for(lambda: len(self.replies) > count)
        return self.replies[-1]

    async def correct(self, text: str) -> None:
        """Edit the last message that a person sent."""
        last = self.api.last(self.chat, "user")
        assert last is not None
        self.api.edit(self.chat, self.chat.members[0], last["message_id"], text)

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of the bot's calls of a method, oldest first."""
        return [call.params for call in self.api.calls_of(method)]

    def buttons(self, message: Message) -> dict[str, str]:
        """Caption to callback data."""
        rows = message["reply_markup"]["inline_keyboard"]
        return {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}


@pytest.fixture
async def talk(api: LocalBotApi, chat: Chat, start: Start) -> AsyncIterator[Talk]:
    """Hanako's chat with the running bot."""
    async with start("polling"):
        yield Talk(api, chat)

"""Runs the bot: against Telegram with a token (polling or webhook), else as a local chat page."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from bot.application import AnyApplication, build
from bot.connecting import beside, reach, started
from bot.delivery import DRAIN, Delivery
from bot.handlers import Handlers
from bot.limits import Pace
from bot.metrics import Metrics, PrometheusMetrics
from bot.polling import PASSING_TRIES, Poller
from bot.reloading import Reloader
from bot.sending import Sending
from bot.service import Service
from bot.settings import Settings
from bot.store import LocalStore, Store
from bot.telegram_bot import TelegramBot
from knowledge import kept
from knowledge.question import Language
from replies.profile import profiles

log = logging.getLogger(__name__)

# Seconds after the start in which what waited for the bot is answered; it needs no second thing beside it.
SETTLED = 1.0


class CannotListen(Exception):
    """The port can't be opened; the text says which and why."""


async def run(settings: Settings, service: Service, load: Callable[[], Service]) -> None:
    """Run until SIGINT or SIGTERM. `load` makes a new Service for a reload (SIGHUP).

    Raises RejectedToken and CannotListen.
    """
    stopped = _until_stopped()
    async with AsyncExitStack() as stack:
        token, api_url = settings.token, settings.api_url
        if not token:
            token, api_url = await _chat_page(settings.port, stack)
        store = open_store(settings, token)
        stack.push_async_callback(store.close)
        metrics = PrometheusMetrics() if settings.metrics else Metrics()
        bot = TelegramBot(token, api_url, Sending(metrics))
        handlers = Handlers(service, store, settings.keep_unanswered)
        application = build(bot, handlers)
        _reload_on_hangup(Reloader(handlers, load), stopped)
        way = _webhook if settings.webhook_url else _polling
        async with beside(_prepare(service)):
            await way(settings, application, bot, store, metrics, stopped)
    log.info("stopped")


def open_store(settings: Settings, token: str) -> Store:
    """The store that the settings name: in Redis, or in this process."""
    pace = Pace(settings.burst, settings.per_minute)
    if not settings.redis_url:
        return LocalStore(pace)
    from bot.redis_store import RedisStore

    return RedisStore(settings.redis_url, int(token.partition(":")[0]), token, pace)


async def _polling(
    settings: Settings,
    application: AnyApplication,
    bot: TelegramBot,
    store: Store,
    metrics: Metrics,
    stopped: asyncio.Event,
) -> None:
    delivery = Delivery(application, store, metrics, PASSING_TRIES, settings.at_once)
    poller = Poller(bot, delivery)
    async with AsyncExitStack() as stack:
        if settings.metrics:
            from bot.operations import Health, Server

            server = Server(Health(store, metrics, lambda: poller.has_polled).routes())
            await _listen(server.start(settings.host, settings.port), settings.port)
            stack.push_async_callback(server.stop)
        if not await reach(application.initialize, stopped):
            return
        await stack.enter_async_context(started(application, delivery))
        if await reach(bot.delete_webhook, stopped):
            log.info("polling")
            await poller.run(stopped)


async def _webhook(
    settings: Settings,
    application: AnyApplication,
    bot: TelegramBot,
    store: Store,
    metrics: Metrics,
    stopped: asyncio.Event,
) -> None:
    from bot.operations import Health, Server
    from bot.webhook import Webhook, register

    delivery = Delivery(application, store, metrics, at_once=settings.at_once)
    connected = asyncio.Event()
    health = Health(store, metrics, connected.is_set)
    webhook = Webhook(delivery, settings.secret, settings.webhook_path, connected.is_set)
    server = Server([*health.routes(), *webhook.routes()])
    await _listen(server.start(settings.host, settings.port), settings.port)
    try:
        if not await reach(application.initialize, stopped):
            return
        async with started(application, delivery):
            connected.set()
            where = settings.webhook_url, settings.secret
            if await reach(lambda: register(bot, *where), stopped):
                log.info("webhook on port %d", settings.port)
            await stopped.wait()
            health.is_stopping = True
            # What is in hand is answered before the Application shuts down.
            await webhook.drain(DRAIN)
            await server.stop()
    finally:
        await server.stop()


async def _chat_page(port: int, stack: AsyncExitStack) -> tuple[str, str]:
    """Start the embedded Bot API with its chat page; give its token and address."""
    from bot.localapi.server import LOCAL_TOKEN, LocalBotApi

    api = LocalBotApi(username="shisaku_bot", name=profiles()[Language.JA].name)
    for language, profile in profiles().items():
        api.profile.set_text("name", profile.name, language)
    await _listen(api.start(port=port), port)
    stack.push_async_callback(api.stop)
    print(f"Chat with the bot: {api.url}  (Ctrl+C ends it)", flush=True)
    return LOCAL_TOKEN, api.url


async def _prepare(service: Service) -> None:
    """Build all indexes beside the running bot: later no question waits for one, nor do others with it."""
    await asyncio.sleep(SETTLED)
    await asyncio.to_thread(service.prepare)
    await asyncio.to_thread(kept.finish)


def _until_stopped() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped


async def _listen(start: Awaitable[object], port: int) -> None:
    try:
        await start
    except OSError as error:
        raise CannotListen(f"PORT: {port} can't be opened: {error.strerror}") from None


def _reload_on_hangup(reloader: Reloader, stopped: asyncio.Event) -> None:
    """SIGHUP reloads; but one that says that our terminal was closed ends the program as usual."""
    tasks: set[asyncio.Task[bool]] = set()
    had_terminal = _has_terminal()

    def hang_up() -> None:
        if had_terminal and not _has_terminal():
            stopped.set()
            return
        task = asyncio.get_running_loop().create_task(reloader.reload())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, hang_up)


def _has_terminal() -> bool:
    try:
        os.tcgetpgrp(0)
    except OSError:
        return False
    return True

"""Runs the bot: against Telegram with a token, else as a local chat page."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import AsyncExitStack

from bot.application import ALLOWED_UPDATES, AnyApplication, build
from bot.service import Service
from bot.settings import Settings
from knowledge.question import Language
from replies.profile import profiles

log = logging.getLogger(__name__)


async def run(settings: Settings, service: Service) -> None:
    """Run until SIGINT or SIGTERM."""
    stopped = _until_stopped()
    async with AsyncExitStack() as stack:
        token, api_url = settings.token, settings.api_url
        if not token:
            from bot.localapi.server import LOCAL_TOKEN, LocalBotApi

            api = LocalBotApi(username="shisaku_bot", name=profiles()[Language.JA].name)
            await api.start(port=settings.port)
            stack.push_async_callback(api.stop)
            token, api_url = LOCAL_TOKEN, api.url
            print(f"Chat with the bot: {api.url}  (Ctrl+C ends it)", flush=True)
        application = build(token, api_url, service)
        await _polling(application, stack)
        await stopped.wait()


async def _polling(application: AnyApplication, stack: AsyncExitStack) -> None:
    await application.initialize()
    stack.push_async_callback(application.shutdown)
    if application.post_init:
        await application.post_init(application)
    await application.start()
    stack.push_async_callback(application.stop)
    assert application.updater is not None
    await application.updater.start_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)
    stack.push_async_callback(application.updater.stop)
    log.info("polling")


def _until_stopped() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped

"""Reaching Telegram: a fault on the way is waited out, and only a wrong token ends the program."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram.error import RetryAfter, TelegramError

from bot.application import AnyApplication, introduce
from bot.delivery import Delivery
from bot.sending import flood_wait

log = logging.getLogger(__name__)

LONGEST_PAUSE = 15.0


async def reach(
    call: Callable[[], Awaitable[object]],
    stopped: asyncio.Event,
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> bool:
    """Make a call to Telegram until it succeeds; False if `stopped` was set before that.

    Raises RejectedToken at once: that does not get better by waiting.
    """
    longest = 0.5
    while not stopped.is_set():
        try:
            await _unless(stopped, call())
        except TelegramError as error:
            wait = flood_wait(error) if isinstance(error, RetryAfter) else longest
            log.warning("Telegram can't be reached yet: %s", type(error).__name__)
            longest = min(longest * 2, LONGEST_PAUSE)
            await _unless(stopped, pause(random.uniform(wait / 2, wait)))
        else:
            return not stopped.is_set()
    return False


@asynccontextmanager
async def started(application: AnyApplication, delivery: Delivery) -> AsyncIterator[None]:
    """An initialized Application with what runs beside it; shut down at the end."""
    try:
        async with beside(delivery.keep_claims(), introduce(application.bot)):
            yield
    finally:
        with contextlib.suppress(TelegramError):
            await application.shutdown()


@asynccontextmanager
async def beside(*work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Work that runs meanwhile; what is left of it at the end is cancelled."""
    tasks = [asyncio.create_task(each) for each in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _unless(stopped: asyncio.Event, work: Awaitable[object]) -> None:
    """Do the work, or let it be when `stopped` is set first. Raises what it raises."""
    task = asyncio.ensure_future(work)
    stop = asyncio.ensure_future(stopped.wait())
    try:
        await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.cancel()
        task.cancel() if not task.done() else None
        await asyncio.gather(stop, return_exceptions=True)
        if task.cancelled() or not task.done():
            await asyncio.gather(task, return_exceptions=True)
    if task.done() and not task.cancelled():
        task.result()

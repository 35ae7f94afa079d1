"""Calls to Telegram that do not give up at the first fault. All rules about repeating stand here.

Every call of the bot but `getUpdates` passes through `Sending` (python-telegram-bot's place for a
rate limiter), so handlers just call `bot.send_message` and need no rules of their own.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import stamina
import stamina.instrumentation
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot import attempt
from bot.http_request import InDoubt
from bot.metrics import Metrics

log = logging.getLogger(__name__)

# Times as timedelta, which python-telegram-bot will have anyway; otherwise each 429 warns.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# Connections kept to Telegram: more than answers at once, as some of them wait for a lost line.
CONNECTIONS = 128
# Tries of one call, the first included, with pauses that double from 0.2 s to at most 5 s.
TRIES = 6
# Seconds. A longer flood wait is not sat out here: the update is tried again later.
LONGEST_WAIT = 20.0

# Methods that may be repeated at will; others (send…) would say the same thing twice.
_REPEATABLE = ("edit", "answer", "delete", "set", "get", "log", "close")

# What Telegram says of a call that has nothing left to do.
_DONE_ALREADY = (
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to delete not found",
)
# A chat in which nobody is left to be answered (beside every 403).
_CHAT_GONE = (
    "chat not found",
    "user is deactivated",
    "bot was kicked",
    "have no rights to send",
    "not enough rights",
    "chat_write_forbidden",
    "topic_closed",
    "peer_id_invalid",
)

_Call = Callable[..., Coroutine[Any, Any, Any]]


class Sending(BaseRateLimiter[None]):
    """Makes each call when a connection is free, and again as its fault allows.

    - 429: after `retry_after` seconds; only this chat waits, and holds no connection meanwhile
    - 5xx, no connection: after a growing, jittered pause
    - no answer: the same for edits and answers to queries; a message is sent once more, because a
      doubled answer is better than none
    - "message is not modified", "query is too old": success

    What is left after `TRIES` is raised.
    """

    def __init__(self, metrics: Metrics | None = None) -> None:
        self._metrics = metrics or Metrics()
        self._connections = asyncio.Semaphore(CONNECTIONS)
        # stamina would look for other packages to report to at the first retry.
        stamina.instrumentation.set_on_retry_hooks([])

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go."""

    async def process_request(
        self,
        callback: _Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make one call (Bot API method `endpoint`) and give its result.

        Raises TelegramError when it can't be done, RetryAfter when that would take too long.
        """
        if noted := attempt.current():
            noted.calls += 1
        try:
            return await self._call(callback, args, kwargs, endpoint)
        except ChatMigrated as error:
            # A group became a supergroup: the same chat under a new id.
            data["chat_id"] = error.new_chat_id
            return await self._call(callback, args, kwargs, endpoint)
        except BadRequest as error:
            if _says(error, _DONE_ALREADY):
                return True
            raise

    async def _call(self, callback: _Call, args: Any, kwargs: dict[str, Any], endpoint: str) -> Any:
        again = stamina.retry_context(
            on=_Patience(endpoint, self._metrics),
            attempts=TRIES,
            timeout=None,
            wait_initial=0.2,
            wait_max=5.0,
            wait_jitter=0.3,
        )
        async for one_try in again:
            with one_try:
                async with self._connections:
                    return await callback(*args, **kwargs)
        raise AssertionError("stamina gives up by raising")


class _Patience:
    """Decides for one call whether, and after how many seconds, a fault leads to a new try."""

    def __init__(self, endpoint: str, metrics: Metrics) -> None:
        self._endpoint = endpoint
        self._metrics = metrics
        self._repeatable = endpoint.startswith(_REPEATABLE)
        self._doubts = 0

    def __call__(self, error: Exception) -> bool | float:
        decision = self._decide(error)
        if decision is not False:
            self._metrics.retry(self._endpoint, type(error).__name__)
            log.debug("%s is tried again after %s", self._endpoint, type(error).__name__)
        return decision

    def _decide(self, error: Exception) -> bool | float:
        if isinstance(error, RetryAfter):
            wait = flood_wait(error)
            # Those who were told to wait do not all come back in the same instant.
            return wait + random.uniform(0, 0.3) if wait <= LONGEST_WAIT else False
        if not isinstance(error, NetworkError) or isinstance(error, BadRequest):
            return False
        if self._repeatable or not isinstance(error, InDoubt):
            return True
        self._doubts += 1
        return self._doubts <= 1


def flood_wait(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait (Bot API: ResponseParameters.retry_after)."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def is_passing(error: BaseException) -> bool:
    """Whether the fault lies in the line or in Telegram's load: later the same call may succeed."""
    if isinstance(error, BadRequest):
        return False
    return isinstance(error, NetworkError | RetryAfter | TimeoutError)


def is_chat_gone(error: BaseException) -> bool:
    """Whether the bot may not write to the chat (blocked, deleted, no right): no fault of ours."""
    if isinstance(error, Forbidden):
        return True
    return isinstance(error, BadRequest) and _says(error, _CHAT_GONE)


def _says(error: BadRequest, phrases: tuple[str, ...]) -> bool:
    text = str(error).casefold()
    return any(phrase in text for phrase in phrases)

"""One try at answering one update, and what became of it: the same for polling and webhook.

An update is confirmed to Telegram only when its `Result` says so. Whoever asks here tries again
otherwise: the poller itself, or Telegram after the webhook's 503.
"""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from enum import StrEnum
from typing import Any

from msgspec import Struct
from telegram import Bot, Update
from telegram.error import RetryAfter
from telegram.ext import Application

from bot import attempt
from bot.attempt import Attempt
from bot.metrics import Metrics
from bot.notices import Notices
from bot.raw_update import Json, kind_of
from bot.sending import flood_wait, is_chat_gone, is_passing
from bot.slots import AT_ONCE, Slots
from bot.store import LEASE, State, Store, StoreDown

log = logging.getLogger(__name__)

# Seconds for one try; Telegram gives a webhook 60.
TRY_SECONDS = 40.0
# Seconds that a stop gives to what is in hand, and a claim to be given back: all that a stop does must
# be over within 10.
DRAIN, RELEASE = 6.0, 1.0
# After so many tries an update that makes the bot fail is given up.
POISON_TRIES = 3
# Seconds after which it is worth asking again for an update that another has, or without a store.
BUSY_WAIT, STORE_WAIT = 2.0, 5.0


class Outcome(StrEnum):
    """What became of an update."""

    ANSWERED = "answered"
    IGNORED = "ignored"  # nothing was asked of the bot
    LIMITED = "limited"  # the person asks too much at once, and was told
    BLOCKED = "blocked"  # the chat is closed to the bot
    REPEATED = "repeated"  # answered before
    UNREADABLE = "unreadable"  # not an update that we can parse
    GIVEN_UP = "given_up"  # failed too often; the person was told
    BUSY = "busy"  # in other hands
    FAILED = "failed"
    NO_STORE = "no_store"


_OPEN = (Outcome.BUSY, Outcome.FAILED, Outcome.NO_STORE)


class Result(Struct, frozen=True):
    """An outcome; if it is not final, the seconds after which to try again (0: no advice)."""

    outcome: Outcome
    retry_after: float = 0.0

    @property
    def is_final(self) -> bool:
        """Whether the update may be confirmed to Telegram."""
        return self.outcome not in _OPEN


class Delivery:
    """Answers updates over one Application, each claimed in the store first.

    `passing_tries`: after so many tries an update is given up although only the line failed;
    None: never (Telegram's webhook tries for a day by itself).
    """

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        store: Store,
        metrics: Metrics | None = None,
        passing_tries: int | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        self._application = application
        self._bot: Bot = application.bot
        self._store = store
        self._metrics = metrics or Metrics()
        self._notices = Notices(application.bot)
        self._passing_tries = passing_tries
        self._slots = Slots(at_once)
        self._in_hand: set[int] = set()

    async def answer(self, raw: Json) -> Result:
        """Try to answer an update (Bot API: Update, as JSON with an `update_id`); never raises."""
        started = time.perf_counter()
        async with self._slots.place():
            result = await self._answer(raw)
        seconds = time.perf_counter() - started
        kind, outcome = kind_of(raw), result.outcome.value
        self._metrics.update(kind, outcome, seconds)
        fields = {"kind": kind, "outcome": outcome, "ms": round(seconds * 1000, 1)}
        log.info("update", extra={"fields": fields})
        return result

    async def keep_claims(self) -> None:
        """Keep what is in hand from lapsing; runs until cancelled."""
        while True:
            await asyncio.sleep(LEASE / 3)
            try:
                await self._store.renew(tuple(self._in_hand))
            except StoreDown:
                log.warning("the store can't be reached")

    async def _answer(self, raw: Json) -> Result:
        try:
            update = Update.de_json(raw, self._bot)
        except Exception as error:
            _log_fault("an update can't be read", error)
            await self._notices.failed(raw)
            return Result(Outcome.UNREADABLE)
        try:
            claim = await self._store.claim(update.update_id)
        except StoreDown:
            return Result(Outcome.NO_STORE, STORE_WAIT)
        if claim.state is State.DONE:
            return Result(Outcome.REPEATED)
        if claim.state is State.BUSY:
            return Result(Outcome.BUSY, BUSY_WAIT)
        self._in_hand.add(update.update_id)
        try:
            return await self._try(update, raw, claim.tries)
        finally:
            self._in_hand.discard(update.update_id)

    async def _try(self, update: Update, raw: Json, number: int) -> Result:
        noted = attempt.begin(number)
        try:
            async with asyncio.timeout(TRY_SECONDS):
                await self._application.process_update(update)
        except Exception as error:
            noted.error = error
        except asyncio.CancelledError:
            await self._release(update)
            raise
        return await self._settle(update, raw, noted)

    async def _settle(self, update: Update, raw: Json, noted: Attempt) -> Result:
        error = noted.error
        if error is None:
            return await self._finished(update, _done(noted))
        if is_chat_gone(error):
            return await self._finished(update, Outcome.BLOCKED)
        if isinstance(error, StoreDown):
            await self._release(update)
            return Result(Outcome.NO_STORE, STORE_WAIT)
        _log_fault("an update was not answered", error)
        limit = self._passing_tries if is_passing(error) else POISON_TRIES
        if limit is not None and noted.number >= limit:
            await self._notices.failed(raw)
            return await self._finished(update, Outcome.GIVEN_UP)
        await self._release(update)
        return Result(Outcome.FAILED, flood_wait(error) if isinstance(error, RetryAfter) else 0.0)

    async def _finished(self, update: Update, outcome: Outcome) -> Result:
        try:
            await self._store.finish(update.update_id)
        except StoreDown:
            # It is answered all the same; only a repeat in the next day would not be recognised.
            log.warning("the store can't be reached: an answered update is not noted")
        return Result(outcome)

    async def _release(self, update: Update) -> None:
        try:
            async with asyncio.timeout(RELEASE):
                await self._store.release(update.update_id)
        except (StoreDown, TimeoutError):
            log.warning("the store can't be reached: a claim will lapse by itself")


def _done(noted: Attempt) -> Outcome:
    if noted.is_limited:
        return Outcome.LIMITED
    return Outcome.ANSWERED if noted.calls else Outcome.IGNORED


def _log_fault(what: str, error: BaseException) -> None:
    """Log a fault by kind and place; its text may hold what a person wrote, so only at DEBUG."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    place = f"{ours[-1].filename}:{ours[-1].lineno} in {ours[-1].name}" if ours else "unknown"
    log.error("%s: %s at %s", what, type(error).__name__, place)
    log.debug("%s", what, exc_info=error)

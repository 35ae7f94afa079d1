"""Long polling that confirms to Telegram only what was answered (Bot API: getUpdates).

`getUpdates` confirms all updates before its `offset`, so the offset is the first update that is
not answered yet. What comes again because of that is known by its id, and is in hand already.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Protocol

from telegram.error import Conflict, RetryAfter, TelegramError

from bot.delivery import DRAIN, Delivery, Result
from bot.lanes import Lanes
from bot.raw_update import Json, chat_of
from bot.sending import flood_wait

log = logging.getLogger(__name__)

# Bot API: getUpdates.limit is 1-100; `timeout` in seconds.
LIMIT, LONG_POLL = 100, 10
# Seconds that a poll may take beyond the wait it asks for; twice as many after each fault in a row.
SLACK, LONGEST_SLACK = 2.0, 8.0
# While something is in hand: ask for what is new at most so often (s). Telegram answers the same
# offset within 0.5 s with a single update, so the longer wait lies above that.
SOONEST, LATEST = 0.05, 0.6
# With more in hand a call only confirms: what comes again with the new costs time too.
REFILL = 25
# Telegram shows no more than `LIMIT` updates beyond the first unconfirmed one. So one that is not
# answered after so many seconds, with the others answered, is confirmed all the same: it is still
# tried, but would be lost with this process.
HELD_UP = 3.0
# Seconds that a stop has to confirm the last answers.
CONFIRM = 1.5
# Tries of an update that fails through no fault of its own: about ten minutes.
PASSING_TRIES = 20
LONGEST_PAUSE = 30.0

Pause = Callable[[float], Awaitable[object]]


class Source(Protocol):
    """Where updates come from (`bot/telegram_bot.py`)."""

    async def raw_updates(
        self, offset: int | None, limit: int, timeout: int, slack: float
    ) -> list[Json]:
        """See getUpdates; `slack`: how many seconds longer than `timeout` it may take."""


class Poller:
    """Fetches updates and has them answered: those of a chat in order, chats side by side.

    `pause` waits for a number of seconds between two tries.
    """

    def __init__(self, source: Source, delivery: Delivery, pause: Pause = asyncio.sleep) -> None:
        self._source = source
        self._delivery = delivery
        self._pause = pause
        self._window = Window()
        self._lanes = Lanes()
        self._tasks: set[asyncio.Task[None]] = set()
        self._looked = 0.0
        self._faults = 0
        self.has_polled = False

    async def run(self, stopped: asyncio.Event) -> None:
        """Poll until `stopped` is set; then finish what is in hand, and confirm it."""
        polling = asyncio.create_task(self._poll())
        stop = asyncio.create_task(stopped.wait())
        await asyncio.wait((polling, stop), return_when=asyncio.FIRST_COMPLETED)
        polling.cancel()
        stop.cancel()
        await asyncio.gather(polling, stop, return_exceptions=True)
        await self._drain()

    async def _poll(self) -> None:
        while True:
            try:
                await self._fetch()
                self._faults = 0
            except Exception as error:
                self._faults += 1
                await self._pause(_after(error, self._faults))
                continue
            await self._window.wait_for_change(SOONEST, LATEST)

    async def _fetch(self) -> None:
        offset = self._window.offset
        # With something in hand there is always an answer at once, so a longer wait is a fault.
        wait = 0 if self._window.is_busy else LONG_POLL
        limit = self._limit()
        slack = min(LONGEST_SLACK, SLACK * 2**self._faults)
        updates = await self._source.raw_updates(offset, limit, wait, slack)
        self.has_polled = True
        self._window.confirm(offset)
        now = asyncio.get_running_loop().time()
        new = [update for update in updates if self._window.take(int(update["update_id"]), now)]
        for update in new:
            task = asyncio.create_task(self._answer(update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        # Telegram shows no more, and what it shows is answered but for a few chats.
        is_stuck = len(updates) == LIMIT and not new and len(self._lanes) <= REFILL
        if is_stuck and (number := self._window.set_aside(now - HELD_UP)):
            log.warning("%d updates that can't be answered yet are set aside for newer ones", number)

    def _limit(self) -> int:
        """How many updates to ask for: all, or with enough in hand the one that confirms.

        From time to time all in any case: what is in hand may be of one chat, and others wait.
        """
        now = asyncio.get_running_loop().time()
        if self._window.is_full and now < self._looked + LATEST:
            return 1
        self._looked = now
        return LIMIT

    async def _answer(self, update: Json) -> None:
        """Try until it is done. The chat's next update waits for that, which keeps their order."""
        number = int(update["update_id"])
        async with self._lanes.turn(chat_of(update)):
            tries = 0
            while not (result := await self._delivery.answer(update)).is_final:
                tries += 1
                await self._pause(_before_next(result, tries))
        self._window.done(number)

    async def _drain(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=DRAIN)
        if self._tasks:
            log.warning("stopped with %d updates unanswered: they come again", len(self._tasks))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._window.is_unconfirmed:
            try:
                async with asyncio.timeout(CONFIRM):
                    # Confirms by its offset; what it brings is left for the next start.
                    await self._source.raw_updates(self._window.offset, 1, 0, CONFIRM)
            except (TelegramError, TimeoutError) as error:
                log.warning("the last answers are not confirmed: %s", type(error).__name__)


class Window:
    """The updates between the first unanswered one and the last one seen, in Telegram's order.

    Ids are only compared for being the same: after a quiet week they start anew, anywhere.
    """

    def __init__(self) -> None:
        # What may be confirmed; what is in hand, with the second in which it was taken.
        self._settled: dict[int, bool] = {}
        self._open: dict[int, float] = {}
        self._last: int | None = None
        self._confirmed: int | None = None
        self._moved = asyncio.Event()

    @property
    def offset(self) -> int | None:
        """What to ask for next: the first unanswered update, else the one after the last."""
        for number, settled in self._settled.items():
            if not settled:
                return number
        return None if self._last is None else self._last + 1

    @property
    def is_unconfirmed(self) -> bool:
        """Whether Telegram has yet to be told of an answer."""
        return self.offset != self._confirmed

    @property
    def is_busy(self) -> bool:
        """Whether an update is in hand."""
        return bool(self._open)

    @property
    def is_full(self) -> bool:
        """Whether enough is in hand for now, and there is something to confirm."""
        return len(self._open) > REFILL and self.is_unconfirmed

    def take(self, number: int, now: float = 0.0) -> bool:
        """Whether this update is new; from now on it is in hand."""
        if number in self._settled:
            return False
        self._settled[number] = False
        self._open[number] = now
        self._last = number
        return True

    def done(self, number: int) -> None:
        """It is answered."""
        del self._open[number]
        self._settle(number)

    def set_aside(self, before: float) -> int:
        """Let the first unanswered updates be confirmed that were taken before that second.

        Gives their number.
        """
        count = 0
        while (first := self.offset) is not None and self._open.get(first, before) < before:
            self._settle(first)
            count += 1
        return count

    def confirm(self, offset: int | None) -> None:
        """Telegram took `offset`: forget what lies before it."""
        self._confirmed = offset
        for number in list(self._settled):
            if number == offset:
                break
            del self._settled[number]

    def _settle(self, number: int) -> None:
        is_first = number == self.offset
        if number in self._settled:
            self._settled[number] = True
        if is_first:
            self._moved.set()

    async def wait_for_change(self, soonest: float, latest: float) -> None:
        """Return at once when nothing is in hand, else when there is a point in asking again.

        That is when something can be confirmed, or after `latest` seconds: others may have come.
        """
        if not self.is_busy:
            return
        self._moved.clear()
        await asyncio.sleep(soonest)
        if not self.is_busy:
            return
        try:
            async with asyncio.timeout(latest - soonest):
                await self._moved.wait()
        except TimeoutError:
            pass


def _before_next(result: Result, tries: int) -> float:
    return result.retry_after or _backoff(tries)


def _after(error: Exception, faults: int) -> float:
    """Log why polling failed; give the seconds until the next call."""
    if isinstance(error, Conflict):
        log.warning("another program polls with this token, or a webhook is set")
    else:
        log.warning("polling failed: %s", type(error).__name__)
    return flood_wait(error) if isinstance(error, RetryAfter) else _backoff(faults)


def _backoff(number: int) -> float:
    """Seconds before try `number` + 1: doubling, jittered."""
    longest: float = min(LONGEST_PAUSE, 0.25 * 2.0 ** min(number, 10))
    return random.uniform(longest / 2, longest)

"""What replicas of the bot share: which updates are taken, how much a person asked, what was shown.

`Store` is the interface. `LocalStore` keeps it in this process, `bot/redis_store.py` in Redis.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from bot.limits import Admission, Bucket, Pace, admit

# Seconds. A claim lapses soon after its holder died; what was answered stays known for a day, as
# long as Telegram may repeat an update; what was shown is forgotten after an hour.
LEASE = 6.0
DAY = 24 * 3600.0
REMEMBERED = 3600.0
# A language that was chosen is kept for a year.
YEAR = 365 * DAY
# How long, and how many, names that Telegram gave to files are kept: it may forget a file.
WEEK = 7 * DAY
MOST_FILES = 1000
# How many different unanswered questions are counted, and how many days after the last time each.
MOST_UNANSWERED, UNANSWERED_DAYS = 2000, 90

T = TypeVar("T")


class StoreDown(Exception):
    """The store can't be reached: nothing is known, and nothing may be taken for done."""


class State(Enum):
    """Whose an update is: ours from now on, in another's hands, or answered already."""

    OURS = "ours"
    BUSY = "busy"
    DONE = "done"


class Claim(Struct, frozen=True):
    """The answer to a claim; `tries` counts the claims that were granted, this one included."""

    state: State
    tries: int = 0


class Unanswered(Struct, frozen=True):
    """A question that had no answer: how often it came, its first and last day (`2026-01-09`)."""

    text: str
    count: int
    first: str
    last: str


class Store(Protocol):
    """Every call may raise StoreDown. Values are JSON; keys are short and may hold chat ids."""

    async def claim(self, update: int) -> Claim:
        """Take an update in hand, unless somebody has it or it is done."""

    async def renew(self, updates: Iterable[int]) -> None:
        """Keep these claims alive for another `LEASE` seconds; forget what is over."""

    async def release(self, update: int) -> None:
        """Give an update back: it was not answered."""

    async def finish(self, update: int) -> None:
        """Note that an update is answered."""

    async def admit(self, person: int, is_inline: bool = False) -> Admission:
        """Count a question of a person, or an inline query apart from these."""

    async def put(self, key: str, value: Any) -> None:
        """Remember a value for `REMEMBERED` seconds."""

    async def get(self, key: str) -> Any:
        """The value, or None if it is not known (any more)."""

    async def prefer(self, person: int, choice: str) -> None:
        """Remember what a person chose, for a `YEAR`."""

    async def preference(self, person: int) -> str | None:
        """What the person chose; None for nobody that is known."""

    async def name_file(self, key: str, file_id: str) -> None:
        """Remember for a `WEEK` how Telegram names a file that was sent."""

    async def file(self, key: str) -> str | None:
        """Telegram's name of a file; None if it is not known (any more)."""

    async def count_unanswered(self, text: str, day: str) -> None:
        """Count a question that had no answer, on a day (`2026-01-09`); not who asked it."""

    async def unanswered(self) -> list[Unanswered]:
        """What was counted, the most frequent first."""

    async def ping(self) -> None:
        """Nothing, if the store can be reached."""

    async def close(self) -> None:
        """Let go of connections."""


class Fading(Generic[T]):
    """A bounded table in which an entry is forgotten a fixed time after it was put."""

    def __init__(self, seconds: float, size: int, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._size = size
        self._clock = clock
        self._entries: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()

    def put(self, key: Hashable, value: T) -> None:
        """Keep a value; beyond the size the oldest entry makes room."""
        self._entries[key] = (self._clock() + self._seconds, value)
        self._entries.move_to_end(key)
        if len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def get(self, key: Hashable) -> T | None:
        """The value; None if there is none."""
        entry = self._entries.get(key)
        return entry[1] if entry and entry[0] > self._clock() else None

    def drop(self, key: Hashable) -> None:
        """Forget an entry now."""
        self._entries.pop(key, None)

    def sweep(self) -> None:
        """Forget what is over. All entries live equally long, so the oldest stand first."""
        now = self._clock()
        while self._entries and next(iter(self._entries.values()))[0] <= now:
            self._entries.popitem(last=False)

    def values(self) -> list[T]:
        """All values that are not over."""
        now = self._clock()
        return [value for until, value in self._entries.values() if until > now]

    def __len__(self) -> int:
        return len(self._entries)


class LocalStore:
    """The store of one process. It needs no leases: who holds a claim dies with the claims."""

    def __init__(
        self, pace: Pace | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pace = pace or Pace()
        self._clock = clock
        self._working: set[int] = set()
        self._done: Fading[bool] = Fading(DAY, 50_000, clock)
        self._tries: Fading[int] = Fading(DAY, 10_000, clock)
        # Both kinds of bucket fill up in the same time.
        self._buckets: Fading[Bucket] = Fading(self._pace.refill_seconds, 50_000, clock)
        self._memory: Fading[Any] = Fading(REMEMBERED, 10_000, clock)
        self._choices: Fading[str] = Fading(YEAR, 50_000, clock)
        self._files: Fading[str] = Fading(WEEK, MOST_FILES, clock)
        self._unanswered: Fading[Unanswered] = Fading(UNANSWERED_DAYS * DAY, MOST_UNANSWERED, clock)

    @property
    def _tables(self) -> tuple[Fading[Any], ...]:
        memory = self._memory, self._choices, self._files, self._unanswered
        return (self._done, self._tries, self._buckets, *memory)

    async def claim(self, update: int) -> Claim:
        """See Store."""
        if self._done.get(update):
            return Claim(State.DONE)
        if update in self._working:
            return Claim(State.BUSY)
        self._working.add(update)
        tries = (self._tries.get(update) or 0) + 1
        self._tries.put(update, tries)
        return Claim(State.OURS, tries)

    async def renew(self, updates: Iterable[int]) -> None:
        """See Store."""
        for table in self._tables:
            table.sweep()

    async def release(self, update: int) -> None:
        """See Store."""
        self._working.discard(update)

    async def finish(self, update: int) -> None:
        """See Store."""
        self._working.discard(update)
        self._tries.drop(update)
        self._done.put(update, True)

    async def admit(self, person: int, is_inline: bool = False) -> Admission:
        """See Store."""
        pace, key = self._pace.inline if is_inline else self._pace, (person, is_inline)
        bucket, admission = admit(pace, self._buckets.get(key), self._clock())
        self._buckets.put(key, bucket)
        return admission

    async def put(self, key: str, value: Any) -> None:
        """See Store."""
        self._memory.put(key, value)

    async def get(self, key: str) -> Any:
        """See Store."""
        return self._memory.get(key)

    async def prefer(self, person: int, choice: str) -> None:
        """See Store."""
        self._choices.put(person, choice)

    async def preference(self, person: int) -> str | None:
        """See Store."""
        return self._choices.get(person)

    async def name_file(self, key: str, file_id: str) -> None:
        """See Store."""
        self._files.put(key, file_id)

    async def file(self, key: str) -> str | None:
        """See Store."""
        return self._files.get(key)

    async def count_unanswered(self, text: str, day: str) -> None:
        """See Store."""
        known = self._unanswered.get(text) or Unanswered(text, 0, day, day)
        self._unanswered.put(text, Unanswered(text, known.count + 1, known.first, day))

    async def unanswered(self) -> list[Unanswered]:
        """See Store."""
        return ranked(self._unanswered.values())

    async def ping(self) -> None:
        """See Store."""

    async def close(self) -> None:
        """See Store."""


def ranked(counted: Iterable[Unanswered]) -> list[Unanswered]:
    """The most frequent first, then the latest."""
    return sorted(sorted(counted, key=lambda u: u.last, reverse=True), key=lambda u: -u.count)

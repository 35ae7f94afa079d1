"""How much one person may ask: a burst at once, then a steady rate.

A bucket of tokens, one for each question. When it is empty the person is told once how long to
wait; only after that much has flowed in do questions count again, so that a flood meets one notice,
not many.
"""

from __future__ import annotations

import math

from msgspec import Struct

# How many inline queries count as one question: there is one for every few letters typed.
QUERIES = 5


class Pace(Struct, frozen=True):
    """`burst` questions at once, `per_minute` in the long run."""

    burst: int = 20
    per_minute: float = 30.0

    @property
    def inline(self) -> Pace:
        """The pace of inline queries, which have a bucket of their own."""
        return Pace(self.burst * QUERIES, self.per_minute * QUERIES)

    @property
    def per_second(self) -> float:
        """Tokens a second."""
        return self.per_minute / 60

    @property
    def resume(self) -> int:
        """How many tokens end a pause: several, so that a notice is not followed by the next."""
        return min(self.burst, 5)

    @property
    def refill_seconds(self) -> int:
        """After how many seconds a bucket is full again, and so need not be kept."""
        return math.ceil(self.burst / self.per_second)


class Bucket(Struct, frozen=True):
    """One person's tokens at a moment (seconds of a clock), and whether a pause is on."""

    tokens: float
    at: float
    paused: bool = False


class Admission(Struct, frozen=True):
    """Whether a question is taken; if not, the seconds to wait, and whether to say so now."""

    taken: bool
    wait: int = 0
    tell: bool = False


def admit(pace: Pace, bucket: Bucket | None, now: float) -> tuple[Bucket, Admission]:
    """Take a question out of the bucket (None: a full one), or say how long to wait."""
    if bucket is None:
        bucket = Bucket(pace.burst, now)
    tokens = min(pace.burst, bucket.tokens + max(0.0, now - bucket.at) * pace.per_second)
    if tokens >= (pace.resume if bucket.paused else 1):
        return Bucket(tokens - 1, now), Admission(taken=True)
    wait = math.ceil((pace.resume - tokens) / pace.per_second)
    return Bucket(tokens, now, paused=True), Admission(False, wait, tell=not bucket.paused)

"""What became of the attempt to answer one update, noted by whoever sees it.

python-telegram-bot catches what a handler raises and tells only its error handlers, so the outcome
is kept here, one a task.
"""

from __future__ import annotations

from contextvars import ContextVar

from msgspec import Struct


class Attempt(Struct):
    """One try: which one it is, the calls made to Telegram, and the fault that ended it, if any.

    is_limited: the person asked too much at once, so it was not answered.
    """

    number: int = 1
    calls: int = 0
    is_limited: bool = False
    error: BaseException | None = None


_CURRENT: ContextVar[Attempt | None] = ContextVar("attempt", default=None)


def begin(number: int) -> Attempt:
    """Make the attempt that this task works on from now on."""
    attempt = Attempt(number)
    _CURRENT.set(attempt)
    return attempt


def current() -> Attempt | None:
    """The attempt that this task works on; None outside of one."""
    return _CURRENT.get()

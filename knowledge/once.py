"""Tables and patterns that are made once: when they are first asked for, or all before anybody asks.

Most are made from the words of `language/`, and to read a file of it takes as long as ten answers: a bot
makes them all beside its first answers (`Service.prepare`), so that no later message waits for one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

Made = TypeVar("Made")

_makers: list[Callable[[], object]] = []


def once(make: Callable[[], Made]) -> _lru_cache_wrapper[Made]:
    """Make it at the first call, and give the same at each further one."""
    made = cache(make)
    _makers.append(made)
    return made


def make_all() -> None:
    """Make what was not asked for yet; may run in a thread beside those who ask."""
    for make in _makers:
        make()

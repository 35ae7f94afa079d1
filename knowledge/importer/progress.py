"""A line of progress on a terminal; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

Item = TypeVar("Item")


def progress(what: str, items: Iterable[Item]) -> Iterator[Item]:
    """The items, one by one, counted on stderr if that is a terminal."""
    shown = sys.stderr.isatty()
    total = f"/{len(items)}" if isinstance(items, Sized) else ""
    for count, item in enumerate(items, start=1):
        if shown:
            print(f"\r{what} {count}{total}", end="", file=sys.stderr, flush=True)
        yield item
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)

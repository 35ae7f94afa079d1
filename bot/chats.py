"""What the bot remembers of a chat, for an hour at most: the measures shown last, and which reply
answered which message (so that an edited question gets its reply edited)."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

REMEMBERED = 3600.0  # seconds
CHATS = 10_000


class Memory:
    """A bounded store in which entries are forgotten after `REMEMBERED` seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._entries: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()

    def put(self, key: Hashable, value: Any) -> None:
        """Remember a value; the oldest entry makes room."""
        self._entries[key] = (self._clock() + REMEMBERED, value)
        self._entries.move_to_end(key)
        if len(self._entries) > CHATS:
            self._entries.popitem(last=False)

    def get(self, key: Hashable) -> Any:
        """The value, or None if it is not known (any more)."""
        until, value = self._entries.get(key, (0.0, None))
        return value if until > self._clock() else None

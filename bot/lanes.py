"""Order: what belongs to one chat goes one after the other, chats side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager


class Lanes:
    """Turns of chats, each in the order of coming."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        """How many chats have something in hand."""
        return len(self._locks)

    @asynccontextmanager
    async def turn(self, chat: int | None) -> AsyncIterator[None]:
        """Wait for the turn of this chat and hold it; without a chat there is none to wait for."""
        if chat is None:
            yield
            return
        with self._counted(chat) as lock:
            async with lock:
                yield

    @contextmanager
    def _counted(self, chat: int) -> Iterator[asyncio.Lock]:
        lock, users = self._locks.get(chat, (asyncio.Lock(), 0))
        self._locks[chat] = lock, users + 1
        try:
            yield lock
        finally:
            lock, users = self._locks[chat]
            if users == 1:
                del self._locks[chat]
            else:
                self._locks[chat] = lock, users - 1

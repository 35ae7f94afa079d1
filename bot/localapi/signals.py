"""Waiting for a change without polling."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Signal:
    """Wakes everybody who waits when `notify` is called; remembers nothing."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Wake all who wait now."""
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, seconds: float) -> bool:
        """Wait for the next `notify`; False when `seconds` passed without one."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return True

    async def until(self, predicate: Callable[[], T | None], seconds: float) -> T:
        """Wait until `predicate()` is true and give its value; TimeoutError after `seconds`."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + seconds
        while True:
            if value := predicate():
                return value
            left = deadline - clock()
            if left <= 0:
                message = f"nothing came within {seconds} s"
                raise TimeoutError(message)
            await self.wait(left)

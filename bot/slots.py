"""How many answers are worked on at once, without one slow chat taking the place of others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Updates at once. More would all be begun before the first is finished. Chosen by measuring:
# benchmarks/delivery.py, and the README.
AT_ONCE = 64
# Seconds after which who is still at work waits for Telegram, not for the processor.
STAND_ASIDE = 0.5


class Slots:
    """Places to work; one who takes longer than `STAND_ASIDE` works on without one."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place, in the order of coming, and hold it."""
        await self._free.acquire()
        is_held = True

        def give_back() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._free.release()

        timer = asyncio.get_running_loop().call_later(STAND_ASIDE, give_back)
        try:
            yield
        finally:
            timer.cancel()
            give_back()

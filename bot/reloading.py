"""A new knowledge base while the bot runs: swapped whole, or not at all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from bot.handlers import Handlers
from bot.service import Service
from knowledge.base import Faults

log = logging.getLogger(__name__)


class Reloader:
    """Replaces the service of the handlers by what `load` makes."""

    def __init__(self, handlers: Handlers, load: Callable[[], Service]) -> None:
        self._handlers = handlers
        self._load = load
        self._one_at_a_time = asyncio.Lock()

    async def reload(self) -> bool:
        """Load beside the running bot, then swap; a broken one is logged and the old one stays."""
        async with self._one_at_a_time:
            try:
                # In a thread: meanwhile questions are answered from the old one.
                service = await asyncio.to_thread(self._prepared)
            except Faults as broken:
                for fault in broken.faults:
                    log.error("%s", fault)
                log.error("the knowledge base was not reloaded: the old one stays")
                return False
            except Exception:
                log.exception("the knowledge base was not reloaded: the old one stays")
                return False
            self._handlers.service = service
            log.info("the knowledge base was reloaded")
            return True

    def _prepared(self) -> Service:
        service = self._load()
        service.prepare()
        return service

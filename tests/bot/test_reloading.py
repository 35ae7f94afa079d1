"""A new knowledge base while the bot runs."""

from __future__ import annotations

import logging

import pytest

from bot.handlers import Handlers
from bot.reloading import Reloader
from bot.service import Service
from bot.store import LocalStore
from knowledge.base import Faults


async def test_a_sound_knowledge_base_is_swapped_in(service: Service) -> None:
    handlers = Handlers(service, LocalStore())
    new = Service(service.knowledge)
    assert await Reloader(handlers, lambda: new).reload()
    assert handlers.service is new


@pytest.mark.parametrize("fault", [Faults(["measures/budget/048.yaml:7: no title"]), OSError("x")])
async def test_a_broken_one_is_logged_and_the_old_one_stays(
    service: Service, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def load() -> Service:
        raise fault

    handlers = Handlers(service, LocalStore())
    with caplog.at_level(logging.ERROR):
        assert not await Reloader(handlers, load).reload()
    assert handlers.service is service
    if isinstance(fault, Faults):
        assert "measures/budget/048.yaml:7: no title" in caplog.text

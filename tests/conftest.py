"""What tests of several folders use."""

from __future__ import annotations

import pytest

from bot.service import Service
from knowledge.base import load


@pytest.fixture(scope="session")
def service() -> Service:
    """The bot's answers, over the real knowledge base."""
    return Service(load())

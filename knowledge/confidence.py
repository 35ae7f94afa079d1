"""What a score is worth: sure, close, or none."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from knowledge.finder import Found


class Sureness(StrEnum):
    """sure: one answer. close: choices, best first. none: an honest no."""

    SURE = "sure"
    CLOSE = "close"
    NONE = "none"


def judge(found: Sequence[Found], words: str) -> Sureness:
    """How sure the first of what was found for these words is."""
    if not found or found[0].score < 0.75:
        return Sureness.NONE
    second = found[1].score if len(found) > 1 else 0.0
    if found[0].score >= 1.4 and second < 0.9 * found[0].score:
        return Sureness.SURE
    return Sureness.CLOSE

"""What whoever runs the bot decided, where replies must say it."""

from __future__ import annotations

from msgspec import Struct

from replies.report import NOWHERE, Reporting


class Terms(Struct, frozen=True):
    """reporting: where people may report what was not found.

    keeps_unanswered: whether questions without an answer are counted; `/privacy` says so.
    """

    reporting: Reporting = NOWHERE
    keeps_unanswered: bool = False


DEFAULT = Terms()

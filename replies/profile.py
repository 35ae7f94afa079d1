"""What Telegram shows of the bot: name, descriptions, command menu (`profile.yaml`)."""

from __future__ import annotations

from functools import cache

from knowledge.base import load_file
from knowledge.model import Base
from knowledge.question import Language
from replies.texts import ROOT


class Profile(Base, frozen=True):
    """One language's profile. Bot API limits: description 512, short description 120 characters."""

    name: str
    description: str
    short_description: str
    commands: dict[str, str]
    failed: str
    # Said once to a person who asks too much; holds `{seconds}`.
    please_wait: str


@cache
def profiles() -> dict[Language, Profile]:
    """The profile in each language, read once."""
    return load_file(ROOT / "profile.yaml", dict[Language, Profile])

"""What Telegram shows of the bot: name, descriptions, command menu (`profile.yaml`)."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.base import ROOT as KNOWLEDGE
from knowledge.base import Document, load_document, load_file
from knowledge.model import Base
from knowledge.once import once
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


@once
def profiles() -> dict[Language, Profile]:
    """The profile in each language, with the edition's own words put in; read once."""
    found = load_file(ROOT / "profile.yaml", dict[Language, Profile])
    document = load_document(KNOWLEDGE)
    return {language: _of_edition(profile, document, language) for language, profile in found.items()}


def is_command(word: str) -> bool:
    """Whether a word that begins with a slash is a command of ours, or the number of a measure (/48)."""
    name = word.removeprefix("/").casefold()
    return name in profiles()[Language.JA].commands or name[:1].isdecimal()


def _of_edition(profile: Profile, document: Document, language: Language) -> Profile:
    """The descriptions hold `{short}`, `{publisher}`, `{date}` and `{count}` (of measures)."""
    values = {
        "short": getattr(document.short, language),
        "publisher": getattr(document.publisher, language),
        "date": getattr(document.date_shown, language),
        "count": document.pages.count,
    }
    return replace(
        profile,
        description=profile.description.format(**values),
        short_description=profile.short_description.format(**values),
    )

"""Measures by ministry: people ask for them so, and the copy of the document does not say which is whose."""

from __future__ import annotations

from knowledge import lexicon
from knowledge.lexicon import Phrases
from knowledge.once import once
from knowledge.selecting import subject
from knowledge.shapes import Bilingual


class Ministry(Bilingual, frozen=True, kw_only=True):
    """One entry of `language/ministries.yaml`. themes: keys of `themes.yaml`, the nearest first."""

    themes: list[str]


def asks_by_ministry(cleaned: str) -> bool:
    """Whether a cleaned message asks for the measures of a ministry, or of each, and says no more of them.

    >>> asks_by_ministry("農林水産省の施策は何件"), asks_by_ministry("国土交通省の道路")
    (True, False)
    """
    return _names().has(cleaned) and not subject(_names().without(cleaned))


def without(cleaned: str) -> str:
    """A cleaned text without the ministries that it names, which say of no measure that it is meant.

    >>> without("経産省の省力化補助金")
    '省力化補助金'
    """
    return _names().without(cleaned).removeprefix("の").strip() if _names().has(cleaned) else cleaned


def nearest_themes(cleaned: str) -> tuple[str, ...]:
    """The themes nearest to the work of the ministries that a cleaned message names."""
    found = _names().find(cleaned)
    return tuple(dict.fromkeys(theme for match in found for theme in _ministries()[match.label].themes))


@once
def _ministries() -> dict[str, Ministry]:
    return lexicon.load("ministries", dict[str, Ministry])


@once
def _names() -> Phrases:
    return Phrases(_ministries().items())

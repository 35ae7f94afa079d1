"""Patterns that fit no text without one of some words, their cues.

A pattern of hundreds of words takes milliseconds to compile and longer to look for than its cues, which most
messages don't have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.once import once


class Cued:
    """A pattern that is compiled when a text first has one of its cues, or with all that is made once."""

    def __init__(self, pattern: str, cues: Iterable[str]) -> None:
        """Wherever the pattern fits, one of the cues stands in what it fits."""
        self._cues = tuple(dict.fromkeys(cues))
        self._begins = frozenset(cue[0] for cue in self._cues)
        self._compiled = once(lambda: re.compile(pattern))

    def search(self, text: str) -> re.Match[str] | None:
        """Where the pattern first fits."""
        return self._compiled().search(text) if self._may_fit(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places where it fits."""
        return self._compiled().finditer(text) if self._may_fit(text) else iter(())

    def _may_fit(self, text: str) -> bool:
        return not self._begins.isdisjoint(text) and any(map(text.__contains__, self._cues))

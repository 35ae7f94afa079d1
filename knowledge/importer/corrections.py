"""The list of scanning errors (`knowledge/scan_corrections.yaml`) and its use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.base import ROOT, load_file
from knowledge.model import Correction

LIST = ROOT / "scan_corrections.yaml"


class Corrector:
    """Corrects texts by the list: printed → corrected."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        self._wrong = dict(wrong)
        # Right words first: an error that is part of one (科学研究 in 科学研究費) is left alone.
        right = {r for r in wrong.values() if any(w in r for w in wrong)}
        words = sorted(right | wrong.keys(), key=lambda w: (-len(w), w))
        self._pattern = re.compile("|".join(map(re.escape, words))) if words else None

    def apply(self, text: str) -> str:
        """The text, corrected."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda m: self._wrong.get(m.group(), m.group()), text)

    def found(self, text: str) -> list[Correction]:
        """The corrections that a text needs, each once.

        A single character is recorded with the one beside it, so that a reader knows the word.
        """
        found: dict[str, Correction] = {}
        for match in self._pattern.finditer(text) if self._pattern else ():
            printed = match.group()
            if printed not in self._wrong:
                continue
            corrected = self._wrong[printed]
            if len(printed) == 1:
                before, after = _beside(text, match.start(), match.end())
                corrected = before + corrected + after
                printed = before + printed + after
            found.setdefault(printed, Correction(printed=printed, corrected=corrected))
        return list(found.values())


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The character after, or, at the end of a word, the one before."""
    if text[end : end + 1].isalpha():
        return "", text[end]
    before = text[start - 1 : start]
    return (before, "") if before.isalpha() else ("", "")


@cache
def corrector(path: Path = LIST) -> Corrector:
    """The list, read once. Raises Faults or SourceFault."""
    return Corrector(load_file(path, dict[str, str]))

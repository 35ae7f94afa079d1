"""The measures of a comparison that are named by number: 48と49の違い, 森林整備の132と治山の130.

Any number may be meant otherwise (iPhone 15と16), so what stands beside numbers has to fit the measures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import lexicon
from knowledge.asked import asked
from knowledge.by_words import ByWords
from knowledge.comparing_words import around_than, comparing, side
from knowledge.following import compared_numbers
from knowledge.lexicon import label
from knowledge.normalize import clean, hiragana
from knowledge.notation import Names, Reference, bare_numbers, numbers
from knowledge.requests import phrases
from knowledge.selecting import number_range, ranking
from knowledge.spelling import without_generic

_NUMBERS = re.compile(r"\d+(?:[-.]\d+)*")
# Signs that part a number from what stands beside it, which are gone in a cleaned text: 21、名前が.
_APART = re.compile(r"[\s、，。・「」（）()]+|,(?!\d)")
_HIRAGANA = re.compile("[ぁ-んー]+")


class ComparedNumbers:
    """Reads the numbers of comparisons over one knowledge base."""

    def __init__(self, by_words: ByWords) -> None:
        self.by_words = by_words
        self.knowledge = by_words.knowledge

    def named(self, text: str, cleaned: str) -> list[str]:
        """The measures named by number that are to be shown side by side, as a word says (48と49の違い) or
        as what is said beside their numbers is said of each (森林整備の132と治山の130)."""
        compares = comparing().has(cleaned)
        if not compares and len(_NUMBERS.findall(cleaned)) < 2:
            return []
        listed = self._numbers(text, cleaned)
        named = self._sides(listed)
        if len(named) < 2 or (not compares and (number_range(cleaned) or ranking(text))):
            return []
        said = _said_beside(cleaned, only_asks=compares)
        if not said:
            return named if compares or label("side_by_side").has(cleaned) else []
        if not compares:
            return named if all(self._is_said(said, measure) for measure in named) else []
        if any(r.explicit for r in listed) or not _said_beside(_before_comparing(cleaned), only_asks=True):
            return named
        return named if any(self.by_words.is_said_of(said, measure) for measure in named) else []

    def _numbers(self, text: str, cleaned: str) -> list[Reference]:
        """The numbers of measures that a message lists, or that stand among what it says, if all name one."""
        pages = [r for r in compared_numbers(cleaned) if r.names is Names.PAGE]
        listed = pages if len(pages) > 1 else _listed(cleaned)
        if pages or any(r.is_range(self.knowledge) for r in listed):
            return listed
        bare = bare_numbers(" ".join(hiragana(clean(part)) for part in _APART.split(text)))
        if len(bare) <= len(listed):
            return listed
        return bare if all(r.measures(self.knowledge) for r in bare) else []

    def _is_said(self, said: str, measure: str) -> bool:
        """Whether any part of what is said is said of a measure."""
        parts = [said, *label("sides").without(said).split()]
        return any(self.by_words.is_said_of(part, measure) for part in parts)

    def _sides(self, listed: Sequence[Reference]) -> list[str]:
        """The measures of some numbers. A bare group (57) is no side of a comparison; 46 47 are two."""
        ids = [r.measures(self.knowledge) for r in listed]
        sides = (found for r, found in zip(listed, ids, strict=True) if r.part or r.last or len(found) == 1)
        return [measure for found in sides for measure in found]


def _numbers(cleaned: str) -> list[Reference]:
    return [r for r in compared_numbers(around_than(cleaned)) if r.names is not Names.PAGE]


def _listed(cleaned: str) -> list[Reference]:
    """The numbers that a comparison lists: 48と49どっち."""
    listed = _numbers(cleaned)
    if len(listed) > 1:
        return listed
    # What is asked of them may stand right behind: 49と50お金どっちが多い.
    return _numbers(lexicon.polite().without(asked(cleaned).rest))


def _said_beside(cleaned: str, only_asks: bool) -> str:
    """What a message says beside numbers and beside what it asks; "" if that names nothing.

    only_asks: whether what is left in hiragana alone only asks, as it does beside a word that compares.
    """
    rest = asked(comparing().without(_NUMBERS.sub(" ", cleaned))).rest
    said_of_any = *map(label, ("side_by_side", "more", "most")), *map(phrases, ("question", "aside"))
    for words in (*said_of_any, lexicon.polite()):
        rest = words.without(rest)
    joins = [word.strip() for word in numbers().lists]
    said = (word for word in map(side, rest.split()) if without_generic(word) and word not in joins)
    return " ".join(word for word in said if not (only_asks and (len(word) < 2 or _HIRAGANA.fullmatch(word))))


def _before_comparing(cleaned: str) -> str:
    """A text up to the word that compares or asks, if its numbers stand before that: 48と49、どっちが簡単,
    49 or 50, which is better for a bakery."""
    numbered = list(_NUMBERS.finditer(cleaned))
    last = numbered[-1].end() if numbered else 0
    found = (*comparing().find(cleaned), *phrases("inside").find(cleaned))
    return cleaned[: min((match.start for match in found if match.start >= last), default=len(cleaned))]

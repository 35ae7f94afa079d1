"""The measures of a comparison that are named by number: 48と49の違い, 森林整備の132と治山の130.

Any number may be meant otherwise (iPhone 15と16), so what stands beside numbers has to fit the measures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import lexicon
from knowledge.asked import asked
from knowledge.base import KnowledgeBase
from knowledge.by_words import ByWords
from knowledge.comparing_words import around_than, side, wanting
from knowledge.elsewhere import elsewhere
from knowledge.lexicon import label
from knowledge.normalize import clean, hiragana
from knowledge.notation import (
    Names,
    Reference,
    bare_numbers,
    is_only_references,
    numbers,
    references,
    settled,
    without,
)
from knowledge.requests import phrases
from knowledge.selecting import counted, how_many, number_range, ranking
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

    def are_all(self, cleaned: str) -> bool:
        """Whether a message compares measures by number and says nothing else: 56と48を比べて."""
        if not label("compare").has(cleaned):
            return False
        rest = hiragana(lexicon.polite().without(label("compare").without(cleaned)))
        listed = references(rest)
        return len(listed) > 1 and is_only_references(rest, listed)

    def says_no_more(self, cleaned: str) -> bool:
        """Whether a message names numbers and says nothing else, however it asks: 3番と4番の違いは."""
        marked = [r for r in references(hiragana(cleaned)) if r.explicit]
        has_numbers = bool(marked) or _NUMBERS.search(cleaned) is not None
        return has_numbers and not _said_beside(without(cleaned, marked), only_asks=True)

    def named(self, text: str, cleaned: str) -> list[str]:
        """The measures named by number that are to be shown side by side, as a word says (48と49の違い) or
        as what is said beside their numbers is said of each (森林整備の132と治山の130)."""
        compares = wanting().has(cleaned)
        if not compares and len(_NUMBERS.findall(cleaned)) < 2:
            return []
        listed = self._numbers(text, cleaned)
        named = self._sides(listed)
        if len(named) < 2 or (not compares and (number_range(cleaned) or ranking(text))):
            return []
        said = _said_beside(cleaned, only_asks=compares)
        if not said:
            return named if compares or label("side_by_side").has(cleaned) else []
        if len(listed) < 2 and not counts(cleaned, named):
            return []  # 宇宙戦略基金と68の違い: the parts of one are no sides of their own.
        if not any(r.explicit for r in listed) and elsewhere(text):
            return []  # 15と16どっちが好き
        if not compares:
            return named if all(self._is_said(said, r.measures(self.knowledge)) for r in listed) else []
        is_named = len(listed) < 2 or any(r.explicit for r in listed)
        if is_named or not _said_beside(_before_comparing(cleaned), only_asks=True):
            return named
        return named if any(self.by_words.is_said_of(said, measure) for measure in named) else []

    def of_side(self, said: str) -> tuple[str, ...] | None:
        """The measures that one side of a comparison names by number (68番の研究開発, 森林の132): none if
        what it says beside the number does not fit (レベル4); None if it has no number."""
        folded = hiragana(said)
        named = references(folded) or bare_numbers(folded)
        if len(named) != 1 or not (named[0].explicit or named[0].end == len(folded)):
            return None
        beside = without_generic(side(f"{said[: named[0].start]} {said[named[0].end :]}".strip()))
        measures = named[0].measures(self.knowledge)
        fits = not beside or any(self.by_words.is_said_of(beside, measure) for measure in measures)
        return measures if fits else ()

    def _numbers(self, text: str, cleaned: str) -> list[Reference]:
        """The numbers of measures that a message lists, or that stand among what it says, if all name one."""
        pages = [r for r in compared_numbers(cleaned, self.knowledge) if r.names is Names.PAGE]
        listed = pages if len(pages) > 1 else self._listed(cleaned)
        if pages or any(r.is_range(self.knowledge) for r in listed):
            return listed
        among = self._among(" ".join(hiragana(clean(part)) for part in _APART.split(text)))
        if len(among) <= len(listed):
            return listed
        return among if all(r.measures(self.knowledge) for r in among) else []

    def _among(self, folded: str) -> list[Reference]:
        """The numbers among what a message says, with those of institutional measures: 道路の42とs24."""
        bare = bare_numbers(folded)
        systems = [r for r in references(folded) if r.names is Names.SYSTEM and folded[r.start].isalpha()]
        taken = {at for r in systems for at in range(r.start, r.end)}
        among = sorted([*systems, *(r for r in bare if r.start not in taken)], key=lambda r: r.start)
        return settled(folded, among, self.knowledge)

    def _listed(self, cleaned: str) -> list[Reference]:
        """The numbers that a comparison lists: 48と49どっち."""
        listed = self._in_list(cleaned)
        if len(listed) > 1:
            return listed
        # What is asked of them may stand right behind: 49と50お金どっちが多い.
        return self._in_list(lexicon.polite().without(asked(cleaned).rest))

    def _in_list(self, cleaned: str) -> list[Reference]:
        listed = compared_numbers(around_than(cleaned), self.knowledge)
        return [r for r in listed if r.names is not Names.PAGE]

    def _is_said(self, said: str, measures: Sequence[str]) -> bool:
        """Whether any part of what is said is said of any of the measures of a number."""
        parts = [said, *label("sides").without(said).split()]
        return any(self.by_words.is_said_of(part, measure) for part in parts for measure in measures)

    def _sides(self, listed: Sequence[Reference]) -> list[str]:
        """The measures of some numbers: of one with parts (57) all of them; 46 47 are two."""
        return [measure for r in listed for measure in r.measures(self.knowledge)]


def counts(cleaned: str, named: Sequence[str]) -> bool:
    """Whether a text says of how many some measures are: 139の2つの差は."""
    return any(how_many(match) == len(named) for match in counted().finditer(hiragana(cleaned)))


def _said_beside(cleaned: str, only_asks: bool) -> str:
    """What a message says beside numbers and beside what it asks; "" if that names nothing.

    only_asks: whether what is left in hiragana alone only asks, as it does beside a word that compares.
    """
    rest = asked(wanting().without(_NUMBERS.sub(" ", cleaned))).rest
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
    found = (*wanting().find(cleaned), *phrases("inside").find(cleaned))
    return cleaned[: min((match.start for match in found if match.start >= last), default=len(cleaned))]


def compared_numbers(cleaned: str, knowledge: KnowledgeBase) -> list[Reference]:
    """The numbers in a comparison, without the words that compare: 48と49どっち, but no 1 in 一番大きい."""
    folded = hiragana(cleaned)
    superlatives = tuple(numbers().superlatives)
    for most in reversed(lexicon.label("most").find(cleaned)):
        if folded.startswith(superlatives, most.end):
            cleaned = f"{cleaned[: most.start]} {cleaned[most.end :]}"
    folded = hiragana(lexicon.label("compare").without(cleaned))
    return settled(folded, references(folded), knowledge)

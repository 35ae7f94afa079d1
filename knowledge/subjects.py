"""Measures about a subject, for lists: 農業, 保育園・学童, robots.

A list wants every measure whose names hold the word, and none that mentions it in passing. Where it stands
says how much it counts; a measure of a theme that the others share counts more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from knowledge.base import KnowledgeBase
from knowledge.finder import Finder
from knowledge.model import Measure
from knowledge.normalize import fold, fold_tight, has_japanese, is_kana
from knowledge.spelling import english_words, sound
from knowledge.terms import Place, english_names, japanese_names

# What a word counts by where it stands, and what is added for a theme that the measures found share.
_PLACES = {
    Place.TITLE: 4.0,
    Place.DISTINCTIVE: 2.0,
    Place.COMMON: 2.0,
    Place.INSIDE: 1.0,
    Place.NEED: 0.5,
}
_SAID, _THEME = 0.5, 1.0
# From which relevance on a measure is listed, and from which on the word is one of its names.
_LISTED, _NAMED = 1.0, 2.0
# A theme is shared if this part of the measures found has it, two at least.
_SHARED = 0.3
# What stands between the words of a subject: any of them will do.
JOIN = "・"


class Subjects:
    """What the measures of one knowledge base are about."""

    def __init__(self, knowledge: KnowledgeBase, finder: Finder) -> None:
        self.knowledge = knowledge
        self.finder = finder

    def about(self, words: str) -> list[Measure]:
        """The measures about any of the words (joined by `JOIN`), most relevant first."""
        found: Counter[str] = Counter()
        for word in words.split(JOIN):
            found.update(self._relevance(word))
        shared = self._shared_themes(i for i, worth in found.items() if worth >= _NAMED)
        for i in found:
            found[i] += _THEME * any(theme in shared for theme in self.knowledge[i].themes)  # type: ignore[assignment]
        listed = [i for i, worth in found.items() if worth >= _LISTED] or list(found)
        places = {i: at for at, i in enumerate(self.knowledge.ids)}
        listed.sort(key=lambda i: (-found[i], places[i]))
        return [self.knowledge[i] for i in listed]

    def named(self, word: str) -> list[Measure]:
        """The measures that have the word in a title or keyword."""
        return [self.knowledge[i] for i, worth in self._relevance(word).items() if worth >= _NAMED]

    def is_known(self, word: str) -> bool:
        """Whether the word is the name of something here, rather than said in passing."""
        return bool(self.named(word))

    def _relevance(self, word: str) -> dict[str, float]:
        """How much each measure is about one word, by where it stands there."""
        stands_in = _matcher(word)
        found: dict[str, float] = {}
        for i in self.finder.having(word):
            measure = self.knowledge[i]
            names = (*japanese_names(measure), *english_names(measure))
            places = {n.place for n in names if any(map(stands_in, (*n.words, *n.readings)))}
            found[i] = sum(_PLACES[place] for place in places) or _SAID
        return found

    def _shared_themes(self, ids: Iterable[str]) -> set[str]:
        measures = [self.knowledge[i] for i in ids]
        themes = Counter(theme for measure in measures for theme in measure.themes)
        return {theme for theme, n in themes.items() if n >= max(2, _SHARED * len(measures))}


def _matcher(word: str) -> Callable[[str], bool]:
    """Says of a text whether the word stands in it, as spelt in its own script."""
    folded = fold(word)
    if is_kana(folded):
        kana = sound(folded)
        return lambda text: kana in sound(fold(text))
    if has_japanese(folded):
        written = fold_tight(word)
        return lambda text: written in fold_tight(text)
    stems = english_words(folded).split()
    if not stems:
        return lambda text: folded in fold(text)
    return lambda text: all(f" {stem} " in english_words(text) for stem in stems)

"""Measures about a subject, for lists: 農業, 保育園・学童, robots.

A list wants every measure whose names hold the word, and none that mentions it in passing. Where it stands
says how much it counts; a measure of a theme that the others share counts more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

from knowledge import lexicon
from knowledge.base import KnowledgeBase
from knowledge.finder import Finder
from knowledge.lexicon import Phrases
from knowledge.model import Measure
from knowledge.normalize import fold, fold_all, fold_tight, fold_tight_all, has_japanese, is_kana
from knowledge.once import once
from knowledge.shapes import Bilingual
from knowledge.spelling import english_words, english_words_all, sound, sound_all
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
# From which relevance on a measure is listed, from which on the word is one of its names, and from which on
# the measure is about it first of all.
_LISTED, _NAMED, _MAIN = 1.0, 2.0, 4.0
# A theme is shared if this part of the measures found has it, two at least; and it is that of them all.
_SHARED, _SAME = 0.3, 0.9
# In a sum or an order, more measures than this that are about a word first of all need no others beside them,
# unless the word stands for several.
_MANY = 8
# Of how many measures the names are kept as they were compared.
_KEPT = 512
# How many groups of people one text is about.
_GROUPS = 6
# What stands between the words of a subject: any of them will do.
JOIN = "・"

# Spells many texts at once.
_Spell = Callable[[Sequence[str]], list[str]]


class Subjects:
    """What the measures of one knowledge base are about."""

    def __init__(self, knowledge: KnowledgeBase, finder: Finder) -> None:
        self.knowledge = knowledge
        self.finder = finder
        # One message asks again and again about the same few words, and these stand in the same measures.
        self._relevance = lru_cache(maxsize=32)(self._relevance_of)
        self._names = lru_cache(maxsize=_KEPT)(self._spelt_names)

    def prepare(self) -> None:
        """Make now what the first list would wait for; may run in a thread beside it."""
        _ = self._spelt

    def about(self, words: str, strictly: bool = False) -> list[Measure]:
        """The measures about any of the words (joined by `JOIN`), most relevant first.

        strictly: without those that are not about it first of all and are of another theme than these.
        """
        found: Counter[str] = Counter()
        for named in dict.fromkeys(each for word in words.split(JOIN) for each in self._meant(word)):
            found.update(self._relevance(named))
        names = [i for i, worth in found.items() if worth >= _NAMED]
        shared = self._shared_themes(names, _SHARED)
        main = [i for i, worth in found.items() if worth >= _MAIN] or names
        is_broad = any(len(self._meant(word)) > 1 for word in words.split(JOIN))
        if strictly and len(main) > _MANY and not is_broad:
            found = Counter({i: found[i] for i in main})
        elif strictly and main:
            same = self._shared_themes(main, _SAME)
            of_theme = {i for i in found if any(theme in same for theme in self.knowledge[i].themes)}
            found = Counter({i: worth for i, worth in found.items() if i in main or i in of_theme})
        for i in found:
            found[i] += _THEME * any(theme in shared for theme in self.knowledge[i].themes)  # type: ignore[assignment]
        listed = [i for i, worth in found.items() if worth >= _LISTED] or list(found)
        places = {i: at for at, i in enumerate(self.knowledge.ids)}
        # Of equals first those whose official title says it, too, not only the short one.
        told = [fold_tight(word) for word in words.split(JOIN)]
        titles = {i: fold_tight(self.knowledge[i].title.ja) for i in listed}
        listed.sort(key=lambda i: (-found[i], not any(w in titles[i] for w in told), places[i]))
        return [self.knowledge[i] for i in listed]

    def named(self, word: str) -> list[Measure]:
        """The measures that have the word, or what it means, in a title or keyword."""
        return [self.knowledge[i] for i in self._worth(word, _NAMED)]

    def main(self, word: str) -> list[str]:
        """The ids of the measures that are about a word first of all, in the document's order."""
        found = self._worth(word, _MAIN)
        return [i for i in self.knowledge.ids if i in found]

    def _worth(self, word: str, least: float) -> dict[str, None]:
        """The measures that are so much about the word, or what it means, at least."""
        relevance = map(self._relevance, self._meant(word))
        return dict.fromkeys(i for each in relevance for i in each if each[i] >= least)

    def is_known(self, word: str) -> bool:
        """Whether the word is the name of something here, rather than said in passing."""
        return bool(self.named(word))

    def _meant(self, word: str) -> tuple[str, ...]:
        """A word of a subject, and what else it means; for one in kana what it spells, if that is a keyword:
        a sound may be part of many (いりょう of ざいりょう)."""
        written = self._spelt.get(fold(word), ()) if is_kana(fold(word)) else ()
        return tuple(dict.fromkeys(each for one in (written or (word,)) for each in _meant(one)))

    @cached_property
    def _spelt(self) -> dict[str, tuple[str, ...]]:
        """The keywords that each reading spells."""
        found: dict[str, dict[str, None]] = {}
        for measure in self.knowledge.measures.values():
            for names in (measure.keywords.distinctive, measure.keywords.common):
                read = zip(fold_all([*names.values()]), fold_all([*names]), strict=True)
                for reading, word in read:
                    found.setdefault(reading, {})[word] = None
        return {reading: tuple(words) for reading, words in found.items()}

    def _relevance_of(self, word: str) -> dict[str, float]:
        """How much each measure is about one word, by where it stands there."""
        spell, stands_in = _matcher(word)
        found: dict[str, float] = {}
        for i in self.finder.having(word):
            places = [place for place, names in self._names(i, spell) if stands_in(names)]
            found[i] = sum(_PLACES[place] for place in places) or _SAID
        return found

    def _spelt_names(self, measure: str, spell: _Spell) -> tuple[tuple[Place, str], ...]:
        """The names of a measure by where they stand: those of one place as one text, a line each."""
        of = self.knowledge[measure]
        named: defaultdict[Place, list[str]] = defaultdict(list)
        for names in (*japanese_names(of), *english_names(of)):
            named[names.place] += (*names.words, *names.readings)
        return tuple((place, "\n".join(spell(words))) for place, words in named.items())

    def _shared_themes(self, ids: Iterable[str], share: float) -> set[str]:
        measures = [self.knowledge[i] for i in ids]
        themes = Counter(theme for measure in measures for theme in measure.themes)
        return {theme for theme, n in themes.items() if n >= max(2, share * len(measures))}


class Meaning(Bilingual, frozen=True, kw_only=True):
    """One subject of `language/subjects.yaml`. means: words of the measures' names."""

    means: list[str]


def means_more(word: str) -> bool:
    """Whether a word stands for others by which the measures are named: 海外支援."""
    return fold(word) in _meanings()


def groups_in(cleaned: str) -> list[str]:
    """The words of a text that stand for others, alone or inside longer ones: 障がい, ホテル経営者."""
    found = [cleaned[match.start : match.end] for match in _groups().find(cleaned)[:_GROUPS]]
    # 米農家 beside 農家 says no more.
    return [w for w in found if len(w) > 1 and not any(w != other and other in w for other in found)]


@once
def _subjects() -> dict[str, Meaning]:
    return lexicon.load("subjects", dict[str, Meaning])


@once
def _groups() -> Phrases:
    return Phrases(_subjects().items())


def _meant(word: str) -> tuple[str, ...]:
    """A word of a subject, and what else it means; a single sign stands in too many words (海 in 海外)."""
    means = tuple(each for each in _meanings().get(fold(word), ()) if fold(each) != fold(word))
    return means if means and len(fold(word)) == 1 else (word, *means)


@once
def _meanings() -> dict[str, tuple[str, ...]]:
    """The words of the names that a folded word means."""
    found: dict[str, tuple[str, ...]] = {}
    for subject in _subjects().values():
        for word in fold_all([*subject.ja, *subject.en]):
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), *subject.means)))
    return found


def _matcher(word: str) -> tuple[_Spell, Callable[[str], bool]]:
    """How names are spelt to look for a word in its own script, and whether it stands in any line of such."""
    folded = fold(word)
    if is_kana(folded):
        kana = sound(folded)
        return _by_sound, lambda names: kana in names
    if has_japanese(folded):
        written = fold_tight(word)
        return _as_written, lambda names: written in names
    stems = [f" {stem} " for stem in english_words(folded).split()]
    if not stems:
        # Words that say nothing in English may be names in Japanese: IT.
        alone = re.compile(rf"(?<![a-z0-9]){re.escape(folded)}(?![a-z0-9])")
        return _japanese, lambda names: alone.search(names) is not None
    return english_words_all, lambda names: any(
        all(stem in name for stem in stems) for name in names.split("\n")
    )


def _by_sound(names: Sequence[str]) -> list[str]:
    return sound_all(_japanese(names))


def _as_written(names: Sequence[str]) -> list[str]:
    return fold_tight_all([name for name in names if has_japanese(name)])


def _japanese(names: Sequence[str]) -> list[str]:
    return fold_all([name for name in names if has_japanese(name)])

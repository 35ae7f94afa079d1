"""One index over the measures' words: whole terms, and the grams that catch what is spelled otherwise.

A text is cut into *grams* (pieces of two or three signs, or English stems); a *term* is a whole name or
keyword. What is rare decides: both are weighed by idf, the logarithm of how few measures have them.

Measures share most of their terms, so that grams lead to the owners of terms and those to measures; which
measures have a gram is put together when it is first asked for, and kept. There are tens of thousands of
terms and grams: packed (`packed.py`) they take a tenth of the memory of dicts, lists and strings.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from math import log

from msgspec import Struct

from knowledge.packed import Lists, Texts
from knowledge.spelling import Spelling

# How many owners of its grams one question may walk through, and how many measures it may look at: it keeps
# the time of a question bounded however many measures there are; at the document's size neither is reached.
TERMS, MEASURES = 12_000, 1_000
# The rarest grams of a question, up to this share of the mass that is known, say which measures are looked
# at; the common ones only add to those. A measure without a rare one is not what is asked for.
OPEN = 0.7
# What a gram counts that stands not in a measure's names but in what else is said of it.
SAID = 0.5
# Of how many grams it is kept which measures have them: the common ones are asked for again and again.
KEPT = 4096
# What a kanji alone counts beside a pair: it is often part of another word.
LONE = 0.6


class Hit(Struct, frozen=True):
    """A term found in a question: where it stands, and what it says for a measure."""

    measure: int
    start: int
    end: int
    value: float
    term: str


class Words:
    """What measures are called, and what else is said of them, each with its owners.

    An *owner* is a measure together with what a term counts for it, as one number, for there are many. What
    is only said of a measure is no term, and counts nothing as one.
    """

    def __init__(self, weights: Iterable[float]) -> None:
        self.weights = (0.0, *dict.fromkeys(weights))
        # By the name and its reading, as measures share most of both: each is looked up once.
        self.names: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self.texts: defaultdict[str, list[int]] = defaultdict(list)

    def add_names(self, measure: int, names: Iterable[tuple[str, str]], weight: float) -> None:
        """Names and keywords of a measure, each with its reading or "", and what they count."""
        owner = measure * len(self.weights) + self.weights.index(weight)
        known = self.names
        for name in names:
            known[name].append(owner)

    def add_text(self, measure: int, written: str) -> None:
        """What else is said of a measure: it only gives grams."""
        self.texts[written].append(measure * len(self.weights))


class Index:
    """Terms and grams of all measures in one spelling (as written, by sound, English stems)."""

    def __init__(self, size: int, spelling: Spelling, words: Words, read: bool = False) -> None:
        """size: how many measures there are. read: only names are indexed, and as they are read."""
        self._size = size
        self._spelling = spelling
        self._weights = words.weights
        # Most terms have the same owners as others: these are kept once, and numbered.
        self._owners = Lists()
        # The short terms, the number of the owners of each, and the longest other term with which it begins.
        self._terms, self._owned, self._within = Texts(), array("I"), array("i")
        # The grams, and the numbers of the owners of each.
        self._grams, self._posted = Texts(), Lists()
        self._fill(words, read)
        self._keep_what_is_asked_for()

    def __getstate__(self) -> dict[str, object]:
        """The tables alone: the spelling is code, and what was asked for is asked for anew."""
        made_anew = ("_spelling", "_gram", "_measures")
        return {name: value for name, value in vars(self).items() if name not in made_anew}

    def spelt(self, spelling: Spelling) -> Index:
        """An index that was kept, with the spelling that it was made in."""
        self._spelling = spelling
        self._keep_what_is_asked_for()
        return self

    def _keep_what_is_asked_for(self) -> None:
        self._gram = lru_cache(maxsize=KEPT)(self._new_gram)
        self._measures = lru_cache(maxsize=KEPT)(self._measures_of)

    def _fill(self, words: Words, read: bool) -> None:
        numbers: dict[tuple[int, ...], int] = {}
        names = [(pair[read], owners) for pair, owners in words.names.items() if pair[read]]
        named = _numbered(self._spelling, names, numbers)
        terms = sorted(term for term in named if 2 <= len(term) <= self._spelling.longest)
        self._terms.fill(terms)
        self._owned.extend(map(named.__getitem__, terms))
        self._within.extend(_within(terms))
        said = _numbered(self._spelling, [] if read else list(words.texts.items()), numbers)
        self._owners.fill(list(numbers))
        posted = _posted(self._spelling, len(numbers), chain(named.items(), said.items()))
        grams = sorted(posted)
        self._grams.fill(grams)
        self._posted.fill([posted[gram] for gram in grams])

    def grams(self) -> Iterable[str]:
        """All grams that any measure has."""
        return map(self._grams.__getitem__, range(len(self._grams)))

    def knows(self, gram: str) -> bool:
        """Whether any measure has the gram, or the sign alone."""
        return self._gram(gram).terms > 0

    def is_term(self, text: str) -> bool:
        """Whether a spelt text is a name or keyword of any measure, and no long one."""
        return self._terms.place(text) >= 0

    def is_odd(self, text: str) -> bool:
        """Whether a spelt text has a gram that no measure has."""
        return not all(map(self.knows, self._spelling.grams(text)))

    def having(self, text: str) -> frozenset[int]:
        """The measures that have every gram of a spelt text."""
        found = [self._gram(gram) for gram in self._grams_of(text)]
        if not found or not all(gram.terms for gram in found):
            return frozenset()
        return frozenset.intersection(*(frozenset((*g.named, *g.said)) for g in map(self._filled, found)))

    def _grams_of(self, text: str) -> list[str]:
        alone = self._spelling.alone(text) if self._spelling.alone else ()
        # Not a set: its order changes from process to process, and a sum's last digit with it.
        return list(dict.fromkeys((*self._spelling.grams(text), *alone)))

    def _new_gram(self, piece: str) -> _Gram:
        """What is known of a gram, or of a sign alone."""
        place = self._grams.place(piece)
        # One that no measure has counts as half the rarest.
        idf = log(1 + self._size) / 2 * (LONE if len(piece) == 1 else 1)
        return _Gram(piece, place, self._posted.length(place) if place >= 0 else 0, idf)

    def _filled(self, gram: _Gram) -> _Gram:
        """A known gram with the measures that have it, and how rare it is."""
        if gram.place >= 0:
            owned = [self._measures(number) for number in self._posted[gram.place]]
            gram.place = -1
            named = set(chain.from_iterable([names for names, _ in owned]))
            said = set(chain.from_iterable([texts for _, texts in owned])) - named
            rarity = log(1 + self._size / (len(named) + len(said)))
            gram.idf = rarity * LONE if len(gram.piece) == 1 else rarity
            gram.named, gram.said = _held(named), _held(said)
        return gram

    def hits(self, text: str) -> Iterator[Hit]:
        """Every term that stands in a spelt text, for every measure that has it."""
        for start in range(len(text) - 1):
            for place in self._standing(text, start):
                term = self._terms[place]
                end = start + len(term)
                if reliable := self._spelling.reliable(text, start, end):
                    owners = self._owners[self._owned[place]]
                    value = reliable * self._rarity(len(owners))
                    for owner in owners:
                        measure, weight = divmod(owner, len(self._weights))
                        yield Hit(measure, start, end, value * self._weights[weight], term)

    def _standing(self, text: str, start: int) -> list[int]:
        """Which terms stand at one place of a text, the shortest first."""
        place = self._terms.nearest(text[start : start + self._spelling.longest])
        # Each that stands there begins the one that is nearest.
        while place >= 0 and not text.startswith(self._terms[place], start):
            place = self._within[place]
        found = []
        while place >= 0:
            found.append(place)
            place = self._within[place]
        return found[::-1]

    def _measures_of(self, number: int) -> tuple[Sequence[int], Sequence[int]]:
        """The measures among owners: those that are called so, and those of which it is only said."""
        split = [divmod(owner, len(self._weights)) for owner in self._owners[number]]
        return [each for each, kind in split if kind], [each for each, kind in split if not kind]

    def _rarity(self, having: int) -> float:
        """0 to 1: how few measures have a term; 1 is one that a single measure has."""
        return log(1 + self._size / having) / log(1 + self._size)

    def masses(self, text: str) -> tuple[dict[int, float], float, float]:
        """For each measure the idf mass of the text's grams that it has; the mass of all grams that any
        measure has, and that of those that none has."""
        grams = [self._gram(piece) for piece in self._grams_of(text)]
        unknown = sum(gram.idf for gram in grams if not gram.terms)
        known = [self._filled(gram) for gram in _walkable(grams)]
        known.sort(key=lambda gram: (-gram.idf, gram.piece))
        whole = sum(gram.idf for gram in known)
        left = OPEN * whole
        found: dict[int, float] = {}
        for gram in known:
            named, said, weight = gram.named, gram.said, gram.idf
            if left <= 0 or len(found) > MEASURES:
                named, said = found.keys() & named, found.keys() & said
            for measure in named:
                found[measure] = found.get(measure, 0.0) + weight
            for measure in said:
                found[measure] = found.get(measure, 0.0) + weight * SAID
            left -= weight
        return found, whole, unknown


class _Gram:
    """A gram that was asked for: how many terms and texts have it, how rare it is, and the measures that have
    it in their names, and those where it is only said. Until these are put together, it has its place."""

    __slots__ = ("idf", "named", "piece", "place", "said", "terms")

    def __init__(self, piece: str, place: int, terms: int, idf: float) -> None:
        self.piece = piece
        self.place = place
        self.terms = terms
        self.idf = idf
        self.named: Collection[int] = ()
        self.said: Collection[int] = ()


def _held(measures: set[int]) -> Collection[int]:
    """Measures as they take little memory; more than a question looks at, so that those it does are found."""
    return measures if len(measures) > MEASURES else tuple(measures)


def _numbered(
    spelling: Spelling, written: Sequence[tuple[str, list[int]]], numbers: dict[tuple[int, ...], int]
) -> dict[str, int]:
    """For each text, spelt, the number of its owners; new ones are added."""
    found: dict[str, list[int]] = {}
    spelt = spelling.spell([text for text, _ in written])
    for text, (_, owners) in zip(spelt, written, strict=True):
        found[text] = found[text] + owners if text in found else owners
    return {text: numbers.setdefault(tuple(owners), len(numbers)) for text, owners in found.items()}


def _within(ordered: Sequence[str]) -> Iterator[int]:
    """For each of the texts the place of the longest other one with which it begins; -1 if there is none."""
    around: list[int] = []
    for place, text in enumerate(ordered):
        while around and not text.startswith(ordered[around[-1]]):
            around.pop()
        yield around[-1] if around else -1
        around.append(place)


def _posted(spelling: Spelling, count: int, texts: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """The grams of spelt texts, each with the numbers of the owners, of which there are so many."""
    owned: list[list[str]] = [[] for _ in range(count)]
    for text, number in texts:
        owned[number].append(text)
    posted: defaultdict[str, list[int]] = defaultdict(list)
    for number, lines in enumerate(owned):
        # What owners share is cut at once, and has most of its grams more than once.
        shared = "\n".join(lines)
        for gram in {*spelling.grams(shared), *(spelling.alone(shared) if spelling.alone else ())}:
            posted[gram].append(number)
    return posted


def _walkable(grams: list[_Gram]) -> list[_Gram]:
    """The grams that are known, those of the fewest terms first, as many as a question may walk."""
    known = sorted((gram.terms, gram.piece, gram) for gram in grams if gram.terms)
    walked = accumulate(terms for terms, _, _ in known)
    return [gram for (_, _, gram), so_far in zip(known, walked, strict=True) if so_far <= TERMS]


def combined(hits: list[Hit]) -> tuple[float, int]:
    """What one measure's hits say together, and how many signs they cover: of those that overlap the ones
    that say most. A long name says no less than the names inside it."""
    if len(hits) == 1:
        return hits[0].value, hits[0].end - hits[0].start
    # The most that is said up to each place, and up to where all is covered.
    most = {0: 0.0}
    covered = until = 0
    for hit in sorted(hits, key=lambda h: (h.end, h.start)):
        before = max(value for end, value in most.items() if end <= hit.start)
        most[hit.end] = max(max(most.values()), before + hit.value)
    for hit in sorted(hits, key=lambda h: h.start):
        covered += max(hit.end - max(hit.start, until), 0)
        until = max(until, hit.end)
    return max(most.values()), covered

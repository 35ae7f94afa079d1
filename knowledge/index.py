"""One index over the measures' words: whole terms, and the grams that catch what is spelled otherwise.

A text is cut into *grams* (pieces of two or three signs, or English stems); a *term* is a whole name or
keyword. What is rare decides: both are weighed by idf, the logarithm of how few measures have them.

Measures share most of their terms, so that grams lead to terms and terms to measures; which measures have a
gram is put together when it is first asked for, and kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, chain
from math import log

from msgspec import Struct

from knowledge.spelling import Spelling

# How many terms one question may walk through, and how many measures it may look at: it keeps the time of a
# question bounded however many measures there are; at the document's size neither is reached.
TERMS, MEASURES = 12_000, 1_000
# The rarest grams of a question, up to this share of the mass that is known, say which measures are looked
# at; the common ones only add to those. A measure without a rare one is not what is asked for.
OPEN = 0.7
# Longer terms (whole titles) are found by their grams, or as the whole question.
LONGEST_TERM = 24
# What a gram counts that stands not in a measure's names but in what else is said of it.
SAID = 0.5
# Of how many grams it is kept which measures have them: the common ones are asked for again and again.
KEPT = 4096
# What a kanji alone counts beside a pair: it is often part of another word.
LONE = 0.6


# The measures of each term that has a gram.
_Postings = defaultdict[str, list[list[int]]]


class Hit(Struct, frozen=True):
    """A term found in a question: where it stands, and what it says for a measure."""

    measure: int
    start: int
    end: int
    value: float
    term: str


class Words:
    """Terms and texts as they are written, each with the measures that have it: what an index is made of."""

    def __init__(self) -> None:
        # Terms by what they count, for most count the same wherever they stand.
        self.terms: defaultdict[float, dict[str, list[int]]] = defaultdict(dict)
        self.texts: dict[str, list[int]] = {}

    def add_terms(self, measure: int, terms: Iterable[str], weight: float) -> None:
        """Names and keywords of a measure, and what they count."""
        known = self.terms[weight]
        for written in terms:
            measures = known.get(written)
            if measures is None:
                known[written] = [measure]
            else:
                measures.append(measure)

    def add_text(self, measure: int, written: str) -> None:
        """What else is said of a measure: it only gives grams."""
        self.texts.setdefault(written, []).append(measure)


class Index:
    """Terms and grams of all measures in one spelling (as written, by sound, English stems)."""

    def __init__(self, size: int, spelling: Spelling, words: Words) -> None:
        self._size = size
        self._spelling = spelling
        # The measures of each term, by what it counts for them; how long the terms are that begin alike.
        self._terms: dict[float, dict[str, list[int]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        named: _Postings = defaultdict(list)
        said: _Postings = defaultdict(list)
        for weight, terms in words.terms.items():
            self._add_terms(terms, weight, named)
        for text, measures in zip(spelling.spell(list(words.texts)), words.texts.values(), strict=True):
            for gram in set(spelling.grams(text)):
                said[gram].append(measures)
        # As tuples they take half of the memory.
        self._named = dict(zip(named, map(tuple, named.values()), strict=True))
        self._said = dict(zip(said, map(tuple, said.values()), strict=True))
        self._gram = lru_cache(maxsize=KEPT)(self._new_gram)
        # In which grams a sign stands that says something alone.
        self._with_sign: defaultdict[str, list[str]] = defaultdict(list)
        grams = self.grams()
        alone = set(spelling.alone("".join(grams))) if spelling.alone else set()
        for gram in grams if alone else ():
            for sign in gram:
                if sign in alone:
                    self._with_sign[sign].append(gram)

    def _add_terms(self, terms: dict[str, list[int]], weight: float, named: _Postings) -> None:
        spelt = self._spelling.spell(list(terms))
        known = self._terms[weight] = dict(zip(spelt, terms.values(), strict=True))
        if len(known) < len(spelt):
            # What is written otherwise, but spelt alike.
            for term, measures in zip(spelt, terms.values(), strict=True):
                if known[term] is not measures:
                    known[term] += measures
        cut = self._spelling.grams
        for term, measures in known.items():
            for gram in cut(term):
                named[gram].append(measures)
        for start, length in {(term[:2], len(term)) for term in known}:
            lengths = self._lengths.get(start, ())
            if 2 <= length <= LONGEST_TERM and length not in lengths:
                self._lengths[start] = tuple(sorted((*lengths, length)))

    def grams(self) -> Iterable[str]:
        """All grams that any measure has."""
        return self._named.keys() | self._said.keys()

    def knows(self, gram: str) -> bool:
        """Whether any measure has the gram, or the sign alone."""
        return gram in self._named or gram in self._said or gram in self._with_sign

    def is_term(self, text: str) -> bool:
        """Whether a spelt text is a name or keyword of any measure."""
        return any(text in terms for terms in self._terms.values())

    def is_odd(self, text: str) -> bool:
        """Whether a spelt text has a gram that no measure has."""
        return not all(map(self.knows, self._spelling.grams(text)))

    def having(self, text: str) -> frozenset[int]:
        """The measures that have every gram of a spelt text."""
        found = [self._gram(gram) for gram in self._grams_of(text)]
        if not found or not all(gram.terms for gram in found):
            return frozenset()
        return frozenset.intersection(*(gram.named | gram.said for gram in map(self._filled, found)))

    def _grams_of(self, text: str) -> list[str]:
        alone = self._spelling.alone(text) if self._spelling.alone else ()
        # Not a set: its order changes from process to process, and a sum's last digit with it.
        return list(dict.fromkeys((*self._spelling.grams(text), *alone)))

    def _new_gram(self, piece: str) -> _Gram:
        """What is known of a gram, or of a sign alone."""
        with_it = self._with_sign.get(piece, (piece,))
        tables = (self._named, self._said)
        terms = sum(len(table.get(each, ())) for each in with_it for table in tables)
        # One that no measure has counts as half the rarest.
        idf = log(1 + self._size) / 2 * (LONE if len(piece) == 1 else 1)
        return _Gram(piece, terms, idf)

    def _filled(self, gram: _Gram) -> _Gram:
        """A known gram with the measures that have it, and how rare it is."""
        if not gram.named and not gram.said:
            with_it = self._with_sign.get(gram.piece, (gram.piece,))
            named, said = (
                frozenset().union(*chain.from_iterable(table.get(each, ()) for each in with_it))
                for table in (self._named, self._said)
            )
            gram.named, gram.said = named, said - named
            rarity = log(1 + self._size / (len(gram.named) + len(gram.said)))
            gram.idf = rarity * LONE if len(gram.piece) == 1 else rarity
        return gram

    def hits(self, text: str) -> Iterator[Hit]:
        """Every term that stands in a spelt text, for every measure that has it."""
        for start in range(len(text) - 1):
            for length in self._lengths.get(text[start : start + 2], ()):
                end = start + length
                term = text[start:end]
                having = [(weight, terms[term]) for weight, terms in self._terms.items() if term in terms]
                if having and end <= len(text) and (reliable := self._spelling.reliable(text, start, end)):
                    value = reliable * self._rarity(sum(len(measures) for _, measures in having))
                    for weight, measures in having:
                        for measure in measures:
                            yield Hit(measure, start, end, value * weight, term)

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
                named, said = named & found.keys(), said & found.keys()
            for measure in named:
                found[measure] = found.get(measure, 0.0) + weight
            for measure in said:
                found[measure] = found.get(measure, 0.0) + weight * SAID
            left -= weight
        return found, whole, unknown


class _Gram:
    """A gram that was asked for: how many terms and texts have it, how rare it is, and, once they were put
    together, the measures that have it in their names, and those where it is only said."""

    __slots__ = ("idf", "named", "piece", "said", "terms")

    def __init__(self, piece: str, terms: int, idf: float) -> None:
        self.piece = piece
        self.terms = terms
        self.idf = idf
        self.named: frozenset[int] = frozenset()
        self.said: frozenset[int] = frozenset()


def _walkable(grams: list[_Gram]) -> list[_Gram]:
    """The grams that are known, those of the fewest terms first, as many as a question may walk."""
    known = sorted((gram.terms, gram.piece, gram) for gram in grams if gram.terms)
    walked = accumulate(terms for terms, _, _ in known)
    return [gram for (_, _, gram), so_far in zip(known, walked, strict=True) if so_far <= TERMS]


def combined(hits: list[Hit]) -> tuple[float, int]:
    """What one measure's hits say together, and how many signs they cover: the strongest first,
    overlapping ones left out."""
    if len(hits) == 1:
        return hits[0].value, hits[0].end - hits[0].start
    total = 0.0
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-h.value, h.start - h.end)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
            total += hit.value
    return total, sum(hit.end - hit.start for hit in taken)

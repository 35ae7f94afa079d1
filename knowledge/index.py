"""One index over the measures' words: whole terms, and the grams that catch what is spelled otherwise.

A text is cut into *grams* (pieces of two or three signs, or English stems); a *term* is a whole name or
keyword. What is rare decides: both are weighed by idf, the logarithm of how few measures have them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import log

# How many postings one question may walk through: it keeps the time of a question bounded however many
# measures there are, and at the document's size it is never reached.
POSTINGS = 20_000
# Longer terms (whole titles) are found by their grams, or as the whole question.
LONGEST_TERM = 24
# What a gram counts that stands not in a measure's names but in what else is said of it.
SAID = 0.5
# What a kanji alone counts beside a pair: it is often part of another word.
LONE = 0.6


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a question: where it stands, and what it says for a measure."""

    measure: int
    start: int
    end: int
    value: float
    term: str


class Index:
    """Terms and grams of all measures in one spelling (surface, kana or English stems).

    grams: cuts a text. reliable: says how much a term found at a place counts, 0 to 1.
    """

    def __init__(
        self,
        size: int,
        grams: Callable[[str], Iterable[str]],
        reliable: Callable[[str, int, int], float],
    ) -> None:
        self._size = size
        self._cut = grams
        self._reliable = reliable
        # The measures of a gram; those of a term, each with its weight.
        self._named: dict[str, tuple[int, ...]] = {}
        self._said: dict[str, tuple[int, ...]] = {}
        self._terms: dict[str, tuple[tuple[int, float], ...]] = {}

    def add(self, measure: int, terms: Iterable[tuple[str, float]], texts: Iterable[str]) -> None:
        """A measure's terms with their weights, and the further texts that only give grams."""
        weights: dict[str, float] = {}
        for term, weight in terms:
            if len(term) >= 2:
                weights[term] = max(weight, weights.get(term, 0.0))
        named = {gram for term in weights for gram in self._cut(term)}
        said = {gram for text in texts for gram in self._cut(text)}
        # Most terms and grams are of one measure only: they share one tuple, which halves the memory.
        weighted = {weight: ((measure, weight),) for weight in weights.values()}
        alone = (measure,)
        for term, weight in weights.items():
            known = self._terms.get(term)
            self._terms[term] = known + weighted[weight] if known else weighted[weight]
        for postings, grams in ((self._named, named), (self._said, said - named)):
            for gram in grams:
                having = postings.get(gram)
                postings[gram] = having + alone if having else alone

    def idf(self, gram: str) -> float:
        """How rare a gram is; one that no measure has counts as half the rarest."""
        having = len(self._named.get(gram, ())) + len(self._said.get(gram, ()))
        rarity = log(1 + self._size / having) if having else log(1 + self._size) / 2
        return rarity * LONE if len(gram) == 1 else rarity

    def knows(self, gram: str) -> bool:
        """Whether any measure has the gram."""
        return gram in self._named or gram in self._said

    def hits(self, text: str) -> Iterator[Hit]:
        """Every term that stands in the text, for every measure that has it."""
        ends = range(len(text) + 1)
        for start in ends:
            for end in ends[start + 2 : start + 1 + LONGEST_TERM]:
                term = text[start:end]
                found = self._terms.get(term)
                if found and (reliable := self._reliable(text, start, end)):
                    rarity = log(1 + self._size / len(found)) / log(1 + self._size)
                    for measure, weight in found:
                        yield Hit(measure, start, end, reliable * rarity * weight, term)

    def masses(self, text: str) -> tuple[dict[int, float], float]:
        """For each measure the idf mass of the text's grams that it has, and the mass of all of them."""
        weights = {gram: self.idf(gram) for gram in set(self._cut(text))}
        total = sum(weights.values())
        found: dict[int, float] = {}
        left = POSTINGS
        for gram, weight in sorted(weights.items(), key=lambda item: -item[1]):
            for postings, counts in ((self._named, 1.0), (self._said, SAID)):
                measures = postings.get(gram, ())
                left -= len(measures)
                for measure in measures:
                    found[measure] = found.get(measure, 0.0) + weight * counts
            if left < 0:
                break
        return found, total


def combined(hits: list[Hit]) -> tuple[float, int]:
    """What one measure's hits say together, and how many signs they cover: the strongest first,
    overlapping ones left out."""
    total = 0.0
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-h.value, h.start - h.end)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
            total += hit.value
    return total, sum(hit.end - hit.start for hit in taken)

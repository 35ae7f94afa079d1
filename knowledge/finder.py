"""Which measures a message is about: evidence from words, and what it is worth.

Three indexes (as written, by sound, in English) give hits of whole terms and shares of grams; rapidfuzz
then compares the best dozen as strings, which catches wrong conversions and dropped signs. The three
kinds of evidence become one score per measure; `confidence.py` says what a score is worth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import Struct
from rapidfuzz import fuzz, process

from knowledge.base import KnowledgeBase
from knowledge.index import Hit, Index, combined
from knowledge.model import POINT_FIELDS, Measure, Text
from knowledge.normalize import fold, fold_tight, has_japanese, is_kana
from knowledge.spelling import (
    english_grams,
    english_reliable,
    english_words,
    from_romaji,
    kana_reliable,
    sound,
    sound_grams,
    written_grams,
    written_reliable,
)

# What a term of each sort counts; the scale of everything else.
TITLE, DISTINCTIVE, COMMON, NEED, INSIDE = 1.0, 1.0, 0.7, 0.7, 0.55
# How many measures the slow comparison sees, and how much of a long message the finder reads.
SHORTLIST = 12
READ = 200


@dataclass(frozen=True, slots=True)
class Worth:
    """What one unit of each kind of evidence adds to a score."""

    hits: float
    share: float
    closeness: float


# Chosen on labelled questions (tests/questions). By sound, terms say more and grams less: pieces of
# hiragana are mostly grammar.
WRITTEN = Worth(hits=0.5, share=3.0, closeness=0.5)
SOUND = Worth(hits=1.0, share=1.2, closeness=0.8)


class Found(Struct, frozen=True):
    """A measure with the evidence for it.

    hits: worth of the whole terms found (1 is one that only this measure has). share: 0 to 1, how much
    of what the message says the measure has; mass: the same in idf, so that more said counts more.
    closeness: 0 to 1, the most similar name as a string. covered: 0 to 1, how much of the message
    the whole terms make up.
    words: the terms found, as they stand in the message.
    """

    id: str
    score: float
    hits: float
    share: float
    closeness: float
    mass: float = 0.0
    covered: float = 0.0
    words: tuple[str, ...] = ()


class Finder:
    """The indexes over one knowledge base; immutable once built."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        size = len(knowledge)
        self.ids = knowledge.ids
        self._written = Index(size, written_grams, written_reliable)
        self._sound = Index(size, sound_grams, kana_reliable)
        self._english = Index(size, english_grams, english_reliable)
        self._numbers = {measure: number for number, measure in enumerate(self.ids)}
        self._own: list[str] = []
        self._names: list[list[str]] = []
        self._sounds: list[list[str]] = []
        for number, measure in enumerate(knowledge.measures.values()):
            self._add(number, measure)

    def find(self, text: str) -> list[Found]:
        """The measures for which anything speaks, best first (equal ones in the document's order)."""
        best: dict[int, Found] = {}
        for found in self._spellings(text[: 2 * READ]):
            for number, evidence in found.items():
                if number not in best or evidence.score > best[number].score:
                    best[number] = evidence
        return [best[n] for n in sorted(best, key=lambda n: (-best[n].score, n))]

    def names(self, measure: str, phrase: str) -> bool:
        """Whether the folded phrase stands in a name or keyword of the measure's own."""
        return phrase in self._own[self._numbers[measure]]

    def knows_subject(self, words: str) -> bool:
        """Whether measures are about these words: a term of theirs, or all of their grams."""
        return bool(self.about(words))

    def about(self, words: str) -> list[Found]:
        """The measures that are about the words, best first: for lists by subject."""
        return [f for f in self.find(words) if f.hits or f.share > 0.9]

    def _spellings(self, text: str) -> Iterable[dict[int, Found]]:
        folded = fold(text)[:READ]
        if is_kana(folded):
            yield self._evidence(self._sound, SOUND, sound(folded), self._sounds)
        elif has_japanese(folded):
            yield self._evidence(self._written, WRITTEN, fold_tight(text)[:READ], self._names)
        else:
            if stems := english_words(folded):
                yield self._evidence(self._english, WRITTEN, stems, None)
            if kana := self._as_romaji(folded):
                yield self._evidence(self._sound, SOUND, sound(kana), self._sounds)
            yield self._evidence(self._written, WRITTEN, folded, self._names)

    def _as_romaji(self, folded: str) -> str:
        """The kana of a message in Latin letters, unless it has words that we know as English."""
        stems = english_words(folded).split()
        if any(len(stem) > 3 and self._english.knows(stem) for stem in stems):
            return ""
        return from_romaji(folded)

    def _evidence(
        self, index: Index, unit: Worth, text: str, names: list[list[str]] | None
    ) -> dict[int, Found]:
        hits: dict[int, list[Hit]] = defaultdict(list)
        for hit in index.hits(text):
            hits[hit.measure].append(hit)
        terms = {number: combined(found) for number, found in hits.items()}
        worth = {number: value for number, (value, _) in terms.items()}
        masses, whole = index.masses(text)
        shares = {number: mass / whole for number, mass in masses.items()}
        first = {
            n: unit.hits * worth.get(n, 0) + unit.share * shares.get(n, 0) for n in worth | shares
        }
        shortlist = sorted(first, key=lambda n: (-first[n], n))[:SHORTLIST]
        near = {n: closeness(text, names[n]) for n in shortlist} if names else {}
        scores = {n: score + unit.closeness * near.get(n, 0.0) for n, score in first.items()}
        # Most measures only share grams: for them there is nothing else to look up.
        found = {n: Found(self.ids[n], scores[n], 0.0, shares[n], 0.0, masses[n]) for n in shares}
        for n in terms.keys() | near.keys():
            value, covered = terms.get(n, (0.0, 0))
            words = tuple(dict.fromkeys(hit.term for hit in hits.get(n, ())))
            share, mass = shares.get(n, 0.0), masses.get(n, 0.0)
            close, part = near.get(n, 0.0), covered / len(text)
            found[n] = Found(self.ids[n], scores[n], value, share, close, mass, part, words)
        return found

    def _add(self, number: int, measure: Measure) -> None:
        terms = dict(_terms(measure))
        names = {fold_tight(name): weight for (name, _), weight in terms.items()}
        sounds = {sound(fold(reading)): weight for (_, reading), weight in terms.items() if reading}
        self._written.add(number, names.items(), map(fold_tight, _details(measure)))
        self._sound.add(number, sounds.items(), ())
        english = {english_words(name): weight for name, weight in _english_terms(measure)}
        self._english.add(number, english.items(), (english_words(text.en) for text in _said(measure)))
        self._names.append(list(names))
        english_names = (n for n, _ in _english_terms(measure) if n not in measure.needs_en)
        own = (word for word, _ in terms if word not in measure.needs)
        self._own.append("\n".join(map(fold, (*own, *english_names))))
        self._sounds.append(list(sounds))


def closeness(text: str, names: list[str]) -> float:
    """How similar (0 to 1) the most similar name is: as a whole, or as a part of the longer one.

    A part counts by how much of the other it covers: two signs inside a long message say little.
    """
    alike = process.extractOne(text, names, scorer=fuzz.ratio)
    best: float = alike[1] if alike else 0.0
    # A part never counts more than it is alike, so what is less alike than the best whole is let be.
    for name, part, _ in process.extract(
        text, names, scorer=fuzz.partial_ratio, score_cutoff=best, limit=None
    ):
        short, long = sorted((len(text), len(name)))
        if short >= 4:
            best = max(best, part * (short / long) ** 0.3)
    return best / 100


def _terms(measure: Measure) -> Iterable[tuple[tuple[str, str], float]]:
    """The names by which a measure is found, with their readings ("" if none is kept)."""
    titles = [measure.title, *([measure.subtitle] if measure.subtitle else [])]
    for word, reading in measure.keywords.common.items():
        yield (word, reading), COMMON
    for phrase, reading in measure.needs.items():
        yield (phrase, reading), NEED
    if measure.content:
        for name in measure.content.names:
            yield (name.name, ""), INSIDE
            yield (name.ja, ""), INSIDE
        for programme in measure.content.programmes:
            yield (programme.name.ja, programme.name.reading), INSIDE
            for word in programme.words:
                yield (word, ""), INSIDE
    for title in titles:
        yield (title.ja, title.reading), TITLE
    yield (measure.short.ja, measure.short.reading), TITLE
    for word, reading in measure.keywords.distinctive.items():
        yield (word, reading), DISTINCTIVE


def _said(measure: Measure) -> Iterable[Text]:
    """What else is said of a measure, in both languages."""
    if content := measure.content:
        yield from (text for text in (content.purpose, content.overview) if text)
        for field in POINT_FIELDS:
            yield from content.points(field)
    for fact in measure.official:
        yield fact.fact


def _details(measure: Measure) -> Iterable[str]:
    """What else is said of a measure in Japanese."""
    yield from (text.ja for text in _said(measure))
    for programme in measure.content.programmes if measure.content else ():
        if programme.overview:
            yield programme.overview.ja


def _english_terms(measure: Measure) -> Iterable[tuple[str, float]]:
    for phrase in measure.needs_en:
        yield phrase, NEED
    for word in measure.keywords.english:
        yield word, DISTINCTIVE
    yield measure.title.en, TITLE
    if measure.subtitle:
        yield measure.subtitle.en, TITLE
    yield measure.short.en, TITLE
    for word in (*measure.keywords.distinctive, *measure.keywords.common):
        if word.isascii():
            yield word, DISTINCTIVE
    if measure.content:
        for programme in measure.content.programmes:
            yield programme.name.en, INSIDE
        for name in measure.content.names:
            yield name.en, INSIDE
            if name.name.isascii():
                yield name.name, INSIDE

"""Which measures a message is about: evidence from words, and what it is worth.

Three indexes (as written, by sound, in English) give hits of whole terms and shares of grams; names of the
best that stand in the message misspelt are put right, and what it says then is looked for again. The
evidence becomes one score per measure, and how people word what they ask for moves it (`wording.py`);
`confidence.py` says what a score is worth.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from hashlib import sha256
from heapq import nlargest
from math import exp
from threading import Lock

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from knowledge import kept
from knowledge.base import KnowledgeBase
from knowledge.index import Hit, Index, Words, combined
from knowledge.misspelt import Vocabulary, corrected_text
from knowledge.normalize import (
    fold,
    fold_all,
    fold_tight,
    fold_tight_all,
    folding,
    has_japanese,
    is_kana,
    kana_alone,
)
from knowledge.pieces import Weights
from knowledge.spelling import (
    ENGLISH,
    SOUND,
    WRITTEN,
    apart,
    english_words,
    from_romaji,
    generic_apart,
    romaji_readings,
    search,
    solid_pairs,
    sound,
    sound_all,
    sound_grams,
    tells,
    without_generic,
    without_generic_ends,
)
from knowledge.terms import Place, english_names, japanese_names, said
from knowledge.wording import learnt, name_of, worded

# What a term counts by where it stands; the scale of everything else.
WORTH = {
    Place.TITLE: 1.0,
    Place.DISTINCTIVE: 1.0,
    Place.COMMON: 0.7,
    Place.NEED: 0.7,
    Place.INSIDE: 0.55,
}
# How many measures are handed on, of how many of them the names may stand misspelt in the message, and how
# much of a long message the finder reads.
FOUND, SHORTLIST, READ = 24, 6, 200
# A message is looked through for misspelt names if it has no more signs than this: longer ones say enough.
LONG = 32
# How long a name is that is corrected: in a brief message, in a longer one, and by its sound.
BRIEF = 8
BRIEF_NAME, LONG_NAME, KANA = 3, 4, 5
# Of how many measures the names are kept as they were compared.
KEPT = 1024
# What evidence counts that a misspelling was corrected for.
GUESSED = 0.9
# A message that is a known term through and through needs no further evidence.
WHOLE = 0.8
# What one unit of the wording adds to the logarithm of a score.
WORDED = 0.8


class Worth(Struct, frozen=True):
    """What one unit of each kind of evidence adds to a score."""

    hits: float
    share: float


# Chosen on labelled questions (tests/questions). By sound, terms say more and grams less: pieces of
# hiragana are mostly grammar.
IN_WRITING = Worth(hits=0.5, share=3.0)
BY_SOUND = Worth(hits=1.0, share=1.2)

# The indexes by name, each with its spelling.
_SPELLINGS = {"written": WRITTEN, "sound": SOUND, "english": ENGLISH}


class Found(Struct, frozen=True):
    """A measure with the evidence for it.

    hits: worth of the whole terms found (1 is one that only this measure has). share: 0 to 1, how much
    of what the message says the measure has; mass: the same in idf, so that more said counts more. unknown: 0
    to 1, how much of it no measure has.
    covered: 0 to 1, how much of the message the whole terms make up, generic words (補助, 話) aside.
    words: the terms found, as they stand in the message.
    wording: how much the message is worded as people ask for the measure (above 0) or not (below).
    strange: how many words it has of what the document does not treat, and this measure does not name either.
    """

    id: str
    score: float
    hits: float
    share: float
    mass: float = 0.0
    unknown: float = 0.0
    covered: float = 0.0
    words: tuple[str, ...] = ()
    wording: float = 0.0
    strange: int = 0

    @property
    def unworded(self) -> float:
        """The score without what the wording does to it."""
        return self.score / exp(WORDED * self.wording)


class Finder:
    """The indexes over one knowledge base, each made ready when a message first needs it."""

    def __init__(self, knowledge: KnowledgeBase, wording: Weights | None = None) -> None:
        """wording: what is known of how people ask, if it is not what was learnt (see `wording.learnt`)."""
        self.knowledge = knowledge
        self._wording = wording
        self.ids = knowledge.ids
        self._numbers = {measure: number for number, measure in enumerate(self.ids)}
        self._names = lru_cache(maxsize=KEPT)(self._spelt_names)
        self._own = lru_cache(maxsize=KEPT)(self._own_names)
        self._indexes: dict[str, Index] = {}
        self._building = Lock()

    def prepare(self) -> None:
        """Build now what the first messages would wait for; may run in a thread beside them."""
        _ = self._written, self._sound, self._english, self._vocabulary, learnt()

    @property
    def _written(self) -> Index:
        """Names as they are written, and what else is said of a measure."""
        return self._index("written")

    @property
    def _sound(self) -> Index:
        """The readings of the names."""
        return self._index("sound")

    @property
    def _english(self) -> Index:
        """English names, and what else is said of a measure, by their stems."""
        return self._index("english")

    def _index(self, name: str) -> Index:
        """One of the indexes; kept by an earlier start, or built once with the others."""
        index = self._indexes.get(name)
        if index is None:
            with self._building:
                # While this thread waited, the other one may have built it.
                index = self._indexes.get(name) or self._kept(name)
                if index is None:
                    self._indexes = self._built()
                    return self._indexes[name]
                self._indexes[name] = index
        return index

    def _kept(self, name: str) -> Index | None:
        """The index of the same measures that an earlier start has built."""
        index: Index | None = kept.get(f"index {name}", self._made_of) if self._may_keep else None
        return index.spelt(_SPELLINGS[name]) if index else None

    def _built(self) -> dict[str, Index]:
        with collection_paused():
            japanese, english = self._words()
            size = len(self.ids)
            built = {
                "written": Index(size, WRITTEN, japanese),
                "sound": Index(size, SOUND, japanese, read=True),
                "english": Index(size, ENGLISH, english),
            }
        if self._may_keep:
            for name, index in built.items():
                kept.put(f"index {name}", self._made_of, index)
        return built

    @property
    def _may_keep(self) -> bool:
        return kept.is_open() and self.knowledge.origin != b""

    @property
    def _made_of(self) -> bytes:
        """A digest of all that the indexes are made from, besides the program."""
        tables = msgspec.msgpack.encode((folding(), search()), order="deterministic")
        return sha256(self.knowledge.origin + tables).digest()

    def _words(self) -> tuple[Words, Words]:
        """What all measures are called and what is said of them, in Japanese and in English."""
        japanese, english = Words(WORTH.values()), Words(WORTH.values())
        for number, measure in enumerate(self.knowledge.measures.values()):
            for names in japanese_names(measure):
                japanese.add_names(number, names.pairs, WORTH[names.place])
            for names in english_names(measure):
                english.add_names(number, names.pairs, WORTH[names.place])
            for text in said(measure):
                japanese.add_text(number, text.ja)
                english.add_text(number, text.en)
        return japanese, english

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._english.grams())

    def find(self, text: str) -> list[Found]:
        """The measures for which most speaks, best first (equal ones in the document's order)."""
        best: dict[str, Found] = {}
        for found in self._spellings(text[: 2 * READ]):
            for evidence in found:
                if evidence.id not in best or evidence.score > best[evidence.id].score:
                    best[evidence.id] = evidence
        found = self._in_order(best.values())
        if not found or found[0].covered >= WHOLE:
            return found
        return self._in_order(self._as_worded(text, found))

    def _as_worded(self, text: str, found: list[Found]) -> list[Found]:
        """What was found, each with what the wording of the message says for it."""
        said = worded(text, self._wording)
        return [
            replace(each, score=each.score * exp(WORDED * wording), wording=wording)
            for each in found
            for wording in (said.get(name_of(self.knowledge[each.id]), 0.0),)
        ]

    def _in_order(self, found: Iterable[Found]) -> list[Found]:
        return sorted(found, key=lambda f: (-f.score, self._numbers[f.id]))

    def having(self, word: str) -> list[str]:
        """The measures that have all grams of a word, in the document's order."""
        folded = fold(word)
        if is_kana(folded):
            found = self._sound.having(sound(folded))
        elif has_japanese(folded):
            found = self._written.having(fold_tight(word))
        else:
            found = self._english.having(english_words(folded)) | self._written.having(folded)
        return [self.ids[number] for number in sorted(found)]

    def names(self, measure: str, phrase: str) -> bool:
        """Whether a folded phrase stands in a name or keyword of the measure's own."""
        return phrase in self._own(measure)

    def as_written(self, measure: str, terms: Sequence[str]) -> tuple[str, ...]:
        """The names and keywords of a measure that are spelt so, as its file has them; none that stands in
        another of them."""
        of = self.knowledge[measure]
        written: dict[str, str] = {}
        for names in japanese_names(of):
            read = [word for word, reading in names.pairs if reading]
            written |= zip(SOUND.spell(names.readings), read, strict=True)
            written |= zip(WRITTEN.spell(names.words), names.words, strict=True)
        for names in english_names(of):
            written |= zip(ENGLISH.spell(names.words), names.words, strict=True)
        outer = [term for term in terms if not any(term != other and term in other for other in terms)]
        return tuple(dict.fromkeys(written.get(term, term.strip()) for term in outer))

    def _own_names(self, measure: str) -> str:
        """The folded names and keywords of a measure and their readings, a line each; not what people need
        who look for it."""
        of = self.knowledge[measure]
        names = [n for n in (*japanese_names(of), *english_names(of)) if n.place is not Place.NEED]
        return "\n".join(fold_all([word for n in names for word in (*n.words, *n.readings)]))

    def _spellings(self, text: str) -> Iterable[list[Found]]:
        folded = fold(text)[:READ]
        if kana := kana_alone(folded):
            yield from self._corrected(self._sound, BY_SOUND, sound(kana))
            if kana != folded:  # みらい2
                yield self._evidence(self._written, IN_WRITING, fold_tight(text)[:READ])
        elif has_japanese(folded):
            yield from self._corrected(self._written, IN_WRITING, fold_tight(text)[:READ])
        else:
            yield self._in_english(folded)
            for kana in self._as_romaji(folded):
                yield from self._corrected(self._sound, BY_SOUND, sound(kana))
            # Names in Latin letters (H3, CEV): whole ones only, for pairs of letters say nothing.
            yield self._evidence(self._written, IN_WRITING, folded, by_grams=False)
            kana, rest = apart(folded, self._is_english)
            if kana and rest:
                heard = self._evidence(self._sound, BY_SOUND, sound(kana))
                named = self._evidence(self._written, IN_WRITING, rest, by_grams=False)
                in_latin = together(self._in_english(rest), named, 0.5)
                yield together(heard, in_latin, len(kana) / (len(kana) + len(rest)))

    def _in_english(self, folded: str) -> list[Found]:
        stems = self._vocabulary.corrected(english_words(folded))
        return self._evidence(self._english, IN_WRITING, stems) if stems else []

    def _as_romaji(self, folded: str) -> list[str]:
        """The kana of a message in Latin letters, unless most of its words are known as English."""
        stems = [(word, stem) for word in folded.split() if (stem := english_words(word).strip())]
        known = [word for word, stem in stems if len(stem) > 3 and self._is_english(word)]
        return [] if 2 * len(known) >= len(stems) else romaji_readings(without_generic_ends(folded))

    def _is_english(self, word: str) -> bool:
        """Whether a word in Latin letters is known as English, and not as Japanese, too (hoikuen)."""
        is_known = all(map(self._english.knows, english_words(word).split()))
        kana = from_romaji(word) if is_known else ""
        return is_known and not (kana and self._sound.is_term(sound(kana)))

    def _corrected(self, index: Index, unit: Worth, text: str) -> Iterable[list[Found]]:
        """The evidence for a text; and, where it is not all known, what it says if a name of the best is
        misspelt."""
        found = self._evidence(index, unit, text)
        is_written = index is self._written
        pieces = solid_pairs(text) if is_written else sound_grams(text)
        yield found
        if len(text) > LONG or all(map(index.knows, pieces)):
            return
        names = [n for each in found[:SHORTLIST] for n in self._names(each.id, is_written).split("\n")]
        shortest = KANA if not is_written else BRIEF_NAME if len(text) <= BRIEF else LONG_NAME
        fitting = dict.fromkeys(name for name in names if len(name) >= shortest)
        if (corrected := corrected_text(text, list(fitting), index.is_odd, index.is_term)) != text:
            for each in self._evidence(index, unit, corrected):
                yield [replace(each, score=GUESSED * each.score, hits=GUESSED * each.hits)]

    def _spelt_names(self, measure: str, written: bool) -> str:
        """The terms of a measure that tell it from others, as they are compared: as written, which needs are
        not, or by sound; a line each."""
        names = list(japanese_names(self.knowledge[measure]))
        if written:
            # Of a need as it is written a word is right, and says enough.
            named = [each for each in names if each.place is not Place.NEED]
            spelt = fold_tight_all([word for each in named for word in each.words])
            return "\n".join(filter(tells, spelt))
        return "\n".join(sound_all([reading for each in names for reading in each.readings]))

    def _evidence(self, index: Index, unit: Worth, text: str, by_grams: bool = True) -> list[Found]:
        """The evidence in one spelling, for the `FOUND` measures that have the most, best first."""
        hits: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in index.hits(text):
            hits[hit.measure].append(hit)
        terms = {number: combined(found) for number, found in hits.items()}
        masses, known, unknown = index.masses(generic_apart(text)) if by_grams else ({}, 0.0, 0.0)
        whole = known + unknown
        share = unit.share / whole if whole else 0.0
        scores = {number: share * mass for number, mass in masses.items()}
        for number, (worth, _) in terms.items():
            scores[number] = scores.get(number, 0.0) + unit.hits * worth
        best = nlargest(FOUND, ((score, -number) for number, score in scores.items()))
        length = len(without_generic(text)) or len(text)
        found = []
        for score, negative in best:
            number = -negative
            worth, covered = terms.get(number, (0.0, 0))
            mass = masses.get(number, 0.0)
            words = tuple(dict.fromkeys(hit.term for hit in hits[number])) if covered else ()
            part = min(covered / length, 1.0)
            shares = mass / (whole or 1.0), mass, unknown / (whole or 1.0)
            found.append(Found(self.ids[number], score, worth, *shares, part, words))
        return found


def together(one: Sequence[Found], other: Sequence[Found], part: float) -> list[Found]:
    """The evidence of two parts of a message as one.

    part: how much of the message (0 to 1) the first is.
    """
    mine, theirs = {f.id: f for f in one}, {f.id: f for f in other}
    unknown, unknown_there = (min((f.unknown for f in found), default=1.0) for found in (one, other))
    unknown = unknown * part + unknown_there * (1 - part)
    both = []
    for i in mine | theirs:
        a, b = mine.get(i) or Found(i, 0.0, 0.0, 0.0), theirs.get(i) or Found(i, 0.0, 0.0, 0.0)
        both.append(
            Found(
                i,
                a.score + b.score,
                a.hits + b.hits,
                a.share * part + b.share * (1 - part),
                a.mass + b.mass,
                unknown,
                a.covered * part + b.covered * (1 - part),
                (*a.words, *b.words),
            )
        )
    return sorted(both, key=lambda f: -f.score)


@contextmanager
def collection_paused() -> Iterator[None]:
    """No search for garbage: an index is many small lists that all stay, and to look at them again and again
    takes a quarter of the time that it takes to make them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

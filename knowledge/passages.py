"""Which lines of a measure's page a message points at: by the words that they share.

The field that is asked for says under which heading the answer stands; the words say which of its lines, and
sometimes that the answer stands elsewhere: 「地域の最低賃金との差は何円以内」 is answered under *target*.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import fsum, log

from msgspec import Struct

from knowledge import lexicon
from knowledge.heard import Readings, as_written, is_heard, readings_of
from knowledge.model import POINT_FIELDS, Content, Field, Measure, Programme, Text
from knowledge.normalize import fold_tight
from knowledge.once import once
from knowledge.requests import phrases
from knowledge.spelling import grams, is_solid, search

# A line is pointed at if it has this share of the best one's evidence.
_NEAR = 0.6
# What words count that say little: hiragana is mostly grammar, and 補助金 stands in many lines.
_LITTLE = 0.35
# What part of a question's own words a line must have that answers it, and how near to the best it must come.
_MOST, _NEARLY = 0.5, 0.85


class Line(Struct, frozen=True):
    """One thing that is said: the words, the field it stands under, its sub-programme."""

    text: Text
    field: Field
    programme: Programme | None = None


class Evidence(Struct, frozen=True):
    """What speaks for one line.

    weight: how much the words say, where 1 is a word that no other line has. coverage: 0 to 1, how much of
    what the message says beyond the measure's own names the line has.
    """

    line: Line
    weight: float
    coverage: float


def lines_of(content: Content) -> list[Line]:
    """All lines of a page, in the order of its fields."""
    programmes = {p.key: p for p in content.programmes}
    summaries = ((content.purpose, Field.PURPOSE), (content.overview, Field.OVERVIEW))
    lines = [Line(text, field) for text, field in summaries if text]
    for field in POINT_FIELDS:
        for point in content.points(field):
            lines.append(Line(point, field, programmes.get(point.of or "")))
    for programme in content.programmes:
        if programme.overview:
            lines.append(Line(programme.overview, Field.OVERVIEW, programme))
    return lines


def official_lines(measure: Measure) -> list[Line]:
    """The lines of the facts from other official sources; no field of the page is theirs."""
    return [Line(text, Field.OVERVIEW) for fact in measure.official for text in (fact.fact, fact.detail)]


class Passages:
    """The lines of a measure's page, cut into grams once for all that they are compared with."""

    def __init__(self, measure: Measure, lines: Sequence[Line]) -> None:
        titles = [measure.title.ja, measure.title.en, measure.short.ja, measure.short.en]
        self._names = [*measure.keywords.distinctive, *measure.keywords.english]
        self._titles = titles
        self._lines = lines
        self._measure = measure

    @cached_property
    def _cut(self) -> list[tuple[Line, str]]:
        # Who only names the measure points at no line.
        return [(line, _grams_of(_searched(line))) for line in self._lines]

    def pointed_at(self, words: str, share: float = _NEAR) -> list[Evidence]:
        """The lines that the words point at, best first; equal ones in their order."""
        pieces = self._pieces(words)
        folded = fold_tight(" ".join(pieces))
        named = [name for name in self._names if fold_tight(name) in folded]
        asked = {gram for piece in pieces for gram in grams(piece)} - grams(" ".join([*named, *self._titles]))
        return _nearly_best(_having(asked, self._cut), share) if asked else []

    def solidly(self, words: str) -> list[Evidence]:
        """Those that have most of the words themselves (hiragana, and a kanji alone, say too little) of a
        question about something inside: MMXは何を持ち帰る. Keywords count, for such things are among them."""
        pieces = [each for piece in self._pieces(words) for each in piece.split()]
        solid = {gram for piece in pieces for gram in grams(piece) if len(gram) > 1 and is_solid(gram)}
        own = [(line, _grams_of(" ".join(_said(line)))) for line in self._lines]
        told = solid - grams(" ".join(self._titles)) or solid
        found = [each for each in _having(told, own) if each.coverage >= _MOST]

        # Of lines that say as much of it, one that begins with it is about it, and a shorter is more exact.
        def place(each: Evidence) -> tuple[float, int, int]:
            line = fold_tight(each.line.text.ja)
            begins = min((line.find(gram) for gram in told if gram in line), default=len(line))
            return -each.weight, begins, len(line)

        return _nearly_best(sorted(found, key=place), _NEARLY)

    def _pieces(self, words: str) -> list[str]:
        """What the words say beside asking."""
        question = phrases("question")
        if not is_heard(words):
            return [question.without(words)]
        return [question.without(piece) for piece in as_written(words, self._readings)]

    @cached_property
    def _readings(self) -> Readings:
        """How the words of the measure's page are read, and its names."""
        lines = lines_of(self._measure.content) if self._measure.content else []
        said = " ".join(map(_searched, lines))
        return _read(said, tuple(self._measure.keywords.distinctive.items()))


def _having(asked: set[str], cut: Sequence[tuple[Line, str]]) -> list[Evidence]:
    """The lines that have any of the grams (see `_grams_of`), best first; equal ones in their order."""
    having = {gram: [f"\n{gram}\n" in of for _, of in cut] for gram in asked}
    unit = log(1 + len(cut)) or 1.0
    weights = {
        gram: _worth(gram) * log(1 + len(cut) / max(sum(has), 1)) / unit for gram, has in having.items()
    }
    whole = fsum(weights.values())
    found = []
    for place, (line, _) in enumerate(cut):
        # fsum: the order of a set changes from process to process, and must not decide.
        if weight := fsum(weights[gram] for gram, has in having.items() if has[place]):
            found.append(Evidence(line, weight, weight / whole))
    return sorted(found, key=lambda each: -each.weight)


def _worth(gram: str) -> float:
    return _LITTLE if not is_solid(gram) or gram in _generic() else 1.0


@once
def _generic() -> frozenset[str]:
    return frozenset(grams(" ".join((*search().generic, *search().english_generic))))


def _nearly_best(found: list[Evidence], share: float) -> list[Evidence]:
    return [each for each in found if each.weight >= share * found[0].weight]


def programmes_named(content: Content, words: str) -> list[Programme]:
    """The sub-programmes that the words name, by their name or another word for them."""
    folded = fold_tight(words)
    found = []
    for programme in content.programmes:
        names = [programme.name.ja, programme.name.en, *programme.words]
        if any(fold_tight(name) in folded for name in names):
            found.append(programme)
    return found


# The lines of the measures that people talk about are looked through again with each message.
@lru_cache(maxsize=512)
def _grams_of(line: str) -> str:
    """The grams of a line, one a line, for some have a space: a set of them takes twenty times as much."""
    return "\n" + "\n".join(grams(line)) + "\n"


def _said(line: Line) -> list[str]:
    return [line.text.ja, line.text.en, *_also_said(f"{line.text.ja} {line.text.en}")]


def _searched(line: Line) -> str:
    words = _said(line)
    if line.programme:
        words += [line.programme.name.ja, line.programme.name.en, *line.programme.words]
    return " ".join(words)


@lru_cache(maxsize=64)
def _read(said: str, named: tuple[tuple[str, str], ...]) -> Readings:
    return readings_of(said, dict(named))


@lru_cache(maxsize=512)
def _also_said(line: str) -> tuple[str, ...]:
    """What people say for the words of a line."""
    return tuple(said for word, others in lexicon.alike().items() if word in line for said in others)

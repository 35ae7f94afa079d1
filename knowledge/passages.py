"""Which lines of a measure's page a message points at: by the words that they share.

The field that is asked for says under which heading the answer stands; the words say which of its lines, and
sometimes that the answer stands elsewhere: 「地域の最低賃金との差は何円以内」 is answered under *target*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum, log

from knowledge.model import POINT_FIELDS, Content, Field, Measure, Programme, Text
from knowledge.normalize import fold_tight
from knowledge.spelling import grams

# A line is pointed at if it has this share of the best one's evidence.
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said: the words, the field it stands under, its sub-programme."""

    text: Text
    field: Field
    programme: Programme | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
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


class Passages:
    """The lines of a measure's page, cut into grams once for all that they are compared with."""

    def __init__(self, measure: Measure, lines: Sequence[Line]) -> None:
        names = [measure.title.ja, measure.title.en, measure.short.ja, measure.short.en]
        names += [*measure.keywords.distinctive, *measure.keywords.english]
        self._names = grams(" ".join(names))
        self._lines = lines

    @cached_property
    def _cut(self) -> list[tuple[Line, set[str]]]:
        # Who only names the measure points at no line.
        return [(line, grams(_searched(line))) for line in self._lines]

    def pointed_at(self, words: str) -> list[Evidence]:
        """The lines that the words point at, best first; equal ones in their order."""
        asked = grams(words) - self._names if words else set()
        if not asked:
            return []
        having = {gram: sum(gram in cut for _, cut in self._cut) for gram in asked}
        unit = log(1 + len(self._cut)) or 1.0
        weights = {gram: log(1 + len(self._cut) / max(n, 1)) / unit for gram, n in having.items()}
        whole = fsum(weights.values())
        found = []
        for line, cut in self._cut:
            # fsum: the order of a set changes from process to process, and must not decide.
            if weight := fsum(weights[gram] for gram in cut & weights.keys()):
                found.append(Evidence(line, weight, weight / whole))
        found.sort(key=lambda each: -each.weight)
        return [each for each in found if each.weight >= _NEAR * found[0].weight]


def programmes_named(content: Content, words: str) -> list[Programme]:
    """The sub-programmes that the words name, by their name or another word for them."""
    folded = fold_tight(words)
    found = []
    for programme in content.programmes:
        names = [programme.name.ja, programme.name.en, *programme.words]
        if any(fold_tight(name) in folded for name in names):
            found.append(programme)
    return found


def _searched(line: Line) -> str:
    words = [line.text.ja, line.text.en]
    if line.programme:
        words += [line.programme.name.ja, line.programme.name.en, *line.programme.words]
    return " ".join(words)

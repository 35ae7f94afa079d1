"""The words by which a measure is found, and where they stand: in titles, keywords, needs, or inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from knowledge.model import POINT_FIELDS, Measure, Text
from knowledge.normalize import hiragana, is_kana


class Place(StrEnum):
    """Where a term stands: in what the measure is called, in its keywords, in what people need who look
    for it, or in what its page names."""

    TITLE = "title"
    DISTINCTIVE = "distinctive"
    COMMON = "common"
    NEED = "need"
    INSIDE = "inside"


class Names(NamedTuple):
    """Names and keywords of a measure that stand in one place, each with its reading, or "" without one."""

    place: Place
    pairs: Iterable[tuple[str, str]]

    @property
    def words(self) -> list[str]:
        """The names as they are written."""
        return [word for word, _ in self.pairs]

    @property
    def readings(self) -> list[str]:
        """The readings of those that have any."""
        return [reading for _, reading in self.pairs if reading]


def japanese_names(measure: Measure) -> Iterator[Names]:
    """The Japanese names of a measure."""
    titles = [title for title in (measure.title, measure.subtitle, measure.short) if title]
    yield Names(Place.TITLE, [(t.ja, t.reading) for t in titles])
    yield Names(Place.DISTINCTIVE, measure.keywords.distinctive.items())
    yield Names(Place.COMMON, measure.keywords.common.items())
    yield Names(Place.NEED, measure.needs.items())
    if content := measure.content:
        inside = [word for name in content.names for word in (name.name, name.ja)]
        inside += [word for programme in content.programmes for word in programme.words]
        read = [(word, kana if is_kana(kana := hiragana(word)) else "") for word in inside]
        yield Names(Place.INSIDE, [*((p.name.ja, p.name.reading) for p in content.programmes), *read])


def english_names(measure: Measure) -> Iterator[Names]:
    """The English names of a measure, and the Japanese ones that are in Latin letters; none has a reading."""
    titles = [title for title in (measure.title, measure.subtitle, measure.short) if title]
    yield _unread(Place.TITLE, [title.en for title in titles])
    latin = [w for w in (*measure.keywords.distinctive, *measure.keywords.common) if w.isascii()]
    yield _unread(Place.DISTINCTIVE, measure.keywords.english + latin)
    yield _unread(Place.NEED, measure.needs_en)
    if content := measure.content:
        inside = [programme.name.en for programme in content.programmes]
        inside += [word for p in content.programmes for word in p.words if word.isascii()]
        inside += [word for n in content.names for word in (n.en, n.name) if word is n.en or word.isascii()]
        yield _unread(Place.INSIDE, inside)


def _unread(place: Place, words: Iterable[str]) -> Names:
    return Names(place, [(word, "") for word in words])


def said(measure: Measure) -> Iterator[Text]:
    """What else is said of a measure, in both languages."""
    if content := measure.content:
        yield from (text for text in (content.purpose, content.overview) if text)
        for field in POINT_FIELDS:
            yield from content.points(field)
        for programme in content.programmes:
            if programme.overview:
                yield programme.overview
    for fact in measure.official:
        yield fact.fact

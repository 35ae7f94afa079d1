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
    """Names and keywords of a measure that stand in one place, and the readings of those that have any."""

    place: Place
    words: Iterable[str]
    readings: Iterable[str] = ()


def japanese_names(measure: Measure) -> Iterator[Names]:
    """The Japanese names of a measure."""
    titles = [title for title in (measure.title, measure.subtitle, measure.short) if title]
    yield Names(Place.TITLE, [t.ja for t in titles], [t.reading for t in titles])
    keywords = measure.keywords
    yield Names(Place.DISTINCTIVE, keywords.distinctive, keywords.distinctive.values())
    yield Names(Place.COMMON, keywords.common, keywords.common.values())
    yield Names(Place.NEED, measure.needs, measure.needs.values())
    if content := measure.content:
        inside = [word for name in content.names for word in (name.name, name.ja)]
        inside += [word for p in content.programmes for word in (p.name.ja, *p.words)]
        kana = [hiragana(word) for word in inside if is_kana(hiragana(word))]
        yield Names(Place.INSIDE, inside, [*(p.name.reading for p in content.programmes), *kana])


def english_names(measure: Measure) -> Iterator[Names]:
    """The English names of a measure, and the Japanese ones that are in Latin letters."""
    titles = [title for title in (measure.title, measure.subtitle, measure.short) if title]
    yield Names(Place.TITLE, [title.en for title in titles])
    latin = [w for w in (*measure.keywords.distinctive, *measure.keywords.common) if w.isascii()]
    yield Names(Place.DISTINCTIVE, measure.keywords.english + latin)
    yield Names(Place.NEED, measure.needs_en)
    if content := measure.content:
        inside = [programme.name.en for programme in content.programmes]
        inside += [word for p in content.programmes for word in p.words if word.isascii()]
        inside += [word for n in content.names for word in (n.en, n.name) if word is n.en or word.isascii()]
        yield Names(Place.INSIDE, inside)


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

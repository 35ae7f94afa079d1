"""Filters by what a measure's page or title says: 基金でやる事業, 内数の施策, 補助率2/3, 量子って付くもの.

A page is what we hold of it: the titles, the amount with its marks, our summaries and points. Of the measures
whose page our copy lacks only the titles say anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from knowledge import lexicon
from knowledge.asked import asked
from knowledge.bounds import is_bounded
from knowledge.lexicon import Phrases, any_of, label, lists
from knowledge.model import POINT_FIELDS, Field, Measure, Text
from knowledge.normalize import clean, fold_tight, has_japanese
from knowledge.notation import numerals, to_int
from knowledge.once import once
from knowledge.passages import lines_of
from knowledge.shapes import Bilingual
from knowledge.spelling import english_words, is_solid
from knowledge.subjects import JOIN

# What may be English in a Japanese text.
_LATIN = re.compile(r"[A-Za-z0-9]+")
# The fields whose figures a list may be filtered by.
_FIGURED = (Field.RATE, Field.CAP)
# Stands before what pages must not say.
NOT = "-"
# How near behind a term it is denied, and how many figures of a field are looked for.
_NEAR, _FIGURES = 8, 3


def said_in(cleaned: str) -> tuple[str, str]:
    """What the pages must say of which a cleaned text wants a list, and the text without it.

    >>> said_in("基金でやる事業"), said_in("補助率が3分の2の施策"), said_in("宇宙戦略基金の事業")
    (('基金', ' でやる事業'), ('補助率2/3', 'が の施策'), ('', '宇宙戦略基金の事業'))
    """
    for match in _terms().find(cleaned):
        before, behind = cleaned[: match.start], cleaned[match.end :]
        # A word of its own: the fund of 宇宙戦略基金 is part of a name.
        is_alone = not before or before.endswith(" ") or not is_solid(before[-1])
        is_told = label("on_page", "which").at_start(behind) > 0
        is_topic = behind.startswith(tuple(lists().spoken_of.ja)) and not is_told
        if is_alone and not is_topic:
            denied = label("denied").find(behind[:_NEAR])[:1]
            return f"{NOT * len(denied)}{match.label}", f"{before} {behind[denied[0].end if denied else 0 :]}"
    figures = [f for f in _figure().finditer(cleaned) if not is_bounded(cleaned[f.end() :])][:_FIGURES]
    if field := _figured_field(cleaned, figures):
        for figure in reversed(figures):
            cleaned = f"{cleaned[: figure.start()]} {cleaned[figure.end() :]}"
        written = [each for figure in figures for each in _alike(_written(figure))]
        said = JOIN.join(f"{field}{' ' if field.isascii() else ''}{figure}" for figure in written)
        return said, label("subsidised").without(cleaned.replace(field, " "))
    return "", cleaned


def says(measure: Measure, said: str) -> bool:
    """Whether a measure's page says any of some things that `JOIN` joins: a word or mark, a field with a
    figure, or a field alone (that it is given at all). With `NOT` before them, that its page, which we have,
    says none."""
    if said.startswith(NOT):
        if given_field(said.removeprefix(NOT)) is Field.AMOUNT:
            return measure.amount is None
        return measure.content is not None and not says(measure, said.removeprefix(NOT))
    return any(_says(measure, each) for each in said.split(JOIN) if each)


def titled(measure: Measure, words: str) -> bool:
    """Whether any of some words that `JOIN` joins stands in an official title of the measure."""
    return any(_any_has(_titles(measure), word) for word in words.split(JOIN) if word)


def marks_amount(said: str) -> bool:
    """Whether a term is a mark of amounts, as 内数 is."""
    return any(term.says == said.removeprefix(NOT) and term.mark for term in lists().page_terms)


def given_field(said: str) -> Field | None:
    """The field that must be given at all, if no words must be said: 補助率がわかる施策."""
    wanted = asked(clean(said))
    is_term = any(term.says == said for term in lists().page_terms)
    fields = (*POINT_FIELDS, Field.AMOUNT)
    return Field(wanted.view) if wanted.view in fields and not (wanted.rest or is_term) else None


def _says(measure: Measure, said: str) -> bool:
    for term in lists().page_terms:
        if term.says == said:
            marked = bool(term.mark) and measure.amount is not None and getattr(measure.amount, term.mark)
            return marked or _any_has(_texts(measure), said)
    wanted = asked(clean(said))
    if given_field(said) is Field.AMOUNT:
        return measure.amount is not None
    if wanted.view not in POINT_FIELDS:
        return _any_has(_texts(measure), said)
    points = measure.content.points(Field(wanted.view)) if measure.content else []
    return _any_has(points, wanted.rest) if wanted.rest else bool(points)


def _titles(measure: Measure) -> Iterator[Text]:
    yield from (title for title in (measure.title, measure.subtitle) if title)


def _texts(measure: Measure) -> Iterator[Text]:
    """All that the document says of a measure, as we hold it."""
    yield from _titles(measure)
    if content := measure.content:
        yield from (line.text for line in lines_of(content))
        yield from (programme.name for programme in content.programmes)
        for name in content.names:
            yield from (Text(ja=name.name, en=name.name), Text(ja=name.ja, en=name.en))
        for table in content.tables:
            yield from (table.title, *table.columns, *(row.head for row in table.rows), *table.notes)


def _any_has(texts: Iterable[Text], word: str) -> bool:
    stands_in = _matcher(word)
    return any(map(stands_in, texts))


@lru_cache(maxsize=64)
def _matcher(word: str) -> Callable[[Text], bool]:
    """Says of a text whether the word stands in it; 定額 not in 一定額, 1/2 not in 11/2."""
    if not has_japanese(word) and any(map(str.isalpha, word)) and (stems := english_words(word).split()):
        # start-ups is also written startups.
        return lambda text: _has_stems(f"{text.en} {text.ja} {text.en.replace('-', '')}", stems)
    end = r"(?!\d)" if word[-1:].isdecimal() else ""
    pattern = re.compile(rf"(?<![{numerals()}\d/]){re.escape(fold_tight(word))}{end}")
    return lambda text: pattern.search(fold_tight(text.ja)) is not None


def _has_stems(text: str, stems: list[str]) -> bool:
    # The rest of a Japanese line takes many times as long to fold.
    said = english_words(" ".join(_LATIN.findall(text)))
    return all(f" {stem} " in said for stem in stems)


@once
def _terms() -> Phrases:
    return Phrases((term.says, Bilingual(ja=term.ja, en=term.en)) for term in lists().page_terms)


def _alike(figure: str) -> list[str]:
    """A figure, and how else pages may print it: 1/2 for 50%."""
    percent = figure.removesuffix("%")
    if percent == figure or not percent.isdecimal():
        return [figure]
    share = Fraction(int(percent), 100)
    return [figure, str(share)] if 1 < share.denominator < 10 else [figure]


def _figured_field(cleaned: str, figures: list[re.Match[str]]) -> str:
    """The word for a rate or a cap that has the figures of a text; that for a rate, if of a subsidy."""
    for match in lexicon.fields().find(cleaned) if figures else ():
        # 2分の1 is a word for a rate, and the figure itself.
        if match.label in _FIGURED and not any(f.start() <= match.start < f.end() for f in figures):
            return cleaned[match.start : match.end]
    if any("/" in _written(figure) for figure in figures) and label("subsidised").has(cleaned):  # 2分の1補助
        words = lexicon.load("fields", dict[str, Bilingual])[Field.RATE]
        return (words.ja if has_japanese(cleaned) else words.en)[0]
    return ""


@once
def _figure() -> re.Pattern[str]:
    """A share or a sum: 2/3, 3分の2, 45%, 50億円."""
    number = rf"\d{{1,3}}|[{numerals()}]{{1,3}}"
    return re.compile(
        rf"\d{{1,3}}/\d{{1,3}}|\d[\d.]{{0,5}}%|(?P<whole>{number})分の(?P<part>{number})|\d[\d.]{{0,6}}[億万]円?"
        rf"|(?<![a-z])(?P<spoken>{any_of(lists().fractions)})(?![a-z])"
    )


def _written(figure: re.Match[str]) -> str:
    """A figure as pages print it: 2/3 for 三分の二."""
    if figure["spoken"]:
        return lists().fractions[figure["spoken"]]
    return f"{to_int(figure['part'])}/{to_int(figure['whole'])}" if figure["whole"] else figure.group()

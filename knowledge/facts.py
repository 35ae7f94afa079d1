"""What is known of one measure: its fields as lists of points, and those that answer a question best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log

from knowledge.model import (
    POINT_FIELDS,
    Content,
    Field,
    Measure,
    Name,
    Programme,
    Table,
    Text,
)
from knowledge.normalize import fold_tight
from knowledge.question import Question, View
from knowledge.spelling import grams

# A line answers when it has this share of the best one's evidence, and the best has at least that of so
# many words of its own; more where no field is asked for, since a card answers those well.
_NEAR, _ENOUGH, _ENOUGH_UNASKED = 0.6, 1.5, 3.0
_MONEY = re.compile(r"[0-9][兆億万千]?円")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said: the words, the field it stands under, its sub-programme."""

    text: Text
    field: Field
    programme: Programme | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What answers a question about one measure.

    best: the lines that answer it most exactly. lines: all of the field. tables, names, programmes:
    those that belong to it.
    """

    best: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    names: tuple[Name, ...] = ()
    programmes: tuple[Programme, ...] = ()


def views_of(measure: Measure) -> tuple[str, ...]:
    """The sides of a measure that there is something to show of, in the order of their buttons."""
    found: list[str] = []
    if content := measure.content:
        found += [Field.PURPOSE] if content.purpose else []
        found += [Field.OVERVIEW] if content.overview else []
        found += [Field.AMOUNT] if content.amount else []
        found += [name for name in POINT_FIELDS if content.points(name)]
        found += [View.PROGRAMMES] if content.programmes else []
        found += [View.TABLES] if content.tables else []
        found += [View.NAMES] if content.names else []
    if measure.official:
        found.append(View.OFFICIAL)
    return tuple(found)


def missing(measure: Measure, view: str) -> bool:
    """Whether the source does not give what is asked for."""
    always = (Field.PAGE, View.RELATED, View.CARD)
    return view not in always and view not in views_of(measure)


def facts_of(measure: Measure, question: Question) -> tuple[Facts, str]:
    """The facts that answer a question about a measure, and the view they make.

    The view is the one asked for; where none is asked, or the words point inside another field, it is
    that of the best lines: 「地域の最低賃金との差は何円以内」 is answered by the line that says so.
    """
    view = question.view
    content = measure.content
    if content is None:
        return Facts(), view
    if view in (View.CARD, Field.OVERVIEW) and (names := _asked_names(content, question)):
        return Facts(names=names), View.NAMES
    lines = _all_lines(content)
    best = _answering(_best(lines, question.typed.rest, measure, view), view)
    if best and view != Field.AMOUNT:
        view = best[0].field
    return (
        Facts(
            best=best,
            lines=tuple(line for line in lines if line.field == view),
            tables=tuple(t for t in content.tables if view in (t.field, View.TABLES)),
            names=tuple(content.names) if view == View.NAMES else (),
            programmes=tuple(content.programmes) if view == View.PROGRAMMES else (),
        ),
        view,
    )


def _answering(best: tuple[Line, ...], view: str) -> tuple[Line, ...]:
    """Of the lines nearest to the words, those that answer what is asked."""
    if view == Field.AMOUNT:
        return tuple(line for line in best if _MONEY.search(line.text.ja))
    if view in POINT_FIELDS or view == Field.OVERVIEW:
        return tuple(line for line in best if line.field == view) or best
    if view == Field.PURPOSE:
        return tuple(line for line in best if line.field == view)
    return best if view == View.CARD else ()


def _all_lines(content: Content) -> list[Line]:
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


def _best(lines: list[Line], words: str, measure: Measure, view: str) -> tuple[Line, ...]:
    """The lines that share the most with the words, beyond what the measure's own names say."""
    names = [measure.title.ja, measure.title.en, measure.short.ja, *measure.keywords.distinctive]
    asked = grams(words) - grams(" ".join(names)) if words else set()
    if not asked:
        return ()
    cut = [grams(_searched(line)) for line in lines]
    having = {gram: sum(gram in grams for grams in cut) for gram in asked}
    weights = {gram: log(1 + len(lines) / n) for gram, n in having.items() if n}
    scores = [sum(weights[gram] for gram in grams & weights.keys()) for grams in cut]
    top = max(scores, default=0.0)
    enough = _ENOUGH_UNASKED if view == View.CARD else _ENOUGH
    if top < enough * log(1 + len(lines)):
        return ()
    ranked = sorted(zip(scores, lines, strict=True), key=lambda pair: -pair[0])
    return tuple(line for score, line in ranked if score >= _NEAR * top)


def _searched(line: Line) -> str:
    words = [line.text.ja, line.text.en]
    if line.programme:
        words += [line.programme.name.ja, line.programme.name.en, *line.programme.words]
    return " ".join(words)


def _asked_names(content: Content, question: Question) -> tuple[Name, ...]:
    """The abbreviations that a short question is about: QSTって何の略."""
    words = fold_tight(question.typed.text)
    asked = [(fold_tight(name.name), name) for name in content.names]
    return tuple(name for short, name in asked if short in words and len(words) <= len(short) + 8)

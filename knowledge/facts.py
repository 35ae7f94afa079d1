"""What is known of one measure: its fields as lists of points, and those that answer a question best."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge import lexicon
from knowledge.model import (
    POINT_FIELDS,
    Content,
    Field,
    Measure,
    Name,
    Programme,
    Table,
)
from knowledge.normalize import clean, fold_tight
from knowledge.passages import Line, Passages, lines_of, programmes_named
from knowledge.question import Question, View
from knowledge.requests import phrases, without_tail
from knowledge.spelling import grams, is_solid

# How much of a message must point at a line (see `passages.Evidence`): where no field is asked for, since a
# card answers those well; where a field is asked for, beside its own words and with them; and where the words
# say that it stands elsewhere.
_UNASKED_WEIGHT, _UNASKED_COVERAGE = 2.0, 0.35
_BESIDE, _ENOUGH, _ELSEWHERE, _MARGIN = 1.0, 1.5, 0.35, 0.15
# A figure that answers how much something is: money or a share.
_FIGURE = re.compile(r"[0-9][兆億万千]?円|[0-9][%％]")


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


def can_answer(measure: Measure, question: Question) -> bool:
    """Whether the measure says anything on what is asked: its field, or a line that the words point at."""
    if question.view != View.CARD:
        return question.view in views_of(measure)
    return measure.content is not None and bool(facts_of(measure, question)[0].best)


def facts_of(measure: Measure, question: Question) -> tuple[Facts, str]:
    """The facts that answer a question about a measure, and the view they make.

    The view is the one asked for; where none is asked, or the words point inside another field, it is
    that of the best lines.
    """
    content = measure.content
    if content is None:
        return Facts(), question.view
    if question.view == View.PROGRAMMES and not content.programmes:
        question = replace(question, view=Field.SCHEME)
    view = question.view
    if view in (View.CARD, Field.OVERVIEW, View.NAMES) and (names := _asked_names(content, question)):
        return Facts(names=names), View.NAMES
    lines = lines_of(content)
    best, rest = _answering(lines, measure, question)
    if best and (view != Field.AMOUNT or not phrases("budget").has(clean(question.typed.text))):
        view = best[0].field
    fields = (view, *question.typed.further)
    return (
        Facts(
            best=best,
            lines=rest,
            tables=tuple(t for t in content.tables if t.field in fields or view == View.TABLES),
            names=tuple(content.names) if view == View.NAMES else (),
            programmes=tuple(content.programmes) if view == View.PROGRAMMES else (),
        ),
        view,
    )


def _answering(
    lines: list[Line], measure: Measure, question: Question
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines that answer what is asked, and those that belong beside them."""
    view, typed = question.view, question.typed
    passages = Passages(measure, lines)
    evidence = passages.pointed_at(typed.asked)
    named = programmes_named(measure.content, typed.asked) if measure.content else []
    of_named = tuple(line for line in lines if line.programme in named)
    if view == View.CARD:
        strong = [e for e in evidence if e.weight >= _UNASKED_WEIGHT and e.coverage >= _UNASKED_COVERAGE]
        text = clean(typed.text)
        # Who names a measure by its number and says more asks for something inside it.
        asks = phrases("inside").has(text) or phrases("yes_or_no").has(text) or typed.by_number
        if asks and (not strong or named):
            strong = passages.solidly(typed.asked)
        if named and (asks or phrases("meaning").has(text)):
            best = tuple(e.line for e in strong if e.line in of_named) or of_named
            return best, tuple(line for line in of_named if line not in best)
        best = tuple(e.line for e in strong)
        return best, _others(lines, {line.field for line in best}, best)
    # A field's own words (48の上限は) point at every line of it: what else is said has to point too.
    rest = lexicon.fields().without(typed.asked)
    # 48 誰が使える: words that only ask point at nothing.
    says = any(map(is_solid, grams(phrases("question").without(rest))))
    beside = passages.pointed_at(rest) if evidence and says else []
    if not beside or beside[0].weight < _BESIDE:
        evidence = []
        if view == Field.SCHEME and phrases("inside").has(clean(typed.text)):
            best = tuple(e.line for e in passages.solidly(typed.asked))
            if best:
                return best, _others(lines, {best[0].field}, best)
    evidence = [e for e in evidence if e.weight >= _ENOUGH]
    if view == Field.AMOUNT:
        told = (e for e in evidence if e.coverage >= _ELSEWHERE and _FIGURE.search(e.line.text.ja))
        return tuple(e.line for e in told), ()
    own = [line for line in lines if line.field == view]
    inside = [e for e in evidence if e.line.field == view]
    elsewhere = [e for e in evidence if e.line.field != view]
    if of_named:
        best = tuple(line for line in own if line in of_named) or of_named
        return best, tuple(line for line in of_named if line not in best)
    strong = [e for e in elsewhere if e.coverage >= _ELSEWHERE]
    if not own:
        # Said to be missing, with what else the page says of it.
        return (), tuple(e.line for e in strong)
    reached = inside[0].coverage if inside else 0.0
    if strong and strong[0].coverage > reached + _MARGIN:
        best = tuple(e.line for e in strong if e.line.field == strong[0].line.field)
        return best, _others(lines, {view, best[0].field}, best)
    best = tuple(e.line for e in inside) or tuple(own if typed.further or strong else ())
    best += tuple(line for line in lines if line.field in typed.further and line not in best)
    best += tuple(e.line for e in strong if e.line not in best)
    return best, _others(lines, {view}, best)


def _others(lines: list[Line], fields: set[str], best: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.field in fields and line not in best)


def _asked_names(content: Content, question: Question) -> tuple[Name, ...]:
    """The abbreviations that a message asks the meaning of, and nothing else: QSTって何の略."""
    text, names = clean(question.typed.text), lexicon.field(View.NAMES)
    words = fold_tight(names.without(text))
    asked = [(fold_tight(name.name), name) for name in content.names]
    found = [(short, name) for short, name in asked if short in words]
    for short, _ in found:
        words = words.replace(short, "")
    rest = without_tail("-" + lexicon.polite().without(words, "")).removeprefix("-").strip()
    asks = names.has(text) or phrases("meaning").has(text)
    is_all = not rest or (asks and phrases("question").whole(rest))
    return tuple(name for _, name in found) if is_all else ()

"""What is known of one measure: its fields as lists of points, and those that answer a question best."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

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
from knowledge.passages import Line
from knowledge.question import Question, View
from knowledge.requests import phrases, without_tail
from knowledge.telling import told


class Facts(Struct, frozen=True):
    """What answers a question about one measure.

    best: the lines that answer it most exactly. near: others that it may be about. lines: all of the field.
    tables, names, programmes: those that belong to it. titled: whether its official title is asked for.
    """

    best: tuple[Line, ...] = ()
    near: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    names: tuple[Name, ...] = ()
    programmes: tuple[Programme, ...] = ()
    titled: bool = False


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
    always = (Field.PAGE, View.NAMES, View.RELATED, View.CARD)
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
        return Facts(titled=question.view == View.NAMES), question.view
    if question.view == View.PROGRAMMES and not content.programmes:
        question = replace(question, view=Field.SCHEME)
    view = question.view
    if view in (View.CARD, Field.OVERVIEW, View.NAMES) and (names := _asked_names(content, question)):
        return Facts(names=names), View.NAMES
    found = told(measure, content, question)
    if view == View.NAMES and not found.best:
        # Who names the measure by its number asks for nothing else.
        near = () if question.typed.by_number else found.near
        return Facts(near=near, names=tuple(content.names), titled=True), view
    if found.best and (view != Field.AMOUNT or not phrases("budget").has(clean(question.typed.text))):
        view = found.best[0].field
    fields = (view, *question.typed.further)
    return (
        Facts(
            best=found.best,
            near=found.near,
            lines=found.rest,
            tables=tuple(t for t in content.tables if t.field in fields or view == View.TABLES),
            names=tuple(content.names) if view == View.NAMES else (),
            programmes=tuple(content.programmes) if view == View.PROGRAMMES else (),
        ),
        view,
    )


def _asked_names(content: Content, question: Question) -> tuple[Name, ...]:
    """The abbreviations that a message asks the meaning of, and nothing else: QSTって何の略."""
    text, names = clean(question.typed.text), lexicon.field(View.NAMES)
    # Without the number by which a measure is named: 58のNIFSって何.
    words = fold_tight(names.without(question.typed.asked if question.typed.by_number else text))
    asked = [(fold_tight(name.name), name) for name in content.names]
    found = [(short, name) for short, name in asked if short in words]
    for short, _ in found:
        words = words.replace(short, "")
    rest = without_tail("-" + lexicon.polite().without(words, "")).removeprefix("-").strip()
    asks = names.has(text) or phrases("meaning").has(text)
    is_all = not rest or (asks and phrases("question").whole(rest))
    return tuple(name for _, name in found) if is_all else ()

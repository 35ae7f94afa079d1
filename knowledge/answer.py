"""Questions become Answers: data only (which measures, which field, how sure, what to offer next).

How an answer looks is decided in `replies`; here nothing knows of text layout, buttons or Telegram.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypedDict

from msgspec import Struct

from knowledge import ministries
from knowledge.amounts import Total, own, total
from knowledge.base import KnowledgeBase
from knowledge.calculation_code import decode_inputs
from knowledge.calculation_steps import Calculation, work_out
from knowledge.calculator import calculators_of
from knowledge.context import NO_CONTEXT, Context, context_of
from knowledge.facts import Facts, facts_of, missing, views_of
from knowledge.finder import Finder
from knowledge.model import Amount, Field, Measure, OfficialFact, order
from knowledge.normalize import clean
from knowledge.official import official_facts
from knowledge.on_page import says, titled
from knowledge.passages import Line
from knowledge.question import BadQuestion, Kind, Language, Order, Question, Selection, View
from knowledge.subjects import Subjects
from knowledge.understand import Reader


class AnswerKind(StrEnum):
    """The kinds that `ask --json` prints."""

    MEASURE = "measure"
    ANSWER = "answer"
    CHOICES = "choices"
    LIST = "list"
    COMPARISON = "comparison"
    CALCULATION = "calculation"
    HELP = "help"
    SMALLTALK = "smalltalk"
    NOT_FOUND = "not_found"


class Answer(Struct, frozen=True):
    """What is answered to a question.

    measures: best first; all of them, also where the reply shows a page. field: the one asked for.
    """

    kind: AnswerKind
    question: Question
    measures: tuple[Measure, ...] = ()
    field: Field | None = None


class MeasureAnswer(Answer, frozen=True):
    """A card. views: what else of the measure can be shown; previous, next: its neighbours.

    official: facts from other sources, best first, to be shown apart. near: lines that may answer what is
    asked.
    """

    views: tuple[str, ...] = ()
    previous: Measure | None = None
    next: Measure | None = None
    official: tuple[OfficialFact, ...] = ()
    near: tuple[Line, ...] = ()


class _Around(TypedDict):
    """What a card and each of its sides have in common."""

    views: tuple[str, ...]
    previous: Measure | None
    next: Measure | None
    official: tuple[OfficialFact, ...]


class FactsAnswer(MeasureAnswer, frozen=True):
    """One side of a measure (`view`): `facts`, best first; `absent`: the source does not give it."""

    view: str = ""
    facts: Facts = Facts()
    absent: bool = False
    related: tuple[Measure, ...] = ()


class CalculationAnswer(Answer, frozen=True):
    """An amount worked out, a refusal, or the next thing to ask for it."""

    calculation: Calculation | None = None


class ListAnswer(Answer, frozen=True):
    """A list, with the sum of the amounts if they decide, and those left out for lack of one."""

    total: Total | None = None
    left_out: int = 0


class ChoicesAnswer(Answer, frozen=True):
    """Candidates, with the words that led to each (measure id to words)."""

    because: dict[str, tuple[str, ...]] = {}


class NotFoundAnswer(Answer, frozen=True):
    """An honest no. themes: the nearest ones; unknown: the number that does not exist; left_out: how
    many fit but for an amount that is not known; shown: what was shown before, which may have been meant.
    """

    themes: tuple[str, ...] = ()
    shown: tuple[Measure, ...] = ()
    unknown: str = ""
    left_out: int = 0


class Answerer:
    """Answers Questions from one knowledge base. Everything below is a pure function of it."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        self.finder = Finder(knowledge)
        self.subjects = Subjects(knowledge, self.finder)
        self.calculators = calculators_of(knowledge)
        self.reader = Reader(knowledge, self.finder, self.subjects, self.calculators)

    def prepare(self) -> None:
        """Make now what the first messages would wait for; may run in a thread beside them."""
        self.finder.prepare()
        self.subjects.prepare()

    def read(
        self, text: str, language: Language | None = None, context: Context = NO_CONTEXT
    ) -> tuple[Question, ...]:
        """The Questions of a typed message (see `understand.Reader.read`)."""
        return self.reader.read(text, language, context)

    def context(self, shown: Sequence[Question]) -> Context:
        """What a message may refer to after these Questions were answered, the latest first."""
        return context_of(shown, self._listed)

    def _listed(self, question: Question) -> tuple[str, ...]:
        """The measures that the answer to a question lists."""
        if question.view == View.RELATED:
            return tuple(self.knowledge[question.measures[0]].related)
        return tuple(measure.id for measure in self.answer(question).measures)

    def answer(self, question: Question) -> Answer:
        """The Answer to a Question; one about something that is gone is an honest no.

        Raises BadQuestion for a calculation that no button of ours asks for.
        """
        if any(measure not in self.knowledge for measure in question.measures):
            unknown = next(m for m in question.measures if m not in self.knowledge)
            return NotFoundAnswer(AnswerKind.NOT_FOUND, question, unknown=unknown)
        measures = tuple(self.knowledge[m] for m in question.measures)
        match question.kind:
            case Kind.MEASURE:
                return self._measure(question, measures[0])
            case Kind.CALCULATE:
                return self._calculation(question, measures)
            case Kind.CHOICES:
                return self._choices(question, measures)
            case Kind.OTHERS:
                return self._others(question, measures)
            case Kind.REPORT:
                return Answer(AnswerKind.HELP, question, measures)
            case Kind.COMPARE:
                return Answer(AnswerKind.COMPARISON, question, measures, _field(question))
            case Kind.GROUP:
                return self._group(question)
            case Kind.LIST | Kind.NUMBERS:
                return self._list(question)
            case Kind.NO_SUCH:
                return self._no_such(question, question.typed.unknown)
            case Kind.NOT_FOUND:
                return self._not_found(question)
            case Kind.GREETING | Kind.THANKS:
                return Answer(AnswerKind.SMALLTALK, question)
        return Answer(AnswerKind.HELP, question)

    def _measure(self, question: Question, measure: Measure) -> Answer:
        facts, view = facts_of(measure, question)
        around = _Around(
            views=views_of(measure),
            previous=self.knowledge.neighbour(measure, -1),
            next=self.knowledge.neighbour(measure, 1),
            official=official_facts(measure, view, question.typed.rest),
        )
        if view == View.CARD:
            return MeasureAnswer(AnswerKind.MEASURE, question, (measure,), near=facts.near, **around)
        related = self.related(measure) if view == View.RELATED else ()
        return FactsAnswer(
            AnswerKind.ANSWER,
            question,
            (measure,),
            Field(view) if view in list(Field) else None,
            **around,
            view=view,
            facts=facts,
            absent=missing(measure, view),
            related=related,
        )

    def _calculation(self, question: Question, measures: tuple[Measure, ...]) -> Answer:
        try:
            calculator = self.calculators[question.measures[0]]
            inputs = decode_inputs(question.inputs, calculator)
        except (KeyError, ValueError):
            raise BadQuestion(question.inputs) from None
        return CalculationAnswer(
            AnswerKind.CALCULATION, question, measures, calculation=work_out(calculator, inputs)
        )

    def related(self, measure: Measure, count: int = 5) -> tuple[Measure, ...]:
        """The measures nearest to one: the editorial ones first, then by the words of its titles."""
        ids = list(measure.related)
        words = " ".join([measure.title.ja, measure.short.ja, *measure.keywords.distinctive])
        ids += [found.id for found in self.finder.find(words)]
        others = dict.fromkeys(i for i in ids if i != measure.id)
        return tuple(self.knowledge[i] for i in list(others)[:count])

    def _choices(self, question: Question, measures: tuple[Measure, ...]) -> Answer:
        because = {i: self.finder.as_written(i, terms) for i, terms in question.typed.because}
        return ChoicesAnswer(
            AnswerKind.CHOICES, question, measures, _field(question), because=because
        )

    def _others(self, question: Question, measures: tuple[Measure, ...]) -> Answer:
        """What else may have been meant than the first: the other candidates, else similar ones."""
        others = measures[1:] or self.related(measures[0])
        return ChoicesAnswer(AnswerKind.CHOICES, question, others)

    def _group(self, question: Question) -> Answer:
        measures = self.knowledge.groups.get(question.selection.group, ())
        if not measures:
            return self._no_such(question, question.selection.group)
        return ListAnswer(AnswerKind.LIST, question, measures, total=total(measures))

    def _no_such(self, question: Question, unknown: str) -> Answer:
        """No measure of this number; of 57-9, those that 57 has."""
        number, dash, _ = unknown.partition("-")
        there_are = self.knowledge.groups.get(number, ()) if dash else ()
        if dash and number in self.knowledge:
            there_are = (self.knowledge[number],)
        return NotFoundAnswer(AnswerKind.NOT_FOUND, question, there_are, unknown=unknown)

    def _list(self, question: Question) -> Answer:
        selection = question.selection
        measures = self.select(selection)
        left_out = 0
        if selection.by_amount:
            priced = [m for m in measures if m.amount]
            left_out = len(measures) - len(priced)
            if len(measures) > 1 and not priced and not selection.bounded:
                # Neither a sum nor an order can be told: only which ones they are.
                return ListAnswer(AnswerKind.LIST, question, tuple(measures), left_out=left_out)
            measures = _ranked(priced, selection)
        if not measures:
            return NotFoundAnswer(AnswerKind.NOT_FOUND, question, left_out=left_out)
        return ListAnswer(
            AnswerKind.LIST,
            question,
            tuple(measures),
            Field.AMOUNT if selection.by_amount else None,
            total=total(measures) if selection.by_amount else None,
            left_out=left_out,
        )

    def select(self, selection: Selection) -> list[Measure]:
        """The measures that fit every condition but those on the amount."""
        found = list(self.knowledge.measures.values())
        if selection.words:
            # No measure is added up, or ranked, that only mentions the subject.
            strictly = selection.total or selection.order in (Order.LARGEST, Order.SMALLEST)
            found = self.subjects.about(selection.words, strictly)
        if selection.says:
            # Those whose title says it come first.
            found = [m for m in found if says(m, selection.says)]
            found.sort(key=lambda m: not titled(m, selection.says))
        if selection.named:
            found = [m for m in found if titled(m, selection.named)]
        if selection.theme:
            found = [m for m in found if selection.theme in m.themes]
        if selection.ids and selection.order is Order.BEST:
            best = [self.knowledge[i] for i in selection.ids if i in self.knowledge]
            others = [m for m in found if m.id not in selection.ids] if selection.words else []
            found = best + others
        elif selection.ids:
            found = [m for m in found if m.id in selection.ids]
        if selection.numbers:
            first, last = selection.numbers
            found = [m for m in found if m.is_system == bool(selection.system)]
            found = [m for m in found if first <= order(m.id)[1] <= last]
        if selection.pages:
            first, last = selection.pages
            found = [m for m in found if first <= m.page <= last]
        if selection.system is not None:
            found = [m for m in found if m.is_system == selection.system]
        if selection.group:
            found = [m for m in found if m.group == selection.group]
        return found

    def _not_found(self, question: Question) -> Answer:
        """No measure: the themes of what came nearest, if anything did, or of the ministry that is named."""
        if question.view == View.MINISTRY:
            nearest = ministries.nearest_themes(clean(question.typed.text))
            return NotFoundAnswer(AnswerKind.NOT_FOUND, question, themes=nearest)
        near = self.reader.by_words.find(question.typed.rest or question.typed.text)[:3]
        themes = dict.fromkeys(t for f in near for t in self.knowledge[f.id].themes[:1])
        shown = tuple(self.knowledge[i] for i in (question.typed.shown,) if i)
        return NotFoundAnswer(AnswerKind.NOT_FOUND, question, themes=tuple(themes)[:3], shown=shown)


def _field(question: Question) -> Field | None:
    return Field(question.view) if question.view in list(Field) else None


def _within(amount: Amount, selection: Selection) -> bool:
    """Whether an amount keeps to the bounds of a selection. Exactly 600億円 is also a sum that several share,
    for it is what the page prints."""
    oku = own(amount)
    if selection.least is not None and selection.least == selection.most:
        return selection.least in (oku, amount.oku)
    return (
        (selection.least is None or oku >= selection.least)
        and (selection.over is None or oku > selection.over)
        and (selection.most is None or oku <= selection.most)
        and (selection.under is None or oku < selection.under)
    )


def _ranked(measures: list[Measure], selection: Selection) -> list[Measure]:
    """Those within the bounds, in the order asked for; all that equal the last one of a top N."""
    amounts = {m.id: own(m.amount) for m in measures if m.amount}
    found = [m for m in measures if m.amount and _within(m.amount, selection)]
    if selection.order is Order.SMALLEST:
        found.sort(key=lambda m: amounts[m.id])
    elif selection.order is not Order.LARGEST and selection.bounded:
        # Whole amounts first: what is part of a shared sum only may keep to the bounds.
        found.sort(key=lambda m: (bool(m.amount and m.amount.of_which), -amounts[m.id]))
    elif not selection.total or selection.order is Order.LARGEST:
        found.sort(key=lambda m: -amounts[m.id])
    if selection.nth is not None:
        place = amounts[found[selection.nth - 1].id] if selection.nth <= len(found) else None
        found = [m for m in found if amounts[m.id] == place]
    elif selection.top is not None and len(found) > selection.top:
        last = amounts[found[selection.top - 1].id]
        found = [m for i, m in enumerate(found) if i < selection.top or amounts[m.id] == last]
    return found

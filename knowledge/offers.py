"""What an inline query offers to send: the answer itself, then what else it may have meant."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from knowledge.answer import Answerer, AnswerKind, ListAnswer
from knowledge.question import BadQuestion, Kind, Language, Order, Question, Selection, decode

# How many of the largest measures the list for an empty query has.
LARGEST = 10
# How many measures are offered that words only point at.
NEAR = 10
# What is nothing to send to others.
_PERSONAL = (Kind.GREETING, Kind.THANKS, Kind.LANGUAGE, Kind.OTHERS, Kind.REPORT)


class Offers(Struct, frozen=True):
    """The Questions whose answers may be sent, best first; none if nothing was found."""

    language: Language
    questions: tuple[Question, ...]


def offers(answerer: Answerer, text: str, language: Language | None) -> Offers:
    """The offers for words, a number, or a Question's compact form (what a share button asks).

    For an empty text, the ways in. language: what the replies should be in; None means that of the text.
    """
    if not text:
        spoken = language or Language.JA
        return Offers(spoken, _ways_in(answerer, spoken))
    try:
        questions: tuple[Question, ...] = (decode(text),)
    except BadQuestion:
        questions = answerer.read(text, language)
    found = [offer for question in questions for offer in _offers(answerer, question)]
    if not found and questions[0].kind is Kind.NOT_FOUND:
        # Half a word is no question, but who is still typing it may see what begins to show.
        about = answerer.subjects.about(questions[0].typed.rest)[:NEAR]
        found = [_about(questions[0], near.id, questions[0].view) for near in about]
    # The same measure may be the answer to one sentence and a candidate of another.
    return Offers(questions[0].language, tuple(dict.fromkeys(found)))


def _ways_in(answerer: Answerer, language: Language) -> tuple[Question, ...]:
    largest = Selection(order=Order.LARGEST, top=LARGEST)
    themes = (Selection(theme=theme) for theme in answerer.knowledge.themes)
    lists = (Question(Kind.LIST, selection=each, language=language) for each in (largest, *themes))
    return (Question(Kind.START, language=language), *lists)


def _offers(answerer: Answerer, question: Question) -> list[Question]:
    asked = replace(question, page=1, origin=None)
    answer = answerer.answer(asked)
    if answer.kind is AnswerKind.NOT_FOUND or question.kind in _PERSONAL:
        return []
    if question.kind is Kind.CHOICES:
        return [_about(question, measure.id, question.view) for measure in answer.measures]
    found = [asked]
    if question.kind is Kind.MEASURE:
        found += [_about(question, i, "") for i, _ in question.typed.because if i != question.measures[0]]
    elif isinstance(answer, ListAnswer) or question.kind is Kind.COMPARE:
        found += [_about(question, measure.id, "") for measure in answer.measures]
    return found


def _about(question: Question, measure: str, view: str) -> Question:
    return Question(Kind.MEASURE, (measure,), view, language=question.language)

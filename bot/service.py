"""From what comes in to what goes out: Question, Answer, Reply. The same for Telegram and the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from knowledge.answer import Answer, Answerer, AnswerKind
from knowledge.base import KnowledgeBase
from knowledge.offers import Offers, offers
from knowledge.question import BadQuestion, Form, Kind, Language, Question, decode, encode
from knowledge.understand import ANSWERED, Context
from replies.entry import Entry
from replies.render import Renderer
from replies.reply import Reply, in_words
from replies.terms import DEFAULT, Terms


class Answered(Struct, frozen=True):
    """An answer with its reply."""

    answer: Answer
    reply: Reply


class Service:
    """One knowledge base, ready to answer. Immutable: a reload makes a new one."""

    def __init__(self, knowledge: KnowledgeBase, terms: Terms = DEFAULT) -> None:
        self.knowledge = knowledge
        self._answerer = Answerer(knowledge)
        self._renderer = Renderer(knowledge, terms)

    def prepare(self) -> None:
        """Make ready what the first questions would wait for; for a thread beside the event loop."""
        self._answerer.finder.prepare()
        self._renderer.prepare()
        # Whatever else is made only for the first message of each way to ask: patterns, lists of words.
        first = self.knowledge[self.knowledge.ids[0]]
        for text in (first.id, first.short.ja, first.short.reading, first.short.en):
            self.message(text)

    def message(
        self,
        text: str,
        language: Language | None = None,
        shown: Sequence[str] = (),
        is_brief: bool = False,
    ) -> list[Answered]:
        """The answers to a typed message, two at most; what else it asked is offered under the last.

        shown: what the person saw last (see `measures_shown`). is_brief: others read along.
        """
        measures = tuple(m for m in shown if m in self.knowledge)
        context = Context(measures, _calculation(shown))
        questions = self._answerer.read(text, language, context)
        answered = [self.question(question, is_brief) for question in questions[:ANSWERED]]
        if rest := questions[ANSWERED:]:
            last = answered[-1]
            answered[-1] = Answered(last.answer, self._renderer.also(last.reply, rest))
        return answered

    def question(self, question: Question, is_brief: bool = False) -> Answered:
        """The answer to one Question."""
        answer = self._answerer.answer(question)
        return Answered(answer, self._renderer.reply(answer, is_brief))

    def offers(self, text: str, language: Language | None = None) -> Offers:
        """What may be sent for an inline query."""
        return offers(self._answerer, text, language)

    def entry(self, question: Question, is_brief: bool = False) -> Entry:
        """The answer to a Question as something to choose and send, for others than who asks."""
        answer = self._answerer.answer(replace(question, form=Form.TEXT))
        # Who chose it does not say that another was meant.
        typed = replace(answer.question.typed, because=())
        answer = replace(answer, question=replace(answer.question, typed=typed))
        entry = self._renderer.entry(answer, is_brief)
        return replace(entry, reply=in_words(entry.reply))

    def tapped(self, data: str, is_brief: bool = False) -> Answered:
        """The answer to a button. Raises BadQuestion for data that no button of ours holds."""
        question = decode(data)
        if any(measure not in self.knowledge for measure in question.measures):
            raise BadQuestion(data)
        if question.selection.theme and question.selection.theme not in self.knowledge.themes:
            raise BadQuestion(data)
        return self.question(question, is_brief)

    def phrase(self, key: str, language: Language) -> str:
        """A short text of `replies/phrases` without values, as plain text."""
        return self._renderer.phrase(key, language)


def measures_shown(answered: Sequence[Answered]) -> tuple[str, ...]:
    """What a next short message (対象は？ 5人だと？) may mean: the ids of the measures of the last card
    or answer, and behind them the compact form of a calculation."""
    about = (AnswerKind.MEASURE, AnswerKind.ANSWER, AnswerKind.COMPARISON, AnswerKind.CALCULATION)
    for each in reversed(answered):
        if each.answer.kind in about:
            measures = tuple(measure.id for measure in each.answer.measures)
            calculated = each.answer.kind is AnswerKind.CALCULATION
            return (*measures, encode(each.answer.question)) if calculated else measures
    return ()


def shown_in(answered: Question | None, buttons: Sequence[Question]) -> tuple[str, ...]:
    """The same of an older message, read from its keyboard (see `telegram_reply.questions`): no memory is
    needed. Nothing where that does not show it."""
    if answered and answered.kind is Kind.CALCULATE:
        return (*answered.measures, encode(answered))
    if answered and answered.measures:
        return answered.measures
    sides = [q.measures[0] for q in buttons if len(q.measures) == 1 and q.view]
    return (max(sides, key=sides.count),) if sides else ()


def _calculation(shown: Sequence[str]) -> Question | None:
    """The calculation among what was shown."""
    for each in shown:
        try:
            question = decode(each)
        except BadQuestion:  # a measure's id
            continue
        if question.kind is Kind.CALCULATE:
            return question
    return None

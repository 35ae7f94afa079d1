"""From what comes in to what goes out: Question, Answer, Reply. The same for Telegram and the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from knowledge.answer import Answer, Answerer, AnswerKind
from knowledge.base import KnowledgeBase
from knowledge.context import REFERABLE
from knowledge.offers import Offers, offers
from knowledge.once import make_all
from knowledge.question import BadQuestion, Form, Kind, Language, Question, decode, encode, fits
from knowledge.understand import ANSWERED
from replies.entry import Entry
from replies.render import Renderer
from replies.reply import Reply, in_words
from replies.terms import DEFAULT, Terms

# How many answers later messages may refer to, and which they may.
REMEMBERED = 5
_ABOUT = (
    AnswerKind.MEASURE,
    AnswerKind.ANSWER,
    AnswerKind.COMPARISON,
    AnswerKind.CALCULATION,
    AnswerKind.LIST,
    AnswerKind.CHOICES,
)


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
        self._answerer.prepare()
        self._renderer.prepare()
        # Whatever else is made only for the first message of each way to ask.
        first = self.knowledge[self.knowledge.ids[0]]
        for text in (first.id, first.short.ja, first.short.reading, first.short.en):
            self.message(text)
        # At last, for the first of these may bring more to make.
        make_all()

    def message(
        self,
        text: str,
        language: Language | None = None,
        shown: Sequence[str] = (),
        is_brief: bool = False,
    ) -> list[Answered]:
        """The answers to a typed message, two at most; what else it asked is offered under the last.

        shown: what the person saw before (see `shown_after`). is_brief: others read along.
        """
        context = self._answerer.context(self._still_known(shown))
        questions = self._answerer.read(text, language, context)
        answered = [self.question(question, is_brief) for question in questions[:ANSWERED]]
        if rest := questions[ANSWERED:]:
            last = answered[-1]
            answered[-1] = Answered(last.answer, self._renderer.also(last.reply, rest))
        return answered

    def _still_known(self, shown: Sequence[str]) -> list[Question]:
        """The Questions that were answered, but for those of which a reload has taken something away."""
        found = []
        for compact in shown:
            try:
                question = decode(compact)
            except BadQuestion:  # of a later version, or one before
                continue
            if all(measure in self.knowledge for measure in (*question.measures, *question.selection.ids)):
                found.append(question)
        return found

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


def shown_after(answered: Sequence[Answered], before: Sequence[str] = ()) -> tuple[str, ...]:
    """What next messages may refer to (対象は？ 2番目のは？ 5人だと？): the Questions answered last in their
    compact form, the latest first."""
    latest = [_referred_to(each.answer) for each in reversed(answered) if each.answer.kind in _ABOUT]
    return tuple(dict.fromkeys((*filter(None, latest), *before)))[:REMEMBERED]


def _referred_to(answer: Answer) -> str:
    """The compact form of an answered Question, or of the choices that it gave; "" if it has none."""
    question = answer.question
    if not answer.measures:
        return ""
    if question.kind not in REFERABLE:
        question = Question(Kind.CHOICES, tuple(measure.id for measure in answer.measures))
    plain = replace(question, language=Language.JA, origin=None, form=Form.TEXT)
    return encode(plain) if fits(plain) else ""


def shown_in(answered: Question | None, buttons: Sequence[Question]) -> tuple[str, ...]:
    """The same of an older message, read from its keyboard (see `telegram_reply.questions`): no memory is
    needed. Nothing where that does not show it."""
    if answered and answered.kind in REFERABLE:
        return (encode(replace(answered, origin=None)),)
    sides = [q.measures[0] for q in buttons if len(q.measures) == 1 and q.view]
    return (encode(Question(Kind.MEASURE, (max(sides, key=sides.count),))),) if sides else ()

"""An answer as one line of a list to choose from: what inline mode shows before it is sent."""

from __future__ import annotations

from msgspec import Struct

from knowledge.answer import Answer, AnswerKind, FactsAnswer
from knowledge.model import Measure
from knowledge.question import Question, View
from replies.reply import Reply, plain
from replies.texts import Texts

# More is cut by the clients.
DESCRIPTION = 120


class Entry(Struct, frozen=True):
    """A title, one line about it, and the reply that choosing it sends."""

    question: Question
    title: str
    description: str
    reply: Reply


class Entries:
    """Makes entries in one language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def entry(self, answer: Answer, reply: Reply) -> Entry:
        """The entry of an answer."""
        title, description = self._lines(answer, reply)
        return Entry(answer.question, title, _one_line(description), reply)

    def _lines(self, answer: Answer, reply: Reply) -> tuple[str, str]:
        lines = [line for line in plain(reply.text).splitlines() if line.strip()]
        if answer.kind in (AnswerKind.MEASURE, AnswerKind.ANSWER):
            measure = answer.measures[0]
            title = f"{measure.id.upper()} {self._texts.of(measure.short)}"
            if not (isinstance(answer, FactsAnswer) and answer.view != View.CARD):
                return title, self._about(measure)
            view = self._texts.caption(f"view_{answer.view}")
            # The name and the heading stand in the title; what follows is the answer.
            said = [line for line in lines[1:] if line != view]
            return f"{title} – {view}", " ".join(said)
        if answer.kind is AnswerKind.COMPARISON:
            names = [self._texts.of(measure.short) for measure in answer.measures]
            return lines[0], " ↔ ".join(names)
        if answer.kind is AnswerKind.LIST and answer.measures:
            names = [self._texts.of(measure.short) for measure in answer.measures[:5]]
            return lines[0], self._texts.caption("separator").join(names)
        return lines[0], " ".join(lines[1:])

    def _about(self, measure: Measure) -> str:
        """Amount, page, and in a word what it is: its purpose, else its title."""
        page = self._texts.caption("page", page=measure.page)
        amount = self._texts.price(measure)
        purpose = measure.content.purpose if measure.content else None
        return " · ".join(filter(None, (amount, page, self._texts.of(purpose or measure.title))))


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1] + "…"

"""Short messages that mean what was shown before: 次, もっと詳しく, 他のは, どっちが大きい？"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import lexicon, notation
from knowledge.asked import asked
from knowledge.by_words import ByWords
from knowledge.model import Field
from knowledge.normalize import hiragana
from knowledge.question import COMPARED, Kind, Language, Question, Selection, View
from knowledge.spelling import search, without_generic


@dataclass(frozen=True, slots=True)
class Context:
    """What was shown last in the chat, or what the message replies to.

    calculation: the Question of the calculation that was shown last, if nothing else was since.
    """

    measures: tuple[str, ...] = ()
    calculation: Question | None = None


NO_CONTEXT = Context()


class Following:
    """Questions that only have a meaning after something was shown."""

    def __init__(self, by_words: ByWords) -> None:
        self.by_words = by_words
        self.knowledge = by_words.knowledge

    def question(self, bare: str, cleaned: str, language: Language, context: Context) -> Question | None:
        """What a short message asks of the measures shown before; None if it asks for something itself.

        bare: the cleaned text without politeness.
        """
        if not context.measures:
            return None
        measure = self.knowledge[context.measures[0]]
        label = lexicon.context().whole(bare) or lexicon.context().whole(cleaned)
        match label:
            case "next" | "previous":
                step = 1 if label == "next" else -1
                measure = self.knowledge.neighbour(measure, step) or measure
                return Question(Kind.MEASURE, (measure.id,), language=language)
            case "more":
                view = Field.SCHEME if measure.content else View.CARD
                return Question(Kind.MEASURE, (measure.id,), view, language=language)
            case "related":
                return Question(Kind.MEASURE, (measure.id,), View.RELATED, language=language)
            case "siblings":
                return self._siblings(measure.id, language)
            case "not_this":
                return Question(Kind.OTHERS, context.measures, language=language)
        rest = lexicon.context().without(hiragana(bare))
        if rest != bare and [r.id for r in notation.references(rest)] == [measure.group]:
            return self._siblings(measure.id, language)
        return self._comparison(cleaned, language, context)

    def names_itself(self, words: str) -> bool:
        """Whether the words name something of their own, rather than what was shown before."""
        rest = without_generic(lexicon.context().without(lexicon.polite().without(words), ""))
        rest = rest.strip("".join(search().particles) + " ")
        return bool(rest) and bool(self.by_words.finder.having(rest) or self.by_words.surely(rest))

    def _siblings(self, measure: str, language: Language) -> Question:
        group = self.knowledge[measure].group
        if group is None:
            return Question(Kind.MEASURE, (measure,), View.RELATED, language=language)
        return Question(Kind.GROUP, selection=Selection(group=group), language=language)

    def _comparison(self, cleaned: str, language: Language, context: Context) -> Question | None:
        """The measures shown before side by side, if a word of comparison names no others."""
        compare = lexicon.label("compare")
        if len(context.measures) < 2 or not compare.has(cleaned):
            return None
        wanted = asked(compare.without(cleaned))
        if self.names_itself(lexicon.label("more").without(wanted.rest)):
            return None
        return Question(Kind.COMPARE, context.measures[:COMPARED], wanted.view, language=language)

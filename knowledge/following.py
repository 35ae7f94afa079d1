"""Short messages that mean what was shown before: 次, もっと詳しく, 他のは, どっちが大きい？"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from knowledge import lexicon, notation
from knowledge.asked import asked
from knowledge.base import KnowledgeBase
from knowledge.by_words import ByWords
from knowledge.model import Field
from knowledge.normalize import hiragana
from knowledge.passages import Passages, lines_of
from knowledge.question import COMPARED, Kind, Language, Order, Question, Selection, Typed, View
from knowledge.requests import phrases
from knowledge.spelling import search, without_generic


class Context(Struct, frozen=True):
    """What was shown last in the chat, or what the message replies to.

    calculation: the Question of the calculation that was shown last, if nothing else was since.
    """

    measures: tuple[str, ...] = ()
    calculation: Question | None = None


NO_CONTEXT = Context()


# The labels of context.yaml that say which of several is meant.
_ORDINALS = ("first", "second", "third")


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
        if question := self._compared(cleaned, language, measure.id):
            return question
        rest = lexicon.context().without(hiragana(bare))
        if rest != bare and [r.id for r in notation.references(rest)] == [measure.group]:
            return self._siblings(measure.id, language)
        return self._comparison(cleaned, language, context)

    def narrowed(self, cleaned: str, context: Context) -> tuple[str, Context]:
        """A message about one of several that were shown (2つ目の対象は), and that one as the context."""
        for match in lexicon.context().find(cleaned):
            at = _ORDINALS.index(match.label) if match.label in _ORDINALS else len(context.measures)
            if at < len(context.measures) > 1:
                rest = f"{cleaned[: match.start]}{cleaned[match.end :]}".strip()
                return rest.removeprefix("の"), Context((context.measures[at],))
        return cleaned, context

    def of_shown(self, selection: Selection | None, cleaned: str, context: Context) -> Selection | None:
        """A sum or an order that names nothing, over what was shown: 合計は, 一番大きいのは."""
        if selection is None or len(context.measures) < 2 or lexicon.label("things").has(cleaned):
            return selection
        if replace(selection, total=False, order=Order.DOCUMENT, top=None) != Selection():
            return selection
        return replace(selection, ids=context.measures)

    def says(self, typed: Typed, context: Context) -> bool:
        """Whether what was shown last has most of the words of a message on its page: 一次審査は."""
        measure = self.knowledge[context.measures[0]]
        if measure.content is None:
            return False
        return bool(Passages(measure, lines_of(measure.content)).solidly(typed.asked))

    def names_itself(self, words: str) -> bool:
        """Whether the words name something of their own, rather than what was shown before."""
        rest = without_generic(lexicon.context().without(lexicon.polite().without(words), ""))
        rest = phrases("question").without(rest)
        rest = rest.strip("".join(search().particles) + " ")
        return bool(rest) and bool(self.by_words.finder.having(rest) or self.by_words.surely(rest))

    def _siblings(self, measure: str, language: Language) -> Question:
        group = self.knowledge[measure].group
        if group is None:
            return Question(Kind.MEASURE, (measure,), View.RELATED, language=language)
        return Question(Kind.GROUP, selection=Selection(group=group), language=language)

    def _compared(self, cleaned: str, language: Language, measure: str) -> Question | None:
        """What was shown beside one that is named by number: 49と比べて."""
        compare = lexicon.label("compare")
        if not compare.has(cleaned):
            return None
        references = compared_numbers(cleaned, self.knowledge)
        if len(references) != 1 or references[0].names is notation.Names.PAGE:
            return None
        named = references[0].measures(self.knowledge)
        if len(named) != 1 or named[0] == measure:
            return None
        return Question(Kind.COMPARE, (measure, named[0]), asked(cleaned).view, language=language)

    def _comparison(self, cleaned: str, language: Language, context: Context) -> Question | None:
        """The measures shown before side by side, if a word of comparison names no others."""
        compare = lexicon.label("compare")
        if len(context.measures) < 2 or not compare.has(cleaned):
            return None
        wanted = asked(compare.without(cleaned))
        if self.names_itself(lexicon.label("more").without(wanted.rest)):
            return None
        return Question(Kind.COMPARE, context.measures[:COMPARED], wanted.view, language=language)


def compared_numbers(cleaned: str, knowledge: KnowledgeBase) -> list[notation.Reference]:
    """The numbers in a comparison, without the words that compare: 48と49どっち, but no 1 in 一番大きい."""
    folded = hiragana(cleaned)
    superlatives = tuple(notation.numbers().superlatives)
    for most in reversed(lexicon.label("most").find(cleaned)):
        if folded.startswith(superlatives, most.end):
            cleaned = f"{cleaned[: most.start]} {cleaned[most.end :]}"
    folded = hiragana(lexicon.label("compare").without(cleaned))
    return notation.settled(folded, notation.references(folded), knowledge)

"""What a message asks of what was shown, in words of which no list knows: 船の名前は, うちでもいい？"""

from __future__ import annotations

import math
from collections.abc import Sequence

from knowledge.asked import asked
from knowledge.context import Context
from knowledge.elsewhere import elsewhere
from knowledge.follow_ups import MORE, FollowUp, follow_up
from knowledge.following import Following, is_open
from knowledge.model import Field
from knowledge.normalize import clean
from knowledge.question import Kind, Question, View
from knowledge.requests import asks_too, phrases
from knowledge.scope import FAR, in_scope
from knowledge.together import all_of

# How much must speak for a question about what was shown (see `follow_ups`), if a message was taken for
# something else without naming it.
_LEAST = {Kind.NOT_FOUND: 1.8, Kind.CHOICES: 2.5, Kind.LIST: 3.5, Kind.MEASURE: 5.0}
# How much less, if it asks for a field anyway; how much more for each unit that it sounds further than `FAR`
# from what is answered here.
_FIELD, _DOUBT = 0.75, 0.5
# How much less, if it asks whether something more is meant (高校生も); how much must speak for the field that
# is asked of what a message points to.
_TOO, _TELLS = 3.0, 1.5


class AskedAfter:
    """Tells messages about what was shown from those that stand alone, by how they sound."""

    def __init__(self, following: Following) -> None:
        self.following = following
        self.subjects = following.by_words.subjects

    def question(self, question: Question, text: str, context: Context) -> Question | None:
        """What a message asks of what was shown, if it sounds so and what it was taken for is not as sure.

        question: what it was taken for by its words.
        """
        if context.is_empty or elsewhere(text):
            return None
        needed = self._needed(question, text, context)
        if needed == math.inf or (said := follow_up(text)).odds < needed:
            return None
        field = _field(said, text, needed)
        language, view = question.language, question.view or field
        if field == MORE:
            return self.following.labelled(MORE, MORE, language, context)
        shown = context.asked_of
        if len(shown) > 1:
            return all_of(shown, view, language)
        typed = asked(clean(text)).typed(text, clean(text), question.typed.rest)
        return Question(Kind.MEASURE, shown, view, language=language, typed=typed)

    def _needed(self, question: Question, text: str, context: Context) -> float:
        """How much must speak for what was shown, against what a message was taken for."""
        if context.measures and phrases("of_shown").at_start(clean(text)):
            return -math.inf
        is_named = any(dict(question.typed.because).get(each) for each in question.measures[:1])
        is_list = question.kind is Kind.LIST and not is_open(question)
        if is_named or is_list or (question.measures == context.measures and question.view):
            return math.inf
        # A word of its own (船の名前は after the one of a ship) speaks for what was shown, too.
        kind = Kind.NOT_FOUND if self._holds(question, context.measures) else question.kind
        needed = _LEAST.get(kind, math.inf) - (_FIELD if question.view else 0)
        if asks_too(clean(text)):
            needed -= _TOO
        return needed + _DOUBT * max(0.0, FAR - in_scope(text))

    def _holds(self, question: Question, measures: Sequence[str]) -> bool:
        """Whether one of some measures is among those that a message was taken for."""
        words = question.selection.words
        about = [m.id for m in self.subjects.about(words)] if words else question.measures
        return any(measure in about for measure in measures)


def _field(said: FollowUp, text: str, needed: float) -> str:
    """What is asked of what was shown; the whole where only that it is asked of that is plain."""
    if asks_too(clean(text)):
        return Field.TARGET
    return said.field if needed > -math.inf or said.odds >= _TELLS else View.CARD

"""Two measures that one sentence names, each on its side of a joining word: 賃上げとEVの補助."""

from __future__ import annotations

from collections.abc import Callable

from knowledge import lexicon
from knowledge.asked import asked
from knowledge.by_words import ByWords
from knowledge.comparing_words import joins_surely, without_ends
from knowledge.normalize import clean
from knowledge.question import Kind, Language, Question, Typed
from knowledge.requests import phrases

# How long a message may be that names two things in a sentence.
LONGEST = 120
# Above which part of it a message is one term, so that a joining word in it joins nothing.
_ONE_TERM = 0.9
# How near to the best of a message both must come that it names with other words behind them.
_BOTH = 0.4


class Joined:
    """Reads two in one sentence, over one knowledge base."""

    def __init__(self, by_words: ByWords) -> None:
        self.by_words = by_words

    def questions(self, text: str, whole: Question, language: Language) -> tuple[Question, ...]:
        """The two measures that one sentence names, each on its side of a joining word; if need be without
        what stands behind them, but then the whole must speak for both."""
        if len(text) > LONGEST or whole.kind not in (Kind.MEASURE, Kind.CHOICES, Kind.NOT_FOUND):
            return ()
        said = [lexicon.polite().without(asked(clean(told)).rest, "") for told in without_ends(text)]
        sides = self._two(said[0], self.by_words.surely)
        if not sides and whole.measures:
            sides = next(filter(None, map(self._two_alike, said)), {})
            sides = sides if whole.measures[0] in sides else {}
        return tuple(
            Question(Kind.MEASURE, (i,), whole.view, language=language, typed=Typed(side, asked=side))
            for i, side in sides.items()
        )

    def _two_alike(self, said: str) -> dict[str, str]:
        """Two of which no other measure comes near, and for both of which the whole speaks."""
        sides = self._two(said, self.by_words.alone, surely=False)
        scores = {each.id: each.score for each in self.by_words.find(said)} if sides else {}
        best = max(scores.values(), default=0.0)
        return sides if all(scores.get(i, 0.0) >= _BOTH * best for i in sides) else {}

    def _two(
        self, said: str, named: Callable[[str], str | None], surely: bool = True
    ) -> dict[str, str]:
        """What each of two sides of a joining word says, by the measure that it names.

        surely: whether they are named so surely that the word may look like a part of another.
        """
        joins = [join for join in phrases("joined").find(said) if surely or joins_surely(said, join)]
        found = self.by_words.find(said) if joins else []
        if found and min(found[0].covered, found[0].share) > _ONE_TERM:
            return {}
        for join in joins:
            sides = join.sides(said)
            first = named(sides[0])
            second = named(sides[1]) if first else None
            if first and second and first != second and not self.by_words.is_one(found, sides):
                return dict(zip((first, second), sides, strict=True))
        return {}

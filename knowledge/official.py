"""Facts from other official sources: which of them answer a question, and how old they are.

They are never mixed with what the document says: an Answer carries them in a field of their own.
"""

from __future__ import annotations

from datetime import date

from knowledge.model import Field, Measure, OfficialFact
from knowledge.question import View
from knowledge.spelling import grams

# After so many months a fact may be out of date, and is shown with that mark.
STALE_MONTHS = 9
# Which facts speak to what is asked, the best first where nothing else decides.
_ABOUT: dict[str, tuple[str, ...]] = {
    Field.AMOUNT: ("amount", "rate", "cap", "budget"),
    Field.TARGET: ("target",),
    Field.RATE: ("rate", "cap", "amount"),
    Field.CAP: ("cap", "amount", "rate"),
    Field.SCHEDULE: ("schedule",),
    Field.OVERVIEW: ("overview", "amount", "rate"),
    Field.PURPOSE: ("overview",),
    Field.SCHEME: ("overview", "how_to_apply", "target"),
    View.APPLY: ("how_to_apply", "contact"),
}
# On a card, what people want to know first.
_ALL = ("amount", "rate", "cap", "target", "how_to_apply", "schedule", "overview", "contact", "budget")


def official_facts(measure: Measure, view: str, words: str) -> tuple[OfficialFact, ...]:
    """The facts on what is asked, best first: those that share words with the question.

    view: a `Field` or `View`; words: the question without what asks for the field.
    """
    about = _ALL if view in (View.CARD, View.OFFICIAL) else _ABOUT.get(view, ())
    found = [fact for fact in measure.official if fact.about in about]
    asked = grams(words) if found and words else set()
    if asked and view == View.CARD:
        # Who only names the measure asks for no fact in particular.
        names = (measure.title.ja, measure.title.en, measure.short.ja, measure.short.en)
        asked -= grams(" ".join(names))

    def rank(fact: OfficialFact) -> tuple[int, int]:
        if not asked:
            return 0, about.index(fact.about)
        said = [grams(f"{text.ja} {text.en}") for text in (fact.fact, fact.detail)]
        return -2 * len(asked & said[0]) - len(asked & said[1]), about.index(fact.about)

    return tuple(sorted(found, key=rank))


def is_stale(fact: OfficialFact, today: date) -> bool:
    """Whether a fact is so old that it may be out of date: by its page's date, else by ours."""
    then = date.fromisoformat(fact.date or fact.added)
    return (today.year - then.year) * 12 + today.month - then.month > STALE_MONTHS

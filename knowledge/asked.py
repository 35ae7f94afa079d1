"""What a message asks of a measure: the field, and the words that are left to name the measure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from knowledge import lexicon
from knowledge.heard import in_kana
from knowledge.lexicon import Match, Phrases
from knowledge.model import Field
from knowledge.normalize import hiragana, kana_alone
from knowledge.question import Typed
from knowledge.requests import phrases

# Fields, beside the amount, that are figures.
_FIGURES = (Field.RATE, Field.CAP, Field.SCHEME)
# How long a phrase is in hiragana that is hardly a part of words.
_TELLING = 4
# And one with which a text in hiragana begins: はんどうたい begins with no particle.
_BEGINNING = 3


class Asked(Struct, frozen=True):
    """view: the field that is asked for, "" if none. further: other fields. rest: the text without their
    words."""

    view: str
    further: tuple[str, ...]
    rest: str

    def typed(self, text: str, cleaned: str, rest: str) -> Typed:
        """What is known of the message. The field words stay in `asked`, for a page's lines have them too."""
        return Typed(text, lexicon.polite().without(cleaned), self.further, rest=rest)


def asked(cleaned: str) -> Asked:
    """The fields that a cleaned text asks for: the longest words are those of the first, of equal ones the
    last, for what is asked stands behind what it is asked of."""
    spelt = in_kana(cleaned)
    if spelt != cleaned and lexicon.fields().has(spelt):
        wanted = asked(spelt)
        # Japanese in Latin letters is found as it is.
        return replace(wanted, rest=lexicon.fields().without(cleaned)) if cleaned.isascii() else wanted
    found = _telling(cleaned, lexicon.fields().find(cleaned))
    if not found:
        return Asked("", (), cleaned)
    best = max(found, key=lambda match: (match.end - match.start, match.start))
    further = dict.fromkeys(match.label for match in found if match.label != best.label)
    return Asked(best.label, tuple(further), lexicon.fields().without(cleaned))


def _telling(cleaned: str, found: Sequence[Match]) -> Sequence[Match]:
    """Without the words that only ask for a figure, where another field gives one: 上限はいくら."""
    if not any(match.label in _FIGURES for match in found):
        return found
    only = phrases("how_much")
    return [match for match in found if not only.whole(cleaned[match.start : match.end])]


def plainly(cleaned: str) -> str:
    """The text without politeness."""
    return _outside_words(lexicon.polite(), cleaned, "")


def without_asides(cleaned: str) -> str:
    """The text without the words that only ask or describe: みちびきは今何号機."""
    return _outside_words(phrases("aside"), cleaned, " ")


def _outside_words(taken: Phrases, cleaned: str, put: str) -> str:
    """The text without some phrases; in hiragana alone short ones go only at its ends, for inside they are
    parts of words: のか in こうれいしゃのかいご, どう in はんどうたい."""
    if kana_alone(hiragana(cleaned)):
        return taken.trimmed(taken.without(cleaned, put, _TELLING), beginning=_BEGINNING)
    return taken.without(cleaned, put)

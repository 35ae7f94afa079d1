"""Whether a number in a message names a measure: 48番はうちでも使える, explain 58 to a child.

A number may be of anything (48番のバス, bake at 190). What tells is how such messages go on: `by_number.yaml`
says for each piece of one, its numbers hidden, how much it speaks for a measure (a logistic regression on
labelled messages). So does it that the message begins with the number, that a word says whose it is, and that
the measure of that number has to do with what else is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import asdict

from knowledge import notation
from knowledge.asked import asked
from knowledge.base import ROOT, KnowledgeBase
from knowledge.by_words import ByWords
from knowledge.confidence import learnt as confidence
from knowledge.confidence import odds
from knowledge.notation import Reference
from knowledge.once import once
from knowledge.pieces import Weights, pieces, weights
from knowledge.requests import only_asks

# How long the pieces are.
LONGEST = 3
FILE = ROOT / "by_number.yaml"
# The logarithm of the odds from which on a number is a measure's: one that a word marks (48番), for most
# people who write 番 mean that; a bare one; a marked one behind a word whose it need not be (保育園の48番).
MARKED, BARE, OWNED = -0.7, 0.0, -3.0
# What is said of the measure counts up to this score.
_MOST = 3.0
# What stands for a number whose value says nothing.
_HIDDEN = "0"


class Evidence(Struct, frozen=True):
    """What speaks for a number's naming a measure.

    said: how the message goes on; own: what else it says of that measure (0 to 3, as `finder.Found.score`);
    other: the odds (0 to 1) that it is about another one; asks: whether it only asks, beside the number;
    begins: whether it begins with the number; named: whether a word before it says whose it is (No. 48).
    """

    said: float
    own: float
    other: float
    asks: float
    begins: float
    named: float


class ByNumber:
    """Tells the numbers of measures from others, over one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, by_words: ByWords) -> None:
        self.knowledge = knowledge
        self.by_words = by_words

    def are_meant(self, cleaned: str, references: Sequence[Reference]) -> bool:
        """Whether numbers of a cleaned message, none of which is of something else, name measures."""
        if not any(reference.measures(self.knowledge) for reference in references):
            return False
        is_marked = any(reference.explicit for reference in references)
        return is_marked or self.odds(cleaned, references) > BARE

    def odds(self, cleaned: str, references: Sequence[Reference]) -> float:
        """The logarithm of the odds that the numbers of a cleaned message name measures."""
        evidence = self.evidence(cleaned, references, asked_so(hidden(cleaned, references)))
        weights = confidence().number
        worth: float = sum(weights[name] * value for name, value in asdict(evidence).items())
        return weights["bias"] + worth

    def evidence(self, cleaned: str, references: Sequence[Reference], said: float) -> Evidence:
        """What speaks for the numbers of a cleaned message."""
        ids = {i for reference in references for i in reference.measures(self.knowledge)}
        rest = notation.without(cleaned, references)
        found = self.by_words.find(rest)
        own = max((each.score for each in found if each.id in ids), default=0.0)
        is_other = bool(found) and found[0].id not in ids
        named = (each.explicit and not notation.is_open(cleaned, each) for each in references)
        return Evidence(
            said=said,
            own=min(own, _MOST),
            other=odds(found[0], rest, rest) if is_other else 0.0,
            asks=float(only_asks(asked(rest).rest)),
            begins=float(references[0].start == 0),
            named=float(any(named)),
        )


def hidden(cleaned: str, references: Sequence[Reference]) -> str:
    """A cleaned message with its references' numbers hidden.

    >>> hidden("48番と57-3の違い", notation.references("48番と57-3の違い"))
    '0番と0-0の違い'
    """
    for each in reversed(references):
        named = _numeral().sub(_HIDDEN, cleaned[each.start : each.end])
        cleaned = cleaned[: each.start] + named + cleaned[each.end :]
    return cleaned


@once
def _numeral() -> re.Pattern[str]:
    return re.compile(rf"[\d{notation.numerals()}]+")


def asked_so(text: str) -> float:
    """How much a message, its numbers hidden, sounds like those that name a measure by its number."""
    return learnt().of(pieces(text, LONGEST))[0]


@once
def learnt() -> Weights:
    """What was learnt, read once."""
    return weights(FILE)

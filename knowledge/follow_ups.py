"""How much a message sounds like those that people send about a card they see, and what these ask.

Such a message names nothing (いつから？ うちでもいい？ who pays for it), in ever other words, of which
`language/fields.yaml` knows the usual ones. `follow_ups.yaml` says for each piece of a message how much it
speaks for each field that is asked for so, for a question that stands alone, or for talk that asks nothing (a
multinomial logistic regression on labelled messages of the three kinds).
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from knowledge.base import ROOT
from knowledge.once import once
from knowledge.pieces import Weights, pieces, weights

# How long the pieces are.
LONGEST = 3
FILE = ROOT / "follow_ups.yaml"
# By what are in the file: a question that stands alone, talk that asks nothing, what asks for more of a card.
ALONE, TALK, MORE = "alone", "talk", "more"


class FollowUp(Struct, frozen=True):
    """field: what a message asks if it is one about what was shown. odds: how much more speaks for that than
    for a question that stands alone, or for talk; below 0 if less does."""

    field: str
    odds: float


# One message is judged from several sides.
@lru_cache(maxsize=16)
def follow_up(text: str) -> FollowUp:
    """What a message asks if it is asked of what was shown."""
    known = learnt()
    said = dict(zip(known.things, known.of(pieces(text, LONGEST)), strict=True))
    other = max(said.pop(ALONE), said.pop(TALK))
    field = max(said, key=said.__getitem__)
    return FollowUp(field, said[field] - other)


@once
def learnt() -> Weights:
    """What was learnt, read once."""
    return weights(FILE)

"""How much a message sounds like those that the document answers.

A message may name the very words of a measure and yet ask what no measure answers
(「ヒートポンプの音がうるさい」); what tells is how such messages go on. `scope.yaml` says for each piece how
much it speaks for an answer (a logistic regression on labelled questions).
"""

from __future__ import annotations

from functools import lru_cache

from knowledge.base import ROOT
from knowledge.once import once
from knowledge.pieces import Weights, pieces, weights

# How long the pieces are.
LONGEST = 3
FILE = ROOT / "scope.yaml"
# Below this a message is far from all that is asked here (of a hundred lists and comparisons that people
# asked for, one or two sound so; of those that no measure answers, most).
FAR = -2.0


# A message is judged from several sides.
@lru_cache(maxsize=16)
def in_scope(text: str) -> float:
    """What speaks for (above 0) or against the document's having an answer, however long the text is."""
    return learnt().of(pieces(text, LONGEST))[0]


def is_far(text: str) -> bool:
    """Whether a message is so unlike what the document answers that what looks like a list, a comparison or
    a number of a measure in it hardly is one: ラーメンの人気ランキング, 110番していい?"""
    return in_scope(text) < FAR


@once
def learnt() -> Weights:
    """What was learnt, read once."""
    return weights(FILE)

"""How much a message sounds like those that the document answers.

A message may name the very words of a measure and yet ask what no measure answers
(「ヒートポンプの音がうるさい」); what tells is how such messages go on. `scope.yaml` says for each piece how
much it speaks for an answer (a logistic regression on labelled questions).
"""

from __future__ import annotations

from functools import cache

from knowledge.base import ROOT
from knowledge.pieces import Weights, pieces, weights

# How long the pieces are.
LONGEST = 3
FILE = ROOT / "scope.yaml"


def in_scope(text: str) -> float:
    """What speaks for (above 0) or against the document's having an answer, however long the text is."""
    return learnt().of(pieces(text, LONGEST))[0]


@cache
def learnt() -> Weights:
    """What was learnt, read once."""
    return weights(FILE)

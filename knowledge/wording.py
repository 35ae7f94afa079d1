"""In which words people ask for each measure.

The finder knows names and needs; `wording.yaml` says for each piece of a message how much it speaks for or
against each measure (a multinomial logistic regression on labelled questions, and on the names and needs
themselves). Each measure stands there by its short title, which outlasts an edition that counts otherwise;
one that is not there yet is neither helped nor hindered: `python -m benchmarks.calibration` learns it.
"""

from __future__ import annotations

from knowledge.base import ROOT
from knowledge.model import Measure
from knowledge.once import once
from knowledge.pieces import Weights, pieces, weights

# How long the pieces are: longer ones make the tables several times as large and say no more.
LONGEST = 2
FILE = ROOT / "wording.yaml"


def worded(text: str, known: Weights | None = None) -> dict[str, float]:
    """How much a message is worded as people ask for each measure, by its name; above 0 or below."""
    known = known or learnt()
    return dict(zip(known.things, known.of(pieces(text, LONGEST)), strict=True))


def name_of(measure: Measure) -> str:
    """By what a measure stands in `wording.yaml`."""
    return measure.short.ja


@once
def learnt() -> Weights:
    """What was learnt, read once."""
    return weights(FILE)

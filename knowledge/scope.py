"""How much a message sounds like those that the document answers: naive Bayes over its pieces.

A message may name the very words of a measure and yet ask what no measure answers
(「ヒートポンプの音がうるさい」); what tells is how such messages go on. `scope.yaml` says for each piece of
one to three signs how much more often it stands in questions that the document answers than in others;
`python -m benchmarks.calibration` counts it.
"""

from __future__ import annotations

from functools import cache
from math import sqrt

from knowledge.base import ROOT, load_file
from knowledge.normalize import fold
from knowledge.spelling import from_romaji

# How long the pieces are, and how much of a message is cut into them.
LENGTHS = (1, 2, 3)
READ = 200
# The signs for the ends of a message and for a space: no folded text has it.
EDGE = "_"
# What one step of a piece's weight is worth: a factor of e to this power.
STEP = 0.5


def pieces(text: str) -> set[str]:
    """The pieces of a message as they are counted; of Japanese in Latin letters, those of its kana.

    >>> sorted(pieces("窓 AI"))[:4], len(pieces("窓 AI"))
    (['_', '_窓', '_窓a', 'a'], 11)
    """
    folded = fold(text)[:READ]
    if folded.isascii() and all(kana := [from_romaji(word, shortest=1) for word in folded.split()]):
        folded = "".join(kana)
    folded = EDGE + folded.replace(" ", EDGE) + EDGE
    return {folded[at : at + n] for n in LENGTHS for at in range(len(folded) - n + 1)}


def in_scope(text: str) -> float:
    """What speaks for (above 0) or against the document's having an answer, however long the text is."""
    return weighed(pieces(text), _weights())


def weighed(found: set[str], weights: dict[str, int]) -> float:
    """The sum of the pieces' weights, made so that a long message weighs no more than a short one."""
    return STEP * sum(weights.get(piece, 0) for piece in found) / sqrt(len(found))


@cache
def _weights() -> dict[str, int]:
    levels = load_file(ROOT / "scope.yaml", dict[str, str])
    return {piece: int(level) for level, of in levels.items() for piece in of.split(" ")}

"""What a score is worth: sure, close, or none.

The odds that a message is about the measure found first are a logistic function of its evidence, fitted on
labelled questions by cross-validation. What decides is the idf mass of what the measure has of the
message, and whole terms found; how similar the strings are adds nothing beyond that.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import exp, log1p

from knowledge.finder import Found
from knowledge.normalize import has_japanese

# Weights of the evidence (see the module's text), and from which odds on an answer is offered or given.
HITS, MASS, MASS_ENGLISH, BIAS = 1.6, 3.7, 1.0, -9.7
OFFERED, SURE = 0.5, 0.65
# A message that is a known term through and through needs no further evidence.
WHOLE = 0.8
# A second measure this near to the first makes it a choice.
RIVAL = 0.97


class Sureness(StrEnum):
    """sure: one answer. close: choices, best first. none: an honest no."""

    SURE = "sure"
    CLOSE = "close"
    NONE = "none"


def odds(found: Found, words: str) -> float:
    """How likely (0 to 1) the measure is what the words are about."""
    if found.covered >= WHOLE:
        return 1.0
    mass = log1p(found.mass)
    english = 0.0 if has_japanese(words) else MASS_ENGLISH
    return 1 / (1 + exp(-(BIAS + HITS * min(found.hits, 1.5) + (MASS + english) * mass)))


def judge(found: Sequence[Found], words: str) -> Sureness:
    """How sure the first of what was found for these words is."""
    chance = odds(found[0], words) if found else 0.0
    if chance < OFFERED:
        return Sureness.NONE
    rival = found[1].score if len(found) > 1 else 0.0
    if chance >= SURE and rival < RIVAL * found[0].score:
        return Sureness.SURE
    return Sureness.CLOSE


def tied(found: Sequence[Found]) -> list[str]:
    """The measures that are as good as the first."""
    return [each.id for each in found if each.score >= RIVAL * found[0].score]

"""What a score is worth: sure, close, or none.

The odds that the measure found first is the one that a message is about are a logistic function of its
evidence. Its weights are `confidence.yaml`, fitted on labelled questions and tested by cross-validation:
`python -m benchmarks.calibration` makes them, and its report, `benchmarks/calibration.md`, says how far they
can be trusted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from math import exp, log1p

from knowledge.base import ROOT, load_file
from knowledge.finder import WHOLE, Found
from knowledge.normalize import clean, has_japanese
from knowledge.once import once
from knowledge.requests import only_asks
from knowledge.scope import in_scope, is_far
from knowledge.shapes import Base

FILE = ROOT / "confidence.yaml"
# From which odds on an answer is offered, and given as the only one; the last where no name of it was said.
OFFERED, SURE, SURE_UNNAMED = 0.6, 0.88, 0.97
# A second measure this near to the first makes it a choice.
RIVAL = 0.97
# More terms than this say no more, nor does a message that sounds still more like one that is answered, nor
# more words of something else.
_MOST_HITS, _MOST_SCOPE, _MOST_STRANGE = 1.5, 2.0, 2
# How long a message is whose scope may be that of its words alone.
_BRIEF = 10


class Sureness(StrEnum):
    """sure: one answer. close: choices, best first. none: an honest no."""

    SURE = "sure"
    CLOSE = "close"
    NONE = "none"


class Learnt(Base, frozen=True):
    """`confidence.yaml`.

    weights: that of each kind of evidence (see `evidence`), and `bias`. number: the same for a number that
    may name a measure (see `by_number.Evidence`). loss: how far the odds were from the truth when these were
    made (mean log loss over a fifth of the questions).
    """

    weights: dict[str, float]
    number: dict[str, float]
    loss: float


@once
def learnt() -> Learnt:
    """What was learnt, read once."""
    return load_file(FILE, Learnt)


def evidence(found: Found, words: str, scope: float) -> dict[str, float]:
    """What speaks for a measure found by these words, each kind by its name: what the odds are made of.

    scope: whether the whole message sounds like one that the document answers (`scope.in_scope`).
    Chosen by cross-validation: how near the second measure comes, how long the message is, and how similar
    the names are as strings add nothing.
    """
    mass = log1p(found.mass)
    scope = min(scope, _MOST_SCOPE)
    return {
        "hits": min(found.hits, _MOST_HITS),
        "mass": mass,
        "share": found.share / (1 - found.unknown) if found.unknown < 1 else 0.0,
        "unknown": found.unknown,
        "covered": found.covered,
        "mass_in_english": 0.0 if has_japanese(words) else mass,
        "wording": found.wording,
        "strange": min(found.strange, _MOST_STRANGE),
        "scope": scope,
    }


def odds(found: Found, words: str, text: str) -> float:
    """How likely (0 to 1) the measure is what these words of a text are about."""
    # A name is one whatever it sounds like, a short one if nothing else is said.
    is_name = found.covered >= WHOLE and not found.strange
    if is_name and (found.hits >= 1 or not is_far(text) or _says_no_more(text, words)):
        return 1.0
    return chance(evidence(found, words, _scope(words, text)))


def _scope(words: str, text: str) -> float:
    """What speaks for a text's having an answer; a brief one that says no more than these words sounds as
    they do: 米軍は as 米軍."""
    if len(text) <= _BRIEF and _says_no_more(text, words):
        return max(in_scope(text), in_scope(words))
    return in_scope(text)


# One message is judged for each measure that was found.
@lru_cache(maxsize=32)
def _says_no_more(text: str, words: str) -> bool:
    """Whether a text only asks, beside these words of it."""
    return only_asks(clean(text).replace(words, " "))


def chance(values: Mapping[str, float]) -> float:
    """How likely (0 to 1) a measure is meant for which there is this evidence."""
    weights = learnt().weights
    total = weights["bias"] + sum(weights[name] * value for name, value in values.items())
    return 1 / (1 + exp(-total))


def judge(found: Sequence[Found], words: str, text: str) -> Sureness:
    """How sure the first of what was found for these words of a text is."""
    chance = odds(found[0], words, text) if found else 0.0
    # A sign alone says nothing, unless it is a name: 窓.
    if chance < OFFERED or (len(words) < 2 and not found[0].words):
        return Sureness.NONE
    if chance >= (SURE if found[0].words else SURE_UNNAMED) and len(tied(found)) == 1:
        return Sureness.SURE
    return Sureness.CLOSE


def tied(found: Sequence[Found]) -> list[str]:
    """The measures that are as good as the first."""
    return [each.id for each in found if each.score >= RIVAL * found[0].score]

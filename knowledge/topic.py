"""What a message is about, without what people put around it: テレビで給食費って言ってた is about 給食費.

What only leads there or goes on from it has no end of forms; `language/phrases.yaml` has the common ones.
`topic.yaml` says for each run of signs, and where it stands beside a sign, how much it speaks for that sign's
belonging to the topic (a logistic regression on messages whose topic is known); the topic is the run of signs
for which most speaks together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.base import ROOT
from knowledge.normalize import visible
from knowledge.once import once
from knowledge.pieces import EDGE, READ, Weights, weights

FILE = ROOT / "topic.yaml"
# A sign is a word in Latin letters, any other sign by itself, or white space beside one.
_SIGN = re.compile(r"[a-z0-9'’]+|[^\s]|\s(?![a-z0-9'’])|(?<![a-z0-9'’])\s")
# The runs that say whether a sign belongs to the topic: where each begins, counted from the sign, and how
# long it is. Each has a letter, for the same run says something else elsewhere; no sign is upper case.
_RUNS = ((-1, 1), (0, 1), (1, 1), (-2, 2), (-1, 2), (0, 2), (1, 2), (-2, 3), (-1, 3), (0, 3))
_LETTERS = "ABCDEFGHIJ"
# How far the runs reach beyond a sign.
_REACH = 2


def topic(text: str, known: Weights | None = None) -> str:
    """The part of a message that says what it is about, in lower case; "" if none does.

    >>> topic("テレビで給食費って言ってた"), topic("my boss keeps talking about rice vouchers")
    ('給食費', 'rice vouchers')
    """
    lowered = lower(text)
    found = signs(lowered)
    known = known or learnt()
    start, end = _greatest([known.of(runs)[0] for runs in around(found)])
    begins = [*places(lowered), len(lowered)]
    return lowered[begins[start] : begins[end]].strip()


def lower(text: str) -> str:
    """A message as it is cut into signs."""
    return visible(text[:READ]).lower().strip()


def signs(lowered: str) -> list[str]:
    """The signs of a message, and with `places` where each begins."""
    return _SIGN.findall(lowered)


def places(lowered: str) -> list[int]:
    """Where each sign of a message begins."""
    return [match.start() for match in _SIGN.finditer(lowered)]


def around(found: Sequence[str]) -> Iterator[list[str]]:
    """For each sign of a message the runs that say whether it belongs to the topic."""
    edges = [EDGE] * _REACH
    beside = [*edges, *(EDGE if sign.isspace() else sign for sign in found), *edges]
    for at in range(_REACH, _REACH + len(found)):
        runs = (EDGE.join(beside[at + start : at + start + length]) for start, length in _RUNS)
        # What stands in all says what speaks for any sign.
        yield [EDGE, *(letter + run for letter, run in zip(_LETTERS, runs, strict=True))]


def _greatest(values: Sequence[float]) -> tuple[int, int]:
    """Where the run of values begins and ends whose sum is the greatest; at one place if none is above 0."""
    most, found, start, so_far = 0.0, (0, 0), 0, 0.0
    for at, value in enumerate(values):
        if so_far <= 0:
            start, so_far = at, 0.0
        so_far += value
        if so_far > most:
            most, found = so_far, (start, at + 1)
    return found


@once
def learnt() -> Weights:
    """What was learnt, read once."""
    return weights(FILE)

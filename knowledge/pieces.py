"""Messages cut into pieces of a few signs, and what each piece was learnt to say.

What people say of a need has few words in common with the names of what helps them, and each says it another
way; but labelled questions show which pieces of them speak for what (a linear model, as for telling languages
or spam). `python -m benchmarks.calibration` learns the weights, `scope.py` and `wording.py` use them.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from math import sqrt
from pathlib import Path

from knowledge import kept, yaml_source
from knowledge.base import convert
from knowledge.normalize import fold
from knowledge.spelling import stems, with_kana

# How much of a message is cut into pieces.
READ = 200
# The sign for the ends of a message and for a space: no folded text has it.
EDGE = "_"
# How many bits tell any sign from all others, and how many signs one number holds.
_BITS, _LONGEST = 21, 3
# A piece that says something of more things than this is a common one; what stands in a row for nothing.
_FEW, _ZERO = 32, 128
_LANE = array("i").itemsize


# Two models look at the same pieces of a message.
@lru_cache(maxsize=8)
def pieces(text: str, longest: int) -> frozenset[str]:
    """All runs of one to `longest` (3 at most) signs of a message, and the stems of its words in Latin
    letters, for pairs of letters say little; Japanese in Latin letters counts as kana.

    >>> sorted(pieces("窓 AI", 2))
    ['_', '_ai_', '_窓', 'a', 'ai', 'i', 'i_', '窓', '窓a']
    """
    folded = with_kana(fold(text)[:READ])
    words = [f"{EDGE}{stem}{EDGE}" for stem in stems(folded)]
    folded = EDGE + folded.replace(" ", EDGE) + EDGE
    runs = (folded[at : at + n] for n in range(1, longest + 1) for at in range(len(folded) - n + 1))
    return frozenset((*words, *runs))


class Weights:
    """What each piece says of several things, packed: a dict of them would take ten times the memory."""

    __slots__ = ("_begins", "_levels", "_numbers", "_of", "_rows", "things")

    def __init__(self, learnt: Mapping[str, Mapping[str, str]]) -> None:
        """learnt: for each thing and each weight, a whole number from -128 to 127, the pieces that have it
        with spaces between, as in the YAML files."""
        self.things = tuple(learnt)
        said: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for thing, levels in enumerate(learnt.values()):
            for level, of in levels.items():
                for piece in of.split(" "):
                    said[piece].append((thing, int(level)))
        # What common pieces say of all things is one long number, with a lane for each: one sum adds all.
        self._rows = {piece: self._row(each) for piece, each in said.items() if len(each) > _FEW}
        rare = sorted((_number(piece), each) for piece, each in said.items() if piece not in self._rows)
        joined = [one for _, each in rare for one in each]
        self._numbers = array("Q", [number for number, _ in rare])
        self._begins = array("I", accumulate((len(each) for _, each in rare), initial=0))
        self._of = array("H", [thing for thing, _ in joined])
        self._levels = array("b", [level for _, level in joined])

    def _row(self, said: Sequence[tuple[int, int]]) -> int:
        # Lanes must not go below zero, or they would borrow from the next.
        lanes = array("i", [_ZERO] * len(self.things))
        for thing, level in said:
            lanes[thing] += level
        return int.from_bytes(lanes.tobytes(), sys.byteorder)

    def of(self, found: Collection[str]) -> list[float]:
        """What the pieces of a message say together of each of the `things`, above 0 for and below 0 against
        it, made so that a long message weighs no more than a short one."""
        rows = self._rows
        common = [rows[piece] for piece in found if piece in rows]
        lanes = array("i", sum(common).to_bytes(len(self.things) * _LANE, sys.byteorder))
        numbers, begins, of, levels = self._numbers, self._begins, self._of, self._levels
        last = len(numbers)
        for piece in found:
            if piece not in rows:
                number = _number(piece)
                at = bisect_left(numbers, number)
                if at < last and numbers[at] == number:
                    for place in range(begins[at], begins[at + 1]):
                        lanes[of[place]] += levels[place]
        nothing, length = _ZERO * len(common), sqrt(len(found))
        return [(lane - nothing) / length for lane in lanes]


def _number(piece: str) -> int:
    """What a piece is known by: its signs, or of a word, which has more than fit, a hash."""
    if len(piece) > _LONGEST:
        return int.from_bytes(blake2b(piece.encode(), digest_size=_LONGEST * _BITS // 8).digest())
    number = 0
    for sign in piece:
        number = number << _BITS | ord(sign)
    return number


def weights(path: Path) -> Weights:
    """The weights of a YAML file. Raises SourceFault or Faults."""
    return kept.made(f"weights {path.name}", [path], lambda: Weights(_read(path)))


def _read(path: Path) -> dict[str, dict[str, str]]:
    return convert(path, yaml_source.read(path), dict[str, dict[str, str]])

"""Many small things kept as one: a string or list of its own takes a hundred bytes beside what stands in it.

The tables of an index are made empty and filled later. What is made beside much that soon goes lies scattered
among it, and the memory of all that is not given back.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import ItemsView, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, overload


class Texts:
    """Different texts in their order, each known by its place: one string, searched by halves."""

    __slots__ = ("_ends", "_firsts", "_joined", "_seconds", "_signs")

    def __init__(self) -> None:
        self._joined = ""
        self._ends = array("I")
        # The signs with which they begin, and where those of each begin; the second sign of each text.
        self._signs = ""
        self._firsts = array("I")
        self._seconds = ""

    def fill(self, ordered: Sequence[str]) -> None:
        """Keep these; none is empty."""
        self._joined = "".join(ordered)
        self._ends.extend(accumulate(map(len, ordered), initial=0))
        begins = [text[0] for text in ordered]
        self._signs = "".join(sorted(set(begins)))
        self._firsts.extend(bisect_left(begins, sign) for sign in self._signs)
        self._firsts.append(len(ordered))
        self._seconds = "".join([text[1:2] or "\0" for text in ordered])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> str:
        return self._joined[self._ends[place] : self._ends[place + 1]]

    def nearest(self, text: str) -> int:
        """The place of the last one up to a text that begins with the same two signs; -1 if there is none."""
        sign, second = self._signs.find(text[:1]), text[1:2] or "\0"
        if sign < 0:
            return -1
        last = self._firsts[sign + 1]
        first = self._seconds.find(second, self._firsts[sign], last)
        if first < 0:
            return -1
        place = bisect_right(self, text, first, self._seconds.rfind(second, first, last) + 1)
        return place - 1 if place > first else -1

    def place(self, text: str) -> int:
        """The place of a text; -1 if it is none of them."""
        place = self.nearest(text)
        return place if place >= 0 and self[place] == text else -1


class Lists:
    """Lists of numbers, each known by its place."""

    __slots__ = ("_ends", "_joined")

    def __init__(self) -> None:
        self._joined = array("I")
        self._ends = array("I")

    def fill(self, lists: Sequence[Sequence[int]]) -> None:
        """Keep these."""
        self._joined.extend(array("I", list(chain.from_iterable(lists))))
        self._ends.extend(accumulate(map(len, lists), initial=0))

    def __getitem__(self, place: int) -> array[int]:
        return self._joined[self._ends[place] : self._ends[place + 1]]

    def length(self, place: int) -> int:
        """How many numbers a list has."""
        return self._ends[place + 1] - self._ends[place]


class Lines(Sequence[str]):
    """A list of texts of one line each, as one text; for what is read through, and seldom."""

    __slots__ = ("_joined",)

    def __init__(self, texts: Sequence[str]) -> None:
        """Raises ValueError for a text of several lines."""
        self._joined = "\n".join(texts)
        if self._joined.count("\n") >= max(len(texts), 1):
            raise ValueError("each must be one line")

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self._split()[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self._split())

    def __len__(self) -> int:
        return len(self._split())

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Sequence) and self._split() == [*other]

    def __repr__(self) -> str:
        return repr(self._split())

    def _split(self) -> list[str]:
        return self._joined.split("\n") if self._joined else []


class LinePairs(Mapping[str, str]):
    """A dict of texts of one line each, as two texts; for what is read through, and seldom."""

    __slots__ = ("_keys", "_values")

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._keys, self._values = Lines([*texts.keys()]), Lines([*texts.values()])

    def __getitem__(self, key: str) -> str:
        return self._dict()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def items(self) -> ItemsView[str, str]:
        """The pairs; what Mapping has instead looks up each."""
        return self._dict().items()

    def __repr__(self) -> str:
        return repr(self._dict())

    def _dict(self) -> dict[str, str]:
        return dict(zip(self._keys, self._values, strict=True))

"""Faults on demand: what a bot must survive, at the moment a test names."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = ("429", "500", "502", "drop_before", "drop_after", "slow", "timeout")
ANY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """One failing call.

    - `429`: refused, with `retry_after` seconds
    - `500`, `502`: refused; 502 as a proxy does it, with HTML
    - `drop_before`: connection closed, call not applied
    - `drop_after`: call applied, connection closed
    - `slow`: call applied, answered after `delay` seconds
    - `timeout`: call applied, never answered (the connection is held until the bot gives up)
    """

    kind: str
    retry_after: int = 1
    delay: float = 0.05


@dataclass(slots=True)
class _Planned:
    method: str
    fault: Fault
    times: int


class Faults:
    """Which calls fail: the next ones of a method, or a share of all."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self._share = 0.0
        self._random = random.Random(0)
        self._kinds: tuple[str, ...] = ()
        self._template = Fault("500")

    def next(
        self,
        method: str = ANY_METHOD,
        kind: str = "500",
        times: int = 1,
        retry_after: int = 1,
        delay: float = 0.05,
    ) -> None:
        """Let the next `times` calls of `method` ("*": any) fail; ValueError for no known kind."""
        _check(kind)
        self._planned.append(_Planned(method.lower(), Fault(kind, retry_after, delay), times))

    def rate(
        self,
        p: float,
        seed: int = 0,
        kinds: Sequence[str] = KINDS,
        retry_after: int = 1,
        delay: float = 0.05,
    ) -> None:
        """Let a share `p` (0 to 1) of all calls fail, the same ones for the same `seed`."""
        for kind in kinds:
            _check(kind)
        self._share = p
        self._random = random.Random(seed)
        self._kinds = tuple(kinds)
        self._template = Fault("500", retry_after, delay)

    def clear(self) -> None:
        """Let all calls succeed again."""
        self._planned.clear()
        self._share = 0.0

    def pick(self, method: str) -> Fault | None:
        """Give the fault of this call, if it has one, and count it as used."""
        for planned in self._planned:
            if planned.method in (ANY_METHOD, method.lower()):
                planned.times -= 1
                if planned.times <= 0:
                    self._planned.remove(planned)
                return planned.fault
        if self._share and self._random.random() < self._share:
            kind = self._random.choice(self._kinds)
            return Fault(kind, self._template.retry_after, self._template.delay)
        return None


def _check(kind: str) -> None:
    if kind not in KINDS:
        message = f"unknown fault {kind!r}, not one of {', '.join(KINDS)}"
        raise ValueError(message)

"""Amounts in 億円 (100 million yen): one measure's, and sums that count no shared envelope twice.

An amount marked 内数 is part of a sum that others share: the five 57-x share one 341億円, 68-1 and 68-2
are 298 and 302 of one 600億円. Where the page gives the own share, that counts; where not, the envelope
counts once, and the sum is then an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from knowledge.model import Amount, Measure, Oku


class Total(Struct, frozen=True):
    """A sum. oku: in 億円. counted: how many measures are in it. envelopes: the shared amounts that it
    holds whole although others may share them. left_out: measures without an amount in the source."""

    oku: Oku
    counted: int
    envelopes: tuple[Measure, ...]
    left_out: int


def own(amount: Amount) -> Oku:
    """What is known of the measure's own part: its share, else the printed amount (in 億円)."""
    return amount.share if amount.share is not None else amount.oku


def envelope(measure: Measure) -> str:
    """The key of the envelope that a measure draws on: its group's, if it is in one."""
    return measure.group or measure.id


def difference(one: Amount, other: Amount) -> Oku | None:
    """By how much two amounts differ, in 億円; None where either is part of a sum that others share."""
    if one.of_which or other.of_which:
        return None
    return abs(one.oku - other.oku)


def total(measures: Iterable[Measure]) -> Total:
    """The sum over measures, each shared envelope once."""
    oku: Oku = 0
    counted, left_out = 0, 0
    envelopes: dict[str, Measure] = {}
    for measure in measures:
        amount = measure.amount
        if amount is None:
            left_out += 1
            continue
        counted += 1
        if amount.of_which and amount.share is None:
            if envelope(measure) in envelopes:
                continue
            envelopes[envelope(measure)] = measure
        oku += own(amount)
    return Total(oku, counted, tuple(envelopes.values()), left_out)

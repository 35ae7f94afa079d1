"""The figures of `benchmarks/delivery.py` in small: nothing is lost, whatever happens.

100 questions from 20 people; the script asks 1,000 from 100.
"""

from __future__ import annotations

import pytest

from benchmarks import delivery
from benchmarks.delivery_load import Asked
from tests.programs import program

PEOPLE, EACH = 20, 5


@pytest.fixture(scope="session")
def asked() -> list[Asked]:
    return delivery.questions()


async def test_without_faults_each_is_answered_once(asked: list[Asked], way: str) -> None:
    tally = await delivery.plain_run(way, asked, PEOPLE, EACH)
    assert (tally.asked, tally.lost, tally.twice) == (100, 0, 0)


async def test_with_faults_of_every_kind_none_is_lost(asked: list[Asked], way: str) -> None:
    tally = await delivery.faulty_run(way, asked, PEOPLE, EACH)
    assert (tally.asked, tally.lost) == (100, 0)


async def test_killed_and_started_again_it_loses_none(asked: list[Asked], way: str) -> None:
    tally = await delivery.killed_run(way, asked, PEOPLE, EACH)
    assert (tally.asked, tally.lost) == (100, 0)


async def test_of_three_replicas_one_is_killed_and_none_is_lost(asked: list[Asked]) -> None:
    for name in ("redis-server", "nginx"):
        program(name)
    tally = await delivery.replicated_run(asked, PEOPLE, EACH)
    assert (tally.asked, tally.lost) == (100, 0)


async def test_who_floods_is_told_once_and_the_others_are_answered(asked: list[Asked], way: str) -> None:
    pace: dict[str, str | int] = {"QUESTIONS_BURST": 20, "QUESTIONS_PER_MINUTE": 1}
    tally, replies = await delivery.flooded_run(way, asked, 200, pace, PEOPLE, EACH)
    assert (tally.asked, tally.lost, tally.twice) == (100, 0, 0)
    assert replies == 21  # the burst and the notice

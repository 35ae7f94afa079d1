"""The benchmarks measure what they say: the finder is ahead of other ways, and its odds still fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import calibration, finding
from benchmarks.peers import PEERS
from benchmarks.synthetic import grown
from knowledge.base import load

FILES = sorted((Path(__file__).parent / "questions").glob("*.jsonl"))


@pytest.fixture(scope="module")
def right() -> dict[str, dict[str, int]]:
    """Of each way how many questions of a type it answers rightly first."""
    labelled = finding.questions(FILES)
    return {name: finding.measured(name, len(load()), labelled)["right"] for name in PEERS}


@pytest.mark.parametrize("kind", finding.TYPES)
def test_no_other_way_is_ahead(right: dict[str, dict[str, int]], kind: str) -> None:
    ours = right[finding.OURS][kind]
    assert {name: found[kind] for name, found in right.items() if found[kind] > ours} == {}


def test_the_odds_in_use_still_fit(capsys: pytest.CaptureFixture[str]) -> None:
    assert calibration.main(["--check"]) == 0, capsys.readouterr().out


def test_a_grown_knowledge_base_keeps_the_real_measures() -> None:
    real = load()
    more = grown(real, len(real) + 50)
    assert len(more) == len(real) + 50
    assert all(more[i] == real[i] for i in real.ids)

"""The benchmarks measure what they say: the finder is ahead of other ways, and its odds still fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import calibration, finding, readings
from benchmarks.peers import PEERS
from benchmarks.synthetic import grown
from knowledge.base import load
from knowledge.pieces import Weights, pieces
from knowledge.scope import LONGEST

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


def test_what_sounds_like_a_question_that_has_an_answer() -> None:
    asked = [{"q": q, "expect": ["138"]} for q in ("堤防が低い", "堤防が古い")] * 4
    asked += [{"q": q, "expect": []} for q in ("腰が痛い", "腰が重い", "雪が重い")] * 3
    asked.append({"q": "堤防を高く", "expect": ["138"]})
    learnt, others = calibration.learnt_scope(asked)
    level = {piece: int(n) for n, of in learnt["answered"].items() for piece in of.split()}
    assert level["堤防"] > 0 > level["腰が"]
    assert not any("高" in piece for piece in level)  # it stands in one wording alone
    assert len(others) == len(asked)
    said = Weights(learnt)
    assert said.of(pieces("堤防", LONGEST))[0] > 0 > said.of(pieces("腰が痛い", LONGEST))[0]


def test_what_is_learnt_from_a_question_holds_for_its_sound() -> None:
    asked = [{"q": f"堤防が{how}", "kana": f"ていぼうが{how}", "expect": ["138"]} for how in ("低い", "古い")]
    asked += [{"q": f"腰が{how}", "kana": f"こしが{how}", "expect": []} for how in ("痛い", "重い")]
    learnt, others = calibration.learnt_scope(asked * 4)
    assert len(others) == len(asked * 4)
    said = Weights(learnt)
    assert said.of(pieces("ていぼう", LONGEST))[0] > 0 > said.of(pieces("こし", LONGEST))[0]
    meant = calibration.meant(load(), asked)
    assert [text for text, _ in meant] == ["堤防が低い", "堤防が古い", "ていぼうが低い", "ていぼうが古い"]


@pytest.mark.parametrize(
    ("line", "kana"),
    [
        ('{"q": "窓"}', "まど"),
        ('{"q": "窓", "kana": "そう"}', "そう"),  # what is there stays
        ('{"q": "まど"}', None),  # nothing to be read
        ('{"q": "window"}', None),
    ],
)
def test_a_question_with_kanji_gets_its_reading(line: str, kana: str | None) -> None:
    found = readings.with_reading(line, lambda text: text.replace("窓", "マド"))
    assert json.loads(found).get("kana") == kana
    assert (found == line) is ("そう" in line or kana is None)


def test_each_measure_learns_its_wording_from_questions_and_names() -> None:
    said = [("堤防", "川"), ("堤防の整備", "川"), ("最低賃金", "賃金"), ("賃金", "賃金"), ("窓", "家")] * 2
    said += [("川があふれそう", "川"), ("時給を上げたい", "賃金")] * 4
    learnt = Weights(calibration.learnt_wording(said))
    assert learnt.things == ("川", "賃金", "家")
    for text, measure in (("川の堤防", "川"), ("賃金と時給", "賃金"), ("窓", "家")):
        said = dict(zip(learnt.things, learnt.of(pieces(text, 2)), strict=True))
        assert max(said, key=said.__getitem__) == measure


def test_a_grown_knowledge_base_keeps_the_real_measures() -> None:
    real = load()
    more = grown(real, len(real) + 50)
    assert len(more) == len(real) + 50
    assert all(more[i] == real[i] for i in real.ids)

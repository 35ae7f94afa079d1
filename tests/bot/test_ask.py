"""`python -m bot ask`: questions as people type them in a terminal."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("question", ["-3人を60円上げたら？", "--3人", "－3人を60円上げたら？"])
@pytest.mark.parametrize("options", [["--json"], ["--json", "--language", "ja"]])
def test_a_question_may_begin_with_a_dash(
    question: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", *options, question]) == 0
    assert main(["ask", question, *options]) == 0
    for line in capsys.readouterr().out.splitlines():
        assert json.loads(line)["question"] == question


def test_a_dash_alone_reads_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("48\n-3人を60円上げたら？\n"))
    assert main(["ask", "--json", "-"]) == 0
    kinds = [json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()]
    assert kinds == ["measure", "calculation"]


@pytest.mark.parametrize("option", ["--jsn", "--no-such", "-x"])
def test_an_unknown_option_is_no_question(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ask", option, "48"])
    assert option in capsys.readouterr().err


def test_every_process_gives_the_same_answers() -> None:
    """Replicas answer alike: nothing depends on the order of sets, which each process has its own."""
    lines = (ROOT / "tests" / "questions" / "out-of-scope.jsonl").read_text(encoding="utf-8").splitlines()
    of_pages = ["観光コンテンツの補助、定額の上は何分の1", "H3 rocket ochita kedo tsugi no yosan wa"]
    asked = "\n".join([*(json.loads(line)["q"] for line in lines), *of_pages])
    found = {
        subprocess.run(
            [sys.executable, "-m", "bot", "ask", "--json", "-"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            input=asked.encode(),
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1

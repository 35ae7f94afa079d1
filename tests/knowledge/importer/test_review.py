"""`review`: what a person sees who is to write a summary."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.importer.__main__ import main


def test_passages_stand_under_their_fields(
    imported: Path, made_up: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Purpose, overview, target, rate and cap; a date in the overview is pointed out."""
    assert main(["review", "1", str(made_up), "--out", str(imported)]) == 0
    out = capsys.readouterr().out
    assert "gaps: title.reading, title.en, short, themes" in out
    assert "amount: 1234億円" in out
    for field, text in (
        ("[purpose]", "砂が畑へ飛ぶのを防ぐ。"),
        ("[target] 【補助対象】", "砂丘のある町であること"),
        ("[cap] 【補助上限額】(単位:万円)", "10(20)"),
        ("[rate] 【補助率】", "4/5"),
    ):
        assert text in out[out.index(field) :].split("\n\n")[0]
    assert "草を植える町に補助する。令和9年度までに終える。   ← also schedule" in out


def test_corrections_and_figures_are_shown(
    imported: Path, made_up: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was corrected, and every figure that a summary may use."""
    main(["review", "2-1", str(made_up), "--out", str(imported)])
    out = capsys.readouterr().out
    assert "corrected: 口ボット → ロボット" in out
    assert "figures: 1/2, 2026, 7, ¥29800000000, ¥60000000000" in out
    assert "[schedule] <スケジュール>" in out


def test_a_measure_without_a_page(
    imported: Path, made_up: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says that the copy has none, and still lists the gaps."""
    assert main(["review", "4", str(made_up), "--out", str(imported)]) == 0
    assert "no page of this measure" in capsys.readouterr().out


def test_an_unknown_measure(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 and a line."""
    assert main(["review", "99", "--out", str(imported)]) == 2
    assert capsys.readouterr().err == "there is no measure 99\n"

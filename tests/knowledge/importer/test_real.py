"""The proof: the real document, imported from nothing, is what the knowledge base has."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from knowledge.base import ROOT
from knowledge.importer.__main__ import main
from tests.knowledge.importer.helpers import amount, files, identity, measures


def priced(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    """The amounts of those that have one."""
    return {i: a for i, m in found.items() if (a := amount(m))}


def test_from_nothing_gives_every_identity_and_amount(tmp_path: Path, real: Path) -> None:
    """All 236 (title after corrections, subtitle, page, group) and the amounts of all 40."""
    assert main([str(real), "--out", str(tmp_path)]) == 0
    made, present = measures(tmp_path), measures(ROOT)
    assert len(made) == 236
    assert {i: identity(m) for i, m in made.items()} == {i: identity(m) for i, m in present.items()}
    amounts, expected = priced(made), priced(present)
    assert len(amounts) == 40
    # Pages that were brought in since are not in this document.
    assert amounts == {i: a for i, a in expected.items() if i in amounts}


def test_every_rate_cap_and_date_that_a_person_found_is_a_gap(tmp_path: Path, real: Path) -> None:
    """Of a field that nobody is reminded of, the bot would say that the page does not give it."""
    assert main([str(real), "--out", str(tmp_path)]) == 0
    made, present = measures(tmp_path), measures(ROOT)
    for measure_id in priced(made):
        written = present[measure_id]["content"].keys() & {"scheme", "target", "rate", "cap", "schedule"}
        assert written <= made[measure_id]["content"].keys(), measure_id


def test_into_the_knowledge_base_changes_nothing(
    tmp_path: Path, real: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy of the knowledge base stays as it is, byte for byte."""
    for name in ("measures", "figures.yaml", "document.yaml"):
        (shutil.copytree if name == "measures" else shutil.copy)(ROOT / name, tmp_path / name)
    before = files(tmp_path)
    assert main([str(real), "--out", str(tmp_path)]) == 0
    assert files(tmp_path) == before
    assert "unchanged: 236; no change" in capsys.readouterr().out


def test_compare_with_itself_finds_nothing(real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The present edition has no difference from itself."""
    assert main(["compare", str(real)]) == 0
    heads = ["added: 0", "dropped: 0", "renumbered: 0", "retitled: 0", "re-priced: 0"]
    assert capsys.readouterr().out.splitlines() == heads

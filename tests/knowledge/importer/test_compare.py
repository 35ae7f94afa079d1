"""A new edition: what the report says, and how it is taken over."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from knowledge.importer.__main__ import main
from tests.knowledge.importer.helpers import files, identity, measures


def test_the_report(
    tmp_path: Path, imported: Path, edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Measures are matched by title: a number alone means nothing."""
    out = tmp_path / "report.csv"
    before = files(imported)
    assert main(["compare", str(edition), "--out", str(imported), "--csv", str(out)]) == 0
    assert files(imported) == before
    heads = [h for h in capsys.readouterr().out.splitlines() if h.startswith(("  ",)) is False][-5:]
    assert heads == ["added: 1", "dropped: 1", "renumbered: 7", "retitled: 1", "re-priced: 1"]
    rows = list(csv.DictReader(out.open(encoding="utf-8-sig")))
    assert len(rows) == 11
    priced = next(row for row in rows if row["kind"] == "re-priced")
    assert (priced["old_id"], priced["old_amount"], priced["new_amount"]) == (
        "1",
        "1234億円",
        "2000億円",
    )
    assert next(row["old_id"] for row in rows if row["kind"] == "dropped") == "3"
    assert next(row["new_id"] for row in rows if row["kind"] == "added") == "10"
    assert {(r["old_id"], r["new_id"]) for r in rows if r["kind"] == "retitled"} == {("5", "4")}


def test_a_new_edition_is_not_taken_over_unasked(imported: Path, edition: Path) -> None:
    """Without --new-edition no file moves, and none gets another measure's words."""
    before = {i: identity(m)[1:] for i, m in measures(imported).items()}
    assert main([str(edition), "--out", str(imported)]) == 1
    assert {i: identity(m)[1:] for i, m in measures(imported).items()} == before


def test_handwritten_parts_move_with_the_title(imported: Path, edition: Path) -> None:
    """With --new-edition the file of 9 becomes that of 8, with all that people wrote in it."""
    path = imported / "measures/budget/009.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("TODO: TODO", "川遊び: かわあそび  # children"), encoding="utf-8")
    assert main([str(edition), "--out", str(imported), "--new-edition"]) == 0
    moved = (imported / "measures/budget/008.yaml").read_text(encoding="utf-8")
    assert "川遊び: かわあそび  # children" in moved
    found = measures(imported)
    assert identity(found["8"]) == ("15", "川の学校", None)
    assert identity(found["10"]) == ("17", "風車の丘の見学", None)
    assert "離島の小さな図書館" not in "".join(m["title"]["ja"] for m in found.values())
    assert len(found) == 13
    before = files(imported)
    assert main([str(edition), "--out", str(imported), "--new-edition"]) == 0
    assert files(imported) == before


def test_references_follow_the_numbers(
    imported: Path, edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`related` means the same measures as before; one that was dropped leaves it, and that is said."""
    path = imported / "measures/budget/009.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("themes: [TODO]\n", "themes: [TODO]\nrelated: [10, 3, s1, 5]\n"), "utf-8")
    assert main([str(edition), "--out", str(imported), "--new-edition"]) == 0
    moved = (imported / "measures/budget/008.yaml").read_text(encoding="utf-8")
    assert "\nrelated: [9, s1, 4]\n" in moved
    assert "related to 3 no more" in capsys.readouterr().out


def test_a_new_edition_names_all_measures(imported: Path, edition: Path) -> None:
    """A part of it would leave numbers of the old edition beside those of the new one."""
    before = files(imported)
    assert main([str(edition), "--pages", "7-9", "--out", str(imported), "--new-edition"]) == 1
    assert files(imported) == before


def test_a_new_edition_with_faults_is_not_taken_over(imported: Path, edition: Path) -> None:
    """What is cut off would look as if it had been dropped."""
    text = edition.read_text(encoding="utf-8")
    edition.write_text(
        text.replace("9. 海の学校\tP. 16", "9. 海の学校\tP. 16\n9. 海の学校\tP. 16"), "utf-8"
    )
    before = files(imported)
    assert main([str(edition), "--out", str(imported), "--new-edition"]) == 1
    assert files(imported) == before

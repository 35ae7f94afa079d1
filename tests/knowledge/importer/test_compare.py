"""A new edition: what the report says, and how it is taken over."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from knowledge.importer.__main__ import main
from tests.knowledge.importer.helpers import files, identity, measures


@pytest.fixture
def edition(tmp_path: Path, made_up: Path) -> Path:
    """3 is gone, so 4 to 10 are one lower; 10 is new; 1 costs more; 5 (4 now) has a new title."""
    text = made_up.read_text(encoding="utf-8")
    text = text.replace("1,234億円", "2,000億円").replace(
        "湧き水の調査のうち、", "湧き水の調査等のうち、"
    )
    contents = (
        "# 目次(予算事業)\n\n"
        "1. 砂丘の緑を守る事業\tP. 7\n2-1. 雪かきの推進 ○雪かきロボットの開発\tP. 8\n"
        "2-2. 雪かきの推進 ○道の見回り\tP. 9\n3. 港の灯台に関する技術の継承\tP. 10\n"
        "4. 湧き水の調査等のうち、 ○井戸とAI for Water の研究\tP. 11\n"
        "5. 星空の観測会を各地で開くための望遠鏡の整備\tP. 12\n"
        "6. 町の市場の再生(朝市の支援) ○朝市の国産野菜\tP. 13\n7. オーバーツーリズムの解消\tP. 14\n"
        "8. 川の学校\tP. 15\n9. 海の学校\tP. 16\n10. 風車の丘の見学\tP. 17\n\n"
    )
    start, end = text.index("# 目次(予算事業)"), text.index("# 目次(制度)")
    path = tmp_path / "edition.md"
    path.write_text(text[:start] + contents + text[end:], encoding="utf-8")
    return path


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
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
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


def test_a_new_edition_with_faults_is_not_taken_over(imported: Path, edition: Path) -> None:
    """What is cut off would look as if it had been dropped."""
    text = edition.read_text(encoding="utf-8")
    edition.write_text(
        text.replace("9. 海の学校\tP. 16", "9. 海の学校\tP. 16\n9. 海の学校\tP. 16"), "utf-8"
    )
    before = files(imported)
    assert main([str(edition), "--out", str(imported), "--new-edition"]) == 1
    assert files(imported) == before

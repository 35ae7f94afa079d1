"""Importing: from nothing, again, and into files that people have worked on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.base import ROOT
from knowledge.drafts import gaps
from knowledge.importer.__main__ import main
from tests.knowledge.importer.helpers import amount, files, identity, measures

IDENTITIES = {
    "1": ("7", "砂丘の緑を守る事業", None),
    "2-1": ("8", "雪かきの推進", "雪かきロボットの開発"),
    "2-2": ("9", "雪かきの推進", "道の見回り"),
    "3": ("10", "離島の小さな図書館を支え、読み聞かせを広げる事業", None),
    "4": ("11", "港の灯台に関する技術の継承", None),
    "5": ("12", "湧き水の調査のうち、", "井戸とAI for Waterの研究"),
    "6": ("13", "星空の観測会を各地で開くための望遠鏡の整備", None),
    "7": ("14", "町の市場の再生(朝市の支援)", "朝市の国産野菜"),
    "8": ("15", "オーバーツーリズムの解消", None),
    "9": ("16", "川の学校", None),
    "10": ("17", "海の学校", None),
    "s1": ("18", "「町の予算」を住民が決める仕組みの検討", None),
    "s2": ("19", "2030年の町の姿に関する届出の簡素化", None),
}
AMOUNTS = {
    "1": {"oku": "1234"},
    "2-1": {"oku": "600", "of_which": "true", "share": "298", "treasury_obligation": "true"},
    "2-2": {"oku": "600", "of_which": "true"},
}


def edit(path: Path, old: str, new: str) -> None:
    """Change a file as a person would."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def copy(source: Path, to: Path, old: str, new: str) -> Path:
    """A copy of a document with something changed."""
    shutil.copy(source, to)
    edit(to, old, new)
    return to


def test_identity_and_amounts_of_the_made_up_document(imported: Path) -> None:
    """Wrapped lines, ○ lines, a page beside the wrong line, a cell run together: all settled."""
    found = measures(imported)
    assert {i: identity(raw) for i, raw in found.items()} == IDENTITIES
    assert {i: a for i, raw in found.items() if (a := amount(raw))} == AMOUNTS


def test_tables_become_rows_and_columns(imported: Path) -> None:
    """A heading that spans columns stands before each of them; a list of rates is no table."""
    (table,) = measures(imported)["1"]["content"]["tables"]
    assert table["field"] == table["key"] == "cap"
    assert table["unit"]["ja"] == "万円"
    assert [c["ja"] for c in table["columns"]] == ["上限額1年目", "上限額2年目", "上限額3年目"]
    assert [(r["head"]["ja"], r["cells"]) for r in table["rows"]] == [
        ("1ha未満", ["10(20)", "30", "40"]),
        ("1ha以上", ["100(120)", "150", "230"]),
    ]


def test_corrections_are_recorded(imported: Path) -> None:
    """What the document prints stands beside what it means."""
    found = measures(imported)
    assert found["2-1"]["corrections"] == [{"printed": "口ボット", "corrected": "ロボット"}]
    assert found["8"]["corrections"][0]["printed"] == "オーバーテーリズム"


def test_no_sentence_of_the_document_is_stored(imported: Path, made_up: Path) -> None:
    """Only titles, figures and the heads of tables are taken over."""
    stored = "".join(p.read_text(encoding="utf-8") for p in imported.rglob("*.yaml"))
    sentences = [s for s in made_up.read_text(encoding="utf-8").split("\n") if s.endswith("。")]
    assert sentences
    assert not [s for s in sentences if s in stored]


def test_again_changes_nothing(
    imported: Path, made_up: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same input again: not a byte, and it says so."""
    before = files(imported)
    assert main([str(made_up), "--out", str(imported)]) == 0
    assert files(imported) == before
    assert "unchanged: 13; no change" in capsys.readouterr().out


def test_only_the_lines_of_changed_facts_change(
    tmp_path: Path, imported: Path, made_up: Path
) -> None:
    """Comments, order and odd spacing of a file stay when its amount and page change."""
    path = imported / "measures/budget/002-1.yaml"
    edit(path, "    oku: 600\n", "    # as of May\n    oku:   600   # in 億円\n")
    edit(path, "themes: [TODO]", "themes: [ science,  regions ]  # ours")
    before = path.read_text(encoding="utf-8").splitlines()
    document = copy(made_up, tmp_path / "new.md", "600 億円", "750億円")
    assert main([str(document), "--out", str(imported)]) == 0
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [("    oku:   600   # in 億円", "    oku:   750   # in 億円")]


@pytest.mark.parametrize("measure", ["046", "047", "048", "049", "053", "069", "070"])
def test_a_calculator_stays_byte_for_byte(
    tmp_path: Path, imported: Path, made_up: Path, measure: str
) -> None:
    """Each of ours, in a file whose amount changes."""
    path = imported / "measures/budget/002-1.yaml"
    ours = (ROOT / f"measures/budget/{measure}.yaml").read_text(encoding="utf-8")
    calculator = ours[ours.index("\ncalculator:") :]
    path.write_text(path.read_text(encoding="utf-8") + calculator, encoding="utf-8")
    document = copy(made_up, tmp_path / "new.md", "600 億円", "750億円")
    assert main([str(document), "--out", str(imported)]) == 0
    text = path.read_text(encoding="utf-8")
    assert "oku: 750" in text
    assert text.endswith(calculator)


def test_notes_beside_the_amount_come_and_go(tmp_path: Path, imported: Path, made_up: Path) -> None:
    """A key that is no longer printed goes, one that is new comes, others keep their place."""
    note = "※国庫債務負担行為を含む ※内数(298億円)"
    document = copy(made_up, tmp_path / "new.md", note, "※国庫債務負担行為を含む")
    main([str(document), "--out", str(imported)])
    assert amount(measures(imported)["2-1"]) == {"oku": "600", "treasury_obligation": "true"}
    main([str(made_up), "--out", str(imported)])
    assert amount(measures(imported)["2-1"]) == AMOUNTS["2-1"]


def test_a_page_set_without_contents_completes_finished_files(
    tmp_path: Path, imported: Path
) -> None:
    """A page finds its measure by title; the handwritten file gets a `content` with gaps."""
    path = imported / "measures/budget/009.yaml"
    edit(path, "TODO: TODO", "川遊び: かわあそび  # what children type")
    edit(path, "themes: [TODO]", "themes: [nature]")
    edit(path, "TODO", "かわ")
    before = path.read_text(encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "# 川の学校\n\n令和7年度補正予算額: 7億円\n\n## ①施策の目的\n\n令和9年度までに川を知る。\n",
        encoding="utf-8",
    )
    assert main([str(page), "--out", str(imported)]) == 0
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert amount(measures(imported)["9"]) == {"oku": "7"}
    fields = ("purpose", "overview", "scheme[0]", "target[0]", "schedule[0]")
    assert gaps(measures(imported)["9"]) == [f"content.{field}" for field in fields]
    assert "\n16: ['7', '9', '¥700000000']\n" in (imported / "figures.yaml").read_text("utf-8")


def test_pages_limits_the_import(tmp_path: Path, made_up: Path) -> None:
    """--pages are the document's own page numbers."""
    assert main([str(made_up), "--pages", "8-9", "--out", str(tmp_path)]) == 0
    assert list(measures(tmp_path)) == ["2-1", "2-2"]


def test_a_cut_off_title_does_not_replace_a_whole_one(
    tmp_path: Path, imported: Path, made_up: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A title that is the beginning of the present one is a fault, not a change."""
    before = files(imported)
    document = copy(
        made_up, tmp_path / "cut.md", "町の市場の再生 (朝市の支援)", "町の市場の再生 (朝市の支"
    )
    assert main([str(document), "--out", str(imported)]) == 1
    assert files(imported) == before
    assert "looks cut off" in capsys.readouterr().err


def test_an_unknown_list_of_corrections_is_one_line(
    tmp_path: Path, made_up: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken measure file is named with its line, and nothing is written."""
    path = tmp_path / "measures/budget/001.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("id: 1\nid: 2\n", encoding="utf-8")
    assert main([str(made_up), "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert list(files(tmp_path)) == ["measures/budget/001.yaml"]


@pytest.mark.parametrize("name", ["there.md", "there.pdf"])
def test_a_missing_document_is_one_line(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, and `file:line: what`."""
    assert main([str(tmp_path / name), "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path / name}:1: No such file or directory\n"

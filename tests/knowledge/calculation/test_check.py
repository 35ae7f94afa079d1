"""A measure's calculator says nothing that its page does not, and its faults are found with their line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.base import ROOT
from knowledge.calculation_table import grid
from knowledge.check import check
from knowledge.model import Field, Row, Table, Text


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge base, to put faults into."""
    copy = tmp_path_factory.mktemp("root") / "knowledge"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


@pytest.mark.parametrize(
    ("measure", "old", "new", "what"),
    [
        ("046", "minimum: 600万円", "minimum: 650万円", "the figure ¥6500000 is not on P.53"),
        ("053", 'rates: ["2/3"]', 'rates: ["3/5"]', "the figure 3/5 is not on P.60"),
        ("049", 'rate: "5.0%"', 'rate: "6.5%"', "the figure 6.5 is not on P.56"),
        ("070", "at_most: {years: 5年}", "at_most: {years: 9年}", "the figure 9 is not on P.82"),
        ("070", "quote: {ja: 最大1億円", "quote: {ja: 最大7億円", "the figure ¥700000000 is not on P.82"),
        ("048", "below: 30人", "below: 35人", "the figure 35 is not on P.55"),
        ("070", "times: [people]", "times: [cows]", "'cows' is no number input"),
        ("047", "when: {type: walkable}", "when: {type: strolling}", "no option type: strolling"),
        ("048", "given: wage", "given: wages", "no input 'wages'"),
        ("048", "code: w\n", "code: r\n", "share a key or a letter"),
        ("048", "key: cap\n    column", "key: gone\n    column", "has no table 'gone'"),
        ("046", "{key: new, words", "{key: renewed, words", "has no programme 'renewed'"),
        ("046", "fixed: 400万円", "fixed: a lot", "calculator.rules[0].fixed"),
        ("069", "calculator:\n", "calculator:\n  colour: red\n", "unknown field `colour`"),
    ],
)
def test_a_fault_is_found_with_its_line(root: Path, measure: str, old: str, new: str, what: str) -> None:
    """As `file:line: what`, the line being that of the calculator's part."""
    path = root / "measures" / "budget" / f"{measure}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        faults = check(root).faults
    finally:
        path.write_text(text, encoding="utf-8")
    first = text[: text.index("calculator:")].count("\n") + 1
    assert any(what in fault for fault in faults)
    for fault in faults:
        name, line, _ = fault.split(":", 2)
        assert name == str(path)
        assert int(line) >= first


def _table(head: str, cell: str, column: str = "30円") -> Table:
    def text(words: str) -> Text:
        return Text(ja=words, en=words)

    rows = [Row(head=text("1人"), cells=["30"]), Row(head=text(head), cells=[cell])]
    return Table(key="t", field=Field.CAP, title=text("t"), columns=[text(column)], rows=rows)


@pytest.mark.parametrize(
    "table",
    [_table("数人", "30"), _table("2人", "―"), _table("1人", "30"), _table("2人", "30", "小")],
)
def test_a_table_of_another_shape_is_refused(table: Table) -> None:
    """Rather than read wrongly."""
    with pytest.raises(ValueError):
        grid(table)


def test_a_row_ends_before_the_next() -> None:
    """1人 is one worker; the last row is open."""
    first, last = grid(_table("2人以上", "50(60)")).lines
    assert (first.least, first.most, last.least, last.most) == (1, 1, 2, None)
    assert (last.cells[0].plain, last.cells[0].bracket) == (50, 60)

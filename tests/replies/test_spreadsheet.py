"""Lists of measures as files for spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest

from knowledge.base import KnowledgeBase, load
from knowledge.question import Language
from replies.spreadsheet import COLUMNS, Spreadsheets, harmless
from replies.texts import Texts


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load()


@pytest.fixture(scope="module")
def sheets(knowledge: KnowledgeBase) -> Spreadsheets:
    return Spreadsheets(knowledge, {language: Texts(knowledge, language) for language in Language})


def _read(data: bytes) -> list[dict[str, str]]:
    """What Excel reads: rows by our names for the columns."""
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert all(len(row) == len(COLUMNS) for row in rows)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("language", list(Language))
def test_csv_round_trip(knowledge: KnowledgeBase, sheets: Spreadsheets, language: Language) -> None:
    """All 236 measures, each with its title, page and source."""
    measures = tuple(knowledge.measures.values())
    rows = _read(sheets.csv(measures, language))
    assert len(rows) == len(measures) == 236
    for row, measure in zip(rows, measures, strict=True):
        assert row["title"] == getattr(measure.title, language)
        assert row["page"] == str(measure.page)
        assert row["number"] and row["themes"] and row["source"]
        assert bool(row["printed"]) == (measure.content is not None)
        assert bool(row["caveat"]) == (measure.content is None or language is Language.EN)


def test_the_column_of_amounts_counts_nothing_twice(
    knowledge: KnowledgeBase, sheets: Spreadsheets
) -> None:
    """A whole shared sum stands apart; where the own part is known, that counts."""
    ids = ["48", "57-1", "57-3", "68-1", "68-2", "47", "1", "s5"]
    rows = dict(zip(ids, _read(sheets.csv([knowledge[i] for i in ids], Language.JA)), strict=True))
    own = {i: row["oku"] for i, row in rows.items() if row["oku"]}
    assert own == {"48": "352", "68-1": "298", "68-2": "302"}
    envelopes = {i: row["envelope"] for i, row in rows.items() if row["envelope"]}
    assert envelopes == {"57-1": "341", "57-3": "341", "68-1": "600", "68-2": "600", "47": "105"}
    assert rows["57-3"]["printed"] == "341億円"
    assert "5つの施策が分け合う枠" in rows["57-3"]["shared"] and "298億円" in rows["68-1"]["shared"]
    assert "国庫債務負担行為" in rows["68-1"]["treasury"] and not rows["48"]["treasury"]


def test_english(knowledge: KnowledgeBase, sheets: Spreadsheets) -> None:
    """The document's figure beside the plain reading, and whose translation it is."""
    (row,) = _read(sheets.csv([knowledge["48"]], Language.EN))
    assert row["printed"] == "¥35.2 billion (352億円)" and row["oku"] == "352"
    assert "Unofficial translation" in row["caveat"]


def test_no_cell_is_a_formula_or_a_date(knowledge: KnowledgeBase, sheets: Spreadsheets) -> None:
    """Nothing begins like a formula, and 57-3 is not taken for March 1957."""
    for start in "=+-@\t\r＝＋－＠":
        assert str(harmless(f"{start}1")).startswith("'")
    assert harmless(-5) == -5 and harmless("施策1") == "施策1"
    for language in Language:
        for row in _read(sheets.csv(tuple(knowledge.measures.values()), language)):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
            assert not row["number"][0].isdigit()


def test_an_empty_list(sheets: Spreadsheets) -> None:
    """Only the heads."""
    assert _read(sheets.csv((), Language.JA)) == []

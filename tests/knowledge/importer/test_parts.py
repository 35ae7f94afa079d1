"""The small parts: corrections, suspicious characters, titles, edits, drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.drafts import certain, cut, gaps
from knowledge.importer.corrections import Corrector
from knowledge.importer.edit import Editor
from knowledge.importer.lines import Line
from knowledge.importer.rules import join_wrapped, tidy
from knowledge.importer.suspicious import suspicious
from knowledge.importer.writer import file_of, scalar
from tests.knowledge.importer.helpers import measures


@pytest.mark.parametrize(
    ("printed", "corrected"),
    [
        ("レアースの泥", "レアアースの泥"),
        ("レアアースの泥", "レアアースの泥"),
        ("产地と产学", "産地と産学"),
    ],
)
def test_corrections(printed: str, corrected: str) -> None:
    """The right word is left alone, the wrong one corrected wherever it stands."""
    assert Corrector({"レアース": "レアアース", "产": "産"}).apply(printed) == corrected


def test_a_right_word_that_contains_the_wrong_one() -> None:
    """科研費 in 科研費等 is not corrected to 科研費等等."""
    assert Corrector({"科研費": "科研費等"}).apply("科研費等と科研費") == "科研費等と科研費等"


def test_a_single_character_is_recorded_with_its_neighbour() -> None:
    """A reader of the file sees the word."""
    (found,) = Corrector({"产": "産"}).found("国产")
    assert (found.printed, found.corrected) == ("国产", "国産")


# Words that the text has elsewhere: they tell a kanji that ends a word from one that begins the next.
ELSEWHERE = """ロボットの開発、エネルギーを作る、システムの更新、センターと工場、カメラ。
加工品の輸出、窓口で、電力は、人工の島、二酸化炭素、入口から、学力の向上"""


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("溶接口ボット", "口"),
        ("加工口ボット", "口"),
        ("工ネルギー", "工"),
        ("新工ネルギーミックス", "工"),
        ("法人工エネルギー", ""),  # 人工 is a word as well: only the list can tell
        ("税工エネルギー", "工"),
        ("デ一タの活用", "一"),
        ("センタ一の整備", "一"),
        ("ロボッ卜が動く", "卜"),
        ("防犯力メラ", "力"),
        ("AIエ場の整備", "エ"),
        ("入ロから入る", "ロ"),
        ("ニ酸化炭素", "ニ"),
        ("次のエ程へ", "エ"),
        ("稅の話", "稅"),
        ("OE2Eの評価", "O"),
        ("产业", "产"),
        ("加工ロボット", ""),
        ("窓口システム", ""),
        ("電力システム", ""),
        ("窓口サービス", ""),
        ("センター一階", ""),
        ("センター口座", ""),
        ("工場の入口", ""),
        ("三カ国と3カ所で数カ月", ""),
        ("ロ対象", ""),
        ("ニ及びハに掲げる者", ""),
        ("OECDの統計", ""),
        ("○E2Eの評価", ""),
    ],
)
def test_suspicious_characters(text: str, sign: str) -> None:
    """Each is listed with its place; ordinary words are not, or nobody reads the list."""
    found = suspicious([Line("7", text), Line("8", ELSEWHERE)], Corrector({}))
    shown = [(place, what[0]) for place, what in found]
    assert shown[:1] == ([("7", sign)] if sign else [])


def test_familiar_words_tell_in_a_document_of_one_page() -> None:
    """Its own words are too few: the knowledge base knows more."""
    page = [Line("7", "曲げ加工ロボット")]
    assert list(suspicious(page, Corrector({})))
    assert not list(suspicious(page, Corrector({}), ["ロボットの開発"]))


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("水辺の 再生", "水辺の再生"),
        ("プログラム プロジェクト型", "プログラム プロジェクト型"),
        ("プラス・ ネットワーク", "プラス・ネットワーク"),
        ("AI for Science による", "AI for Scienceによる"),
    ],
)
def test_titles_are_tidied(text: str, tidied: str) -> None:
    """A space that a line break left goes; one between two words of a kind stays."""
    assert tidy(text) == tidied


def test_wrapped_lines() -> None:
    """A wrapped katakana word is one word; Latin words stay two."""
    assert join_wrapped("オーバーツー", "リズム") == "オーバーツーリズム"
    assert join_wrapped("AI for", "Science") == "AI for Science"


@pytest.mark.parametrize(
    "text", ["a: b", "# no", "「町」の", "046", "[x]", "- x", "x #y", "'", '"']
)
def test_scalars_read_back(text: str) -> None:
    """Quoted only where YAML needs it."""
    assert yaml.load(f"k: {scalar(text)}\n", yaml.BaseLoader) == {"k": text}


@pytest.mark.parametrize(
    ("measure_id", "path"),
    [("46", "budget/046.yaml"), ("57-3", "budget/057-3.yaml"), ("s5", "system/05.yaml")],
)
def test_file_names(measure_id: str, path: str) -> None:
    """As `check` wants them."""
    assert file_of(measure_id) == Path(path)


def test_an_edit_in_flow_style_and_with_crlf() -> None:
    """Line ends and everything beside the value stay."""
    editor = Editor("id: 1\r\na: {oku: 1}  # one\r\ntext: |\r\n  x\r\n")
    editor.set_mapping(["a"], {"oku": "2", "of_which": "true"})
    editor.insert_below(["text"], ["b: c"])
    assert editor.text == (
        "id: 1\r\na: {oku: 2, of_which: true}  # one\r\ntext: |\r\n  x\r\nb: c\r\n"
    )


def test_a_draft_says_what_is_certain(imported: Path) -> None:
    """Id, page, titles and amount; no readings, no keywords, no theme; nothing says TODO."""
    raw = measures(imported)["2-1"]
    draft = certain(raw)
    assert (draft.id, draft.page, draft.title.ja) == ("2-1", 8, "雪かきの推進")
    assert draft.short.ja == "雪かきロボットの開発"
    assert draft.content is not None
    assert draft.content.amount is not None
    assert (draft.content.amount.oku, draft.content.amount.share) == (600, 298)
    assert draft.themes == []
    assert "TODO" not in repr(draft)


def test_a_draft_keeps_its_finished_parts(imported: Path) -> None:
    """A file that only got a new page is found by its words as before."""
    raw = measures(imported)["1"]
    raw["keywords"] = {"distinctive": {"砂丘": "さきゅう"}, "common": {}, "english": ["dune"]}
    raw["themes"] = ["regions"]
    draft = certain(raw)
    assert draft.keywords.distinctive == {"砂丘": "さきゅう"}
    assert draft.themes == ["regions"]
    assert not [gap for gap in gaps(raw) if gap.startswith(("keywords", "themes"))]


def test_a_short_title_fits_a_button() -> None:
    """40 half-width columns, the mark of the cut included."""
    assert (
        cut("離島の小さな図書館を支え、読み聞かせを広げる事業")
        == "離島の小さな図書館を支え、読み聞かせを…"
    )
    assert cut("川の学校") == "川の学校"

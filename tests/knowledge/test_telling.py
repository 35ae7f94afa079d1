"""Which line of a page answers a question, in everyday words, and what is told where none surely does."""

from __future__ import annotations

import pytest

from knowledge.answer import Answer, Answerer, FactsAnswer, MeasureAnswer
from knowledge.base import load
from knowledge.requests import focus


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load())


def _answer(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(answerer.read(text)[0])


# The question, and what the line says that is told first.
FIRST = [
    ("偵察衛星の事業で、ロケットのどの工程を早めるの", "組立・試験"),
    ("AI for Scienceの事業、何チームが選ばれますか", "3チーム"),
    ("核融合の研究、ヘリカルの試験をする所はどこ", "NIFS"),
    ("北極の船の事業で、古い母船はどうするの", "よこすか"),
    ("大規模成長投資の一次審査は何を出すの", "書類"),
    ("準天頂衛星は何機体制になるの", "11機"),
    ("火星の探査機はNASAより先に何を持ち帰る", "NASA"),
]


@pytest.mark.parametrize(("text", "says"), FIRST)
def test_the_line_that_answers_is_told_first(answerer: Answerer, text: str, says: str) -> None:
    answer = _answer(answerer, text)
    assert isinstance(answer, FactsAnswer)
    assert says in answer.facts.best[0].text.ja


# What another word of the page is called by those who ask: `language/alike.yaml`.
ALIKE = [
    ("大規模成長投資、賃上げの目標を守れなかったら罰はある？", "返還"),
    ("DIASの機械は何が寿命なの", "保守期限"),
    ("難病の治験のお金は一括？分割？", "マイルストーン"),
    ("よろずには何の相談員が増える", "コーディネーター"),
    ("オーバーツーリズムの補助は市役所でも申請できる", "地方公共団体"),
    ("are subsidiaries eligible for the large-scale growth investment subsidy", "みなし大企業"),
]


@pytest.mark.parametrize(("text", "says"), ALIKE)
def test_everyday_words_point_at_the_line(answerer: Answerer, text: str, says: str) -> None:
    answer = _answer(answerer, text)
    assert isinstance(answer, MeasureAnswer)
    near = answer.near
    if isinstance(answer, FactsAnswer):
        near = (*answer.facts.best, *answer.facts.lines, *answer.facts.near)
    assert any(says in line.text.ja for line in near)


def test_a_card_has_no_lines_apart_where_nothing_inside_is_asked(answerer: Answerer) -> None:
    for text in ("48", "最低賃金の補助金ある？", "みちびき", "宇宙戦略基金について教えて"):
        answer = _answer(answerer, text)
        assert isinstance(answer, MeasureAnswer) and answer.near == ()


def test_who_asks_for_the_budget_gets_no_more(answerer: Answerer) -> None:
    for text in ("みちびきの予算はいくら？", "日本版GPSにつけた予算", "海底ケーブルの金額"):
        answer = _answer(answerer, text)
        assert isinstance(answer, FactsAnswer) and answer.facts.near == ()


# A field that the page lacks is said to be missing, with what may be meant behind it.
MISSING = [
    ("宇宙戦略基金は全部でどのくらいの規模を狙うの", "1兆円"),
    ("みちびきの8号機の打ち上げはいつ", "8号機"),
    ("インボイス相談窓口の電話番号", "窓口の案内"),
]


@pytest.mark.parametrize(("text", "says"), MISSING)
def test_a_missing_field_is_said_first(answerer: Answerer, text: str, says: str) -> None:
    answer = _answer(answerer, text)
    assert isinstance(answer, FactsAnswer) and answer.absent
    assert any(says in line.text.ja for line in (*answer.facts.lines, *answer.facts.near))


def test_what_belongs_to_no_programme_belongs_to_each(answerer: Answerer) -> None:
    answer = _answer(answerer, "みらいⅡのお金は定額？それとも率？")
    assert isinstance(answer, FactsAnswer)
    assert "定額補助" in answer.facts.best[0].text.ja


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("49の設備投資の補助、何社まで組めますか？町工場です", "何社まで組めますか"),
        ("月の車、住めるの？", "月の車、住めるの？"),
        ("48の上限は", "48の上限は"),
    ],
)
def test_the_part_of_a_message_that_asks(text: str, asking: str) -> None:
    assert focus(text) == asking

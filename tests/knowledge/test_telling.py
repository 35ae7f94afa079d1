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
    ("量子暗号通信は何と何を防ぐって書いてますか", "盗聴"),
    ("who runs the rare earth stockpile", "JOGMEC"),
    # In kana, and in Latin letters.
    ("イプシロンエスロケットハ　ドコノ　チョウシガ　ワルイノ", "第2段モータ"),
    ("れああーすのびちくは　どこのきこうがやるのですか", "JOGMEC"),
    ("ほくきょくのふね　にほんのうみはせかいでなんばんめ", "第6位"),
    ("ジュンテンチョウエイセイ　ナンキ", "11機"),
]


@pytest.mark.parametrize(("text", "says"), FIRST)
def test_the_line_that_answers_is_told_first(answerer: Answerer, text: str, says: str) -> None:
    answer = _answer(answerer, text)
    assert isinstance(answer, FactsAnswer)
    assert says in answer.facts.best[0].text.ja


# The question, and what is told of the field that it asks for.
OF_FIELDS = [
    ("100億宣言したんやけど、大規模投資の下限はなんぼ", "15億円"),
    ("大規模成長投資補助金、一番多くていくら", "50億円"),
    ("インバウンドの地方誘客、上限はいくら", "2,100万円"),
    ("ぜいりしさんとけいえいかいぜんけいかく　なんぶんのいくつでますか", "2/3"),
    ("カガクノタメノエーアイ　イッケンニ　イクラグライ", "20億円"),
    ("daikibo seichou toushi hojokin no hojoritsu wa", "1/3"),
    ("gyoumu kaizen joseikin jikyu 1100en no mise dato joseiritsu wa", "3/4"),
    ("AI for science, amount per project", "20億円"),
    ("コンパクトシティ　ちいさいじちたいは　ていがくいくら", "550万円"),
    ("みらいつーの　おかねは　ていがく", "定額"),
    ("apofisu itsu chikazuku", "2029年"),
]


@pytest.mark.parametrize(("text", "says"), OF_FIELDS)
def test_the_field_that_is_asked_for_in_any_script(answerer: Answerer, text: str, says: str) -> None:
    answer = _answer(answerer, text)
    assert isinstance(answer, FactsAnswer)
    assert any(says in line.text.ja for line in (*answer.facts.best, *answer.facts.lines))


# What another word of the page is called by those who ask: `language/alike.yaml`.
ALIKE = [
    ("大規模成長投資、賃上げの目標を守れなかったら罰はある？", "返還"),
    ("DIASの機械は何が寿命なの", "保守期限"),
    ("みちびきは なんきに なるの", "11機"),
    ("スマホ直通衛星、どこの国で管理する衛星じゃないとダメ？", "日本国内で"),
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
    ("なんびょうのちけん　おかねはいつ", "採算"),
]


@pytest.mark.parametrize(("text", "says"), MISSING)
def test_a_missing_field_is_said_first(answerer: Answerer, text: str, says: str) -> None:
    answer = _answer(answerer, text)
    assert isinstance(answer, FactsAnswer) and answer.absent
    assert any(says in line.text.ja for line in (*answer.facts.lines, *answer.facts.near))


def test_a_message_may_say_more_behind_what_it_asks(answerer: Answerer) -> None:
    answer = _answer(answerer, "生産性革命の予算総額、去年と比べたいのでまず今回の数字だけ")
    assert isinstance(answer, FactsAnswer)
    assert ([m.id for m in answer.measures], answer.question.view) == (["50"], "amount")
    assert answerer.read("台湾の現金1万元配るやつ、留学生も対象？")[0].measures == ()


def test_words_in_kana_are_not_cut(answerer: Answerer) -> None:
    """A particle that begins はんどうたい, a question word in it, another in みらいつー."""
    for text in ("半導体の予算", "ハンドウタイノ ヨサン", "はんどうたいの よさん", "handoutai no yosan"):
        answer = answerer.answer(answerer.read(text)[0])
        assert (answer.measures[0].id, answer.field) == ("77", "amount")
    assert answerer.read("みらいつーは なにが できる ふね？")[0].view != "schedule"


def test_a_name_is_told_of_a_measure_by_number(answerer: Answerer) -> None:
    answer = _answer(answerer, "58のNIFSって何")
    assert isinstance(answer, FactsAnswer)
    assert [name.name for name in answer.facts.names] == ["NIFS"]


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

"""Questions of our own and what is answered first: a table beside the product's promises.

A change of words or weights that breaks one of these lines is seen here by name.
"""

from __future__ import annotations

from functools import cache

import pytest

from bot.asking import as_object
from bot.service import Service
from knowledge.base import load
from replies.reply import MAX_TEXT, visible_length


@cache
def service() -> Service:
    return Service(load())


# In everyday words, of every theme.
FOUND = [
    ("軽油がリッター何円か安くなる話", "4"),
    ("冬のあいだの光熱費、値引きしてくれるって聞いたけど", "3"),
    ("小学生2人いるけど手当っていくらもらえるの", "2"),
    ("学童に入れない子が多いから増やしてほしい", "20"),
    ("シングルマザーへの給付", "s1"),
    ("処方箋が紙じゃなくなるやつ", "171"),
    ("歯医者の検診を一生受けられるように", "178"),
    ("跡継ぎがいないので会社を譲りたい", "50"),
    ("社員研修の費用を国が出す", "s17"),
    ("うちの村、バスがなくなって病院行けない", "43"),
    ("年金の振込先を国に登録", "40"),
    ("スマホが人工衛星と直接つながるやつ", "62"),
    ("海の底の泥からレアアースをとる", "105"),
    ("スパコンの後継機", "155"),
    ("お寺や城が火事にならないように", "122"),
    ("古いソーラーパネルの捨て方", "s9"),
    ("モーターに使う磁石を中国に頼らない", "82"),
    ("牛乳が余ってる", "102"),
    ("大雨の予報をもっと当ててほしい", "144"),
    ("沖縄の米軍基地の引っ越し", "194"),
    ("ガザの人たちへの支援", "187"),
    ("アメリカに投資する約束のお金", "200"),
    ("特殊詐欺の電話を減らす", "12"),
    ("103万円の壁どうなった", "s19"),
    # In hiragana and in Latin letters:
    ("いちにんいちだいたんまつ", "26"),
    ("こそだてのてあて まごのぶん", "2"),
    ("がすだいがたかくてこまる", "3"),
    ("kakuyugou", "58"),
    ("ryoushi konpyuta", "78"),
    # In English:
    ("too many tourists everywhere", "46"),
    ("gas is so expensive, any relief at the pump?", "4"),
    ("my pharmacy cant get generics", "74"),
    ("undersea internet cables", "63"),
    ("is there cash for families with kids", "2"),
    # What people put around what they ask about says nothing, and has no end of forms:
    ("卒論で給食費について調べてます", "1"),
    ("お米券ってどうなったの", "1"),
    ("テレビで不登校って言ってた", "s6"),
    ("上司に最低賃金を調べろと言われたんですが", "48"),
    ("うちの母が窓の断熱のこと聞いてきたんだけど", "5"),
    ("ねえねえ海底ケーブルって知ってる？", "63"),
    ("オーバーツーリズムで困ってます、どうしたらいい", "46"),
    ("コメの値段", "1"),
    ("my boss keeps talking about rice vouchers", "1"),
    ("dear sir or madam, i am writing to inquire about window insulation", "5"),
    ("writing a thesis on overtourism", "46"),
]


@pytest.mark.parametrize(("text", "first"), FOUND)
def test_everyday_words_find_the_measure(text: str, first: str) -> None:
    assert as_object(text, service().message(text))["measures"][:1] == [first]


# Facts: the question, the measure, and what the reply must say, the document's figures in English too.
FACTS = [
    ("新創出型の最低事業費", "46", ["600万円"]),
    ("品質向上型の最低事業費はいくら", "46", ["1,200万円"]),
    ("100億宣言企業だと投資額は", "49", ["15億円"]),
    ("49の上限はいくら", "49", ["50億円"]),
    ("上限はいくらですか 大規模成長投資補助金", "49", ["50億円"]),
    ("49の投資額はいくら", "49", ["20億円"]),
    ("100億宣言企業の賃上げ要件", "49", ["4.5%"]),
    ("大規模成長投資のコンソーシアムは何者まで", "49", ["10者"]),
    ("ウォーカブル推進事業の国費率は", "47", ["1/2"]),
    ("都市リノベの小規模自治体の定額はいくら", "47", ["550万円"]),
    ("欧米との共同研究は年間いくらまで", "70", ["1億円"]),
    ("アルテミス計画の内数はいくら", "68-2", ["302億円"]),
    ("準天頂衛星は何機体制を目指す", "59", ["11機"]),
    ("QSTって何の略", "58", ["量子科学技術研究開発機構"]),
    ("DIASって何の略ですか", "73", ["データ統合・解析システム"]),
    ("what does QST stand for", "58", ["QST"]),
    ("AI for Scienceの支援期間", "69", ["3年"]),
    ("how big is one grant in the AI for Science programme", "69", ["20億円"]),
    ("how much per person for the joint research with india", "70", ["2,200万円"]),
    ("ceiling of the large growth investment subsidy", "49", ["50億円"]),
    ("budget for the space strategy fund", "56", ["2,000億円"]),
    ("48と49と50の予算を足すといくら", "48", ["7,873億円"]),
    ("48、49、50を並べて比較", "48", ["352億円", "4,121億円", "3,400億円"]),
    ("制度の施策は全部でいくつ", "s1", ["24件"]),
    # Something inside, of a measure by its number, by a name inside it, or by nothing else:
    ("49の一次審査は何", "49", ["書類"]),
    ("57-1で想定されるリスクは", "57-1", ["ハルシネーション"]),
    ("when does the application period for 49 start", "49", ["spring 2026"]),
    ("AISIは何を開発する", "57-4", ["ベンチマーク"]),
    ("イプシロンSロケットはどうなってる", "68-1", ["第2段モータの燃焼異常"]),
    ("持続化補助金は何を支援", "50", ["販路開拓"]),
    ("共同申請者は誰", "60", ["患者会"]),
]


@pytest.mark.parametrize(("text", "first", "facts"), FACTS)
def test_a_fact_is_told(text: str, first: str, facts: list[str]) -> None:
    reply = as_object(text, service().message(text))
    assert reply["measures"][0] == first
    assert [fact for fact in facts if fact not in reply["text"]] == []


# What the document gives no figure for, and what it does not treat at all.
ABSENT = [
    "難病の国際共同治験の補助上限額",
    "サイバーセキュリティ対策の公募はいつ",
    "海底ケーブル整備の補助率",
]
ELSEWHERE = [
    "総理大臣は誰",
    "スウェーデンの育児休業制度",
    "韓国の半導体政策",
    "フランスの農業補助金",
    "France's nuclear fusion budget",
    "おすすめの投資信託はどれ",
    "コロナワクチンの予約はどこ",
    "うちの犬が病気です",
    "失業保険の手続き",
    "best ramen in tokyo",
    "1+1は？",
    "車検の費用いくら",
    "自動車税の納付書をなくした",
    "私立高校の授業料",
    "school lunch free",
    "can you write me a poem",
    "卒論で花粉症について調べてます",
    "うちの母が相撲のこと聞いてきたんだけど",
    "my boss keeps talking about the world cup",
    "中国の経済対策は？",
]


@pytest.mark.parametrize("text", ABSENT)
def test_a_field_that_the_page_lacks_is_said_to_be_missing(text: str) -> None:
    reply = as_object(text, service().message(text))
    assert reply["kind"] == "answer" and "書かれていません" in reply["text"]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_is_elsewhere_is_refused(text: str) -> None:
    assert as_object(text, service().message(text))["kind"] == "not_found"


SIGNS = ["あ", "x", "0", "？", "！！！", "…", "😀", "👨‍👩‍👧‍👦", "ーーーー", "\u202eabc\u200b", "\n" * 100]
CODE = ["()[]{}", "%s%d%n", "{0}{{}}", ".*", "(?:a+)+$", "\\d+", "<script>alert(1)</script>"]
LONG = ["a" * 4096, "補助金" * 1300, "1 " * 2000, "48 " * 1300, "(" * 4096, "億円以上" * 1000]
LONG += ["農業\n" * 800, "and " * 1000, "①" * 500, "と" * 2000, "mixed まぜこぜ ｶﾅ 漢字 ABC 123 " * 100]
ODD = SIGNS + CODE + LONG


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_messages_get_a_polite_answer(text: str) -> None:
    answered = service().message(text)
    assert 1 <= len(answered) <= 2
    assert all(0 < visible_length(each.reply.text) <= MAX_TEXT for each in answered)


# What the package is, and all that is in it.
WHOLE = [
    ("どんな施策があるの？", "themes"),
    ("what's in the package?", "themes"),
    ("全部でいくつ？", "numbers"),
    ("経済対策って何？", "about"),
    ("what is 内数", "about"),
]


@pytest.mark.parametrize(("text", "kind"), WHOLE)
def test_the_package_as_a_whole_is_no_measure(text: str, kind: str) -> None:
    [answered] = service().message(text)
    assert answered.answer.question.kind.name.lower() == kind


def test_sums_of_two_subjects_stand_side_by_side() -> None:
    first, second = service().message("AIと半導体どっちの予算が多い？")
    assert "「AI」に関係する" in first.reply.text and "合計" in first.reply.text
    assert "「半導体」に関係する" in second.reply.text and "合計" in second.reply.text


def test_what_is_not_found_may_have_been_asked_of_what_was_shown() -> None:
    [answered] = service().message("所得制限ある？", shown=("m2",))
    assert answered.answer.kind == "not_found"
    assert "施策2「子育て応援手当(子ども1人2万円)」" in answered.reply.text
    asked = [button.question for row in answered.reply.buttons for button in row if button.question]
    assert ("2",) in [question.measures for question in asked]


# Two measures side by side, as people say it.
COMPARED = [
    ("宇宙の基金と低軌道衛星の整備、予算の差どのくらい", "56 62"),
    ("半導体とレアアースじゃどっちにお金かけてる？", "77 80"),
    ("6Gと量子の予算、比べてみて", "65 66"),
    ("核融合って58と81の2つあるけど何がどう違うの", "58 81"),
    ("which gets more, quantum computers or 6G?", "78 65"),
    ("永久磁石とドローンの違い", "82 85"),
]


@pytest.mark.parametrize(("text", "both"), COMPARED)
def test_everyday_words_compare_two_measures(text: str, both: str) -> None:
    [answered] = service().message(text)
    assert answered.answer.kind == "comparison"
    assert [measure.id for measure in answered.answer.measures] == both.split()


def test_a_field_asked_for_last_is_that_of_all_that_was_named() -> None:
    answered = service().message("ガソリンの補助と、窓のリフォームの補助を教えて。予算はいくら？")
    asked = [each.answer.question for each in answered]
    assert [(*question.measures, question.view) for question in asked] == [("4", "amount"), ("5", "amount")]

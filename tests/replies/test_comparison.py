"""Measures side by side: whole rules, in one message."""

from __future__ import annotations

from itertools import combinations

import pytest

from bot.service import Service
from knowledge.base import load
from knowledge.question import Kind, Language, Question
from replies.reply import MAX_TEXT, visible_length


@pytest.fixture(scope="module")
def service() -> Service:
    return Service(load())


def test_a_rule_of_two_lines_is_said_whole(service: Service) -> None:
    [answered] = service.message("48と49の違い")
    assert "4/5" in answered.reply.text and "3/4" in answered.reply.text


@pytest.mark.parametrize("language", list(Language))
def test_the_longest_three_fit_into_one_message(service: Service, language: Language) -> None:
    def length(*ids: str) -> int:
        question = Question(Kind.COMPARE, ids, language=language)
        return visible_length(service.question(question).reply.text)

    priced = [measure.id for measure in service.knowledge.priced]
    longest = sorted(priced, key=lambda measure: length("46", measure))[-8:]
    assert max(length(*three) for three in combinations(longest, 3)) <= MAX_TEXT


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("46 vs 48", ["46", "48"]),
        ("compare 46, 47 and 48", ["46", "47", "48"]),
        ("difference between 48 and 49", ["48", "49"]),
        ("46と47と48を比較", ["46", "47", "48"]),
        # However it is asked, and whichever the numbers are.
        ("3番と4番の違いは", ["3", "4"]),
        ("22と25、何が違いますか", ["22", "25"]),
        ("48と49では金額どれくらい違いますか", ["48", "49"]),
        ("施策110番と119番の違い", ["110", "119"]),
    ],
)
def test_numbers_are_compared(service: Service, text: str, ids: list[str]) -> None:
    [answered] = service.message(text)
    assert [measure.id for measure in answered.answer.measures] == ids


# Whose budget is larger and by how much, three at a time, one field of both, words for each.
SAID = [
    ("48より49のほうが大きい？", "48 49"),
    ("please compare 49 with 50 for me", "49 50"),
    ("よんじゅうはちとごじゅうはどうちがうの", "48 50"),
    ("６４番・７１番・５７番の４の違い", "64 71 57-4"),
    ("54番は66番よりいくら多いんですか", "54 66"),
    ("みちびきより情報収集衛星のほうがどれだけ多い", "59 55"),
    ("58は59にくらべて何億多いの", "58 59"),
    ("業務改善助成金と、ジェネリックの基金、差額は？", "48 74"),
    ("how much more does measure 62 get than measure 63", "62 63"),
    ("cybersecurity vs undersea cables, by how much?", "54 63"),
    ("全ゲノム解析・ジェネリック・創薬スタートアップをくらべたい", "76 74 75"),
    ("EV補助金、充電器、エコキュートの違い", "108 110 109"),
    ("保育所と幼稚園と学童、それぞれの施設整備を比較して", "14 27 20"),
    ("病院と介護と障害福祉、3つの賃上げ支援のちがい", "28 30 36"),
    ("60と70の対象を横並びで", "60 70"),
    ("信用保証と経営改善計画の補助率をならべて", "51 53"),
    ("48、53、49の補助率を表にして", "48 53 49"),
    # Of one name, of which there are so many.
    ("核融合のが二つあるみたいだけど違いは？", "58 81"),
    ("富岳の2つの違い", "125 155"),
    ("UHCが二つあるけど何が違うんでしょう", "189 191"),
    ("量子の3つの違い", "66 78 167"),
    ("post-5G vs semiconductors vs quantum computers", "77 79 78"),
    ("is 78 larger than 77?", "78 77"),
]


@pytest.mark.parametrize(("text", "ids"), SAID)
def test_what_is_set_side_by_side(service: Service, text: str, ids: str) -> None:
    [answered] = service.message(text)
    assert answered.answer.kind == "comparison"
    assert [measure.id for measure in answered.answer.measures] == ids.split()


# By number, with what is said of them beside: two, three, parts, without a word that compares, in kana, in
# English.
NUMBERED = [
    ("59と62 衛星が2つあるけどどう違う", "59 62"),
    ("医薬品の74と75って何がちゃうん", "74 75"),
    ("学童の20と21を混同してる", "20 21"),
    ("57-3と57-4の使い分けを知りたい", "57-3 57-4"),
    ("165と167を並べて見せて", "165 167"),
    ("55、59、62 衛星の3つを比べて", "55 59 62"),
    ("半導体の77、量子の78、AIの64の違い", "77 78 64"),
    ("電気代の3とガソリンの4", "3 4"),
    ("EVの108と充電の110", "108 110"),
    ("道路と河川の139-1と139-2", "139-1 139-2"),
    ("48と49、どっちが手続き簡単？", "48 49"),
    ("制度の3番と5番を比べて", "s3 s5"),
    ("53ページと54ページの違い", "46 47"),
    ("なんびょうの60と76どうちがうん", "60 76"),
    ("are 77 and 79 both about semiconductors?", "77 79"),
    ("is 107 the same as 114?", "107 114"),
    ("58 and 81 are both fusion, how do they differ", "58 81"),
    ("28, 29 and 39 hospitals, compare", "28 29 39"),
    ("which one has more money, 78 or 66?", "78 66"),
    ("49 or 50: which has the higher cap?", "49 50"),
    ("48 or 50, which is better for a bakery?", "48 50"),
    ("道路の42と137とs24、車に乗る人にはどう違う", "42 137 s24"),
    ("制度の24と42はどっち", "s24 42"),
    ("58と81、かぶってない？", "58 81"),
    ("56と48を比べて", "56 48"),
]
# Numbers with parts: all of these, or the second part of one, which is no measure of its own.
PARTS = [
    ("道路の老朽化と川の老朽化 139の2つの差は", "139-1 139-2"),
    ("地域未来交付金の二種類、何がどう分かれてるのか教えて", "7-1 7-2"),
    ("地域未来交付金のふたつ、違いは", "7-1 7-2"),
    ("七の一番と七の二番ってどう違うんですか", "7-1 7-2"),
    ("57と64の役割がちがう？", "57-1 57-2 57-3 57-4 57-5 64"),
    ("56と68の予算を比べて", "56 68-1 68-2"),
    ("127と129、どっちも災害っぽい", "127-1 127-2 127-3 127-4 129"),
    ("127 vs 129", "127-1 127-2 127-3 127-4 129"),
    ("7番と136番、どっち向き？", "7-1 7-2 136"),
    ("139の1と2は道路か川かってこと？", "139-1 139-2"),
    ("57-1と3の違い", "57-1 57-3"),
    ("175-1と2、お薬とワクチンってことで合ってますか", "175-1 175-2"),
    ("7-1と8の違い", "7-1 8"),
    ("重点支援地方交付金と地域未来交付金はどう違う", "1 7-1 7-2"),
    ("地域未来交付金と48はどう違う", "7-1 7-2 48"),
    ("地方創生の7と重点支援の1", "7-1 7-2 1"),
]
# A number beside words.
MIXED = [
    ("宇宙戦略基金と68番の研究開発、どちらが大きい？", "56 68-1 68-2"),
    ("48と宇宙戦略基金どっちが多い", "48 56"),
    ("48番とジェネリックの基金を比べて", "48 74"),
]
# Whether two that words name are one.
APART = [
    ("公立学校の施設整備と災害復旧はどう書き分けられてますか", "120 121"),
    ("半導体とポスト5Gはどっちが上？", "79 77"),
    ("how does the quantum cryptography one differ from the quantum computer one", "66 78"),
    ("障害福祉の賃上げと介護の賃上げ、別の施策？", "36 30"),
    ("サイバーと海底ケーブルって別枠？", "54 63"),
    ("給食費の支援とガソリン補助は別？", "1 4"),
    ("最低賃金の補助金と大規模成長投資補助金って同じやつ？", "48 49"),
    ("でんきだいのしえんとガソリンのほじょはべつもの？", "3 4"),
    ("業務改善助成金とジェネリックの基金がごっちゃになってる", "48 74"),
    ("is the space fund the same as the satellite constellation measure?", "56 62"),
    ("保育士の「処遇改善」と「人材の確保」って何がちがうん", "13 16"),
    ("基礎控除の引き上げ？それとも住宅ローン減税？", "s19 s20"),
    ("業務改善助成金 対 ジェネリックの基金", "48 74"),
    ("ジェネリックの基金 ⇔ 業務改善助成金", "74 48"),
    ("みちびきのほうと情報収集衛星のほう、役割がちがうんですよね？", "59 55"),
    ("業務改善助成金とジェネリックの基金、いくらずつ？", "48 74"),
    ("災害廃棄物の処理と焼却施設の整備を並べて説明して", "148 147"),
    ("富岳を動かし続ける話と富岳の後継機の話を整理して", "125 155"),
    ("給湯器の補助と窓のリフォームの補助は併用できますか", "109 5"),
    ("業務改善助成金と生産性革命、パートの時給を上げたい店主が見るべきなのは", "48 50"),
    ("overlap between the space fund and the satellite constellation?", "56 62"),
]


@pytest.mark.parametrize(("text", "ids"), NUMBERED + PARTS + MIXED + APART)
def test_what_is_named_beside_a_subject_is_set_side_by_side(service: Service, text: str, ids: str) -> None:
    [answered] = service.message(text)
    assert answered.answer.kind == "comparison"
    assert [measure.id for measure in answered.answer.measures] == ids.split()


# Numbers that count or name something else, and sides of which the document treats none or one.
NOT_COMPARED = [
    "トマトの2種類の違い",
    "is Mars bigger than Venus?",
    "how does tea differ from coffee",
    "太郎と次郎と花子、背の高い順",
    "70歳と75歳の窓口負担の違い",
    "4Gと3Gの違い",
    "令和5年と6年の違い",
    "Windows 10と11の違い",
    "iphone 15 or 16, which is better",
    "太陽と同じ仕組みのエネルギーと電池の話",
    "国道16と20の混み具合の違い",
    "30代と40代の違い",
    "コロナ5類と2類の違い",
    "48 hours and 72 hours difference",
    "あしたの天気15と20",
    "新幹線と飛行機どっちが早い",
    "ソフトバンクとドコモは別物？",
    "住民税と所得税って別々？",
    "プロパンと都市ガスの違い",
    "AndroidとiPhoneどっち",
    "Windows 7と8の違い",
    "110番と119番の違い",
    "15と16どっちが好き",
    "カメラが3つある違いは",
    "B型肝炎の二つの型の違い",
    "57歳と64歳の年金の違い",
    "7月と8月の電気代、両方",
    "夫と妻の年金、いくらずつ？",
    "犬の話と猫の話を整理して",
    "消費税 対 所得税",
    "ダムや水門の老朽化",
    "医療と介護の賃上げ",
    "道路と橋の補修は同じ？",
    "農業と林業の施策を並べて",
    "自動運転のレベル3と4って何がちがうん",
    "公立と私立の高校、学費どれくらい違う？",
    "核融合とか量子とか国の大事な技術に企業が研究費を入れやすくする法律",
    "尖閣で中国海警の船と向き合ってる海保の巡視船を増やすとか",
    "宇宙の基金、目標が三つあるって。地球の困りごとに使う話も入ってる？",
]


@pytest.mark.parametrize("text", NOT_COMPARED)
def test_what_is_no_measure_is_not_set_side_by_side(service: Service, text: str) -> None:
    assert all(each.answer.kind != "comparison" for each in service.message(text))


@pytest.mark.parametrize("text", ["ロケットの68-1と月の68-2", "which is bigger, 68-1 or 68-2"])
def test_a_part_is_shown_with_the_whole_that_it_is_of(service: Service, text: str) -> None:
    [answered] = service.message(text)
    assert answered.reply.text.count("600億円") == 2


def test_the_numbers_that_each_of_is_asked_for_are_all_that_is_named(service: Service) -> None:
    [answered] = service.message("77、78、79それぞれの上限は")
    assert [measure.id for measure in answered.answer.measures] == ["77", "78", "79"]


# The difference, worked out; and where it can't be said: a part of a shared sum, an amount that is not known.
DIFFERENCES = [
    ("54は66よりいくら多い", "差は208億円です"),
    ("49と50の差額", "差は721億円です"),
    ("compare the budgets of 56 and 62", "The difference is ¥50 billion (500億円)"),
    ("47は53よりいくら多い", "差を言うこともできません"),
    ("68-1と68-2の差はいくら", "差がいくらかは言えません"),
    ("67と68-1の差は？", "差がいくらかは言えません"),
    ("187と188の予算の差", "大小も差も言えません"),
    ("57-1と57-2はどっちが大きい", "差を言うこともできません"),
]


@pytest.mark.parametrize(("text", "said"), DIFFERENCES)
def test_a_difference_is_said_only_of_whole_amounts(service: Service, text: str, said: str) -> None:
    [answered] = service.message(text)
    assert said in answered.reply.text


def test_a_field_that_is_asked_for_is_all_that_is_compared(service: Service) -> None:
    [answered] = service.message("48と53の補助率をくらべて")
    assert "4/5" in answered.reply.text and "2/3" in answered.reply.text
    assert "目的" not in answered.reply.text


# Two that a message names plainly, each on its own card; and one measure that is named with a joining word.
PLAINLY = [
    ("がん検診の話と全国がん登録", ["179", "s16"]),
    ("日米の投資イニシアティブと日本公庫の資金繰り、うちに関係あるかな", ["200", "199"]),
    ("ダムや水門の老朽化", ["139-2"]),
    ("電気とガスの料金の補助", ["3"]),
    ("工場とオフィスの省エネ", ["107"]),
    ("雪と雨でハウスが壊れた", ["129"]),
    ("大きい地震や津波のとき助けに来てくれる部隊の力を上げてほしい", ["198"]),
    ("工場のロボットにAI入れたとき危なくないか試す取り組み", ["57-5"]),
]


@pytest.mark.parametrize(("text", "ids"), PLAINLY)
def test_two_that_are_named_plainly_are_shown(service: Service, text: str, ids: list[str]) -> None:
    assert [each.answer.measures[0].id for each in service.message(text)] == ids


@pytest.mark.parametrize("other", ["47", "48", "49"])
@pytest.mark.parametrize("language", Language)
def test_all_parts_of_a_measure_fit_one_message(service: Service, other: str, language: Language) -> None:
    [answered] = service.message(f"57と{other}を比べて", language)
    assert len(answered.answer.measures) == 6
    assert visible_length(answered.reply.text) <= MAX_TEXT


def test_those_that_a_comparison_has_no_room_for_are_said(service: Service) -> None:
    [answered] = service.message("48、49、50、51を比較")
    assert "ほかの1件は入れていません" in answered.reply.text


# Signs and words that join nothing are no comparison.
LISTS = ["農業の施策を並べて", "46番から50番の予算を並べて", "牛や豚の施策をならべて"]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_no_comparison(service: Service, text: str) -> None:
    [answered] = service.message(text)
    assert answered.answer.kind == "list"

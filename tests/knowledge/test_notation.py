"""How people write numbers, and which measures they mean by them."""

from __future__ import annotations

import pytest

from bot.service import Service
from knowledge.answer import AnswerKind
from knowledge.question import Kind

GROUP = "57-1 57-2 57-3 57-4 57-5"

ONE = """
118    施策番号の118について伺いたいのですが
85     じゃあ次、85番お願い つぎは85番
92     番号92、これなんでしたっけ
139-1  139のひとつめ 139のうち一つ目
139-2  139のふたつ目
127-4  127のうち4つめ 127のうちの四つ目
7-1    七の一をみせて 7の1みせて
200    ページ番号でいうと217のとこ ページでいうと217あたりにあるやつ ページ数で言えば217
185    目次で見て185って番号のところ
s9     seido_no_9 seido_9
s11    systemic_measure_11 systemic_measure_no._11
52     項目番号52 項番52 sesaku_52 52って書いてある施策番号52
18     No.18_と書いてあった紙をなくしました。何の話でしたかね
57-2   57のうち造船のやつ 57の造船の
127-3  127の介護施設
57-2   五十七の二、船の話だっけ 57の2なんて読むんこれ
68-2   68の2、月のやつだよね？
7-1    ななのいち、しりたい
197    214頁に何が書いてある
48     48_ban shisaku_no_48 bangou_48
91     show_me_measure_number_ninety_one
48     48 ４８ 四十八 四八 048 48番 ４８番目 四十八番 第48 第48号 施策48 施策番号48 施策の48番目
48     施策No.48 No.48 NO48 №48 ＃48 #48 /48 よんじゅうはち よんじゅうはちばん
48     せさくよんじゅうはち しさくよんじゅうはち
48     48は？ 48って？ 48って何？ 48とは 48のこと 48を教えて 48お願いします
57-3   57-3 ５７の３ 57－3 57ー3 57―3 57−3 57～3 57.3 57・3 57,3 57(3) 57（３） 57③ 57の③ 57番3
57-3   57のその3 57の3番 57-3番 57-3号 57の3番目 57の三つ目 57番の3 施策57の3 No.57-3 /57_3 57のさん
57-3   五十七の三 五七の三 ごじゅうななのさん
175-1  百七十五の一 一七五の一 175の1
s5     制度5 制度５ 制度五 制度の5 制度の5番 制度第5号 制度(5) s5 S5 Ｓ５ s-5 せいど5
s12    制度の十二番 制度12番目 せいどのじゅうにばん
32     三十ニ 三ニ番 三十ニ番 さんじゅうに番 number_thirty-two
38     三十ハ 三ハ番 さんじゅうはち番
72     七ニ番って何のこと ななにばんってなに ナナジュウニ しちじゅうに
82     ハチジュウニバン はちじゅうに番 ハ十二番
56     だいごじゅうろくごう
139-2  一三九のニ 百三十九ノニ いちさんきゅうのに ひゃくさんじゅうきゅうのにをおねがいします
96     number_ninety-six measure_ninety_six ninety-six item_ninety-six
112    measure_one_hundred_and_twelve
92     page_one_hundred_and_four
164    ひゃくはちじゅっぺーじ ヒャクハチジュッページ
38     よんごページにかいてある
19     じゅうく番
2      施策の2つ目 施策の二つめ
s2     制度のうち２つめ 制度の2つ目 制度の中の2番目
s5     5番目の制度 制度の5番目
s6     制度の部_第六 せいどのぶ_だいろく 制度の部の六番
s14    制度no.14 制度_No._14 制度#14
s13    system_measure_no._13 institutional_measure_number_13 System_no._13
s21    制度編21番お願いします 制度編の21 制度のほうの21番 制度の方の二十一番 税制のほうの21番
s23    税制の23 税制23番 税制の二十三番目
86     九十ハページ
58     pg_69 pg.69 page_number_69
46     53ページ P.53 p53 Ｐ５３ 53頁 53p 五十三ページ ページ53 53ページ目
"""
# A space within a text is written _.
ONE_EACH = [(line.split()[0], text) for line in ONE.strip().splitlines() for text in line.split()[1:]]


@pytest.mark.parametrize(("measure", "text"), ONE_EACH)
def test_one_measure(service: Service, measure: str, text: str) -> None:
    text = text if text.startswith("/") else text.replace("_", " ")
    question = service.message(text)[0].answer.question
    assert (question.kind, question.measures) == (Kind.MEASURE, (measure,))


@pytest.mark.parametrize(
    ("text", "measure", "view"),
    [
        ("57の4って何をするの", "57-4", "overview"),
        ("57-4の対象は？", "57-4", "target"),
        ("57の4のお金は", "57-4", ""),
        ("五十七－四は何をするの", "57-4", "overview"),
        ("48 誰が使える", "48", "target"),
        ("46 新しくツアー作る型で全額出るの何万まで", "46", "cap"),
        ("48の金額はいくら", "48", "amount"),
        ("48の中身", "48", "scheme"),
        ("DMOは46の補助対象になる？", "46", "target"),
        # Of two fields the one that stands last is asked for; a word inside another is none.
        ("施策49の中身より予算が知りたい", "49", "amount"),
        ("54は攻撃されないように何をするの", "54", "overview"),
        ("47の国の持ち分", "47", "rate"),
        ("74に積む額は", "74", "amount"),
        ("60は誰が手を挙げられる", "60", "target"),
        ("what is the deadline of 49", "49", "schedule"),
        ("target of 48", "48", "target"),
        ("57-4 what does it do", "57-4", "overview"),
        ("measure 57-3 amount", "57-3", "amount"),
        # A field right behind the number is asked of it, whatever else is said.
        ("63、補助率どこかに書いてます？", "63", "rate"),
        ("78番の予算、千億超えてる？正確な額", "78", "amount"),
        ("51のページを開きたい。何頁", "51", "page"),
        ("68-1 予算に付いてる注意書きの意味も含めて金額", "68-1", "amount"),
        ("施策72、補助の形は定額？率？", "72", "rate"),
        ("Measure 48: what share of the cost is paid where wages are under 1,000 yen?", "48", "rate"),
        ("上司に言われたんだけど65って何の予算？", "65", "amount"),
        ("62の次の予算", "63", "amount"),
        # In Latin letters.
        ("63ban no yosan", "63", "amount"),
        ("gojuu-ban no yosan", "50", "amount"),
        ("daikibo toushi no hojo, hojoritsu wa nanbun no 1", "49", "rate"),
        # A comma behind the number, and what is left of the question in hiragana.
        ("57-3、対象は誰？", "57-3", "target"),
        ("57の4、資料の何ページ？", "57-4", "page"),
        ("六十八の二、中身よろしく", "68-2", "scheme"),
        ("１２７－２、対象", "127-2", "target"),
        ("156ってどんな内容でしたか", "156", "scheme"),
        ("120は何をするんだっけ", "120", "overview"),
        ("48に似た施策は？", "48", "related"),
        ("48と似てる施策ある？", "48", "related"),
        ("施策57-3の関連施策", "57-3", "related"),
        ("measures similar to 48", "48", "related"),
    ],
)
def test_a_bare_number_with_what_is_asked_of_it(
    service: Service, text: str, measure: str, view: str
) -> None:
    question = service.message(text)[0].answer.question
    assert (question.measures, question.view) == ((measure,), view)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("48と49", "48 49"),
        ("48、49、50", "48 49 50"),
        ("48番、49番", "48 49"),
        ("48 49", "48 49"),
        ("48/49", "48 49"),
        ("48または49", "48 49"),
        ("制度の12と予算の12って関係あるの？両方みせて", "s12 12"),
        ("予算の20と制度の20をいっぺんに", "20 s20"),
        ("施策番号の194〜198", "194 195 196 197 198"),
        ("48 and 49", "48 49"),
        ("48と57の3", "48 57-3"),
        ("48と制度5", "48 s5"),
        ("制度5と6", "s5 s6"),
        ("53と54ページ", "46 47"),
        ("57", GROUP),
        ("57の全部", GROUP),
        ("57の5つ", GROUP),
        ("57の枝番号を全部出して", GROUP),
        ("冒頭の3つ（1、2、3）は何", "1 2 3"),
        ("大事な三つ(28・29・39)", "28 29 39"),
        ("46から48", "46 47 48"),
        ("46〜48", "46 47 48"),
        ("施策46-48", "46 47 48"),
        ("from 46 to 48", "46 47 48"),
        ("57〜60", GROUP + " 58 59 60"),
        ("P.53-55", "46 47 48"),
        ("制度1〜3", "s1 s2 s3"),
        ("制度1から制度3", "s1 s2 s3"),
        ("s1〜s3", "s1 s2 s3"),
        ("48から46", "46 47 48"),
        ("46 through 48", "46 47 48"),
        ("57-1から57-5", GROUP),
        ("57-1 - 57-5", GROUP),
        ("57-1 〜 57-5", GROUP),
        ("46 - 48", "46 47 48"),
        ("57-1〜57-5まで", GROUP),
        ("57の1から5", GROUP),
        ("五十七の一から五十七の五", GROUP),
        ("from 57-1 to 57-5", GROUP),
        ("57-2から4", "57-2 57-3 57-4"),
        ("56から57-2", "56 57-1 57-2"),
        ("57-5から59", "57-5 58 59"),
    ],
)
def test_several_measures(service: Service, text: str, measures: str) -> None:
    assert " ".join(m.id for m in service.message(text)[0].answer.measures) == measures


@pytest.mark.parametrize(("separator", "says"), [("と", "ほかの6件"), (" and ", "the other 6")])
def test_of_more_measures_than_fit_it_is_said_how_many_are_left_out(
    service: Service, separator: str, says: str
) -> None:
    (answered,) = service.message(separator.join(map(str, range(10, 40))))
    assert len(answered.answer.measures) == 24
    assert says in answered.reply.text


@pytest.mark.parametrize(
    ("text", "language", "says", "there_is"),
    [
        ("300番", "ja", "300という施策はありません", "1〜201"),
        ("300の金額", "ja", "300という施策はありません", "1〜201"),
        ("0", "ja", "0という施策はありません", "1〜201"),
        ("57-9", "ja", "57-9という施策はありません", "57-5"),
        ("57の9って何", "ja", "57-9という施策はありません", "57-5"),
        ("48-3", "ja", "48-3という施策はありません", "業務改善助成金"),
        ("制度25", "ja", "制度25という施策はありません", "「制度24」"),
        ("300ページ", "ja", "P.300に施策はありません", "P.7–242"),
        ("48と300", "ja", "300という施策はありません", "業務改善助成金"),
        ("46から300", "ja", "300という施策はありません", "1〜201"),
        ("300から400", "ja", "300という施策はありません", "1〜201"),
        ("57-1から57-9", "ja", "57-9という施策はありません", "57-5"),
        ("measure 300", "en", "There is no measure 300", "1 to 201"),
        ("system 25", "en", "There is no institutional measure 25", "s24"),
    ],
)
def test_what_there_is_instead_of_a_number_that_does_not_exist(
    service: Service, text: str, language: str, says: str, there_is: str
) -> None:
    (answered,) = service.message(text)
    assert answered.answer.question.language == language
    assert says in answered.reply.text
    assert there_is in answered.reply.text


NONE = """
お小遣いを一番もらえる家 48人で一番もらえる人 予算の3割 予算の100億はどこへ weighty matter
48万円 48人 48% 3つ 1番大きい 一番近い 一番古い 24時間 12時 3月 2026年 2026の予算はいくら 1/2 補助率1/2 3分の2
第5次 第3号被保険者 第一次産業 一人親 三位一体 千葉 百貨店 十分な支援 さんご 103万の壁 5G
暗証番号3回まちがえた 確認項目5つ 一番稼げる いちばんねむくならない
ここに番号を入れて 会社に番号をつけたい ハニ ミニ ハハ 法第二条一号ハ 二ニン
予算15万で入れる老人ホーム 予算3000円 予算7兆円の内わけ S&P500 制度3つ 制度の5人 ごじゅうの塔 にじゅうにいく
"""


@pytest.mark.parametrize("text", NONE.split())
def test_numbers_that_name_no_measure(service: Service, text: str) -> None:
    """They count something, or are part of a word. What is found is found by the words."""
    (answered,) = service.message(text)
    by_number = answered.answer.question.kind in (Kind.MEASURE, Kind.CHOICES)
    by_number = by_number and not answered.answer.question.typed.because
    assert not by_number
    assert answered.answer.kind is not AnswerKind.NOT_FOUND or not answered.answer.question.typed.unknown


OF_OTHERS = """
ポケモン図鑑の25番 イチローの51番 イチローの51番って永久欠番？ 元素記号の79番 周期表の26番 大谷翔平の17番
阪神の背番号22番 津軽海峡冬景色の2番の歌詞 モーツァルト交響曲40番 サッカー日本代表の10番 AKBの48番
背番号51番の選手 受験番号33番
おみくじの33番 校歌の3番 数学の教科書の45ページ 国道246号はどこからどこまで 台風19号 台風19号の被害
特定技能2号の試験 アポロ11号 51番バスの時刻表 7番アイアンで何ヤード飛べば平均？ 8番出口って映画おもしろい？
110番していい？ 119番に電話 110番と119番の違い 48番のバスはどこから出ますか
呼び出し番号109番のお客様 駐車場の46番にとめていい？ クラス3年2組の担任
highway_16_closed? bake_at_190_for_35_min? im_35_too_old_for_ballet question_14_on_my_sheet
森のくまさんの3番の歌詞
"""


@pytest.mark.parametrize("text", OF_OTHERS.split())
def test_numbers_of_other_things(service: Service, text: str) -> None:
    question = service.message(text.replace("_", " "))[0].answer.question
    assert not question.typed.by_number
    assert question.kind is not Kind.NO_SUCH


OF_MEASURES = """
予算の48番 施策の一覧の48番 業務改善助成金の48番 昨日の48番 さっきの48番 政府資料の48番 パンフレットの48番
PDFの48番 冊子の53ページ 総合経済対策の48番 経産省の48番 こども家庭庁の48番 高市さんの48番 保育園の48番
自治体向けの48番 友だちに聞いた48番 東京都の48番の補助率 うちは製造業、48番は使える？ 製造業48番使える？
48番は農家も使える？ 48番パソコン買える？ 48番製造業も対象？ 第48号 48号 48番目の支援
社長に48番を調べろって言われた 48番申請方法 #48_can_a_bakery_use_it explain_48_to_my_mother 48_what_do_i_get
48ってうちでも使える？ who_pays_for_48 48、うちは2人の会社です
"""


@pytest.mark.parametrize("text", OF_MEASURES.split())
def test_numbers_of_measures_whatever_stands_before_them(service: Service, text: str) -> None:
    question = service.message(text.replace("_", " "))[0].answer.question
    assert question.measures == ("46" if "ページ" in text else "48",)


@pytest.mark.parametrize("text", ["110番の対象", "119番", "119番の施策を教えて", "118番は農家も使える？"])
def test_a_number_that_one_calls_may_be_of_a_measure(service: Service, text: str) -> None:
    assert service.message(text)[0].answer.question.measures == (text.partition("番")[0],)

"""Which list a message asks for: compact forms of question.py."""

from __future__ import annotations

import pytest

from bot.service import Service
from knowledge.answer import Answerer, ListAnswer, NotFoundAnswer
from knowledge.base import load
from knowledge.question import Kind, decode, encode


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load())


LISTS = [
    # Bounds, in any notation; what is over or under does not count itself.
    ("100億円以下の施策", "lu100"),
    ("2千億円超の施策は", "lh2000"),
    ("５００億円以上", "lg500"),
    ("五百億円以上の施策", "lg500"),
    ("1兆2000億円以上の事業", "lg12000"),
    ("5億円未満の施策", "lv5"),
    ("1,000億円を超える施策", "lh1000"),
    ("200億から300億円の施策", "lg200_u300"),
    ("150億円以上200億円以下", "lg150_u200"),
    ("300億円台の施策", "lg300_v400"),
    ("2百億円台なのは何番？金額もよろしく", "lg200_v300"),
    ("九百億円台のふたつ、名前と額", "lg900_v1000"),
    ("千五百億円台のふたつの名前が知りたい", "lg1500_v1600"),
    ("800億円台ってひとつだけ？", "lg800_v900"),
    ("500億から600億の間に収まってるのはどれ", "lg500_u600"),
    ("ちょうど千億くらいついてるの何", "lg900_u1100"),
    ("341億円って書いてあるのが何個もある気がするんだけど", "lg341_u341"),
    ("600億円の施策が2つあると聞きました", "lg600_u600"),
    ("100おくえんいじょうは", "lg100"),
    ("measures under 5 billion yen", "en-lv50"),
    ("which measures are over 100 billion yen", "en-lh1000"),
    ("between 30 and 50 billion yen", "en-lg300_u500"),
    ("1000億円こえてるの全部", "lh1000"),
    ("100億に届かないやつ", "lv100"),
    ("100億円から300億円のあいだ", "lg100_u300"),
    ("ちょうど600億円の施策って", "lg600_u600"),
    ("500億円ぴったりの施策ある？", "lg500_u500"),
    ("exactly 60 billion yen", "en-lg600_u600"),
    # About so much, where no more is said than of what it is; said twice.
    ("400億円くらいの規模感のもの", "lg360_u440"),
    ("百億円台前半、だいたい100〜120億のゾーンは？", "lg100_u120"),
    ("programs below 10 billion yen (100億)?", "lv100"),
    ("50億円に満たないの探してる", "lv50"),
    # More or less than another measure has.
    ("48より予算が大きい施策は", "lh352"),
    ("78番の予算より大きい施策", "lh1004"),
    ("業務改善助成金より予算の大きい施策", "lh352"),
    ("宇宙戦略基金を上回る額のはどれ", "lh2000"),
    ("50より予算が少ない施策は何件", "lv3400"),
    ("which measures are larger than measure 62?", "en-lh1500"),
    ("五十番台で一番大きい金額は", "lr50-59_ol_n5"),
    ("お金のかけ方が上位5本はどれでしょうか", "lol_n5"),
    ("予算が大きい順に5つ並べて表にして", "lol_n5"),
    # From one amount to another, with any sign or word between; bands that follow each other.
    ("１２０億円～１８０億円の事業", "lg120_u180"),
    ("120億円 - 180億円の施策", "lg120_u180"),
    ("百億〜百五十億のもの", "lg100_u150"),
    ("五百から六百億円の施策", "lg500_u600"),
    ("50億から120億の範囲で絞り込んで", "lg50_u120"),
    ("200億円台から300億円台まで", "lg200_v400"),
    ("300億台と400億台の施策", "lg300_v500"),
    ("350億円を上回ってる施策は", "lh350"),
    ("100億円〜の施策", "lg100"),
    ("約100億円の施策", "lg90_u110"),
    ("measures in the 30 billion yen range", "en-lg300_v400"),
    ("less than 12 billion yen but more than 10 billion", "en-lh100_v120"),
    ("measures costing more than ¥150 billion", "en-lh1500"),
    ("800億〜950億くらいの並び", "lg800_u950"),
    ("1兆円超えてるのってある？", "lh10000"),
    ("千億円台はいくつ？", "lg1000_v2000"),
    ("show me whatever is budgeted between 30 and 40 billion yen", "en-lg300_u400"),
    # A bound that is denied, one that a page tells, and an amount that is all that is named.
    ("1000億円を切らない施策はどれ", "lg1000"),
    ("100億円を超えない施策", "lu100"),
    ("ちょうど600億円って書いてあるのはどれ", "lg600_u600"),
    ("700億円以上900億円未満だと何になりますか", "lg700_v900"),
    ("ごひゃくおくえんより おおいもの", "lh500"),
    ("844億って何", "lg844_u844"),
    ("568億円が付いてるのは", "lg568_u568"),
    ("34.1 billion yen", "en-lg341_u341"),
    # A little more or less.
    ("百億円ちょっと（110億未満）のを集めて", "lh100_u110_v110"),
    ("just over 10 billion yen measures", "en-lh100_u110"),
    ("400億円を少し切る施策", "lg360_v400"),
    ("ひゃくごじゅうおくえん より すこし うえ のものは", "lh150_u165"),
    # From an end of the document.
    ("最初の五つを教えて", "lr1-5"),
    ("予算事業のいちばん後ろ3つ", "lr199-201_k0"),
    ("冊子の最後の3ページは何と何？", "lp240-242"),
    ("the last three pages", "en-lp240-242"),
    ("二百九ページから二百十三ページの施策名", "lp209-213"),
    # Orders in other words, and a place up to which one goes.
    ("金がかかる順に五つ並べろ", "lol_n5"),
    ("お金をいちばん食ってるのは", "lol_n5"),
    ("50番台で予算いちばん控えめなのは", "lr50-59_os_n5"),
    ("下から5番目まで安い順", "los_n5"),
    ("高い順に3位まで", "lol_n3"),
    ("海洋がらみで額の小さい順", "lw5rW35rSL_os"),
    ("基金って名前についてるの全部", "lf5Z-066YeR"),
    # In kana, in kanji and digits, in 兆, with words between or joined to it.
    ("さんびゃくおくえんだいの施策", "lg300_v400"),
    ("せんおくえんいじょうのやつ", "lg1000"),
    ("サンビャクオクエンイジョウ", "lg300"),
    ("hyakuoku en ijou", "en-lg100"),
    ("1千2百億円以上の施策", "lg1200"),
    ("0.2兆円以上のプロジェクト", "lg2000"),
    ("三百億円台って何件ある", "lg300_v400"),
    ("1500億円をこえてるのはどれ", "lh1500"),
    ("1500億円を超えてるのはどれ", "lh1500"),
    ("500億以上だとどうなりますか", "lg500"),
    # Bounded from both sides, two amounts are not compared.
    ("200億より多くて300億より少ないやつ", "lh200_v300"),
    # An amount alone, and one beside which another word says how it is meant.
    ("114億円の施策はどれ", "lg114_u114"),
    ("239億円って書いてあったのなんだっけ", "lg239_u239"),
    ("302億円の事業があるはず", "lg302_u302"),
    ("だいたい100億円の事業", "lg90_u110"),
    # Orders.
    ("逆にいちばんショボい予算のやつは？", "los_n5"),
    ("一番金かかってるの", "lol_n5"),
    ("予算最大", "lol_n5"),
    ("トップスリー", "lol_n3"),
    ("上位十件", "lol_n10"),
    ("cheapest five measures", "en-los_n5"),
    ("top five most expensive", "en-lol_n5"),
    # One place of an order.
    ("二番目に予算が多いのは", "lol_j2"),
    ("3番目に高い施策", "lol_j3"),
    ("下から2番目", "los_j2"),
    ("大きい順で4番目", "lol_j4"),
    ("what's the third biggest measure", "en-lol_j3"),
    ("いちばん安い施策3つ", "los_n3"),
    ("予算の大きい順に5つ", "lol_n5"),
    ("予算額6位", "lol_j6"),
    ("予算で第2位の事業名は", "lol_j2"),
    ("3位はどの施策でしたっけ", "lol_j3"),
    ("金額2番目", "lol_j2"),
    ("予算の少なさで2位の施策", "los_j2"),
    ("下から3番目に予算が少ない事業", "los_j3"),
    ("third place by budget", "en-lol_j3"),
    ("ichiban yosan ga ooi no wa", "en-lol_n5"),
    ("予算の大きい順", "lol"),
    ("100億円以上の施策を金額順に", "lg100_ol"),
    ("measures over 50 billion yen sorted by budget", "en-lh500_ol"),
    ("予算が一番大きいのは？", "lol_n5"),
    ("予算ランキングTOP7", "lol_n7"),
    ("高いのから4個", "lol_n4"),
    ("bottom five by budget please", "en-los_n5"),
    ("ワースト3ランキング", "los_n3"),
    ("いちばん高いのは", "lol_n5"),
    ("よさんが おおきい じゅんに みっつ", "lol_n3"),
    ("予算top5", "lol_n5"),
    ("46〜50の中で一番高いのは", "lr46-50_ol_n5"),
    ("top 3 by budget", "en-lol_n3"),
    ("46番から80番のなかで予算が一番でかいのはどれ", "lr46-80_ol_n5"),
    # Sums and counts.
    ("48と49と50の予算を足すといくら", "li48i49i50_a"),
    ("P.60からP.70までの施策", "lp60-70"),
    ("六十ページから六十三ページ", "lp60-63"),
    ("60番台の施策", "lr60-69"),
    # By number, in any notation, of both kinds.
    ("２０番から２５番まで一気に見せて", "lr20-25"),
    ("三十番から三十五番まで", "lr30-35"),
    ("第30号から第33号", "lr30-33"),
    ("No.50〜No.53", "lr50-53"),
    ("施策70〜75", "lr70-75"),
    ("制度の3番から7番まで", "lr3-7_k1"),
    ("制度10番から15番", "lr10-15_k1"),
    # An end that is left open is that of the document.
    ("237ページ以降の制度", "lp237-242"),
    ("237ページより後ろの施策", "lp238-242"),
    ("P.230から先の一覧", "lp230-242"),
    ("10ページまでの施策", "lp7-10"),
    ("100億以上200億未満って何件あります？一覧も", "lg100_v200"),
    ("制度の施策は全部でいくつ", "lk1"),
    ("予算事業は何件ありますか", "lk0"),
    ("制度は何本あるんですか", "lk1"),
    ("制度の方っていくつあるの", "lk1"),
    ("施策いくつあるの？", "l"),
    ("施策の数はいくつありますか", "l"),
    ("how many measures are there in total", "en-l"),
    ("施策は全部で何件", "l"),
    ("how big is this stimulus package in total?", "en-la"),
    ("この経済対策は全体でいくら？", "la"),
    ("give me the 5 largest with pages", "en-lol_n5"),
    ("ページ順に最初の5つ", "lr1-5"),
]


@pytest.mark.parametrize(("text", "compact"), LISTS)
def test_what_a_list_holds(answerer: Answerer, text: str, compact: str) -> None:
    [question] = answerer.read(text)
    assert encode(question) == compact
    assert encode(decode(compact)) == compact


# What bounds something else than the budget, or only sounds like a list.
NO_LISTS = [
    "海外旅行の荷物に詰めるもの一覧",
    "旅行の持ち物を全部",
    "会計ソフト ランキング",
    "猫と犬と鳥、大きい順",
    "ラーメンとかカレーとか食べたい",
    "スーパーに何が並んでますか",
    "一番もらえる年金",
    "成長投資の補助金の締切わかる？",
    "宇宙で3兆円のやつ",
    "衛星と流れ星って名前どう思う",
    "1億円の事業に応募したい",
    "30万円の事業",
    "マラソン大会で3位の景品",
    "予算の2番目の施策",
    "投資額20億円以上ならどれが使える",
    "時給が1000円未満の事業場の助成率",
    "従業員2000人以下の会社",
    "町全部が停電したときの備え",
    "どれが一番使いやすい",
    # 全部, 総額 and "smallest" of one measure, that nothing else is like.
    "がん患者の全ゲノムを全部調べる事業の予算は",
    "生産性革命の中身は何本立て？全部言って",
    "what is the smallest project cost for gastronomy tourism",
    "48の2番目に高い上限は",
    # Several are wanted, but of nothing that is known here.
    "徳川将軍を全部教えて",
    "近所のラーメン屋を全部教えて",
    "牛乳のレシピ全部",
    "list of best hotels in kyoto",
    "how many teeth does a cat have",
    # An order of something else than money, and the first of something else than measures.
    "一番手間がかかる手続き",
    "一番時間がかかるのは",
    "最初の三か月",
    "最初の3つの質問に答えて",
    "最後の2件のメール",
    "最後の手段",
    "最後から二番目の恋",
    "いちばん下の子の保育料",
    "最初の事業計画",
    "日本で二番目に高い山",
    "一番高い山は",
    "世界で面積の広い国トップ5",
    "サイバー攻撃が多い国ワースト3",
    "会計ソフトのランキング",
    "世界トップレベルの研究者を育てる",
    "customs budget to stop drug smuggling",
    "5億円の宝くじ",
    "上限10億円以上の施策",
    "宇宙戦略基金の対象",
    "ジェネリックの会社を立て直す基金、総額は",
    "宇宙の基金、総額は",
    "量子暗号通信は何と何を防ぐって書いてますか",
    "コンパクトシティの定額はいくら",
]


@pytest.mark.parametrize("text", NO_LISTS)
def test_what_is_no_list(answerer: Answerer, text: str) -> None:
    [question] = answerer.read(text)
    assert not isinstance(answerer.answer(question), ListAnswer)


# The subject, measures that must be listed, and one that may not be among the first.
SUBJECTS = [
    ("酪農やってるもんで、牛とか乳とか餌の話がまとまっとったら出してちょ", "88 96 97 100 102", "3"),
    ("外国を助けるためのお金、どんなのが並んでる", "67 186 187 188 189 190 191 192", "10"),
    ("ウクライナとかパレスチナとか、戦争してるところへの支援", "187 188", "3"),
    ("家計の光熱費とガソリン代にきくのはどれ", "3 4", "25"),
    ("いりょう かんけい ぜんぶ みせて", "28 29 39", "3"),
    ("介護の仕事 つかえるもの ぜんぶ", "30 34 38 174", "3"),
    ("学校の建物や設備のこと、どんなのがありますか", "120 121 124", "3"),
    ("量子関係の金額を合わせるといくらになりますか", "66 78", "3"),
    ("農業の施策一覧", "87 98 99 103", "25"),
    ("農家向けの補助金を全部見せて", "87 90 99 103", "46"),
    ("税制改正", "s19 s20 s21 s22 s23 s24", "149"),
    ("AI関係を全部合計すると？", "57-1 64 71", "79"),
    ("漁師さん向けの施策をぜんぶ", "91 93 95", "88"),
    ("介護の施策をまとめて", "30 34 38 174", "41"),
    ("宇宙の施策の予算を合計して", "56 68-1 68-2", "63"),
    ("半導体に関する施策は何件ある？", "77 79", "3"),
    ("保育園・学童に関係する施策", "14 20", "30"),
    ("AI", "57-1 57-2 57-3 57-4 57-5 64", "3"),
    ("学校", "26 120 121 124", "3"),
    ("船", "86 57-2", "3"),
    ("宇宙がらみの施策まとめて見たい", "55 56 59 62 68-1 68-2 84", "3"),
    ("量子って付く施策ぜんぶ", "66 78 167", "3"),
    ("all measures with quantum in the name", "66 78 167", "3"),
    ("ロケットとか宇宙とか全部", "68-1 56", "3"),
    ("中小企業の人が使えそうなのを金額でかい順に3つ", "49 50 48", "56"),
    ("list everything about robots", "57-2 57-5", "3"),
    # Groups of people and themes by other words than the measures have, in stories.
    ("米農家の三男です。農家が使えるものを並べて", "87 94 98 99 101 103 104", "93"),
    ("漁師の父でも使えそうなのある？", "91 93 95", "88"),
    ("障がいのある子の親です。関係するものを一覧に", "15 21 36 127-2", "13"),
    ("町役場の職員です、自治体が対象の施策を全部", "8 153 s3 1", "28"),
    ("ホテル経営者向けのものをまとめて", "46 48 50", "28"),
    ("外国への支援をまとめて教えて", "67 186 187 188 189 190 191", "11"),
    ("ODAの記事を書いています。該当する施策を列挙してください", "186 187 188", "201"),
    ("子ども関係をぜんぶ", "2 13 14 20 17", "48"),
    ("水害対策の施策をまとめて", "138 146 135", "5"),
    ("what exists for dairy farmers", "88 100 102", "95"),
    ("トラック運転手に関係あるもの", "6 45 4", "28"),
    ("自動車業界の施策ぜんぶ", "108 s24 110", "28"),
    ("list all measures about foreign aid", "186 187 188 189", "11"),
    ("which measures help disaster victims", "133 143", "48"),
    ("漁業やってる人向けは何があるかな", "91 93 95", "87"),
    ("学校と保育の施策まとめたい", "13 16 120 121", "48"),
    ("がん対策の一覧", "76 179 s16", "60"),
    ("うちの会社は造船。関係あるやつ全部", "57-2 86", "48"),
    ("農業と林業あわせて何件ありますか", "87 89 132", "48"),
    ("防衛っぽいのをあつめて", "194 195 196 197 198", "48"),
    ("list of energy measures pls", "107 114 116", "48"),
    # In kana and in Latin letters, and by what a word spells rather than by a part of other words.
    ("かいごのいちらん", "30 34 38 174", "48"),
    ("ウチュウ ゼンブ", "56 62 68-1 68-2", "48"),
    ("kaigo no sesaku zenbu", "30 34 38 174", "48"),
    # Ranked or added up are those that are about it first of all.
    ("衛星で予算が多い順", "62 55 59 68-1", "56"),
    ("海関係の予算順", "61 63 72", "80"),
    # First those that the finder finds for all that is said, not what all of a group of people need.
    ("牛や豚を飼ってる農家に関係するやつ全部", "88 100 102 96", "90"),
    ("災害にあった所を元に戻すための施策は何個ある", "121 129", "48"),
    ("measures for dairy and beef farmers", "88 96", "91"),
    ("which measures would a foreign chip investor care about", "79 s14 s21", "60"),
    ("くすり関連ぜんぶおねがい", "60 74 75 166", "48"),
    ("ゴミ処理の項目どれ", "147 148", "48"),
    ("マイナンバー関連をまとめて見たい", "152 173 40", "90"),
    ("がんにかんけいするもの", "76 179 s16", "48"),
    ("which ones are about quantum", "66 78 167", "48"),
    ("list tax related items", "s19 s20 s22 s23 s24", "48"),
    ("家の省エネに使えるのってどれとどれ？", "109 116 5 s20", "117"),
    # No word of it is a known subject.
    ("船をつくる話が出てくるのはいくつある？", "86 57-2", "48"),
    ("AIのやつだけで金額ランキング作って", "69 64 57-1", "77"),
    ("いりょうのよさんがおおいじゅん", "60 74 75 76", "77"),
    # Who one is, and that anything will do:
    ("農家なんですが使える補助金ある？", "87 90 99 103", "50"),
    ("漁師です。何か支援はありますか", "91 93 95", "50"),
    ("any support for students?", "25 159 169", "48"),
    ("I am a farmer. Is there any subsidy?", "87 90 99 103", "50"),
]


@pytest.mark.parametrize(("text", "among", "not_first"), SUBJECTS)
def test_a_list_by_subject(answerer: Answerer, text: str, among: str, not_first: str) -> None:
    [question] = answerer.read(text)
    answer = answerer.answer(question)
    assert isinstance(answer, ListAnswer)
    ids = [measure.id for measure in answer.measures]
    assert set(among.split()) <= set(ids)
    assert not_first not in ids[:5]


def test_a_field_that_is_asked_for_is_no_count(answerer: Answerer) -> None:
    [question] = answerer.read("さいていちんぎんのほじょ なんぶんのいくつでますか")
    assert question.kind is not Kind.LIST and question.view == "rate"
    assert question.measures[0] == "48"


def test_what_is_part_of_a_shared_sum_stands_behind_whole_amounts(answerer: Answerer) -> None:
    [question] = answerer.read("200億円台の施策")
    answer = answerer.answer(question)
    # 298 is the part that 68-1 has of 600.
    assert [measure.id for measure in answer.measures] == ["75", "65", "66", "68-1"]


def test_a_sum_holds_nothing_that_only_mentions_the_subject(answerer: Answerer) -> None:
    [question] = answerer.read("量子の施策の予算を合計して")
    answer = answerer.answer(question)
    assert isinstance(answer, ListAnswer) and answer.total
    assert {measure.id for measure in answer.measures} == {"66", "78"}  # 58 only names an institute
    assert (answer.total.oku, answer.left_out) == (1221, 3)


def test_sums_count_a_shared_sum_once_and_say_what_is_left_out(answerer: Answerer) -> None:
    [question] = answerer.read("57-1と57-2と57-3と48の合計")
    answer = answerer.answer(question)
    assert isinstance(answer, ListAnswer) and answer.total
    # 341 for the three that share it, and 352.
    assert (answer.total.oku, answer.total.counted) == (693, 4)
    assert [measure.id for measure in answer.total.envelopes] == ["57-1"]


def test_the_largest_and_the_smallest_are_two_lists(answerer: Answerer) -> None:
    for text in ("最も予算の多い施策と最も少ない施策は？", "いちばん高いのと、いちばん安いのを教えて"):
        questions = answerer.read(text)
        assert [encode(question) for question in questions] == ["lol_n5", "los_n5"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("一番さいしょの施策", "1"),
        ("予算事業の最後の番号のやつ", "201"),
        ("制度の最後", "s24"),
        ("the last institutional measure", "s24"),
        ("制度の最初", "s1"),
        ("最後から2番目の施策", "200"),
        ("制度の最後から3番目", "s22"),
        ("一番上の施策", "1"),
        ("最後のページには何が載ってる？", "s24"),
    ],
)
def test_the_one_at_an_end_is_a_measure(answerer: Answerer, text: str, measure: str) -> None:
    [question] = answerer.read(text)
    assert (question.kind, question.measures) == (Kind.MEASURE, (measure,))


def test_a_list_of_nothing_is_an_honest_no(answerer: Answerer) -> None:
    for text in ("1兆円以上の施策はある？", "5億円未満の施策", "予算が5000万円以下のもの"):
        [question] = answerer.read(text)
        assert isinstance(answerer.answer(question), NotFoundAnswer)


def test_exactly_a_sum_is_also_one_that_several_share(answerer: Answerer) -> None:
    [question] = answerer.read("ちょうど600億円の施策って")
    answer = answerer.answer(question)
    assert isinstance(answer, ListAnswer)
    assert [measure.id for measure in answer.measures] == ["68-2", "68-1"]


def test_of_more_measures_than_a_button_can_name_the_rest_is_left_out_and_counted(service: Service) -> None:
    (answered,) = service.message("と".join(map(str, range(46, 80))) + "の合計")
    left_out = answered.answer.question.typed.left_out
    assert left_out > 0
    assert f"ほかの{left_out}件" in answered.reply.text


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("中小企業の融資保証と相談体制と改善計画、安い順に", "53 52 51"),
        ("H3ロケットとみちびきと宇宙戦略基金を金額順に", "56 68-1 59"),
        ("GSOCと情報収集衛星とみちびき、金額の大きい順に並べて", "54 55 59"),
        ("金額の大きい方から数えて4番目は", "77"),
        ("cheapest programme in the document", "73 61 72 53 71"),
        ("kingaku ga ookii jun ni 3tsu", "49 50 56"),
        ("国庫債務負担行為ってなってるのは", "68-1 68-2"),
        ("いちばんお金がついてないのはどれですか", "73 61 72 53 71"),
        ("上位三つの名前だけでいい", "49 50 56"),
        ("さいこうがくの よさんが ついてるの どれ", "49 50 56 77 62"),
        ("130bandai zenbu", "130 131 132 133 134 135 136 137 138 139-1 139-2"),
    ],
)
def test_what_is_put_in_order_is_all_that_is_named(answerer: Answerer, text: str, measures: str) -> None:
    [question] = answerer.read(text)
    answer = answerer.answer(question)
    assert isinstance(answer, ListAnswer)
    assert [measure.id for measure in answer.measures] == measures.split()


@pytest.mark.parametrize("text", ["195と196と198の合計", "195と196と198を大きい順に"])
def test_of_measures_without_known_amounts_it_is_said_which_they_are(service: Service, text: str) -> None:
    [answered] = service.message(text)
    assert [measure.id for measure in answered.answer.measures] == ["195", "196", "198"]
    assert "金額がこのボットの資料にないので" in answered.reply.text
    assert "いちばん大きい" not in answered.reply.text and "大きい順" not in answered.reply.text

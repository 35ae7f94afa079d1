"""What short messages mean after something was shown, or as a reply to it; compact forms of question.py."""

from __future__ import annotations

import pytest

from knowledge.answer import Answerer
from knowledge.base import load
from knowledge.question import Kind, decode, encode


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load())


# What was shown, the latest first, what is typed then, and the question that it is.
AFTER = [
    ("m48", "対象は？", "m48_target"),
    ("m48", "いくら？", "m48_amount"),
    ("m48", "じゃあ上限は？", "m48_cap"),
    ("m48", "これっていつから？", "m48_schedule"),
    ("m48", "それの補助率", "m48_rate"),
    ("m48", "誰が使える？", "m48_target"),
    ("m48", "目的も教えて", "m48_purpose"),
    ("m48", "何ページ", "m48_page"),
    ("m48", "申請方法は", "m48_apply"),
    ("m48", "公式の情報", "m48_official"),
    ("m48", "もっと詳しく", "m48_scheme"),
    ("m48", "もう少し詳しく", "m48_scheme"),
    ("m48", "次", "m49"),
    ("m48", "前は", "m47"),
    ("m48", "次のはなんや", "m49"),
    ("m48", "次いってみよか", "m49"),
    ("m48", "前の", "m47"),
    ("m65", "ポスト5Gのやつとどっちが大きい？", "x65_77"),
    ("m68-1", "68のもうひとつの方は？", "m68-2"),
    ("m201", "次", "ms1"),
    ("m1", "前", "m1"),
    ("m48", "関連", "m48_related"),
    ("m48", "ほかに似たのある？", "m48_related"),
    ("m48_related m48", "2番目のやつ", "m49"),
    ("m53", "次のページ", "m54"),
    ("lw5a6H5a6Z_ob_2", "前のページ", "lw5a6H5a6Z_ob"),
    ("m200", "and the one after", "en-m201"),
    # What points to it, though its words name another; whether it has something more, too:
    ("m48", "これの対象に個人事業主は入る？", "m48_target"),
    ("m48", "この補助金は美容室でも使える？", "m48"),
    ("m48", "これって去年もあった？", "m48"),
    ("m2", "高校生も？", "m2_target"),
    ("m3", "ガスは？", "m3"),
    ("m48", "他のは？", "m48_related"),
    ("m57-2", "57の他のは？", "g57"),
    ("m57-2", "他のは？", "g57"),
    ("m57-2", "次", "m57-3"),
    ("x48_49", "どっちが大きい？", "x48_49"),
    ("x48_49", "予算の差は", "x48_49"),
    ("m49", "共同申請者は誰", "m49_target"),
    ("m49", "一次審査は", "m49_scheme"),
    ("m48", "49と比べて", "x48_49"),
    ("x48_49", "2つ目の対象は", "m49_target"),
    ("x48_49", "合計は", "li48i49_a"),
    ("x48_49_50", "一番大きいのは", "li48i49i50_ol_n5"),
    ("m48", "全体の予算は", "m48_amount"),
    ("m48", "本当？", "m48_page"),
    ("m48", "どこに書いてある？", "m48_page"),
    ("m49 m48", "本当？", "m49_page"),
    ("x48_49", "本当？", "x48_49"),
    # The same field of another one:
    ("m48_cap", "49は？", "m49_cap"),
    ("m56_amount", "低軌道衛星は？", "m62_amount"),
    ("m48_page", "宇宙戦略基金は？", "m56"),
    # What was asked was a mistake:
    ("m48", "違う、49のほう", "m49"),
    ("m52", "間違えた、信用保証のほう", "m51"),
    # What was shown before the last one:
    ("m50 m49 m48", "戻って", "m49"),
    ("m50 m49 m48", "最初のに戻って", "m48"),
    ("m62 lw5a6H5a6Z_ob_2 m48", "戻って", "lw5a6H5a6Z_ob_2"),
    ("m48_cap m49_amount", "戻って", "m49_amount"),
    ("m50 m49", "戻って、ページは", "m49_page"),
    ("m56 m48", "さっきの賃上げの補助率は", "m48_rate"),
    ("m50 m48", "どっちが大きい", "x48_50"),
    ("m50 m49 m48", "3つの違い", "x48_49_50"),
    ("m50 m48", "2つ合わせると？", "li48i50_a"),
    ("m50 m48", "両方の対象は", "x48_50"),
    ("m49", "オーバーツーリズムと比べると", "x49_46"),
    ("m48", "地域未来交付金とどう違う？", "x48_7-1_7-2"),
    # One of a list, or some of it, or all of it in another way:
    ("lg1000", "2番目は", "m50"),
    ("lg1000", "3つ目の金額", "m56_amount"),
    ("lg1000", "最後の", "m78"),
    ("lg1000", "3番目と4番目の差は", "x56_77"),
    ("g57", "2つ目と3つ目を比べて", "x57-2_57-3"),
    ("lg1000", "compare the first one and the second one", "en-x49_50"),
    ("lg1000 m48", "一番大きいのは", "lg1000_ol_n5"),
    ("lg1000", "2番目に大きいのは", "lg1000_ol_j2"),
    ("lg300", "1000億以上だけ", "lg1000"),
    ("lw5a6H5a6Z_ob", "予算の大きい順に", "lw5a6H5a6Z_ol"),
    ("lw5a6H5a6Z_ob", "一番大きい施策は", "lol_n5"),
    ("lw5a6H5a6Z_ob", "その中で一番大きい施策は", "lw5a6H5a6Z_ol_n5"),
    ("lw5a6H5a6Z_ob", "次", "lw5a6H5a6Z_ob_2"),
    ("lw5a6H5a6Z_ob_2", "他には", "lw5a6H5a6Z_ob_3"),
    ("c48_49_50_51", "ほかには", "c48_49_50_51"),
    ("m48", "それ本当？", "m48_page"),
    ("lg1000", "合計は", "lg1000_a"),
    ("x48_49_50", "その中で一番大きいのは", "li48i49i50_ol_n5"),
    ("g57", "そのうち造船のは", "m57-2"),
    ("g57", "3番目", "m57-3"),
    ("g57", "合計は", "li57-1i57-2i57-3i57-4i57-5_a"),
    ("g57", "大きい順に", "li57-1i57-2i57-3i57-4i57-5_ol"),
    ("c48_49", "違いは何？", "x48_49"),
    ("c48_49", "対象は", "x48_49"),
    ("c48_49_50_51", "対象は", "c48_49_50_51"),
    ("c48", "対象は", "m48_target"),
    ("m50 lg1000 m48", "3番目は", "m56"),
    ("lg1000_a", "48も足すと？", "li49i50i56i77i62i78i48_a"),
    ("x55_54", "宇宙戦略基金も並べて", "x55_54_56"),
    ("x48_49", "大きいほうの対象は", "m49_target"),
    ("m48 x48_49", "もう一つの金額は", "m49_amount"),
    ("m49", "額は", "m49_amount"),
    ("m49", "率", "m49_rate"),
    ("lr46-80_os_n5", "それ、ページは？", "m73_page"),
    # A field or a fact in words that its page has or lacks, and whether one may use it oneself:
    ("m72", "完成いつ", "m72_schedule"),
    ("m59", "何機体制？", "m59_scheme"),
    ("m5", "うちマンションだけどいい？", "m5_target"),
    ("m48", "うちみたいな会社ももらえる？", "m48_target"),
    ("m70", "全体の予算は559億であってる？", "m70_amount"),
    ("m49", "until when must it be finished", "en-m49_schedule"),
    # What is asked in words of which no list knows:
    ("m72", "船の名前は？", "m72_names"),
    ("m53", "どこに行けばええ", "m53_apply"),
    ("m62", "what exactly does the money buy", "en-m62_scheme"),
    ("m188", "How many yen?", "en-m188_amount"),
    ("c65_77", "who receive the subsidy", "en-x65_77"),
    ("m48", "50番から順に", "m50"),
    # By its place in the document, or among the parts of one number, or by its amount:
    ("m69", "次の番号のは？", "m70"),
    ("m69", "一つ前の番号の予算", "m68-2_amount"),
    ("m50", "ひとつ前の番号の施策とどっちが大きい", "x50_49"),
    ("m57-1", "3番目見せて", "m57-3"),
    ("m139-1", "もう一つのほうは", "m139-2"),
    ("c58_81", "326億のほうのページ", "m58_page"),
    ("m49_rate x48_49_50", "1番目のは", "m48_rate"),
    ("m72 m66 m54", "この中で一番大きいのは", "li54i66i72_ol_n5"),
    ("m72 m66 m54", "3つ並べて", "x54_66_72"),
    ("m74", "あ、違う75", "m75"),
    ("m63", "前のは？", "m62"),
    ("m54", "一つ後ろの見せて", "m55"),
    # One that was shown before beside the last:
    ("m49 m48", "さっきのと比べてどっちが大きい？", "x49_48"),
    ("m77 m59 m55", "最初のと比べたら", "x77_55"),
    ("m53 m52", "さっきの相談のと比べて金額どっちが上？", "x53_52"),
    ("m48 lw5Ym16Jas_ob", "さっきの創薬のとどっちが高い", "x48_75"),
    ("m78 m66", "暗号のと足したら？", "li66i78_a"),
    ("m60 m74", "compare it with the first one", "en-x60_74"),
    ("m60 m74", "whats the difference in budget between the two", "en-x74_60"),
    ("m76 m75 m74", "今の3つ、合計でいくら？", "li74i75i76_a"),
    # Of a superlative the one that it found, of an order all:
    ("los_n5", "何に使うの？", "m73_scheme"),
    ("lol_n5", "目的は", "m49_purpose"),
    ("en-lol_n5", "what is it for?", "en-m49_purpose"),
    ("lg1000_ol", "目的は", "c49_50_56_77_62_78"),
    ("lw5a6H5a6Z_ob", "金額の大きい順に", "lw5a6H5a6Z_ol"),
    ("lw5a6H5a6Z_ob", "いちばんたかいのは？", "lw5a6H5a6Z_ol_n5"),
    ("lw5a6H5a6Z_ob", "sort by amount", "en-lw5a6H5a6Z_ol_n5"),
    # One beside it, where the word alone may mean several:
    ("m30", "病院は", "m28"),
    ("m30", "ほな病院は", "m28"),
    ("m68-2", "ロケットのほうは？", "m68-1"),
    # Of a list, or what stood before it:
    ("lw5a6H5a6Z_ob m49", "さっきの、募集はいつから", "m49_schedule"),
    ("lw5a6H5a6Z_ob", "そのうち1000億超えてるの", "lw5a6H5a6Z_h1000_ob"),
    ("m68-2 m68-1", "合わせて600億だわね？", "li68-1i68-2_a"),
    # What names something itself, known here or not, is not asked of what was shown:
    ("m10", "大規模成長投資補助金の審査は何を見るの", "m49_scheme"),
    ("m10 m49", "業務改善助成金の上限は", "m48_cap"),
    ("lg1000", "150億円以上200億円以下", "lg150_u200"),
    ("m62", "でかい順に5つ", "lol_n5"),
    ("m74 m62", "二番目に予算が多いのは", "lol_j2"),
    ("x48_49", "52と53、予算が大きいほうは？", "x52_53"),
    ("m64", "日本語で、66の目的は", "m66_purpose"),
    ("m48", "5人で90円だと", "k48_r90_w5"),
    ("m48", "100億宣言している会社なら賃上げ何％でいいの", "m49"),
    ("m48", "60、74、75の対象と金額を横並びで", "x60_74_75"),
    # Without kanji:
    ("m4", "じきゅう あげたら いくら でる？", "m48_amount"),
    ("m48 m50", "dotchi ga ookii", "en-x50_48"),
    ("m53", "48 no jougen wa", "en-m48_cap"),
    ("lg1000", "sono naka de ichiban ookii no wa", "en-lg1000_ol_n5"),
    # In English:
    ("lg1000", "and the second one?", "en-m50"),
    ("m62 m56", "total of the two?", "en-li56i62_a"),
    ("m56", "compare it with the low-orbit satellite one", "en-x56_62"),
    ("m48", "are you sure?", "en-m48_page"),
    ("m48", "compare with 49", "en-x48_49"),
    ("m48", "how much is it?", "en-m48_amount"),
    ("m48", "and the budget?", "en-m48_amount"),
    ("m48", "who can apply?", "en-m48_target"),
    ("m48", "what about the deadline", "en-m48_schedule"),
    ("m48", "tell me more", "en-m48_scheme"),
    ("m48", "next", "en-m49"),
    ("m48", "similar ones", "en-m48_related"),
    ("m57-2", "the other ones in 57", "en-g57"),
    ("x48_49", "which is bigger?", "en-x48_49"),
    # What names something itself is no follow-up:
    ("m48", "50の対象は？", "m50_target"),
    ("m48", "宇宙戦略基金は？", "m56"),
    ("m48", "みちびきの予算", "m59_amount"),
    ("m48", "1000億円以上の施策", "lg1000"),
]


@pytest.mark.parametrize(("shown", "text", "compact"), AFTER)
def test_after_what_was_shown(answerer: Answerer, shown: str, text: str, compact: str) -> None:
    context = answerer.context([decode(compact) for compact in shown.split()])
    questions = answerer.read(text, context=context)
    assert [encode(question) for question in questions] == [compact]


@pytest.mark.parametrize("text", ["ありがとうございます", "そっか、わかった", "なるほど", "ok thanks"])
def test_thanks_after_a_card_are_thanks(answerer: Answerer, text: str) -> None:
    [question] = answerer.read(text, context=answerer.context([decode("m50")]))
    assert question.kind is Kind.THANKS


@pytest.mark.parametrize("text", ["今日は寒いね", "wwww", "you're awesome", "あなたの名前は", "今から帰る"])
def test_talk_after_a_card_asks_nothing_of_it(answerer: Answerer, text: str) -> None:
    [question] = answerer.read(text, context=answerer.context([decode("m50")]))
    assert question.measures == ()


@pytest.mark.parametrize("text", ["対象は？", "いくら？", "次", "next"])
def test_with_nothing_shown_nothing_is_guessed(answerer: Answerer, text: str) -> None:
    [question] = answerer.read(text)
    assert question.kind is Kind.NOT_FOUND


@pytest.mark.parametrize(
    "text",
    ["選挙はいつ", "失業保険の手続き", "紅白歌合戦いつ", "市民税はいつ払う", "what time is it?"],
)
def test_what_is_about_something_else_is_not_answered_for_what_was_shown(
    answerer: Answerer, text: str
) -> None:
    context = answerer.context([decode("m70_amount"), decode("m48")])
    assert [question.measures for question in answerer.read(text, context=context)] == [()]


# Several requests in one message, each read after the one before.
SEVERAL = [
    ("48の対象は？あと50の予算も教えて", ["m48_target", "m50_amount"]),
    ("宇宙戦略基金はいくら？みちびきは？", ["m56_amount", "m59_amount"]),
    ("宇宙戦略基金はいくら？ページは？", ["m56_amount", "m56_page"]),
    ("ガソリンの補助と、窓のリフォームの補助について知りたいです", ["m4", "m5"]),
    ("業務改善助成金とDMOの支援、両方見たい", ["m48", "m46"]),
    ("①48の対象 ②59の予算 ③70の上限", ["m48_target", "m59_amount", "m70_cap"]),
    ("What is the budget of 59? And who can apply for 70?", ["en-m59_amount", "en-m70_target"]),
    # What is offered instead belongs to what was asked before.
    ("みらいⅡは定額？それとも率？", ["m72_rate"]),
    # A story is one request, and so is a name with a joining word in it.
    ("母ひとり子ふたりです。食費と電気代で毎月赤字。ひとり親がもらえる給付金はありますか？", ["ms1"]),
    ("難病・希少疾病治療グローバル研究開発支援事業", ["m60"]),
]


@pytest.mark.parametrize(("text", "compact"), SEVERAL)
def test_several_requests(answerer: Answerer, text: str, compact: list[str]) -> None:
    assert [encode(question) for question in answerer.read(text)] == compact

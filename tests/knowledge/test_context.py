"""What short messages mean after something was shown, or as a reply to it; compact forms of question.py."""

from __future__ import annotations

import pytest

from knowledge.answer import Answerer
from knowledge.base import load
from knowledge.question import Kind, encode
from knowledge.understand import Context


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load())


# What was shown, what is typed then, and the question that it is.
AFTER = [
    ("48", "対象は？", "m48_target"),
    ("48", "いくら？", "m48_amount"),
    ("48", "じゃあ上限は？", "m48_cap"),
    ("48", "これっていつから？", "m48_schedule"),
    ("48", "それの補助率", "m48_rate"),
    ("48", "誰が使える？", "m48_target"),
    ("48", "目的も教えて", "m48_purpose"),
    ("48", "何ページ", "m48_page"),
    ("48", "申請方法は", "m48_apply"),
    ("48", "公式の情報", "m48_official"),
    ("48", "もっと詳しく", "m48_scheme"),
    ("48", "もう少し詳しく", "m48_scheme"),
    ("48", "次", "m49"),
    ("48", "前は", "m47"),
    ("201", "次", "ms1"),
    ("1", "前", "m1"),
    ("48", "関連", "m48_related"),
    ("48", "他のは？", "m48_related"),
    ("57-2", "57の他のは？", "g57"),
    ("57-2", "他のは？", "g57"),
    ("57-2", "次", "m57-3"),
    ("48 49", "どっちが大きい？", "x48_49"),
    ("48 49", "予算の差は", "x48_49"),
    ("49", "共同申請者は誰", "m49_target"),
    ("49", "一次審査は", "m49_scheme"),
    ("48", "49と比べて", "x48_49"),
    ("48 49", "2つ目の対象は", "m49_target"),
    ("48 49", "合計は", "li48i49_a"),
    ("48 49 50", "一番大きいのは", "li48i49i50_ol_n5"),
    # In English:
    ("48", "compare with 49", "en-x48_49"),
    ("48", "how much is it?", "en-m48_amount"),
    ("48", "and the budget?", "en-m48_amount"),
    ("48", "who can apply?", "en-m48_target"),
    ("48", "what about the deadline", "en-m48_schedule"),
    ("48", "tell me more", "en-m48_scheme"),
    ("48", "next", "en-m49"),
    ("48", "similar ones", "en-m48_related"),
    ("57-2", "the other ones in 57", "en-g57"),
    ("48 49", "which is bigger?", "en-x48_49"),
    # What names something itself is no follow-up:
    ("48", "50の対象は？", "m50_target"),
    ("48", "宇宙戦略基金は？", "m56"),
    ("48", "みちびきの予算", "m59_amount"),
    ("48", "1000億円以上の施策", "lg1000"),
]


@pytest.mark.parametrize(("shown", "text", "compact"), AFTER)
def test_after_what_was_shown(answerer: Answerer, shown: str, text: str, compact: str) -> None:
    questions = answerer.read(text, context=Context(tuple(shown.split())))
    assert [encode(question) for question in questions] == [compact]


@pytest.mark.parametrize("text", ["対象は？", "いくら？", "次", "next"])
def test_with_nothing_shown_nothing_is_guessed(answerer: Answerer, text: str) -> None:
    [question] = answerer.read(text)
    assert question.kind is Kind.NOT_FOUND


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

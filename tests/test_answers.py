"""What is asked and what is answered: a table of the product's promises."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.asking import as_object
from bot.evaluation import evaluate
from bot.service import Service
from knowledge.base import load
from knowledge.check import check
from replies.reply import MAX_TEXT, visible_length

QUESTIONS = Path(__file__).parent / "questions"
CONVERSATIONS = Path(__file__).parent / "conversations"


@cache
def service() -> Service:
    return Service(load())


@pytest.mark.parametrize(
    ("question", "kind", "first", "contains"),
    [
        ("48", "measure", "48", "352億円"),
        ("５７の３", "measure", "57-3", "341億円"),
        ("制度の十二番", "measure", "s12", "P.230"),
        ("P.79", "measure", "68-1", "298億円"),
        ("57", "list", "57-1", "57-5"),
        ("300番", "not_found", None, "300"),
        ("最低賃金の補助金", "measure", "48", "P.55"),
        ("ねんりょうほじょ", "measure", "4", "P.10"),
        ("業務改善助成金の上限は？", "answer", "48", "600"),
        ("新創出型の最低事業費", "answer", "46", "600万円"),
        ("48の対象は？", "answer", "48", "中小企業"),
        ("3の金額", "answer", "3", "資料にありません"),
        ("target of 48", "answer", "48", "Who and what"),
        ("金額が分からない施策は何件", "list", "1", "196件"),
        ("金額が不明の施策を全部", "list", "1", "分からない施策"),
        ("補助率が書いてない施策", "list", "50", "34件"),
        ("1000億円以上の施策", "list", "49", "4,121億円"),
        ("48の公式情報", "answer", "48", "このボットにありません"),
        # They are there, but not their amounts.
        ("食料の施策の合計", "list", "98", "金額がこのボットの資料にない"),
        ("48と49の違い", "comparison", "48", "4,121億円"),
        ("50番と51番、額が大きいのはどちらですか", "comparison", "50", "3,400億円"),
        ("46から80で一番少ないのは", "list", "73", "5億円"),
        ("宇宙戦略基金とみちびき、合わせていくら", "list", "56", "合計"),
        # A name is one whatever stands around it, and what stands beside it says nothing.
        ("学童は？", "measure", "20", "P.27"),
        ("住宅の窓は", "measure", "5", "断熱窓"),
        ("まど", "measure", "5", "P.11"),
        ("林業の補助金は", "list", "89", "P.101"),
        # What several have in common is a list.
        ("医療の補助金", "list", "28", "医療"),
        ("医療と福祉", "list", "33", "福祉"),
        ("明日の東京の天気は？", "not_found", None, "見つけられません"),
        # Which ministry runs a measure is not in our copy of the document; some are called by one.
        ("経済産業省の施策一覧", "not_found", None, "府省ごとには"),
        ("文部科学省の予算が一番大きいのは", "not_found", None, "学校・文化・スポーツ"),
        ("省庁別に金額を集計して", "not_found", None, "府省ごとには"),
        ("which METI measures are there", "not_found", None, "by ministry"),
        ("48番の担当省庁は？", "answer", "48", "担当の府省は"),
        ("防衛省は何件？", "list", "197", "5件"),
        ("経産省の省力化補助金", "measure", "49", "4,121億円"),
        # What is spent on a subject is the sum of all that is about it.
        ("宇宙関係にいくら使ってる？", "list", "68-2", "合計"),
        ("how much money goes to AI", "list", "57-1", "Total"),
        ("宇宙戦略基金の予算", "answer", "56", "2,000億円"),
        # A field, or a next one, of nothing that was shown.
        ("上限はいくら", "not_found", None, "どの施策のことか"),
        ("もっと詳しく", "not_found", None, "1時間"),
        ("57の他のは？", "list", "57-1", "57-5"),
        # What is said to the bot, or of it.
        ("この資料のPDFはどこにありますか", "help", None, "元の資料"),
        ("あなたはAIですか", "help", None, "このボットについて"),
        ("what can I ask you", "help", None, "How to use"),
        ("thank you so much!", "smalltalk", None, "welcome"),
        ("ほんまおおきに、助かったわ〜", "smalltalk", None, "どういたしまして"),
        ("thank you, what about kerosene", "measure", "4", "fuel oil"),
        ("こんにちは", "smalltalk", None, "こんにちは"),
    ],
)
def test_a_question_gets_its_answer(question: str, kind: str, first: str | None, contains: str) -> None:
    reply = as_object(question, service().message(question))
    assert reply["kind"] == kind
    assert (reply["measures"] or [None])[0] == first
    assert contains in reply["text"]


def test_the_knowledge_base_is_sound() -> None:
    assert check().faults == []


ODD = ["", "   ", "😀😀", "<b>&", "%s {} {{7*7}}", "あ" * 10_000, "\u202e\u200b", "。。。"]


@pytest.mark.parametrize("text", ODD)
def test_odd_messages_get_a_polite_answer(text: str) -> None:
    for each in service().message(text):
        assert 0 < visible_length(each.reply.text) <= MAX_TEXT


def test_other_peoples_questions_are_answered_as_well_as_they_were() -> None:
    scores = evaluate(service(), sorted(QUESTIONS.glob("*.jsonl"))).scores
    assert (scores["title"].row()["first"] or 0) >= 100
    assert (scores["colloquial"].row()["first"] or 0) >= 88
    assert (scores["outofscope"].row()["refused"] or 0) >= 92


def test_other_peoples_conversations_go_on_as_well_as_they_did() -> None:
    scores = evaluate(service(), sorted(CONVERSATIONS.glob("*.jsonl"))).scores
    assert (scores["all"].row()["first"] or 0) >= 85


def test_what_was_shown_before_hardly_ever_changes_what_a_question_means() -> None:
    files = sorted(QUESTIONS.glob("blind-*.jsonl"))
    alone, after = (evaluate(service(), files, in_one_chat).scores["all"] for in_one_chat in (False, True))
    assert after.first >= 0.99 * alone.first
    assert after.refused >= 0.98 * alone.refused

"""Facts from other official sources: which question finds which, and what `check` asks of them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from bot.service import Service
from knowledge.base import ROOT, load
from knowledge.check import check
from knowledge.question import Kind, Language, Question, View
from replies.reply import plain

TODAY = date(2026, 12, 1)


@cache
def service() -> Service:
    return Service(load())


HEADINGS = ("ほかの公的な情報（この資料とは別）", "Other official information (not from this document)")


@pytest.mark.parametrize(
    ("question", "measure", "fact"),
    [
        ("電気代いくら安くなる", "3", "1kWhあたり4.5円"),
        ("電気代の補助はいつまで？", "3", "2026年1月使用分から3月使用分まで"),
        ("都市ガスの値引き単価は？", "3", "1㎥あたり18.0円"),
        ("子育て応援手当 申請いる？", "2", "原則申請不要"),
        ("子育て応援手当 公務員の申請", "2", "公務員"),
        ("ガソリン補助は1リットルいくら？", "4", "25.1円"),
        ("GX志向型住宅の補助は最大いくら？", "116", "最大125万円"),
        ("介護職員の賃上げ 問い合わせ先", "30", "050-3733-0222"),
        ("how much will my electricity bill drop", "3", "¥4.5 per kWh"),
        ("child-raising support allowance: do I need to apply?", "2", "do not need to apply"),
        ("gasoline subsidy: how much per litre?", "4", "25.1"),
    ],
)
def test_a_fact_answers_in_the_first_lines_under_its_own_heading(
    question: str, measure: str, fact: str
) -> None:
    (answered,) = service().message(question)
    assert answered.answer.measures[0].id == measure
    lines = [line for line in plain(answered.reply.text).splitlines() if line]
    (at,) = [i for i, line in enumerate(lines) if line in HEADINGS]
    assert at <= 2
    assert fact in lines[at + 1]


@pytest.mark.parametrize("language", Language)
def test_every_fact_is_shown_with_source_date_and_place_on_its_own_page(language: Language) -> None:
    for measure in service().knowledge.measures.values():
        question = Question(Kind.MEASURE, (measure.id,), View.OFFICIAL, language=language)
        text = ""
        while measure.official:
            page = service().question(question).reply.text
            if page in text:
                break
            assert any(heading in plain(page) for heading in HEADINGS), measure.id
            text, question = text + page, question.turned(question.page + 1)
        for fact in measure.official:
            assert getattr(fact.fact, language) in plain(text)
            assert f'href="{fact.url}"' in text
            assert (fact.date or fact.added) in text
            assert fact.place is None or getattr(fact.place, language) in text


def test_an_old_fact_is_marked() -> None:
    text = service().question(Question(Kind.MEASURE, ("116",), View.OFFICIAL)).reply.text
    assert text.count("2025-11-28時点、古くなっているかもしれません") == text.count("2025-11-28時点")


FACT = """
official:
  - about: amount
    fact: {ja: 1件2万円, en: "¥20,000 a case"}
    detail: {ja: 1回限り, en: once only}
    source: 町のページ
    url: https://www.town.example.jp/a.html
    added: 2026-11-01
    place: {ja: 例の町, en: Example Town}
"""


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        (("", ""), None, ""),
        (("    place: {ja: 例の町, en: Example Town}\n", ""), 1, "needs `place`"),
        (("added: 2026-11-01", "added: 2026-12-02"), 1, "yet to come"),
        (("added: 2026-11-01", "added: 2026-11-31"), 1, "no such day"),
        (("added: 2026-11-01", "added: yesterday"), 1, "Expected `str` matching"),
        (("    added: 2026-11-01\n", ""), 1, "missing required field `added`"),
        (("¥20,000", "¥30,000"), 3, "¥30000 is not in the Japanese"),
        (("https://", ""), 1, "Expected `str` matching"),
        (("about: amount", "about: money"), 1, "Invalid enum value 'money'"),
    ],
)
def test_check_names_the_line_of_a_fact_that_is_not_sound(
    tmp_path: Path, change: tuple[str, str], line: int | None, what: str
) -> None:
    root = tmp_path / "knowledge"
    copytree(ROOT, root, ignore=lambda at, names: [n for n in names if n.endswith(".py")])
    file = root / "measures" / "budget" / "013.yaml"
    written = file.read_text()
    file.write_text(written.rstrip("\n") + FACT.replace(*change) if what else written + FACT)
    faults = check(root, TODAY).faults
    if not what:
        assert faults == []
        return
    (fault,) = faults
    assert what in fault
    assert int(fault.split(":")[1]) >= len(written.splitlines()) + line


def test_check_counts_the_facts_that_may_be_out_of_date() -> None:
    warnings = check(today=TODAY).warnings
    assert any("116.yaml" in w and "4 official facts may be out of date" in w for w in warnings)
    assert check(today=date(2026, 11, 24)).faults == []

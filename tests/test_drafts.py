"""When more pages come in: until people have written the summaries, only what is certain is answered."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.asking import as_object
from bot.service import Service
from knowledge.base import ROOT, load, load_with_files
from knowledge.check import check
from knowledge.importer.__main__ import main
from knowledge.model import Measure
from knowledge.question import Kind, Language, Question, View
from replies.pictures import Pictures
from replies.spreadsheet import Spreadsheets
from replies.texts import Texts
from tests.knowledge.importer import further_pages

MANY = 100


def without_pages(root: Path) -> list[Measure]:
    """The last measures, their content taken out: as if their pages were still to come."""
    knowledge, found = load_with_files(root)
    last = list(knowledge.ids)[-MANY:]
    for path, measure in found:
        if measure.id in last and measure.content:
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"(?ms)^content:.*?(?=^\S|\Z)", "", text), encoding="utf-8")
    return [knowledge[measure_id] for measure_id in last]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base after an import of a hundred further pages."""
    folder = tmp_path_factory.mktemp("further")
    root = folder / "knowledge"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    pages = folder / "pages.md"
    pages.write_text(further_pages.document(without_pages(root)), encoding="utf-8")
    assert main([str(pages), "--out", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def service(root: Path) -> Service:
    return Service(load(root))


def test_the_check_counts_drafts_and_names_their_gaps(root: Path) -> None:
    report = check(root)
    assert report.faults == []
    assert report.drafts == MANY
    drafts = [warning for warning in report.warnings if ": draft, gaps: " in warning]
    assert len(drafts) == MANY
    assert "draft, gaps: content.purpose, content.overview, content.scheme[0]" in drafts[0]


@pytest.fixture(scope="module")
def first(service: Service) -> Measure:
    """The first draft; the document gives it 101億円."""
    return next(m for m in service.knowledge.measures.values() if m.id in service.knowledge.drafts)


@pytest.mark.parametrize(
    ("language", "said"), [(Language.JA, "まだ取りこまれていません"), (Language.EN, "not been taken over")]
)
def test_a_draft_gives_title_page_and_amount(
    service: Service, first: Measure, language: Language, said: str
) -> None:
    """And it says that the rest is to come."""
    text = as_object(first.id, service.message(first.id, language))["text"]
    for each in (getattr(first.title, language), f"{first.page}", "101億円", said):
        assert each in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("施策{id}の補助率", "まだ取りこまれていません"),
        ("{id}番の目的は？", "まだ取りこまれていません"),
        ("施策{id}の申請方法", "まだ取りこまれていません"),
        ("施策{id}はいくら？", "101億円"),
        ("施策{id}は何ページ", "P.{page}"),
    ],
)
def test_a_field_of_a_draft(service: Service, first: Measure, asked: str, said: str) -> None:
    """Never that the document does not say: its page just has not been taken over."""
    question = asked.format(id=first.id)
    reply = as_object(question, service.message(question))
    assert reply["measures"] == [first.id]
    assert said.format(page=first.page) in reply["text"]
    assert "書かれていません" not in reply["text"]


def test_a_draft_shows_nothing_unchecked(service: Service) -> None:
    """No table, no rate, no TODO; and no button that leads to one."""
    for measure_id in service.knowledge.drafts:
        card = service.question(Question(Kind.MEASURE, (measure_id,))).reply
        assert "TODO" not in card.text
        views = {b.question.view for row in card.buttons for b in row if b.question and b.question.measures}
        assert views <= {View.CARD, View.RELATED, View.OFFICIAL, "amount"}


def test_an_institutional_page_has_no_amount(service: Service) -> None:
    text = as_object("s1", service.message("制度1"))["text"]
    assert "まだ取りこまれていません" in text
    assert "💰" not in text


def test_lists_sums_and_comparisons_know_the_new_amounts(service: Service) -> None:
    ids = [i for i in service.knowledge.drafts if not i.startswith("s")]
    compared = as_object("", service.message(f"{ids[0]}と{ids[1]}の違い"))["text"]
    assert "101億円" in compared
    assert "102億円" in compared
    ranked = as_object("", service.message("金額の大きい順"))
    assert set(ids) <= {m.id for m in service.knowledge.priced}
    assert ranked["kind"] == "list"


def test_charts_and_files_take_drafts_with_and_without_a_theme(service: Service, root: Path) -> None:
    """A new measure has no theme until a person gives one."""
    first = next(iter(service.knowledge.drafts))
    path = next(path for path, measure in load_with_files(root)[1] if measure.id == first)
    before = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"themes: .*", "themes: [TODO]", before), encoding="utf-8")
    knowledge = load(root)
    path.write_text(before, encoding="utf-8")
    assert knowledge[first].themes == []
    texts = {Language.JA: Texts(knowledge, Language.JA)}
    pictures = Pictures(knowledge, texts)
    assert pictures.by_theme(Language.JA).bars
    assert pictures.place(knowledge[first], Language.JA) is not None
    sheet = Spreadsheets(knowledge, texts).csv([knowledge[first]], Language.JA)
    assert "まだ取りこまれていません" in sheet.decode("utf-8")
    card = Service(knowledge).question(Question(Kind.MEASURE, (first,))).reply
    assert "101億円" in card.text


def test_about_tells_how_many_have_only_their_amount(service: Service) -> None:
    priced = sum(not i.startswith("s") for i in service.knowledge.drafts)
    text = as_object("", service.message("/about", Language.JA))["text"]
    assert f"{len(service.knowledge.detailed)}件" in text
    assert f"そのうち{priced}件は金額も" in text

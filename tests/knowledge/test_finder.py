"""The indexes: each is built once, whoever comes first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from knowledge import finder
from knowledge.base import KnowledgeBase, load
from knowledge.finder import Finder
from knowledge.index import Index

QUESTIONS = ["窓の断熱", "ねんりょうほじょ", "minimum wage"]


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load()


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Index]:
    """The indexes that are built from now on."""
    found: list[Index] = []

    class Noted(Index):
        def __init__(self, *args: Any, **options: Any) -> None:
            found.append(self)
            super().__init__(*args, **options)

    monkeypatch.setattr(finder, "Index", Noted)
    return found


def test_what_was_prepared_is_not_built_by_a_question(
    knowledge: KnowledgeBase, built: list[Index]
) -> None:
    prepared = Finder(knowledge)
    prepared.prepare()
    assert len(built) == 3
    assert [bool(prepared.find(question)) for question in QUESTIONS] == [True, True, True]
    assert len(built) == 3


def test_questions_at_once_build_no_index_twice(knowledge: KnowledgeBase, built: list[Index]) -> None:
    fresh, together = Finder(knowledge), Barrier(4)

    def ask(question: str) -> list[str]:
        together.wait(timeout=30)
        return [found.id for found in fresh.find(question)]

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, [QUESTIONS[0]] * 4))
    assert answers == [answers[0]] * 4
    assert len(built) == 3

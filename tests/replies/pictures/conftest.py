"""The knowledge base and every picture of it."""

from __future__ import annotations

import pytest

from knowledge.base import KnowledgeBase, load
from knowledge.question import Language
from replies.pictures import BarsPicture, Pictures, PictureSpec
from replies.texts import Texts


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return load()


@pytest.fixture(scope="session")
def texts(knowledge: KnowledgeBase) -> dict[Language, Texts]:
    return {language: Texts(knowledge, language) for language in Language}


@pytest.fixture(scope="session")
def pictures(knowledge: KnowledgeBase, texts: dict[Language, Texts]) -> Pictures:
    return Pictures(knowledge, texts)


@pytest.fixture(scope="session")
def every(knowledge: KnowledgeBase, pictures: Pictures) -> dict[str, PictureSpec]:
    """All pictures that there are, by a name to show when a test fails."""
    found: dict[str, PictureSpec] = {}
    for language in Language:
        found[f"themes {language}"] = pictures.by_theme(language)
        found[f"largest {language}"] = largest(pictures, knowledge, language)
        for measure in knowledge.priced:
            for number, table in enumerate(pictures.tables(measure, language)):
                found[f"table {measure.id} {number} {language}"] = table
            if place := pictures.place(measure, language):
                found[f"place {measure.id} {language}"] = place
        for number, members in knowledge.groups.items():
            if group := pictures.group(members, language):
                found[f"group {number} {language}"] = group
    return found


def largest(pictures: Pictures, knowledge: KnowledgeBase, language: Language) -> BarsPicture:
    """The largest of all measures."""
    found = pictures.ranking(knowledge.priced, "Largest", language)
    assert found
    return found

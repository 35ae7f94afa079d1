"""The texts in both languages: the same phrases with the same values, and templates for the same messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from knowledge.base import load_file
from knowledge.question import Language
from replies.texts import ROOT

PHRASES = {each: load_file(ROOT / "phrases" / f"{each}.yaml", dict[str, str]) for each in Language}
SOURCES = [*ROOT.glob("**/*.py"), *ROOT.glob("templates/**/*.html")]


def placeholders(text: str) -> set[str]:
    """The values that a template asks for."""
    return meta.find_undeclared_variables(Environment().parse(text))


def test_both_languages_have_the_same_phrases_in_the_same_order() -> None:
    assert list(PHRASES[Language.EN]) == list(PHRASES[Language.JA])


# In a picture the English lines are long, so that some say less; and its cells hold 万円 as the page has it.
OWN_VALUES = {"picture_document_lead", "picture_source_short", "picture_unit_reading"}


@pytest.mark.parametrize("key", [key for key in PHRASES[Language.JA] if key not in OWN_VALUES])
def test_a_phrase_takes_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(PHRASES[Language.EN][key]) == placeholders(PHRASES[Language.JA][key])


def test_both_languages_have_the_same_templates() -> None:
    names = {language: {p.name for p in (ROOT / "templates" / language).glob("*")} for language in Language}
    assert names[Language.EN] == names[Language.JA]


def test_both_languages_have_the_same_profile() -> None:
    from replies.profile import profiles

    shapes = {language: list(profile.commands) for language, profile in profiles().items()}
    assert shapes[Language.EN] == shapes[Language.JA]


def test_no_phrase_is_dead() -> None:
    """Each is named in a template or in code, whole or by its beginning (view_, button_)."""
    said = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    starts = tuple(re.findall(r"[\"'(]([a-z_]+_)[\"'{]", said))
    dead = [key for key in PHRASES[Language.JA] if not re.search(f"[\"']{key}[\"']", said)]
    dead = [key for key in dead if not key.startswith(starts)]
    assert dead == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_text_stands_in_code_or_in_templates_of_both_languages(path: Path) -> None:
    if path.parent.name in tuple(Language):
        return
    text = re.sub(r'""".*?"""|#.*|\{#.*?#\}', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"[ぁ-ヿ㐀-鿿]+", text.replace("・", "")) == []

"""The texts in both languages: the same phrases with the same values, and templates for the same messages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from bot.service import Service
from knowledge.base import load_file
from knowledge.question import Language
from replies.texts import ROOT

PHRASES = {each: load_file(ROOT / "phrases" / f"{each}.yaml", dict[str, str]) for each in Language}
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
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


@pytest.mark.parametrize("path", list(ROOT.glob("templates/**/*.html")), ids=lambda path: path.name)
def test_no_template_has_a_filter_worked_out_when_it_is_compiled(path: Path, service: Service) -> None:
    """As Jinja does for constants: a compiled template is kept, whatever becomes of the themes or the day."""
    filters = service._renderer._texts[Language.JA]._environment.filters
    own = {"tr", "said", "yen", "theme", "stale"}
    assert own <= filters.keys()
    used = Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Filter)
    assert [each.name for each in used if each.name in own and isinstance(each.node, nodes.Const)] == []


def test_no_phrase_is_dead() -> None:
    """Each is named in a template or in code, whole or by its beginning ("view_", "calc_step")."""
    by_the_bot = (ROOT.parent / "bot").glob("*.py")
    said = "\n".join(path.read_text(encoding="utf-8") for path in (*SOURCES, *by_the_bot))
    names = set(re.findall(r"(?<=[\"'(\n])[a-z_]+(?=[\"'{\n])", said))
    starts = tuple(f"{name.rstrip('_')}_" for name in names if "_" in name)
    assert [key for key in PHRASES[Language.JA] if key not in names and not key.startswith(starts)] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_text_stands_in_code_or_in_templates_of_both_languages(path: Path) -> None:
    if path.parent.name in tuple(Language):
        return
    text = path.read_text(encoding="utf-8")
    text = _literals(text) if path.suffix == ".py" else re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    assert re.findall(r"[ぁ-ヿ㐀-鿿]+", text.replace("・", "")) == []


def _literals(code: str) -> str:
    """What stands in the strings of a module, docstrings left out."""
    tree = ast.parse(code)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, DOCUMENTED)}
    strings = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return "\n".join(value for value in strings if isinstance(value, str) and value not in docs)

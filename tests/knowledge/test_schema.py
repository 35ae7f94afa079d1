"""The JSON Schema for editors says what the model says, and the editors find it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from knowledge import schema
from knowledge.base import ROOT, measure_files

MEASURES = [Path(path) for path in measure_files(ROOT)]


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (1.2, core schema): dates, `no` and 10:30 are strings, 48 is a number."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for tag, pattern, first in [
    ("bool", "true|false", "tf"),
    ("null", "null|~|", "n~"),
    ("int", r"[-+]?\d+", "-+0123456789"),
    ("float", r"[-+]?\d+\.\d*", "-+0123456789"),
]:
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))


def faults(text: str) -> list[str]:
    """What an editor underlines in a measure's file."""
    measure = yaml.load(text, EditorLoader)
    # Keys are names for JSON, also where they are numbers.
    found = Draft202012Validator(schema.schema()).iter_errors(json.loads(json.dumps(measure)))
    return [f"{each.json_path}: {each.message}" for error in found for each in [error, *inner(error)]]


def inner(error: ValidationError) -> Iterator[ValidationError]:
    """What is wrong further inside: of a part that may be absent the schema says only that it is wrong."""
    for each in error.context or ():
        yield each
        yield from inner(each)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema.schema())


@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_an_editor_accepts_every_measure(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ("page: 55", "page: P.55", "$.page: 'P.55' is not of type 'integer'"),
        ("themes: [", "themes: [magic, ", "$.themes[0]: 'magic' is not one of"),
        ("short:", "shrot:", "'shrot' was unexpected"),
        ("    oku: 352", "    oku: many", "$.content.amount.oku: 'many' is not of type 'number'"),
    ],
)
def test_an_editor_underlines_a_slip(right: str, wrong: str, what: str) -> None:
    text = (ROOT / "measures/budget/048.yaml").read_text(encoding="utf-8")
    assert right in text
    assert any(what in fault for fault in faults(text.replace(right, wrong, 1)))


def test_the_schema_in_the_repository_is_that_of_the_model() -> None:
    """If this fails: python -m knowledge.schema"""
    assert schema.PATH.read_text(encoding="utf-8") == schema.as_text()


def test_a_number_in_yaml_is_a_string_for_us() -> None:
    measure = schema.schema()["$defs"]["Measure"]["properties"]
    assert measure["id"]["type"] == ["string", "number"]
    assert measure["page"]["type"] == "integer"


def test_editors_use_it_for_every_measure() -> None:
    project = ROOT.parent
    settings = json.loads((project / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    ((path, pattern),) = settings["yaml.schemas"].items()
    assert project / path == schema.PATH
    assert {*project.glob(pattern)} == {Path(each) for each in measure_files(ROOT)}

"""The JSON Schema for editors says what the model says, and the editors find it."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge import schema
from knowledge.base import ROOT, measure_files


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

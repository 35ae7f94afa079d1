"""The JSON Schema of a measure's file, for editors: `python -m knowledge.schema` writes it anew.

It is made from `knowledge.model`, so that an editor completes and refuses what `python -m bot check` does,
as far as the shape goes.
"""

from __future__ import annotations

import json
import sys
from inspect import cleandoc
from typing import Any

import msgspec

from knowledge.base import ROOT, load_file
from knowledge.model import Measure, Text

PATH = ROOT / "measure.schema.json"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a file under `measures/`."""
    made: dict[str, Any] = _as_written(msgspec.json.schema(Measure))
    themes = list(load_file(ROOT / "themes.yaml", dict[str, Text]))
    made["$defs"]["Measure"]["properties"]["themes"]["items"] = {"enum": themes}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A measure of the economic package",
        **made,
    }


def as_text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _as_written(part: Any) -> Any:
    """A part of the schema, with numbers allowed as strings: `id: 48` is a number for an editor, and the
    string "48" for us (see `knowledge.yaml_source`)."""
    if isinstance(part, list):
        return [_as_written(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _as_written(value) for key, value in part.items()}
    if isinstance(made.get("description"), str):
        made["description"] = cleandoc(made["description"])
    if made.get("type") == "string":
        made["type"] = ["string", "number"]
    return made


if __name__ == "__main__":
    PATH.write_text(as_text(), encoding="utf-8")
    sys.exit(0)

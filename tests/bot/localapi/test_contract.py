"""The table of parameters against the Bot API's own description."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.localapi.contract import SIGNATURES
from bot.localapi.methods import METHODS
from bot.localapi.updates import KINDS

DESCRIPTION = Path(__file__).parents[4] / "shared" / "botapi" / "api.json"


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    if not DESCRIPTION.is_file():
        pytest.skip("the Bot API's description (../shared/botapi/api.json) is not here")
    loaded: dict[str, Any] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return loaded


def test_every_method_has_a_signature() -> None:
    assert METHODS.keys() == SIGNATURES.keys()


@pytest.mark.parametrize("method", sorted(SIGNATURES))
def test_parameters_are_those_of_the_bot_api(description: dict[str, Any], method: str) -> None:
    fields = description["methods"][method].get("fields", [])
    signature = SIGNATURES[method]
    assert signature.required == {field["name"] for field in fields if field["required"]}
    assert signature.optional == {field["name"] for field in fields if not field["required"]}


def test_kinds_of_update_are_those_of_the_bot_api(description: dict[str, Any]) -> None:
    names = {field["name"] for field in description["types"]["Update"]["fields"]}
    assert names - {"update_id"} == KINDS

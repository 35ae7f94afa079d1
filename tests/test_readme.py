"""The README says what is true: its commands, settings, files and folders are those of the project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.__main__ import _parser

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_first_two_blocks_are_one_command_each() -> None:
    """Tools read them: the first runs the chat page, the second every check and test."""
    run, test = (block.splitlines() for block in FENCED[:2])
    assert len(run) == len(test) == 1
    assert run[0].endswith("python -m bot")
    assert test[0].endswith("pytest -q")


def test_every_command_is_told() -> None:
    commands = next(action.choices for action in _parser()._actions if action.choices)
    assert [name for name in commands or () if f"python -m bot {name} " not in README] == []


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", README))))
def test_every_path_that_is_named_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("path", re.findall(r'(?:src="|\]\()([^h"][^")]*)', README))
def test_every_link_into_the_project_leads_somewhere(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("folder", [path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()])
def test_every_package_is_told(folder: str) -> None:
    assert f"`{folder}/`" in README

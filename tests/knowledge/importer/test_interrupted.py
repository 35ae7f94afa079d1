"""An import that is killed midway: the next run finishes it, and nobody's words are lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from knowledge.base import Faults, load_with_files
from knowledge.importer.__main__ import main
from tests.knowledge.importer.helpers import files


class Killed(BaseException):
    """What no handler catches."""


@pytest.fixture
def written(imported: Path) -> Path:
    """The imported measures, each with words of its own."""
    for path in imported.glob("measures/*/*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("themes: [TODO]", f"themes: [x]  # {path.stem}"), encoding="utf-8")
    return imported


def kill_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends instead of putting the file of that step (from 0) in place."""
    done = 0
    replace = os.replace

    def counted(*args: object, **options: object) -> None:
        nonlocal done
        if done == step:
            raise Killed
        done += 1
        replace(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", counted)


def test_killed_at_any_step(
    tmp_path: Path, written: Path, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the journal is there nothing has changed; after it, the next run completes the change."""
    whole, before = tmp_path / "whole", files(written)
    shutil.copytree(written, whole)
    assert main([str(edition), "--out", str(whole), "--new-edition"]) == 0
    steps = sum(after != before.get(name) for name, after in files(whole).items())
    for step in range(steps + 1):
        root = tmp_path / f"killed-{step}"
        shutil.copytree(written, root)
        arguments = [str(edition), "--out", str(root), "--new-edition"]
        with monkeypatch.context() as patched:
            kill_at(step, patched)
            with pytest.raises(Killed):
                main(arguments)
        left = {name: text for name, text in files(root).items() if not name.endswith(".tmp")}
        assert (left == before) == (step == 0)
        if step:
            with pytest.raises(Faults, match="an import was interrupted"):
                load_with_files(root)
        assert main(arguments) == 0
        assert files(root) == files(whole)

"""An import that is killed midway: the next run finishes it, and nobody's words are lost."""

from __future__ import annotations

import errno
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


def fail_at(
    step: int, call: str, fault: int, monkeypatch: pytest.MonkeyPatch, for_good: bool = False
) -> None:
    """The call of `os` with that number (from 0) fails; `for_good`: every later one too."""
    done, real = 0, getattr(os, call)

    def counted(*args: object, **options: object) -> None:
        nonlocal done
        done += 1
        if done == step + 1 or (for_good and done > step):
            raise OSError(fault, os.strerror(fault))
        real(*args, **options)

    monkeypatch.setattr(os, call, counted)


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


@pytest.mark.parametrize(
    ("call", "fault"), [("fsync", errno.ENOSPC), ("replace", errno.EACCES), ("replace", errno.ENOSPC)]
)
def test_a_write_that_fails_changes_nothing(
    written: Path,
    edition: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    call: str,
    fault: int,
) -> None:
    """A full disk, a file that may not be written: whichever write it is, one line, and all is as before."""
    before, arguments = files(written), [str(edition), "--out", str(written), "--new-edition"]
    for step in (0, 3):
        capsys.readouterr()
        with monkeypatch.context() as patched:
            fail_at(step, call, fault, patched)
            assert main(arguments) == 2
        line = f"{written}:1: cannot be written ({os.strerror(fault)}): nothing was changed"
        assert capsys.readouterr().err.startswith(line)
        assert files(written) == before
    assert main(arguments) == 0


def test_a_write_that_cannot_be_undone_says_what_to_do(
    written: Path, edition: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing can be written any more after the second file: the next run completes the change."""
    arguments = [str(edition), "--out", str(written), "--new-edition"]
    with monkeypatch.context() as patched:
        fail_at(2, "replace", errno.EROFS, patched, for_good=True)
        assert main(arguments) == 2
    assert "half done: mend that, and run it again, which finishes it" in capsys.readouterr().err
    with monkeypatch.context() as patched:
        fail_at(0, "replace", errno.EROFS, patched)
        assert main(arguments) == 2
    assert "half done: mend that" in capsys.readouterr().err
    with pytest.raises(Faults, match="an import was interrupted"):
        load_with_files(written)
    assert main(arguments) == 0
    assert not list(written.rglob(".*"))

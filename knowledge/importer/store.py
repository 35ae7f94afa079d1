"""The measure files that are there: reading them, and replacing several as one.

What is to change is first written aside, and then whole into one file, the journal; from then on it
happens, whatever interrupts it: the next run finishes what the journal says. Until then, nothing has
changed. A write that fails is undone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from knowledge import yaml_source
from knowledge.base import JOURNAL, load_measure, measure_files
from knowledge.importer.document import Facts
from knowledge.model import Measure
from knowledge.yaml_source import SourceFault


class NotWritten(Exception):
    """Files could not be written. Its text is one line: `directory:1: why, and what to do`."""


@dataclass(frozen=True)
class Stored:
    """A measure file: its text byte for byte, its content as written, and the measure that it makes."""

    path: Path
    text: str
    raw: dict[str, Any]
    measure: Measure

    @property
    def facts(self) -> Facts:
        """What the file says of the measure's identity."""
        of = self.measure
        return Facts(of.id, "1", of.page, of.title.ja, of.subtitle.ja if of.subtitle else None)


def read(root: Path) -> dict[str, Stored]:
    """The files below `root` by id. Raises Faults or SourceFault for one that is not a measure's."""
    found: dict[str, Stored] = {}
    for path in measure_files(root):
        measure, _ = load_measure(path)
        if measure.id in found:
            raise SourceFault(path, 1, f"the id {measure.id} stands in {found[measure.id].path} too")
        found[measure.id] = Stored(path, read_text(path), yaml_source.read(path), measure)
    return found


def read_text(path: Path) -> str:
    """The file's text with its own line ends. Raises OSError, UnicodeDecodeError."""
    return path.read_bytes().decode("utf-8")


def replace(root: Path, texts: Mapping[Path, str | None]) -> None:
    """Write the files below `root`, or remove those that are None: all of them or none.

    Raises NotWritten if the disk is full or writing is not allowed; then nothing has changed.
    """
    if not texts:
        return
    named = {str(path.relative_to(root)): text for path, text in texts.items()}
    try:
        root.mkdir(parents=True, exist_ok=True)
        before = {path: path.read_bytes() if path.exists() else None for path in texts}
        # All of it aside first: where there is no room or no permission it shows now.
        for path, text in texts.items():
            if text is not None:
                _aside(path, text.encode("utf-8"))
        _aside(root / JOURNAL, msgspec.json.encode(named)).replace(root / JOURNAL)
    except OSError as error:
        _clear([*texts, root / JOURNAL])
        raise _not_written(root, error) from error
    try:
        _finish(root)
    except OSError as error:
        _undo(root, before)
        raise _not_written(root, error) from error


def finish(root: Path) -> bool:
    """Do what the journal of an interrupted import says; whether there was one. Raises NotWritten."""
    try:
        return _finish(root)
    except OSError as error:
        raise _half_done(root, error) from error


def _finish(root: Path) -> bool:
    journal = root / JOURNAL
    if not journal.exists():
        return False
    for name, text in msgspec.json.decode(journal.read_bytes(), type=dict[str, str | None]).items():
        if text is None:
            (root / name).unlink(missing_ok=True)
        else:
            _aside(root / name, text.encode("utf-8")).replace(root / name)
    journal.unlink()
    return True


def _aside(path: Path, content: bytes) -> Path:
    """Write beside the path, so that nobody ever sees half a file; where, to be put in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = _beside(path)
    if aside.exists() and aside.read_bytes() == content:
        return aside
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return aside


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.tmp")


def _clear(paths: Iterable[Path]) -> None:
    """Remove what was written aside, as far as that is allowed."""
    for path in paths:
        with suppress(OSError):
            _beside(path).unlink()


def _undo(root: Path, before: Mapping[Path, bytes | None]) -> None:
    """Put back what was there. Raises NotWritten if that cannot be written either."""
    _clear(before)
    try:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_bytes() != content:
                _aside(path, content).replace(path)
        (root / JOURNAL).unlink()
    except OSError as error:
        raise _half_done(root, error) from error


def _half_done(root: Path, error: OSError) -> NotWritten:
    reason = f"{error.strerror or error}; the import is half done"
    return NotWritten(f"{root}:1: {reason}: mend that, and run it again, which finishes it")


def _not_written(root: Path, error: OSError) -> NotWritten:
    reason = error.strerror or str(error)
    return NotWritten(f"{root}:1: cannot be written ({reason}): nothing was changed; mend that, run it again")

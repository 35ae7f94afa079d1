"""The measure files that are there: reading them, and replacing several as one.

What is to change is first written whole into one file, the journal; from then on it happens, whatever
interrupts it: the next run finishes what the journal says. Until then, nothing has changed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from knowledge import yaml_source
from knowledge.base import JOURNAL, load_measure, measure_files
from knowledge.importer.document import Facts
from knowledge.model import Measure
from knowledge.yaml_source import SourceFault


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
    """Write the files below `root`, or remove those that are None: all of them or none. Raises OSError."""
    if not texts:
        return
    root.mkdir(parents=True, exist_ok=True)
    named = {str(path.relative_to(root)): text for path, text in texts.items()}
    _write(root / JOURNAL, msgspec.json.encode(named))
    finish(root)


def finish(root: Path) -> bool:
    """Do what the journal of an interrupted import says; whether there was one. Raises OSError."""
    journal = root / JOURNAL
    if not journal.exists():
        return False
    for name, text in msgspec.json.decode(journal.read_bytes(), type=dict[str, str | None]).items():
        if text is None:
            (root / name).unlink(missing_ok=True)
        else:
            _write(root / name, text.encode("utf-8"))
    journal.unlink()
    return True


def _write(path: Path, content: bytes) -> None:
    """Write aside, then put in place: nobody sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.tmp")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)

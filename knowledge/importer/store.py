"""The measure files that are there: reading them, and replacing several at once."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge import yaml_source
from knowledge.base import measure_files
from knowledge.importer.document import Facts
from knowledge.yaml_source import SourceFault


@dataclass(frozen=True)
class Stored:
    """A measure file: its text byte for byte, and its content."""

    path: Path
    text: str
    raw: dict[str, Any]

    @property
    def facts(self) -> Facts:
        """What the file says of the measure's identity."""
        subtitle = self.raw.get("subtitle") or {}
        page = str(self.raw["page"])
        return Facts(
            id=self.raw["id"],
            place="1",
            page=int(page) if page.isdigit() else 0,
            title=self.raw["title"]["ja"],
            subtitle=subtitle.get("ja"),
        )


def read(root: Path) -> dict[str, Stored]:
    """The files below `root` by id. Raises SourceFault for one that is not a measure's."""
    found: dict[str, Stored] = {}
    for path in measure_files(root):
        raw = yaml_source.read(path)
        title = raw.get("title") if isinstance(raw, dict) else None
        if (
            not isinstance(title, dict)
            or not title.get("ja")
            or "id" not in raw
            or "page" not in raw
        ):
            raise SourceFault(path, 1, "no measure: it needs id, page and title.ja")
        if raw["id"] in found:
            raise SourceFault(path, 1, f"the id {raw['id']} stands in {found[raw['id']].path} too")
        found[raw["id"]] = Stored(path, read_text(path), raw)
    return found


def read_text(path: Path) -> str:
    """The file's text with its own line ends."""
    return path.read_bytes().decode("utf-8")


def replace(texts: dict[Path, str | None]) -> None:
    """Write the files, or remove those that are None: all are written aside, then put in place.

    Raises OSError; what was not yet put in place is then cleared away.
    """
    aside: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            if text is not None:
                aside[path] = _write_aside(path, text)
        for path, temporary in aside.items():
            temporary.replace(path)
        for path, text in texts.items():
            if text is None:
                path.unlink()
    finally:
        for temporary in aside.values():
            with contextlib.suppress(OSError):
                temporary.unlink()


def _write_aside(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        Path(name).chmod(mode)
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)

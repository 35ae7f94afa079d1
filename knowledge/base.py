"""The knowledge base: everything that is known, loaded once and immutable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from knowledge import drafts, kept, yaml_source
from knowledge.model import Base, Measure, Text, order
from knowledge.yaml_source import SourceFault

ROOT = Path(__file__).parent
# What an import is about to write; it is there only while the importer works, or after it was killed.
JOURNAL = ".import.json"

Kind = TypeVar("Kind")


class Terms(Base, frozen=True):
    """Under which terms the document may be used."""

    name: Text
    address: str


class Pages(Base, frozen=True):
    """First and last page of the budget measures and of the institutional ones."""

    budget: tuple[int, int]
    system: tuple[int, int]

    @property
    def count(self) -> int:
        """How many measures there are: each has a page."""
        return sum(last - first + 1 for first, last in (self.budget, self.system))


class Document(Base, frozen=True):
    """The edition: `knowledge/document.yaml`."""

    title: Text
    short: Text
    publisher: Text
    date: str
    date_shown: Text
    budget: Text
    address: str
    pages: Pages
    terms: Terms
    attribution: Text


class Faults(Exception):
    """Everything that is wrong with a knowledge base, a line a fault: `file:line: what`."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class KnowledgeBase:
    """The measures in the document's order, the themes, the edition. Nothing in it changes."""

    def __init__(
        self,
        measures: Iterable[Measure],
        themes: Mapping[str, Text],
        document: Document,
        gaps: Mapping[str, list[str]] | None = None,
        origin: bytes = b"",
    ) -> None:
        """gaps: those of each draft, by its id. origin: a digest of the files that all this was read from,
        by which it is known again; b"" if it was not."""
        self.measures = {m.id: m for m in sorted(measures, key=lambda m: order(m.id))}
        self.themes = dict(themes)
        self.document = document
        self.drafts = dict(gaps or {})
        self.origin = origin

    def __getitem__(self, measure_id: str) -> Measure:
        return self.measures[measure_id]

    def __contains__(self, measure_id: object) -> bool:
        return measure_id in self.measures

    def __len__(self) -> int:
        return len(self.measures)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """All ids, in the document's order."""
        return tuple(self.measures)

    @cached_property
    def groups(self) -> dict[str, tuple[Measure, ...]]:
        """The groups of sub-measures: `{"57": (57-1, …, 57-5), …}`."""
        found: dict[str, list[Measure]] = {}
        for measure in self.measures.values():
            if measure.group:
                found.setdefault(measure.group, []).append(measure)
        return {group: tuple(members) for group, members in found.items()}

    @cached_property
    def by_page(self) -> dict[int, Measure]:
        """The measure of each page of the document."""
        return {m.page: m for m in self.measures.values()}

    @cached_property
    def priced(self) -> tuple[Measure, ...]:
        """The measures whose amount the document's copy gives."""
        return tuple(m for m in self.measures.values() if m.amount)

    @cached_property
    def detailed(self) -> tuple[Measure, ...]:
        """The measures whose page was taken over from the document's copy."""
        return tuple(m for m in self.measures.values() if m.content and m.id not in self.drafts)

    def neighbour(self, measure: Measure, step: int) -> Measure | None:
        """The measure `step` places further in the document; None past its ends."""
        at = self.ids.index(measure.id) + step
        return self.measures[self.ids[at]] if 0 <= at < len(self.ids) else None


def load(root: Path = ROOT) -> KnowledgeBase:
    """Read the YAML below `root`. Raises Faults with everything that does not fit the model."""
    return load_with_files(root)[0]


def load_with_files(root: Path) -> tuple[KnowledgeBase, list[tuple[Path, Measure]]]:
    """The knowledge base, and each file with the measure that it holds. Raises Faults like `load`."""
    faults: list[str] = []
    origin = kept.digest(source_files(root))
    if (root / JOURNAL).exists():
        faults.append(f"{yaml_source.shown(root / JOURNAL)}:1: an import was interrupted: run it again")
    files = []
    gaps: dict[str, list[str]] = {}
    for path in measure_files(root):
        try:
            measure, missing = load_measure(path)
            files.append((path, measure))
            if missing:
                gaps[measure.id] = missing
        except (Faults, SourceFault) as error:
            faults.append(str(error))
    try:
        themes = load_file(root / "themes.yaml", dict[str, Text])
        document = load_document(root)
    except (Faults, SourceFault) as error:
        faults.append(str(error))
    if faults:
        raise Faults(faults)
    # Of what somebody wrote meanwhile, nobody knows what was read.
    origin = origin if origin == kept.digest(source_files(root)) else b""
    return KnowledgeBase((measure for _, measure in files), themes, document, gaps, origin), files


def load_measure(path: Path) -> tuple[Measure, list[str]]:
    """A file's measure and its gaps: of a draft only what is certain. Raises SourceFault or Faults."""
    raw = yaml_source.read(path)
    missing = drafts.gaps(raw)
    if not missing:
        return convert(path, raw, Measure), missing
    try:
        return drafts.certain(raw), missing
    except msgspec.ValidationError as error:
        raise Faults([_located(path, [], str(error))]) from None


def load_document(root: Path) -> Document:
    """The edition alone. Raises Faults or SourceFault."""
    return load_file(root / "document.yaml", Document)


def load_file(path: Path, kind: type[Kind]) -> Kind:
    """One YAML file as what it should be. Raises SourceFault or Faults."""
    return kept.made(f"{path} {kind}", [path], lambda: convert(path, yaml_source.read(path), kind))


def measure_files(root: Path) -> list[Path]:
    """The measures' files below `root`, in a stable order."""
    return sorted((root / "measures").glob("*/*.yaml"))


def source_files(root: Path) -> list[Path]:
    """All that a knowledge base is read from, or checked by."""
    others = ("themes.yaml", "document.yaml", "figures.yaml", JOURNAL)
    return [*measure_files(root), *(root / name for name in others)]


def convert(path: Path, value: Any, kind: type[Kind]) -> Kind:
    """What was read as what it should be. Raises Faults, a line for each fault found."""
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Faults(_faults(path, value, kind, error)) from None


def _faults(path: Path, value: Any, kind: Any, first: msgspec.ValidationError) -> list[str]:
    """msgspec stops at a file's first fault: try each key alone, so that one run names them all."""
    found = []
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            if field.encode_name in value:
                try:
                    msgspec.convert(value[field.encode_name], field.type, strict=False)
                except msgspec.ValidationError as error:
                    found.append(_located(path, [field.encode_name], str(error)))
    return found or [_located(path, [], str(first))]


def _located(path: Path, above: list[str | int], message: str) -> str:
    """msgspec's `what - at `$.a[1].b`` as `file:line: what (at a[1].b)`."""
    what, _, where = message.partition(" - at ")
    keys: list[str | int] = list(above)
    for part in where.strip("`$").replace("[", ".[").split("."):
        if part.startswith("[") and part[1:-1].isdigit():
            keys.append(int(part[1:-1]))
        elif part and part != "[...]":
            keys.append(part)
    at = "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in keys).lstrip(".")
    line = yaml_source.line_of(path, keys)
    return f"{yaml_source.shown(path)}:{line}: {what}" + (f" (at {at})" if at else "")

"""The text of a new measure file: what is certain, and `TODO` for what the importer cannot know."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from knowledge.drafts import GAP
from knowledge.importer import amount
from knowledge.importer.document import Facts
from knowledge.importer.grids import Grid
from knowledge.model import POINT_FIELDS, Correction, Field

# Every page says how its measure works and nearly every one for whom, often in no passage of its own.
_ALWAYS = (Field.SCHEME, Field.TARGET)


def file_of(measure_id: str) -> Path:
    """Where a measure's file lies below `measures`: `57-3` is `budget/057-3.yaml`."""
    number, _, part = measure_id.removeprefix("s").partition("-")
    is_system = measure_id.startswith("s")
    stem = number.zfill(2 if is_system else 3) + (f"-{part}" if part else "")
    return Path("system" if is_system else "budget", f"{stem}.yaml")


def new_file(facts: Facts) -> str:
    """A draft of the measure."""
    blocks = [_identity(facts), _keywords(), _needs()]
    if facts.has_content:
        blocks.append(content(facts))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def scalar(text: str) -> str:
    """The text as a YAML value: plain if it reads back the same, else quoted."""
    try:
        if yaml.load(f"k: {text}\n", yaml.BaseLoader) == {"k": text} and "\n" not in text:
            return text
    except yaml.YAMLError:
        pass
    return json.dumps(text, ensure_ascii=False)


def subtitle(text: str) -> list[str]:
    """The lines of a subtitle of which only the Japanese is known."""
    return ["subtitle:", f"  ja: {scalar(text)}", f"  reading: {GAP}", f"  en: {GAP}"]


def corrections(found: list[Correction]) -> list[str]:
    """The items of `corrections`."""
    lines = []
    for each in found:
        lines += [
            f"  - printed: {scalar(each.printed)}",
            f"    corrected: {scalar(each.corrected)}",
        ]
    return lines


def shown(found: list[Correction], words: object) -> list[Correction]:
    """The corrections of what a file (or a part of it) shows corrected: only those are recorded."""
    text = " ".join(_texts(words))
    # ○ opens a subtitle on the page; in the file that is a key of its own.
    return [c for c in found if c.corrected.lstrip("○") in text and c.printed not in text]


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [t for k, v in value.items() if k != "corrections" for t in _texts([k, v])]
    if isinstance(value, list):
        return [t for item in value for t in _texts(item)]
    return [str(value)]


def content(facts: Facts) -> list[str]:
    """The lines of `content`: amount and tables are certain; what the passages say is a gap each."""
    lines = ["content:"]
    if facts.amount:
        lines.append("  amount:")
        lines += [f"    {name}: {value}" for name, value in amount.written(facts.amount).items()]
    for name in ("purpose", "overview"):
        lines += [f"  {name}:", f"    ja: {GAP}", f"    en: {GAP}"]
    told = facts.detail.fields if facts.detail else set()
    for name in POINT_FIELDS:
        if name in _ALWAYS or name in told:
            lines += [f"  {name}:", *_item(GAP, 4)]
    if facts.grids:
        lines.append("  tables:")
    for i, grid in enumerate(facts.grids, start=1):
        same = [g.field for g in facts.grids[: i - 1]].count(grid.field)
        lines += _table(grid, grid.field + (f"-{same + 1}" if same else ""))
    return lines


def _identity(facts: Facts) -> list[str]:
    lines = [
        f"id: {facts.id}",
        f"page: {facts.page}",
        "title:",
        f"  ja: {scalar(facts.title)}",
        f"  reading: {GAP}",
        f"  en: {GAP}",
    ]
    if facts.subtitle:
        lines += subtitle(facts.subtitle)
    lines += ["short:", f"  ja: {GAP}", f"  reading: {GAP}", f"  en: {GAP}", f"themes: [{GAP}]"]
    if recorded := shown(facts.corrections, [facts.title, facts.subtitle or ""]):
        lines += ["corrections:", *corrections(recorded)]
    return lines


def _keywords() -> list[str]:
    words = f"    {GAP}: {GAP}"
    return ["keywords:", "  distinctive:", words, "  common:", words, "  english:", f"    - {GAP}"]


def _needs() -> list[str]:
    return ["needs:", f"  {GAP}: {GAP}", "needs_en:", f"  - {GAP}"]


def _table(grid: Grid, key: str) -> list[str]:
    lines = [f"    - key: {key}", f"      field: {grid.field}"]
    lines += ["      title:", *_text(grid.title or GAP, 8)]
    if grid.row_title:
        lines += ["      row_title:", *_text(grid.row_title, 8)]
    lines.append("      columns:")
    for column in grid.columns:
        lines += _item(column or GAP, 8)
    lines.append("      rows:")
    for head, cells in grid.rows:
        lines += ["        - head:", *_text(head, 12)]
        lines.append(f"          cells: {json.dumps(list(cells), ensure_ascii=False)}")
    if grid.unit:
        lines += ["      unit:", *_text(grid.unit, 8)]
    return lines


def _text(ja: str, indent: int) -> list[str]:
    return [f"{' ' * indent}ja: {scalar(ja)}", f"{' ' * indent}en: {GAP}"]


def _item(ja: str, indent: int) -> list[str]:
    return [f"{' ' * indent}- ja: {scalar(ja)}", f"{' ' * indent}  en: {GAP}"]

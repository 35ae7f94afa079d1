"""Which files an import changes, and how: nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.drafts import gaps
from knowledge.figures import figures
from knowledge.importer import matching, store, writer
from knowledge.importer.document import Document, Facts
from knowledge.importer.edit import Editor
from knowledge.importer.matching import Named
from knowledge.importer.notes import Notes
from knowledge.importer.progress import progress
from knowledge.importer.store import Stored
from knowledge.model import Correction

FIGURES_HEAD = (
    "# The figures that each page prints, made by `python -m knowledge.figures DOCUMENT`."
)


@dataclass
class Plan:
    """The files to write (None: to remove), and what happens to each, a line each."""

    texts: dict[Path, str | None] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    unchanged: int = 0


def plan(
    document: Document, present: dict[str, Stored], root: Path, notes: Notes, new_edition: bool
) -> Plan:
    """What an import of `document` into `root` changes.

    A measure keeps its file by its title. One whose number changed is moved, and one that the
    document no longer has is removed, only for a `new_edition`; else both are faults.
    """
    made = Plan()
    olds = _partners(document, present)
    moved = {new: old for new, old in olds.items() if old != new}
    if moved and not new_edition:
        for new, old in moved.items():
            place = next(f.place for f in document.facts if f.id == new)
            notes.fault(place, f"{new} is {old} here: another edition? See compare, --new-edition")
    for facts in progress("measure", document.facts):
        _measure(made, facts, olds.get(facts.id), present, root, notes, new_edition)
    if new_edition and document.whole:
        _dropped(made, document, olds, present, root)
    _figures(made, document, root)
    return made


def _partners(document: Document, present: dict[str, Stored]) -> dict[str, str]:
    """The present id of each measure of the document that is there already."""
    old = [_named(stored.facts) for stored in present.values()]
    return dict(matching.pair(old, [_named(facts) for facts in document.facts]))


def _named(facts: Facts) -> Named:
    return Named(facts.id, facts.title, facts.subtitle)


def _measure(
    made: Plan,
    facts: Facts,
    old: str | None,
    present: dict[str, Stored],
    root: Path,
    notes: Notes,
    new_edition: bool,
) -> None:
    path = root / "measures" / writer.file_of(facts.id)
    shown = path.relative_to(root)
    if old is None:
        if facts.id in present and not new_edition:
            title = present[facts.id].facts.title
            notes.fault(
                facts.place, f"{facts.id} is 「{facts.title}」, but here 「{title}」: left alone"
            )
            return
        text = writer.new_file(facts)
        missing = len(gaps(yaml.load(text, yaml.BaseLoader)))
        replaced = " in place of another measure" if facts.id in present else ""
        made.texts[path] = text
        made.lines.append(f"{shown}: new{replaced}, {missing} gaps")
        return
    if old != facts.id and not new_edition:
        return
    stored = present[old]
    try:
        text, what = update(stored, facts)
    except (KeyError, ValueError, yaml.YAMLError) as error:
        notes.fault(facts.place, f"{stored.path} cannot be updated: {error}")
        return
    if old != facts.id:
        what.insert(0, f"moved from {old}")
        made.texts.setdefault(stored.path, None)
    if what:
        made.texts[path] = text
        made.lines.append(f"{shown}: {', '.join(what)}")
    else:
        made.unchanged += 1


def update(stored: Stored, facts: Facts) -> tuple[str, list[str]]:
    """The file's text with the document's facts, and what changed.

    Only the lines of those facts change. Raises KeyError, ValueError or yaml.YAMLError if the file is
    so written that this cannot be done.
    """
    editor, raw = Editor(stored.text), stored.raw
    what: list[str] = []
    if raw["id"] != facts.id:
        editor.set(["id"], facts.id)
    if raw["page"] != str(facts.page):
        editor.set(["page"], str(facts.page))
        what.append(f"page {raw['page']} → {facts.page}")
    if raw["title"]["ja"] != facts.title:
        editor.set_text(["title", "ja"], facts.title)
        what.append(
            f"title 「{raw['title']['ja']}」 → 「{facts.title}」 (look at reading and English)"
        )
    _subtitle(editor, raw, facts, what)
    _corrections(editor, raw, facts, what)
    _content(editor, raw, facts, what)
    if what or raw["id"] != facts.id:
        _verify(stored, editor.text)
    return editor.text, what


def _subtitle(editor: Editor, raw: dict[str, Any], facts: Facts, what: list[str]) -> None:
    old = (raw.get("subtitle") or {}).get("ja")
    if old == facts.subtitle:
        return
    if facts.subtitle is None:
        # The reading and the English are handwritten, so they stay; a person decides.
        what.append(f"the document has no subtitle any more; 「{old}」 is left")
        return
    if old is None:
        editor.insert_below(["title"], writer.subtitle(facts.subtitle))
    else:
        editor.set_text(["subtitle", "ja"], facts.subtitle)
    what.append(f"subtitle 「{old or ''}」 → 「{facts.subtitle}」 (look at reading and English)")


def _corrections(editor: Editor, raw: dict[str, Any], facts: Facts, what: list[str]) -> None:
    """Record what is not recorded: in a finished file only corrections of words that it shows."""
    present = [str(each.get("printed")) for each in raw.get("corrections") or []]
    missing = [c for c in facts.corrections if not any(_same(c, p) for p in present)]
    if not gaps(raw):
        text = " ".join(_texts({k: v for k, v in raw.items() if k != "corrections"}))
        missing = [c for c in missing if c.corrected in text and c.printed not in text]
    if not missing:
        return
    lines = writer.corrections(missing)
    if present:
        editor.insert_below(["corrections"], lines)
    else:
        above = next(k for k in ("themes", "short", "subtitle", "title") if k in raw)
        editor.insert_below([above], ["corrections:", *lines])
    what.append("corrected " + ", ".join(f"{c.printed} → {c.corrected}" for c in missing))


def _same(correction: Correction, printed: str) -> bool:
    """Whether it is recorded, perhaps with more of its word (`AI溶接口ボット` for `口ボット`)."""
    return correction.printed in printed or printed in correction.printed


def _content(editor: Editor, raw: dict[str, Any], facts: Facts, what: list[str]) -> None:
    if "content" not in raw:
        if facts.has_content:
            above = "keywords" if "keywords" in raw else list(raw)[-1]
            editor.insert_below([above], writer.content(facts), blank=True)
            what.append("content: its page is new; summaries are gaps")
        return
    if facts.amount is None:
        return
    wanted, old = writer.amount(facts.amount), raw["content"].get("amount")
    if not isinstance(old, dict):
        raise ValueError("content has no amount, but the page gives one")
    # An explicit `of_which: false` says the same as none.
    if {k: v for k, v in old.items() if v != "false"} != wanted:
        editor.set_mapping(["content", "amount"], wanted)
        what.append(f"amount {_flat(old)} → {_flat(wanted)}")


def _flat(amount: dict[str, str]) -> str:
    return " ".join(
        [f"{amount.get('oku')}億円", *(f"{k} {v}" for k, v in amount.items() if k != "oku")]
    )


def _verify(stored: Stored, text: str) -> None:
    """Nothing but the facts may differ: a guard against an edit gone wrong."""
    before, after = (_handwritten(yaml.load(t, yaml.BaseLoader)) for t in (stored.text, text))
    if before != after:
        raise ValueError("the change would touch what is handwritten")


def _handwritten(raw: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in raw.items() if k not in ("id", "page", "corrections")}
    kept["title"] = {k: v for k, v in raw["title"].items() if k != "ja"}
    kept["subtitle"] = {k: v for k, v in (raw.get("subtitle") or {}).items() if k != "ja"}
    if kept["subtitle"].get("reading") == "TODO":
        kept["subtitle"] = {}
    content = {k: v for k, v in (raw.get("content") or {}).items() if k != "amount"}
    kept["content"] = content if not gaps(content) else {}
    return kept


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [t for item in value.items() for part in item for t in _texts(part)]
    if isinstance(value, list):
        return [t for item in value for t in _texts(item)]
    return [str(value)]


def _dropped(
    made: Plan, document: Document, olds: dict[str, str], present: dict[str, Stored], root: Path
) -> None:
    kept = set(olds.values())
    for measure_id, stored in present.items():
        if measure_id not in kept:
            made.texts.setdefault(stored.path, None)
            title = stored.facts.title
            made.lines.append(f"{stored.path.relative_to(root)}: dropped 「{title}」")


def _figures(made: Plan, document: Document, root: Path) -> None:
    """The figures of the pages that were read, so that `check` knows what a summary may say."""
    path = root / "figures.yaml"
    old = store.read_text(path) if path.exists() else FIGURES_HEAD + "\n"
    head = [line for line in old.splitlines() if not line[:1].isdigit()]
    lines = {int(line.split(":")[0]): line for line in old.splitlines() if line[:1].isdigit()}
    for facts in document.facts:
        if facts.detail:
            found = sorted(figures(facts.detail.text))
            lines[facts.page] = f"{facts.page}: [{', '.join(map(repr, found))}]"
    text = "\n".join(head + [lines[page] for page in sorted(lines)]) + "\n"
    if lines and text != old:
        made.texts[path] = text
        made.lines.append("figures.yaml: the figures of the pages")

"""Which files an import changes, and how: nothing is written here."""

from __future__ import annotations

import re
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


class Planner:
    """Decides about the files below `root`, in which `present` is what is there.

    A measure keeps its file by its title. One whose number changed is moved, and one that the
    document no longer has is removed, only for a `new_edition`; else nothing of it is changed, and
    that is a fault.
    """

    def __init__(
        self, present: dict[str, Stored], root: Path, notes: Notes, new_edition: bool
    ) -> None:
        self.present = present
        self.root = root
        self.notes = notes
        self.new_edition = new_edition
        self.made = Plan()

    def plan(self, document: Document) -> Plan:
        """What an import of the document changes."""
        old = [_named(stored.facts) for stored in self.present.values()]
        partners = matching.pair(old, [_named(facts) for facts in document.facts])
        for facts in progress("measure", document.facts):
            partner = partners.get(facts.id)
            if partner is None:
                self._new(facts, taken=facts.id in partners.values())
            elif partner != facts.id and not self.new_edition:
                what = f"{facts.id} is {partner} here: another edition? See compare, --new-edition"
                self.notes.fault(facts.place, what)
            else:
                self._update(facts, self.present[partner])
        if self.new_edition and document.whole:
            self._drop(set(partners.values()))
        self._figures(document)
        return self.made

    def _new(self, facts: Facts, taken: bool) -> None:
        """A draft for a measure that is not there. `taken`: who had its number moves elsewhere."""
        path = self._path(facts)
        if facts.id in self.present and not self.new_edition:
            title = self.present[facts.id].facts.title
            what = f"{facts.id} is 「{facts.title}」, but here 「{title}」: left alone"
            self.notes.fault(facts.place, what)
            return
        text = writer.new_file(facts)
        missing = len(gaps(yaml.load(text, yaml.BaseLoader)))
        replaced = facts.id in self.present and not taken
        self.made.texts[path] = text
        self.made.lines.append(
            f"{self._shown(path)}: new{' in place of another measure' * replaced}, {missing} gaps"
        )

    def _update(self, facts: Facts, stored: Stored) -> None:
        """Change the lines of the facts that changed, if any; move the file if its number did."""
        try:
            text, what = update(stored, facts)
        except (KeyError, ValueError, yaml.YAMLError) as error:
            self.notes.fault(facts.place, f"{stored.path} is left as it is: {error}")
            return
        path = self._path(facts)
        if stored.raw["id"] != facts.id:
            what.insert(0, f"moved from {stored.raw['id']}")
            self.made.texts.setdefault(stored.path, None)
        if text == stored.text:
            for each in what:
                self.notes.remark(facts.place, f"{facts.id}: {each}")
            self.made.unchanged += 1
            return
        self.made.texts[path] = text
        self.made.lines.append(f"{self._shown(path)}: {', '.join(what)}")

    def _drop(self, kept: set[str]) -> None:
        for measure_id, stored in self.present.items():
            if measure_id not in kept:
                self.made.texts.setdefault(stored.path, None)
                shown = self._shown(stored.path)
                self.made.lines.append(f"{shown}: dropped 「{stored.facts.title}」")

    def _figures(self, document: Document) -> None:
        """The figures of the pages that were read: `check` allows a summary no others."""
        path = self.root / "figures.yaml"
        old = store.read_text(path) if path.exists() else FIGURES_HEAD + "\n"
        head = [line for line in old.splitlines() if not line[:1].isdigit()]
        lines = {int(line.split(":")[0]): line for line in old.splitlines() if line[:1].isdigit()}
        for facts in document.facts:
            if facts.detail:
                found = figures(facts.detail.text)
                before = set(re.findall(r"'([^']+)'", lines.get(facts.page, "")))
                if before - found:
                    lost = ", ".join(sorted(before - found))
                    self.notes.remark(facts.detail.place, f"P.{facts.page} no longer has {lost}")
                inner = ", ".join(map(repr, sorted(found)))
                lines[facts.page] = f"{facts.page}: [{inner}]"
        text = "\n".join(head + [lines[page] for page in sorted(lines)]) + "\n"
        if lines and text != old:
            self.made.texts[path] = text
            self.made.lines.append("figures.yaml: the figures of the pages")

    def _path(self, facts: Facts) -> Path:
        return self.root / "measures" / writer.file_of(facts.id)

    def _shown(self, path: Path) -> Path:
        return path.relative_to(self.root)


def _named(facts: Facts) -> Named:
    return Named(facts.id, facts.title, facts.subtitle)


def update(stored: Stored, facts: Facts) -> tuple[str, list[str]]:
    """The file's text with the document's facts, and what changed.

    Only the lines of those facts change. Raises KeyError, ValueError or yaml.YAMLError if the file
    is so written that this cannot be done.
    """
    editor, raw = Editor(stored.text), stored.raw
    what: list[str] = []
    if raw["id"] != facts.id:
        editor.set(["id"], facts.id)
    if raw["page"] != str(facts.page):
        editor.set(["page"], str(facts.page))
        what.append(f"page {raw['page']} → {facts.page}")
    _title(editor, raw, facts, what)
    _subtitle(editor, raw, facts, what)
    _corrections(editor, raw, facts, what)
    _content(editor, raw, facts, what)
    if what or raw["id"] != facts.id:
        _verify(stored, editor.text)
    return editor.text, what


def _title(editor: Editor, raw: dict[str, Any], facts: Facts, what: list[str]) -> None:
    old = raw["title"]["ja"]
    if old == facts.title:
        return
    if old.startswith(facts.title):
        raise ValueError(f"「{facts.title}」 looks cut off, here it is 「{old}」")
    editor.set_text(["title", "ja"], facts.title)
    what.append(f"title 「{old}」 → 「{facts.title}」 (look at reading and English)")


def _subtitle(editor: Editor, raw: dict[str, Any], facts: Facts, what: list[str]) -> None:
    old = (raw.get("subtitle") or {}).get("ja")
    if old == facts.subtitle:
        return
    if facts.subtitle is None:
        # The reading and the English are handwritten, so they stay; a person decides.
        what.append(f"the document has no subtitle any more; 「{old}」 is left")
        return
    if old and old.startswith(facts.subtitle):
        raise ValueError(f"「{facts.subtitle}」 looks cut off, here it is 「{old}」")
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

"""A measure file with the document's facts: only the lines of the facts that changed are changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from knowledge.drafts import GAP
from knowledge.importer import amount, writer
from knowledge.importer.document import Facts
from knowledge.importer.edit import Editor
from knowledge.importer.store import Stored

# What the importer writes; everything else in a file is handwritten.
_OURS = ("id", "page", "related", "corrections")


def update(stored: Stored, facts: Facts, renumbered: Mapping[str, str | None]) -> tuple[str, list[str]]:
    """The file's text with the document's facts, and what changed.

    renumbered: the new ids of measures that others refer to; None for one that is gone.

    Raises KeyError, ValueError or yaml.YAMLError if the file is so written that this cannot be done.
    """
    change = _Change(Editor(stored.text), stored)
    if stored.raw["id"] != facts.id:
        change.editor.set(["id"], facts.id)
        change.what.append(f"moved from {stored.raw['id']}")
    if stored.raw["page"] != str(facts.page):
        change.editor.set(["page"], str(facts.page))
        change.what.append(f"page {stored.raw['page']} → {facts.page}")
    change.name("title", stored.facts.title, facts.title)
    change.subtitle(facts.subtitle)
    change.related(renumbered)
    change.corrections(facts)
    change.content(facts)
    if change.editor.text != stored.text:
        _verify(stored, change.editor.text)
    return change.editor.text, change.what


@dataclass
class _Change:
    """The file under change, what stood in it, and what is said of the changes."""

    editor: Editor
    stored: Stored
    what: list[str] = field(default_factory=list)

    def name(self, key: str, old: str, new: str) -> None:
        """Title or subtitle. Reading and English are handwritten, so they stay; a person looks."""
        if old == new:
            return
        if old.startswith(new):
            raise ValueError(f"「{new}」 looks cut off, here it is 「{old}」")
        self.editor.set_text([key, "ja"], new)
        self.what.append(f"{key} 「{old}」 → 「{new}」 (look at reading and English)")

    def subtitle(self, new: str | None) -> None:
        old = self.stored.facts.subtitle
        if old and new:
            self.name("subtitle", old, new)
        elif old:
            self.what.append(f"the document has no subtitle any more; 「{old}」 is left")
        elif new:
            self.editor.insert_below(["title"], writer.subtitle(new))
            self.what.append(f"subtitle 「{new}」")

    def related(self, renumbered: Mapping[str, str | None]) -> None:
        """References to other measures follow their numbers."""
        old = self.stored.measure.related
        new = [to for each in old if (to := renumbered.get(each, each))]
        if new == old:
            return
        self.editor.set(["related"], f"[{', '.join(new)}]")
        self.what.append("related measures renumbered")
        if gone := [each for each in old if renumbered.get(each, each) is None]:
            self.what.append(f"related to {', '.join(gone)} no more: dropped")

    def corrections(self, facts: Facts) -> None:
        """Record the corrections of words that the file shows, if they are not recorded."""
        recorded = [each.printed for each in self.stored.measure.corrections]
        missing = [
            c
            for c in writer.shown(facts.corrections, self.stored.raw)
            # Perhaps with more of its word: AI溶接口ボット for 口ボット.
            if not any(c.printed in printed or printed in c.printed for printed in recorded)
        ]
        if not missing:
            return
        lines = writer.corrections(missing)
        if "corrections" in self.stored.raw:
            self.editor.insert_below(["corrections"], lines)
        else:
            above = self._last("related", "themes", "short", "subtitle")
            self.editor.insert_below([above], ["corrections:", *lines])
        self.what.append("corrected " + ", ".join(f"{c.printed} → {c.corrected}" for c in missing))

    def content(self, facts: Facts) -> None:
        if "content" not in self.stored.raw:
            if facts.has_content:
                above = self._last("needs_en", "needs", "keywords", *reversed(self.stored.raw))
                self.editor.insert_below([above], writer.content(facts), blank=True)
                self.what.append("content: its page is new; summaries are gaps")
            return
        old, new = self.stored.measure.amount, facts.amount
        if new is None or new == old:
            return
        if old is None:
            raise ValueError("content has no amount, but the page gives one")
        self.editor.set_mapping(["content", "amount"], amount.written(new))
        self.what.append(f"amount {amount.price(old)} → {amount.price(new)}")

    def _last(self, *keys: str) -> str:
        """The first of the keys that the file has; it always has a title."""
        return next((key for key in keys if key in self.stored.raw), "title")


def _verify(stored: Stored, text: str) -> None:
    """Nothing but the facts may differ: a guard against an edit gone wrong."""
    after = yaml.load(text, yaml.BaseLoader)
    if "content" not in stored.raw:
        after.pop("content", None)
    if _handwritten(stored.raw) != _handwritten(after):
        raise ValueError("the change would touch what is handwritten")


def _handwritten(raw: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in raw.items() if k not in _OURS}
    for key in ("title", "subtitle"):
        kept[key] = {k: v for k, v in (raw.get(key) or {}).items() if k != "ja" and v != GAP}
    if "content" in raw:
        kept["content"] = {k: v for k, v in raw["content"].items() if k != "amount"}
    return kept

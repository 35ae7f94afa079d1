"""Which files an import changes, and how: nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from knowledge.drafts import gaps
from knowledge.importer import matching, printed, writer
from knowledge.importer.document import Document, Facts
from knowledge.importer.notes import Notes
from knowledge.importer.progress import progress
from knowledge.importer.store import Stored
from knowledge.importer.update import update


@dataclass
class Plan:
    """The files to write (None: to remove), and what happens to each, a line each.

    moved: to which page the measure of a page went; None if the document no longer has it.
    """

    texts: dict[Path, str | None] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    moved: dict[int, int | None] = field(default_factory=dict)
    unchanged: int = 0


class Planner:
    """Decides about the files below `root`, in which `present` is what is there.

    A measure keeps its file by its title. One whose number changed is moved, and one that the
    document no longer has is removed, only for a `new_edition` (which must name them all); else
    nothing of it is changed, and that is a fault.
    """

    def __init__(self, present: dict[str, Stored], root: Path, notes: Notes, new_edition: bool) -> None:
        self.present = present
        self.root = root
        self.notes = notes
        self.new_edition = new_edition
        self.made = Plan()
        self.renumbered: dict[str, str | None] = {}

    def plan(self, document: Document) -> Plan:
        """What an import of the document changes. Raises Faults or SourceFault."""
        old = [stored.facts.named for stored in self.present.values()]
        partners = matching.pair(old, [facts.named for facts in document.facts])
        if self.new_edition:
            new_ids = {old_id: new_id for new_id, old_id in partners.items()}
            self.renumbered = {old_id: new_ids.get(old_id) for old_id in self.present}
        for facts in progress("measure", document.facts):
            partner = partners.get(facts.id)
            if partner is None:
                self._new(facts)
            elif partner != facts.id and not self.new_edition:
                what = f"{facts.id} is {partner} here: another edition? See compare, --new-edition"
                self.notes.fault(facts.place, what)
            else:
                self._update(facts, self.present[partner])
        if self.new_edition:
            self._drop(set(partners.values()))
        path = self.root / "figures.yaml"
        text = printed.updated(path, document.facts, self.made.moved, self.notes)
        if text is not None:
            self.made.texts[path] = text
            self.made.lines.append("figures.yaml: the figures of the pages")
        return self.made

    def _new(self, facts: Facts) -> None:
        """A draft for a measure that is not there."""
        if facts.id in self.present and not self.new_edition:
            title = self.present[facts.id].facts.title
            what = f"{facts.id} is 「{facts.title}」, but here 「{title}」: left alone"
            self.notes.fault(facts.place, what)
            return
        text = writer.new_file(facts)
        missing = len(gaps(yaml.load(text, yaml.BaseLoader)))
        self._write(facts, text, f"new, {missing} gaps")

    def _update(self, facts: Facts, stored: Stored) -> None:
        """Change the lines of the facts that changed, if any; move the file if its number did."""
        try:
            text, what = update(stored, facts, self.renumbered)
        except (KeyError, ValueError, yaml.YAMLError) as error:
            self.notes.fault(facts.place, f"{stored.path} is left as it is: {error}")
            return
        self.made.moved[stored.measure.page] = facts.page
        if self.new_edition and stored.measure.content and not facts.detail:
            what_is_old = f"{facts.id}: no page in this document; its content is the last edition's"
            self.notes.remark(facts.place, what_is_old)
        if text == stored.text:
            for each in what:
                self.notes.remark(facts.place, f"{facts.id}: {each}")
            self.made.unchanged += 1
            return
        if stored.measure.id != facts.id:
            self.made.texts.setdefault(stored.path, None)
        self._write(facts, text, ", ".join(what))

    def _write(self, facts: Facts, text: str, what: str) -> None:
        path = self.root / "measures" / writer.file_of(facts.id)
        self.made.texts[path] = text
        self.made.lines.append(f"{path.relative_to(self.root)}: {what}")

    def _drop(self, kept: set[str]) -> None:
        for measure_id, stored in self.present.items():
            if measure_id not in kept:
                self.made.texts.setdefault(stored.path, None)
                self.made.moved.setdefault(stored.measure.page, None)
                shown = stored.path.relative_to(self.root)
                self.made.lines.append(f"{shown}: dropped 「{stored.facts.title}」")

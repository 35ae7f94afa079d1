"""What `python -m bot check` looks at beyond the shape: whether the files agree with each other and
with the figures that the document's pages print. All faults are collected, a line each."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from knowledge import kept, yaml_source
from knowledge.base import ROOT, Faults, KnowledgeBase, load_file, load_with_files, source_files
from knowledge.calculator_check import calculator_faults
from knowledge.calculator_model import CalculatorSpec
from knowledge.figures import english_figures, figures, yen
from knowledge.model import BUTTON_WIDTH, POINT_FIELDS, Content, Measure, OfficialFact, width
from knowledge.official import is_stale
from knowledge.wording import FILE as WORDING
from knowledge.wording import learnt, name_of
from knowledge.yaml_source import SourceFault

KEYWORDS = range(14, 21)
ENGLISH_KEYWORDS = 4
NEEDS = 8
# Addresses of prefectures and municipalities: www.pref.oita.jp, city.…, town.…, vill.….
_LOCAL_HOST = re.compile(r"^https?://(?:[^/]*\.)?(?:pref|metro|city|town|vill)\.[^/]+\.jp(?:[:/]|$)")


@dataclass
class Report:
    """What the check found: faults make it fail, warnings don't. knowledge: what was read, if it could be."""

    measures: int = 0
    drafts: int = 0
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    knowledge: KnowledgeBase | None = None


def check(root: Path = ROOT, today: date | None = None) -> Report:
    """Check the knowledge base below `root`: shape first, then whether its parts agree."""
    try:
        knowledge, files = load_with_files(root)
    except Faults as error:
        return Report(faults=list(error.faults))
    report = Report(len(knowledge), len(knowledge.drafts), knowledge=knowledge)
    paths = _paths(root, files, report)
    try:
        printed = load_file(root / "figures.yaml", dict[int, set[str]])
    except (Faults, SourceFault) as error:
        report.faults.append(str(error))
        return report
    checker = _Checker(knowledge, paths, report)
    checker.edition()
    checker.words()
    for measure in knowledge.measures.values():
        if gaps := knowledge.drafts.get(measure.id):
            checker.draft(measure, gaps)
        else:
            checker.identity(measure)
            checker.completeness(measure)
        checker.groups(measure)
        if measure.content:
            checker.content(measure, measure.content, printed.get(measure.page, set()))
        if measure.calculator:
            checker.calculator(measure, measure.calculator, printed.get(measure.page, set()))
        checker.official(measure, today or date.today())
    known = learnt().things
    if new := [measure.id for measure in knowledge.measures.values() if name_of(measure) not in known]:
        how = f"how people ask for {', '.join(new)} is not learnt yet (`python -m benchmarks.calibration`)"
        report.warnings.append(f"{yaml_source.shown(WORDING)}: {how}")
    return report


def require_sound(root: Path = ROOT) -> KnowledgeBase:
    """The knowledge base, checked whole. Raises Faults if it is not fit to answer from."""
    return kept.made("sound", source_files(root), lambda: _checked(root))


def _checked(root: Path) -> KnowledgeBase:
    report = check(root)
    if report.faults or report.knowledge is None:
        raise Faults(report.faults)
    return report.knowledge


def _paths(root: Path, files: list[tuple[Path, Measure]], report: Report) -> dict[str, Path]:
    """The file of each id; a second file for an id, or a name that does not fit, is a fault."""
    found: dict[str, Path] = {}
    for path, measure in files:
        number, _, part = measure.id.removeprefix("s").partition("-")
        stem = number.zfill(2 if measure.is_system else 3) + (f"-{part}" if part else "")
        expected = Path("system" if measure.is_system else "budget", f"{stem}.yaml")
        wrong = ""
        if measure.id in found:
            wrong = f"the id {measure.id} stands in {yaml_source.shown(found[measure.id])} too"
        elif path.relative_to(root / "measures") != expected:
            wrong = f"measure {measure.id} belongs in {expected}"
        if wrong:
            report.faults.append(f"{_where(path, ['id'])}: {wrong}")
        found.setdefault(measure.id, path)
    return found


def _where(path: Path, keys: list[str | int]) -> str:
    """`file:line` of a value; the file is read for it once more, so only of what is wrong."""
    return f"{yaml_source.shown(path)}:{yaml_source.line_of(path, keys)}"


class _Checker:
    """The rules, one method each; what they find goes into the report with its line."""

    def __init__(self, knowledge: KnowledgeBase, paths: dict[str, Path], report: Report) -> None:
        self.knowledge = knowledge
        self.paths = paths
        self.report = report

    def fault(self, measure: Measure, keys: list[str | int], what: str) -> None:
        self.report.faults.append(f"{self._where(measure, keys)}: {what}")

    def _where(self, measure: Measure, keys: list[str | int]) -> str:
        return _where(self.paths[measure.id], keys)

    def draft(self, measure: Measure, gaps: list[str]) -> None:
        """A draft is no fault: its gaps are named, and what stands in their place is not judged."""
        self.report.warnings.append(f"{self._where(measure, [])}: draft, gaps: {', '.join(gaps)}")

    def edition(self) -> None:
        """Each page of the edition has one measure, in the measures' order."""
        pages = self.knowledge.document.pages
        for (first, last), is_system in ((pages.budget, False), (pages.system, True)):
            expected = list(range(first, last + 1))
            measures = [m for m in self.knowledge.measures.values() if m.is_system == is_system]
            for measure, page in zip(measures, expected, strict=False):
                if measure.page != page:
                    self.fault(measure, ["page"], f"page {measure.page}, but page {page} is next")
                    break
            else:
                if len(measures) != len(expected):
                    kind = "system" if is_system else "budget"
                    self.report.faults.append(
                        f"knowledge/document.yaml:1: {len(expected)} {kind} pages,"
                        f" but {len(measures)} measures"
                    )

    def words(self) -> None:
        """No two measures share a short title, nor (outside a group) a distinctive keyword."""
        shorts: dict[str, Measure] = {}
        distinctive: dict[str, list[Measure]] = defaultdict(list)
        for measure in self.knowledge.measures.values():
            # A draft's short title may be cut from a title that begins like another's.
            drafted = measure.id in self.knowledge.drafts
            for short in () if drafted else (measure.short.ja, measure.short.en):
                other = shorts.setdefault(short, measure)
                if other is not measure:
                    self.fault(measure, ["short"], f"{other.id} has the short title {short!r} too")
            for word in measure.keywords.distinctive:
                distinctive[unicodedata.normalize("NFKC", word).casefold()].append(measure)
        for word, measures in distinctive.items():
            if len({m.group or m.id for m in measures}) > 1:
                ids = ", ".join(m.id for m in measures)
                keys: list[str | int] = ["keywords", "distinctive", word]
                self.fault(measures[-1], keys, f"{word!r} cannot be distinctive of {ids} at once")

    def identity(self, measure: Measure) -> None:
        """Themes and related measures exist, the short title fits a button, keywords suffice."""
        for i, theme in enumerate(measure.themes):
            if theme not in self.knowledge.themes:
                self.fault(measure, ["themes", i], f"there is no theme {theme!r}")
        for i, related in enumerate(measure.related):
            if related not in self.knowledge or related == measure.id:
                self.fault(measure, ["related", i], f"there is no other measure {related!r}")
        for language in ("ja", "en"):
            short = getattr(measure.short, language)
            if width(short) > BUTTON_WIDTH:
                self.fault(
                    measure, ["short", language], f"{width(short)} columns, {BUTTON_WIDTH} fit"
                )
        keywords = measure.keywords
        count = len(keywords.distinctive) + len(keywords.common) + len(keywords.english)
        if count not in KEYWORDS:
            self.fault(measure, ["keywords"], f"{count} keywords; {KEYWORDS[0]} to {KEYWORDS[-1]}")
        if len(keywords.english) < ENGLISH_KEYWORDS:
            self.fault(measure, ["keywords", "english"], f"at least {ENGLISH_KEYWORDS} are needed")
        if len(measure.needs) < NEEDS:
            self.fault(measure, ["needs"], f"at least {NEEDS} are needed")
        if not keywords.distinctive:
            self.fault(measure, ["keywords", "distinctive"], "none")
        for word in keywords.distinctive.keys() & keywords.common.keys():
            self.fault(measure, ["keywords", "common", word], f"{word!r} is distinctive too")
        if measure.corrections:
            self.corrections(measure)

    def corrections(self, measure: Measure) -> None:
        """What the scan broke is nowhere shown as it was printed."""
        shown = " ".join(text for keys, text in _texts(measure) if keys[0] != "corrections")
        for i, correction in enumerate(measure.corrections):
            # ○ opens a subtitle on the page; here that is a field of its own.
            if correction.corrected.lstrip("○") not in shown or correction.printed in shown:
                self.fault(measure, ["corrections", i], "the file does not show it corrected")

    def groups(self, measure: Measure) -> None:
        """Sub-measures share their title, differ in their subtitle, and their shares add up."""
        if measure.group is None:
            return
        siblings = self.knowledge.groups[measure.group]
        if measure.title.ja != siblings[0].title.ja:
            self.fault(measure, ["title"], f"not the title of {siblings[0].id}, its group's first")
        if measure.subtitle is None:
            self.fault(measure, ["title"], "a sub-measure needs a subtitle")
        shares = [s.amount.share for s in siblings if s.amount and s.amount.share is not None]
        if measure.amount and len(shares) == len(siblings):
            total = sum(shares)
            if total != measure.amount.oku:
                self.fault(measure, ["content", "amount"], f"the group's shares add up to {total}")

    def completeness(self, measure: Measure) -> None:
        """A page that was taken over has its summaries, and its amount if it is one of the budget."""
        if measure.content is None:
            return
        needed = ["purpose", "overview"] if measure.is_system else ["amount", "purpose", "overview"]
        for name in needed:
            if getattr(measure.content, name) is None:
                self.fault(measure, ["content"], f"{name} is missing")

    def content(self, measure: Measure, content: Content, printed: set[str]) -> None:
        """Every figure stands on the page; programmes and table columns are what they refer to."""
        if content.amount and yen(str(content.amount.oku), "億") not in printed:
            keys: list[str | int] = ["content", "amount"]
            self.fault(measure, keys, f"{content.amount.oku}億円 is not on P.{measure.page}")
        for keys, text in _texts(content, ["content"]):
            # A unit is no figure: 億円 is 100 million yen in English.
            if {"amount", "words", "unit"} & set(keys) or keys[-1] in ("key", "of", "reading"):
                continue
            said = english_figures(text) if keys[-1] == "en" else figures(text)
            for figure in sorted(said - printed - {"1"}):  # 1: "per person", "for each project"
                if not _same_year(figure, printed):
                    self.fault(measure, keys, f"the figure {figure} is not on P.{measure.page}")
        programmes = {p.key for p in content.programmes}
        for name in POINT_FIELDS:
            for i, point in enumerate(content.points(name)):
                if point.of is not None and point.of not in programmes:
                    self.fault(measure, ["content", name, i], f"there is no programme {point.of!r}")
        for i, table in enumerate(content.tables):
            for j, row in enumerate(table.rows):
                if len(row.cells) != len(table.columns):
                    keys = ["content", "tables", i, "rows", j]
                    what = f"{len(row.cells)} cells for {len(table.columns)} columns"
                    self.fault(measure, keys, what)

    def calculator(self, measure: Measure, spec: CalculatorSpec, printed: set[str]) -> None:
        """Its figures stand on the page, and its parts refer to what exists."""
        for keys, what in calculator_faults(measure, spec, printed):
            self.fault(measure, ["calculator", *keys], what)

    def official(self, measure: Measure, today: date) -> None:
        """Facts from elsewhere: their days exist, a municipality is named, both languages say the same.

        One that is old is shown as such; its page is worth another look.
        """
        old = []
        for i, fact in enumerate(measure.official):
            at: list[str | int] = ["official", i]
            if not self._days(measure, fact, at, today):
                continue
            if is_stale(fact, today):
                old.append(fact.date or fact.added)
            if _LOCAL_HOST.search(fact.url) and fact.place is None:
                self.fault(measure, [*at, "url"], "a municipality's page needs `place`, its name")
            said = figures(f"{fact.fact.ja} {fact.detail.ja}")
            for name in ("fact", "detail"):
                for figure in sorted(english_figures(getattr(fact, name).en) - said):
                    if not _same_year(figure, said) and not figure.isdigit():
                        self.fault(measure, [*at, name, "en"], f"{figure} is not in the Japanese")
        if old:
            what = f"{len(old)} official facts may be out of date (the oldest is of {min(old)})"
            self.report.warnings.append(f"{self._where(measure, ['official'])}: {what}")

    def _days(self, measure: Measure, fact: OfficialFact, at: list[str | int], today: date) -> bool:
        """Whether the fact's days are days, none of them yet to come."""
        faults = len(self.report.faults)
        for name in ("date", "added") if fact.date else ("added",):
            try:
                if date.fromisoformat(getattr(fact, name)) > today:
                    self.fault(measure, [*at, name], "this day is yet to come")
            except ValueError:
                self.fault(measure, [*at, name], "there is no such day")
        return len(self.report.faults) == faults


def _same_year(figure: str, printed: set[str]) -> bool:
    """Whether a Western year stands for a Reiwa year that the page prints."""
    return figure.isdigit() and 2019 <= int(figure) <= 2050 and str(int(figure) - 2018) in printed


def _texts(
    value: Any, keys: list[str | int] | None = None
) -> Iterator[tuple[list[str | int], str]]:
    """Every string below a struct, with the keys that lead to it in the YAML."""
    keys = keys or []
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), [*keys, name])
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _texts(item, [*keys, i])
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key, [*keys, key])
            yield from _texts(item, [*keys, key])

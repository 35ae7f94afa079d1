"""`python -m bot eval FILE…`: scores labelled questions, one JSON object a line.

A line: `{"id", "q", "type", "expect", "also", "field", "facts"}`. `expect`: measure ids, any of which is a
right first answer; none means that the bot must say that it has nothing. `also`: ids that are acceptable
within the first three. `facts`: strings that the reply must contain (NFKC, white space ignored; no digit,
nor one with a comma or point, directly before a fact that begins with a digit).

A conversation: `{"id", "turns": [a line like that, without an id, …]}`, each asked after the ones before it.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.asking import as_object
from bot.service import Service, shown_after

# Replies that name one measure, as one that is sure of itself does.
SURE = ("measure", "answer", "calculation")
NOTHING = ("not_found", "smalltalk", "help")


@dataclass
class Score:
    """Counts over the questions of one type."""

    asked: int = 0
    first: int = 0
    three: int = 0
    refused: int = 0
    refusable: int = 0
    false_refusals: int = 0
    facts: int = 0
    facts_right: int = 0
    surely_wrong: int = 0

    def row(self) -> dict[str, float | int | None]:
        """Shares in per cent; None where nothing of the kind was asked."""
        answerable = self.asked - self.refusable
        return {
            "asked": self.asked,
            "first": _share(self.first, answerable),
            "three": _share(self.three, answerable),
            "refused": _share(self.refused, self.refusable),
            "false_refusals": _share(self.false_refusals, answerable),
            "facts": _share(self.facts_right, self.facts),
            "surely_wrong": _share(self.surely_wrong, self.asked),
        }


@dataclass
class Report:
    """Scores by type and over all, and the questions that failed with what was answered."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    failures: list[dict[str, Any]] = field(default_factory=list)

    def as_object(self) -> dict[str, Any]:
        """For `--json`."""
        types = {name: score.row() for name, score in self.scores.items()}
        return {"types": types, "failures": self.failures}

    def as_text(self) -> str:
        """A table, then a line a failure."""
        columns = list(Score().row())
        lines = [f"{'type':12}" + "".join(f"{name:>16}" for name in columns)]
        for name, score in self.scores.items():
            cells = ["-" if v is None else f"{v:g}" for v in score.row().values()]
            lines.append(f"{name:12}" + "".join(f"{cell:>16}" for cell in cells))
        for failure in self.failures:
            lines.append(f"{failure['id']}: {failure['q']}  {failure['why']}")
        return "\n".join(lines)


def evaluate(service: Service, files: Iterable[Path], in_one_chat: bool = False) -> Report:
    """Answer every question of the files and score the answers. Raises ValueError for a bad line.

    in_one_chat: all are asked one after the other, as one person would, instead of each by itself.
    """
    report = Report()
    shown: tuple[str, ...] = ()
    for turns in _conversations(files):
        shown = shown if in_one_chat else ()
        for question in turns:
            answered = service.message(question["q"], shown=shown)
            shown = shown_after(answered, shown)
            _score(report, question, as_object(question["q"], answered))
    return report


def _conversations(files: Iterable[Path]) -> Iterator[Sequence[dict[str, Any]]]:
    """The questions of each conversation; one by itself is a short one."""
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                read = json.loads(line)
                turns = enumerate(read.get("turns", [read]), start=1)
                questions = [{"id": f"{read.get('id')}.{at}", **turn} for at, turn in turns]
                _ = [(each["q"], each["type"], each["expect"]) for each in questions]
            except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
                raise ValueError(f"{path}:{number}: {error!r}") from None
            yield questions


def _score(report: Report, question: dict[str, Any], reply: dict[str, Any]) -> None:
    expect, shown, kind = question["expect"], reply["measures"], reply["kind"]
    refused = kind in NOTHING or not shown
    facts = question.get("facts") or []
    met = all(contains(reply["text"], fact) for fact in facts)
    good = set(expect) | set(question.get("also") or [])
    if expect:
        first = bool(shown) and shown[0] in expect
        three = any(i in expect for i in shown[: max(3, len(expect))])
        surely_wrong = kind in SURE and shown[0] not in good
        if question["type"] == "compare":
            first = three = set(expect) <= set(shown)
    else:
        first = three = False
        surely_wrong = kind in SURE
    for name in (question["type"], "all"):
        score = report.scores[name]
        score.asked += 1
        score.first += first
        score.three += three
        score.refusable += not expect
        score.refused += not expect and refused
        score.false_refusals += bool(expect) and refused
        score.facts += bool(facts)
        score.facts_right += bool(facts) and met
        score.surely_wrong += surely_wrong
    why = _why(expect, first, refused, surely_wrong, met)
    if why:
        answered = {"kind": kind, "measures": shown[:5], "field": reply["field"]}
        report.failures.append(
            {"id": question.get("id"), "q": question["q"], "expect": expect, **answered}
            | {"why": f"{', '.join(why)}: expected {expect or 'nothing'}, got {kind} {shown[:5]}"}
        )


def _why(expect: list[str], first: bool, refused: bool, surely_wrong: bool, met: bool) -> list[str]:
    found = []
    if expect and not first:
        found.append("refused" if refused else "not first")
    if not expect and not refused:
        found.append("not refused")
    if surely_wrong:
        found.append("surely wrong")
    if not met:
        found.append("fact missing")
    return found


def contains(text: str, fact: str) -> bool:
    """Whether a reply contains a fact, by the rules above."""
    plain = _plain(text)
    wanted = _plain(fact)
    pattern = re.escape(wanted)
    if wanted[:1].isdigit():
        pattern = rf"(?<!\d)(?<!\d[.,]){pattern}"
    return re.search(pattern, plain) is not None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", html.unescape(text)).split())


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None

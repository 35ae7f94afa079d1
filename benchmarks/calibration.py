"""Learns from labelled questions what evidence is worth, and reports how far that can be trusted.

    python -m benchmarks.calibration [--check] [FILE…]

First (`knowledge/scope.yaml`, naive Bayes) how much more often a piece of a message stands in questions that
the document answers than in others, counted over tests/questions and benchmarks/questions. Then
(`knowledge/confidence.yaml`) how likely the measure that was found first is a right one, and not that nothing
is: a logistic regression on its evidence, fitted by Newton's method with a small penalty on the weights to
the FILEs' questions (default: all but benchmarks/questions/words) that are answered by words. What is fitted
and reported is of questions that were not learnt from: ten parts, each predicted from the other nine.
`--check` writes nothing and fails if the weights that are in use have gone far from a new fit.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Any

from knowledge.answer import Answerer
from knowledge.base import ROOT, load
from knowledge.confidence import OFFERED, SURE, WHOLE, evidence, weights
from knowledge.question import Kind
from knowledge.scope import STEP, pieces, weighed

# Those that the product was mended by, those that were written to be learnt from, and those by whose words
# the measures were given theirs: what is found for these says too much, so only their pieces are counted.
LEARNT = (ROOT.parent / "tests" / "questions", Path(__file__).with_name("questions"))
COUNTED = (*LEARNT, LEARNT[1] / "words")
REPORT = Path(__file__).with_name("calibration.md")
# What is not answered by the words that find a measure.
_OTHERWISE = ("number", "list", "compare", "smalltalk", "short", "multi")
_PARTS, _PENALTY, _STEPS = 10, 0.5, 40
# What is added to each count of a piece, how often it must stand to be kept, how much it must say in steps.
_ADDED, _OFTEN, _TELLING = 0.5, 2, 2
# How many of the questions that people ask are taken to have an answer, whatever was written for the files.
_ANSWERED = 0.75
# Of how many questions `--check` looks at one, and how much worse than a new fit the weights in use may
# predict (mean log loss) before it minds.
_CHECKED, _WORSE = 5, 0.02

Vector = list[float]


@dataclass(frozen=True, slots=True)
class Sample:
    """A question: the evidence for what was found first, whether that is right (else nothing would be), and
    whether the message is a known term through and through (then the odds are not asked)."""

    question: str
    values: tuple[float, ...]
    right: bool
    whole: bool


def labelled(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The questions of the files that are answered by words, or by nothing."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [each for each in map(json.loads, lines) if each["type"] not in _OTHERWISE]


def learnt(questions: Sequence[dict[str, Any]]) -> dict[str, int]:
    """The weights of pieces, in steps: the log odds that a question with the piece has an answer."""
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    asked = Counter(bool(each["expect"]) for each in questions)
    for each in questions:
        counts[bool(each["expect"])].update(pieces(each["q"]))

    def share(piece: str, answered: bool) -> float:
        return (counts[answered][piece] + _ADDED) / (asked[answered] + 2 * _ADDED)

    found = {}
    for piece in counts[True].keys() | counts[False].keys():
        if counts[True][piece] + counts[False][piece] >= _OFTEN:
            level = round(log(share(piece, True) / share(piece, False)) / STEP)
            if abs(level) >= _TELLING:
                found[piece] = level
    return found


def in_parts(questions: Sequence[dict[str, Any]]) -> dict[str, float]:
    """How much each question sounds like one that has an answer, as learnt from the other parts."""
    order = list(questions)
    random.Random(1).shuffle(order)
    found = {}
    for part in range(_PARTS):
        learnt_there = learnt([each for i, each in enumerate(order) if i % _PARTS != part])
        for each in order[part::_PARTS]:
            found[each["q"]] = weighed(pieces(each["q"]), learnt_there)
    return found


def samples(
    questions: Iterable[dict[str, Any]], scope: Mapping[str, float]
) -> tuple[list[str], list[Sample]]:
    """The names of the evidence, and the samples of the questions."""
    answerer = Answerer(load())
    names: list[str] = []
    found = []
    for each in questions:
        question = answerer.read(each["q"])[0]
        if not question.typed.because and question.kind is not Kind.NOT_FOUND:
            continue
        # Without the words of what is not treated here: they are never all of them.
        candidates = answerer.reader.by_words.found(question.typed.rest)
        if not candidates:
            continue
        first = candidates[0]
        values = evidence(first, question.typed.rest, scope[each["q"]])
        names = [*values, "bias"]
        right = first.id in {*each["expect"], *each.get("also", ())}
        if each["expect"] and not right:
            # Which of the measures is meant is a matter of their order. The odds say whether any is.
            continue
        vector = (*values.values(), 1.0)
        found.append(Sample(each["q"], vector, right, first.covered >= WHOLE))
    return names, found


def fit(found: Sequence[Sample]) -> Vector:
    """The weights that predict best which samples are right; the last is the bias, which is not penalised."""
    size = len(found[0].values)
    now = [0.0] * size
    weight = _weights(found)
    for _ in range(_STEPS):
        slope = [_PENALTY * w for w in now[:-1]] + [0.0]
        curve = [[_PENALTY * (i == j and i < size - 1) for j in range(size)] for i in range(size)]
        for sample in found:
            chance = predicted(sample, now)
            spread = chance * (1 - chance)
            for i, value in enumerate(sample.values):
                slope[i] += weight[sample.right] * (chance - sample.right) * value
                for j, other in enumerate(sample.values):
                    curve[i][j] += weight[sample.right] * spread * value * other
        step = solved(curve, slope)
        now = [w - s for w, s in zip(now, step, strict=True)]
        if max(map(abs, step)) < 1e-8:
            break
    return now


def _weights(found: Sequence[Sample]) -> dict[bool, float]:
    """What a sample counts that has an answer, and one that has none."""
    answered = sum(sample.right for sample in found) / len(found)
    return {True: _ANSWERED / answered, False: (1 - _ANSWERED) / (1 - answered)}


def predicted(sample: Sample, fitted: Vector) -> float:
    """How likely a sample is right (0 to 1)."""
    total = sum(w * value for w, value in zip(fitted, sample.values, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def solved(matrix: list[Vector], right: Vector) -> Vector:
    """The solution of a small system of linear equations, by elimination.

    >>> solved([[2.0, 1.0], [1.0, 3.0]], [3.0, 5.0])
    [0.8, 1.4]
    """
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        best = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for r, row in enumerate(rows):
            if r != i:
                share = row[i] / rows[i][i]
                rows[r] = [a - share * b for a, b in zip(row, rows[i], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def cross_validated(found: Sequence[Sample]) -> Vector:
    """The odds of each sample as predicted by a fit on others."""
    order = list(range(len(found)))
    random.Random(1).shuffle(order)
    chances = [0.0] * len(found)
    for part in range(_PARTS):
        held_out = set(order[part::_PARTS])
        fitted = fit([found[i] for i in order if i not in held_out])
        for i in held_out:
            chances[i] = 1.0 if found[i].whole else predicted(found[i], fitted)
    return chances


def loss(found: Sequence[Sample], chances: Vector) -> float:
    """Mean log loss: 0 where every chance is right and certain."""
    weight = _weights(found)
    likely = ((weight[s.right], c if s.right else 1 - c) for s, c in zip(found, chances, strict=True))
    return -sum(w * log(max(p, 1e-6)) for w, p in likely) / len(found)


def report(names: Sequence[str], found: Sequence[Sample], fitted: Vector, chances: Vector) -> str:
    """The report, as Markdown."""
    right = [c for s, c in zip(found, chances, strict=True) if s.right]
    wrong = [c for s, c in zip(found, chances, strict=True) if not s.right]
    pairs = sum((r > w) + (r == w) / 2 for r in right for w in wrong)
    lines = [
        "# What evidence is worth",
        "",
        "Made by `python -m benchmarks.calibration`; all of it is of questions that were not fitted on.",
        "The words of `knowledge/language/elsewhere.yaml` are left out; in use they let go more of what"
        " has no answer.",
        "",
        f"{len(found)} questions: of {len(right)} the measure found first is right, of {len(wrong)} nothing"
        " is."
        f" They are weighed as if {_ANSWERED:.0%} of what people ask had an answer.",
        f"Log loss {loss(found, chances):.3f}; a right one has higher odds than a wrong one in"
        f" {100 * pairs / (len(right) * len(wrong)):.1f} % of pairs.",
        "",
        "| evidence | weight |",
        "| --- | --- |",
        *(f"| {name} | {weight:.2f} |" for name, weight in zip(names, fitted, strict=True)),
        "",
        "| odds | questions | right, predicted | right |",
        "| --- | --- | --- | --- |",
        *_reliability(found, chances),
        "",
        f"In use: offered from {OFFERED}, sure from {SURE}.",
        "",
        "| from odds of | answerable kept | unanswerable let go | wrong among those kept |",
        "| --- | --- | --- | --- |",
        *(_threshold(found, chances, at) for at in (0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
    ]
    return "\n".join(lines) + "\n"


def _reliability(found: Sequence[Sample], chances: Vector) -> Iterator[str]:
    weight = _weights(found)
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = [(s, c) for s, c in zip(found, chances, strict=True) if low <= c < high]
        if inside:
            whole = sum(weight[s.right] for s, _ in inside)
            mean = sum(weight[s.right] * c for s, c in inside) / whole
            share = sum(weight[s.right] * s.right for s, _ in inside) / whole
            yield f"| {low:.1f}–{min(high, 1):.1f} | {len(inside)} | {mean:.2f} | {share:.2f} |"


def _threshold(found: Sequence[Sample], chances: Vector, at: float) -> str:
    def share(wanted: Callable[[Sample], bool], of: Callable[[Sample, float], bool]) -> str:
        chosen = [s for s, c in zip(found, chances, strict=True) if of(s, c)]
        whole = sum(weight[s.right] for s in chosen)
        return f"{100 * sum(weight[s.right] for s in chosen if wanted(s)) / (whole or 1):.1f} %"

    weight = _weights(found)
    kept = {s.question: c >= at for s, c in zip(found, chances, strict=True)}
    return (
        f"| {at} | {share(lambda s: kept[s.question], lambda s, c: s.right)}"
        f" | {share(lambda s: not kept[s.question], lambda s, c: not s.right)}"
        f" | {share(lambda s: not s.right, lambda s, c: c >= at)} |"
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.calibration")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if the weights are old")
    parser.add_argument("files", nargs="*", type=Path, default=_files(LEARNT))
    options = parser.parse_args(arguments)
    questions = labelled(_files(COUNTED))
    asked = labelled(options.files)
    names, found = samples(asked[::_CHECKED] if options.check else asked, in_parts(questions))
    fitted = fit(found)
    if options.check:
        used = [weights()[name] for name in names]
        losses = [loss(found, [predicted(s, each) for s in found]) for each in (used, fitted)]
        print(f"log loss of the weights in use {losses[0]:.3f}, of a new fit {losses[1]:.3f}")
        return int(losses[0] > losses[1] + _WORSE)
    text = report(names, found, fitted, cross_validated(found))
    REPORT.write_text(text, encoding="utf-8")
    _write("confidence", ["weights:", *(f"  {n}: {w:.2f}" for n, w in zip(names, fitted, strict=True))])
    of_level: defaultdict[int, list[str]] = defaultdict(list)
    for piece, level in sorted(learnt(questions).items()):
        of_level[level].append(piece)
    _write("scope", [f'"{level}": "{" ".join(of_level[level])}"' for level in sorted(of_level)])
    print(text)
    return 0


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.glob("*.jsonl"))


def _write(name: str, lines: Sequence[str]) -> None:
    made = "# Made by `python -m benchmarks.calibration`: see benchmarks/calibration.md."
    (ROOT / f"{name}.yaml").write_text("\n".join([made, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How well and how fast measures are found, beside other ways to find them, as ratios in one run:

    python -m benchmarks.finding          # --sizes 236 2360 23600 --questions 300 FILE…

Each way runs in a process of its own, on the real knowledge base and on larger ones (`synthetic.py`). A
question is measured in processor time, so that other work on the machine counts little, and counts with the
better of two rounds, after one that fills what is put together when first asked for. Building and importing
are measured by the clock, each with the best of a few. The report is `benchmarks/finding.md`.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import jsonl
from benchmarks.peers import PEERS, Find
from benchmarks.synthetic import grown
from knowledge.base import ROOT, KnowledgeBase, load

REPORT = Path(__file__).with_name("finding.md")
QUESTIONS = ROOT.parent / "tests" / "questions"
# What is found by words alone.
TYPES = ("title", "colloquial", "typo", "kana", "romaji", "english")
SIZES = (236, 2360, 23600)
OURS, USUAL = "this finder", "WRatio extractOne on titles"
_IMPORT = "import time; began = time.perf_counter(); import telegram.ext; print(time.perf_counter() - began)"
# How often what is quick is done, and up to which size building is.
_RUNS, _QUICK = 5, 2360


def questions(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """The labelled questions of the files that words alone answer."""
    return [labelled for labelled in jsonl.read(paths) if labelled["type"] in TYPES]


def measured(name: str, size: int, labelled: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One way on a knowledge base of one size: seconds to build, MB, milliseconds a question, right ones."""
    knowledge = grown(load(), size)
    before = _memory()
    find, built = _built(name, knowledge)
    held = _memory() - before
    for _ in range(_RUNS - 1 if size <= _QUICK else 0):
        find, again = _built(name, knowledge)
        built = min(built, again)
    right: dict[str, list[bool]] = defaultdict(list)
    for each in labelled:
        found = find(each["q"])
        right[each["type"]].append(bool(found) and found[0] in each["expect"])
    took = [min(_took(find, each["q"]) for _ in range(2)) for each in labelled]
    took.sort()
    return {
        "build": built,
        "memory": held,
        "p50": 1000 * took[len(took) // 2],
        "p99": 1000 * took[int(0.99 * len(took))],
        "right": {kind: sum(each) for kind, each in right.items()},
    }


def _built(name: str, knowledge: KnowledgeBase) -> tuple[Find, float]:
    began = time.perf_counter()
    find = PEERS[name](knowledge)
    return find, time.perf_counter() - began


def _took(find: Find, text: str) -> float:
    began = time.process_time()
    find(text)
    return time.process_time() - began


def _memory() -> float:
    """The most that this process has held so far, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**20 if platform.system() == "Darwin" else 2**10)


def import_time() -> float:
    """Seconds that importing python-telegram-bot takes."""
    program = [sys.executable, "-c", _IMPORT]
    runs = (subprocess.run(program, capture_output=True, check=True, text=True) for _ in range(_RUNS))
    return min(float(run.stdout) for run in runs)


def in_own_process(name: str, size: int, options: argparse.Namespace) -> dict[str, Any]:
    """`measured` in a process of its own, so that memory and garbage are that way's alone."""
    print(f"{size} measures: {name}", file=sys.stderr, flush=True)
    program = [sys.executable, "-m", "benchmarks.finding", "--one", name, "--sizes", str(size)]
    program += ["--questions", str(options.questions), *map(str, options.files)]
    done = subprocess.run(program, capture_output=True, check=True, text=True, cwd=ROOT.parent)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def chosen(options: argparse.Namespace, size: int) -> list[dict[str, Any]]:
    """All questions for the real knowledge base; a sample of them for larger ones, which take long."""
    labelled = questions(options.files)
    if size > len(load()) and len(labelled) > options.questions:
        return random.Random(1).sample(labelled, options.questions)
    return labelled


def report(results: dict[int, dict[str, dict[str, Any]]], imported: float, options: Any) -> str:
    """The tables and the ratios, as Markdown."""
    sizes = sorted(results)
    real = results[sizes[0]]
    counts = {kind: sum(q["type"] == kind for q in questions(options.files)) for kind in TYPES}
    lines = [
        "# Finding a measure, beside other ways",
        "",
        "Made by `python -m benchmarks.finding`. Right first, in per cent, of the messages as they are typed"
        " (the finder alone: no numbers, no fields, no lists, no politeness taken out).",
        "",
        "| | " + " | ".join(f"{kind} ({n})" for kind, n in counts.items()) + " | all |",
        "| --- |" + " --- |" * (len(TYPES) + 1),
    ]
    for name, found in real.items():
        shares = [found["right"].get(kind, 0) / max(n, 1) for kind, n in counts.items()]
        whole = sum(found["right"].values()) / sum(counts.values())
        lines.append(f"| {name} | " + " | ".join(f"{100 * s:.0f}" for s in (*shares, whole)) + " |")
    lines += [
        "",
        "| measures | | build, s | memory, MB | p50, ms | p99, ms |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for size in sizes:
        lines += [
            f"| {size:,} | {name} | {r['build']:.2f} | {r['memory']:.0f} | {r['p50']:.2f} | {r['p99']:.2f} |"
            for name, r in results[size].items()
        ]
    lines += ["", f"Importing python-telegram-bot takes {imported:.2f} s.", ""]
    lines += ["| ratio | | goal |", "| --- | --- | --- |"]
    lines += [f"| {what} | {ratio:.2f} | {goal} |" for what, ratio, goal in ratios(results, imported)]
    return "\n".join(lines) + "\n"


def ratios(
    results: dict[int, dict[str, dict[str, Any]]], imported: float
) -> list[tuple[str, float, str]]:
    """What is compared, how it came out, and what it should be."""
    sizes = sorted(results)
    found = []
    for size in sizes:
        ours, usual = results[size][OURS], results[size][USUAL]
        goal = {sizes[0]: "at most 1", sizes[-1]: "at most 0.1"}.get(size, "")
        for key in ("p50", "p99"):
            found.append((f"{key} at {size:,} / that of WRatio", ours[key] / usual[key], goal))
    for smaller, larger in pairwise(sizes):
        growth = results[larger][OURS]["p50"] / results[smaller][OURS]["p50"]
        found.append((f"p50 at {larger:,} / at {smaller:,}", growth, f"less than {larger / smaller:.0f}"))
    for size in sizes:
        goal = {sizes[0]: "less than 1", sizes[-1]: "less than 10"}.get(size, "")
        ratio = results[size][OURS]["build"] / imported
        found.append((f"build at {size:,} / importing python-telegram-bot", ratio, goal))
    return found


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.finding")
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--questions", type=int, default=300, help="how many, for the larger sizes")
    parser.add_argument("--one", choices=PEERS, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(QUESTIONS.glob("*.jsonl")))
    options = parser.parse_args(arguments)
    if options.one:
        [size] = options.sizes
        print(json.dumps(measured(options.one, size, chosen(options, size))))
        return 0
    results = {size: {name: in_own_process(name, size, options) for name in PEERS} for size in options.sizes}
    text = report(results, import_time(), options)
    REPORT.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

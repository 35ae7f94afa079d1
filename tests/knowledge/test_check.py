"""Faults in the knowledge base: each is told with file, line and what is wrong, by `check` and at start."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.base import ROOT
from knowledge.check import check

FILE_48 = "measures/budget/048.yaml"
Change = Callable[[Path], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge base, which each test copies in turn."""
    return copied(ROOT, tmp_path_factory.mktemp("sound") / "knowledge")


def copied(source: Path, target: Path) -> Path:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.py", "__pycache__", "importer"))
    return target


def replaced(old: str, new: str, name: str = FILE_48) -> Change:
    """The first `old` of a file becomes `new`."""

    def change(root: Path) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def copied_file(source: str, target: str) -> Change:
    return lambda root: void(shutil.copy(root / source, root / target))


def without(name: str) -> Change:
    return lambda root: (root / name).unlink()


def written(content: bytes, name: str = FILE_48) -> Change:
    return lambda root: void((root / name).write_bytes(content))


def renamed(name: str) -> Change:
    return lambda root: void((root / FILE_48).rename(root / name))


def void(_: object) -> None:
    """Let go of a result."""


RELATED, LONG = "related: [50", "長" * 10
# What was done to the tree; a part of the line that must be named; what must be said of it.
FAULTS: dict[str, tuple[Change, str, str]] = {
    "broken YAML": (replaced("page: 55", "page: [55"), "title:", "not YAML"),
    "a tab": (replaced("page: 55", "\tpage: 55"), "page: 55", "not YAML"),
    "an empty file": (written(b""), "", "the file is empty"),
    "not UTF-8": (written(b"id: '\xff'"), "", "not UTF-8"),
    "a list": (written(b"- id"), "- id", "Expected `object`"),
    "a key twice": (replaced("page: 55", "page: 55\npage: 56"), "page: 56", "'page' stands twice"),
    "an unknown key": (replaced("page: 55", "pages: 55"), "id: 48", "unknown field `pages`"),
    "a missing field": (replaced("page: 55\n", ""), "id: 48", "missing required field `page`"),
    "no number": (replaced("page: 55", "page: five"), "page: five", "Expected `int`"),
    "another page": (replaced("page: 55", "page: 56"), "page: 56", "page 55 is next"),
    "an id of another form": (replaced("id: 48", "id: x48"), "id: x48", "matching regex"),
    "an id twice": (copied_file(FILE_48, "measures/budget/0480.yaml"), "id: 48", "the id 48 stands in"),
    "a file of another name": (renamed("measures/budget/148b.yaml"), "id: 48", "belongs in budget/048.yaml"),
    "a measure that is gone": (without(FILE_48), "page: 56", "page 55 is next"),
    "an unknown theme": (replaced("themes: [", "themes: [nothing, "), "nothing", "no theme 'nothing'"),
    "a related one that is none": (replaced(RELATED, "related: [300"), "300", "no other measure '300'"),
    "related to itself": (replaced(RELATED, "related: [48"), "[48", "no other measure '48'"),
    "a figure": (replaced("30人未満", "31人未満"), "31人未満", "the figure 31 is not on P.55"),
    "a table's figure": (replaced('"600"', '"601"'), "601", "the figure 601 is not on P.55"),
    "a row too short": (replaced('"300", "600"', '"600"'), "", "3 cells for 4 columns"),
    "another amount": (replaced("oku: 352", "oku: 353"), "amount:", "353億円 is not on P.55"),
    "a long caption": (replaced("short:\n  ja: ", f"short:\n  ja: {LONG}"), LONG, "columns, 40 fit"),
    "broken themes": (written(b"a: [", "themes.yaml"), "", "themes.yaml:1: not YAML"),
    "no edition": (without("document.yaml"), "", "document.yaml:1: No such file"),
    "no figures": (without("figures.yaml"), "", "figures.yaml:1: No such file"),
}


@pytest.mark.parametrize(("change", "line", "what"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_place(
    sound: Path, tmp_path: Path, change: Change, line: str, what: str
) -> None:
    root = copied(sound, tmp_path / "knowledge")
    change(root)
    faults = check(root).faults
    assert [fault for fault in faults if what in fault and line in named_line(fault)], faults


def named_line(fault: str) -> str:
    """The line that a fault names; "" where the file is not there or not text."""
    found = re.match(r"(?P<path>\S+\.yaml):(?P<line>[1-9]\d*): \S", fault)
    assert found, fault
    path = Path(found["path"])
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    return lines[int(found["line"]) - 1] if lines else ""


def test_all_faults_are_told_at_once(sound: Path, tmp_path: Path) -> None:
    root = copied(sound, tmp_path / "knowledge")
    replaced("page: 55", "page: five")(root)
    replaced("page: 56", "pages: 56", "measures/budget/049.yaml")(root)
    found = "\n".join(check(root).faults)
    assert "048.yaml:2:" in found
    assert "049.yaml:1:" in found


@pytest.mark.parametrize("arguments", [["check"], []], ids=["check", "start"])
def test_the_program_ends_with_a_line_for_each_fault(
    sound: Path, tmp_path: Path, arguments: list[str]
) -> None:
    for package in ("bot", "replies", "knowledge"):
        shutil.copytree(ROOT.parent / package, tmp_path / package)
    root = tmp_path / "knowledge"
    replaced("30人未満", "31人未満")(root)
    replaced("themes: [", "themes: [nothing, ", "measures/budget/049.yaml")(root)
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], cwd=tmp_path, capture_output=True, text=True
    )
    said = (ended.stdout + ended.stderr).splitlines()
    lines = [line for line in said if not line.startswith("warning: ")]  # facts grow old by themselves
    assert ended.returncode == 1
    assert len(lines) == 2
    places = [re.match(r"knowledge/measures/budget/(048|049)\.yaml:\d+: ", line) for line in lines]
    assert all(places), lines


def test_the_copy_is_sound(sound: Path) -> None:
    assert check(sound).faults == []


def test_a_unit_in_english_is_no_figure(sound: Path, tmp_path: Path) -> None:
    """Pages print 億円 as a unit, for which English has a number."""
    root = copied(sound, tmp_path / "knowledge")
    replaced("en: ten thousand yen", "en: 100 million yen")(root)
    assert check(root).faults == []


def test_a_measure_whose_wording_is_not_learnt_is_named(sound: Path, tmp_path: Path) -> None:
    root = copied(sound, tmp_path / "knowledge")
    replaced("業務改善助成金（最低賃金引上げ）", "業務改善助成金（時給）")(root)
    told = [warning for warning in check(root).warnings if "is not learnt yet" in warning]
    assert len(told) == 1
    assert "how people ask for 48 is not learnt yet" in told[0]
    assert not any("learnt yet" in warning for warning in check(sound).warnings)

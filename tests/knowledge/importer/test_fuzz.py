"""Documents cut off, shuffled and spoilt: a clear line for each fault, and nothing half-written."""

from __future__ import annotations

import contextlib
import io
import random
import re
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.importer.__main__ import main
from tests.knowledge.importer.conftest import MADE_UP
from tests.knowledge.importer.helpers import amount, files, identity, measures

TEXT = MADE_UP.read_text(encoding="utf-8")
LINES = TEXT.split("\n")
_LINE = re.compile(r"^\S+?:(?:\d+|p\d+\.\d+): \S.*$")
SLOW = settings(deadline=None, max_examples=60)


def run(text: str, root: Path) -> tuple[int, str]:
    """Import a text into `root`; the status, and what was said on stderr."""
    document = root / "document.md"
    document.write_text(text, encoding="utf-8", newline="")
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
        status = main([str(document), "--out", str(root)])
    for line in errors.getvalue().splitlines():
        assert _LINE.match(line), line
    assert (status == 0) == (not errors.getvalue())
    for name, content in files(root).items():
        assert not name.endswith(".tmp")
        if name.endswith(".yaml"):
            assert content.endswith(b"\n")
            yaml.load(content, yaml.BaseLoader)
    return status, errors.getvalue()


Known = tuple[tuple[str, str, str | None], dict[str, str] | None]


def facts(root: Path) -> dict[str, Known]:
    """Identity and amount of what is there."""
    return {i: (identity(m), amount(m)) for i, m in measures(root).items()}


with tempfile.TemporaryDirectory() as _folder:
    run(TEXT, Path(_folder))
    WHOLE = facts(Path(_folder))


@SLOW
@given(st.integers(0, len(TEXT)))
def test_cut_off_anywhere(end: int) -> None:
    """No page is wrong, and no amount: what is not certain is absent."""
    with tempfile.TemporaryDirectory() as folder:
        run(TEXT[:end], Path(folder))
        for measure_id, (found, price) in facts(Path(folder)).items():
            (page, title, subtitle), full = WHOLE[measure_id]
            assert found[0] == page
            assert title.startswith(found[1])
            assert (subtitle or "").startswith(found[2] or "")
            assert price in (None, full)


@SLOW
@given(st.integers(0, len(TEXT)))
def test_cut_off_does_no_harm_to_what_is_there(end: int) -> None:
    """The facts that are there stay, whatever is missing from the document."""
    with tempfile.TemporaryDirectory() as folder:
        run(TEXT, Path(folder))
        run(TEXT[:end], Path(folder))
        assert facts(Path(folder)) == WHOLE


@pytest.mark.parametrize(
    ("last", "missing"),
    [
        ("①施策の目的\n", "purpose, overview, scheme"),
        ("砂が畑へ飛ぶのを防ぐ。\n", "overview, scheme"),
        ("令和9年度までに終える。\n", "scheme"),
        ("③施策の具体的な内容\n", ""),
    ],
)
def test_a_page_that_stops_midway_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], last: str, missing: str
) -> None:
    """Its amount is certain; what its other sections said is not there, and a line says so."""
    document = tmp_path / "document.md"
    document.write_text(TEXT[: TEXT.index(last) + len(last)], encoding="utf-8")
    assert main([str(document), "--out", str(tmp_path)]) == 0
    said = [line for line in capsys.readouterr().out.splitlines() if "is it cut off?" in line]
    assert len(said) == bool(missing)
    assert not said or f"the page 「砂丘の緑を守る事業」 has no {missing}: is it cut off?" in said[0]


@SLOW
@given(st.permutations(range(4)))
def test_shuffled_pages(order: list[int]) -> None:
    """The order of the pages does not matter: each has its title."""
    starts = [
        LINES.index("# 砂丘の緑を守る事業"),
        LINES.index("雪かきの推進"),
        LINES.index("雪かきの推進  "),
        LINES.index("# 「町の予算」を住民が決める仕組みの検討"),
        len(LINES),
    ]
    parts = [LINES[a:b] for a, b in pairwise(starts)]
    lines = LINES[: starts[0]] + [line for i in order for line in [*parts[i], ""]]
    with tempfile.TemporaryDirectory() as folder:
        assert run("\n".join(lines), Path(folder))[0] == 0
        assert facts(Path(folder)) == WHOLE


@SLOW
@given(
    st.sampled_from(["1,234億円", "600 億円", "600億円"]), st.sampled_from(["", "50ドル", "未定"])
)
def test_missing_amounts(printed: str, instead: str) -> None:
    """The measure is there, its amount is not, and one line says so."""
    with tempfile.TemporaryDirectory() as folder:
        status, errors = run(TEXT.replace(printed, instead, 1), Path(folder))
        assert status == 1
        assert errors.count("\n") == 1
        assert "amount" in errors
        found = facts(Path(folder))
        assert {i: f[0] for i, f in found.items()} == {i: f[0] for i, f in WHOLE.items()}


@SLOW
@given(st.sampled_from(["①施策の目的", "②施策の概要", "# 砂丘の緑を守る事業", "目次(制度)"]))
def test_unknown_headings(heading: str) -> None:
    """A heading that nobody knows is named."""
    with tempfile.TemporaryDirectory() as folder:
        unknown = heading[0] + "見知らぬ見出し"
        status, errors = run(TEXT.replace(heading, unknown, 1), Path(folder))
        assert status == 1
        assert errors


@SLOW
@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.text(max_size=12)), max_size=6))
def test_spoilt_lines(changes: list[tuple[int, str]]) -> None:
    """Whatever stands in a line, the import ends with lines, not with a traceback."""
    lines = list(LINES)
    for at, text in changes:
        lines[at] = text
    with tempfile.TemporaryDirectory() as folder:
        run("\n".join(lines), Path(folder))


@SLOW
@given(st.randoms(use_true_random=False))
def test_shuffled_lines(chance: random.Random) -> None:
    """Not even a document whose lines are in no order at all."""
    lines = list(LINES)
    chance.shuffle(lines)
    with tempfile.TemporaryDirectory() as folder:
        run("\n".join(lines), Path(folder))

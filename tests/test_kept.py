"""What is kept from one start to the next: the same as the files say, or made anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.service import Service
from knowledge import kept
from knowledge.base import ROOT, Faults, KnowledgeBase, load
from knowledge.check import require_sound
from knowledge.finder import Finder
from knowledge.question import Language
from knowledge.spelling import search
from replies.texts import Texts

FILE_48 = "measures/budget/048.yaml"


@pytest.fixture(autouse=True)
def bytecode(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files may be kept, whatever the tests were started with; nothing is kept for other tests."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    yield
    kept._kept = None  # for good: monkeypatch would put back what a failed start left open


class Start:
    """One start after the other, of a thing made from two files."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "cache" / "kept"
        self.files = [folder / "a.yaml", folder / "b.yaml"]
        for file in self.files:
            file.write_text("one")

    def __call__(self, meanwhile: Callable[[], object] = lambda: None) -> tuple[list[str], bool]:
        """The thing, and whether it had to be made."""
        makes = []

        def make() -> list[str]:
            made = [file.read_text() for file in self.files if file.exists()]
            makes.append(made)
            meanwhile()
            return made

        kept.begin(self.place)
        found = kept.made("texts", self.files, make)
        kept.finish()
        return found, bool(makes)


@pytest.fixture
def start(tmp_path: Path) -> Start:
    return Start(tmp_path)


def test_the_second_start_makes_nothing(start: Start) -> None:
    assert [start(), start(), start()] == [(["one", "one"], True), *[(["one", "one"], False)] * 2]


def same_size_and_times(start: Start) -> None:
    file = start.files[1]
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    file.write_text("two")
    os.utime(file, ns=times)


def moved_text(start: Start) -> None:
    start.files[0].write_text("oneo")
    start.files[1].write_text("ne")


STALE: list[tuple[Callable[[Start], object], list[str]]] = [
    (same_size_and_times, ["one", "two"]),
    (moved_text, ["oneo", "ne"]),
    (lambda start: start.files[0].unlink(), ["one"]),
    (lambda start: start.files[0].rename(start.files[0].with_name("c.yaml")), ["one"]),
    (lambda start: start.files.pop(), ["one"]),
]


@pytest.mark.parametrize(("change", "expected"), STALE)
def test_a_change_of_the_files_is_seen(
    start: Start, change: Callable[[Start], object], expected: list[str]
) -> None:
    start()
    change(start)
    assert [start(), start()] == [(expected, True), (expected, False)]


def test_another_program_makes_its_own(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    start()
    monkeypatch.setattr(kept, "_program", lambda: b"another")
    assert [start()[1], start()[1]] == [True, False]


def test_another_line_of_code_or_version_of_a_package_makes_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("knowledge/code.py", "replies/inner/code.py", "msgspec-0.20.0.dist-info/METADATA"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("x = 1")
    monkeypatch.setattr(kept, "PROGRAM", tmp_path)
    monkeypatch.setattr(kept, "PACKAGES", tmp_path)
    programs = [kept._program(), kept._program()]
    (tmp_path / "knowledge/code.py").write_text("x = 2")
    programs.append(kept._program())
    (tmp_path / "replies/inner/code.py").write_text("x = 2")
    programs.append(kept._program())
    (tmp_path / "msgspec-0.20.0.dist-info").rename(tmp_path / "msgspec-0.21.0.dist-info")
    programs.append(kept._program())
    assert len(set(programs)) == 4


@pytest.mark.parametrize(
    "broken",
    [
        lambda whole: b"",
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: bytes(len(whole)),
        lambda whole: whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:],
        lambda whole: b"\x80" + whole,
    ],
)
def test_a_broken_file_is_made_anew(start: Start, broken: Callable[[bytes], bytes]) -> None:
    start()
    start.place.write_bytes(broken(start.place.read_bytes()))
    assert [start()[1], start()[1]] == [True, False]


def test_what_is_whole_of_a_broken_file_is_taken(tmp_path: Path) -> None:
    place = tmp_path / "kept"
    kept.begin(place)
    kept.put("first", b"files", "a" * 99)
    kept.put("second", b"files", "b" * 99)
    kept.finish()
    place.write_bytes(place.read_bytes().replace(b"a" * 99, b"c" * 99))
    kept.begin(place)
    assert [kept.get(name, b"files") for name in ("first", "second")] == [None, "b" * 99]


def test_where_nothing_can_be_written_all_is_made_at_each_start(start: Start) -> None:
    start.place.parent.write_text("a file where the folder should be")
    assert [start(), start()] == [(["one", "one"], True)] * 2


def test_nothing_unfinished_is_left(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on the device")

    monkeypatch.setattr(Path, "replace", full)
    assert start()[1]
    assert list(start.place.parent.iterdir()) == []


def test_python_told_to_write_no_bytecode_writes_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert start()[1]
    assert not start.place.exists()


def test_what_changes_while_it_is_made_is_not_kept(start: Start) -> None:
    assert start(lambda: start.files[0].write_text("two")) == (["one", "one"], True)
    start.files[0].write_text("one")
    assert start() == (["one", "one"], True)


def test_outside_of_a_start_nothing_is_taken(start: Start) -> None:
    start()
    assert kept.made("texts", start.files, lambda: ["made"]) == ["made"]


def started(root: Path, place: Path) -> KnowledgeBase:
    kept.begin(place)
    try:
        return require_sound(root)
    finally:
        kept.finish()


def contents(knowledge: KnowledgeBase) -> list[object]:
    return [knowledge.measures, knowledge.themes, knowledge.document, knowledge.drafts, knowledge.groups]


def test_a_kept_knowledge_base_is_that_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(ROOT, tmp_path / "kept")
    monkeypatch.setattr("knowledge.check.check", lambda root: pytest.fail("it was read again"))
    assert contents(started(ROOT, tmp_path / "kept")) == contents(load())


def copied(folder: Path) -> Path:
    """The files of the knowledge base where they may be changed."""
    root = folder / "knowledge"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("*.py", "__pycache__", "importer"))
    return root


def test_one_with_a_fault_is_refused_at_each_start(tmp_path: Path) -> None:
    root, place = copied(tmp_path), tmp_path / "kept"
    started(root, place)
    measure = root / FILE_48
    sound = measure.read_text(encoding="utf-8")
    measure.write_text(sound.replace("oku: 352", "oku: 353"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Faults, match="353億円 is not on P"):
            started(root, place)
    measure.write_text(sound, encoding="utf-8")
    assert contents(started(root, place)) == contents(load())


@pytest.mark.parametrize("question", ["48", "48と50を比較", "3人を60円上げたら？", "list of the themes"])
def test_kept_templates_and_words_answer_the_same(service: Service, tmp_path: Path, question: str) -> None:
    replies = []
    for _ in range(2):
        kept.begin(tmp_path / "kept")
        replies.append([each.reply for each in Service(service.knowledge).message(question)])
        kept.finish()
    assert replies == [[each.reply for each in service.message(question)]] * 2


def test_a_kept_template_is_not_compiled_again(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.begin(tmp_path / "kept")
    Texts(service.knowledge, Language.JA).prepare()
    kept.finish()
    monkeypatch.setattr("jinja2.Environment.compile", lambda *_: pytest.fail("compiled again"))
    kept.begin(tmp_path / "kept")
    Texts(service.knowledge, Language.JA).prepare()


def test_an_index_is_kept_and_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.pickle"
    asked = ("窓の断熱", "denki dai hojo", "power bill", "ねんりょうほじょ")
    found = []
    for may_build in (True, False):
        kept.begin(path)
        finder = Finder(load())
        if not may_build:
            monkeypatch.setattr("knowledge.finder.Index", None)
        finder.prepare()
        kept.finish()
        found.append([finder.find(text) for text in asked])
    assert found[0] == found[1]


def test_an_index_of_other_measures_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "kept.pickle"
    whole = load()
    fewer = KnowledgeBase(list(whole.measures.values())[:40], whole.themes, whole.document)
    for knowledge in (whole, fewer, whole):
        kept.begin(path)
        finder = Finder(knowledge)
        assert {found.id for found in finder.find("量子コンピュータ")} <= set(knowledge.ids)
        kept.finish()


def test_an_index_of_files_that_changed_is_not_taken(tmp_path: Path) -> None:
    root, path = copied(tmp_path), tmp_path / "kept.pickle"
    measure = root / FILE_48
    for words, expected in (("needs:", False), ("needs:\n  虹色の券: にじいろのけん", True)):
        measure.write_text(
            measure.read_text(encoding="utf-8").replace("needs:", words), encoding="utf-8"
        )
        kept.begin(path)
        finder = Finder(load(root))
        finder.prepare()
        kept.finish()
        assert any(found.id == "48" and found.hits for found in finder.find("虹色の券")) == expected


def test_an_index_of_words_spelt_otherwise_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`language/search.yaml` says which English words carry no meaning, and which signs sound alike."""
    path = tmp_path / "kept.pickle"
    knowledge = load()
    kept.begin(path)
    Finder(knowledge).prepare()
    kept.finish()
    changed = replace(search(), english_stop=[*search().english_stop, "power"])
    monkeypatch.setattr("knowledge.finder.search", lambda: changed)
    monkeypatch.setattr("knowledge.finder.Index", None)
    kept.begin(path)
    with pytest.raises(TypeError):  # it is built anew
        Finder(knowledge).prepare()


def test_an_index_is_known_again_by_another_process() -> None:
    """Sets are in another order in each process."""
    code = "from knowledge import base, finder; print(finder.Finder(base.load())._made_of)"
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1

"""What was made from the files at one start is kept for the next, as Python keeps the modules it compiled.

To read and check the knowledge base takes a third of a start. What is kept can't be stale: each thing counts
only while what it was made from has the very same content, and only for the same program. It lies in
`__pycache__`, where whoever may write can change the program itself, so that it need not be trusted less.
Where that can't be written, or what is there is broken, all is made anew.

Nothing is taken or kept outside of `begin` and `finish`: a check and a reload read the files themselves.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from importlib.util import cache_from_source
from io import FileIO
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

PROGRAM, PACKAGES = Path(__file__).parents[1], Path(msgspec.__file__).parents[1]
PATH = Path(cache_from_source(__file__)).with_suffix(".pickle")
# Bytes of a SHA-256, and of a length.
_DIGEST, _LENGTH = 32, 8

Made = TypeVar("Made")


class _Entry(NamedTuple):
    """A thing in the file: a digest of what it was made from, where it stands (in bytes from the end of the
    list of things), and a digest of it as it is pickled there."""

    made_of: bytes
    start: int
    length: int
    digest: bytes


class Kept:
    """The things kept in one file, each by its name. Those that nobody asks for any more stay, too.

    The file is a seal, the length of the list of things, that list, and the things. Of these only those are
    read that are asked for: a start needs a quarter of them before its first answer.
    """

    def __init__(self, path: Path, program: bytes) -> None:
        self._path = path
        self._program = program
        # Open all the while: another start may put another file in its place.
        self._file = _opened(path)
        self._entries, self._from = self._listed()
        self._new: dict[str, tuple[bytes, bytes]] = {}

    def get(self, name: str, made_of: bytes) -> Any:
        """The thing, if it is kept whole and was made from the same; else None."""
        entry = self._entries.get(name)
        content = self._content(entry) if entry and entry.made_of == made_of else b""
        return pickle.loads(content) if content else None

    def put(self, name: str, made_of: bytes, thing: Any) -> None:
        """Keep a thing, in the place of an older one."""
        self._new[name] = made_of, pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)

    def close(self) -> None:
        """Write a new file, if there is something new, whole or not at all; read no more of the old one."""
        try:
            if self._new and not sys.dont_write_bytecode:
                self._save()
        finally:
            if self._file:
                self._file.close()

    def _save(self) -> None:
        things = {name: (entry.made_of, self._content(entry)) for name, entry in self._entries.items()}
        # A copy, for others may still put something in.
        things = {name: each for name, each in {**things, **self._new}.items() if each[1]}
        starts = accumulate((len(content) for _, content in things.values()), initial=0)
        entries = {
            name: _Entry(made_of, start, len(content), sha256(content).digest())
            for (name, (made_of, content)), start in zip(things.items(), starts, strict=False)
        }
        listed = pickle.dumps(entries)
        contents = (content for _, content in things.values())
        unfinished = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with open(unfinished, "wb") as file:
                file.writelines((self._seal(listed), len(listed).to_bytes(_LENGTH), listed, *contents))
            unfinished.replace(self._path)
        except OSError:
            # A read-only or full disk: the next start takes longer, that is all.
            if unfinished.exists():
                unfinished.unlink()

    def _listed(self) -> tuple[dict[str, _Entry], int]:
        """The things that the file has, and where they begin."""
        begins = _DIGEST + _LENGTH
        head = self._read(0, begins)
        listed = self._read(begins, int.from_bytes(head[_DIGEST:]))
        if not listed or head[:_DIGEST] != self._seal(listed):
            return {}, 0
        return pickle.loads(listed), begins + len(listed)

    def _content(self, entry: _Entry) -> bytes:
        """A thing as it is pickled; b"" if the file is broken there."""
        content = self._read(self._from + entry.start, entry.length)
        return content if sha256(content).digest() == entry.digest else b""

    def _read(self, start: int, length: int) -> bytes:
        """So many bytes of the file from a place on; b"" if it has not so many."""
        if self._file is None:
            return b""
        try:
            whole = start + length <= os.fstat(self._file.fileno()).st_size
            return os.pread(self._file.fileno(), length, start) if whole else b""
        except (OSError, ValueError):  # it can't be read, or was closed meanwhile
            return b""

    def _seal(self, listed: bytes) -> bytes:
        """What shows that the list is whole, and of this program."""
        return sha256(self._program + listed).digest()


def _opened(path: Path) -> FileIO | None:
    try:
        return FileIO(path)
    except OSError:
        return None


_kept: Kept | None = None


def begin(path: Path = PATH) -> None:
    """From now on take what is kept, and keep what is made."""
    global _kept
    _kept = Kept(path, _program())


def finish() -> None:
    """Write what was made, and let go of it."""
    global _kept
    if _kept:
        kept, _kept = _kept, None
        kept.close()


def made(name: str, files: Sequence[Path], make: Callable[[], Made]) -> Made:
    """What `make` makes from these files and no others; taken from what is kept if they are the same."""
    if _kept is None:
        return make()
    made_of = digest(files)
    found: Made | None = get(name, made_of)
    if found is not None:
        return found
    thing = make()
    if digest(files) == made_of:  # nobody wrote to them meanwhile
        put(name, made_of, thing)
    return thing


def is_open() -> bool:
    """Whether things are taken and kept now."""
    return _kept is not None


def get(name: str, made_of: bytes) -> Any:
    """See `Kept.get`."""
    kept = _kept  # another thread may finish
    return kept.get(name, made_of) if kept else None


def put(name: str, made_of: bytes, thing: Any) -> None:
    """See `Kept.put`."""
    kept = _kept
    if kept:
        kept.put(name, made_of, thing)


def digest(files: Iterable[Path]) -> bytes:
    """A digest of the files' names and contents; a file that can't be read counts as such."""
    found = sha256()
    for path in files:
        content = _content(path)
        length = -1 if content is None else len(content)
        found.update(f"{path}\0{length}\0".encode())
        found.update(content or b"")
    return found.digest()


def _content(path: Path) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return None


def _program() -> bytes:
    """A digest of all that makes something of the files: our code, Python, and the packages' versions."""
    code = sorted(each for part in ("knowledge", "replies") for each in (PROGRAM / part).rglob("*.py"))
    packages = sorted(name for name in os.listdir(PACKAGES) if name.endswith("-info"))
    return sha256(f"{sys.version} {packages}".encode() + digest(code)).digest()

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
from pathlib import Path
from typing import Any, TypeVar

import msgspec

PROGRAM, PACKAGES = Path(__file__).parents[1], Path(msgspec.__file__).parents[1]
PATH = Path(cache_from_source(__file__)).with_suffix(".pickle")
_DIGEST = 32  # bytes of a SHA-256

Made = TypeVar("Made")
# What something was made from, and the thing itself, pickled.
_Entry = tuple[bytes, bytes]


class Kept:
    """The things kept in one file, each by its name. Those that nobody asks for any more stay, too."""

    def __init__(self, path: Path, program: bytes) -> None:
        self._path = path
        self._program = program
        self._things = self._read()
        self._is_new = False

    def get(self, name: str, made_of: bytes) -> Any:
        """The thing, if it is kept and was made from the same; else None."""
        entry = self._things.get(name)
        return pickle.loads(entry[1]) if entry and entry[0] == made_of else None

    def put(self, name: str, made_of: bytes, thing: Any) -> None:
        """Keep a thing, in the place of an older one."""
        self._things[name] = made_of, pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        self._is_new = True

    def save(self) -> None:
        """Write the file, if there is something new. It is whole or not written at all."""
        if not self._is_new or sys.dont_write_bytecode:
            return
        # A copy, for others may still put something in.
        content = pickle.dumps(dict(self._things), pickle.HIGHEST_PROTOCOL)
        unfinished = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(self._seal(content) + content)
            unfinished.replace(self._path)
        except OSError:
            # A read-only or full disk: the next start takes longer, that is all.
            if unfinished.exists():
                unfinished.unlink()

    def _read(self) -> dict[str, _Entry]:
        try:
            found = self._path.read_bytes()
        except OSError:
            return {}
        seal, content = found[:_DIGEST], memoryview(found)[_DIGEST:]
        if seal != self._seal(content):
            return {}
        things: dict[str, _Entry] = pickle.loads(content)
        return things

    def _seal(self, content: bytes | memoryview) -> bytes:
        """What shows that the content is whole, and of this program."""
        found = sha256(self._program)
        found.update(content)
        return found.digest()


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
        kept.save()


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

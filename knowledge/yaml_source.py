"""YAML as we read it: every scalar a string, duplicate keys refused, and lines found again for faults.

Plain YAML turns `046` into 38, `no` into False and `10:30` into 630, and lets the last of two equal keys
win in silence. Here strings stay strings (the model says what is a number), and a fault names its line.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

# PyYAML itself is imported when something is read: most starts read nothing (`knowledge.kept`).
if TYPE_CHECKING:
    import yaml


class SourceFault(Exception):
    """What is wrong in a YAML file, and where. Its text is `file:line: what is wrong`."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        super().__init__(f"{shown(path)}:{line}: {what}")


def shown(path: Path) -> str:
    """The path as a reader wants it: relative to where they stand, if it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def read(path: Path) -> Any:
    """The file's content as dicts, lists and strings.

    Raises SourceFault for what is not UTF-8, not YAML, or says a key twice.
    """
    import yaml

    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, _loader())
    except UnicodeDecodeError as error:
        raise SourceFault(path, 1, f"not UTF-8 ({error.reason} at byte {error.start})") from None
    except OSError as error:
        raise SourceFault(path, 1, error.strerror or str(error)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # What is missing at the end is missed after the last line.
        line = min(mark.line + 1, len(text.splitlines())) if mark else 1
        raise SourceFault(path, line, f"not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise SourceFault(path, 1, f"not YAML: {error}") from None
    if node is None:
        raise SourceFault(path, 1, "the file is empty")
    return _value(path, node)


def line_of(path: Path, keys: list[str | int]) -> int:
    """The line (from 1) at which the value under `keys` begins, or as far as they lead."""
    import yaml

    node: Any = yaml.compose(path.read_text(encoding="utf-8"), _loader())
    line = node.start_mark.line
    for key in keys:
        child = _child(node, key)
        if child is None:
            break
        mark, node = child
        line = mark.line
    return int(line) + 1


@cache
def _loader() -> Any:
    import yaml

    # libyaml is in PyYAML's wheels; the pure Python loader is slower and a little stricter.
    base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Loader(base):  # type: ignore[misc]
        """YAML without tags: to work one out for each value would take half of the time of reading."""

        def resolve(self, kind: object, value: object, implicit: object) -> str:
            """See yaml.resolver.BaseResolver."""
            return ""

    return Loader


def _value(path: Path, node: Any) -> Any:
    if node.id == "mapping":
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.id != "scalar":
                raise SourceFault(path, key.start_mark.line + 1, "a key must be a plain word")
            if key.value in found:
                raise SourceFault(path, key.start_mark.line + 1, f"the key {key.value!r} stands twice")
            found[key.value] = _value(path, value)
        return found
    if node.id == "sequence":
        return [_value(path, item) for item in node.value]
    return node.value


def _child(node: Any, key: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    if node.id == "mapping":
        return next(((k.start_mark, v) for k, v in node.value if k.value == str(key)), None)
    if node.id == "sequence" and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark, node.value[key]
    return None

"""Changing single facts of a measure file: the lines of those facts, and not a byte beside them."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from knowledge.importer.writer import scalar

Keys = Sequence[str]


class Editor:
    """A YAML text under change. Every method leaves all other lines as they are.

    Raises KeyError where a key that must exist does not, ValueError where a value is not written as it
    must be, yaml.YAMLError for what is not YAML.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def set(self, keys: Keys, value: str) -> None:
        """Replace the value under `keys`, a plain one."""
        node = self._value(keys)
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            value += self._newline
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            raise ValueError(f"{'.'.join(keys)} does not stand in one line: [a, b]")
        self.text = self.text[:start] + value + self.text[end:]

    def set_text(self, keys: Keys, text: str) -> None:
        """Replace the text under `keys`."""
        self.set(keys, scalar(text))

    def set_mapping(self, keys: Keys, wanted: dict[str, str]) -> None:
        """Give the mapping under `keys` these keys and values, and no others."""
        node = self._value(keys)
        if not isinstance(node, yaml.MappingNode):
            raise KeyError(".".join(keys))
        if node.flow_style:
            inner = ", ".join(f"{name}: {value}" for name, value in wanted.items())
            start, end = node.start_mark.index, node.end_mark.index
            self.text = self.text[:start] + f"{{{inner}}}" + self.text[end:]
            return
        present = {key.value: value.value for key, value in node.value}
        above = None
        for name, value in wanted.items():
            if name not in present:
                self._insert_key(keys, above, name, value)
            elif present[name] != value:
                self.set([*keys, name], value)
            above = name
        for name in present.keys() - wanted.keys():
            self.remove([*keys, name])

    def insert_below(self, keys: Keys, lines: list[str], blank: bool = False) -> None:
        """Insert lines below the value under `keys`; with a blank line between if `blank`."""
        at = self._last_line(self._value(keys)) + 1
        self._insert(at, ([""] if blank else []) + lines)

    def remove(self, keys: Keys) -> None:
        """Remove a key with its value, which stand in lines of their own."""
        key, value = self._pair(keys)
        lines = self.text.splitlines(keepends=True)
        del lines[key.start_mark.line : self._last_line(value) + 1]
        self.text = "".join(lines)

    def _insert_key(self, keys: Keys, above: str | None, name: str, value: str) -> None:
        node = self._value(keys)
        indent = " " * node.start_mark.column
        if above is None:
            self._insert(node.start_mark.line, [f"{indent}{name}: {value}"])
        else:
            self.insert_below([*keys, above], [f"{indent}{name}: {value}"])

    def _insert(self, at: int, lines: list[str]) -> None:
        present = self.text.splitlines(keepends=True)
        if at == len(present) and present and not present[-1].endswith("\n"):
            present[-1] += self._newline
        present[at:at] = [line + self._newline for line in lines]
        self.text = "".join(present)

    def _value(self, keys: Keys) -> yaml.Node:
        node = yaml.compose(self.text, yaml.BaseLoader)
        if node is None:
            raise KeyError(".".join(keys))
        for key in keys:
            node = _find(node, key)[1]
        return node

    def _pair(self, keys: Keys) -> tuple[yaml.Node, yaml.Node]:
        parent = self._value(keys[:-1])
        return _find(parent, keys[-1])

    def _last_line(self, node: yaml.Node) -> int:
        """The last line (from 0) of a value: a block's own end mark lies behind comments."""
        while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        mark = node.end_mark
        ends_before = mark.column == 0 and mark.line > node.start_mark.line
        return int(mark.line - 1 if ends_before else mark.line)


def _find(node: yaml.Node, key: str) -> tuple[yaml.Node, yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                return name, value
    raise KeyError(key)

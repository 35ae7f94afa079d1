"""A document's lines, whatever it was read from."""

from __future__ import annotations

from dataclasses import dataclass


class Unreadable(Exception):
    """The document cannot be read at all. Its text is one line: `file:line: why`."""


@dataclass(frozen=True)
class Line:
    """A line of the document. `place`: its number, in a PDF `p3.12` (page 3, line 12).

    Cells of a table and of the contents are separated by TAB, headings begin with `#`.
    """

    place: str
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip()

"""What an import has to say: faults (something was not taken over) and remarks, a line each."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Notes:
    """Lines of the form `file:line: what`; `file` is the name of the document as it was given."""

    file: str
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def fault(self, place: str, what: str) -> None:
        """Something could not be taken over."""
        self.faults.append(f"{self.file}:{place}: {what}")

    def remark(self, place: str, what: str) -> None:
        """Something was decided, or wants a reader's eye."""
        self.remarks.append(f"{self.file}:{place}: {what}")

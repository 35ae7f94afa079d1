"""Parameters of one Bot API call: strings from a form, values from JSON, files from multipart."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

_INTEGER = re.compile(r"\s*[+-]?\d+\s*")
_INT64 = 2**63
# What Telegram calls a parameter when its JSON cannot be read.
_JSON_NAMES = {
    "reply_markup": "reply keyboard markup",
    "link_preview_options": "link preview options",
    "scope": "BotCommandScope",
    "media": "media",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request."""

    name: str
    content_type: str
    data: bytes


class Params:
    """Typed reading of a call's parameters; wrong JSON is a 400, wrong numbers count as absent."""

    def __init__(
        self,
        values: Mapping[str, Any] | None = None,
        uploads: Mapping[str, Upload] | None = None,
    ) -> None:
        self.values = dict(values or {})
        self.uploads = dict(uploads or {})

    def names(self) -> set[str]:
        """Give the names of all parameters sent, without files that `attach://` refers to."""
        attached = {name for name in self.uploads if name not in self.values}
        referred = {name for name in attached if self._is_referred_to(name)}
        return set(self.values) | (attached - referred)

    def _is_referred_to(self, name: str) -> bool:
        mark = f"attach://{name}"
        return any(mark in _as_text(value) for value in self.values.values())

    def has(self, name: str) -> bool:
        """Tell whether the parameter was sent and is not empty."""
        return name in self.uploads or self.values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Give a string parameter, "" when absent."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else _as_text(value)

    def integer(self, name: str, default: int = 0, low: int = -_INT64, high: int = _INT64) -> int:
        """Give an integer parameter, clamped as Telegram does."""
        text = self.text(name)
        value = int(text) if len(text) < 25 and _INTEGER.fullmatch(text) else default
        return max(low, min(high, value))

    def flag(self, name: str) -> bool:
        """Give a Boolean parameter."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def value(self, name: str) -> Any:
        """Give a JSON-encoded parameter (plain in a JSON body), None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError) as error:
            reason = f"can't parse {_JSON_NAMES.get(name, name)} JSON object"
            raise bad_request(reason) from error


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

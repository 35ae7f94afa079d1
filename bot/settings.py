"""Settings from the environment, each checked at start: a wrong one is one clear line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A variable that is not usable; the text names it and says what is wanted."""


def _token(value: str) -> str:
    if value and not re.fullmatch(r"\d{3,}:[A-Za-z0-9_-]{20,}", value):
        raise ValueError("not a bot token (it looks like 123456789:AAE...; @BotFather gives it)")
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ValueError("not an address (like https://api.telegram.org)")
    return value.rstrip("/")


def _port(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise ValueError("not a port (1 to 65535)")
    return int(value)


def _level(value: str) -> str:
    level = value.upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("not a level (DEBUG, INFO, WARNING or ERROR)")
    return level


def _setting(name: str, read: Callable[[str], Any], default: str, about: str, **more: Any) -> Any:
    metadata = {"name": name, "read": read, "default": default, "about": about, **more}
    return field(metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """All settings; `from_environment` reads them. A secret never shows in `repr`."""

    token: str = _setting(
        "TELEGRAM_BOT_TOKEN", _token, "", "the bot's token; without it the local chat page", secret=True
    )
    api_url: str = _setting(
        "TELEGRAM_API_URL", _address, "https://api.telegram.org", "root of the Bot API server"
    )
    port: int = _setting("PORT", _port, "8080", "port of the local chat page")
    log_level: str = _setting("LOG_LEVEL", _level, "INFO", "DEBUG, INFO, WARNING or ERROR")

    def __repr__(self) -> str:
        return f"Settings({', '.join(f'{name}={value}' for name, value, _ in self.shown())})"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Raises SettingsError for the first variable that is not usable."""
        values = {}
        for each in fields(cls):
            name, read = each.metadata["name"], each.metadata["read"]
            value = environment.get(name, "").strip() or each.metadata["default"]
            try:
                values[each.name] = read(value)
            except ValueError as error:
                shown = "" if each.metadata.get("secret") else f" {value!r}:"
                raise SettingsError(f"{name}:{shown} {error}") from None
        return cls(**values)

    def shown(self) -> list[tuple[str, str, str]]:
        """Name, value (secrets masked) and meaning of each setting."""
        rows = []
        for each in fields(self):
            value = str(getattr(self, each.name))
            if each.metadata.get("secret") and value:
                value = "***"
            rows.append((each.metadata["name"], value, each.metadata["about"]))
        return rows

"""Settings from the environment, each checked at start: a wrong one is one clear line."""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import SplitResult, urlsplit


class SettingsError(Exception):
    """A variable that is not usable; the text names it and says what is wanted."""


def _token(value: str) -> str:
    if value and not re.fullmatch(r"\d{3,}:[A-Za-z0-9_-]{20,}", value):
        raise ValueError("not a bot token (it looks like 123456789:AAE...; @BotFather gives it)")
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("not an address (like https://api.telegram.org)")
    _check_port(parts)
    return value.rstrip("/")


def _check_port(parts: SplitResult) -> None:
    """Raises ValueError for what can be no port, which is read only when it is asked for."""
    try:
        usable = parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("its port is none (1 to 65535)")


def _host(value: str) -> str:
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise ValueError("not an IP address (0.0.0.0 or :: for all, 127.0.0.1 for this machine)") from None


def _port(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise ValueError("not a port (1 to 65535)")
    return int(value)


def _level(value: str) -> str:
    level = value.upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("not a level (DEBUG, INFO, WARNING or ERROR)")
    return level


def _form(value: str) -> str:
    if value.lower() not in ("text", "json"):
        raise ValueError("not a form (text or json)")
    return value.lower()


def _switch(value: str) -> bool:
    if value.lower() not in ("on", "off"):
        raise ValueError("neither on nor off")
    return value.lower() == "on"


def _webhook(value: str) -> str:
    return _address(value) if value else value


def _report_form(value: str) -> str:
    if not value:
        return value
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or len(value) > 500:
        raise ValueError("not a form's address (like https://example.org/issues/new)")
    if ("{title}" in value) != ("{body}" in value):
        raise ValueError("{title} and {body} stand in it both, or neither")
    return value


def _email(value: str) -> str:
    if value and not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", value):
        raise ValueError("not an e-mail address")
    return value


def _secret(value: str) -> str:
    # Bot API, setWebhook.secret_token.
    if value and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value):
        raise ValueError("not usable (16 to 256 letters, digits, _ and -)")
    return value


def _redis(value: str) -> str:
    if value and not re.match(r"(redis|rediss|unix)://[^/@]|unix:///|rediss?://[^/]*@", value):
        raise ValueError("not an address of Redis (like redis://localhost:6379/0)")
    _check_port(urlsplit(value))
    return value


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not (value.isascii() and value.isdecimal()) or not low <= int(value) <= high:
            raise ValueError(f"not a number ({low} to {high})")
        return int(value)

    return read


def _setting(name: str, read: Callable[[str], Any], default: str, about: str, **more: Any) -> Any:
    metadata = {"name": name, "read": read, "default": default, "about": about, **more}
    return field(metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """All settings; `from_environment` reads them. A secret never shows in `repr`."""

    token: str = _setting(
        "TELEGRAM_BOT_TOKEN",
        _token,
        "",
        "the bot's token; without it the local chat page",
        secret=True,
    )
    api_url: str = _setting(
        "TELEGRAM_API_URL", _address, "https://api.telegram.org", "root of the Bot API server"
    )
    webhook_url: str = _setting(
        "WEBHOOK_URL", _webhook, "", "address at which Telegram pushes updates; without it, polling"
    )
    secret: str = _setting(
        "WEBHOOK_SECRET",
        _secret,
        "",
        "what Telegram sends along with each update; made from the token if unset",
        secret=True,
    )
    host: str = _setting("HOST", _host, "0.0.0.0", "IP address on which webhook and metrics listen")
    port: int = _setting(
        "PORT", _port, "8080", "port of the webhook, of the metrics, or of the local chat page"
    )
    redis_url: str = _setting(
        "REDIS_URL",
        _redis,
        "",
        "Redis or Valkey, shared by all replicas; without it, this process's memory",
        secret=True,
    )
    log_level: str = _setting("LOG_LEVEL", _level, "INFO", "DEBUG, INFO, WARNING or ERROR")
    log_format: str = _setting("LOG_FORMAT", _form, "text", "text or json")
    metrics: bool = _setting(
        "METRICS", _switch, "off", "on: Prometheus figures at /metrics on PORT"
    )
    report_url: str = _setting(
        "REPORT_URL",
        _report_form,
        "",
        "form of an issue tracker for what was not found; {title} and {body} in it are filled in",
    )
    report_email: str = _setting(
        "REPORT_EMAIL", _email, "", "address for such reports, where there is no REPORT_URL"
    )
    keep_unanswered: bool = _setting(
        "KEEP_UNANSWERED",
        _switch,
        "off",
        "on: count questions without an answer in Redis, without who asked; /privacy says so",
    )
    burst: int = _setting(
        "QUESTIONS_BURST", _number(1, 1000), "20", "questions that a person may ask at once"
    )
    per_minute: int = _setting(
        "QUESTIONS_PER_MINUTE",
        _number(1, 6000),
        "30",
        "questions a minute for a person in the long run",
    )
    at_once: int = _setting(
        "ANSWERS_AT_ONCE", _number(1, 256), "64", "answers worked on at once; the README says why"
    )

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
        return cls(**_completed(values))

    @property
    def webhook_path(self) -> str:
        """The path of `webhook_url`, which is the webhook's route."""
        return urlsplit(self.webhook_url).path or "/"

    @property
    def secrets(self) -> list[str]:
        """What must never be shown, with its parts that would say as much."""
        parts = urlsplit(self.redis_url)
        return [self.token, self.token.partition(":")[2], self.secret, parts.password or ""]

    def shown(self) -> list[tuple[str, str, str]]:
        """Name, value (secrets masked) and meaning of each setting."""
        rows = []
        for each in fields(self):
            value = _shown(getattr(self, each.name))
            if each.metadata.get("secret") and value:
                value = "***"
            rows.append((each.metadata["name"], value, each.metadata["about"]))
        return rows


def _shown(value: object) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def _completed(values: dict[str, Any]) -> dict[str, Any]:
    """Check what depends on another setting, and make up the webhook's secret."""
    if values["keep_unanswered"] and not values["redis_url"]:
        raise SettingsError(
            "KEEP_UNANSWERED: needs REDIS_URL, where `unanswered` can read the counts"
            " (one on the same machine will do: redis://localhost:6379/0)"
        )
    if not values["webhook_url"]:
        return values
    if not values["token"]:
        raise SettingsError("WEBHOOK_URL: needs TELEGRAM_BOT_TOKEN")
    if not values["secret"]:
        # The same on every replica and after a restart, and no way back from it to the token.
        digest = hmac.digest(values["token"].encode(), b"webhook secret", "sha256")
        values["secret"] = digest.hex()
    return values

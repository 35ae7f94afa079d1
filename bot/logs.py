"""Logs as text or JSON, a line a record, in which no secret can stand.

Secrets are struck out of the finished line, so it does not matter whether they came in the message,
its arguments, a traceback or an address that a library logs.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote, unquote

MASK = "***"
# What looks like a bot token, ours or not: also a mistyped one is somebody's.
_TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
# Libraries that log addresses, parameters or whole answers of Telegram.
TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp", "asyncio", "stamina", "redis")


class Redactor:
    """Strikes out secrets, in the forms in which they come: as they are, in an address, in JSON."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets if secret for form in _forms(secret)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def __call__(self, text: str) -> str:
        """The text with `***` for each secret."""
        if self._known:
            text = self._known.sub(MASK, text)
        return _TOKEN.sub(MASK, text)


def _forms(secret: str) -> tuple[str, ...]:
    plain = unquote(secret)
    return secret, plain, quote(plain, safe=""), json.dumps(plain)[1:-1]


class TextFormatter(logging.Formatter):
    """`2026-01-31 12:00:00,000 INFO bot.delivery: update kind=message outcome=answered ms=12.3`."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s%(fields)s")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """The finished line or lines."""
        fields: dict[str, Any] = getattr(record, "fields", None) or {}
        shown = "".join(f" {name}={value}" for name, value in fields.items())
        copied = logging.makeLogRecord({**record.__dict__, "fields": shown})
        return self._redact(super().format(copied))


class JsonFormatter(logging.Formatter):
    """One object a line: time (ISO 8601, UTC), level, logger, message, and the record's fields."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """The finished line."""
        shown: dict[str, Any] = {
            "time": _iso(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **(getattr(record, "fields", None) or {}),
        }
        if record.exc_info:
            shown["traceback"] = self.formatException(record.exc_info)
        return self._redact(json.dumps(shown, ensure_ascii=False))


class Handler(logging.StreamHandler[TextIO]):
    """Writes to standard error."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Without the record, which the library would show as it is, secrets and all."""
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(f"a record of {record.name} can't be written\n")


def set_up(level: str, form: str, secrets: Iterable[str]) -> None:
    """Log to standard error, `form` "text" or "json"; uncaught exceptions are cleaned too."""
    redact = Redactor(secrets)
    handler = Handler()
    handler.setFormatter(JsonFormatter(redact) if form == "json" else TextFormatter(redact))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    # It logs whole answers of Telegram that it can't read, people's words included.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    _clean_last_words(redact)


def _clean_last_words(redact: Redactor) -> None:
    """What Python prints of an exception that nobody caught holds no secret either."""

    def uncaught(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        print(redact("".join(traceback.format_exception(kind, error, trace))), file=sys.stderr)

    sys.excepthook = uncaught
    threading.excepthook = lambda found: uncaught(
        found.exc_type, found.exc_value, found.exc_traceback
    )
    # While an object is thrown away: nothing is left that could catch it.
    sys.unraisablehook = lambda found: uncaught(
        found.exc_type, found.exc_value, found.exc_traceback
    )


def _iso(seconds: float) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")

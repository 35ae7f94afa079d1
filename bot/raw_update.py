"""What an update says of itself before it is parsed (Bot API: Update), as JSON from Telegram."""

from __future__ import annotations

from typing import Any

from telegram import Update

Json = dict[str, Any]

_KINDS = frozenset(str(kind) for kind in Update.ALL_TYPES)


def kind_of(update: Json) -> str:
    """The kind of update ("message", "callback_query", …); "other" for one that we do not know."""
    return next((name for name in update if name in _KINDS), "other")


def chat_of(update: Json) -> int | None:
    """The id of the chat it came from, else of the person; None for one that has neither."""
    payload = _payload(update)
    for holder in (payload.get("message"), payload):
        chat = holder.get("chat") if isinstance(holder, dict) else None
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            return int(chat["id"])
    return person_of(update)


def person_of(update: Json) -> int | None:
    """The id of the person who asked; None for channel posts, polls and the like."""
    person = _person(update).get("id")
    return person if isinstance(person, int) else None


def language_of(update: Json) -> str | None:
    """The language code of the person's client, if it says one."""
    code = _person(update).get("language_code")
    return code if isinstance(code, str) else None


def _person(update: Json) -> Json:
    payload = _payload(update)
    for name in ("from", "user"):
        person = payload.get(name)
        if isinstance(person, dict):
            return person
    return {}


def _payload(update: Json) -> Json:
    payload = update.get(kind_of(update))
    return payload if isinstance(payload, dict) else {}

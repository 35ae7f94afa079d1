"""Checks of `reply_markup` (InlineKeyboardMarkup in the Bot API)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import Json, bad_request
from .markup import checked_url, utf16_len

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_DATA_BYTES = 64
MAX_COPY = 256
_STYLES = frozenset({"primary", "success", "danger"})
_PLAIN = ("switch_inline_query", "switch_inline_query_current_chat")
_OBJECTS = ("switch_inline_query_chosen_chat", "web_app", "login_url", "copy_text", "callback_game")


def checked_markup(markup: Any, *, inline_only: bool = False) -> Json | None:
    """Give the inline keyboard to show under a message, None for none; 400 for a wrong one.

    Other kinds of `reply_markup` are taken and not shown, as they are no part of a Message.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if inline_only and markup:
            raise bad_request("inline keyboard expected")
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        reason = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        raise bad_request(reason)
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows):
        raise bad_request("reply markup is too long")
    checked = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": checked} if checked else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unreadable('Can\'t find field "text"')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    style = button.get("style")
    if style is not None and style not in _STYLES:
        raise _unreadable("Invalid button style specified")
    for key, check in _CHECKS.items():
        if button.get(key) not in (None, "") or (key in _PLAIN and key in button):
            kept = {key: check(button[key])}
            return {"text": text, **({"style": style} if style else {}), **kept}
    if "callback_data" in button:
        raise bad_request("BUTTON_DATA_INVALID")
    raise _unreadable("Text buttons are unallowed in the inline keyboard")


def _unreadable(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _url(url: Any) -> str:
    address = checked_url(url) if isinstance(url, str) else ""
    if not address:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return address


def _data(data: Any) -> str:
    if not isinstance(data, str) or len(data.encode("utf-8", "replace")) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _copy(copy: Any) -> Json:
    text = copy.get("text") if isinstance(copy, dict) else None
    if not isinstance(text, str) or not 1 <= utf16_len(text) <= MAX_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise _unreadable('Field "switch_inline_query" must be of type String')
    return value


def _object(value: Any) -> Json:
    if not isinstance(value, dict):
        raise _unreadable("Object expected")
    return value


# The first of these that a button has is what it does.
_CHECKS: dict[str, Callable[[Any], Any]] = {
    "url": _url,
    "callback_data": _data,
    **dict.fromkeys(_PLAIN, _string),
    "copy_text": _copy,
    **dict.fromkeys((name for name in _OBJECTS if name != "copy_text"), _object),
    "pay": bool,
}

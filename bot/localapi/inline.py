"""Inline results ("Inline mode" in the Bot API): checks, and the message that a choice sends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from . import content
from .errors import ApiError, Json, bad_request

if TYPE_CHECKING:
    from .chats import Chats
    from .files import Files

MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_OFFSET_BYTES = 64
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Kinds that send a file of this server, and the field that names it.
_CACHED = {"photo": "photo_file_id", "document": "document_file_id"}


def checked_results(chats: Chats, files: Files, results: Any) -> list[Json]:
    """Check an Array of InlineQueryResult; each gets `message`, what choosing it sends."""
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    checked = [checked_result(chats, files, result) for result in results]
    if len({result["id"] for result in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    return checked


def checked_result(chats: Chats, files: Files, result: Any) -> Json:
    """Check one InlineQueryResult and add its `message` (Message fields)."""
    if not isinstance(result, dict):
        raise bad_request("inline query result must be an object")
    for name in ("type", "id", *(("title",) if result.get("type") == "article" else ())):
        if not isinstance(result.get(name), str):
            raise bad_request(f"can't parse inline query result: Can't find field \"{name}\"")
    if not 1 <= len(result["id"].encode("utf-8", "replace")) <= MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] == "article" and not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    try:
        return {**result, "message": _message(chats, files, result)}
    except ApiError as error:
        if not error.description.startswith("Bad Request: can't parse entities"):
            raise
        reason = error.description.removeprefix("Bad Request: ")
        reason = f"can't parse inline query result: {reason[0].upper()}{reason[1:]}"
        raise bad_request(reason) from error


def _message(chats: Chats, files: Files, result: Json) -> Json:
    said = result.get("input_message_content")
    if isinstance(said, dict):
        if "message_text" not in said:
            reason = "can't parse inline query result: only text is known as input_message_content"
            raise bad_request(reason)
        message = content.text_content(chats, said, str(said["message_text"]))
    elif (kind := result["type"]) in _CACHED and (name := result.get(_CACHED[kind])):
        file = content.stored(files, kind, str(name), None, {})
        message = content.media_content(kind, file) | content.caption_content(chats, result)
    else:
        reason = "can't parse inline query result: Can't find field \"input_message_content\""
        raise bad_request(reason)
    return content.with_keyboard(message, result.get("reply_markup"), inline_only=True)


def checked_button(button: Any) -> Json | None:
    """Check InlineQueryResultsButton, the button above the results."""
    if button is None:
        return None
    if (
        not isinstance(button, dict)
        or not isinstance(button.get("text"), str)
        or not button["text"]
    ):
        reason = "can't parse inline query results button: Can't find field \"text\""
        raise bad_request(reason)
    if "web_app" in button:
        return button
    if not _START_PARAMETER.fullmatch(str(button.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")
    return button


def checked_offset(offset: str) -> str:
    """Check `next_offset`."""
    if len(offset.encode("utf-8", "replace")) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    return offset

"""Messages as the user's side sees them: the chat page, tests and benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import Json

_COPIED = ("message_id", "date", "edit_date", "caption", "reply_markup", "via_bot")


def page_message(message: Json, bot_id: int) -> Json:
    """Turn a Message of the Bot API into the page's form.

    `{"message_id", "from": "bot"|"user", "user_id", "date", "edited", "edit_date"?, "text",
    "entities", "reply_to"?: message id, "reply_markup"?, "photo"?: {"file_id", "width", "height"},
    "document"?: {"file_id", "file_name", "mime_type", "size"}, "caption"?, "caption_entities"?,
    "via_bot"?}`. Text is plain text, to be marked up by its entities: never HTML.
    """
    sender = message.get("from", {})
    view = {key: message[key] for key in _COPIED if key in message}
    view["from"] = "bot" if sender.get("id") == bot_id else "user"
    view["user_id"] = sender.get("id")
    view["edited"] = "edit_date" in message
    view["text"] = message.get("text", "")
    view["entities"] = message.get("entities", [])
    if "caption" in message:
        view["caption_entities"] = message.get("caption_entities", [])
    if "reply_to_message" in message:
        view["reply_to"] = message["reply_to_message"]["message_id"]
    if photo := message.get("photo"):
        view["photo"] = {key: photo[-1][key] for key in ("file_id", "width", "height")}
    if document := message.get("document"):
        view["document"] = {key: document[key] for key in ("file_id", "file_name", "mime_type")}
        view["document"]["size"] = document["file_size"]
    return view

"""What a message says: text or caption, link preview, picture, document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import keyboards, markup
from .errors import Json, bad_request
from .files import MAX_FILE, Files, StoredFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .chats import Chats
    from .params import Params, Upload

MAX_TEXT = 4096
MAX_CAPTION = 1024
# Telegram refuses longer sources unread, however short the text in them is.
MAX_SOURCE_BYTES = 32768
_PREVIEW = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")


def formatted(chats: Chats, source: str, parse_mode: str, given: object) -> tuple[str, list[Json]]:
    """Give text and entities of a source in `parse_mode` (HTML or none)."""
    if len(source.encode("utf-8", "replace")) > MAX_SOURCE_BYTES:
        raise bad_request("text is too long")
    mode = parse_mode.lower()
    if mode == "html":
        text, entities = markup.parse_html(source)
    elif mode in ("", "none"):
        text = source
        entities = markup.checked_entities(given, markup.utf16_len(text))
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = markup.trimmed(text, entities)
    named = [_with_user(chats, entity) for entity in entities]
    return text, markup.with_found(text, [entity for entity in named if entity is not None])


def _with_user(chats: Chats, entity: Json) -> Json | None:
    """Turn `user_id` of a mention into `user`; None for a stranger, whom Telegram drops."""
    if "user_id" not in entity:
        return entity
    user = chats.users.get(entity["user_id"])
    kept = {key: value for key, value in entity.items() if key != "user_id"}
    return {**kept, "user": user.json()} if user else None


def text_content(chats: Chats, fields: Mapping[str, Any], source: str) -> Json:
    """Give the Message fields of a text; `fields`: parse_mode, entities, link_preview_options.

    Errors: 400 when the text is empty or longer than 4,096 UTF-16 units, or does not parse.
    """
    if not source:
        raise bad_request("message text is empty")
    mode, given = str(fields.get("parse_mode") or ""), fields.get("entities")
    text, entities = formatted(chats, source, mode, given)
    if not text:
        raise bad_request("text must be non-empty")
    if markup.utf16_len(text) > MAX_TEXT:
        raise bad_request("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    preview = fields.get("link_preview_options")
    if preview is not None:
        if not isinstance(preview, dict):
            raise bad_request("object expected as link preview options")
        content["link_preview_options"] = {key: preview[key] for key in _PREVIEW if key in preview}
    return content


def caption_content(chats: Chats, fields: Mapping[str, Any]) -> Json:
    """Give the Message fields of a caption; `fields`: caption, parse_mode, caption_entities."""
    source = str(fields.get("caption") or "")
    mode, given = str(fields.get("parse_mode") or ""), fields.get("caption_entities")
    text, entities = formatted(chats, source, mode, given)
    if markup.utf16_len(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


def fields_of(params: Params, *json_names: str) -> Json:
    """Give a call's parameters as a dict, those named decoded from JSON."""
    decoded = {name: params.value(name) for name in json_names}
    return {**params.values, **decoded}


def with_keyboard(content: Json, reply_markup: object, *, inline_only: bool = False) -> Json:
    """Add the inline keyboard, if there is one."""
    keyboard = keyboards.checked_markup(reply_markup, inline_only=inline_only)
    return {**content, "reply_markup": keyboard} if keyboard else content


def stored(
    files: Files,
    kind: str,
    reference: str,
    upload: Upload | None,
    uploads: Mapping[str, Upload],
) -> StoredFile:
    """Give the file that a call uploads or refers to: `attach://<name>` or a file id."""
    if upload is None and reference.startswith("attach://"):
        upload = uploads.get(reference.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {kind} in the request")
    if upload is None:
        return _known(files, kind, reference)
    if len(upload.data) > MAX_FILE:
        raise bad_request("file is too big")
    if kind == "photo":
        return files.add_photo(upload.data, upload.name)
    return files.add_document(upload.data, upload.name, upload.content_type)


def _known(files: Files, kind: str, reference: str) -> StoredFile:
    known = files.get(reference)
    if known is not None and known.file_id.startswith(kind):
        return known
    if reference.startswith(("http://", "https://")):
        # Nothing is fetched from anywhere.
        raise bad_request("failed to get HTTP URL content")
    raise bad_request("wrong file identifier/HTTP URL specified")


def media_content(kind: str, file: StoredFile) -> Json:
    """Give the Message fields of a picture or a document."""
    return {"photo": file.photo()} if kind == "photo" else {"document": file.document()}

"""Replies that are a picture or a file: a message of their own, each file uploaded once.

A text message can't become a picture (Bot API: editMessageMedia, "it's possible to edit text messages
only to text"), so such a reply answers the message that asked, or whose button was tapped.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.links import Address
from bot.store import Store, StoreDown
from bot.telegram_reply import markup
from replies.reply import Attachment, Reply

log = logging.getLogger(__name__)

# What Telegram says of a `file_id` that it does not know (any more).
UNKNOWN_FILE = ("wrong file identifier", "wrong remote file", "file reference", "invalid file_id")


class Media:
    """Sends pictures and files; from the second time on, also by another replica, Telegram is told
    its `file_id` only."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def answer(self, message: Message, reply: Reply, quoted: bool = True) -> Message:
        """Answer a message with a reply that has an attachment. Raises TelegramError."""
        attachment = reply.attachment
        assert attachment is not None
        if known := await self._known(attachment):
            try:
                return await _send(message, reply, attachment, known, quoted)
            except BadRequest as error:
                if not any(said in str(error).casefold() for said in UNKNOWN_FILE):
                    raise
        making = asyncio.to_thread(attachment.make)
        data, _ = await asyncio.gather(making, _announce(message, attachment))
        sent = await _send(message, reply, attachment, data, quoted)
        try:
            await self._store.name_file(attachment.key, _file_id(sent))
        except StoreDown:
            # The picture is out: to fail here would send it again.
            log.warning("the store can't be reached: a file's name is not kept")
        return sent

    async def _known(self, attachment: Attachment) -> str | None:
        try:
            return await self._store.file(attachment.key)
        except StoreDown:
            return None


async def _send(
    message: Message, reply: Reply, attachment: Attachment, file: bytes | str, quoted: bool
) -> Message:
    values: dict[str, Any] = {
        "caption": reply.text,
        "parse_mode": ParseMode.HTML,
        "reply_markup": markup(reply, Address.of(message.get_bot())),
        "do_quote": quoted,
    }
    if isinstance(file, bytes):
        values["filename"] = attachment.name
    if attachment.is_picture:
        return await message.reply_photo(file, **values)
    return await message.reply_document(file, **values)


async def _announce(message: Message, attachment: Attachment) -> None:
    """Show that a picture or file is on its way; without that it comes all the same."""
    action = ChatAction.UPLOAD_PHOTO if attachment.is_picture else ChatAction.UPLOAD_DOCUMENT
    try:
        await message.reply_chat_action(action)
    except TelegramError as error:
        log.debug("no chat action: %s", error)


def _file_id(sent: Message) -> str:
    """How Telegram names what was sent; of a picture the largest size."""
    if sent.photo:
        return sent.photo[-1].file_id
    assert sent.document is not None
    return sent.document.file_id


def is_text(message: Message) -> bool:
    """Whether a message can be edited to another text: a picture or file can't."""
    return not (message.photo or message.document)

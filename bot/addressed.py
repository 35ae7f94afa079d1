"""Whether a message is meant for the bot, and what it says without the bot's name."""

from __future__ import annotations

from telegram import Message, MessageEntity
from telegram.constants import ChatType

from replies.profile import is_command


def addressed(message: Message, username: str, bot_id: int) -> str | None:
    """The text that is meant for the bot, without its name; None if it isn't asked.

    In a group the bot is asked by a mention, by a command (one without a name may be another bot's, so it
    must be one of ours), or by a reply to one of its messages. What a person sent through it in inline mode
    is an answer of its own, and no question.
    """
    text = message.text or ""
    if message.via_bot and message.via_bot.id == bot_id:
        return None
    if message.chat.type == ChatType.PRIVATE:
        return text
    mention = f"@{username}".casefold()
    mentioned = any(
        message.parse_entity(entity).casefold() == mention
        for entity in message.entities
        if entity.type == MessageEntity.MENTION
    )
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    called = command.casefold().endswith(mention) or is_command(command)
    replied = message.reply_to_message
    author = replied.from_user if replied else None
    is_reply = author is not None and author.id == bot_id
    if not (mentioned or called or is_reply):
        return None
    return without_mention(text, username)


def without_mention(text: str, username: str) -> str:
    """The text without the first mention of the bot."""
    mention = f"@{username}"
    at = text.casefold().find(mention.casefold())
    return (text[:at] + text[at + len(mention) :]).strip() if at >= 0 else text

"""A Reply as python-telegram-bot sends it."""

from __future__ import annotations

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from knowledge.question import encode
from replies.reply import Button, Reply
from replies.sharing import inline_query


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The buttons (Bot API: InlineKeyboardMarkup); None if the reply has none."""
    rows = [[_button(button) for button in row] for row in reply.buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.question is not None:
        return InlineKeyboardButton(button.text, callback_data=encode(button.question))
    if button.copy:
        return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.copy))
    if button.share:
        return InlineKeyboardButton(button.text, switch_inline_query=inline_query(button.share))
    return InlineKeyboardButton(button.text, url=button.url)

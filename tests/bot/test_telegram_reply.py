"""What one of our own keyboards tells of the message above it."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.links import Address
from bot.service import Service
from bot.telegram_reply import markup as markup_of
from bot.telegram_reply import questions
from knowledge.base import load

SERVICE = Service(load())


@pytest.mark.parametrize("has_inline", [True, False])
@pytest.mark.parametrize(
    "data", ["m48", "m48_cap", "en-x48_49", "lg1000", "k48_r60_w3", "k48_r60_w3_s1_c3000000_g3"]
)
def test_the_share_button_tells_what_was_answered(data: str, has_inline: bool) -> None:
    """Whether it opens inline mode or a link."""
    answered = SERVICE.tapped(data)
    markup = markup_of(answered.reply, Address("measures_bot", has_inline))
    assert questions(markup)[0] == answered.answer.question


def test_the_keyboard_of_another_bot_tells_nothing() -> None:
    row = [
        InlineKeyboardButton("a", url="http://[not an address"),
        InlineKeyboardButton("b", url="https://example.org/?url=https://t.me/x?start=!"),
        InlineKeyboardButton("c", callback_data="{}"),
        InlineKeyboardButton("d", switch_inline_query="something else"),
    ]
    assert questions(InlineKeyboardMarkup([row])) == (None, [])

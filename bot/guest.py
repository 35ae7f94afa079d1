"""Guest mode: the bot is mentioned in a chat that it is no member of (Bot API: answerGuestQuery)."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.addressed import without_mention
from bot.door import Door
from bot.languages import Languages
from bot.links import Address
from bot.service import Service
from bot.telegram_reply import article


class GuestMode:
    """Answers guest messages from the present service: one brief answer each."""

    def __init__(self, service: Callable[[], Service], languages: Languages, door: Door) -> None:
        self._service = service
        self._languages = languages
        self._door = door

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The first answer to a guest message, with buttons that anyone may use."""
        message = cast(Message, update.guest_message)
        if not message.guest_query_id or not await self._door.admits(update, context.bot):
            return
        text = without_mention(message.text or "", context.bot.username)
        language = await self._languages.of(message.from_user, text)
        service = self._service()
        question = service.message(text, language)[0].answer.question
        entry = service.entry(question, is_brief=True)
        caption = service.phrase("button_open", question.language)
        result = article(entry, Address.of(context.bot), caption)
        await context.bot.answer_guest_query(message.guest_query_id, result)

"""Short words to a person outside of an answer: "that did not work", "please wait N seconds"."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.raw_update import Json, chat_of, kind_of, language_of
from bot.store import StoreDown
from knowledge.question import Language
from replies.profile import profiles

log = logging.getLogger(__name__)

# Kinds of update behind which a person waits for a reply in a chat.
_ASKED = ("message", "edited_message")


def client_language(code: str | None) -> Language:
    """The language of a person's client: Japanese unless it says another."""
    return Language.JA if not code or code.startswith("ja") else Language.EN


def please_wait(language: Language, seconds: int) -> str:
    """What a person who asks too much is told."""
    return profiles()[language].please_wait.replace("{seconds}", str(seconds))


class Notices:
    """Tells people about their updates; a notice that can't be sent is logged, and that is all."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def failed(self, raw: Json) -> None:
        """This could not be answered."""
        await self._tell(raw, profiles()[client_language(language_of(raw))].failed)

    async def wait(self, raw: Json, seconds: int) -> None:
        """This is not answered, because the person asks too much; in so many seconds it is."""
        await self._tell(raw, please_wait(client_language(language_of(raw)), seconds))

    async def _tell(self, raw: Json, words: str) -> None:
        kind, chat = kind_of(raw), chat_of(raw)
        try:
            if kind == "callback_query" and isinstance(query := raw[kind], dict):
                await self._bot.answer_callback_query(str(query.get("id")), words, show_alert=True)
            elif kind in _ASKED and chat is not None:
                await self._bot.send_message(chat, words)
        except (TelegramError, StoreDown) as error:
            log.warning("a person could not be told: %s", type(error).__name__)

"""The Application: the bot with its handlers, ready to answer updates that `delivery` hands it."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot, BotCommand
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot import attempt
from bot.handlers import Handlers
from bot.telegram_bot import TelegramBot
from knowledge.question import Language
from replies.profile import profiles

log = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def build(bot: TelegramBot, handlers: Handlers) -> AnyApplication:
    """The Application; nothing is called before it is initialized. It fetches no updates itself."""
    application = ApplicationBuilder().bot(bot).updater(None).build()
    handlers.register(application)
    application.add_error_handler(_note)
    return application


async def introduce(bot: Bot) -> None:
    """The command menu and the descriptions, in both languages; a fault here stops nothing."""
    for language in (None, *Language):
        code = language.value if language else None
        profile = profiles()[language or Language.JA]
        try:
            commands = [BotCommand(name, about) for name, about in profile.commands.items()]
            await bot.set_my_commands(commands, language_code=code)
            await bot.set_my_description(profile.description, language_code=code)
            await bot.set_my_short_description(profile.short_description, language_code=code)
        except TelegramError as error:
            log.warning("commands and descriptions not set: %s", type(error).__name__)


async def _note(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The error handler: `delivery` learns here of what a handler raised, and judges it."""
    if (noted := attempt.current()) and noted.error is None:
        noted.error = context.error

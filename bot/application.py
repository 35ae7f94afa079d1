"""The Application: the bot with its handlers, commands and error handler, ready to run."""

from __future__ import annotations

import logging
from typing import Any

from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, Defaults

from bot.chats import Memory
from bot.handlers import Handlers, client_language
from bot.service import Service
from bot.updates import InOrder
from knowledge.question import Language
from replies.profile import profiles

log = logging.getLogger(__name__)

# The kinds of update that we ask Telegram for; it remembers the last list, so we always say it.
ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]
AT_ONCE = 8

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def build(token: str, api_url: str, service: Service) -> AnyApplication:
    """The Application over a Bot API server at `api_url`; nothing is called before it runs."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .concurrent_updates(InOrder(AT_ONCE))
        .read_timeout(20)
        .defaults(Defaults(allow_sending_without_reply=True))
        .post_init(_introduce)
        .build()
    )
    Handlers(service, Memory()).register(application)
    application.add_error_handler(_failed)
    return application


async def _introduce(application: AnyApplication) -> None:
    """The command menu and the descriptions, in both languages; a fault here stops nothing."""
    for language in (None, *Language):
        code = language.value if language else None
        profile = profiles()[language or Language.JA]
        try:
            commands = [BotCommand(name, about) for name, about in profile.commands.items()]
            await application.bot.set_my_commands(commands, language_code=code)
            await application.bot.set_my_description(profile.description, language_code=code)
            await application.bot.set_my_short_description(
                profile.short_description, language_code=code
            )
        except TelegramError as error:
            log.warning("commands and descriptions not set: %s", error)


async def _failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The error handler: the cause is logged, and the person is told."""
    log.error("an update was not answered", exc_info=context.error)
    if not isinstance(update, Update) or update.effective_chat is None:
        return
    user = update.effective_user
    language = client_language(user.language_code if user else None)
    try:
        await context.bot.send_message(update.effective_chat.id, profiles()[language].failed)
    except TelegramError as error:
        log.warning("the person could not be told: %s", error)

"""What the bot does with each kind of update; `register` is the table of contents."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, cast

from telegram import CallbackQuery, LinkPreviewOptions, Message, MessageEntity, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.chats import Memory
from bot.service import Answered, Service, measures_shown
from bot.telegram_reply import keyboard
from knowledge.question import BadQuestion, Language, decode
from replies.reply import Reply

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What Telegram says when an edit would change nothing: that is success.
NOT_MODIFIED = "message is not modified"


class Handlers:
    """The handlers over one service; the service can be swapped for a newer one while they run."""

    def __init__(self, service: Service, memory: Memory) -> None:
        self.service = service
        self.memory = memory

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """All handlers. Order matters: the first that fits takes the update."""
        text = filters.TEXT & (filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE)
        application.add_handler(MessageHandler(text, self.message))
        application.add_handler(CallbackQueryHandler(self.tap))

    async def message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A typed message, or one that was edited: answered, in groups only when asked."""
        message = cast(Message, update.effective_message)
        text = addressed(message, context.bot.username, context.bot.id)
        if text is None:
            return
        answered = self.service.message(text, _spoken(message, text), self._shown(message))
        if update.edited_message:
            await self._answer_again(message, answered)
        else:
            await self._answer(message, answered)
        self._remember(message, answered)

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button: the message that holds it becomes the new answer."""
        query = cast(CallbackQuery, update.callback_query)
        try:
            answered = self.service.tapped(query.data or "")
        except BadQuestion:
            language = client_language(query.from_user.language_code)
            await query.answer(self.service.gone(language), show_alert=True)
            return
        await acknowledge(query)
        await _edit(query, answered.reply)
        if isinstance(query.message, Message):
            self._remember(query.message, [answered])

    async def _answer(self, message: Message, answered: Sequence[Answered]) -> None:
        sent = []
        quoted = message.chat.type != ChatType.PRIVATE
        for each in answered:
            reply = await message.reply_text(
                each.reply.text,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(each.reply),
                link_preview_options=NO_PREVIEW,
                do_quote=quoted,
            )
            sent.append(reply.message_id)
        self.memory.put(("replies", message.chat_id, message.message_id), sent)

    async def _answer_again(self, message: Message, answered: Sequence[Answered]) -> None:
        """An edited question: its reply is edited; without one that we remember, it is answered anew."""
        sent = self.memory.get(("replies", message.chat_id, message.message_id))
        if not sent:
            await self._answer(message, answered)
            return
        for number, each in zip(sent, answered, strict=False):
            try:
                await message.get_bot().edit_message_text(
                    each.reply.text,
                    message.chat_id,
                    number,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard(each.reply),
                    link_preview_options=NO_PREVIEW,
                )
            except BadRequest as error:
                if NOT_MODIFIED not in str(error):
                    raise
        if len(answered) > len(sent):
            await self._answer(message, answered[len(sent) :])

    def _shown(self, message: Message) -> tuple[str, ...]:
        """The measures that a short message means: those of the message it replies to, else the last."""
        if (replied := message.reply_to_message) and (found := measures_in(replied)):
            return found
        return self.memory.get(("shown", message.chat_id)) or ()

    def _remember(self, message: Message, answered: Sequence[Answered]) -> None:
        if shown := measures_shown(answered):
            self.memory.put(("shown", message.chat_id), shown)


def addressed(message: Message, username: str, bot_id: int) -> str | None:
    """The text that is meant for the bot, without its name; None if it isn't asked.

    In a group the bot is asked by a mention, by a command, or by a reply to one of its messages.
    """
    text = message.text or ""
    mention = f"@{username}"
    if message.chat.type == ChatType.PRIVATE:
        return text
    mentioned = any(
        message.parse_entity(entity).casefold() == mention.casefold()
        for entity in message.entities
        if entity.type == MessageEntity.MENTION
    )
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    called = command.casefold().endswith(mention.casefold()) or (command and "@" not in command)
    replied = message.reply_to_message
    is_reply = replied is not None and replied.from_user is not None and replied.from_user.id == bot_id
    if not (mentioned or called or is_reply):
        return None
    at = text.casefold().find(mention.casefold())
    return (text[:at] + text[at + len(mention) :]).strip() if at >= 0 else text


def measures_in(message: Message) -> tuple[str, ...]:
    """The measure of one of our own messages, read from its buttons: no memory is needed."""
    markup = message.reply_markup
    counted: dict[str, int] = {}
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            try:
                question = decode(str(button.callback_data or ""))
            except BadQuestion:
                continue
            if len(question.measures) == 1 and question.view:
                counted[question.measures[0]] = counted.get(question.measures[0], 0) + 1
    return (max(counted, key=lambda m: counted[m]),) if counted else ()


async def acknowledge(query: CallbackQuery) -> None:
    """Stop the button's spinner; after a restart the query may be too old for that, which is no error."""
    try:
        await query.answer()
    except BadRequest as error:
        log.debug("callback query not acknowledged: %s", error)


async def _edit(query: CallbackQuery, reply: Reply) -> None:
    try:
        await query.edit_message_text(
            reply.text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(reply),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        if NOT_MODIFIED not in str(error):
            raise


def client_language(code: str | None) -> Language:
    """The language of a person's client: Japanese unless it says another."""
    return Language.JA if not code or code.startswith("ja") else Language.EN


def _spoken(message: Message, text: str) -> Language | None:
    """The language to answer in: the words' own; a command or a number has none, so the client's."""
    if text.startswith("/") or not any(map(str.isalpha, text)):
        return client_language(message.from_user.language_code if message.from_user else None)
    return None

"""What the bot does with each kind of update; `register` is the table of contents."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot import attempt, unanswered
from bot.addressed import addressed
from bot.door import Door
from bot.guest import GuestMode
from bot.inline import InlineMode
from bot.languages import Languages
from bot.media import Media, is_text
from bot.notices import client_language
from bot.service import Answered, Service, shown_after, shown_in
from bot.store import Store, StoreDown
from bot.telegram_bot import TelegramBot
from bot.telegram_reply import place_of, questions
from knowledge.question import BadQuestion
from replies.reply import Reply, in_words

log = logging.getLogger(__name__)

# What Telegram says when a message can't become the new answer.
NO_TEXT = "there is no text in the message to edit"
UNEDITABLE = ("message to edit not found", "message can't be edited", NO_TEXT)


class Handlers:
    """The handlers over one service; the service can be swapped for a newer one while they run."""

    def __init__(self, service: Service, store: Store, keeps_unanswered: bool = False) -> None:
        self.service = service
        self.store = store
        self.door = Door(store)
        self.media = Media(store)
        self.languages = Languages(store)
        self.inline = InlineMode(lambda: self.service, self.languages, self.door)
        self.guest = GuestMode(lambda: self.service, self.languages, self.door)
        self._keeps_unanswered = keeps_unanswered

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """All handlers. Order matters: the first that fits takes the update."""
        text = filters.TEXT & (filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE)
        application.add_handler(MessageHandler(text, self.message))
        application.add_handler(CallbackQueryHandler(self.tap))
        application.add_handler(InlineQueryHandler(self.inline.answer))
        application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, self.guest.answer))

    async def message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A typed message, or one that was edited: answered, in groups only when asked."""
        message = cast(Message, update.effective_message)
        text = addressed(message, context.bot.username, context.bot.id)
        if text is None or not await self.door.admits(update, context.bot):
            return
        shown = await self._shown(message)
        language = await self.languages.of(message.from_user, text)
        answered = self.service.message(text, language, shown, is_brief=_is_public(message))
        sent = await self._sent(update, message)
        if update.edited_message and sent:
            sent = await self._correct(message, answered, sent)
        await self._answer(message, answered, sent)
        await self._remember(message, answered, shown)
        await self._learn(message, answered)

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button: the message that holds it becomes the new answer."""
        query = cast(CallbackQuery, update.callback_query)
        if not await self.door.admits(update, context.bot):
            return
        try:
            is_brief = isinstance(query.message, Message) and _is_public(query.message)
            answered = self.service.tapped(query.data or "", is_brief)
        except BadQuestion:
            language = client_language(query.from_user.language_code)
            await query.answer(self.service.phrase("gone", language), show_alert=True)
            return
        await self.languages.note(query.from_user, answered.answer.question)
        await query.answer()
        await self._follow(query, answered.reply)
        if isinstance(query.message, Message):
            await self._remember(query.message, [answered])

    async def _answer(
        self, message: Message, answered: Sequence[Answered], sent: Sequence[int] = ()
    ) -> None:
        """Send the replies; `sent`: the ids of the first ones, which went out already."""
        numbers = list(sent)
        quoted = _is_public(message)
        try:
            for each in answered[len(sent) :]:
                numbers.append(await self._send(message, each.reply, quoted))
        finally:
            # Also after a failure: the next try then sends what is missing, not all of it again.
            if len(numbers) > len(sent):
                await self._keep(_replies(message), numbers)

    async def _send(self, message: Message, reply: Reply, quoted: bool) -> int:
        """Send a reply; give the new message's id."""
        if reply.attachment:
            return (await self.media.answer(message, reply, quoted)).message_id
        return await _bot_of(message).say(place_of(message, quoted), reply)

    async def _follow(self, query: CallbackQuery, reply: Reply) -> None:
        """The message with the button becomes the reply; where it can't, the reply follows it."""
        message = query.message
        if isinstance(message, Message) and (reply.attachment or not is_text(message)):
            await self._send(message, reply, quoted=True)
        else:
            # A message sent in inline mode gets what the picture says in words.
            await _edit(query, reply if message else in_words(reply))

    async def _correct(
        self, message: Message, answered: Sequence[Answered], sent: Sequence[int]
    ) -> list[int]:
        """An edited question: the replies that it had are edited; gives their ids.

        A new message follows where a text was a picture before, or becomes one.
        """
        numbers = list(sent)
        for i, (number, each) in enumerate(zip(sent, answered, strict=False)):
            if each.reply.attachment or not await self._edited(message, number, each.reply):
                quoted = _is_public(message)
                numbers[i] = await self._send(message, each.reply, quoted)
        if numbers != list(sent):
            await self._keep(_replies(message), numbers)
        return numbers

    async def _edited(self, message: Message, number: int, reply: Reply) -> bool:
        """Edit a reply; False if it is gone, or is a picture, which can't become a text."""
        try:
            await _bot_of(message).rewrite({"chat_id": message.chat_id, "message_id": number}, reply)
        except BadRequest as error:
            if not any(said in str(error).casefold() for said in UNEDITABLE):
                raise
            return False
        return True

    async def _sent(self, update: Update, message: Message) -> list[int]:
        """The ids of the replies that this message has already: it was edited, or tried before."""
        noted = attempt.current()
        if not update.edited_message and not (noted and noted.number > 1):
            return []
        return await self.store.get(_replies(message)) or []

    async def _shown(self, message: Message) -> tuple[str, ...]:
        """What a short message may refer to: the message that it replies to, and the last answers."""
        replied = message.reply_to_message
        found = shown_in(*questions(replied.reply_markup)) if replied else ()
        return (*found, *(await self.store.get(_last(message)) or ()))

    async def _remember(
        self, message: Message, answered: Sequence[Answered], before: Sequence[str] | None = None
    ) -> None:
        """Keep what was answered, and before it what was shown (else as it is kept)."""
        with _unless_down("the chat's context is not kept"):
            kept = await self.store.get(_last(message)) if before is None else before
            if shown := shown_after(answered, kept or ()):
                await self.store.put(_last(message), list(shown))

    async def _learn(self, message: Message, answered: Sequence[Answered]) -> None:
        """What is to be known of an answer once it is out: a language chosen, a question not found."""
        with _unless_down("a choice or a count is not kept"):
            for each in answered:
                await self.languages.note(message.from_user, each.answer.question)
            if self._keeps_unanswered:
                await unanswered.note(self.store, answered)

    async def _keep(self, key: str, value: Sequence[Any]) -> None:
        with _unless_down("the chat's context is not kept"):
            await self.store.put(key, list(value))


@contextmanager
def _unless_down(lost: str) -> Iterator[None]:
    """What is done here is lost while the store is down. The answer is out: to fail would send it again."""
    try:
        yield
    except StoreDown:
        log.warning("the store can't be reached: %s", lost)


def _replies(message: Message) -> str:
    return f"replies:{message.chat_id}:{message.message_id}"


def _last(message: Message) -> str:
    return f"shown:{message.chat_id}"


def _is_public(message: Message) -> bool:
    """Whether others read along, so that answers are brief."""
    return message.chat.type != ChatType.PRIVATE


async def _edit(query: CallbackQuery, reply: Reply) -> None:
    if query.message is None:
        await _bot_of(query).rewrite({"inline_message_id": query.inline_message_id}, reply)
        return
    chat = query.message.chat.id
    try:
        await _bot_of(query).rewrite({"chat_id": chat, "message_id": query.message.message_id}, reply)
    except BadRequest as error:
        if not any(said in str(error).casefold() for said in UNEDITABLE):
            raise
        # Its message is gone, or was not ours: the answer comes as a new one.
        await _bot_of(query).say({"chat_id": chat}, reply)


def _bot_of(asked: Message | CallbackQuery) -> TelegramBot:
    return cast(TelegramBot, asked.get_bot())

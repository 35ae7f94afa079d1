"""Inline mode: `@bot words` in any chat offers answers to send there (Bot API: Inline mode)."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from telegram import InlineQuery, InlineQueryResultsButton, Update
from telegram.ext import ContextTypes

from bot.door import Door
from bot.languages import Languages, spoken
from bot.links import Address
from bot.notices import client_language, please_wait
from bot.service import Service
from bot.telegram_reply import article
from knowledge.question import Kind, Question, encode

# How many results one answer holds (Bot API: at most 50), and how many in all.
PAGE, MOST = 20, 300
# Seconds for which Telegram may give the same answer to the same query. A correction of the knowledge
# base must not wait longer than a day.
CACHED = 24 * 3600
# The same for the answer to a person who asks too much; longer, it would outlast the wait.
WAITING = 5


class InlineMode:
    """Answers inline queries from the present service.

    An answer that depends on the query alone is cached for everybody. Only a query without words (empty,
    or a number) is answered in the person's own language, and cached for that person.
    """

    def __init__(self, service: Callable[[], Service], languages: Languages, door: Door) -> None:
        self._service = service
        self._languages = languages
        self._door = door

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """One page of results (Bot API: answerInlineQuery)."""
        query = cast(InlineQuery, update.inline_query)
        if seconds := await self._door.wait(update):
            await _put_off(query, seconds)
            return
        text = query.query.strip()
        is_personal = spoken(query.from_user, text) is not None
        language = await self._languages.of(query.from_user, text) if is_personal else None
        service = self._service()
        start = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 5 else 0
        found = service.offers(text, language)
        entries = [service.entry(each) for each in found.questions[start : start + PAGE]]
        after = start + PAGE
        has_more = after < min(len(found.questions), MOST)
        caption = service.phrase("inline_help" if found.questions else "inline_nothing", found.language)
        open_caption = service.phrase("button_open", found.language)
        address = Address.of(context.bot)
        await query.answer(
            [article(entry, address, open_caption) for entry in entries],
            cache_time=CACHED,
            is_personal=is_personal,
            next_offset=str(after) if has_more else None,
            button=InlineQueryResultsButton(
                caption, start_parameter=encode(Question(Kind.HELP, language=found.language))
            ),
        )


async def _put_off(query: InlineQuery, seconds: int) -> None:
    """Offer nothing to a person who asks too much, and say when to ask again."""
    language = client_language(query.from_user.language_code)
    await query.answer(
        [],
        cache_time=min(seconds, WAITING),
        is_personal=True,
        button=InlineQueryResultsButton(
            please_wait(language, seconds),
            start_parameter=encode(Question(Kind.HELP, language=language)),
        ),
    )

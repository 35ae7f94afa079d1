"""A Reply as python-telegram-bot sends it."""

from __future__ import annotations

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.links import Address, question_of
from knowledge.question import Kind, Question, decode, encode, fits
from replies.entry import Entry
from replies.reply import Button, Reply
from replies.sharing import inline_query, shared

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def keyboard(reply: Reply, address: Address) -> InlineKeyboardMarkup | None:
    """The buttons (Bot API: InlineKeyboardMarkup); None if the reply has none."""
    rows = [[_button(button, address) for button in row] for row in reply.buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def questions(markup: InlineKeyboardMarkup | None) -> tuple[Question | None, list[Question]]:
    """What one of our own keyboards tells of the message above it: the question that its share button
    carries, which is the one answered there, and what the other buttons ask."""
    answered, asked = None, []
    for button in (button for row in (markup.inline_keyboard if markup else ()) for button in row):
        try:
            if button.callback_data:
                asked.append(decode(str(button.callback_data)))
            elif button.switch_inline_query:
                answered = shared(button.switch_inline_query)
            elif button.url:
                answered = question_of(button.url)
        except ValueError:  # BadQuestion, or an address that is none: a keyboard of another bot
            continue
    return answered, asked


def article(entry: Entry, address: Address, open_caption: str) -> InlineQueryResultArticle:
    """An entry to choose in inline mode, or to answer a guest with (Bot API: InlineQueryResultArticle).

    Under its message stands a link that opens the answer in the chat with the bot.
    """
    rows = [[_button(button, address) for button in row] for row in entry.reply.buttons if row]
    question = entry.question
    if not fits(question):
        # Not found: the link leads to the chat all the same.
        question = Question(Kind.START, language=question.language)
    link = address.deep_link(question)
    rows.append([InlineKeyboardButton(open_caption, url=link)])
    return InlineQueryResultArticle(
        encode(question),
        entry.title,
        InputTextMessageContent(
            entry.reply.text, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        reply_markup=InlineKeyboardMarkup(rows),
        description=entry.description,
    )


def _button(button: Button, address: Address) -> InlineKeyboardButton:
    if button.question is not None:
        return InlineKeyboardButton(button.text, callback_data=encode(button.question))
    if button.copy:
        return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.copy))
    if button.share is None:
        return InlineKeyboardButton(button.text, url=button.url)
    if address.has_inline:
        return InlineKeyboardButton(button.text, switch_inline_query=inline_query(button.share))
    # Telegram refuses that button of a bot without inline mode; a link to the answer always works.
    return InlineKeyboardButton(button.text, url=address.share_link(button.share))

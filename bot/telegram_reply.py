"""A Reply as Telegram takes it.

As plain JSON where it goes out with each answer: python-telegram-bot's objects for a keyboard of a dozen
buttons take longer to make and to turn into JSON again than the answer takes to be found.
"""

from __future__ import annotations

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode

from bot.links import Address, question_of
from bot.raw_update import Json
from knowledge.question import Kind, Question, decode, encode, fits
from replies.entry import Entry
from replies.reply import Button, Reply
from replies.sharing import inline_query, shared


def text_message(reply: Reply, address: Address) -> Json:
    """The text and the buttons (Bot API: what sendMessage and editMessageText have in common)."""
    return {
        "text": reply.text,
        "parse_mode": ParseMode.HTML,
        "reply_markup": keyboard(reply, address),
        "link_preview_options": {"is_disabled": True},
    }


def place_of(message: Message, quoted: bool = False) -> Json:
    """Where an answer to a message belongs (Bot API: parameters of sendMessage): its chat and topic.

    quoted: the answer shows which message it replies to, for others read along.
    """
    place: Json = {"chat_id": message.chat_id}
    if message.is_topic_message:
        place["message_thread_id"] = message.message_thread_id
    if message.direct_messages_topic:
        place["direct_messages_topic_id"] = message.direct_messages_topic.topic_id
    if quoted:
        # Also if the question is gone by then.
        place["reply_parameters"] = {"message_id": message.message_id, "allow_sending_without_reply": True}
    return place


def keyboard(reply: Reply, address: Address) -> Json | None:
    """The buttons (Bot API: InlineKeyboardMarkup); None if the reply has none."""
    rows = [[_button(button, address) for button in row] for row in reply.buttons if row]
    return {"inline_keyboard": rows} if rows else None


def markup(reply: Reply, address: Address) -> InlineKeyboardMarkup | None:
    """The same as python-telegram-bot has it."""
    buttons = keyboard(reply, address)
    return InlineKeyboardMarkup.de_json(buttons) if buttons else None


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
    buttons = markup(entry.reply, address)
    question = entry.question
    if not fits(question):
        # Not found: the link leads to the chat all the same.
        question = Question(Kind.START, language=question.language)
    link = address.deep_link(question)
    rows = buttons.inline_keyboard if buttons else ()
    return InlineQueryResultArticle(
        encode(question),
        entry.title,
        InputTextMessageContent(
            entry.reply.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup([*rows, [InlineKeyboardButton(open_caption, url=link)]]),
        description=entry.description,
    )


def _button(button: Button, address: Address) -> Json:
    """A button (Bot API: InlineKeyboardButton)."""
    if button.question is not None:
        return {"text": button.text, "callback_data": encode(button.question)}
    if button.copy:
        return {"text": button.text, "copy_text": {"text": button.copy}}
    if button.share is None:
        return {"text": button.text, "url": button.url}
    if address.has_inline:
        return {"text": button.text, "switch_inline_query": inline_query(button.share)}
    # Telegram refuses that button of a bot without inline mode; a link to the answer always works.
    return {"text": button.text, "url": address.share_link(button.share)}

"""A real python-telegram-bot application talks to the local Bot API and understands all it says."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.localapi import LocalBotApi
    from bot.localapi.chats import Chat, User

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE


def png(width: int = 3, height: int = 2) -> bytes:
    """Make a black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(height)))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def echo(update: Update, _context: Context) -> None:
    message = update.effective_message
    assert message is not None
    buttons = [
        [InlineKeyboardButton("Again", callback_data="again")],
        [InlineKeyboardButton("Copy", copy_text=CopyTextButton(message.text or ""))],
    ]
    await message.reply_html(
        f"<b>{message.text}</b>",
        reply_markup=InlineKeyboardMarkup(buttons),
        reply_parameters=ReplyParameters(message.message_id),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )


async def start(update: Update, context: Context) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(f"started with {context.args}")


async def tapped(update: Update, _context: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Tapped")
    await query.edit_message_text("tapped")


async def searched(update: Update, _context: Context) -> None:
    query = update.inline_query
    assert query is not None
    content = InputTextMessageContent(query.query)
    await query.answer([InlineQueryResultArticle("1", "Title", content)], next_offset="")


async def remember(update: Update, context: Context) -> None:
    context.bot_data.setdefault("seen", []).append(update)


@pytest.fixture
async def app(api: LocalBotApi) -> AsyncIterator[App]:
    builder = Application.builder().token(api.token).base_url(f"{api.url}/bot")
    application = builder.base_file_url(f"{api.url}/file/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(tapped))
    application.add_handler(InlineQueryHandler(searched))
    application.add_handler(ChosenInlineResultHandler(remember))
    application.add_handler(ChatMemberHandler(remember))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.VIA_BOT, echo))
    async with application:
        yield application


@pytest.fixture
async def polling(app: App) -> AsyncIterator[App]:
    assert app.updater is not None
    await app.start()
    await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
    yield app
    await app.updater.stop()
    await app.stop()


async def test_a_message_a_tap_and_an_edit(
    api: LocalBotApi,
    polling: App,
    user: User,
    chat: Chat,
) -> None:
    assert polling.running
    api.send(chat, user, "hello \U0001f600")
    answer = await api.wait_for(lambda: api.last(chat), chat=chat)
    assert answer["text"] == "hello \U0001f600"
    assert answer["entities"] == [{"type": "bold", "offset": 0, "length": 8}]
    assert answer["reply_to"] == next(iter(chat.messages))
    query_id = api.tap(chat, user, answer["message_id"], "again")
    edited = await api.wait_for(lambda: (last := api.last(chat)) and last["edited"] and last)
    assert edited["text"] == "tapped"
    assert api.callback_answer(query_id) == {"text": "Tapped", "show_alert": False}
    await api.wait_for(lambda: api.pending == 0)


async def test_commands_come_as_commands(
    api: LocalBotApi,
    polling: App,
    user: User,
    chat: Chat,
) -> None:
    assert polling.running
    api.send(chat, user, "/start m48")
    answer = await api.wait_for(lambda: api.last(chat), chat=chat)
    assert answer["text"] == "started with ['m48']"
    group = api.group(-100, "Group", [user])
    api.send(group, user, "/start@measures_bot x")
    answer = await api.wait_for(lambda: api.last(group), chat=group)
    assert answer["text"] == "started with ['x']"


async def test_inline_results_and_the_choice(
    api: LocalBotApi,
    polling: App,
    user: User,
    chat: Chat,
) -> None:
    query_id = api.inline(user, "bread")
    query = api.inline_query(query_id)
    assert query is not None
    await api.wait_for(lambda: query.is_answered)
    api.choose(query_id, "1")
    last = api.last(chat, "user")
    assert last is not None
    assert last["text"] == "bread"
    await api.wait_for(lambda: api.pending == 0)
    # Confirmed only means fetched; the end of processing is the queue's.
    await polling.update_queue.join()
    (chosen,) = polling.bot_data["seen"]
    assert chosen.chosen_inline_result.result_id == "1"


async def test_edits_and_blocking_are_understood(
    api: LocalBotApi,
    app: App,
    user: User,
    chat: Chat,
) -> None:
    api.send(chat, user, "x")
    api.edit(chat, user, next(iter(chat.messages)), "y")
    api.block(user)
    api.guest(api.group(-5), user, "@measures_bot hello")
    message, edited, member, guest = await app.bot.get_updates(allowed_updates=Update.ALL_TYPES)
    assert message.message is not None
    assert edited.edited_message is not None
    assert edited.edited_message.text == "y"
    assert member.my_chat_member is not None
    assert member.my_chat_member.new_chat_member.status == "kicked"
    query_id = guest.to_dict()["guest_message"]["guest_query_id"]
    answer = InlineQueryResultArticle("1", "Title", InputTextMessageContent("hi"))
    sent = await app.bot.answer_guest_query(query_id, answer)
    assert sent.inline_message_id
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await app.bot.send_message(chat.id, "x")


async def test_pictures_and_documents(api: LocalBotApi, app: App, chat: Chat) -> None:
    sent = await app.bot.send_photo(chat.id, png(), caption="<i>3 by 2</i>", parse_mode="HTML")
    assert [(size.width, size.height) for size in sent.photo] == [(3, 2)]
    assert sent.caption == "3 by 2"
    file = await app.bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == png()
    again = await app.bot.send_photo(chat.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_id == sent.photo[-1].file_id
    edited = await app.bot.edit_message_media(
        InputMediaPhoto(png(4, 4), caption="4 by 4"),
        chat.id,
        sent.message_id,
    )
    assert not isinstance(edited, bool)
    assert (edited.photo[-1].width, edited.caption) == (4, "4 by 4")
    await app.bot.edit_message_caption(chat.id, sent.message_id, caption="new")
    document = await app.bot.send_document(chat.id, b"a,b\n", filename="table.csv")
    assert document.document is not None
    assert (document.document.file_name, document.document.file_size) == ("table.csv", 4)
    views = api.history(chat)
    assert views[0]["photo"]["width"] == 4
    assert views[-1]["document"]["file_name"] == "table.csv"
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await app.bot.send_photo(chat.id, b"no picture")


async def test_a_tap_under_a_message_that_is_gone(
    api: LocalBotApi,
    app: App,
    user: User,
    chat: Chat,
) -> None:
    api.tap(chat, user, 99, "forged")
    (update,) = await app.bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "forged"
    message = update.callback_query.message
    assert message is not None
    assert (message.message_id, message.is_accessible) == (99, False)
    assert await update.callback_query.answer("once")
    # A repeated answer, after one that seemed lost, is no error.
    assert await update.callback_query.answer("twice")
    assert api.callback_answer(update.callback_query.id) == {"text": "once", "show_alert": False}


async def test_the_bots_profile(app: App, chat: Chat) -> None:
    bot = app.bot
    me = await bot.get_me()
    assert (me.username, me.supports_inline_queries) == ("measures_bot", True)
    await bot.set_my_commands([BotCommand("help", "Help")], language_code="en")
    await bot.set_my_commands([BotCommand("menu", "Menu")], BotCommandScopeAllPrivateChats())
    assert [one.command for one in await bot.get_my_commands(language_code="en")] == ["help"]
    scoped = await bot.get_my_commands(BotCommandScopeAllPrivateChats())
    assert [one.command for one in scoped] == ["menu"]
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(language_code="en")
    assert await bot.get_my_commands(language_code="en") == ()
    await bot.set_my_description("long", "ja")
    await bot.set_my_short_description("short")
    await bot.set_my_name("Name")
    assert (await bot.get_my_description("ja")).description == "long"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description()).short_description == "short"
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    full = await bot.get_chat(chat.id)
    assert full.first_name == "Hanako"
    assert (await bot.get_webhook_info()).url == ""


# The library warns of a change to come in its own attribute.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_errors_arrive_as_the_librarys_own(api: LocalBotApi, app: App, chat: Chat) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await app.bot.send_message(404, "x")
    api.faults.next("sendMessage", "429", retry_after=9)
    with pytest.raises(RetryAfter):
        await app.bot.send_message(chat.id, "x")

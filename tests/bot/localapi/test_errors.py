"""Every refusal, in Telegram's words: a table of calls and what they are told."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.localapi import LocalBotApi
    from bot.localapi.chats import Chat, User

    from .conftest import Client, Clock

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
STALE = "query is too old and response timeout expired or query ID is invalid"
BUTTON = "can't parse inline keyboard button: "


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def article(name: str, text: str = "text", **more: Any) -> dict[str, Any]:
    content = {"message_text": text, **more}
    return {"type": "article", "id": name, "title": "Title", "input_message_content": content}


SENDING: list[tuple[dict[str, Any], str]] = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "\U0001f600" * 2049}, "message is too long"),
    ({"text": "\u3042" * 11_000}, "text is too long"),
    ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
    ({"text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
    ({"text": "x", "chat_id": 404}, "chat not found"),
    ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
    ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ({"text": "x", "colour": "red"}, 'unknown parameter "colour" of method sendMessage'),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
    (
        {"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": ""})},
        "BUTTON_DATA_INVALID",
    ),
    (
        {"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "\u3042" * 22})},
        "BUTTON_DATA_INVALID",
    ),
    (
        {"text": "x", "reply_markup": keyboard({"text": " ", "callback_data": "d"})},
        "inline keyboard button text must be non-empty",
    ),
    (
        {"text": "x", "reply_markup": keyboard({"callback_data": "d"})},
        BUTTON + 'Can\'t find field "text"',
    ),
    (
        {"text": "x", "reply_markup": keyboard({"text": "a"})},
        BUTTON + "Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": keyboard({"text": "a", "url": "http://localhost"})},
        "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": keyboard({"text": "a", "copy_text": {"text": "c" * 257}})},
        "BUTTON_COPY_TEXT_INVALID",
    ),
    (
        {"text": "x", "reply_markup": keyboard(*[{"text": "a", "callback_data": "d"}] * 9)},
        "reply markup is too long",
    ),
    (
        {
            "text": "x",
            "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "d"}]] * 101},
        },
        "reply markup is too long",
    ),
]


@pytest.mark.parametrize(("params", "reason"), SENDING)
async def test_a_wrong_message_is_refused(
    client: Client,
    chat: Chat,
    params: dict[str, Any],
    reason: str,
) -> None:
    code, description = await client.refused("sendMessage", **{"chat_id": chat.id, **params})
    assert code == 400
    assert description.startswith(f"Bad Request: {reason}")
    assert not chat.messages


async def test_the_limits_themselves_are_allowed(client: Client, chat: Chat) -> None:
    buttons = [[{"text": "a", "callback_data": "d" * 64}] * 8] * 12
    await client.ok(
        "sendMessage",
        chat_id=chat.id,
        text=f"<b>{'x' * 4096}</b>",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": buttons},
    )
    copy = {"text": "a", "copy_text": {"text": "c" * 256}}
    await client.ok("sendMessage", chat_id=chat.id, text="x", reply_markup=keyboard(copy))


PROFILE: list[tuple[str, dict[str, Any], str]] = [
    (
        "setMyCommands",
        {"commands": [{"command": "Help", "description": "d"}]},
        "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a" * 33, "description": "d"}]},
        "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "", "description": "d"}]},
        "command must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": " "}]},
        "command description must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": "d" * 257}]},
        "command description length must not exceed 256",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": f"c{n}", "description": "d"} for n in range(101)]},
        "BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setMyCommands",
        {"commands": [], "language_code": "jp-JP"},
        "invalid language code specified",
    ),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "everywhere"}},
        "can't parse BotCommandScope: Unsupported type specified",
    ),
    ("setMyDescription", {"description": "d" * 513}, "DESCRIPTION_TOO_LONG"),
    ("setMyShortDescription", {"short_description": "d" * 121}, "ABOUT_TOO_LONG"),
    ("sendChatAction", {"chat_id": 1, "action": "dancing"}, "wrong parameter action in request"),
    ("getFile", {"file_id": "nothing"}, "invalid file_id"),
    ("getFile", {}, "file_id not specified"),
    ("sendPhoto", {"chat_id": 1}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": 1, "photo": "x"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"chat_id": 1, "photo": "https://a.org/b.png"}, "failed to get HTTP URL content"),
    ("setWebhook", {"url": "ftp://127.0.0.1/"}, "invalid webhook URL specified"),
    (
        "setWebhook",
        {"url": "http://127.0.0.1/", "secret_token": "a b"},
        "secret token contains unallowed",
    ),
    (
        "setWebhook",
        {"url": "http://127.0.0.1/", "secret_token": "a" * 257},
        "secret token is too long",
    ),
    ("setWebhook", {"url": "http://example.org/"}, "bad webhook: "),
    ("answerCallbackQuery", {"callback_query_id": "5"}, STALE),
    ("answerInlineQuery", {"inline_query_id": "5", "results": []}, STALE),
    ("answerGuestQuery", {"guest_query_id": "5", "result": article("1")}, STALE),
    ("deleteMessage", {"chat_id": 1, "message_id": 9}, "message to delete not found"),
    ("editMessageText", {"chat_id": 1, "text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"chat_id": 1, "message_id": 9, "text": "x"}, "message to edit not found"),
    ("editMessageText", {"inline_message_id": "i", "text": "x"}, "MESSAGE_ID_INVALID"),
]


@pytest.mark.parametrize(("method", "params", "reason"), PROFILE)
async def test_a_wrong_call_is_refused(
    client: Client,
    chat: Chat,
    method: str,
    params: dict[str, Any],
    reason: str,
) -> None:
    assert chat.id == 1
    code, description = await client.refused(method, **params)
    assert code == 400
    assert description.startswith(f"Bad Request: {reason}")


async def test_editing_to_the_same_is_refused(client: Client, chat: Chat) -> None:
    markup = keyboard({"text": "a", "callback_data": "d"})
    sent = await client.ok("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    edit = {"chat_id": chat.id, "message_id": sent["message_id"], "text": "<b></b>x"}
    refusal = await client.refused(
        "editMessageText", **edit, parse_mode="HTML", reply_markup=markup
    )
    assert refusal == (400, f"Bad Request: {NOT_MODIFIED}")
    edited = await client.ok("editMessageText", **edit, parse_mode="HTML")
    assert "reply_markup" not in edited


async def test_only_own_messages_can_be_edited(
    api: LocalBotApi,
    client: Client,
    user: User,
    chat: Chat,
) -> None:
    api.send(chat, user, "mine")
    message_id = next(iter(chat.messages))
    refusal = await client.refused(
        "editMessageText",
        chat_id=chat.id,
        message_id=message_id,
        text="yours",
    )
    assert refusal == (400, "Bad Request: message can't be edited")


async def test_who_blocked_the_bot_gets_nothing(
    api: LocalBotApi,
    client: Client,
    user: User,
    chat: Chat,
) -> None:
    api.block(user)
    refusal = await client.refused("sendMessage", chat_id=chat.id, text="x")
    assert refusal == (403, "Forbidden: bot was blocked by the user")
    api.unblock(user)
    await client.ok("sendMessage", chat_id=chat.id, text="x")


async def test_a_tap_can_be_answered_for_half_a_minute(
    api: LocalBotApi,
    client: Client,
    clock: Clock,
    user: User,
    chat: Chat,
) -> None:
    query_id = api.tap(chat, user, 1, "anything")
    too_long = await client.refused(
        "answerCallbackQuery",
        callback_query_id=query_id,
        text="x" * 201,
    )
    assert too_long == (400, "Bad Request: MESSAGE_TOO_LONG")
    await client.ok("answerCallbackQuery", callback_query_id=query_id, text="x" * 200)
    clock.now += 31
    refusal = await client.refused("answerCallbackQuery", callback_query_id=query_id)
    assert refusal == (400, f"Bad Request: {STALE}")


INLINE: list[tuple[dict[str, Any], str]] = [
    ({"results": [article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
    ({"results": [article("1"), article("1")]}, "RESULT_ID_DUPLICATE"),
    ({"results": [article("i" * 65)]}, "RESULT_ID_INVALID"),
    (
        {"results": [{"type": "article", "id": "1"}]},
        "can't parse inline query result: Can't find field",
    ),
    (
        {"results": [article("1", "<b>", parse_mode="HTML")]},
        "can't parse inline query result: Can't parse entities: Can't find end tag",
    ),
    ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    ({"results": [], "button": {"text": "Help", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
]


@pytest.mark.parametrize(("params", "reason"), INLINE)
async def test_wrong_inline_results_are_refused(
    api: LocalBotApi,
    client: Client,
    user: User,
    params: dict[str, Any],
    reason: str,
) -> None:
    query_id = api.inline(user, "query")
    code, description = await client.refused(
        "answerInlineQuery", inline_query_id=query_id, **params
    )
    assert code == 400
    assert description.startswith(f"Bad Request: {reason}")


async def test_a_wrong_token_and_an_unknown_method(api: LocalBotApi, client: Client) -> None:
    async with client.session.get(f"{api.url}/bot1:wrong/getMe") as response:
        assert response.status == 401
        unauthorized = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert await response.json() == unauthorized
    assert await client.refused("makeCoffee") == (404, "Not Found: method not found")


async def test_bodies_have_limits(client: Client) -> None:
    async with client.session.post(
        client.address("getMe"), data=io.BytesIO(b"x" * 2**20 + b"=y")
    ) as response:
        assert response.status == 413
    async with client.session.post(client.address("getMe"), data=b"[" * 100_000) as response:
        assert response.status == 400
    headers = {"Content-Type": "application/json"}
    deep = b"[" * 100_000
    async with client.session.post(client.address("getMe"), data=deep, headers=headers) as response:
        assert response.status == 400

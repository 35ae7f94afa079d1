"""Which fault of a call is followed by what: a table."""

from __future__ import annotations

from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.http_request import InDoubt, NotSent
from bot.sending import LONGEST_WAIT, TRIES, Sending, is_chat_gone, is_passing


class Line:
    """A call that fails with each of these errors in turn, then succeeds."""

    def __init__(self, *errors: TelegramError) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self, endpoint: str, data: dict[str, Any]) -> dict[str, Any]:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return dict(data)

    async def make(self, endpoint: str = "sendMessage", **data: Any) -> Any:
        """Make the call by the rules of `Sending`."""
        return await Sending().process_request(self, (endpoint, data), {}, endpoint, data, None)


@pytest.mark.parametrize("endpoint", ["sendMessage", "editMessageText", "answerCallbackQuery"])
@pytest.mark.parametrize(
    "error",
    [
        RetryAfter(3),
        NetworkError("Bad Gateway (502)"),
        NetworkError("Internal Server Error"),
        NotSent("ClientConnectorError"),
    ],
    ids=repr,
)
async def test_what_took_no_effect_is_done_again(endpoint: str, error: TelegramError) -> None:
    line = Line(*[error] * (TRIES - 1))
    assert await line.make(endpoint, text="x") == {"text": "x"}
    assert line.calls == TRIES


async def test_a_message_in_doubt_is_sent_once_more() -> None:
    line = Line(InDoubt("ServerDisconnectedError"), InDoubt("ServerDisconnectedError"))
    with pytest.raises(InDoubt):
        await line.make("sendMessage")
    assert line.calls == 2


@pytest.mark.parametrize("endpoint", ["editMessageText", "answerCallbackQuery", "setMyCommands"])
async def test_what_may_be_repeated_is_repeated(endpoint: str) -> None:
    line = Line(*[InDoubt("SocketTimeoutError")] * (TRIES - 1))
    await line.make(endpoint)
    assert line.calls == TRIES


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("Message is not modified: specified new message content ..."),
        BadRequest("Query is too old and response timeout expired or query ID is invalid"),
    ],
    ids=repr,
)
async def test_nothing_left_to_do_is_success(error: TelegramError) -> None:
    line = Line(error)
    assert await line.make("editMessageText") is True
    assert line.calls == 1


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("Can't parse entities"),
        Forbidden("bot was blocked by the user"),
        InvalidToken(),
        Conflict("other"),
        RetryAfter(int(LONGEST_WAIT) + 1),
    ],
    ids=repr,
)
async def test_what_repeating_does_not_mend_is_not_repeated(error: TelegramError) -> None:
    line = Line(error)
    with pytest.raises(type(error)):
        await line.make("sendMessage")
    assert line.calls == 1


async def test_a_group_that_became_a_supergroup_is_answered_there() -> None:
    assert await Line(ChatMigrated(-1005)).make("sendMessage", chat_id=-5) == {"chat_id": -1005}


@pytest.mark.parametrize(
    ("error", "passing", "gone"),
    [
        (NetworkError("Bad Gateway"), True, False),
        (NotSent("x"), True, False),
        (InDoubt("x"), True, False),
        (RetryAfter(5), True, False),
        (TimeoutError(), True, False),
        (BadRequest("Can't parse entities"), False, False),
        (BadRequest("Chat not found"), False, True),
        (BadRequest("Not enough rights to send text messages to the chat"), False, True),
        (Forbidden("Forbidden: user is deactivated"), False, True),
        (ZeroDivisionError(), False, False),
    ],
    ids=repr,
)
def test_faults_that_pass_and_chats_that_are_gone(
    error: Exception, passing: bool, gone: bool
) -> None:
    assert is_passing(error) is passing
    assert is_chat_gone(error) is gone

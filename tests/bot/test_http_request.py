"""Calls over aiohttp, and what their faults are called."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram.error import NetworkError

from bot.http_request import AiohttpRequest, InDoubt, NotSent
from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat
from bot.sending import Sending
from bot.telegram_bot import RejectedToken, TelegramBot
from tests.bot.conftest import TOKEN


@pytest.fixture
async def bot(api: LocalBotApi) -> AsyncIterator[TelegramBot]:
    async with TelegramBot(TOKEN, api.url, Sending()) as bot:
        yield bot


@pytest.mark.parametrize(
    ("kind", "meaning"),
    [("drop_before", InDoubt), ("drop_after", InDoubt), ("502", NetworkError)],
)
async def test_faults_mean_what_they_say(
    api: LocalBotApi, bot: TelegramBot, kind: str, meaning: type[NetworkError]
) -> None:
    api.faults.next("getMe", kind, times=6)
    with pytest.raises(meaning) as raised:
        await bot.get_me()
    assert type(raised.value) is meaning


async def test_nobody_there_is_not_sent(unused_tcp_port: int) -> None:
    bot = TelegramBot(TOKEN, f"http://127.0.0.1:{unused_tcp_port}", Sending())
    with pytest.raises(NotSent):
        await bot.initialize()
    await bot.shutdown()


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"http_proxy": "http://relay:3128"}, "http://relay:3128"),
        ({"https_proxy": "http://relay:3128"}, None),
        ({"http_proxy": "http://relay:3128", "no_proxy": "botapi.example"}, None),
    ],
)
def test_the_proxy_of_the_environment_counts(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], proxy: str | None
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert AiohttpRequest("http://botapi.example", 1)._proxy == proxy


async def test_no_answer_in_time_is_in_doubt(
    api: LocalBotApi, bot: TelegramBot, chat: Chat
) -> None:
    api.faults.next("sendMessage", "timeout", times=2)
    with pytest.raises(InDoubt) as raised:
        await bot.send_message(chat.id, "x", read_timeout=0.05)
    assert TOKEN not in repr(raised.value)


async def test_files_go_with_their_parameters(
    api: LocalBotApi, bot: TelegramBot, chat: Chat
) -> None:
    await bot.send_document(chat.id, b"a,b\n1,2\n", filename="table.csv", caption="<b>c</b>")
    found = api.last(chat)
    assert found is not None
    assert found["document"]["file_name"] == "table.csv"


async def test_a_token_that_telegram_refuses_is_not_shown(api: LocalBotApi) -> None:
    wrong = TOKEN[:-1] + "X"
    bot = TelegramBot(wrong, api.url, Sending())
    with pytest.raises(RejectedToken) as raised:
        await bot.initialize()
    assert wrong not in repr(raised.value)
    assert raised.value.__suppress_context__
    await bot.shutdown()

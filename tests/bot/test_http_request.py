"""Calls over aiohttp, and what their faults are called."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from telegram.error import NetworkError

from bot import http_request
from bot.http_request import AiohttpRequest, InDoubt, NotSent
from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat
from bot.sending import Sending
from bot.telegram_bot import RejectedToken, TelegramBot
from tests.bot.conftest import TOKEN

ROOT = Path(__file__).parents[2]
# What aiohttp and three clients trust, in a process where nothing has imported aiohttp before.
TRUSTED = """
import asyncio, os
os.environ["SSL_CERT_FILE"] = "given.pem"
from bot import http_request
from aiohttp import connector

async def main():
    requests = [http_request.AiohttpRequest(f"{way}://127.0.0.1", 1) for way in ("http", "https", "https")]
    for each in requests:
        await each.initialize()
    plain, first, second = (each._session.connector._ssl for each in requests)
    for each in requests:
        await each.shutdown()
    print(connector._SSL_CONTEXT_VERIFIED.cert_store_stats()["x509"], plain is True, first is second)
    print(os.environ["SSL_CERT_FILE"])

asyncio.run(main())
"""


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


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate of 127.0.0.1 that nobody but itself vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=1)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    number, until = x509.random_serial_number(), now + day
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), number, now - day, until)
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "server.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize("is_trusted", [False, True])
async def test_only_who_is_vouched_for_is_spoken_to(
    certificate: Path, is_trusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()
        writer.close()

    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    http_request._trusted.cache_clear()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    address = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    request = AiohttpRequest(address, 1)
    await request.initialize()
    try:
        if is_trusted:
            assert await request.do_request(address, "POST") == (200, b"{}")
        else:
            with pytest.raises(NotSent):
                await request.do_request(address, "POST")
    finally:
        await request.shutdown()
        server.close()
        http_request._trusted.cache_clear()


def test_the_authorities_are_read_once_and_only_for_tls() -> None:
    told = subprocess.run([sys.executable, "-c", TRUSTED], capture_output=True, text=True, cwd=ROOT)
    assert told.stdout.split() == ["0", "True", "True", "given.pem"], told.stderr

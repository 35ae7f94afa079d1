"""The whole program as a process: kill -9, SIGTERM, SIGHUP, and what it prints when refused."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from tests.bot.conftest import SECRET, TOKEN
from tests.bot.test_delivery import all_confirmed, texts

ROOT = Path(__file__).parents[2]


class Program:
    """`python -m bot` with its output."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.output = ""

    @classmethod
    async def start(cls, api: LocalBotApi, folder: Path = ROOT, **settings: str) -> Program:
        environment = {
            **os.environ,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.url,
            "HOST": "127.0.0.1",
            **settings,
        }
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot"),
                cwd=folder,
                env=environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
        )

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    async def said(self, words: str) -> None:
        """Wait until it prints a line with these words."""
        assert self._process.stdout
        while words not in self.output:
            line = await self._process.stdout.readline()
            assert line, self.output
            self.output += line.decode()

    async def end(self) -> int:
        """Wait for its end; its exit code."""
        assert self._process.stdout
        self.output += (await self._process.stdout.read()).decode()
        return await self._process.wait()


def settings_of(way: str, port: Callable[[], int]) -> dict[str, str]:
    if way == "polling":
        return {}
    chosen = port()
    return {"WEBHOOK_URL": f"http://127.0.0.1:{chosen}/hook", "PORT": str(chosen)}


async def test_killed_in_the_middle_it_loses_nothing(
    api: LocalBotApi,
    chat: Chat,
    user: User,
    way: str,
    unused_tcp_port_factory: Callable[[], int],
) -> None:
    """Killed between taking questions and answering them, it answers them after the restart."""
    settings = settings_of(way, unused_tcp_port_factory)
    api.faults.next("sendMessage", "timeout")
    others = [api.private_chat(api.user(n, language_code="ja")) for n in range(10, 20)]
    first = await Program.start(api, **settings)
    api.send(chat, user, "48")
    await api.wait_for(lambda: api.calls_of("sendMessage"), 60)
    for other in others:
        api.send(other, other.members[0], "46")
    first.signal(signal.SIGKILL)
    await first.end()
    second = await Program.start(api, **settings)
    await all_confirmed(api)
    second.signal(signal.SIGTERM)
    assert await second.end() == 0
    assert 1 <= len(texts(api, chat)) <= 2
    assert all(1 <= len(texts(api, other)) <= 2 for other in others)


async def test_told_to_stop_it_finishes_what_it_has_in_hand_and_exits_0(
    api: LocalBotApi,
    chat: Chat,
    user: User,
    way: str,
    unused_tcp_port_factory: Callable[[], int],
) -> None:
    program = await Program.start(api, **settings_of(way, unused_tcp_port_factory))
    api.faults.next("sendMessage", "slow", delay=0.5)
    api.send(chat, user, "48")
    await api.wait_for(lambda: api.calls_of("sendMessage"), 60)
    program.signal(signal.SIGTERM)
    assert await program.end() == 0
    assert api.pending == 0
    assert len(texts(api, chat)) == 1


async def test_a_telegram_that_is_down_at_the_start_is_waited_for(
    api: LocalBotApi, chat: Chat, user: User, way: str, unused_tcp_port_factory: Callable[[], int]
) -> None:
    api.faults.next("getMe", "drop_before", times=7)
    program = await Program.start(api, **settings_of(way, unused_tcp_port_factory))
    api.send(chat, user, "48")
    await all_confirmed(api)
    program.signal(signal.SIGTERM)
    assert await program.end() == 0
    assert "Telegram can't be reached yet" in program.output


async def test_a_signal_reloads_and_questions_go_on(
    api: LocalBotApi, chat: Chat, user: User
) -> None:
    program = await Program.start(api)
    await program.said("polling")
    program.signal(signal.SIGHUP)
    await program.said("the knowledge base was reloaded")
    api.send(chat, user, "48")
    await all_confirmed(api)
    program.signal(signal.SIGTERM)
    assert await program.end() == 0


async def test_a_broken_knowledge_base_is_told_with_its_line_and_the_old_one_goes_on(
    api: LocalBotApi, chat: Chat, user: User, tmp_path: Path
) -> None:
    for part in ("bot", "knowledge", "replies"):
        shutil.copytree(ROOT / part, tmp_path / part)
    measure = tmp_path / "knowledge" / "measures" / "budget" / "048.yaml"
    sound = measure.read_text(encoding="utf-8")
    program = await Program.start(api, tmp_path)
    await program.said("polling")

    measure.write_text(re.sub("(?m)^page: .*", "page: unknown", sound), encoding="utf-8")
    program.signal(signal.SIGHUP)
    await program.said("the old one stays")
    line = 1 + [each.partition(":")[0] for each in sound.splitlines()].index("page")
    assert f"measures/budget/048.yaml:{line}: " in program.output
    api.send(chat, user, "48")
    await all_confirmed(api)

    measure.write_text(sound, encoding="utf-8")
    program.signal(signal.SIGHUP)
    await program.said("the knowledge base was reloaded")
    program.signal(signal.SIGTERM)
    assert await program.end() == 0
    assert "施策48" in texts(api, chat)[0]


async def test_a_start_takes_what_the_last_one_kept_but_for_what_was_changed(
    api: LocalBotApi, chat: Chat, user: User, tmp_path: Path
) -> None:
    for part in ("bot", "knowledge", "replies"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    settings = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": ""}
    measure = tmp_path / "knowledge" / "measures" / "budget" / "048.yaml"
    sound = measure.read_text(encoding="utf-8")
    title = re.search("(?m)^short:\n  ja: (.*)", sound)
    assert title
    for shown in (title[1], "あたらしい短い題"):
        measure.write_text(sound.replace(f"  ja: {title[1]}\n", f"  ja: {shown}\n"), encoding="utf-8")
        program = await Program.start(api, tmp_path, **settings)
        api.send(chat, user, "48と50")
        await all_confirmed(api)
        await api.wait_for(lambda: list((tmp_path / "knowledge" / "__pycache__").glob("*.pickle")), 20)
        program.signal(signal.SIGTERM)
        assert await program.end() == 0
        assert shown in texts(api, chat)[-1]


@pytest.mark.parametrize("form", ["text", "json"])
async def test_no_secret_is_printed_even_when_everything_fails(
    api: LocalBotApi, form: str, unused_tcp_port: int
) -> None:
    """An invalid token, at the loudest level, with a webhook and a Redis that is not there."""
    wrong = "1000000001:AAE-a-token-that-nobody-gave-out-yet"
    program = await Program.start(
        api,
        TELEGRAM_BOT_TOKEN=wrong,
        WEBHOOK_URL=f"http://127.0.0.1:{unused_tcp_port}/hook",
        WEBHOOK_SECRET=SECRET,
        PORT=str(unused_tcp_port),
        REDIS_URL="redis://:hunter2@127.0.0.1:1/0",
        LOG_LEVEL="DEBUG",
        LOG_FORMAT=form,
    )
    assert await program.end() == 2
    assert "TELEGRAM_BOT_TOKEN" in program.output
    secrets = (wrong, wrong.partition(":")[2], SECRET, "hunter2")
    assert not [secret for secret in secrets if secret in program.output]


async def test_at_the_loudest_level_neither_token_nor_secret_is_printed(
    api: LocalBotApi, chat: Chat, user: User, unused_tcp_port: int
) -> None:
    settings = {
        "WEBHOOK_URL": f"http://127.0.0.1:{unused_tcp_port}/hook",
        "WEBHOOK_SECRET": SECRET,
        "PORT": str(unused_tcp_port),
        "LOG_LEVEL": "DEBUG",
    }
    api.faults.next("sendMessage", "502", times=6)
    program = await Program.start(api, **settings)
    api.send(chat, user, "48")
    await all_confirmed(api)
    program.signal(signal.SIGTERM)
    assert await program.end() == 0
    assert "sendMessage" in program.output
    assert not [s for s in (TOKEN, TOKEN.partition(":")[2], SECRET) if s in program.output]


async def test_what_the_server_tells_holds_no_secret(api: LocalBotApi, unused_tcp_port: int) -> None:
    """Neither Telegram nor Redis can be reached, and anybody asks why."""
    root = f"http://127.0.0.1:{unused_tcp_port}"
    api.faults.rate(1.0, kinds=["502"])
    program = await Program.start(
        api,
        WEBHOOK_URL=f"{root}/hook",
        WEBHOOK_SECRET=SECRET,
        PORT=str(unused_tcp_port),
        REDIS_URL="redis://:hunter2@127.0.0.1:1/0",
        METRICS="on",
    )
    await program.said("can't be reached yet")
    told = {}
    async with aiohttp.ClientSession() as session:
        for path in ("/healthz", "/readyz", "/metrics", "/hook", "/", f"/bot{TOKEN}"):
            async with session.post(root + path) if path == "/hook" else session.get(root + path) as found:
                told[path] = found.status, f"{await found.text()} {found.headers}"
    program.signal(signal.SIGTERM)
    assert await program.end() == 0
    statuses = {"/healthz": 200, "/readyz": 503, "/metrics": 200, "/hook": 401, "/": 404}
    assert {path: status for path, (status, _) in told.items() if path in statuses} == statuses
    said = program.output + repr(list(told.values()))
    assert not [s for s in (TOKEN, TOKEN.partition(":")[2], SECRET, "hunter2") if s in said]


async def test_a_port_in_use_is_one_clear_line(api: LocalBotApi) -> None:
    port = api.url.rpartition(":")[2]
    program = await Program.start(api, WEBHOOK_URL=f"http://127.0.0.1:{port}/hook", PORT=port)
    assert await program.end() == 2
    assert f"PORT: {port} can't be opened" in program.output
    assert "Traceback" not in program.output

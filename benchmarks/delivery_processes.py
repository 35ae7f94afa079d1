"""Programs that the measurements start: the bot, the echo bot, Redis, nginx."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

from bot.localapi import LocalBotApi

ROOT = Path(__file__).parents[1]
TOKEN = "1000000001:AAE-not-a-real-token-only-for-measuring"
BOT = ("-m", "bot")
ECHO = ("-m", "benchmarks.delivery_echo")

Process = asyncio.subprocess.Process
Settings = Mapping[str, str | int]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Bot:
    """One process of a bot against the embedded Bot API."""

    def __init__(
        self, api: LocalBotApi, settings: Settings | None = None, program: Sequence[str] = BOT
    ) -> None:
        self._program = program
        # As on a machine that runs it for long: what was compiled once is kept.
        inherited = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
        self._environment = {
            **inherited,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.url,
            "HOST": "127.0.0.1",
            "LOG_LEVEL": "WARNING",
            **{name: str(value) for name, value in (settings or {}).items()},
        }
        self._process: Process | None = None

    async def start(self) -> None:
        """Start it; what it logs is shown."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, *self._program, cwd=ROOT, env=self._environment
        )

    async def kill(self) -> None:
        """kill -9."""
        assert self._process
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM; its exit code."""
        assert self._process
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        return await self._process.wait()

    @property
    def memory(self) -> float:
        """Resident memory in MB."""
        assert self._process
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def busy(self) -> float:
        """Seconds of processor time used so far."""
        assert self._process
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def running(*bots: Bot) -> AsyncIterator[None]:
    """Start bots, and stop them at the end."""
    for bot in bots:
        await bot.start()
    try:
        yield
    finally:
        for bot in bots:
            await bot.stop()


@asynccontextmanager
async def redis(folder: Path, port: int | None = None) -> AsyncIterator[str]:
    """A Redis of our own that keeps nothing on disk; its address."""
    port = port or free_port()
    arguments = ["--port", str(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
    async with _server("redis-server", *arguments, folder=folder, port=port):
        yield f"redis://127.0.0.1:{port}/0"


@asynccontextmanager
async def nginx(folder: Path, ports: Sequence[int]) -> AsyncIterator[int]:
    """nginx before replicas on these ports; its own port. Its settings are Debian's defaults."""
    port = free_port()
    replicas = "\n".join(f"    server 127.0.0.1:{each};" for each in ports)
    settings = folder / "nginx.conf"
    settings.write_text(
        f"""
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  upstream bot {{
{replicas}
    keepalive 32;
  }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://bot; proxy_http_version 1.1; proxy_set_header Connection "";
    }}
  }}
}}
"""
    )
    arguments = ["-c", str(settings), "-p", str(folder), "-e", str(folder / "error.log")]
    async with _server("nginx", *arguments, folder=folder, port=port):
        yield port


def installed(program: str) -> bool:
    """Whether a program is on this machine (nginx lies outside of a user's PATH)."""
    return _path(program) is not None


def _path(program: str) -> str | None:
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")


@asynccontextmanager
async def _server(program: str, *arguments: str, folder: Path, port: int) -> AsyncIterator[None]:
    path = _path(program)
    if path is None:
        raise FileNotFoundError(f"{program} is not installed")
    with (folder / f"{program}.out").open("wb") as out:
        process = await asyncio.create_subprocess_exec(path, *arguments, stdout=out, stderr=out)
        try:
            await listening(port)
            yield
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def listening(port: int) -> None:
    """Wait until something listens on the port; TimeoutError after 10 s."""
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            writer.close()
            return


async def ready(port: int) -> None:
    """Wait until the bot on the port says by /readyz that it can answer; TimeoutError after 30 s."""
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)

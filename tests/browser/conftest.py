"""The real chat page, served by `python -m bot`, in a real browser."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.programs import program

ROOT = Path(__file__).parents[2]
# Width and height in CSS pixels.
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
LOCALES = {"ja": "ja-JP", "en": "en-US"}
# Only a page that never does what is expected takes so long.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def chat_address() -> Iterator[str]:
    """The address that `python -m bot` prints when it runs without a token."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "TELEGRAM_BOT_TOKEN": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    with process:
        printed = process.stdout.readline()
        found = re.search(r"http://\S+", printed)
        assert found, f"no address in {printed!r}"
        yield found.group()
        process.terminate()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, without a window."""
    path = program("chromium", "chromium-browser", "google-chrome")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=path, args=arguments)


class Chat:
    """A person's view of the chat."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.replies = page.locator("article[data-from=bot]")
        self.composer = page.locator("#composer")

    @property
    def reply(self) -> Locator:
        """The bot's last message."""
        return self.replies.last

    def button(self, caption: str | re.Pattern[str]) -> Locator:
        """A button under the bot's last message."""
        return self.reply.get_by_role("button", name=caption, exact=True)

    async def start(self) -> None:
        """Press the start button and wait for the bot's greeting."""
        await self.page.locator("#start").click()
        await expect(self.replies).to_have_count(1)

    async def ask(self, text: str) -> None:
        """Type a message, send it and wait for the reply."""
        count = await self.replies.count()
        await self.composer.fill(text)
        await self.page.locator("#send").click()
        await expect(self.replies).to_have_count(count + 1)


OpenChat = Callable[..., Awaitable[Chat]]


@pytest_asyncio.fixture(loop_scope="session")
async def open_chat(browser: Browser, chat_address: str) -> AsyncIterator[OpenChat]:
    """Opens the page as a new person. What the browser complains of fails the test."""
    contexts, complaints = [], []

    async def opened(
        language: str = "ja", size: str = "phone", scheme: str = "light", path: str = "/"
    ) -> Chat:
        width, height = SIZES[size]
        context = await browser.new_context(
            locale=LOCALES[language],
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        await page.goto(f"{chat_address}{path}")
        return Chat(page)

    yield opened
    for context in contexts:
        await context.close()
    assert complaints == []

"""Takes the README's picture of the chat page, which must be running:
`python -m bot`, and beside it `python docs/screenshot.py http://127.0.0.1:8080`."""

from __future__ import annotations

import asyncio
import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import async_playwright, expect

QUESTION = "最低賃金の補助金"
PICTURE = Path(__file__).with_name("chat.png")


async def take(address: str) -> None:
    """Ask the question on a phone so tall that question, card and buttons are seen, and save that."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page(
            locale="ja-JP", viewport={"width": 390, "height": 1298}, reduced_motion="reduce"
        )
        await page.goto(address)
        await page.locator("#start").click()
        replies = page.locator("article[data-from=bot]")
        await expect(replies).to_have_count(1)
        await page.locator("#composer").fill(QUESTION)
        await page.locator("#send").click()
        await expect(replies).to_have_count(2)
        # 256 colours are enough for the eye, in half the bytes.
        picture = Image.open(BytesIO(await page.screenshot()))
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(take(sys.argv[1]))

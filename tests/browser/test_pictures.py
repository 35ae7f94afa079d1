"""Pictures and files on the chat page: seen, read out, enlarged and saved, on phone and desktop."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import SIZES, Chat, OpenChat
from tests.browser.test_chat_page import nothing_sticks_out

pytestmark = pytest.mark.asyncio(loop_scope="session")

ASKED = {
    "ja": ("48の表を画像で", "[1人] 引上げ額30円：30(60)", "‹ 施策48に戻る", "352億円"),
    "en": ("table of 48 as a picture", "[1 worker] Raise of ¥30", "‹ Back to Measure 48", "¥35.2 billion"),
}
# Of the window's width, on a phone: a table is read without a tap.
WIDE = 0.7


async def shown(chat: Chat) -> dict[str, float]:
    """The last picture once it is there: its own width and height, and its width on the page."""
    image = chat.reply.locator("img")
    await expect(image).to_be_visible()
    found: dict[str, float] = await image.evaluate(
        """async (image) => {
            await image.decode();
            const {width} = image.getBoundingClientRect();
            return {width: image.naturalWidth, height: image.naturalHeight, shown: width};
        }"""
    )
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_picture_is_shown_with_its_text(
    open_chat: OpenChat, size: str, scheme: str, language: str
) -> None:
    question, row, back, amount = ASKED[language]
    chat = await open_chat(language, size, scheme)
    await chat.start()
    await chat.ask(question)
    picture = await shown(chat)
    assert picture["width"] == 1080
    if size == "phone":
        assert picture["shown"] >= WIDE * SIZES[size][0]
    # The same in words, for who hears the page, and in the caption.
    assert row in str(await chat.reply.locator("img").get_attribute("alt"))
    await expect(chat.reply.locator(".text")).to_contain_text(row)
    await nothing_sticks_out(chat.page)

    await chat.button(back).click()
    await expect(chat.replies).to_have_count(3)
    await expect(chat.reply).to_contain_text(amount)


@pytest.mark.parametrize("size", SIZES)
async def test_a_button_shows_the_chart_and_a_tap_enlarges_it(open_chat: OpenChat, size: str) -> None:
    chat = await open_chat("ja", size)
    await chat.start()
    await chat.ask("予算の多い順")
    await chat.button("グラフ").click()
    await expect(chat.replies).to_have_count(3)
    small = await shown(chat)
    await chat.reply.locator("button.photo").click()
    large = chat.page.locator("dialog img, [role=dialog] img")
    await expect(large).to_be_visible()
    box = await large.bounding_box()
    assert box and box["width"] >= small["shown"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_list_is_saved_as_a_file(open_chat: OpenChat, size: str) -> None:
    chat = await open_chat("ja", size)
    await chat.start()
    await chat.ask("1000億円以上をCSVで")
    link = chat.reply.locator("a.document")
    await expect(link).to_contain_text("measures-ja.csv")
    async with chat.page.expect_download() as coming:
        await link.click()
    download = await coming.value
    path = await download.path()
    text = path.read_bytes().decode("utf-8")
    assert text.startswith("\ufeff番号,施策名") and "施策49" in text
    await nothing_sticks_out(chat.page)

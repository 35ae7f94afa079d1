"""What a person does on the chat page: type, tap, see the message change; by finger, mouse and keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import SIZES, Chat, OpenChat

pytestmark = pytest.mark.asyncio(loop_scope="session")

# What stands in the reply to 48, on a button under it, and behind that button.
CARD = {
    "ja": ("最低賃金", "金額", "352億円", "‹ 施策48に戻る"),
    "en": ("minimum wage", "Amount", "¥35.2 billion (352億円)", "‹ Back to Measure 48"),
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_question_is_typed_and_a_tap_edits_the_reply_in_place(
    open_chat: OpenChat, size: str, scheme: str, language: str
) -> None:
    title, button, behind, back = CARD[language]
    chat = await open_chat(language, size, scheme)
    await chat.start()
    await chat.ask("48")
    await expect(chat.reply).to_contain_text(re.compile(title, re.IGNORECASE))
    number = await chat.reply.get_attribute("data-message-id")

    await chat.button(button).click()
    await expect(chat.reply).to_contain_text(behind)
    await chat.button(back).click()
    await expect(chat.button(button)).to_be_visible()

    await expect(chat.reply).to_have_attribute("data-message-id", str(number))
    await expect(chat.replies).to_have_count(2)
    await nothing_sticks_out(chat.page)
    assert await is_dark(chat.page) == (scheme == "dark")


async def nothing_sticks_out(page: Page) -> None:
    """No part of the page is wider than the window, and no text or caption is cut."""
    cut = await page.evaluate(
        """() => [...document.querySelectorAll("body, .scroller, .text, .keyboard, .key, .key-text")]
            .filter((node) => node.scrollWidth > node.clientWidth + 1
                || node.getBoundingClientRect().right > innerWidth
                || (node.matches(".key-text") && node.scrollHeight > node.clientHeight + 1))
            .map((node) => node.className + ": " + node.textContent.slice(0, 40))"""
    )
    assert cut == []


async def is_dark(page: Page) -> bool:
    """Whether bubbles are darker than their text."""
    ground = await page.evaluate(
        "() => getComputedStyle(document.querySelector('.bubble')).backgroundColor"
    )
    return sum(map(int, re.findall(r"\d+", ground)[:3])) < 384


async def test_everything_can_be_done_by_keyboard_alone(open_chat: OpenChat) -> None:
    chat = await open_chat(size="desktop")
    keyboard = chat.page.keyboard
    start = chat.page.locator("#start")
    await expect(start).to_be_visible()
    await tab_to(chat, "スタート")
    await keyboard.press("Enter")
    await expect(chat.composer).to_be_focused()

    await keyboard.type("57の3")
    await keyboard.press("Enter")
    await expect(chat.replies).to_have_count(2)
    await tab_to(chat, "金額", backwards=True)
    await keyboard.press("Enter")
    await expect(chat.reply).to_contain_text("341億円の内数")
    # The button is gone with the edit; who tapped it goes on from the same message.
    assert await chat.reply.evaluate("(message) => message.contains(document.activeElement)")
    await tab_to(chat, "目的")
    await keyboard.press("Enter")
    await expect(chat.button("金額")).to_be_visible()
    await expect(chat.replies).to_have_count(2)


async def tab_to(chat: Chat, name: str, backwards: bool = False) -> None:
    """Press Tab until the control of this name has the focus."""
    seen = []
    for _ in range(60):
        await chat.page.keyboard.press("Shift+Tab" if backwards else "Tab")
        seen.append(
            await chat.page.evaluate(
                "() => document.activeElement.ariaLabel || document.activeElement.textContent"
            )
        )
        if seen[-1] == name:
            return
    raise AssertionError(f"Tab does not reach {name!r}, only {seen}")


async def test_the_last_question_is_edited_with_arrow_up_and_its_reply_changes(open_chat: OpenChat) -> None:
    chat = await open_chat(size="desktop")
    await chat.start()
    await chat.ask("48")
    await chat.composer.press("ArrowUp")
    await expect(chat.composer).to_have_value("48")
    await chat.composer.fill("49")
    await chat.composer.press("Enter")
    await expect(chat.reply).to_contain_text("施策49")
    await expect(chat.replies).to_have_count(2)


async def test_the_command_menu_opens_by_its_button_and_by_a_slash(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.start()
    await chat.page.get_by_role("button", name="メニュー: コマンドの一覧").click()
    options = chat.page.get_by_role("listbox", name="コマンドの一覧").get_by_role("option")
    await expect(options).to_have_count(8)
    await expect(options.first).to_contain_text("/start")
    await options.filter(has_text="/themes").click()
    await expect(chat.reply).to_contain_text("テーマ")

    await chat.composer.press_sequentially("/ab")
    await expect(options).to_have_count(1)
    await chat.composer.press("Enter")
    await expect(chat.reply).to_contain_text("このボットについて")


async def test_links_open_apart_and_give_nothing_away(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.start()
    await chat.ask("/about")
    links = chat.reply.get_by_role("link")
    await expect(links.first).to_be_visible()
    for link in await links.all():
        assert (await link.get_attribute("href") or "").startswith("https://")
        assert await link.get_attribute("target") == "_blank"
        assert "noopener" in (await link.get_attribute("rel") or "")


async def test_a_deep_link_opens_its_measure(open_chat: OpenChat) -> None:
    chat = await open_chat(path="/?start=m48")
    await expect(chat.reply).to_contain_text("施策48")
    await expect(chat.page).not_to_have_url(re.compile("start="))


async def test_language_and_theme_are_chosen_in_the_menu_and_remembered(open_chat: OpenChat) -> None:
    chat = await open_chat("ja", "desktop", "light")
    await chat.start()
    await chat.page.get_by_role("button", name="メニュー", exact=True).click()
    await chat.page.get_by_role("menuitemradio", name="English").click()
    await expect(chat.page.get_by_role("button", name="Send")).to_be_visible()
    await expect(chat.page).to_have_title("Economic Package Guide")
    await chat.page.get_by_role("button", name="Menu", exact=True).click()
    await chat.page.get_by_role("menuitemradio", name="Dark").click()
    await chat.page.reload()
    await expect(chat.page.get_by_role("button", name="Send")).to_be_visible()
    await expect(chat.replies).to_have_count(1)
    assert await is_dark(chat.page)
    await chat.ask("48")
    await expect(chat.reply).to_contain_text("Measure 48")


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_every_control_has_a_name(open_chat: OpenChat, language: str) -> None:
    """A screen reader says what each button, link, field and picture is."""
    chat = await open_chat(language)
    await chat.start()
    await chat.ask("/about")
    await chat.ask("48")
    controls = r"button|link|textbox|option|menuitem|menuitemradio|img|dialog|listbox|menu|log"
    for opened in (None, "#commands", "#header-menu", "#identity"):
        if opened:
            await chat.page.locator(opened).click()
        tree = await chat.page.locator("body").aria_snapshot()
        named = re.findall(rf'^\s*- (?:{controls}) "', tree, re.MULTILINE)
        nameless = re.findall(rf'^\s*- (?:{controls})\b(?! ").*', tree, re.MULTILINE)
        assert len(named) > 10
        assert nameless == []
        await chat.page.keyboard.press("Escape")


async def test_a_question_is_shown_as_it_was_typed(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.start()
    typed = "<img src=x onerror=alert(1)> & <b>48</b>"
    await chat.ask(typed)
    await expect(chat.page.locator("article[data-from=user]").last).to_contain_text(typed)
    await expect(chat.page.locator("article img[src=x]")).to_have_count(0)

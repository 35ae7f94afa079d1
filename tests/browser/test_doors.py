"""Inline mode, sharing, copying, and the language, on the chat page."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import SIZES, OpenChat
from tests.browser.test_chat_page import nothing_sticks_out

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = "@shisaku_bot"


@pytest.mark.parametrize(
    ("language", "query", "title", "button", "behind"),
    [
        ("ja", "最低賃金", "48 業務改善助成金", "補助率", "4/5"),
        ("en", "minimum wage", "48 Subsidy for minimum wage rises", "Subsidy rate", "4/5"),
    ],
)
@pytest.mark.parametrize("size", SIZES)
async def test_an_inline_result_is_chosen_and_its_buttons_work(
    open_chat: OpenChat, size: str, language: str, query: str, title: str, button: str, behind: str
) -> None:
    chat = await open_chat(language, size)
    await chat.start()
    await chat.composer.press_sequentially(f"{BOT} {query}")
    results = chat.page.locator("#inline-results").get_by_role("option")
    await expect(results.first).to_contain_text(title)
    await expect(results.first).to_contain_text("352億円")
    await nothing_sticks_out(chat.page)
    await results.first.click()

    sent = chat.page.locator("article").last
    await expect(sent).to_contain_text("352億円")
    await expect(chat.composer).to_have_value("")
    await sent.get_by_role("button", name=button, exact=True).click()
    await expect(sent).to_contain_text(behind)


@pytest.mark.parametrize(
    ("language", "words", "button", "title"),
    [
        ("ja", "最低賃金の補助金", "ゲストモードで聞く", "施策48"),
        ("en", "minimum wage subsidy", "Ask in guest mode", "Measure 48"),
    ],
)
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_can_be_asked_as_a_guest(
    open_chat: OpenChat, size: str, language: str, words: str, button: str, title: str
) -> None:
    """The brief answer of guest mode, with buttons that work."""
    chat = await open_chat(language, size)
    await chat.start()
    await chat.composer.press_sequentially(f"{BOT} {words}")
    await chat.page.locator("#inline-results").get_by_role("button", name=button).click()
    await expect(chat.reply).to_contain_text(title)
    await expect(chat.reply).to_contain_text("352億円")
    await expect(chat.composer).to_have_value("")
    await nothing_sticks_out(chat.page)


async def test_an_empty_inline_query_shows_ways_in_and_help_above(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.start()
    await chat.composer.press_sequentially(f"{BOT} ")
    panel = chat.page.locator("#inline-results")
    await expect(panel.get_by_role("option").nth(2)).to_contain_text("テーマ")
    await panel.get_by_role("button", name="使い方").click()
    await expect(chat.reply).to_contain_text("使い方")


async def test_results_go_on_as_one_scrolls(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.start()
    await chat.composer.fill(f"{BOT} 全部")
    results = chat.page.locator("#inline-results").get_by_role("option")
    await expect(results).to_have_count(20)
    await results.last.scroll_into_view_if_needed()
    await expect(results).to_have_count(40)


async def test_the_share_button_asks_inline_for_the_same_measure(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.start()
    await chat.ask("48")
    await chat.button("共有する").click()
    await expect(chat.composer).to_have_value(f"{BOT} 48")
    results = chat.page.locator("#inline-results").get_by_role("option")
    await expect(results.first).to_contain_text("48 業務改善助成金")


@pytest.mark.parametrize(
    ("language", "copy", "parts"),
    [
        ("ja", "出典をコピー", ("業務改善助成金", "352億円", "P.55")),
        ("en", "Copy reference", ("minimum wage", "¥35.2 billion (352億円)", "p. 55")),
    ],
)
async def test_the_reference_is_copied(
    open_chat: OpenChat, language: str, copy: str, parts: tuple[str, ...]
) -> None:
    chat = await open_chat(language, "desktop")
    await chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await chat.start()
    await chat.ask("48")
    await chat.reply.get_by_role("button", name=re.compile(copy)).click()
    await expect(chat.page.locator("#toasts")).not_to_be_empty()
    copied = await chat.page.evaluate("() => navigator.clipboard.readText()")
    assert all(part in copied for part in parts)


async def test_a_language_that_is_chosen_stays(open_chat: OpenChat) -> None:
    chat = await open_chat("ja")
    await chat.start()
    await chat.ask("/language")
    await chat.button("English").click()
    await expect(chat.reply).to_contain_text("answers are in English")
    await chat.page.reload()
    await expect(chat.replies).to_have_count(2)
    await chat.ask("最低賃金の補助金")
    await expect(chat.reply).to_contain_text("Measure 48")
    await expect(chat.reply).to_contain_text("Unofficial translation")


async def test_not_this_offers_other_measures(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.start()
    await chat.ask("最低賃金の補助金")
    await chat.button("違う").click()
    await expect(chat.reply).to_contain_text("では、こちらでしょうか")
    await expect(chat.replies).to_have_count(2)

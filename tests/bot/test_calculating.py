"""A calculation in a chat, over the real bot and the embedded Bot API: steps edit the message in place."""

from __future__ import annotations

from typing import Any

from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from tests.bot.conftest import Start


def _data(message: dict[str, Any], caption: str) -> str:
    """What the button of that caption holds."""
    rows = message["reply_markup"]["inline_keyboard"]
    return next(button["callback_data"] for row in rows for button in row if button["text"] == caption)


async def test_steps_edit_the_message_and_words_go_on_from_it(
    start: Start, way: str, api: LocalBotApi, user: User, chat: Chat
) -> None:
    """Card, taps, one message all the way; then 「5人だと？」, a new one; a forged tap is told off."""

    async def sent(text: str, wanted: str) -> dict[str, Any]:
        api.send(chat, user, text)
        return await api.wait_for(lambda: (last := api.last(chat)) and wanted in last["text"] and last)

    async with start(way):
        message = await sent("48", "352億円")
        for caption, wanted in (
            ("いくらになるか計算", "いくら上げますか"),
            ("60円", "何人の賃金"),
            ("3人", "規模は何人"),
            ("30人未満", "1,600,000円"),
            ("‹ ひとつ戻る", "900,000円"),
        ):
            api.tap(chat, user, message["message_id"], _data(message, caption))
            message = await api.wait_for(
                lambda wanted=wanted, at=message["message_id"]: (
                    (last := api.last(chat)) and wanted in last["text"] and last["message_id"] == at and last
                )
            )
        later = await sent("5人だと？", "1,900,000円")
        assert later["message_id"] != message["message_id"]
        query = api.tap(chat, user, later["message_id"], "k48_r60_s7")
        answer = await api.wait_for(lambda: api.callback_answer(query))
        assert answer["show_alert"]

"""Pictures and files in a chat: sent by the real Application to the embedded Bot API."""

from __future__ import annotations

from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from bot.sending import TRIES
from bot.store import LocalStore, StoreDown
from tests.bot.conftest import MANY, Start, Talk
from tests.bot.test_delivery import all_confirmed


async def test_a_picture_answers_the_message_with_its_text_as_caption(talk: Talk) -> None:
    reply = await talk.say("48の表を画像で")
    assert reply["photo"]["width"] == 1080
    assert "[1人] 引上げ額30円：30(60)" in reply["caption"] and "P.55" in reply["caption"]
    assert {"bold", "expandable_blockquote"} <= {e["type"] for e in reply["caption_entities"]}
    assert "m48" in talk.buttons(reply).values()
    assert [call["action"] for call in talk.calls("sendChatAction")] == ["upload_photo"]


async def test_from_the_second_time_on_the_picture_is_not_sent_but_named(talk: Talk) -> None:
    first = await talk.say("48の表を画像で")
    second = await talk.say("48の表を画像で")
    assert second["photo"]["file_id"] == first["photo"]["file_id"]
    uploaded, named = [call["photo"] for call in talk.calls("sendPhoto")]
    assert uploaded["size"] > 10_000 and named == first["photo"]["file_id"]
    assert len(talk.calls("sendChatAction")) == 1
    english = await talk.say("table of 48 as a picture")
    assert english["photo"]["file_id"] != first["photo"]["file_id"]


async def test_another_replica_names_it_too(
    api: LocalBotApi, user: User, chat: Chat, start: Start
) -> None:
    """What Telegram calls a picture is kept in the store."""
    store = LocalStore(MANY)
    for _ in range(2):
        async with start("polling", store):
            api.send(chat, user, "48の表を画像で")
            await all_confirmed(api)
    calls = [call.params["photo"] for call in api.calls if call.method == "sendPhoto" and call.applied]
    assert [isinstance(photo, str) for photo in calls] == [False, True]


async def test_a_picture_comes_although_the_store_is_away(
    api: LocalBotApi, user: User, chat: Chat, start: Start
) -> None:
    async with start("polling", WithoutFiles(MANY)):
        api.send(chat, user, "48の表を画像で")
        await all_confirmed(api)
    assert "photo" in (api.last(chat) or {})


class WithoutFiles(LocalStore):
    """A store that goes away when a file is asked for."""

    async def name_file(self, key: str, file_id: str) -> None:
        raise StoreDown

    async def file(self, key: str) -> str | None:
        raise StoreDown


async def test_a_picture_that_telegram_forgot_is_sent_again(talk: Talk) -> None:
    await talk.say("48の表を画像で")
    talk.api.files.forget()
    assert "photo" in await talk.say("48の表を画像で")
    assert [isinstance(call["photo"], dict) for call in talk.calls("sendPhoto")] == [True, False, True]


async def test_a_picture_comes_although_its_announcement_fails(talk: Talk) -> None:
    talk.api.faults.next("sendChatAction", "502", times=TRIES)
    assert "photo" in await talk.say("48の表を画像で")


async def test_a_tap_for_a_picture_leaves_the_message_and_follows_it(talk: Talk) -> None:
    card = await talk.say("48")
    picture = await talk.follow(card, "i-m48_amount")
    assert picture["photo"] and picture["reply_to"] == card["message_id"]
    assert talk.replies[0] == card


async def test_a_tap_for_words_under_a_picture_is_answered_by_a_new_message(talk: Talk) -> None:
    picture = await talk.say("48の表を画像で")
    card = await talk.follow(picture, "m48")
    assert "352億円" in card["text"] and talk.replies[0] == picture
    # What is shown now is what a short message means.
    assert "中小企業" in (await talk.say("対象は？"))["text"]


async def test_a_list_as_a_file(talk: Talk) -> None:
    ranking = await talk.say("1000億円以上の施策")
    file = await talk.follow(ranking, "f-lg1000")
    assert file["document"]["file_name"] == "measures-ja.csv" and "6件の一覧" in file["caption"]
    stored = talk.api.files.get(file["document"]["file_id"])
    assert stored and stored.data.startswith(b"\xef\xbb\xbf") and stored.content_type == "text/csv"


async def test_a_question_edited_to_ask_for_a_picture_and_back(talk: Talk) -> None:
    await talk.say("48")
    await talk.correct("48の表を画像で")
    await talk.api.wait_for(lambda: len(talk.replies) == 2)
    assert "photo" in talk.replies[-1]
    await talk.correct("49")
    await talk.api.wait_for(lambda: len(talk.replies) == 3)
    assert "4,121億円" in talk.texts[-1]
    await talk.correct("50")
    await talk.api.wait_for(lambda: "3,400億円" in talk.texts[-1])
    assert len(talk.replies) == 3

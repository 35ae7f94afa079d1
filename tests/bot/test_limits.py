"""A burst, a steady rate, one notice: and others are not slowed."""

from __future__ import annotations

from bot.limits import QUERIES, Bucket, Pace, admit
from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from bot.store import LocalStore
from tests.bot.conftest import Start
from tests.bot.test_delivery import all_confirmed, texts
from tests.bot.test_doors import asked

PACE = Pace(burst=10, per_minute=60)


def test_a_full_bucket_gives_its_burst_then_one_a_second() -> None:
    bucket: Bucket | None = None
    for _ in range(10):
        bucket, admission = admit(PACE, bucket, 100.0)
        assert admission.taken
    bucket, admission = admit(PACE, bucket, 100.5)
    assert not admission.taken
    assert admission.wait == 5


def test_after_the_wait_that_was_told_questions_count_again() -> None:
    bucket, refused = admit(PACE, Bucket(0.0, 100.0), 100.0)
    bucket, again = admit(PACE, bucket, 100.0 + refused.wait - 1)
    assert not again.taken
    assert not again.tell
    bucket, after = admit(PACE, bucket, 100.0 + refused.wait)
    assert after.taken


def test_a_clock_that_goes_back_takes_no_tokens_away() -> None:
    bucket, admission = admit(PACE, Bucket(3.0, 100.0), 50.0)
    assert admission.taken
    assert bucket.tokens == 2


async def test_who_floods_is_told_once_and_others_are_answered(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    other = api.private_chat(api.user(2, "Jane", language_code="en"))
    async with start(way, LocalStore(Pace(burst=3, per_minute=1))) as bot:
        for _ in range(30):
            api.send(chat, user, "48")
        api.send(other, other.members[0], "48")
        await all_confirmed(api)
    *cards, notice = texts(api, chat)
    assert len(cards) == 3
    assert "秒" in notice
    assert len(texts(api, other)) == 1
    assert bot.counted("limited") == 27


async def test_a_flood_of_taps_is_told_once_in_a_notice(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way, LocalStore(Pace(burst=2, per_minute=1))):
        api.send(chat, user, "48")
        await all_confirmed(api)
        card = api.last(chat)
        assert card is not None
        buttons = [b for row in card["reply_markup"]["inline_keyboard"] for b in row]
        data = next(b["callback_data"] for b in buttons if "callback_data" in b)
        taps = [api.tap(chat, user, card["message_id"], data) for _ in range(4)]
        await all_confirmed(api)
    answers = [api.callback_answer(tap) for tap in taps]
    assert [bool(a and a["show_alert"]) for a in answers] == [False, True, False, False]


async def test_chatter_in_a_group_is_nobodys_question(
    api: LocalBotApi, user: User, start: Start, way: str
) -> None:
    group = api.group(-5, members=[user])
    async with start(way, LocalStore(Pace(burst=1, per_minute=1))) as bot:
        for _ in range(5):
            api.send(group, user, "hello all")
        api.send(group, user, "@measures_bot 48")
        await all_confirmed(api)
    assert len(texts(api, group)) == 1
    assert bot.counted("limited") == 0


async def test_inline_queries_have_a_measure_of_their_own_and_are_put_off_beyond_it(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    """A person who types on and on in inline mode is told to wait; the person's messages, and others,
    are answered."""
    other = api.user(2, "Jane", language_code="en")
    async with start(way, LocalStore(Pace(burst=1, per_minute=1))) as bot:
        answers = [await asked(api, user, f"4{n}") for n in range(QUERIES + 2)]
        others = await asked(api, other, "48")
        api.send(chat, user, "48")
        await all_confirmed(api)
        assert bot.counted("limited") == 2
    assert [bool(answer["results"]) for answer in answers] == [True] * QUERIES + [False] * 2
    for answer in answers[QUERIES:]:
        assert "秒" in answer["button"]["text"]
        assert int(answer["cache_time"]) <= 5 and answer["is_personal"] == "true"
    assert others["results"]
    assert len(texts(api, chat)) == 1

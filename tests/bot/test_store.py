"""The store, in this process and in a real Redis: the same promises."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchmarks.delivery_processes import redis
from bot import store as stores
from bot.limits import Pace
from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from bot.redis_store import RedisStore
from bot.store import Claim, LocalStore, State, Store, StoreDown
from tests.bot.conftest import MANY, TOKEN, Start
from tests.bot.test_delivery import all_confirmed, texts
from tests.programs import program

PACE = Pace(burst=2, per_minute=1)


class Clock:
    """Time that passes when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["local", "redis"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "local":
        yield LocalStore(PACE)
        return
    program("redis-server")
    async with redis(tmp_path) as address:
        opened = RedisStore(address, 1, TOKEN, PACE)
        yield opened
        await opened.close()


async def test_an_update_is_taken_by_one_only(store: Store) -> None:
    assert await store.claim(7) == Claim(State.OURS, 1)
    assert await store.claim(7) == Claim(State.BUSY)
    assert await store.claim(8) == Claim(State.OURS, 1)


async def test_what_was_given_back_can_be_taken_again_and_is_counted(store: Store) -> None:
    await store.claim(7)
    await store.release(7)
    assert await store.claim(7) == Claim(State.OURS, 2)


async def test_what_is_answered_stays_answered(store: Store) -> None:
    await store.claim(7)
    await store.finish(7)
    assert await store.claim(7) == Claim(State.DONE)


async def test_an_older_update_is_not_taken_for_answered(store: Store) -> None:
    """Ids start anew after a quiet week, so the highest one says nothing."""
    await store.claim(900)
    await store.finish(900)
    assert (await store.claim(3)).state is State.OURS


async def test_a_person_has_a_burst_and_is_told_once_to_wait(store: Store) -> None:
    admissions = [await store.admit(1) for _ in range(4)]
    assert [a.taken for a in admissions] == [True, True, False, False]
    assert [a.tell for a in admissions] == [False, False, True, False]
    assert 100 <= admissions[2].wait <= 120
    assert (await store.admit(2)).taken
    # Inline queries have a bucket of their own.
    assert (await store.admit(1, is_inline=True)).taken


async def test_the_store_remembers_json(store: Store) -> None:
    await store.put("shown:5", ["48", "57-3"])
    assert await store.get("shown:5") == ["48", "57-3"]
    assert await store.get("shown:6") is None


async def test_the_store_knows_how_files_are_named(store: Store) -> None:
    await store.name_file("table 48", "AgAC123")
    assert await store.file("table 48") == "AgAC123"
    assert await store.file("table 49") is None


async def test_a_file_is_named_for_a_week(redis_url: str) -> None:
    clock = Clock()
    local, shared = LocalStore(PACE, clock), RedisStore(redis_url, 1, TOKEN)
    for store in (local, shared):
        await store.name_file("table 48", "AgAC123")
    clock.now += stores.WEEK - 1
    assert await local.file("table 48")
    clock.now += 1
    assert await local.file("table 48") is None
    (key,) = [key async for key in shared._redis.scan_iter()]
    assert stores.DAY < await shared._redis.ttl(key) <= stores.WEEK
    await shared.close()


async def test_the_local_store_forgets_in_time() -> None:
    clock = Clock()
    store = LocalStore(PACE, clock)
    await store.claim(7)
    await store.finish(7)
    await store.put("shown:5", ["48"])
    clock.now += stores.REMEMBERED
    assert await store.get("shown:5") is None
    assert (await store.claim(7)).state is State.DONE
    clock.now += stores.DAY
    await store.renew([])
    assert (await store.claim(7)).state is State.OURS


async def test_redis_holds_no_ids_and_forgets_everything(redis_url: str) -> None:
    store = RedisStore(redis_url, 1, TOKEN, PACE)
    await store.admit(5550001)
    await store.put("shown:5550001", ["48"])
    await store.claim(7)
    raw = store._redis
    keys = [key async for key in raw.scan_iter()]
    assert keys
    assert not [key for key in keys if "5550001" in key]
    assert all([0 < await raw.ttl(key) <= stores.DAY for key in keys])
    await store.close()


async def test_a_claim_of_the_dead_lapses_and_one_that_is_renewed_does_not(redis_url: str) -> None:
    dead, alive = (RedisStore(redis_url, 1, TOKEN) for _ in range(2))
    await dead.claim(1)
    await alive.claim(2)
    raw = alive._redis
    # As if the lease's seconds had passed but for a moment.
    for update in (1, 2):
        await raw.pexpire(alive._update(update), 50)
    await alive.renew([1, 2])
    assert await raw.pttl(alive._update(1)) <= 50
    assert await raw.pttl(alive._update(2)) > 1000
    await dead.close()
    await alive.close()


async def test_two_replicas_answer_an_update_once(
    api: LocalBotApi, chat: Chat, user: User, start: Start, redis_url: str
) -> None:
    ours, theirs = (RedisStore(redis_url, 1, TOKEN) for _ in range(2))
    number = api.send(chat, user, "48")
    await theirs.claim(number)
    await theirs.finish(number)
    async with start("webhook", ours) as bot:
        await all_confirmed(api)
    assert bot.counted("repeated") == 1
    assert texts(api, chat) == []
    await ours.close()
    await theirs.close()


class DownUntilTold(LocalStore):
    """A store that can't be reached at first."""

    is_down = True

    async def claim(self, update: int) -> Claim:
        if self.is_down:
            self.is_down = False
            raise StoreDown
        return await super().claim(update)


async def test_without_its_store_the_bot_takes_nothing_for_done(
    api: LocalBotApi, chat: Chat, user: User, start: Start, way: str
) -> None:
    async with start(way, DownUntilTold()) as bot:
        api.send(chat, user, "48")
        await all_confirmed(api)
    assert bot.counted("no_store") == 1
    assert len(texts(api, chat)) == 1


async def test_a_redis_that_is_gone_is_a_store_that_is_down(unused_tcp_port: int) -> None:
    store = RedisStore(f"redis://:hunter2@127.0.0.1:{unused_tcp_port}/0", 1, TOKEN)
    with pytest.raises(StoreDown) as raised:
        await store.claim(1)
    assert "hunter2" not in repr(raised.value)
    await store.close()


async def test_while_redis_is_gone_pushes_get_503_and_are_answered_later(
    api: LocalBotApi, chat: Chat, user: User, start: Start, tmp_path: Path, unused_tcp_port: int
) -> None:
    program("redis-server")
    store = RedisStore(f"redis://127.0.0.1:{unused_tcp_port}/0", 1, TOKEN, MANY)
    async with start("webhook", store) as bot:
        async with redis(tmp_path, unused_tcp_port):
            api.send(chat, user, "46")
            await all_confirmed(api)
        api.send(chat, user, "48")
        while "503" not in ((await bot.bot.get_webhook_info()).last_error_message or ""):
            pass
        unanswered = texts(api, chat)
        async with redis(tmp_path, unused_tcp_port):
            await all_confirmed(api)
    assert len(unanswered) == 1
    assert "施策48" in texts(api, chat)[1]
    await store.close()


async def test_one_replica_knows_what_another_has_shown(
    api: LocalBotApi, chat: Chat, user: User, start: Start, redis_url: str
) -> None:
    for words in ("48", "対象は？"):
        store = RedisStore(redis_url, 1, TOKEN, MANY)
        async with start("webhook", store):
            api.send(chat, user, words)
            await all_confirmed(api)
        await store.close()
    card, target = texts(api, chat)
    assert "施策48" in card
    assert "施策48" in target
    assert "対象" in target

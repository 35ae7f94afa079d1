"""Questions without an answer: counted only where it is asked for, and without people."""

from __future__ import annotations

import asyncio

import pytest

from bot.__main__ import main
from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat, User
from bot.redis_store import RedisStore
from bot.service import Service
from bot.settings import Settings, SettingsError
from bot.store import LocalStore, Store, Unanswered
from bot.unanswered import MOST, normalised
from knowledge.base import load
from knowledge.question import Language
from replies.terms import Terms
from tests.bot.conftest import MANY, TOKEN, Start
from tests.bot.test_store import store as any_store  # noqa: F401  (a fixture)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ラーメンのおいしい店", "ラーメンのおいしい店"),
        ("  ＭＡＲＳ   Trip?\n", "mars trip"),
        ("電話 090-1234-5678 まで", "電話まで"),
        ("〒100-0014 に住んでます", "に住んでます"),
        ("マイナンバー 1234 5678 9012", "マイナンバー"),
        ("+81 (90) 1234 5678", ""),
        ("taro@example.jp に返事して", "に返事して"),
        ("@taro_yamada https://example.org/a?b=c", ""),
        ("2人で10万円", "2人で10万円"),
        ("あい" * 200, "あい" * (MOST // 2)),
    ],
)
def test_what_is_kept_of_a_question(text: str, kept: str) -> None:
    assert normalised(text) == kept


async def test_counts_with_first_and_last_day(any_store: Store) -> None:  # noqa: F811
    for text, day in (("a", "2026-01-09"), ("b", "2026-01-10"), ("a", "2026-01-11"), ("c", "2026-01-12")):
        await any_store.count_unanswered(text, day)
    assert await any_store.unanswered() == [
        Unanswered("a", 2, "2026-01-09", "2026-01-11"),
        Unanswered("c", 1, "2026-01-12", "2026-01-12"),
        Unanswered("b", 1, "2026-01-10", "2026-01-10"),
    ]


async def test_what_nobody_asks_any_more_is_forgotten(redis_url: str) -> None:
    store = RedisStore(redis_url, 1, TOKEN)
    for text, day in (("old", "2026-01-01"), ("newer", "2026-01-02"), ("now", "2026-04-02")):
        await store.count_unanswered(text, day)
    assert [each.text for each in await store.unanswered()] == ["now", "newer"]
    await store.close()


async def test_a_language_is_remembered_for_each_person(any_store: Store) -> None:  # noqa: F811
    assert await any_store.preference(7) is None
    await any_store.prefer(7, "en")
    await any_store.prefer(8, "ja")
    assert (await any_store.preference(7), await any_store.preference(8)) == ("en", "ja")


@pytest.mark.parametrize(("keeps", "counted"), [(True, ["ラーメンのおいしい店"]), (False, [])])
async def test_only_what_was_not_found_is_counted_and_only_if_it_is_on(
    api: LocalBotApi, user: User, chat: Chat, start: Start, keeps: bool, counted: list[str]
) -> None:
    store = LocalStore(MANY)
    async with start("polling", store, keeps_unanswered=keeps):
        for count, text in enumerate(("ラーメンのおいしい店", "48", "こんにちは", "300番"), start=1):
            api.send(chat, user, text)
            await api.wait_for(lambda n=count: len(api.history(chat)) >= 2 * n, chat=chat)
    assert [each.text for each in await store.unanswered()] == counted


def test_it_is_off_by_default_and_needs_a_store_that_others_can_read() -> None:
    assert Settings.from_environment({}).keep_unanswered is False
    with pytest.raises(SettingsError, match="KEEP_UNANSWERED: needs REDIS_URL"):
        Settings.from_environment({"KEEP_UNANSWERED": "on"})


def test_privacy_tells_of_it_only_where_it_is_on() -> None:
    off, on = (Service(load(), Terms(keeps_unanswered=keeps)) for keeps in (False, True))
    for said, language in (("答えが見つからなかった質問は", Language.JA), ("found no answer", Language.EN)):
        assert said in on.message("/privacy", language)[0].reply.text
        assert said not in off.message("/privacy", language)[0].reply.text
    assert "だれのものか分からない形" in on.message("ラーメンのおいしい店")[0].reply.text
    assert "だれのものか分からない形" not in off.message("ラーメンのおいしい店")[0].reply.text


async def test_the_command_shows_them(
    redis_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    store = RedisStore(redis_url, int(TOKEN.partition(":")[0]), TOKEN)
    for text in ("火星", "火星", "月"):
        await store.count_unanswered(text, "2026-01-09")
    await store.close()
    assert await asyncio.to_thread(main, ["unanswered", "--least", "2"]) == 0
    assert capsys.readouterr().out.split() == ["2", "2026-01-09", "2026-01-09", "火星"]
    monkeypatch.delenv("REDIS_URL")
    assert await asyncio.to_thread(main, ["unanswered"]) == 2
    assert "REDIS_URL" in capsys.readouterr().err

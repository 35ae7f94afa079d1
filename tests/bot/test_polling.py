"""Which updates polling confirms, and when: a source and a delivery are told what to do."""

from __future__ import annotations

import asyncio
from collections import defaultdict

import pytest
from telegram.error import NetworkError

from bot.delivery import Outcome, Result
from bot.polling import Poller, Window
from bot.raw_update import Json

CHATS = {1: 10, 2: 20, 3: 10, 4: 20, 5: 20}


class Telegram:
    """Updates 1 to 5 of two chats, or others; `offsets` are what was confirmed so far."""

    def __init__(self, faults: int = 0, chats: dict[int, int] = CHATS) -> None:
        self.offsets: list[int | None] = []
        self.faults = faults
        self.chats = chats

    async def raw_updates(self, offset: int | None, limit: int, timeout: int, slack: float) -> list[Json]:
        self.offsets.append(offset)
        if len(self.offsets) <= self.faults:
            raise NetworkError("the line is down")
        found = [update(n, chat) for n, chat in self.chats.items() if n >= (offset or 0)]
        if not found and timeout:
            await asyncio.Event().wait()
        return found[:limit]


def update(number: int, chat: int) -> Json:
    holder = {"id": chat, "type": "private"}
    return {"update_id": number, "message": {"message_id": number, "chat": holder}}


class Desk:
    """Answers what it is allowed to, and notes who came when."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.taken: list[int] = []
        self.came: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self.may: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self.outcomes = list(outcomes)

    async def answer(self, raw: Json) -> Result:
        number = raw["update_id"]
        self.taken.append(number)
        self.came[number].set()
        await self.may[number].wait()
        return Result(self.outcomes.pop(0) if self.outcomes else Outcome.ANSWERED)


class Polling:
    """A poller at work on `Telegram` and a `Desk`."""

    def __init__(self, desk: Desk, telegram: Telegram) -> None:
        self.stopped = asyncio.Event()
        self.pauses: list[float] = []
        poller = Poller(telegram, desk, self._pause)  # type: ignore[arg-type]
        self.task = asyncio.create_task(poller.run(self.stopped))

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)

    async def stop(self) -> None:
        self.stopped.set()
        await self.task


async def test_one_slow_chat_holds_up_no_other_and_keeps_its_order() -> None:
    desk, telegram = Desk(), Telegram()
    polling = Polling(desk, telegram)
    for number in (2, 4, 5):
        desk.may[number].set()
    await desk.came[5].wait()
    assert desk.taken == [1, 2, 4, 5]
    desk.may[1].set()
    await desk.came[3].wait()
    desk.may[3].set()
    await polling.stop()
    assert telegram.offsets[-1] == 6


async def test_what_is_not_answered_is_not_confirmed() -> None:
    desk, telegram = Desk(), Telegram()
    polling = Polling(desk, telegram)
    for number in (2, 4, 5):
        desk.may[number].set()
    await desk.came[5].wait()
    stopping = asyncio.create_task(polling.stop())
    await asyncio.sleep(0)
    assert all(offset in (None, 1) for offset in telegram.offsets)
    desk.may[1].set()
    desk.may[3].set()
    await stopping
    assert telegram.offsets[-1] == 6


async def test_a_stop_that_cannot_wait_confirms_only_what_came_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.polling.DRAIN", 0)
    desk, telegram = Desk(), Telegram()
    polling = Polling(desk, telegram)
    desk.may[1].set()
    await desk.came[3].wait()
    await polling.stop()
    assert telegram.offsets[-1] == 2


async def test_behind_a_chat_that_telegram_holds_back_more_than_a_hundred_others_are_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It shows no more than 100 beyond the first one that is not confirmed."""
    monkeypatch.setattr("bot.polling.HELD_UP", 0.0)
    desk, telegram = Desk(), Telegram(chats={number: number for number in range(1, 251)})
    for number in range(3, 251):
        desk.may[number].set()
    polling = Polling(desk, telegram)
    await desk.came[250].wait()
    assert desk.taken == list(range(1, 251))
    desk.may[1].set()
    desk.may[2].set()
    await polling.stop()
    assert telegram.offsets[-1] == 251


async def test_an_update_is_tried_until_it_is_done_and_its_chat_waits() -> None:
    desk, telegram = Desk(Outcome.FAILED, Outcome.NO_STORE, Outcome.ANSWERED), Telegram()
    polling = Polling(desk, telegram)
    desk.may[1].set()
    await desk.came[3].wait()
    assert [n for n in desk.taken if CHATS[n] == 10] == [1, 1, 1, 3]
    assert len(polling.pauses) == 2
    for number in CHATS:
        desk.may[number].set()
    await polling.stop()


async def test_faults_of_the_line_are_waited_out_longer_each_time() -> None:
    desk, telegram = Desk(), Telegram(faults=3)
    polling = Polling(desk, telegram)
    for number in CHATS:
        desk.may[number].set()
    await desk.came[5].wait()
    assert polling.pauses == sorted(polling.pauses)
    assert len(polling.pauses) == 3
    await polling.stop()


def test_ids_that_start_anew_are_followed() -> None:
    window = Window()
    assert window.take(900)
    window.done(900)
    assert window.offset == 901
    window.confirm(901)
    assert window.take(3)
    assert window.offset == 3
    window.done(3)
    assert window.offset == 4


def test_what_comes_again_is_known() -> None:
    window = Window()
    assert [window.take(n) for n in (1, 2, 3)] == [True, True, True]
    window.done(2)
    window.confirm(window.offset)
    assert [window.take(n) for n in (1, 2, 3)] == [False, False, False]
    window.done(1)
    assert window.offset == 3

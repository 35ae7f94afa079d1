"""People who ask the bot over the embedded Bot API, and the count of what became of it."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat

# Seconds after which a question counts as lost.
PATIENCE = 120.0


@dataclass(frozen=True)
class Asked:
    """A question, and how the answer to it begins."""

    text: str
    reply: str


@dataclass
class Tally:
    """What became of the questions; times in seconds."""

    asked: int = 0
    lost: int = 0
    twice: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def wait(self, percent: int) -> float:
        """The wait that so many percent of the questions did not exceed."""
        return statistics.quantiles(self.waits, n=100, method="inclusive")[percent - 1]

    def __str__(self) -> str:
        return (
            f"{self.asked} asked, lost {self.lost}, answered twice {self.twice}; "
            f"{self.per_second:.0f}/s, p50 {self.wait(50) * 1000:.0f} ms, "
            f"p99 {self.wait(99) * 1000:.0f} ms"
        )


def answers_of(questions: Sequence[str], answer: Callable[[str], str]) -> list[Asked]:
    """Questions with the first line of their answers; those that share one are left out."""
    found = {answer(text): text for text in questions}
    return [Asked(text, reply) for reply, text in found.items()]


class Crowd:
    """`people` who ask `each` questions one after the other, all at the same time."""

    def __init__(
        self, api: LocalBotApi, questions: Sequence[Asked], people: int, each: int
    ) -> None:
        self._api = api
        self._questions = questions
        self._people = people
        self._each = each
        self.tally = Tally()

    async def ask(
        self, halfway: Callable[[], Awaitable[None]] | None = None, patience: float = PATIENCE
    ) -> Tally:
        """Ask everything and count; `halfway` is awaited when half of it is answered."""
        begun = time.perf_counter()
        people = [asyncio.create_task(self._person(n, patience)) for n in range(self._people)]
        if halfway:
            half = self._people * self._each // 2
            await self._api.wait_for(lambda: len(self.tally.waits) >= half, PATIENCE)
            await halfway()
        await asyncio.gather(*people)
        self.tally.seconds = time.perf_counter() - begun
        await self._api.wait_for(lambda: self._api.pending == 0, PATIENCE)
        self._count()
        return self.tally

    def _chat(self, number: int) -> Chat:
        return self._api.private_chat(self._api.user(1000 + number, "P", language_code="ja"))

    def _asked(self, number: int) -> list[Asked]:
        size = len(self._questions)
        return [self._questions[(number * 7 + turn) % size] for turn in range(self._each)]

    async def _person(self, number: int, patience: float) -> None:
        chat = self._chat(number)
        for asked in self._asked(number):
            begun = time.perf_counter()
            self._api.send(chat, chat.members[0], asked.text)
            try:
                await self._api.wait_for(partial(self._replies, chat, asked), patience, chat)
            except TimeoutError:
                continue
            self.tally.waits.append(time.perf_counter() - begun)

    def _replies(self, chat: Chat, asked: Asked) -> int:
        bot = self._api.chats.bot["id"]
        return sum(
            message["from"]["id"] == bot and message["text"].startswith(asked.reply)
            for message in reversed(chat.messages.values())
        )

    def _count(self) -> None:
        for number in range(self._people):
            chat = self._chat(number)
            for asked in self._asked(number):
                replies = self._replies(chat, asked)
                self.tally.asked += 1
                self.tally.lost += not replies
                self.tally.twice += replies > 1

"""Repeats the figures on delivery that the README gives: what is lost, and what it costs.

    python -m benchmarks.delivery losses        # 1,000 questions: faults, kill -9, replicas
    python -m benchmarks.delivery echo          # next to a bare echo bot, as ratios
    python -m benchmarks.delivery concurrency   # calls at once with Telegram 50 ms away
    python -m benchmarks.delivery flood         # what others notice of one who floods
    python -m benchmarks.delivery stop          # how long SIGTERM takes while calls fail

The Bot API and the people run in this process, bots in their own.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.delivery_load import Asked, Crowd, Tally, answers_of
from benchmarks.delivery_processes import (
    BOT,
    ECHO,
    TOKEN,
    Bot,
    free_port,
    installed,
    nginx,
    ready,
    redis,
    running,
)
from bot.localapi import LocalBotApi
from bot.service import Service
from knowledge.base import load
from knowledge.question import Language
from replies.reply import plain

WAYS = ("polling", "webhook")
REPLICAS = 3
FAULTS = 0.05
# Messages that one person sends at once.
FLOOD = 1000
AT_ONCE_TRIED = (1, 4, 8, 16, 32, 64, 128, 256)


def questions() -> list[Asked]:
    """Short titles of measures, each with the first line of its answer."""
    knowledge = load()
    service = Service(knowledge)

    def first_line(text: str, shown: Sequence[str] = ()) -> str:
        reply = service.message(text, Language.JA, shown)[0].reply
        return plain(reply.text).partition("\n")[0]

    titles = [m.short.ja for m in knowledge.measures.values()]
    # Without those that mean something else after another measure was shown.
    steady = [t for t in titles if first_line(t) == first_line(t, knowledge.ids[8:9])]
    return answers_of(steady, first_line)


def echoes() -> list[Asked]:
    """The same questions as an echo bot answers them."""
    return [Asked(each.text, each.text) for each in questions()]


def settings_of(way: str) -> dict[str, str | int]:
    """What makes a bot poll, or take a webhook."""
    if way == "polling":
        return {}
    port = free_port()
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "PORT": port}


async def losses(options: argparse.Namespace) -> None:
    """Figures (a) to (d): faultless, with faults, with a kill, with replicas."""
    asked = questions()
    size = options.people, options.each
    for way in options.ways:
        print(f"{way}, no faults:      {await plain_run(way, asked, *size)}", flush=True)
        print(f"{way}, 5 % faults:     {await faulty_run(way, asked, *size)}", flush=True)
        print(f"{way}, kill -9 halfway: {await killed_run(way, asked, *size)}", flush=True)
    if installed("redis-server") and installed("nginx"):
        tally = await replicated_run(asked, *size)
        print(f"{REPLICAS} replicas, one killed: {tally}", flush=True)
    else:
        print("replicas: not measured, redis-server or nginx is not installed")


async def plain_run(way: str, asked: Sequence[Asked], people: int, each: int) -> Tally:
    """Nothing fails."""
    async with LocalBotApi(token=TOKEN) as api, running(Bot(api, settings_of(way))):
        await answered_once(api, asked[0])
        return await Crowd(api, asked, people, each).ask()


async def faulty_run(way: str, asked: Sequence[Asked], people: int, each: int) -> Tally:
    """A share of all calls fails, in every way there is."""
    async with LocalBotApi(token=TOKEN) as api, running(Bot(api, settings_of(way))):
        await answered_once(api, asked[0])
        api.faults.rate(FAULTS, seed=1)
        return await Crowd(api, asked, people, each).ask()


async def killed_run(way: str, asked: Sequence[Asked], people: int, each: int) -> Tally:
    """The bot is killed and started again."""
    async with LocalBotApi(token=TOKEN) as api:
        bot = Bot(api, settings_of(way))

        async def kill() -> None:
            await bot.kill()
            await bot.start()

        async with running(bot):
            await answered_once(api, asked[0])
            return await Crowd(api, asked, people, each).ask(kill)


async def replicated_run(asked: Sequence[Asked], people: int, each: int) -> Tally:
    """Replicas behind nginx share a Redis; one is killed and stays dead."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        api = await stack.enter_async_context(LocalBotApi(token=TOKEN))
        ports = [free_port() for _ in range(REPLICAS)]
        address = await stack.enter_async_context(redis(folder))
        balancer = await stack.enter_async_context(nginx(folder, ports))
        shared = {"WEBHOOK_URL": f"http://127.0.0.1:{balancer}/hook", "REDIS_URL": address}
        first, *others = [Bot(api, {**shared, "PORT": port}) for port in ports]
        await first.start()
        async with running(*others):
            for port in ports:
                await ready(port)
            return await Crowd(api, asked, people, each).ask(first.kill)


async def echo(options: argparse.Namespace) -> None:
    """Throughput, waits, memory and start-up next to a bare echo bot, several rounds in turn."""
    for way in options.ways:
        if way == "webhook" and importlib.util.find_spec("tornado") is None:
            print("webhook: not measured, the echo bot's webhook needs python-telegram-bot[webhooks]")
            continue
        ours, theirs = [], []
        for _ in range(options.rounds):
            theirs.append(await cost(way, echoes(), ECHO, options))
            ours.append(await cost(way, questions(), BOT, options))
        names = ("answers/s", "p50 ms", "p99 ms", "CPU ms each", "RSS MB", "start-up s")
        for column, name in enumerate(names):
            us = [each[column] for each in ours]
            them = [each[column] for each in theirs]
            # Each round's own ratio: both ran in the same minute of the machine.
            ratio = spread([u / t for u, t in zip(us, them, strict=True)], 2)
            shown = f"{statistics.median(us):8.2f}  echo {statistics.median(them):8.2f}  ratio {ratio}"
            print(f"{way:8} {name:11} {shown}", flush=True)


async def cost(
    way: str, asked: Sequence[Asked], program: Sequence[str], options: argparse.Namespace
) -> tuple[float, ...]:
    """Answers a second, p50 and p99 (ms), processor time of one (ms), memory (MB), start-up (s).

    Start-up lasts until the first answer.
    """
    async with LocalBotApi(token=TOKEN) as api:
        bot = Bot(api, settings_of(way), program)
        begun = time.perf_counter()
        async with running(bot):
            await answered_once(api, asked[0])
            start_up = time.perf_counter() - begun
            before = bot.busy
            tally = await Crowd(api, asked, options.people, options.each).ask()
            return (
                tally.per_second,
                tally.wait(50) * 1000,
                tally.wait(99) * 1000,
                (bot.busy - before) / tally.asked * 1000,
                bot.memory,
                start_up,
            )


async def answered_once(api: LocalBotApi, asked: Asked) -> None:
    """Somebody asks before the others do, so that the bot has started and is warm."""
    early = api.private_chat(api.user(1, "Early", language_code="ja"))
    api.send(early, early.members[0], asked.text)
    await api.wait_for(lambda: api.last(early), 30)


async def concurrency(options: argparse.Namespace) -> None:
    """How many answers to work on at once when each call takes 50 ms longer.

    The echo bot shows what the library's own transport (httpx) does with many calls at once.
    """
    for way in options.ways:
        for name, program, asked in (("bot", BOT, questions()), ("echo", ECHO, echoes())):
            measured: dict[int, list[tuple[float, ...]]] = {n: [] for n in AT_ONCE_TRIED}
            # In turn, so that a busy minute of the machine falls on all alike.
            for _ in range(options.rounds):
                for at_once, found in measured.items():
                    found.append(await at_once_run(way, asked, program, at_once, options))
            for at_once, found in measured.items():
                rate, p99, each = zip(*found, strict=True)
                print(
                    f"{way:8} {name:5} {at_once:3} at once: {spread(rate)} answers/s, "
                    f"p99 {spread(p99)} ms, {spread(each, 1)} ms of processor each",
                    flush=True,
                )


async def at_once_run(
    way: str, asked: Sequence[Asked], program: Sequence[str], at_once: int, options: argparse.Namespace
) -> tuple[float, ...]:
    """Answers a second, p99 (ms), and the bot's processor time for each answer (ms)."""
    async with LocalBotApi(token=TOKEN) as api:
        bot = Bot(api, {**settings_of(way), "ANSWERS_AT_ONCE": at_once}, program)
        async with running(bot):
            await answered_once(api, asked[0])
            api.latency = 0.05
            before = bot.busy
            tally = await Crowd(api, asked, options.people, options.each).ask()
            each = (bot.busy - before) / tally.asked
            return tally.per_second, tally.wait(99) * 1000, each * 1000


def spread(values: Sequence[float], digits: int = 0) -> str:
    """The median, and in brackets the lowest and highest value."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


async def flood(options: argparse.Namespace) -> None:
    """How long others wait while one person sends everything at once, with and without limit."""
    no_limit: dict[str, str | int] = {"QUESTIONS_BURST": 1000, "QUESTIONS_PER_MINUTE": 6000}
    asked = questions()
    runs = {"nobody floods": (0, {}), "one floods": (FLOOD, {}), "one floods, no limit": (FLOOD, no_limit)}
    for way in options.ways:
        found: dict[str, list[tuple[Tally, int]]] = {name: [] for name in runs}
        for _ in range(options.rounds):
            for name, (messages, settings) in runs.items():
                found[name].append(await flooded_run(way, asked, messages, settings))
        for name, tallies in found.items():
            p50, p99 = ([t.wait(n) * 1000 for t, _ in tallies] for n in (50, 99))
            lost, replies = sum(t.lost for t, _ in tallies), tallies[-1][1]
            print(
                f"{way}, {name}: the others wait p50 {spread(p50)} ms, p99 {spread(p99)} ms, "
                f"lost {lost}; the one gets {replies} replies",
                flush=True,
            )


async def flooded_run(
    way: str,
    asked: Sequence[Asked],
    messages: int,
    settings: dict[str, str | int],
    people: int = 20,
    each: int = 5,
) -> tuple[Tally, int]:
    """People ask while one sends so many messages; also how many replies that one got."""
    async with (
        LocalBotApi(token=TOKEN) as api,
        running(Bot(api, {**settings_of(way), **settings})),
    ):
        await answered_once(api, asked[0])
        flooder = api.private_chat(api.user(2, "Flood", language_code="ja"))
        for _ in range(messages):
            api.send(flooder, flooder.members[0], asked[0].text)
        tally = await Crowd(api, asked, people, each).ask()
        return tally, sum(message["from"] == "bot" for message in api.history(flooder))


async def stop(options: argparse.Namespace) -> None:
    """How long SIGTERM takes with nothing in hand, and while no call comes through."""
    asked = questions()[0]
    for way in options.ways:
        for fault in (None, "timeout", "502", "429"):
            async with LocalBotApi(token=TOKEN) as api:
                bot = Bot(api, settings_of(way))
                await bot.start()
                await answered_once(api, asked)
                if fault:
                    await _unanswerable(api, asked, fault)
                begun = time.perf_counter()
                code = await bot.stop()
                seconds = time.perf_counter() - begun
                print(f"{way}, calls fail by {fault}: exit {code} after {seconds:.1f} s", flush=True)


async def _unanswerable(api: LocalBotApi, asked: Asked, fault: str) -> None:
    """Five people have asked, and no answer comes through."""
    before = len(api.calls_of("sendMessage"))
    api.faults.next("sendMessage", fault, times=1000)
    for number in range(5):
        chat = api.private_chat(api.user(50 + number, language_code="ja"))
        api.send(chat, chat.members[0], asked.text)
    await api.wait_for(lambda: len(api.calls_of("sendMessage")) > before, 30)


def main() -> int:
    """Run the measurements that are named."""
    raw = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    measures = {each.__name__: each for each in (losses, echo, concurrency, flood, stop)}
    parser.add_argument("measurement", choices=measures)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--each", type=int, default=10, help="questions of each person")
    parser.add_argument("--rounds", type=int, default=3, help="of echo, concurrency and flood")
    options = parser.parse_args()
    asyncio.run(measures[options.measurement](options))
    return 0


if __name__ == "__main__":
    sys.exit(main())

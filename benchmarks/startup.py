"""Start-up and memory beside a bare echo bot on python-telegram-bot, as ratios:

    python -m benchmarks.startup          # --runs 5

Both bots run against the embedded Bot API in this process, in turn, and the medians are compared.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from benchmarks.delivery_processes import BOT, ECHO, ROOT, TOKEN, Bot
from bot.localapi import LocalBotApi


async def start(program: Sequence[str]) -> tuple[float, float]:
    """Seconds from the start to the answer of a question that waited, and MB resident after it."""
    async with LocalBotApi(token=TOKEN) as api:
        user = api.user()
        chat = api.private_chat(user)
        api.send(chat, user, "48")
        bot = Bot(api, program=program)
        began = time.perf_counter()
        await bot.start()
        await api.wait_for(lambda: api.last(chat), timeout=60)
        took, memory = time.perf_counter() - began, bot.memory
        await bot.stop()
    return took, memory


async def check() -> float:
    """Seconds that `python -m bot check` takes."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *BOT, "check", cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    if await process.wait():
        raise SystemExit("python -m bot check finds faults")
    return time.perf_counter() - began


async def in_turn(runs: int, *measured: Callable[[], Awaitable[Any]]) -> list[list[Any]]:
    """What each gives in each run; they take turns, so that a busy machine slows them alike."""
    found: list[list[Any]] = [[] for _ in measured]
    for _ in range(runs):
        for results, measure in zip(found, measured, strict=True):
            results.append(await measure())
    return found


async def compare(runs: int) -> str:
    """The report: medians, and ours divided by the echo bot's."""
    ours, echoes, checks = await in_turn(runs, lambda: start(BOT), lambda: start(ECHO), check)
    start_up, memory = (statistics.median(column) for column in zip(*ours, strict=True))
    echo_start_up, echo_memory = (statistics.median(column) for column in zip(*echoes, strict=True))
    checked = statistics.median(checks)
    rows = [
        ("start to first answer", start_up, echo_start_up, "s"),
        ("python -m bot check", checked, echo_start_up, "s (beside the echo bot's start)"),
        ("resident memory, idle", memory, echo_memory, "MB"),
    ]
    lines = [f"medians of {runs} runs: ours, echo bot, ratio"]
    lines += [f"{name:24}{a:8.2f}{b:8.2f}{a / b:7.1f}x  {unit}" for name, a, b, unit in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    print(asyncio.run(compare(parser.parse_args().runs)))


if __name__ == "__main__":
    main()

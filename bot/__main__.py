"""The command line: `python -m bot` runs the bot; `ask` and `check` work without it."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings, SettingsError
from knowledge import kept
from knowledge.base import Faults
from knowledge.question import Language

if TYPE_CHECKING:
    from bot.service import Service
    from replies.terms import Terms

log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 done, 1 the knowledge base has faults, 2 a setting or argument is wrong."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args([_question(each) for each in given])
    try:
        settings = Settings.from_environment(os.environ)
        return int(options.run(options, settings))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


def _question(argument: str) -> str:
    """An argument that begins with a dash but names no option (-3人を…): the space shows argparse that."""
    return f" {argument}" if re.match(r"-(?!-?[a-z-]*$|-[a-z]+=|$)", argument) else argument


def _run(options: argparse.Namespace, settings: Settings) -> int:
    import gc

    # Nothing made while starting is garbage: to look for it would take a fifth of the start.
    gc.disable()
    from bot import logs
    from bot.running import CannotListen, run
    from bot.telegram_bot import RejectedToken

    logs.set_up(settings.log_level, settings.log_format, settings.secrets)
    for line in _worth_saying(settings):
        log.info("%s", line)
    try:
        kept.begin()
        service = _checked(settings)
        gc.freeze()
        gc.enable()
        asyncio.run(run(settings, service, lambda: _checked(settings)))
    except (RejectedToken, CannotListen) as error:
        print(error, file=sys.stderr)
        return 2
    finally:
        kept.finish()
    return 0


def _checked(settings: Settings) -> Service:
    """The service, over a knowledge base that was checked whole; anew for each reload."""
    from bot.service import Service
    from knowledge.check import require_sound

    return Service(require_sound(), _terms(settings))


def _prepare(options: argparse.Namespace, settings: Settings) -> int:
    kept.begin()
    _checked(settings).prepare()
    kept.finish()
    return 0


def _terms(settings: Settings) -> Terms:
    from replies.report import Reporting
    from replies.terms import Terms

    return Terms(Reporting(settings.report_url, settings.report_email), settings.keep_unanswered)


def _worth_saying(settings: Settings) -> list[str]:
    """The settings that were given or made up, secrets masked."""
    rows = settings.shown()
    return [f"{n}={v}" for n, v, _ in rows if v and (n in os.environ or n == "WEBHOOK_SECRET")]


def _settings(options: argparse.Namespace, settings: Settings) -> int:
    rows = settings.shown()
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, value, about in rows:
        print(f"{name:{widths[0]}}  {value:{widths[1]}}  {about}")
    return 0


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from bot.asking import ask
    from bot.service import Service
    from knowledge.base import load

    language = Language(options.language) if options.language else None
    ask(Service(load(), _terms(settings)), " ".join(options.question).strip(), language, options.json)
    return 0


def _unanswered(options: argparse.Namespace, settings: Settings) -> int:
    from bot.localapi.server import LOCAL_TOKEN
    from bot.running import open_store
    from bot.store import StoreDown, Unanswered
    from bot.unanswered import as_text

    if not settings.redis_url:
        raise SettingsError("REDIS_URL: not set, and the counts are kept there")

    async def read() -> list[Unanswered]:
        store = open_store(settings, settings.token or LOCAL_TOKEN)
        try:
            return await store.unanswered()
        finally:
            await store.close()

    try:
        print(as_text(asyncio.run(read()), options.least))
    except StoreDown:
        print("REDIS_URL: Redis can't be reached", file=sys.stderr)
        return 2
    return 0


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from knowledge.check import check

    report = check()
    for line in (*report.faults, *(f"warning: {warning}" for warning in report.warnings)):
        print(line)
    if not report.faults:
        print(f"{report.measures} measures, {report.drafts} drafts, no faults")
    return 1 if report.faults else 0


def _eval(options: argparse.Namespace, settings: Settings) -> int:
    import json

    from bot.evaluation import evaluate
    from bot.service import Service
    from knowledge.base import load

    try:
        report = evaluate(Service(load()), options.files, options.in_one_chat)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(report.as_object(), ensure_ascii=False) if options.json else report.as_text())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    parser.set_defaults(run=_run)
    commands = parser.add_subparsers(title="commands", metavar="")
    ask = commands.add_parser("ask", help="answer a question here, without Telegram")
    ask.add_argument("question", nargs="+", help="the question; - reads one a line from standard input")
    ask.add_argument("--json", action="store_true", help="one JSON object an answer")
    ask.add_argument("--language", choices=["ja", "en"], help="default: that of the question")
    ask.set_defaults(run=_ask)
    check = commands.add_parser("check", help="validate the knowledge base")
    check.set_defaults(run=_check)
    prepare = commands.add_parser("prepare", help="keep what the next start would have to make")
    prepare.set_defaults(run=_prepare)
    unanswered = commands.add_parser("unanswered", help="questions without an answer, if they are kept")
    unanswered.add_argument(
        "--least", type=int, default=1, metavar="N", help="only those that came at least N times"
    )
    unanswered.set_defaults(run=_unanswered)
    settings = commands.add_parser("settings", help="list the settings, secrets masked")
    settings.set_defaults(run=_settings)
    evaluate = commands.add_parser("eval", help="score files of labelled questions")
    evaluate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON lines")
    evaluate.add_argument("--json", action="store_true", help="one JSON object")
    evaluate.add_argument("--in-one-chat", action="store_true", help="all after each other, as in one chat")
    evaluate.set_defaults(run=_eval)
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Logs that hold no secret and nothing of what people write."""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

import pytest

from bot import logs
from bot.localapi import LocalBotApi
from bot.localapi.chats import Chat
from bot.sending import Sending
from bot.telegram_bot import TelegramBot
from tests.bot.conftest import SECRET, TOKEN, Start
from tests.bot.test_delivery import all_confirmed

OTHER = "987654321:AAE-somebody-elses-token-mistyped-here"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """What `logs.set_up` changes is put back."""
    root = logging.getLogger()
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture(params=["text", "json"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def error() -> Exception:
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError as raised:
        return raised


@pytest.mark.parametrize(
    ("message", "arguments", "exception"),
    [
        (TOKEN, (), None),
        ("%s", (f"/bot{TOKEN}/sendMessage",), None),
        ("%(url)s", ({"url": quote(TOKEN, safe="")},), None),
        (f"secret {SECRET}", (), None),
        (OTHER, (), None),
        ("failed", (), error()),
    ],
)
def test_secrets_are_struck_out_wherever_they_stand(
    form: str,
    message: str,
    arguments: tuple[Any, ...],
    exception: Exception | None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("DEBUG", form, [TOKEN, SECRET])
    logging.getLogger("some.library").warning(message, *arguments, exc_info=exception)
    shown = capsys.readouterr().err
    assert "***" in shown
    assert not [part for part in (TOKEN, TOKEN[11:], SECRET, OTHER[10:]) if part in shown]


def test_the_last_words_of_a_crash_hold_no_secret(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("DEBUG", form, [TOKEN, SECRET])
    sys.excepthook(ValueError, error(), None)
    shown = capsys.readouterr().err
    assert "ValueError" in shown
    assert TOKEN not in shown


def test_nor_does_what_a_thread_or_a_dying_object_says(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    class Dying:
        def __del__(self) -> None:
            raise error()

    def fail() -> None:
        raise error()

    logs.set_up("DEBUG", form, [TOKEN, SECRET])
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    del thread
    Dying()
    shown = capsys.readouterr().err
    assert shown.count("Traceback") == 2
    assert TOKEN not in shown


@pytest.mark.parametrize("secret", ["p%40ss w\u00f6rd", 'quo"te\\d'])
def test_a_password_is_struck_out_as_it_is_and_in_an_address(
    form: str, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = unquote(secret)
    logs.set_up("INFO", form, [secret])
    logging.getLogger("some.library").warning("%s %s %s", secret, plain, quote(plain, safe=""))
    assert capsys.readouterr().err.count("***") == 3


def test_json_is_an_object_a_line(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", form, [])
    fields = {"kind": "message", "outcome": "answered", "ms": 1.5}
    logging.getLogger("bot").info("update", extra={"fields": fields})
    (line,) = capsys.readouterr().err.splitlines()
    if form == "json":
        found = json.loads(line)
        assert found.items() >= {**fields, "level": "info", "message": "update"}.items()
    else:
        assert line.endswith("bot: update kind=message outcome=answered ms=1.5")


def test_a_record_that_cannot_be_logged_is_not_shown_instead(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("INFO", form, [TOKEN])
    logging.getLogger("some.library").warning("%d", TOKEN)
    shown = capsys.readouterr().err
    assert "some.library" in shown
    assert TOKEN not in shown


def test_the_bot_can_be_printed(api: LocalBotApi) -> None:
    bot = TelegramBot(TOKEN, api.url, Sending())
    assert TOKEN not in repr(bot) + str(bot)


async def test_logs_hold_a_line_an_update_and_nothing_of_it(
    api: LocalBotApi, start: Start, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    person = api.user(7654321, "Hanako-san", username="hanako_77", language_code="ja")
    chat: Chat = api.private_chat(person)
    with caplog.at_level(logging.INFO):
        async with start(way) as bot:

            class Broken:
                def message(self, text: str, *more: Any, **how: Any) -> Any:
                    raise KeyError(text)

            api.send(chat, person, "48 my own words")
            await all_confirmed(api)
            bot.handlers.service = Broken()  # type: ignore[assignment]
            api.send(chat, person, "48 my own words")
            await all_confirmed(api)
    ours = [r for r in caplog.records if r.name.startswith("bot.")]
    assert [r.fields["outcome"] for r in ours if r.message == "update"] == [  # type: ignore[attr-defined]
        "answered",
        "failed",
        "failed",
        "given_up",
    ]
    told = " ".join(f"{r.getMessage()} {getattr(r, 'fields', '')}" for r in ours)
    assert "KeyError" in told
    assert "in message" in told
    assert not [word for word in ("my own words", "7654321", "Hanako", "hanako_77") if word in told]

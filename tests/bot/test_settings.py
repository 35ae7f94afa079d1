"""Settings: each is checked at start, and a secret is never shown."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.settings import Settings, SettingsError
from tests.bot.conftest import TOKEN

WEBHOOK = {"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example/a/b"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "123"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "http://localhost:99999"),
        ("TELEGRAM_API_URL", "http://[::1"),
        ("WEBHOOK_URL", "bot.example"),
        ("WEBHOOK_SECRET", "short"),
        ("WEBHOOK_SECRET", "has spaces in between"),
        ("HOST", "localhost"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80a"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "redis://localhost:port"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("METRICS", "yes"),
        ("REPORT_URL", "http://example.org/new"),
        ("REPORT_URL", "https://example.org/new?body={body}"),
        ("REPORT_EMAIL", "nobody"),
        ("KEEP_UNANSWERED", "yes"),
        ("KEEP_UNANSWERED", "on"),
        ("QUESTIONS_BURST", "0"),
        ("QUESTIONS_PER_MINUTE", "many"),
        ("ANSWERS_AT_ONCE", "257"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({name: value})
    text = str(raised.value)
    assert text.startswith(f"{name}:")
    assert "\n" not in text


def test_a_webhook_needs_a_token() -> None:
    with pytest.raises(SettingsError, match="WEBHOOK_URL: needs TELEGRAM_BOT_TOKEN"):
        Settings.from_environment({"WEBHOOK_URL": "https://bot.example/hook"})


def test_the_made_up_secret_is_the_same_on_every_replica_and_fits_telegram() -> None:
    first, second = (Settings.from_environment(WEBHOOK) for _ in range(2))
    assert first.secret == second.secret
    assert len(first.secret) == 64
    assert first.webhook_path == "/a/b"
    other = Settings.from_environment({**WEBHOOK, "TELEGRAM_BOT_TOKEN": TOKEN[:-1] + "X"})
    assert other.secret != first.secret


def test_secrets_are_masked_wherever_settings_are_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**WEBHOOK, "REDIS_URL": "redis://:hunter2@cache:6379/0"}.items():
        monkeypatch.setenv(name, value)
    assert main(["settings"]) == 0
    settings = Settings.from_environment({**WEBHOOK, "REDIS_URL": "redis://:hunter2@cache/0"})
    shown = capsys.readouterr().out + repr(settings)
    assert "WEBHOOK_SECRET" in shown
    assert "***" in shown
    assert not [secret for secret in (*settings.secrets, TOKEN, "hunter2") if secret in shown]


def test_a_wrong_secret_is_not_repeated_in_the_error() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({"TELEGRAM_BOT_TOKEN": "123456:AAE not quite a token but near"})
    assert "AAE" not in str(raised.value).replace("123456789:AAE...", "")


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda each: each.metadata["name"])
def test_the_readme_lists_every_setting_with_its_default(setting: Any) -> None:
    name, default = setting.metadata["name"], setting.metadata["default"]
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (row,) = [line for line in readme.splitlines() if line.startswith(f"| `{name}` |")]
    assert default in row.split("|")[2]

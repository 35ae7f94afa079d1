"""What the bot says of itself: commands, name, descriptions, each by language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .errors import Json, bad_request

if TYPE_CHECKING:
    from .chats import Chats

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
# Longest texts, and what Telegram says to longer ones.
_TEXTS = {
    "name": (64, "BOT_TITLE_INVALID"),
    "description": (512, "DESCRIPTION_TOO_LONG"),
    "short_description": (120, "ABOUT_TOO_LONG"),
}
_SIMPLE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")

Scope = tuple[str, ...]


class Profile:
    """Texts and commands by language code ("" for users of all other languages)."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        self._commands: dict[tuple[Scope, str], list[Json]] = {}
        self.menu_buttons: dict[int, Json] = {}

    def set_text(self, kind: str, text: str, language: str) -> None:
        """Set the "name", "description" or "short_description"; an empty text removes it."""
        longest, complaint = _TEXTS[kind]
        if len(text) > longest:
            raise bad_request(complaint)
        self._texts[kind, checked_language(language)] = text
        if not text:
            del self._texts[kind, language]

    def text(self, kind: str, language: str) -> str:
        """Give the text of exactly this language."""
        return self._texts.get((kind, checked_language(language)), "")

    def shown_text(self, kind: str, language: str) -> str:
        """Give the text that a user of this language sees."""
        return self._texts.get((kind, language)) or self._texts.get((kind, ""), "")

    def set_commands(self, commands: list[Json], scope: Scope, language: str) -> None:
        """Set the commands of one scope and language; an empty list removes them."""
        key = (scope, checked_language(language))
        self._commands[key] = commands
        if not commands:
            del self._commands[key]

    def commands(self, scope: Scope, language: str) -> list[Json]:
        """Give the commands of exactly this scope and language."""
        return self._commands.get((scope, checked_language(language)), [])

    def shown_commands(self, chat_id: int, language: str) -> list[Json]:
        """Give what a user sees in a private chat ("Determining list of commands")."""
        for scope in (("chat", str(chat_id)), ("all_private_chats",), ("default",)):
            for code in (language, ""):
                if found := self._commands.get((scope, code)):
                    return found
        return []


def checked_language(code: str) -> str:
    """Check `language_code`: two small letters or nothing."""
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def checked_commands(commands: Any) -> list[Json]:
    """Check an Array of BotCommand."""
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(command) for command in commands]


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(command.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    word = command["command"].strip().removeprefix("/")
    description = command["description"].strip()
    if not word:
        raise bad_request("command must be non-empty")
    if not _COMMAND.fullmatch(word):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    return {"command": word, "description": description}


def checked_scope(chats: Chats, scope: Any) -> Scope:
    """Check BotCommandScope; the default one when there is none."""
    if scope is None:
        return ("default",)
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind in _SIMPLE_SCOPES:
        return (kind,)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = str(scope.get("chat_id", ""))
    if not chat_id:
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chats.find(chat_id)
    if kind != "chat_member":
        return (kind, chat_id)
    user_id = scope.get("user_id")
    if not isinstance(user_id, int) or user_id <= 0:
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return (kind, chat_id, str(user_id))

"""A Reply: text and buttons, ready for Telegram, the chat page or a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

from msgspec import Struct
from msgspec.structs import replace

from knowledge.question import Question

# Bot API, sendMessage: 1-4096 characters after entities parsing; we stay readable on a phone.
MAX_TEXT = 4096


class Button(Struct, frozen=True):
    """One inline button; exactly one of question, url, copy and share is set.

    copy: text for the clipboard (Bot API: CopyTextButton, 1-256). share: the Question whose answer is
    to be sent to another chat.
    """

    text: str
    question: Question | None = None
    url: str = ""
    copy: str = ""
    share: Question | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture (PNG) or another file, made only when it is sent.

    key: names the content for caches, and changes with it. make: gives the bytes; drawing takes
    about a tenth of a second, so call it in a thread.
    """

    name: str
    key: str
    is_picture: bool
    make: Callable[[], bytes] = field(compare=False, repr=False)


class Reply(Struct, frozen=True):
    """Text in Telegram's HTML, and rows of buttons. With an attachment the text is its caption."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    attachment: Attachment | None = None


def in_words(reply: Reply) -> Reply:
    """The reply for where no picture or file can follow: without the buttons that ask for one."""
    rows = ([b for b in row if not (b.question and b.question.form)] for row in reply.buttons)
    return replace(reply, buttons=tuple(tuple(row) for row in rows if row))


def visible_length(text: str) -> int:
    """The length that Telegram counts: UTF-16 units of the text without its tags."""
    return utf16_length(plain(text))


def utf16_length(text: str) -> int:
    """The length of a plain text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def plain(text: str) -> str:
    """The text of an HTML reply without its tags."""
    return unescape(re.sub(r"<[^>]*>", "", text))


def for_terminal(text: str) -> str:
    """The text of an HTML reply for a terminal, where a link must show its address."""
    return plain(re.sub(r'<a href="([^"]*)">(.*?)</a>', r"\2 \1 ", text))

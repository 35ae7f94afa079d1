"""Addresses that lead to an answer of this bot (core.telegram.org/bots/features#deep-linking)."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

from msgspec import Struct
from telegram import Bot

from knowledge.question import Question, decode, encode


class Address(Struct, frozen=True):
    """Where the bot is reached (Bot API, User: username, supports_inline_queries)."""

    username: str
    has_inline: bool = True

    @classmethod
    def of(cls, bot: Bot) -> Address:
        """That of a bot that is initialized."""
        return cls(bot.username, bool(bot.supports_inline_queries))

    def deep_link(self, question: Question) -> str:
        """Opens the chat with the bot and asks it the question: the same form as a button's data."""
        return f"https://t.me/{self.username}?start={encode(question)}"

    def share_link(self, question: Question) -> str:
        """Lets a person choose a chat and send the deep link there."""
        return f"https://t.me/share/url?url={quote(self.deep_link(question), '')}"


def question_of(share_link: str) -> Question:
    """The question that a share link carries. Raises BadQuestion for another address."""
    link = _value(share_link, "url")
    return decode(_value(link, "start"))


def _value(address: str, name: str) -> str:
    return next(iter(parse_qs(urlsplit(address).query).get(name, ())), "")

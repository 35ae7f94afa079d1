"""Addresses that lead to an answer of this bot (core.telegram.org/bots/features#deep-linking)."""

from __future__ import annotations

from urllib.parse import quote

from knowledge.question import Question, encode


def deep_link(username: str, question: Question) -> str:
    """Opens the chat with the bot and asks it the question: the same form as a button's data."""
    return f"https://t.me/{username}?start={encode(question)}"


def share_link(username: str, question: Question) -> str:
    """Lets a person choose a chat and send the deep link there."""
    return f"https://t.me/share/url?url={quote(deep_link(username, question), '')}"

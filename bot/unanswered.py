"""Questions without an answer, counted so that keywords can be added: never who asked.

Off unless KEEP_UNANSWERED is on. What is kept is the text alone, in one spelling and cut, without
what looks like an address, a number of a person, or a name of an account.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.service import Answered
from bot.store import Store, Unanswered
from knowledge.normalize import clean, visible
from knowledge.question import Kind

# Longer questions tell more of a person than of a measure.
MOST = 60
_PERSONAL = re.compile(
    r"https?://\S+"
    r"|\S+@\S+"  # an e-mail address
    r"|@\w+"  # an account
    r"|[+(]?\d[\d()./\s-]{2,}\d"  # a telephone, postal, card or personal number, a date
)


def normalised(text: str) -> str:
    """A question as it is counted; "" if nothing is left of it.

    >>> normalised("  Call me: 090-1234-5678 (taro@example.jp)! ")
    'call me'
    """
    # Before cleaning, which takes away the signs by which these are known.
    plain = unicodedata.normalize("NFKC", visible(text))
    return clean(_PERSONAL.sub(" ", plain))[:MOST].strip()


async def note(store: Store, answered: Sequence[Answered]) -> None:
    """Count what was not found. May raise StoreDown."""
    for each in answered:
        question = each.answer.question
        text = normalised(question.typed.text) if question.typed.rest else ""
        if question.kind is Kind.NOT_FOUND and text:
            await store.count_unanswered(text, datetime.now(UTC).date().isoformat())


def as_text(counted: Sequence[Unanswered], least: int) -> str:
    """A line each: count, first and last day, text; those that came at least so often."""
    shown = [each for each in counted if each.count >= least]
    lines = [f"{each.count:6}  {each.first}  {each.last}  {each.text}" for each in shown]
    return "\n".join(lines or ["nothing"])

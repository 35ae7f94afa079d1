"""Carrying an answer elsewhere: the reference line to copy, and what finds it again in inline mode."""

from __future__ import annotations

from knowledge.model import Measure
from knowledge.question import BadQuestion, Kind, Question, View, decode, encode
from replies.reply import utf16_length
from replies.texts import Texts

# Bot API, CopyTextButton: 1-256 characters.
MAX_COPY = 256


def inline_query(question: Question) -> str:
    """What to type behind the bot's name to get this answer: a measure's number, else the compact form."""
    if question.kind is Kind.MEASURE and question.view == View.CARD:
        return question.measures[0]
    return encode(question)


def shared(query: str) -> Question:
    """The question of such a query: the inverse of `inline_query`. Raises BadQuestion for another text."""
    try:
        return decode(query)
    except BadQuestion:
        return decode(Kind.MEASURE + query)


def reference(measure: Measure, texts: Texts) -> str:
    """Title, amount, page and document in one line; a long title is cut so that all of it fits."""
    title = texts.of(measure.title)
    if measure.subtitle:
        title += f" {texts.of(measure.subtitle)}"
    line = _line(measure, title, texts)
    while utf16_length(line) > MAX_COPY:
        title = title[:-2] + "…"
        line = _line(measure, title, texts)
    return line


def _line(measure: Measure, title: str, texts: Texts) -> str:
    document, price = texts.knowledge.document, texts.price(measure)
    line = texts.caption(
        "reference",
        name=texts.name(measure),
        title=title,
        price=texts.caption("reference_price", price=price) if price else "",
        page=texts.caption("page", page=measure.page),
        document=texts.of(document.short),
        publisher=texts.of(document.publisher),
        date=texts.of(document.date_shown),
    )
    return " ".join(line.split())  # a no-break space is for the screen only

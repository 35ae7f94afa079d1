"""A list of measures as a file for a spreadsheet: CSV in UTF-8, with the mark by which Excel knows it.

The column of amounts holds only what is a measure's own, so that its sum counts nothing twice; the
whole of a shared sum (内数) has a column of its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from knowledge.amounts import own
from knowledge.base import KnowledgeBase
from knowledge.model import Amount, Measure, Oku
from knowledge.question import Language
from replies.pictures.words import Words
from replies.texts import Texts

# The columns; the phrase `sheet_column_…` is the head of each.
COLUMNS = (
    "number",
    "title",
    "subtitle",
    "themes",
    "oku",
    "envelope",
    "printed",
    "shared",
    "treasury",
    "page",
    "caveat",
    "source",
)
# What a spreadsheet program takes for the beginning of a formula, in both widths.
FORMULA = tuple("=+-@\t\r\n") + tuple("＝＋－＠")

Cell = str | Oku


class Spreadsheets:
    """Makes files of one knowledge base's measures, in both languages."""

    def __init__(self, knowledge: KnowledgeBase, texts: Mapping[Language, Texts]) -> None:
        self._words = {language: Words(knowledge, own) for language, own in texts.items()}

    def csv(self, measures: Sequence[Measure], language: Language) -> bytes:
        """The measures as CSV, a line each under the names of the columns."""
        words = self._words[language]
        found = io.StringIO(newline="")
        writer = csv.writer(found)
        writer.writerow(words.say(f"sheet_column_{column}") for column in COLUMNS)
        writer.writerows(map(harmless, _row(words, measure)) for measure in measures)
        return found.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet program runs as a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _row(words: Words, measure: Measure) -> list[Cell]:
    amount = measure.amount
    return [
        # Not the bare id: Excel makes a date of 57-3.
        words.texts.name(measure),
        words.of(measure.title),
        words.of(measure.subtitle) if measure.subtitle else "",
        " / ".join(map(words.theme, measure.themes)),
        *(_amounts(words, measure, amount) if amount else [""] * 5),
        measure.page,
        _caveat(words, measure),
        words.source([measure]),
    ]


def _amounts(words: Words, measure: Measure, amount: Amount) -> list[Cell]:
    """Own amount, shared sum, as printed, what the sharing means, commitments for later years."""
    is_own = amount.share is not None or not amount.of_which
    shared = ""
    if amount.share is not None:
        share = words.yen(amount.share)
        shared = words.say("of_which_share", yen=words.yen(amount.oku), share=share)
    elif amount.of_which:
        key = "of_which_group" if measure.group else "of_which_alone"
        count = len(words.knowledge.groups.get(measure.group or "", ()))
        shared = words.say(key, yen=words.yen(amount.oku), count=count)
    return [
        own(amount) if is_own else "",
        amount.oku if amount.of_which else "",
        words.yen(amount.oku),
        shared,
        words.say("treasury") if amount.treasury_obligation else "",
    ]


def _caveat(words: Words, measure: Measure) -> str:
    said = [words.say("unofficial")]
    if measure.id in words.knowledge.drafts and measure.content:
        said.insert(0, words.say("draft", page=words.say("page", page=measure.page)))
    elif measure.content is None:
        key = "sheet_caveat_system" if measure.is_system else "sheet_caveat_no_page"
        said.insert(0, words.say(key))
    return " ".join(filter(None, said))

"""Answers as pictures and as files: which there are, and what is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import blake2b

from markupsafe import escape

from knowledge.answer import Answer, AnswerKind, ChoicesAnswer, ListAnswer, MeasureAnswer
from knowledge.base import KnowledgeBase
from knowledge.model import Field, Measure
from knowledge.question import Kind, Language, Order, View
from replies.pictures import Pictures, PictureSpec, draw
from replies.reply import Attachment
from replies.spreadsheet import Spreadsheets
from replies.texts import Texts
from replies.titles import list_titles

Captioned = tuple[str, Attachment]


class Attachments:
    """The pictures and files of one knowledge base's answers."""

    def __init__(self, knowledge: KnowledgeBase, texts: Mapping[Language, Texts]) -> None:
        self._texts = texts
        self._pictures = Pictures(knowledge, texts)
        self._sheets = Spreadsheets(knowledge, texts)

    def pictures(self, answer: Answer) -> Sequence[PictureSpec]:
        """The pictures that show an answer, a page each; none where it has nothing to draw."""
        question, language = answer.question, answer.question.language
        match answer:
            case MeasureAnswer():
                view = answer.field or question.view
                return self.of_measure(answer.measures[0], view, language)
            case ListAnswer() if question.kind is Kind.GROUP:
                found = self._pictures.group(answer.measures, language)
            case ChoicesAnswer() if answer.because:
                return ()  # which one is meant is asked first
            case _ if question.kind is Kind.THEMES:
                found = self._pictures.by_theme(language)
            case _:
                smallest = question.selection.order is Order.SMALLEST
                title = self._title(answer, "list_smallest" if smallest else "list_largest")
                found = self._pictures.ranking(answer.measures, title, language, smallest)
        return (found,) if found else ()

    def has_table(self, measure: Measure, view: str) -> bool:
        """Whether one side of a measure (all of it: its card) has a table to draw."""
        return bool(self._pictures.tables(measure, Language.JA, view))

    def of_measure(self, measure: Measure, view: str, language: Language) -> Sequence[PictureSpec]:
        """The tables of one side of a measure; how large it is, for its amount or its card without one."""
        found = () if view == Field.AMOUNT else self._pictures.tables(measure, language, view)
        place = None
        if view == Field.AMOUNT or (view == View.CARD and not found):
            place = self._pictures.place(measure, language)
        return (place,) if place else found

    def picture(self, spec: PictureSpec) -> Captioned:
        """A picture with its caption as Telegram HTML."""
        return spec.caption, Attachment("picture.png", spec.key, True, partial(draw, spec))

    def file(self, answer: Answer) -> Captioned | None:
        """The measures of an answer as a file, with its caption; None for an answer without any."""
        if not answer.measures:
            return None
        measures, language = answer.measures, answer.question.language
        name = f"measures-{language}.csv"
        said = self._texts[language].caption("sheet_caption", count=len(measures))
        caption = f"<b>{escape(self._title(answer))}</b>\n{escape(said)}"
        data = self._sheets.csv(measures, language)
        digest = blake2b(data, digest_size=16).hexdigest()
        return caption, Attachment(name, f"{name} {digest}", False, lambda: data)

    def _title(self, answer: Answer, order: str = "") -> str:
        """What the measures of an answer are called together, and their order (a phrase)."""
        question = answer.question
        texts = self._texts[question.language]
        if question.kind in (Kind.LIST, Kind.NUMBERS):
            titles = list_titles(texts, question.selection)
        elif answer.kind is AnswerKind.COMPARISON:
            titles = [texts.caption("compare_title")]
        else:
            titles = [texts.name(measure) for measure in answer.measures[:3]]
        if order:
            titles.append(texts.caption(order))
        return texts.caption("picture_comma").join(dict.fromkeys(titles))

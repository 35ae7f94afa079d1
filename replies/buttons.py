"""The buttons under a reply: each is a Question, so that a tap needs no memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from knowledge.base import KnowledgeBase
from knowledge.model import Field, Measure
from knowledge.question import (
    AUTOMATIC,
    Form,
    Kind,
    Language,
    Order,
    Question,
    Selection,
    Typed,
    View,
    encodable,
    fits,
)
from replies.reply import Button
from replies.sharing import reference
from replies.texts import Texts
from replies.titles import list_titles

# What further requests of a message may be.
OFFERED = (Kind.MEASURE, Kind.LIST, Kind.GROUP, Kind.COMPARE)
Row = tuple[Button, ...]

# What a button leads back to: lists of measures.
_ORIGINS = (Kind.CHOICES, Kind.LIST, Kind.GROUP, Kind.OTHERS)
# How many buttons stand in a row, by how long their captions are.
FIELDS_IN_ROW, THEMES_IN_ROW, NUMBERS_IN_ROW = 3, 2, 3
# How many candidates come after the one that was not meant: fewer leave room for the words.
NEXT = 4
# How many pages of a list have a button of their own.
PAGES_IN_ROW = 8
# How many pages of the document one button of the number index covers.
RANGE = 32
LARGEST = Selection(order=Order.LARGEST, top=10)


class Buttons:
    """Makes rows of buttons in one language."""

    def __init__(self, knowledge: KnowledgeBase, texts: Texts) -> None:
        self.knowledge = knowledge
        self.texts = texts

    def name(self, measure: Measure) -> str:
        """What a measure is called: 施策48, 制度5."""
        return self.texts.name(measure)

    def _ask(self, text: str, kind: Kind, **values: object) -> Button:
        return Button(text, Question(kind, language=self.texts.language, **values))  # type: ignore[arg-type]

    def start(self, here: Kind | None = None) -> list[Row]:
        """The ways in; on the help page its own button gives way to the start."""
        last = self._plain("start", Kind.START) if here is Kind.HELP else self._plain("help", Kind.HELP)
        return [
            (self._plain("themes", Kind.THEMES), self._plain("numbers", Kind.NUMBERS)),
            (
                self._ask(self.texts.caption("button_largest"), Kind.LIST, selection=LARGEST),
                last,
            ),
            (self._plain("language", Kind.LANGUAGE),),
        ]

    def _plain(self, key: str, kind: Kind) -> Button:
        return self._ask(self.texts.caption(f"button_{key}"), kind)

    def home(self) -> Row:
        """Back to the start, for replies that lead nowhere else."""
        return (self._plain("start", Kind.START), self._plain("help", Kind.HELP))

    def about(self) -> list[Row]:
        """The document itself, and the start."""
        caption = self.texts.caption("button_document")
        return [(Button(caption, url=self.knowledge.document.address),), self.home()]

    def languages(self, chosen: str) -> list[Row]:
        """Each language in its own words, and the one of the message or the client; not the present one."""
        spoken = [
            Button(self.texts.caption(f"speak_{each}"), Question(Kind.LANGUAGE, view=each, language=each))
            for each in Language
            if each != chosen
        ]
        automatic = self._ask(self.texts.caption("speak_auto"), Kind.LANGUAGE, view=AUTOMATIC)
        return [tuple(spoken), (automatic,) if chosen != AUTOMATIC else (), self.home()]

    def sharing(self, question: Question, measure: Measure | None = None) -> Row:
        """Send this answer to another chat; copy the measure's reference line."""
        shared = replace(question, origin=None, page=1)
        share = Button(self.texts.caption("button_share"), share=shared)
        if measure is None:
            return (share,)
        copy = Button(self.texts.caption("button_copy"), copy=reference(measure, self.texts))
        return (copy, share)

    def not_this(self, question: Question, measure: Measure) -> list[Row]:
        """Another measure was meant: under an answer that words have found, not a number or a button."""
        because = dict(question.typed.because)
        if not because:
            return []
        ids = list(dict.fromkeys((measure.id, *because)))[: 1 + NEXT]
        words = Selection(words=question.typed.rest.strip())
        others = Question(Kind.OTHERS, tuple(ids), selection=words, language=self.texts.language)
        return [(Button(self.texts.caption("button_not_this"), encodable(others)),)]

    def of_unknown_amount(self, question: Question, count: int) -> list[Row]:
        """The list again without its conditions on the amount, which is not known of these."""
        selection = replace(
            question.selection,
            least=None, over=None, most=None, under=None, order=Order.DOCUMENT, top=None, total=False,
        )  # fmt: skip
        caption = self.texts.caption("button_unknown", count=count)
        return [(self._ask(caption, Kind.LIST, selection=selection),)] if count else []

    def none_of_these(self, question: Question, measures: Iterable[str]) -> list[Row]:
        """Nothing that is offered was meant: the way to a report."""
        words = question.selection.words or question.typed.rest.strip()
        selection = Selection(words=words)
        report = Question(Kind.REPORT, tuple(measures), selection=selection, language=self.texts.language)
        return [(Button(self.texts.caption("button_none"), encodable(report)),)]

    def themes(self, keys: Iterable[str] | None = None) -> list[Row]:
        """A button for each theme (or for those named)."""
        found = []
        for key in keys if keys is not None else self.knowledge.themes:
            text = self.texts.of(self.knowledge.themes[key])
            found.append(self._ask(text, Kind.LIST, selection=Selection(theme=key)))
        return _rows(found, THEMES_IN_ROW)

    def numbers(self) -> list[Row]:
        """The whole document in ranges of its pages, named by the measures that stand there."""
        found = []
        for first, last in (self.knowledge.document.pages.budget, self.knowledge.document.pages.system):
            for start in range(first, last + 1, RANGE):
                end = min(start + RANGE - 1, last)
                ends = (self.knowledge.by_page[start], self.knowledge.by_page[end])
                text = self.texts.caption("button_range", first=ends[0].id, last=ends[1].id)
                found.append(self._ask(text, Kind.LIST, selection=Selection(pages=(start, end))))
        return _rows(found, NUMBERS_IN_ROW)

    def measure(
        self,
        question: Question,
        measure: Measure,
        views: Sequence[str],
        pictures: Sequence[str],
        ends: Sequence[Measure | None],
        is_brief: bool = False,
    ) -> list[Row]:
        """Under a card or one of its sides: the other sides, what is near, the neighbours, back.

        pictures: the sides that can be shown as one. ends: the measure before and the measure after.
        is_brief: only the sides and the way back.
        """
        texts, origin = self.texts, question.origin
        sides = [
            self._ask(
                texts.caption(f"view_{view}"), Kind.MEASURE, measures=(measure.id,), view=view, origin=origin
            )
            for view in views
            if view != question.view
        ]
        rows = [*_rows(sides, FIELDS_IN_ROW), self._pictures(question, measure, pictures)]
        if measure.calculator:
            rows.append((self.calculate(measure, texts.caption("view_calculate")),))
        if is_brief:
            return rows + self._back(question, measure)
        near = []
        if question.view != View.RELATED:
            near.append(
                self._ask(
                    texts.caption("view_related"),
                    Kind.MEASURE,
                    measures=(measure.id,),
                    view=View.RELATED,
                    origin=origin,
                )
            )
        if measure.group:
            count = len(self.knowledge.groups[measure.group])
            text = texts.caption("button_group", number=measure.group, count=count)
            near.append(self._ask(text, Kind.GROUP, selection=Selection(group=measure.group)))
        for key in measure.themes[:1]:
            text = texts.caption("button_theme", theme=texts.of(self.knowledge.themes[key]))
            near.append(self._ask(text, Kind.LIST, selection=Selection(theme=key)))
        rows += _rows(near, 2)
        rows.append(
            tuple(
                self._ask(texts.caption(key, name=self.name(end)), Kind.MEASURE, measures=(end.id,))
                for key, end in zip(("button_previous", "button_next"), ends, strict=True)
                if end is not None
            )
        )
        return rows + self._back(question, measure)

    def _back(self, question: Question, measure: Measure) -> list[Row]:
        row = []
        if question.view != View.CARD:
            text = self.texts.caption("button_card", name=self.name(measure))
            card = self._ask(text, Kind.MEASURE, measures=(measure.id,), origin=question.origin)
            row.append(card)
        if question.origin is not None:
            origin = replace(question.origin, language=self.texts.language)
            row.append(Button(self.texts.caption("button_back"), origin))
        return [tuple(row)] if row else []

    def calculate(self, measure: Measure, caption: str, inputs: str = "") -> Button:
        """A step of a calculation."""
        return self._ask(caption, Kind.CALCULATE, measures=(measure.id,), inputs=inputs)

    def card(self, measure: Measure) -> Row:
        """Back to the measure's card."""
        text = self.texts.caption("button_card", name=self.name(measure))
        return (self._ask(text, Kind.MEASURE, measures=(measure.id,)),)

    def choices(self, measures: Iterable[Measure], question: Question) -> list[Row]:
        """A button for each measure, in full width: captions are cut on phones."""
        origin = replace(question, origin=None, view=View.CARD)
        return [
            (
                self._ask(
                    f"{measure.id.upper()} {self.texts.of(measure.short)}",
                    Kind.MEASURE,
                    measures=(measure.id,),
                    view=question.view if question.kind is Kind.CHOICES else View.CARD,
                    form=question.form if question.kind is Kind.CHOICES else Form.TEXT,
                    origin=origin if origin.kind in _ORIGINS else None,
                ),
            )
            for measure in measures
        ]

    def _pictures(self, question: Question, measure: Measure, views: Sequence[str]) -> Row:
        """Sides of a measure as pictures: its amount, or a side with a table."""
        return tuple(
            Button(
                self.texts.caption(f"button_picture_{'place' if view == Field.AMOUNT else 'table'}"),
                replace(question, measures=(measure.id,), view=view, form=Form.PICTURE, page=1),
            )
            for view in views
        )

    def chart(self, question: Question, key: str = "chart") -> Row:
        """The answer as a chart; nothing where there is no room for the question in a button."""
        return self._in_form(question, Form.PICTURE, key)

    def file(self, question: Question, key: str = "file", **values: object) -> Row:
        """The measures of the answer as a file; nothing where there is no room in a button."""
        return self._in_form(question, Form.FILE, key, **values)

    def _in_form(self, question: Question, form: Form, key: str, **values: object) -> Row:
        formed = replace(question, form=form, page=1)
        if not fits(formed):
            return ()
        return (Button(self.texts.caption(f"button_{key}", **values), formed),)

    def attached(self, question: Question, pages: int) -> list[Row]:
        """Under a picture or file: its pages, other forms of the same, and back to words."""
        words = replace(question, form=Form.TEXT, page=1)
        rows = self.pages(question, pages)
        match question.kind:
            case Kind.MEASURE:
                measure = self.knowledge[question.measures[0]]
                return rows + self._back(replace(words, view=View.TABLES), measure)
            case Kind.THEMES:
                largest = replace(words, kind=Kind.LIST, selection=LARGEST)
                rows.append(self.chart(largest, "largest_chart"))
            case _ if question.form is Form.PICTURE:
                rows.append(self.file(words))
            case Kind.LIST if question.selection.by_amount:
                rows.append(self.chart(words))
        if fits(words):
            rows.append((Button(self.texts.caption("button_as_text"), words),))
        return rows

    def pages(self, question: Question, pages: int) -> list[Row]:
        """The pages of an answer: all of them, or those around the present one."""
        if pages < 2:
            return []
        first = max(1, min(question.page - PAGES_IN_ROW // 2, pages - PAGES_IN_ROW + 1))
        shown = range(first, min(first + PAGES_IN_ROW, pages + 1))
        captions = {
            page: self.texts.caption(
                "button_page_here" if page == question.page else "button_page", page=page
            )
            for page in shown
        }
        return [tuple(Button(captions[page], question.turned(page)) for page in shown)]

    def offered(self, question: Question) -> Row:
        """A further request of a message (one of the `OFFERED` kinds) as the button that asks for it."""
        measures = [self.knowledge[i] for i in question.measures]
        if question.kind is Kind.LIST:
            caption = "・".join(list_titles(self.texts, question.selection))
        elif question.kind is Kind.GROUP:
            group = question.selection.group
            count = len(self.knowledge.groups[group])
            caption = self.texts.caption("button_group", number=group, count=count)
        elif question.kind is Kind.COMPARE:
            names = "・".join(measure.id.upper() for measure in measures)
            caption = f"{self.texts.caption('button_compare')} {names}"
        else:
            caption = f"{measures[0].id.upper()} {self.texts.of(measures[0].short)}"
            if question.view:
                caption += f"：{self.texts.caption(f'view_{question.view}')}"
        return (Button(caption, replace(question, typed=Typed())),)

    def compare(self, measures: Sequence[Measure]) -> Row:
        """The first two side by side."""
        ids = tuple(measure.id for measure in measures[:2])
        return (self._ask(self.texts.caption("button_compare"), Kind.COMPARE, measures=ids),)


def _rows(buttons: list[Button], width: int) -> list[Row]:
    return [tuple(buttons[i : i + width]) for i in range(0, len(buttons), width)]

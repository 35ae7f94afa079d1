"""Answers become Replies: which template, which page of it, which buttons."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from knowledge.amounts import difference, own
from knowledge.answer import (
    Answer,
    AnswerKind,
    CalculationAnswer,
    ChoicesAnswer,
    FactsAnswer,
    ListAnswer,
    MeasureAnswer,
    NotFoundAnswer,
)
from knowledge.base import KnowledgeBase
from knowledge.calculation_steps import Calculation
from knowledge.model import POINT_FIELDS, Field, Measure, Text
from knowledge.notation import known
from knowledge.passages import Line
from knowledge.question import Form, Kind, Language, Order, Question, View
from replies.attachments import Attachments
from replies.buttons import OFFERED, Buttons, Row
from replies.calculation import CalculationReply
from replies.entry import Entries, Entry
from replies.reply import MAX_TEXT, Reply, visible_length
from replies.report import Reports
from replies.terms import DEFAULT, Terms
from replies.texts import Texts, tidy
from replies.titles import list_titles, shortened

# How many measures of a list one message shows; fewer where the reply is to be brief.
LIST_PAGE, LIST_PAGE_BRIEF = 8, 5
# How much of a measure's side one message shows, in UTF-16 units: a phone's screen or two.
FACTS_PAGE, FACTS_PAGE_BRIEF = 1500, 600
# How many cards are kept ready: the same few are asked for again and again.
CARDS = 256
# How many points of the scheme, and how many facts from elsewhere, a card shows.
POINTS, OFFICIAL = 3, 3
# How many points of a field a comparison shows of each measure: one alone may be half a rule, but
# three measures with many points fill more than a message (Bot API: sendMessage.text).
COMPARED = (3, 2, 1)

_TEMPLATES = {
    Kind.START: "start",
    Kind.THEMES: "themes",
    Kind.NUMBERS: "numbers",
    Kind.HELP: "help",
    Kind.ABOUT: "about",
    Kind.PRIVACY: "privacy",
    Kind.SEARCH: "search",
    Kind.LANGUAGE: "language",
    Kind.GREETING: "greeting",
    Kind.THANKS: "thanks",
}


class Renderer:
    """Renders Answers from one knowledge base, in both languages."""

    def __init__(self, knowledge: KnowledgeBase, terms: Terms = DEFAULT) -> None:
        self.knowledge = knowledge
        self._terms = terms
        self._texts = {language: Texts(knowledge, language) for language in Language}
        self._attachments = Attachments(knowledge, self._texts)
        self._cards: dict[Hashable, Reply] = {}

    def prepare(self) -> None:
        """Make ready what the first replies would wait for."""
        for texts in self._texts.values():
            texts.prepare()

    def reply(self, answer: Answer, is_brief: bool = False) -> Reply:
        """The Reply to an Answer, in the language of its Question; brief for where others read along."""
        reply = self._reply(answer, is_brief)
        return replace(reply, buttons=tuple(filter(None, reply.buttons)))

    def _reply(self, answer: Answer, is_brief: bool) -> Reply:
        question, texts = answer.question, self._texts[answer.question.language]
        one = self._one(answer, is_brief)
        if question.form is Form.TEXT or isinstance(answer, NotFoundAnswer):
            return one.reply()
        if attached := one.attached():
            return attached
        if isinstance(answer, ChoicesAnswer):
            return one.reply()  # which one is meant is asked first
        reply = self._one(replace(answer, question=replace(question, form=Form.TEXT)), is_brief).reply()
        missing = "picture_missing" if question.form is Form.PICTURE else "sheet_missing"
        return replace(reply, text=f"{texts.phrase(missing)}\n\n{reply.text}")

    def _one(self, answer: Answer, is_brief: bool) -> _One:
        texts = self._texts[answer.question.language]
        return _One(self.knowledge, texts, self._attachments, self._cards, answer, self._terms, is_brief)

    def also(self, reply: Reply, questions: Sequence[Question]) -> Reply:
        """The reply, with the further requests of the same message offered under it."""
        texts = self._texts[questions[0].language]
        buttons = Buttons(self.knowledge, texts)
        rows = [buttons.offered(question) for question in questions if question.kind in OFFERED]
        text = reply.text
        if not reply.attachment:  # a caption has no room for it
            text = tidy(f"{text}\n\n{texts.phrase('also_asked')}")
        return replace(reply, text=text, buttons=(*reply.buttons, *rows))

    def entry(self, answer: Answer, is_brief: bool = False) -> Entry:
        """An answer as something to choose and send."""
        texts = self._texts[answer.question.language]
        reply = self.reply(answer, is_brief)
        return Entries(texts).entry(answer, reply)

    def phrase(self, key: str, language: Language) -> str:
        """A short text that needs no values, as plain text."""
        return self._texts[language].caption(key)


class _One:
    """The rendering of one answer."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        texts: Texts,
        attachments: Attachments,
        cards: dict[Hashable, Reply],
        answer: Answer,
        terms: Terms,
        is_brief: bool,
    ) -> None:
        self.knowledge = knowledge
        self.is_brief = is_brief
        self.texts = texts
        self.attachments = attachments
        self.cards = cards
        self.answer = answer
        self.question = answer.question
        self.buttons = Buttons(knowledge, texts)
        self.terms = terms
        self.reports = Reports(texts, self.buttons, terms.reporting)

    def reply(self) -> Reply:
        match self.answer:
            case FactsAnswer():
                return self._facts(self.answer)
            case MeasureAnswer():
                return self._card(self.answer)
            case ListAnswer() if self.question.kind is Kind.NUMBERS:
                count = len(self.answer.measures)
                everything = self.buttons.file(self.question, "file_all", count=count)
                return self._text([*self.buttons.numbers(), everything])
            case ListAnswer():
                return self._list(self.answer)
            case CalculationAnswer() if self.answer.calculation:
                return self._calculation(self.answer.calculation)
            case ChoicesAnswer():
                return self._choices(self.answer)
            case NotFoundAnswer():
                return self._not_found(self.answer)
        if self.answer.kind is AnswerKind.COMPARISON:
            return self._comparison()
        if self.question.kind is Kind.REPORT:
            return self.reports.page(self.question, self.answer.measures)
        return self._text(self._rows_of_text())

    def attached(self) -> Reply | None:
        """The answer as the picture or file that is asked for; None if there is none."""
        if self.question.form is Form.FILE:
            captioned, pages = self.attachments.file(self.answer), 1
        else:
            pictures = self.attachments.pictures(self.answer)
            pages = len(pictures)
            if not pictures:
                return None
            captioned = self.attachments.picture(pictures[min(self.question.page, pages) - 1])
        if captioned is None:
            return None
        text, attachment = captioned
        rows = self.buttons.attached(self.question, pages)
        return Reply(text, tuple(rows), attachment)

    def _message(self, name: str, **values: Any) -> str:
        return self.texts.message(name, {"answer": self.answer, **values})

    def _text(self, rows: list[Row]) -> Reply:
        detailed = self.knowledge.detailed
        example = next(iter(detailed or self.knowledge.measures.values()))
        name = _TEMPLATES[self.question.kind]
        amount_only = len({m.id for m in self.knowledge.priced} & self.knowledge.drafts.keys())
        text = self._message(
            name,
            count=len(self.knowledge),
            detailed=len(detailed),
            amount_only=amount_only,
            example=example,
            terms=self.terms,
        )
        return Reply(text, tuple(rows))

    def _rows_of_text(self) -> list[Row]:
        match self.question.kind:
            case Kind.THEMES:
                return [*self.buttons.themes(), self.buttons.chart(self.question, "theme_chart")]
            case Kind.ABOUT:
                return self.buttons.about()
            case Kind.PRIVACY:
                return [self.buttons.home()]
            case Kind.LANGUAGE:
                return self.buttons.languages(self.question.view)
        return self.buttons.start(self.question.kind)

    def _card(self, answer: MeasureAnswer) -> Reply:
        """A measure's card: until tomorrow the same for all whose words bring no other lines up to it."""
        near = tuple(line.text for line in answer.near)
        key = (self.question, self.is_brief, near, answer.official, date.today())
        if key not in self.cards:
            if len(self.cards) >= CARDS:
                self.cards.clear()
            self.cards[key] = self._new_card(answer)
        card = self.cards[key]
        others = self.buttons.not_this(self.question, answer.measures[0])
        return replace(card, buttons=(*card.buttons, *others))

    def _new_card(self, answer: MeasureAnswer) -> Reply:
        measure = answer.measures[0]
        content = measure.content
        points = content.scheme[:POINTS] if content and not self.is_brief and not answer.near else []
        near = Markup("\n".join(self._lines(answer.near[: 1 if self.is_brief else None])))
        facts = answer.official[: 1 if self.is_brief else OFFICIAL]
        official = Markup(self._message("official", facts=facts)) if facts else ""
        text = self._message("card", points=points, near=near, official=official, is_brief=self.is_brief)
        return Reply(text, tuple(self._rows_of_measure(self.question, answer)))

    def _rows_of_measure(self, question: Question, answer: MeasureAnswer) -> list[Row]:
        measure = answer.measures[0]
        ends = (answer.previous, answer.next)
        pictures = self._pictures(measure, question.view)
        rows = self.buttons.measure(question, measure, answer.views, pictures, ends, self.is_brief)
        return [*rows, self.buttons.sharing(question, measure)]

    def _facts(self, answer: FactsAnswer) -> Reply:
        view = answer.view
        official = {self._message("official_fact", fact=fact): fact for fact in answer.official}
        head = self._message("facts_head", view=view, official=bool(official))
        room = FACTS_PAGE_BRIEF if self.is_brief else FACTS_PAGE
        pages = packed([*self._blocks(answer), *official], room)
        page = min(self.question.page, len(pages))
        shown = [block for block in pages[page - 1] if block not in official]
        if facts := [official[block] for block in pages[page - 1] if block in official]:
            shown.append(self._message("official", facts=facts))
        if answer.absent and official:
            shown.append(self._message("absent", view=view))
        text = tidy("\n\n".join([head, *shown, self._message("source")]))
        rows = self.buttons.pages(self.question, len(pages))
        if answer.related:
            rows += self.buttons.choices(answer.related, self.question)
        rows += self._rows_of_measure(replace(self.question, view=view, page=1), answer)
        rows += self.buttons.not_this(self.question, answer.measures[0])
        return Reply(text, tuple(rows))

    def _pictures(self, measure: Measure, view: str) -> list[str]:
        """The sides of a measure that can be shown as a picture where this one is shown."""
        views: list[str] = []
        if view != Field.AMOUNT and self.attachments.has_table(measure, view):
            views.append(view or View.TABLES)
        if view in (View.CARD, Field.AMOUNT) and measure.amount:
            views.append(Field.AMOUNT)
        return views

    def _blocks(self, answer: FactsAnswer) -> list[str]:
        """What is said, each block whole: the best lines, tables, those of the field, others, names."""
        facts = answer.facts
        own = () if facts.best or answer.absent else facts.lines
        blocks = ["\n".join(self._lines(facts.best))] if facts.best else []
        blocks += [self._message("table", table=table) for table in facts.tables]
        blocks += _by_programme(self._lines(own))
        told = (*facts.best, *own)
        others = self._lines([line for line in (*facts.near, *facts.lines) if line not in told])
        if others:
            others[0] = f"<b>{self.texts.phrase('more_in_field')}</b>\n{others[0]}"
        blocks += _by_programme(others)
        blocks += [self._message("programme", programme=p) for p in facts.programmes]
        blocks += [self._message("name", entry=name) for name in facts.names]
        if answer.related:
            blocks.append("\n".join(self._item(measure) for measure in answer.related))
        return blocks

    def _lines(self, lines: Sequence[Line]) -> list[str]:
        """The lines, each sub-programme's name before its first."""
        found = []
        last: object = None
        for line in lines:
            same = line.programme is last
            found.append(self._message("line", line=line, same_programme=same))
            last = line.programme
        return found

    def _item(self, measure: Measure, because: Sequence[str] = ()) -> str:
        return self._message("list_item", measure=measure, because=because)

    def _list(self, answer: ListAnswer) -> Reply:
        measures = answer.measures
        size = LIST_PAGE_BRIEF if self.is_brief else LIST_PAGE
        pages = -(-len(measures) // size)
        page = min(self.question.page, pages)
        shown = measures[(page - 1) * size : page * size]
        envelopes = answer.total.envelopes if answer.total else ()
        selection, none_priced = self.question.selection, answer.left_out == len(measures)
        if none_priced:  # they are in no order
            selection = replace(selection, order=Order.DOCUMENT, top=None, nth=None)
        head = self._message(
            "list_head",
            selection=selection,
            titles=list_titles(self.texts, selection),
            page=page,
            pages=pages,
            envelopes="・".join(self.buttons.name(measure) for measure in envelopes),
        )
        tail = []
        if self.question.selection.says:
            tail.append(self.texts.phrase("list_says_known", count=len(self.knowledge.detailed)))
        if unnamed := self.question.typed.left_out:
            count = len(self.question.selection.ids)
            tail.append(self.texts.phrase("choices_left_out", shown=count, count=unnamed))
        if answer.left_out:
            kind = "total_left_out" if selection.total else "list_left_out"
            key = "none_priced" if none_priced else kind
            priced = len(self.knowledge.priced)
            tail.append(self.texts.phrase(key, count=answer.left_out, known=priced))
        items = "\n".join(self._item(measure) for measure in shown)
        question = self.question.turned(page)
        rows = self.buttons.choices(shown, question) + self.buttons.pages(question, pages)
        rows.append((*self._other_forms(answer), *self.buttons.sharing(self.question)))
        text = "\n\n".join([head, items, *tail, self._message("unofficial")])
        return Reply(tidy(text), (*rows, self.buttons.home()))

    def _other_forms(self, answer: Answer) -> Row:
        """The buttons that show an answer's measures as a chart and as a file."""
        chart = self.buttons.chart(self.question) if self.attachments.pictures(answer) else ()
        return (*chart, *self.buttons.file(self.question))

    def _calculation(self, calculation: Calculation) -> Reply:
        measure = calculation.calculator.measure
        ask = partial(self.buttons.calculate, measure)
        rendering = CalculationReply(self.texts, calculation, ask)
        after = (*self.buttons.card(measure), *self.buttons.sharing(self.question))
        return rendering.reply(self.answer, [after])

    def _choices(self, answer: ChoicesAnswer) -> Reply:
        head = self._message("choices_head")
        items = [self._item(m, answer.because.get(m.id, ())) for m in answer.measures]
        rows = self.buttons.choices(answer.measures, self.question)
        if len(answer.measures) > 1:
            rows.append(self.buttons.compare(answer.measures))
        if answer.because or self.question.kind is Kind.OTHERS:
            rows += self.reports.under_choices(self.question, answer.measures)
        text = "\n\n".join([head, "\n".join(items), self._message("unofficial")])
        return Reply(tidy(text), (*rows, self.buttons.home()))

    def _comparison(self) -> Reply:
        measures = self.answer.measures
        views = _compared_views(measures, self.answer.field)
        values = {"points": _points, "verdict": self._verdict(measures)}
        # Fewer points of each side until all fits; of the parts of a measure, many, fewer sides, too.
        fewer = [(views, at_most) for at_most in COMPARED]
        fewer += [(views[:count], COMPARED[-1]) for count in reversed(range(len(views)))]
        for shown, at_most in fewer:
            text = self._message("comparison", views=shown, at_most=at_most, **values)
            if visible_length(text) <= MAX_TEXT:
                break
        rows = self.buttons.choices(measures, self.question)
        rows.append((*self._other_forms(self.answer), *self.buttons.sharing(self.question)))
        return Reply(text, (*rows, self.buttons.home()))

    def _verdict(self, measures: Sequence[Measure]) -> str:
        """Which amount is larger, and by how much, where that can be said."""
        t = self.texts.phrase
        amounts = [m.amount for m in measures if m.amount]
        if len(amounts) < len(measures):
            return t("compare_unknown")
        if any(a.of_which and a.share is None for a in amounts):
            return t("compare_shared")
        values = [own(a) for a in amounts]
        if len(set(values)) == 1:
            return t("compare_same")
        larger = t("compare_larger", name=self.buttons.name(measures[values.index(max(values))]))
        if len(measures) > 2:
            return larger
        apart = difference(*amounts)
        if apart is None:
            return larger + t("compare_part")
        large, small = (self.texts.yen(oku) for oku in sorted(values, reverse=True))
        return larger + t("compare_difference", yen=self.texts.yen(apart), large=large, small=small)

    def _not_found(self, answer: NotFoundAnswer) -> Reply:
        budget, system = known(self.knowledge)
        pages = self.knowledge.document.pages
        text = self._message(
            "not_found",
            view=self.question.view,
            words=shortened(self.question.typed.rest.strip()),
            last_budget=budget,
            last_system=system,
            first_page=pages.budget[0],
            last_page=pages.system[1],
            detailed=len(self.knowledge.detailed),
            terms=self.terms,
        )
        rows = self.buttons.choices((*answer.measures, *answer.shown), self.question)
        rows += self.buttons.themes(answer.themes)
        rows += self.buttons.of_unknown_amount(self.question, answer.left_out)
        if self.question.kind is Kind.NOT_FOUND and self.question.typed.rest:
            rows += self.reports.under_not_found(self.question)
        return Reply(text, (*rows, *self.buttons.start()))


def packed(blocks: Sequence[str], room: int) -> list[list[str]]:
    """Blocks on pages: none is cut, and a page takes what fits into the room (at least one block).

    >>> packed(["aa", "bb", "c"], 4)
    [['aa', 'bb'], ['c']]
    """
    pages: list[list[str]] = [[]]
    used = 0
    for block in blocks:
        length = visible_length(block)
        if pages[-1] and used + length > room:
            pages.append([])
            used = 0
        pages[-1].append(block)
        used += length
    return pages


def _by_programme(lines: list[str]) -> list[str]:
    """Lines as blocks: a line that opens with a sub-programme's name begins a new one."""
    blocks: list[str] = []
    for line in lines:
        if blocks and not line.startswith("<b>"):
            blocks[-1] += "\n" + line
        else:
            blocks.append(line)
    return blocks


def _compared_views(measures: Sequence[Measure], field: Field | None) -> list[Field]:
    """The sides that a comparison shows beside the amounts: the one asked for, else all that there are."""
    if field in (Field.AMOUNT, Field.PAGE):
        return []
    if field:
        return [field]
    return [v for v in (Field.PURPOSE, *POINT_FIELDS) if any(_points(m, v) for m in measures)]


def _points(measure: Measure, view: Field) -> Sequence[Text]:
    """What a comparison may say of one side of a measure."""
    content = measure.content
    if content is None:
        return []
    if view in (Field.PURPOSE, Field.OVERVIEW):
        summary: Text | None = getattr(content, view)
        return [summary] if summary else []
    return content.points(view)

"""The words of pictures and spreadsheets in one language: plain text, no markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.model import Measure
from replies.texts import Texts


class Words:
    """What stands in a picture, a caption or a cell."""

    def __init__(self, knowledge: KnowledgeBase, texts: Texts) -> None:
        self.knowledge = knowledge
        self.texts = texts
        self.language = texts.language

    def say(self, key: str, **values: object) -> str:
        """A phrase with its values put in."""
        return self.texts.caption(key, **values)

    def of(self, text: Any) -> str:
        """A bilingual text in this language."""
        return self.texts.of(text)

    def said(self, text: Any) -> str:
        """What a page says; in English with the document's figures beside it."""
        return self.texts.said(text)

    def theme(self, key: str) -> str:
        """The name of a theme."""
        return self.texts.theme(key)

    def yen(self, oku: float) -> str:
        """An amount as it is read; in English with the document's figure beside it."""
        return self.texts.yen(oku)

    def lead(self, measure: Measure) -> str:
        """Number and short title of the measure that a picture is about."""
        name = self.texts.name(measure)
        return self.say("picture_lead", name=name, short=self.of(measure.short))

    def label(self, measure: Measure) -> str:
        """The same inside a picture of several measures."""
        return self.say("picture_measure_label", id=measure.id, short=self.of(measure.short))

    def document_lead(self) -> str:
        """What a picture of many measures is about."""
        document = self.knowledge.document
        return self.say(
            "picture_document_lead", document=self.of(document.short), budget=self.of(document.budget)
        )

    def source(self, measures: Sequence[Measure]) -> str:
        """The source with the page or pages of the measures, in one line."""
        attribution = self.of(self.knowledge.document.attribution)
        return self.say("picture_source", attribution=attribution, page=self._pages(measures))

    def signed(self, measures: Sequence[Measure]) -> str:
        """The source, and below it whose translation it is."""
        return "\n".join(filter(None, [self.source(measures), self.say("unofficial")]))

    def signed_short(self, measures: Sequence[Measure]) -> str:
        """The same for captions, where room is short."""
        document = self.knowledge.document
        source = self.say(
            "picture_source_short",
            document=self.of(document.short),
            publisher=self.of(document.publisher),
            date=self.of(document.date_shown),
            page=self._pages(measures),
        )
        return " ".join(filter(None, [source, self.say("picture_unofficial")]))

    def _pages(self, measures: Sequence[Measure]) -> str:
        pages = [measure.page for measure in measures]
        shown = self.say("page", page=pages[0])
        if min(pages) < max(pages):
            shown = self.say("picture_pages", first=min(pages), last=max(pages))
        return unbroken(shown)


def unbroken(text: str) -> str:
    """The text with spaces at which no line is broken."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")

"""Tables and charts as pictures, with their captions. Knows nothing of Telegram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.base import KnowledgeBase
from knowledge.model import Measure
from knowledge.question import Language, View
from replies.pictures import charts, tables
from replies.pictures.draw import draw
from replies.pictures.spec import BarsPicture, PictureSpec, TablePicture
from replies.pictures.words import Words
from replies.texts import Texts


class Pictures:
    """Which pictures there are of one knowledge base. None of these methods draws."""

    def __init__(self, knowledge: KnowledgeBase, texts: Mapping[Language, Texts]) -> None:
        self._words = {language: Words(knowledge, own) for language, own in texts.items()}

    def tables(
        self, measure: Measure, language: Language, view: str = View.CARD
    ) -> tuple[TablePicture, ...]:
        """The tables of one side of a measure, and its sub-programmes side by side; may be empty."""
        return tables.tables(self._words[language], measure, view)

    def by_theme(self, language: Language) -> BarsPicture:
        """The amounts of the themes."""
        return charts.by_theme(self._words[language])

    def ranking(
        self, measures: Sequence[Measure], title: str, language: Language, smallest: bool = False
    ) -> BarsPicture | None:
        """The largest (smallest) of some measures; None where fewer than two amounts are known."""
        return charts.ranking(self._words[language], measures, title, smallest)

    def place(self, measure: Measure, language: Language) -> BarsPicture | None:
        """A measure within its group or theme, or among all; None where its amount is unknown."""
        return charts.place(self._words[language], measure)

    def group(self, members: Sequence[Measure], language: Language) -> BarsPicture | None:
        """The sum that a group shares; None where it is unknown."""
        return charts.group(self._words[language], members)


__all__ = ["BarsPicture", "PictureSpec", "Pictures", "TablePicture", "draw"]

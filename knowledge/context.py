"""What a conversation was about: the Questions answered last, and what a short message may mean by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from knowledge.model import Field
from knowledge.question import Kind, Order, Question, Selection, View
from knowledge.selecting import DEFAULT_TOP

# The kinds of Question that later messages may refer to: measures, and lists of them.
_OF_MEASURES = (Kind.MEASURE, Kind.CALCULATE, Kind.COMPARE)
_LISTS = (Kind.LIST, Kind.GROUP, Kind.CHOICES)
REFERABLE = (*_OF_MEASURES, *_LISTS)


class Context(Struct, frozen=True):
    """What was shown in the chat before, or what the message replies to.

    measures: those of the last card, answer or comparison; none where a list was shown since. view: the
    field that was asked of it. calculation: the Question of the calculation that was shown last, if nothing
    else was since. listed: the measures of the last list, choices or comparison, in its order; selection:
    what a list selected, and page: which page of it was seen. earlier: the measures that were shown one by
    one, the latest first. before: the Questions answered before the last one, the latest first. among:
    whether the message says that some of what was listed is meant.
    """

    measures: tuple[str, ...] = ()
    view: str = ""
    calculation: Question | None = None
    listed: tuple[str, ...] = ()
    selection: Selection | None = None
    page: int = 1
    earlier: tuple[str, ...] = ()
    before: tuple[Question, ...] = ()
    among: bool = False

    @property
    def is_list(self) -> bool:
        """Whether the last that was shown is a list."""
        return bool(self.listed) and not self.measures

    @property
    def is_empty(self) -> bool:
        """Whether nothing was shown."""
        return not (self.measures or self.listed)

    @property
    def is_ranked(self) -> bool:
        """Whether the last that was shown is a list with a first one, which is meant by それ."""
        by_amount = self.selection is not None and self.selection.order in (Order.LARGEST, Order.SMALLEST)
        return self.is_list and by_amount

    @property
    def asked_of(self) -> tuple[str, ...]:
        """What a field is asked of that names nothing: what was shown, of a ranking by one that is the most
        (一番大きいのは, not 大きい順に) that one."""
        is_of_one = self.is_ranked and self.selection is not None and self.selection.top == DEFAULT_TOP
        return self.listed[:1] if is_of_one else self.measures or self.listed

    def several(self, number: int | None = None) -> tuple[str, ...]:
        """What "the two", or so many, or "which of them" means: those shown side by side or in the last list,
        else the last ones that were shown one by one, in that order; nothing if they were fewer."""
        one_by_one = self.earlier[: number or 2][::-1]
        together = self.listed if self.is_list else self.measures
        for found in (together, one_by_one, self.listed[:number]):
            if len(found) == number or (number is None and len(found) > 1):
                return found
        return ()

    def of(self, measure: str) -> Context:
        """The context if only this one of what was shown had been shown last."""
        return Context((measure,), self.view, earlier=self.earlier)


NO_CONTEXT = Context()


def context_of(shown: Sequence[Question], listed: Callable[[Question], tuple[str, ...]]) -> Context:
    """What a message may refer to.

    shown: the Questions answered before, the latest first. listed: the measures of a list.
    """
    if not shown:
        return NO_CONTEXT
    latest = shown[0]
    lists = [question for question in shown if _is_list(question)]
    measures_of_list = listed(lists[0]) if lists else ()
    if latest.kind in _OF_MEASURES:
        measures = latest.measures
    else:
        # A list of one is that one.
        measures = measures_of_list if len(measures_of_list) == 1 else ()
    alone = (each for each in shown if each.kind in _OF_MEASURES or len(each.measures) == 1)
    one_by_one = (i for each in alone for i in reversed(each.measures))
    return Context(
        measures=measures,
        view=latest.view if latest.view in tuple(Field) else "",
        calculation=latest if latest.kind is Kind.CALCULATE else None,
        listed=measures_of_list,
        page=lists[0].page if lists else 1,
        selection=_selection_of(lists[0], measures_of_list) if lists else None,
        earlier=tuple(dict.fromkeys(one_by_one)),
        before=tuple(shown[1:]),
    )


def _is_list(question: Question) -> bool:
    return question.kind in _LISTS or len(question.measures) > 1 or question.view == View.RELATED


def _selection_of(question: Question, measures: tuple[str, ...]) -> Selection | None:
    """What a list selected; for the parts of one measure these, for a list of a group has no compact form."""
    match question.kind:
        case Kind.LIST:
            return question.selection
        case Kind.GROUP:
            return Selection(ids=measures)
    return None

"""Which lines of a measure's page answer a question, which belong beside them, and which may be meant.

The words of a question point at lines (`passages.py`). Where a field is asked for, its own lines answer,
unless the words clearly point elsewhere; where none is, the lines that most of the words point at. What is
only likely is told apart, behind the answer or before a card, never instead of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from knowledge import lexicon
from knowledge.heard import in_kana
from knowledge.model import Content, Field, Measure
from knowledge.normalize import clean
from knowledge.passages import Evidence, Line, Passages, lines_of, programmes_named
from knowledge.question import Question, Typed, View
from knowledge.requests import asks, focus, phrases

# How much of a message must point at a line (see `passages.Evidence`), and what part of it: where no field is
# asked for, since a card answers those well; of its part that asks; where a field is asked for, beside its
# own words and with them; and where the words say that it stands elsewhere.
_UNASKED, _PART = (2.0, 0.45), (1.0, 0.5)
_BESIDE, _ENOUGH, _ELSEWHERE, _MARGIN = 1.0, 1.5, 0.35, 0.15
# How much must point at a line that may be meant, how near to the best of them, and how many are told.
_MAY, _AS_LIKELY, _MOST = 0.5, 0.4, 3
# A card has its summaries anyway.
_ON_CARD = (Field.PURPOSE, Field.OVERVIEW)
# These are shown whole.
_WHOLE = (Field.PAGE, View.PROGRAMMES, View.TABLES, View.OFFICIAL, View.RELATED)
# What may be asked for together with the amount: other words of these kinds only describe the measure.
_BESIDE_AMOUNT = (Field.TARGET, Field.RATE, Field.CAP, Field.SCHEDULE)
# A figure that answers how much something is: money or a share.
_FIGURE = re.compile(r"[0-9][兆億万千]?円|[0-9][%％]")

# Fields that are figures: another line answers only if it has any.
_FIGURED = (Field.RATE, Field.CAP)
_DIGIT = re.compile("[0-9]")

_Lines = tuple[Line, ...]


class Told(Struct, frozen=True):
    """best: the lines that answer a question most exactly. rest: those that belong beside them. near: others
    that may be meant."""

    best: _Lines = ()
    rest: _Lines = ()
    near: _Lines = ()


def told(measure: Measure, content: Content, question: Question) -> Told:
    """The lines of a measure's page that answer a question about it."""
    page = _Page(measure, content, question)
    best, rest = page.on_card() if question.view == View.CARD else page.of_field()
    return Told(best, rest, page.near((*best, *rest)))


class _Page:
    """One page, as one question reads it.

    own: the lines of the field that is asked for. of_named: those of the sub-programmes that are named.
    inside: whether something is asked for that a page says. asked: the words of the part that asks. said:
    these but those of a field.
    """

    def __init__(self, measure: Measure, content: Content, question: Question) -> None:
        self.measure, self.view, self.typed = measure, question.view, question.typed
        self.lines = lines_of(content)
        self.own = tuple(line for line in self.lines if line.field == self.view)
        named = programmes_named(content, self.typed.asked)
        self.of_named = tuple(line for line in self.lines if line.programme in named)
        self.passages = Passages(measure, self.lines)
        self.text = in_kana(clean(self.typed.text))
        self.inside = _is_inside(self.text, self.typed)
        self.asked = self._asked()
        self.said = lexicon.fields().without(self.asked)

    def _asked(self) -> str:
        """The part of a message that asks, if it points at any line; else the whole."""
        part = in_kana(clean(focus(self.typed.text)))
        return part if part != self.text and self.passages.pointed_at(part) else self.typed.asked

    def on_card(self) -> tuple[_Lines, _Lines]:
        """What answers a message that asks for no field."""
        best = self._inside()
        if best and all(line in self.of_named for line in best):
            return best, _without(self.of_named, best)
        return best, self._of_fields({line.field for line in best}, best)

    def _inside(self) -> _Lines:
        solidly = self.passages.solidly
        if self.asked != self.typed.asked and (part := _lines(solidly(self.asked))):
            return part
        least, share = _PART if self.asked != self.typed.asked else _UNASKED
        strong = [e for e in self.passages.pointed_at(self.asked) if e.weight >= least]
        best = pointed = _lines(e for e in strong if e.coverage >= share)
        if self.inside and (not best or self.of_named):
            best = _lines(solidly(self.asked))
        if self.of_named and (self.inside or phrases("meaning").has(self.text)):
            return self._named(best) or self._named(pointed) or best or self.of_named
        return best

    def of_field(self) -> tuple[_Lines, _Lines]:
        """What answers a message that asks for a field."""
        evidence = self._evidence()
        elsewhere = [e for e in evidence if e.line.field != self.view and e.coverage >= _ELSEWHERE]
        if self.view in _FIGURED and self.own:
            elsewhere = [e for e in elsewhere if _DIGIT.search(e.line.text.ja)]
        if self.view == Field.AMOUNT:
            figures = _lines(e for e in elsewhere if _FIGURE.search(e.line.text.ja))
            beside = tuple(line for line in self._further() if line.field in _BESIDE_AMOUNT)
            return figures, () if figures else beside
        asks_inside = self.view == Field.SCHEME and phrases("inside").has(self.text) and not self.of_named
        if asks_inside and not evidence and (best := _lines(self.passages.solidly(self.asked))):
            return best, self._of_fields({best[0].field}, best)
        if not self.own:
            # Said to be missing, with what else the page says of it.
            return (), self.of_named or _lines(elsewhere)
        if self.of_named:
            # What belongs to no sub-programme belongs to each.
            best = self._named(self.own) or tuple(line for line in self.own if line.programme is None)
            return best or self.of_named, _without(self.of_named, best)
        return self._in_field([e for e in evidence if e.line.field == self.view], elsewhere)

    def _evidence(self) -> list[Evidence]:
        """The lines that the words of a message point at that asks for a field. Its own words (48の上限は)
        point at every line of it: what else is said has to point, too."""
        beside = self.passages.pointed_at(self.said)
        if not beside or beside[0].weight < _BESIDE:
            return []
        return [e for e in self.passages.pointed_at(self.asked) if e.weight >= _ENOUGH]

    def _in_field(self, inside: list[Evidence], elsewhere: list[Evidence]) -> tuple[_Lines, _Lines]:
        """What answers, of the lines pointed at in the field that is asked for and elsewhere."""
        reached = inside[0].coverage if inside else 0.0
        if elsewhere and elsewhere[0].coverage > reached + _MARGIN:
            field = elsewhere[0].line.field
            best = _lines(e for e in elsewhere if e.line.field == field)
            return best, self._of_fields({self.view, field}, best)
        best = _lines(inside) or (self.own if self.typed.further or elsewhere else ())
        best += _without(self._further(), best)
        best += _without(_lines(elsewhere), best)
        return best, self._of_fields({self.view}, best)

    def near(self, shown: _Lines) -> _Lines:
        """Other lines that a question may be about."""
        least = self._least()
        if least is None:
            return ()
        there = _ON_CARD if self.view == View.CARD else ()
        others = [line for line in self.lines if line.programme or line.field not in there]
        passages = Passages(self.measure, [line for line in others if line not in shown])
        # The words of a field that the page lacks may stand elsewhere.
        words = self.said if self.own else self.asked
        found = [e for e in passages.pointed_at(words, _AS_LIKELY) if e.weight >= least]
        return _lines(found or (passages.solidly(words) if self.inside else ()))[:_MOST]

    def _least(self) -> float | None:
        """How much must point at a line that may be meant; None if nothing else is asked for."""
        if self.view in _WHOLE:
            return None
        if self.view == Field.AMOUNT and not _is_inside(self.said, self.typed):
            # Who asks for the budget wants no more.
            return None if phrases("budget").has(self.text) else _ENOUGH
        if self.view or self.inside:
            return _MAY
        return _BESIDE if asks(self.typed.text) else None

    def _further(self) -> _Lines:
        return tuple(line for line in self.lines if line.field in self.typed.further)

    def _named(self, lines: _Lines) -> _Lines:
        return tuple(line for line in lines if line in self.of_named)

    def _of_fields(self, fields: set[str], best: _Lines) -> _Lines:
        return tuple(line for line in self.lines if line.field in fields and line not in best)


def _is_inside(text: str, typed: Typed) -> bool:
    """Whether a message asks for something that a page says: who names a measure by its number and says more
    does."""
    return phrases("inside").has(text) or phrases("yes_or_no").has(text) or typed.by_number


def _lines(evidence: Iterable[Evidence]) -> _Lines:
    return tuple(each.line for each in evidence)


def _without(lines: _Lines, best: _Lines) -> _Lines:
    return tuple(line for line in lines if line not in best)

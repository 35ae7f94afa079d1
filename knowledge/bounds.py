"""Bounds on the amount in a message: 100億円以上, 100億から120億, 300億円台, over 50 billion yen."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from knowledge import lexicon
from knowledge.lexicon import any_of, any_spelt, in_both, label, lists
from knowledge.model import Field
from knowledge.normalize import hiragana
from knowledge.notation import numbers
from knowledge.once import once
from knowledge.question import Selection
from knowledge.yen import Sum, sums

# The labels of what may stand before a bound, and behind one.
_BEFORE = ("just_over", "just_under", "least", "over", "most", "under", "near", "exact")
_BEHIND = ("just_over", "just_under", "at_least", "over", "at_most", "under", "near", "exact", "band")
# A tenth more or less is about as much.
_ABOUT = 0.1


class _Bound(Struct, frozen=True):
    """One bound on the amount, and the part of the text that says it."""

    selection: Selection
    start: int
    end: int

    def overlaps(self, other: _Bound) -> bool:
        """Whether both have a sign of the text in common."""
        return self.start < other.end and other.start < self.end


def bounds(cleaned: str) -> tuple[Selection, str]:
    """The bounds on the amount, and the text without them. One of another field is none: 上限10億円以上.

    >>> bounds("below 10 billion yen 100億")[1], bounds("百億円台前半だいたい100から120億の施策")[1]
    ('', '前半だいたい の施策')
    """
    text = hiragana(cleaned)
    found = sums(text)
    ranges = (_range(text, low, high) for low, high in pairwise(found))
    both = next((each for each in ranges if each and not _is_of_another(cleaned[: each.start])), None)
    single = [_bound(text, each) for each in found]
    meant = (each for each in single if each and not _is_of_another(cleaned[: each.start]))
    taken = [both] if both else list(meant)
    chosen = Selection()
    for bound in reversed(taken):
        chosen = _both(chosen, bound.selection)
    # Said twice: below 10 billion yen (100億).
    again = (
        bound or _Bound(chosen, each.start, each.end) for each, bound in zip(found, single, strict=True)
    )
    taken += [b for b in again if _says_again(b, chosen) and not any(map(b.overlaps, taken))]
    rest = cleaned
    for bound in sorted(taken, key=lambda bound: bound.start, reverse=True):
        rest = cut(rest, bound.start, bound.end)
    return chosen, rest


def _says_again(bound: _Bound, chosen: Selection) -> bool:
    """Whether a bound has an amount that the chosen ones have."""
    return any(amount is not None and amount in chosen.bounds for amount in bound.selection.bounds)


def is_between(cleaned: str) -> bool:
    """Whether a text bounds the amount from both sides: 150億より多くて220億より少ない compares nothing."""
    found = bounds(cleaned)[0]
    has_low, has_high = (found.least, found.over), (found.most, found.under)
    return any(bound is not None for bound in has_low) and any(bound is not None for bound in has_high)


def is_bounded(behind: str) -> bool:
    """Whether a figure is the end of a range, by what stands behind it: 1/2以上."""
    return _behind().match(hiragana(behind)) is not None


def cut(text: str, start: int, end: int, put: str = " ") -> str:
    """A text without a part of it."""
    return f"{text[:start]}{put}{text[end:]}".strip()


def _range(text: str, low: Sum, high: Sum) -> _Bound | None:
    """All from one sum to another, of which each may be a band: 100億から120億, 200億円台から300億円台."""
    of_low, of_high = _band().match(text, low.end), _band().match(text, high.end)
    between = text[of_low.end() if of_low else low.end : high.start]
    follows = of_low and of_high and high.oku == _next(low.oku)  # 300億円台と400億円台
    if not (follows or _joins().fullmatch(between)):
        return None
    if of_high:
        return _Bound(Selection(least=low.oku, under=_next(high.oku)), low.start, of_high.end())
    least, most = sorted((low.oku, high.oku))
    return _Bound(Selection(least=least, most=most), low.start, high.end)


def _bound(text: str, each: Sum) -> _Bound | None:
    """The bound that a sum is, by the word before or behind it."""
    before = _before().search(text, 0, each.start)
    if match := _behind().match(text, each.end):
        # Said twice: ちょうど千億くらい.
        start = before.start() if before else each.start
        if label("band").whole(match[1]):
            return _Bound(Selection(least=each.oku, under=_next(each.oku)), start, match.end())
        for name in _BEHIND:
            if label(name).whole(match[1]):
                return _Bound(_named(name, each.oku), start, _said_till(text, match.end()))
    if (match := _loosely_near().match(text, each.end)) and _says_no_more(text[match.end() :]):
        return _Bound(_named("near", each.oku), each.start, match.end())
    if match := before:
        for name in _BEFORE:
            if label(f"before_{name}").whole(match[1]):
                return _Bound(_named(name, each.oku), match.start(), _said_till(text, each.end))
    if match := _of_amount().match(text, each.end):
        return _Bound(_named("exact", each.oku), each.start, match.end())
    return None


def _says_no_more(behind: str) -> bool:
    """Whether the text behind a bound names nothing but what it is one of: の規模感のもの."""
    for words in (lexicon.polite(), label("things")):
        behind = words.without(behind)
    return not label("about").trimmed(behind)


def _said_till(text: str, end: int) -> int:
    """Where a bound ends, with what says that an amount is told: ちょうど600億円って書いてある."""
    match = _told().match(text, end)
    return match.end() if match else end


def _is_of_another(before: str) -> bool:
    """Whether the text before a bound ends with another field than the amount, so that it is one of that."""
    found = lexicon.fields().find(before)
    if not found or found[-1].label in (Field.AMOUNT, Field.PAGE):
        return False
    return before[found[-1].end :].strip() in ("", *numbers().topics)


def _named(name: str, oku: float) -> Selection:
    match name:
        case "at_least" | "least":
            return Selection(least=oku)
        case "over":
            return Selection(over=oku)
        case "at_most" | "most":
            return Selection(most=oku)
        case "under":
            return Selection(under=oku)
        case "exact":
            return Selection(least=oku, most=oku)
        case "just_over":
            return Selection(over=oku, most=oku * (1 + _ABOUT))
        case "just_under":
            return Selection(least=oku * (1 - _ABOUT), under=oku)
    return Selection(least=oku * (1 - _ABOUT), most=oku * (1 + _ABOUT))


def _both(one: Selection, other: Selection) -> Selection:
    """Two bounds together (150億円以上200億円以下)."""
    set_there = {
        name: value
        for name in ("least", "over", "most", "under")
        if (value := getattr(other, name)) is not None
    }
    return replace(one, **set_there)


def _next(oku: float) -> float:
    """Where the band of a sum ends: 400 for 300, 160 for 150."""
    step = 1.0
    while oku % (step * 10) == 0 and oku >= step * 10:
        step *= 10
    return oku + step


@once
def _joins() -> re.Pattern[str]:
    return re.compile(rf" ?(?:{any_spelt(in_both(lists().between))}) ?")


@once
def _band() -> re.Pattern[str]:
    return re.compile(rf" ?(?:{any_spelt(in_both(lists().band))})")


@once
def _behind() -> re.Pattern[str]:
    words = [getattr(lists(), name) for name in _BEHIND]
    either = any_spelt(in_both(*words))
    return re.compile(rf" ?(?:{any_of(lists().before_bound.ja)})?? ?({either})")


@once
def _loosely_near() -> re.Pattern[str]:
    return re.compile(rf" ?(?:{any_spelt(lists().loosely_near.ja)})")


@once
def _of_amount() -> re.Pattern[str]:
    words = lists()
    return re.compile(rf" ?(?:{any_spelt([*words.told.ja, *in_both(words.of_amount)])})")


@once
def _told() -> re.Pattern[str]:
    return re.compile(rf" ?(?:{any_spelt(lists().told.ja)})")


@once
def _before() -> re.Pattern[str]:
    words = [getattr(lists(), f"before_{name}") for name in _BEFORE]
    before = any_spelt(in_both(*words))
    return re.compile(rf"(?<![a-z])({before}) ?(?:{any_spelt(lists().yen)})? ?$")

"""Lists, orders, bounds and sums: which measures a message selects."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from knowledge import lexicon
from knowledge.lexicon import any_of, any_spelt, label, lists
from knowledge.normalize import clean, hiragana
from knowledge.notation import numerals, to_int
from knowledge.question import Order, Selection
from knowledge.subjects import JOIN
from knowledge.yen import Sum, sums

DEFAULT_TOP = 5
# Signs between words of a subject: 保育園・学童.
APART = re.compile(r"(?:[・、，/／&＆\n]|,(?!\d))+")
# A bound below 1億円 is one of a wage or a grant, unless nothing else is spoken of.
_SMALLEST = 1
# The labels of what may stand behind a bound, and before one.
_BEFORE = ("least", "over", "most", "under", "near", "exact")
_BEHIND = ("at_least", "over", "at_most", "under", "near", "exact", "band")
# The ends of a document that a message leaves open: 237ページ以降.
FIRST_PAGE, LAST_PAGE = 1, 999
# A tenth more or less is about as much.
_ABOUT = 0.1


def read_selection(text: str, is_subject: Callable[[str], bool]) -> Selection | None:
    """The selection that a message asks for, or None if it asks for no list.

    is_subject: says of a word whether measures are about it.
    """
    cleaned = clean(text)
    found, rest = _conditions(cleaned)
    wants_total = label("total").has(rest)
    wants_list = label("list").has(rest) or label("count").has(rest)
    conditions = found != Selection()
    if not (conditions or wants_total or wants_list):
        return None
    words = [word for piece in APART.split(text) for word in _subject(clean(piece), is_subject)]
    if words and any(bound is not None and bound < _SMALLEST for bound in found.bounds):
        return None
    if any(not is_subject(word) for word in words):
        # 投資額20億円以上: the bound is one of something else than the budget. 全部だめ: no list is wanted.
        if not (label("things").has(cleaned) or found.pages or found.order is not Order.DOCUMENT):
            return None
        words = [word for word in words if is_subject(word)]
    if not (conditions or words) and not (wants_total and _about_amounts(rest)):
        return None
    order = found.order
    if words and order is Order.DOCUMENT and not found.by_amount:
        order = Order.BEST
    return replace(found, words=JOIN.join(dict.fromkeys(words)), order=order, total=wants_total)


def beside_conditions(text: str) -> str:
    """What a message says beside the bounds, pages and orders of a list."""
    return _conditions(clean(text))[1]


def ranking(text: str) -> Selection | None:
    """The order or sum alone that a message asks for, of measures that it names; None if neither."""
    found, rest = _order(clean(text))
    wants_total = label("total").has(rest)
    if found.order is Order.DOCUMENT and not wants_total:
        return None
    return replace(found, total=wants_total)


def _about_amounts(rest: str) -> bool:
    """Whether nothing but the amount is spoken of: 予算の合計は."""
    for name in ("total", "list"):
        rest = label(name).without(rest)
    return not label("about").trimmed(lexicon.polite().without(lexicon.fields().without(rest)))


def _conditions(cleaned: str) -> tuple[Selection, str]:
    """What a list must fulfil, and the text without the words that say so."""
    bounds, rest = _bounds(cleaned)
    pages, rest = _pages(rest)
    numbers, rest = _numbers(rest)
    rank, rest = _order(rest)
    found = replace(bounds, pages=pages, numbers=numbers, system=_part(rest))
    return replace(found, order=rank.order, top=rank.top, nth=rank.nth), rest


# Amounts


@dataclass(frozen=True, slots=True)
class _Bound:
    """One bound on the amount, and the part of the text that says it."""

    selection: Selection
    start: int
    end: int


def _bounds(cleaned: str) -> tuple[Selection, str]:
    """The bounds on the amount, and the text without them."""
    text = hiragana(cleaned)
    found = sums(text)
    for low, high in pairwise(found):
        if _joins().fullmatch(text[low.end : high.start]):
            least, most = sorted((low.oku, high.oku))
            return Selection(least=least, most=most), _cut(cleaned, low.start, high.end)
    chosen, rest = Selection(), cleaned
    for each in reversed(found):
        if bound := _bound(text, each):
            chosen = _both(chosen, bound.selection)
            rest = _cut(rest, bound.start, bound.end)
    return chosen, rest


def _bound(text: str, each: Sum) -> _Bound | None:
    """The bound that a sum is, by the word before or behind it."""
    if match := _behind().match(text, each.end):
        if label("band").whole(match[1]):
            return _Bound(Selection(least=each.oku, under=_next(each.oku)), each.start, match.end())
        for name in _BEHIND:
            if label(name).whole(match[1]):
                return _Bound(_named(name, each.oku), each.start, match.end())
    if match := _before().search(text, 0, each.start):
        for name in _BEFORE:
            if label(f"before_{name}").whole(match[1]):
                return _Bound(_named(name, each.oku), match.start(), each.end)
    return None


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


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(rf" ?(?:{any_spelt([*lists().between.ja, *lists().between.en])}) ?")


@cache
def _behind() -> re.Pattern[str]:
    words = [getattr(lists(), name) for name in _BEHIND]
    either = any_spelt([word for both in words for word in (*both.ja, *both.en)])
    return re.compile(rf" ?(?:の|も)? ?({either})")


@cache
def _before() -> re.Pattern[str]:
    words = [getattr(lists(), f"before_{name}") for name in _BEFORE]
    before = any_spelt([word for both in words for word in (*both.ja, *both.en)])
    return re.compile(rf"(?<![a-z])({before}) ?(?:{any_spelt(lists().yen)})? ?$")


# Pages, numbers, order


def _number() -> str:
    """A pattern of a number up to the hundreds, in digits or in kanji."""
    return rf"\d{{1,3}}|[{numerals()}]{{1,5}}"


@cache
def _page_range() -> re.Pattern[str]:
    joins = any_spelt([*lists().between.ja, *lists().between.en])
    words = any_spelt([*lists().pages.ja, *lists().pages.en])
    number = _number()
    return re.compile(
        rf"(?:(?:{words}) ?)?({number})(?:{words})? ?(?:{joins}) ?(?:{words})? ?({number}) ?(?:{words})"
        rf"|(?:{words}) ?({number}) ?(?:{joins}) ?(?:{words})? ?({number})"
    )


def _pages(text: str) -> tuple[tuple[int, int] | None, str]:
    if match := _page_range().search(hiragana(text)):
        first, last = sorted(to_int(group) for group in match.groups() if group)
        return (first, last), _cut(text, match.start(), match.end())
    match = _open_page_range().search(hiragana(text))
    if not match:
        return None, text
    number = to_int(match[1] or match[2])
    rest = _cut(text, match.start(), match.end())
    for end, pages in (
        ("pages_from", (number, LAST_PAGE)),
        ("pages_behind", (number + 1, LAST_PAGE)),
        ("pages_ahead", (FIRST_PAGE, number - 1)),
    ):
        if label(end).whole(match[3]):
            return pages, rest
    return (FIRST_PAGE, number), rest


@cache
def _open_page_range() -> re.Pattern[str]:
    """All pages from one on, or up to one: 237ページ以降, P.60まで."""
    words = any_spelt([*lists().pages.ja, *lists().pages.en])
    ends = (lists().pages_from, lists().pages_behind, lists().pages_to, lists().pages_ahead)
    end = any_spelt([word for both in ends for word in (*both.ja, *both.en)])
    number = _number()
    return re.compile(rf"(?:({number}) ?(?:{words})|(?:{words}) ?({number})) ?({end})")


@cache
def _number_range() -> re.Pattern[str]:
    joins = any_spelt([*lists().between.ja, *lists().between.en])
    before, after = (any_spelt(words) for words in (lists().numbers.en, lists().numbers.ja))
    return re.compile(
        # A single digit behind a dash is a part: 施策7-2.
        rf"(?<!\d)(?:(?:{before}) ?)?(\d{{1,3}})(?:{after})? ?(?:{joins}) ?(\d{{1,3}})(?:{after})+(?!\d)"
        rf"|(?:{before}) ?(\d{{1,3}}) ?(?:{joins}) ?(\d{{2,3}})(?!\d)"
    )


def number_range(cleaned: str) -> bool:
    """Whether a range of measures' numbers stands in a text."""
    return _numbers(cleaned)[0] is not None


def _numbers(text: str) -> tuple[tuple[int, int] | None, str]:
    """A range of the measures' numbers: 46番から80番, 60番台."""
    if match := _tens().search(text):
        first = int(match[1])
        return (first, first + 9), _cut(text, match.start(), match.end())
    match = _number_range().search(hiragana(text))
    if not match:
        return None, text
    first, last = (int(group) for group in match.groups() if group)
    if last < 10 <= first:
        return None, text  # a part: 57-3番
    first, last = sorted((first, last))
    return (first, last), _cut(text, match.start(), match.end())


@cache
def _tens() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)(\d{{1,2}}0)(?:{any_spelt(lists().tens.ja)})")


def _order(text: str) -> tuple[Selection, str]:
    """By amount, how many or which place; the text without the words that say so."""
    folded = hiragana(text)
    for order in (Order.SMALLEST, Order.LARGEST):
        if match := _nth(order).search(folded):
            place = next(filter(None, match.groups()))
            nth = lists().ordinals.get(place) or to_int(place)
            return Selection(order=order, nth=max(nth, 1)), _cut(text, match.start(), match.end())
    for order in (Order.SMALLEST, Order.LARGEST):
        if match := _superlative(order).search(folded):
            rest = _cut(text, match.start(), match.end(), "\0")
            number = _how_many().search(hiragana(rest))
            # All of them in order (大きい順), or the first few (いちばん大きい).
            top = None if label("in_order").has(match.group()) else DEFAULT_TOP
            if number:
                counted = next(filter(None, number.groups()))
                top = max(lists().counts.get(counted) or to_int(counted), 1)
                rest = _cut(rest, number.start(), number.end())
            # Said twice: top five most expensive.
            rest = _superlative(order).sub(" ", rest.replace("\0", " "))
            return Selection(order=order, top=top), rest.strip()
    return Selection(), text


@cache
def _nth(order: Order) -> re.Pattern[str]:
    """One place of an order: 2番目に予算が多い, 安い順の3位, 下から2番目, second largest."""
    end, alone, adjectives = (
        (lists().from_top, lists().largest, lists().large)
        if order is Order.LARGEST
        else (lists().from_bottom, lists().smallest, lists().small)
    )
    adjective, place = any_spelt(adjectives.ja), any_spelt(lists().nth.ja)
    number = rf"({_number()})(?:{place})"
    in_order = any_spelt(lists().in_order.ja)
    return re.compile(
        rf"(?<!\dの){number}(?:に|で|の).{{0,8}}?(?:{adjective})"
        rf"|(?:{any_spelt(end.ja)}|(?:{adjective})(?:{in_order})) ?(?:の|で|に)? ?{number}"
        rf"|(?<![a-z0-9])({any_of(lists().ordinals)})[ -](?:{any_spelt(alone.en)})(?![a-z])"
    )


@cache
def _superlative(order: Order) -> re.Pattern[str]:
    """一番予算が大きい, 大きい順, 最大規模, largest."""
    alone, adjectives = (
        (lists().largest, lists().large) if order is Order.LARGEST else (lists().smallest, lists().small)
    )
    adjective, most = any_spelt(adjectives.ja), any_spelt(lists().most.ja)
    english = "|".join(rf"(?<![a-z]){re.escape(word)}(?![a-z])" for word in alone.en)
    return re.compile(
        rf"(?:{most}).{{0,8}}?(?:{adjective})|(?:{adjective})(?:{any_spelt(lists().in_order.ja)})"
        rf"|{any_spelt(alone.ja)}|{english}"
    )


@cache
def _how_many() -> re.Pattern[str]:
    """The number beside the superlative (\0), or a counted one a little behind it: 安い施策3つ."""
    counted = any_spelt(lists().counted.ja)
    words = rf"(?<![a-z])(?:{any_of(lists().counts)})(?![a-z])"
    kanji = rf"[{numerals()}]{{1,3}}(?=(?:{counted}))"
    number = rf"(\d{{1,2}}|{kanji}|{words})"
    return re.compile(
        rf"\0(?:に|の|から)? ?{number}(?:{counted})?|{number}(?:{counted})? ?\0"
        rf"|\0.{{0,8}}?(\d{{1,2}}|{kanji})(?:{counted})"
    )


def _part(text: str) -> bool | None:
    """True for institutional measures only, False for budget measures only."""
    if label("system").has(text):
        return True
    return False if label("budget").has(text) else None


# The subject


def subject(cleaned: str) -> str:
    """What a list is about: the words that are left of a cleaned message."""
    return JOIN.join(_subject(cleaned, lambda word: True))


def _subject(piece: str, is_subject: Callable[[str], bool]) -> list[str]:
    """What a list is about, of one piece of a message: the words that are left."""
    _, rest = _conditions(piece)
    for name in ("total", "count", "list", "system", "budget"):
        rest = label(name).without(rest)
    rest = lexicon.polite().without(lexicon.fields().without(rest))
    # English words belong together; Japanese ones stand apart where something between them was taken out.
    found = []
    for word in filter(None, map(label("about").trimmed, [rest] if rest.isascii() else rest.split())):
        parts = [word]
        if not is_subject(word):
            parts = [label("about").trimmed(part) for part in _either().split(word)]
        found += [part for part in parts if part]
    return found


@cache
def _either() -> re.Pattern[str]:
    """Between two words of a subject, where a word ends: 牛や豚."""
    japanese = "|".join(map(re.escape, lists().either.ja))
    english = "|".join(map(re.escape, lists().either.en))
    return re.compile(rf"(?<=[^ぁ-ん])(?:{japanese})(?=[^ぁ-ん])|{english}")


def _cut(text: str, start: int, end: int, put: str = " ") -> str:
    return f"{text[:start]}{put}{text[end:]}".strip()

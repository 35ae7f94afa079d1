"""Lists, orders, bounds and sums: which measures a message selects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from msgspec.structs import replace

from knowledge import lexicon, notation
from knowledge.asked import asked, plainly
from knowledge.bounds import bounds, cut
from knowledge.cued import Cued
from knowledge.lexicon import any_of, any_spelt, in_both, label, lists, spellings
from knowledge.model import Field
from knowledge.normalize import clean, fold, fold_tight, has_japanese, hiragana, is_kana
from knowledge.notation import numerals, to_int
from knowledge.on_page import NOT, marks_amount, said_in
from knowledge.once import once
from knowledge.question import Order, Selection
from knowledge.requests import phrases
from knowledge.spelling import from_romaji, search, without_generic
from knowledge.subjects import JOIN, groups_in, means_more
from knowledge.yen import spoken_as_written, sums

DEFAULT_TOP = 5
# What a page or title must say, before the subject of the message is known.
ANYTHING = "\0"
_NOUN = re.compile(r"[^\W\d_ぁ-ゖa-z]+")
# Signs between words of a subject: 保育園・学童.
APART = re.compile(r"(?:[・、，&＆\n]|[/／](?!\d)|(?<!\d)[/／]|,(?!\d))+")
# A bound below 1億円 is one of a wage or a grant, unless nothing else is spoken of.
_SMALLEST = 1
# From an amount on: 100億円〜. Folding takes such a sign for a dash that joins nothing.
_OPEN = re.compile(r"(?<=[億円])\s*[〜～~](?!\s*[\d一二三四五六七八九十百千])")
_QUOTED = re.compile(r"[「『“\"]([^「」『』“”\"]{1,40})[」』”\"]")
# A run of signs that are not hiragana, and how many such runs, or quoted words, of a message are looked at.
_SOLID = re.compile(r"[^ぁ-ん\s]{2,}")
_RUNS = 8
# What is left of a verb, or of a dialect's, at the end of a message: る of 並んでる, ちょ of 出してちょ.
_ENDING = re.compile("[ぁ-ん]{0,3}")
# So many examples show that several are wanted: 牛とか餌とか.
_EXAMPLES = 2
# The ends of a document that a message leaves open: 237ページ以降. From the last ones it counts backwards.
FIRST_PAGE, LAST_PAGE, LAST_NUMBER = 1, 999, 999
# Who asks for a list does so in fewer signs; in a pasted page each word might be a subject.
_LONGEST = 240


def read_selection(text: str, is_subject: Callable[[str], bool]) -> Selection | None:
    """The selection that a message asks for, or None if it asks for no list.

    is_subject: says of a word whether measures are about it.
    """
    if len(text) > _LONGEST:
        return None
    text = spoken_as_written(text)
    text = _OPEN.sub(lists().at_least.ja[0], text)
    cleaned = clean(text)
    if at_an_end := _first_or_last(cleaned):
        return at_an_end
    if ranked_noun(cleaned):
        return None
    found, rest = _conditions(cleaned)
    wants_total = _wants_total(rest)
    if not (found != Selection() or wants_total or label("list").has(rest) or label("count").has(rest)):
        return None
    words = [word for piece in APART.split(text) for word in _subject(clean(piece), is_subject)]
    if found.order is not Order.DOCUMENT:
        words = named_things(words)
    if (words or found.exact) and any(bound is not None and bound < _SMALLEST for bound in found.bounds):
        return None
    if field := _ranked_field(cleaned):
        return Selection(says=field) if not words else None
    if ANYTHING in (found.named, found.says):
        said = _quoted(text) or JOIN.join(word for word in words if len(word) > 1)
        if not said or any(r.explicit for r in notation.references(hiragana(clean(said)))):
            return None  # No.18 と書いてあった紙
        found, words = found.saying("named" if found.named else "says", said), []
    if any(not is_subject(word) for word in words):
        if found.exact or (found.nth and not _says_order(cleaned)):
            return None  # 10億円の事業に応募, 世界で3位の予算: of what else is said.
        # 投資額20億円以上: the bound is one of something else than the budget. 全部だめ: no list is wanted.
        # 惑星を大きい順に: an order of something else than measures.
        ranks = found.order is not Order.DOCUMENT and label("money").has(cleaned)
        if not (label("things").has(cleaned) or _is_certain(found) or ranks):
            return None
        words = [each for word in words for each in ([word] if is_subject(word) else groups_in(word))]
    wants_all = (wants_total or label("count").has(rest)) and _about_amounts(rest)
    if not (found != Selection() or words or wants_all):
        return None
    order = found.order
    if words and order is Order.DOCUMENT and not found.by_amount:
        order = Order.BEST
    found = replace(found, words=JOIN.join(dict.fromkeys(words)), order=order, total=wants_total)
    return as_typed(found, text)


def ranks_others(cleaned: str) -> bool:
    """Whether a ranking is asked for of what is no measure: 面積の広い国トップ5, 惑星ランキング."""
    if any(label(name).has(cleaned) for name in ("things", "money")):
        return False
    return _chart().search(hiragana(cleaned)) is not None


@once
def _chart() -> re.Pattern[str]:
    words = lists()
    counted = any_spelt(in_both(words.chart_counted))
    chart = any_spelt(in_both(words.chart))
    return re.compile(rf"(?<![a-z])(?:{chart})(?![a-z])|(?<![a-z])(?:{counted}) ?(?:{_number()})")


# One message is looked at from several sides.
@lru_cache(maxsize=16)
def ranked_noun(cleaned: str) -> tuple[int, int] | None:
    """Where a text says that something else than measures is the most, or in some place: 二番目に高い山."""
    if any(label(name).has(cleaned) for name in ("things", "money", "list")):
        return None
    folded = hiragana(cleaned)
    for order in (Order.LARGEST, Order.SMALLEST):
        placed, most = _nth(order).search(folded), _superlative(order).search(folded)
        by_adjective = most if most and most["between"] is not None else None
        for match in (placed if placed and placed[1] else None, by_adjective):
            noun = _NOUN.match(cleaned, match.end()) if match else None
            if match and noun and _is_other(noun.group()):
                return match.span()
    return None


def beside_ranked(cleaned: str, references: list[notation.Reference]) -> list[notation.Reference]:
    """The references but those that say in which place something else is: 二番目 of 二番目に高い山, or
    of 最後から二番目."""
    if not references:
        return references
    place = _from_end().search(hiragana(cleaned))
    start, end = ranked_noun(cleaned) or (place.span() if place else (0, 0))
    return [each for each in references if not start <= each.start < end]


def _is_other(noun: str) -> bool:
    """Whether a noun neither stands for measures (プロジェクト, 補助金) nor for a field of one."""
    is_field = lexicon.fields().at_start(noun) > 0
    return not is_field and without_generic(fold_tight(label("about").trimmed(noun))) != ""


def only_sum(text: str) -> float | None:
    """The sum of money, in 億円, that is all that a message names: 568億円が付いてるのは."""
    cleaned = clean(spoken_as_written(text))
    found = sums(hiragana(cleaned))
    if len(found) != 1 or found[0].oku < _SMALLEST:
        return None
    rest = lexicon.fields().without(cut(cleaned, found[0].start, found[0].end))
    for name in ("large", "which", "things", "told"):
        rest = label(name).without(rest)
    return None if _says_more(rest) else found[0].oku


def _wants_total(rest: str) -> bool:
    """Whether amounts are to be added up; 合わせて何件 asks how many there are."""
    counts = label("count").has(rest) and not lexicon.field(Field.AMOUNT).has(rest)
    return label("total").has(rest) and not counts


def in_hiragana(text: str) -> str:
    """A message in katakana throughout, or in Latin letters that are Japanese, in hiragana, where only that
    shows all that it asks for: ウチュウノヨサン オオキイジュン, kaigo no ichiran."""
    if len(text) > _LONGEST:
        return text
    if re.fullmatch(r"[ァ-ヺー\s]+", text):
        spelt = hiragana(text)
    else:
        particles = search().romaji_particles
        latin = re.findall(r"\d+|[^\d\s]+", clean(text)) if text.isascii() else ()
        words = [w if w.isdecimal() else particles.get(w) or from_romaji(w, shortest=1) for w in latin]
        spelt = "".join(words) if all(words) else ""
    return spelt if spelt and _asking_words(clean(spelt)) > _asking_words(clean(text)) else text


def _asking_words(cleaned: str) -> int:
    """How many words of a text ask for a list, an order or a bound, or for a field."""
    asking = (label("list"), label("count"), label("total"), lexicon.fields())
    has_conditions = _conditions(spoken_as_written(cleaned))[0] != Selection()
    return sum(len(words.find(cleaned)) for words in asking) + has_conditions


def _ranked_field(cleaned: str) -> str:
    """The rate or cap by which a text ranks, rather than by amount: all that give it are listed, for our data
    do not say which is the highest. Not those of a measure that is named by number."""
    rank, rest = _order(cleaned)
    if rank.order is Order.DOCUMENT or notation.references(hiragana(cleaned)):
        return ""
    found = lexicon.fields().find(rest)
    if any(match.label == Field.AMOUNT for match in found):
        return ""
    named = (rest[m.start : m.end] for m in found if m.label in (Field.RATE, Field.CAP))
    return next(named, "")


def _quoted(text: str) -> str:
    """What a message has in quotation marks: 名前に「支援」が入る施策."""
    return JOIN.join(dict.fromkeys(_QUOTED.findall(text)[:_RUNS]))


def as_typed(found: Selection, text: str) -> Selection:
    """The selection with its words as the message has them, where only capitals differ: JAXA for jaxa."""
    lower = text.lower()
    for name in ("words", "says", "named"):
        words = getattr(found, name)
        at = lower.find(words) if words and len(lower) == len(text) else -1
        found = found.saying(name, text[at : at + len(words)]) if at >= 0 else found
    return found


def read_loosely(text: str, is_subject: Callable[[str], bool]) -> Selection | None:
    """The list of all that is about the subjects that a message names among other words, if it wants several:
    米農家の息子だけど農家が使えそうなの並べて."""
    if not wants_several(text):
        return None
    words = [word for piece in APART.split(text) for word in _subject(clean(piece), is_subject)]
    known = groups_in(" ".join(words))
    runs = [run for word in words for run in _SOLID.findall(word) if label("about").trimmed(run)][:_RUNS]
    for several in (words, runs):
        named = map(without_generic, several)
        known = known or [word for word in named if len(word) > 1 and is_subject(word)]
    selection = Selection(words=JOIN.join(dict.fromkeys(known)), order=Order.BEST)
    return as_typed(selection, text) if known else None


def named_things(words: Iterable[str]) -> list[str]:
    """The words of a subject but those that only say of what measures are ordered: お金のかけ方が上位5本."""
    return [word for word in words if not label("money").whole(word)]


def wants_several(text: str) -> bool:
    """Whether a message asks for several measures, of whatever subject."""
    cleaned = clean(text)
    return wants_list(cleaned) or any(label(n).has(cleaned) for n in ("count", "several_wanted"))


def wants_list(cleaned: str) -> bool:
    """Whether a list is what a text asks for in the end, or it gives examples of what it wants."""
    return _ends_with_list(cleaned) or len(label("examples").find(cleaned)) >= _EXAMPLES


def said_of_subject(text: str, is_subject: Callable[[str], bool]) -> str:
    """All that a message says of the subject of a list."""
    return " ".join(word for piece in APART.split(text) for word in _subject(clean(piece), is_subject))


def beside(said: str, words: str) -> str:
    """What is said beside the words of a subject."""
    for word in map(fold, words.split(JOIN)):
        at = hiragana(said).find(word)
        said = cut(said, at, at + len(word)) if at >= 0 else said
    return said


def _ends_with_list(cleaned: str) -> bool:
    """Whether a list is what a text asks for in the end: …を全部, but not 町全部が停電したときの備え."""
    found = label("list").find(cleaned)
    if not found:
        return False
    behind = label("about").trimmed(lexicon.polite().without(cleaned[found[-1].end :]))
    return label("things").has(cleaned) or _ENDING.fullmatch(behind) is not None


def _is_certain(found: Selection) -> bool:
    """Whether a list is wanted whatever else a message says: of pages, of numbers, of what pages say."""
    return bool(found.pages or found.numbers or found.says)


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
    """Whether nothing but the amount, or how many there are, is spoken of: 予算の合計は."""
    for name in ("total", "list", "count"):
        rest = label(name).without(rest)
    return not label("about").trimmed(lexicon.polite().without(lexicon.fields().without(rest)))


def _conditions(cleaned: str) -> tuple[Selection, str]:
    """What a list must fulfil, and the text without the words that say so."""
    amounts, rest = bounds(cleaned)
    pages, rest = _pages(rest)
    numbers, is_system, rest = _numbers(rest)
    rank, rest = _order(rest)
    said, rest = _said(rest, amounts.bounded or rank.order is not Order.DOCUMENT)
    system = True if is_system else _part(rest)
    found = replace(amounts, pages=pages, numbers=numbers, system=system, says=said.says, named=said.named)
    return replace(found, order=rank.order, top=rank.top, nth=rank.nth), rest


def _said(rest: str, is_list: bool) -> tuple[Selection, str]:
    """What pages or titles must say. `ANYTHING` stands for the subject that the message has beside."""
    in_title = label("in_title", *(() if is_list else ("many_named",)))
    if in_title.has(rest):
        untitled = in_title.without(rest)
        said, without = said_in(untitled)
        if marks_amount(said) and lexicon.field(Field.AMOUNT).has(rest):
            return Selection(says=said), without  # 金額に「内数」って付いてるの
        return Selection(named=ANYTHING), untitled
    rest = label("many_named").without(rest)
    said, without = said_in(rest)
    on_page = label("on_page")
    wants = ("things", "list", "count", "total", "which", "on_page", "given")
    asks = is_list or any(label(name).has(without) for name in wants)
    # 基金の事業の対象は, 定額いくら: something of one measure is asked for.
    of_one = phrases("how_much").has(without) and not label("total").has(without)
    if said and asks and asked(without).view in ("", Field.AMOUNT) and not of_one:
        return Selection(says=said), on_page.without(without)
    # 600億円の事業が二つある: of one amount, not of one name.
    several = None if is_list else _several().search(hiragana(rest))
    if several and not label("about").trimmed(lexicon.polite().without(rest[several.end() :])):
        return Selection(named=ANYTHING), rest[: several.start()]
    for match in label("not_given").find(rest):
        if (start := lexicon.fields().at_end(rest[: match.start])) is not None:  # 金額が分からない施策
            return Selection(says=NOT + rest[start : match.start]), cut(rest, start, match.end)
    given = (*label("given").find(rest), *(label("given_ranked").find(rest) if is_list else ()))
    for match in (*given, *on_page.find(rest)):
        start = lexicon.fields().at_end(rest[: match.start])
        said = rest[start : match.start]
        # 補助率がわかる施策; but いくらと書いてある asks it of one.
        if start is not None and not label("what_on_page").whole(said):
            return Selection(says=said), cut(rest, start, match.end)
    # The particle of 何が書いてある belongs to both.
    asks_of_one = (label("what_on_page").has(rest[: match.start + 1]) for match in on_page.find(rest))
    if on_page.has(rest) and not any(asks_of_one):
        return Selection(says=ANYTHING), on_page.without(rest)
    return Selection(), rest


@once
def _several() -> re.Pattern[str]:
    """What asks, in the end of a message, whether there are so many of one name: 3つある."""
    return re.compile(rf"(?:{_number()})(?:{any_spelt(lists().several.ja)})")


# Pages, numbers, order


def _first_or_last(cleaned: str) -> Selection | None:
    """The first or last measures, or the last pages, if nothing else is asked for: 最初の五つ."""
    if (place := _from_end().search(hiragana(cleaned))) and not _says_more(
        label("at_end").without(cut(cleaned, *place.span()))
    ):
        back = -to_int(place["place"])
        return Selection(numbers=(back, back), system=_names_system(cleaned) or _part(cleaned))
    match = _ends().search(hiragana(cleaned))
    if not match:
        return _at_one_end(cleaned)
    system = _part(cleaned)
    if _says_more(cut(cleaned, match.start(), match.end())):
        return None
    count = lists().counts.get(match["count"]) or to_int(match["count"])
    is_last = label("last_ones").whole(match["end"])
    if label("pages").whole(match["what"]):
        return Selection(pages=(LAST_PAGE - count + 1, LAST_PAGE)) if is_last else None
    numbers = (LAST_NUMBER - count + 1, LAST_NUMBER) if is_last else (1, count)
    return Selection(numbers=numbers, system=system)


@once
def _from_end() -> Cued:
    """A place counted from the end of the document: 最後から2番目, second to last."""
    last, place = spellings(lists().last_ones.ja), any_spelt(lists().nth.ja)
    return Cued(rf"(?:{any_of(last)}) ?(?P<place>{_number()})(?:{place})", last)


def _at_one_end(cleaned: str) -> Selection | None:
    """The one measure at an end of the document, or of its institutional part, if nothing else is asked for:
    最初の施策, 制度の最後."""
    for name, number in (("first_ones", 1), ("last_ones", LAST_NUMBER)):
        for match in label(name).find(cleaned)[:1]:
            rest = cut(cleaned, match.start, match.end)
            beside_pages = label("pages").without(rest)
            if number == LAST_NUMBER and beside_pages != rest and not _says_more(beside_pages):
                return Selection(pages=(LAST_PAGE, LAST_PAGE))
            if label("at_end").has(rest) and not _says_more(label("at_end").without(rest)):
                system = _names_system(cleaned) or _part(cleaned)
                return Selection(numbers=(number, number), system=system)
    return None


def _names_system(cleaned: str) -> bool:
    """Whether the institutional part is named in any words that stand before its numbers."""
    words = [word.strip() for word in notation.numbers().system_before]
    return any(word in hiragana(cleaned) for word in words if len(word) > 2 or not word.isascii())


def _says_more(rest: str) -> bool:
    """Whether what stands beside the first or last measures says more than that they are wanted."""
    rest = label("count", "several_wanted", "list", "system", "budget", "document").without(rest)
    return label("about").trimmed(lexicon.polite().without(rest)) != ""


@once
def _ends() -> Cued:
    """So many from an end of the document: 最初の五つ, 最後の3ページ, last five measures."""
    words = lists()
    ends = spellings(in_both(words.first_ones, words.last_ones))
    counted = any_spelt([*words.counted.ja, *in_both(words.things, words.pages)])
    count = rf"{_number()}|{any_of(words.counts)}"
    return Cued(rf"(?<![a-z])(?P<end>{any_of(ends)}) ?(?P<count>{count}) ?(?P<what>{counted})", ends)


def _number() -> str:
    """A pattern of a number up to the hundreds, in digits or in kanji."""
    return rf"\d{{1,3}}|[{numerals()}]{{1,5}}"


@once
def _page_range() -> Cued:
    joins, pages = any_spelt(in_both(lists().between)), spellings(in_both(lists().pages))
    words, number = any_of(pages), _number()
    return Cued(
        rf"(?:(?:{words}) ?)?({number})(?:{words})? ?(?:{joins}) ?(?:{words})? ?({number}) ?(?:{words})"
        rf"|(?:{words}) ?({number}) ?(?:{joins}) ?(?:{words})? ?({number})",
        pages,
    )


def _pages(text: str) -> tuple[tuple[int, int] | None, str]:
    if match := _page_range().search(hiragana(text)):
        first, last = sorted(to_int(group) for group in match.groups() if group)
        return (first, last), cut(text, match.start(), match.end())
    match = _open_page_range().search(hiragana(text))
    if not match:
        return None, text
    number = to_int(match[1] or match[2])
    rest = cut(text, match.start(), match.end())
    for end, pages in (
        ("pages_from", (number, LAST_PAGE)),
        ("pages_behind", (number + 1, LAST_PAGE)),
        ("pages_ahead", (FIRST_PAGE, number - 1)),
    ):
        if label(end).whole(match[3]):
            return pages, rest
    return (FIRST_PAGE, number), rest


@once
def _open_page_range() -> Cued:
    """All pages from one on, or up to one: 237ページ以降, P.60まで."""
    pages = spellings(in_both(lists().pages))
    ends = (lists().pages_from, lists().pages_behind, lists().pages_to, lists().pages_ahead)
    words, end, number = any_of(pages), any_spelt(in_both(*ends)), _number()
    return Cued(rf"(?:({number}) ?(?:{words})|(?:{words}) ?({number})) ?({end})", pages)


@once
def _number_range() -> Cued:
    between = spellings(in_both(lists().between))
    joins = any_of(between)
    before, after = (any_spelt(words) for words in (lists().numbers.en, lists().numbers.ja))
    system = any_spelt(word for word in notation.numbers().system_before if len(word) > 1)
    number = _number()
    return Cued(
        # A single digit behind a dash is a part: 施策7-2.
        rf"(?P<system>{system})?(?:"
        rf"(?<![\d{numerals()}])(?:(?:{before}) ?)?({number})(?:{after})? ?(?:{joins}) ?(?:{before})?"
        rf"({number})(?:{after})+(?!\d)"
        rf"|(?:{before}) ?({number}) ?(?:{joins}) ?(?:{before})? ?(\d{{2,3}}|[{numerals()}]{{2,5}})(?!\d))",
        between,
    )


def number_range(cleaned: str) -> bool:
    """Whether a range of measures' numbers stands in a text."""
    return _numbers(cleaned)[0] is not None


def _numbers(text: str) -> tuple[tuple[int, int] | None, bool, str]:
    """A range of measures' numbers (46番から80番, 60番台), and whether it is of the institutional ones."""
    if (match := _tens().search(text)) and (first := to_int(match[1])) % 10 == 0:
        return (first, first + 9), False, cut(text, match.start(), match.end())
    match = _number_range().search(hiragana(text))
    if not match:
        return None, False, text
    first, last = (to_int(group) for group in match.groups()[1:] if group)
    if last < 10 <= first:
        return None, False, text  # a part: 57-3番
    first, last = sorted((first, last))
    return (first, last), bool(match["system"]), cut(text, match.start(), match.end())


@once
def _tens() -> re.Pattern[str]:
    number = rf"(?<![\d{numerals()}])(\d{{1,2}}0|[{numerals()}]{{1,4}})"
    return re.compile(rf"{number}(?:{any_spelt(lists().tens.ja)})")


@lru_cache(maxsize=16)
def _order(text: str) -> tuple[Selection, str]:
    """By amount, how many or which place; the text without the words that say so."""
    folded = hiragana(text)
    for order in (Order.SMALLEST, Order.LARGEST):
        if match := _nth(order).search(folded):
            return _placed(order, match, text)
    if label("ranked").has(text) and (match := _place().search(folded) or _place_behind_amount(text)):
        return _placed(Order.LARGEST, match, text)
    for order in (Order.SMALLEST, Order.LARGEST):
        if match := _superlative(order).search(folded):
            # Said twice: top five most expensive.
            rest = _without_end(text, order, "\0")
            number = _how_many().search(hiragana(rest))
            # All of them in order (大きい順), or the first few (いちばん大きい).
            top = None if label("in_order").has(match.group()) else DEFAULT_TOP
            if number:
                counted = next(filter(None, number.groups()))
                top = max(lists().counts.get(counted) or to_int(counted), 1)
                rest = cut(rest, number.start(), number.end())
            other = Order.LARGEST if order is Order.SMALLEST else Order.SMALLEST
            return Selection(order=order, top=top), _without_end(rest.replace("\0", " "), other).strip()
    return Selection(), text


def _says_order(cleaned: str) -> bool:
    """Whether a place is that of an order which is said: 大きい順の3位, not 予算で3位."""
    return any(_nth(order).search(hiragana(cleaned)) for order in (Order.SMALLEST, Order.LARGEST))


def _placed(order: Order, match: re.Match[str], text: str) -> tuple[Selection, str]:
    """One place of an order, and the text without the words that say which."""
    place = next(filter(None, match.groups()))
    nth = max(lists().ordinals.get(place) or to_int(place), 1)
    end = match.end()
    if upto := label("up_to").at_start(text[end:]):  # 下から5番目まで安い順
        rest = cut(text, match.start(), end + upto)
        return Selection(order=order, top=nth), _without_end(rest, order).strip()
    return Selection(order=order, nth=nth), cut(text, match.start(), end)


def against(cleaned: str) -> Iterator[tuple[Order, str, str]]:
    """Where a text asks for larger or smaller ones than something: which, than what, and what else it says.

    >>> list(against("48より予算が大きい施策")), list(against("measures with a bigger budget than 48"))
    ([(<Order.LARGEST: 'l'>, '48', 'が 施策')], [(<Order.LARGEST: 'l'>, '48', 'measures with')])
    """
    for match in label("than").find(cleaned):
        other, behind = match.sides(cleaned)
        order, rest = _sized(behind)
        if order is not Order.DOCUMENT:
            yield order, other, rest
    for name, order in (("over", Order.LARGEST), ("under", Order.SMALLEST)):
        for match in label(name).find(cleaned):
            other, rest = match.sides(cleaned)
            if _names_things(rest):
                yield order, other, rest
        for match in label("compared_" + name).find(cleaned):
            rest, other = match.sides(cleaned)
            if _names_things(rest):
                yield order, other, rest


def _names_things(rest: str) -> bool:
    """Whether measures are asked for, by what stands beside what they are compared with."""
    return label("things", "list", "count", "which").has(rest)


def _sized(behind: str) -> tuple[Order, str]:
    """Whether larger or smaller ones are wanted, by what stands behind what they are compared with, and what
    is left of it. No order where an amount, or another number, is asked for."""
    asks = phrases("how_much").has(behind) or notation.references(hiragana(behind))
    for order, name in () if asks else ((Order.LARGEST, "large"), (Order.SMALLEST, "small")):
        if found := label(name).find(behind):
            rest = label("money", "sized").without(cut(behind, found[0].start, found[0].end))
            bare = label("list", "count", "which", "about").without(lexicon.polite().without(rest))
            if label("things").has(rest) or _ENDING.fullmatch(bare.strip()):
                return order, rest
    return Order.DOCUMENT, behind


def _without_end(text: str, order: Order, put: str = " ") -> str:
    """The text without the words that say that the largest, or the smallest, are wanted."""
    for match in reversed(list(_superlative(order).finditer(hiragana(text)))):
        # 一番手間がかかる: of what else it is the most is no amount.
        start, end = match.span("between")
        between = text[start:end]
        between = "" if label("sized").whole(between) else label("money").without(between)
        text = f"{text[: match.start()]}{put}{between}{text[match.end() :]}"
    return text


def both_ends(selection: Selection, text: str) -> tuple[Selection, ...]:
    """The two lists of a message that asks for the largest and the smallest: 最も多い施策と最も少ない施策."""
    cleaned = label("only_ranked").without(clean(text))
    rest = _without_end(cleaned, Order.SMALLEST)
    if rest == cleaned or not _superlative(Order.LARGEST).search(hiragana(rest)):
        return ()
    return tuple(replace(selection, order=order) for order in (Order.LARGEST, Order.SMALLEST))


@cache
def _nth(order: Order) -> Cued:
    """One place of an order: 2番目に予算が多い, 安い順の3位, 下から2番目, second largest."""
    end, alone, adjectives = (
        (lists().from_top, lists().largest, lists().large)
        if order is Order.LARGEST
        else (lists().from_bottom, lists().smallest, lists().small)
    )
    cues = spellings([*adjectives.ja, *end.ja, *alone.en])
    adjective, place = any_spelt(adjectives.ja), any_spelt(lists().nth.ja)
    number = rf"(?:{notation.numbers().ordinal})?({_number()})(?:{place})"
    in_order = any_spelt(lists().in_order.ja)
    further = rf"(?:(?!{any_spelt(lists().up_to.ja)}).{{0,4}}(?:{adjective}))?"  # 下から2番目に少ない
    return Cued(
        rf"(?<!\dの){number}(?:に|で|の).{{0,8}}?(?:{adjective})"
        rf"|(?:{any_spelt(end.ja)}|(?:{adjective})(?:{in_order})) ?(?:の|で|に)? ?{number}{further}"
        rf"|(?<![a-z0-9])({any_of(lists().ordinals)})(?:[ -](?:{any_of(lists().place.en)}))?"
        rf"[ -](?:{any_spelt(alone.en)})(?![a-z])",
        cues,
    )


@once
def _place() -> re.Pattern[str]:
    """A place alone, which is one by amount where nothing else is ranked: 金額で3位."""
    ordinal = notation.numbers().ordinal
    return re.compile(rf"(?<![\d{numerals()}])(?:{ordinal})?({_number()})(?:{any_spelt(lists().place.ja)})")


def _place_behind_amount(text: str) -> re.Match[str] | None:
    """A place right behind a word for the amount, which is no measure's number: 金額2番目."""
    folded = hiragana(text)
    found = (_behind_amount().match(folded, said.end) for said in lexicon.field(Field.AMOUNT).find(text))
    return next(filter(None, found), None)


@once
def _behind_amount() -> re.Pattern[str]:
    words = notation.numbers()
    topics = any_of(topic for topic in words.topics if topic != words.of)
    return re.compile(rf"(?:{topics})? ?(?:{words.ordinal})?({_number()})(?:{any_spelt(lists().nth.ja)})")


@cache
def _superlative(order: Order) -> Cued:
    """一番予算が大きい, 大きい順, 最大規模, largest."""
    alone, adjectives = (
        (lists().largest, lists().large) if order is Order.LARGEST else (lists().smallest, lists().small)
    )
    adjective, most = any_spelt(adjectives.ja), any_spelt(lists().most.ja)
    in_order = any_spelt(lists().in_order.ja)
    # No part of a longer word: 額 of 金額 asks for the field.
    sized = rf"(?:(?<![^ぁ-ん\s])(?:{any_spelt(lists().sized.ja)}) ?)?"
    others = any_of(lists().most_of_others.en)
    english = rf"(?<![a-z])(?:{any_of(alone.en)})(?![a-z]| (?:{others})(?![a-z]))"
    return Cued(
        rf"{sized}(?:{most})(?P<between>(?:(?!{most}).){{0,8}}?)(?:{adjective})|{sized}(?:{adjective})(?:{in_order})"
        rf"|(?:{any_spelt(alone.ja)})(?:{in_order})?|{english}",
        (*spellings([*adjectives.ja, *alone.ja]), *alone.en),
    )


@once
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


def subject(cleaned: str, is_subject: Callable[[str], bool] = means_more) -> str:
    """What a list is about: the words that are left of a cleaned message."""
    return JOIN.join(_subject(cleaned, is_subject))


def _subject(piece: str, is_subject: Callable[[str], bool]) -> list[str]:
    """What a list is about, of one piece of a message: the words that are left."""
    if _first_or_last(piece):
        return []
    _, rest = _conditions(piece)
    for names in (("total",), ("count",), ("several_wanted", "list"), ("system",), ("budget",)):
        rest = label(*names).without(rest)
    rest = lexicon.fields().without(rest)
    rest = plainly(rest) if is_kana(hiragana(rest)) else lexicon.polite().without(rest)
    # English words belong together; Japanese ones stand apart where something between them was taken out.
    found = []
    named = (_about(word, is_subject) for word in ([rest] if rest.isascii() else rest.split()))
    for word in filter(None, named):
        parts = [_about(part, is_subject) for part in _sides(word, is_subject)]
        # 量子と陽子って名前: of the two only one is a subject, so that nothing is known of either.
        is_joined = all(not part or is_subject(part) for part in parts)
        found += [part for part in parts if part] if is_joined else [word]
    return found


def _sides(word: str, is_subject: Callable[[str], bool]) -> list[str]:
    """The sides of joining words in a subject; in hiragana, where they may be a part of a word, only those
    that are subjects themselves: じえいたいとべいぐん."""
    if not is_kana(hiragana(word)) or is_subject(word):
        return _either().split(word)
    for join in lists().either.ja:
        one, found, other = word.partition(join)
        if found and is_subject(one) and is_subject(other):
            return [one, other]
    return [word]


def _about(words: str, is_subject: Callable[[str], bool]) -> str:
    """The words without what only says that they are a subject: 農業 of 農業関係の, but all of 海外支援, and
    the first sign of のうぎょう."""
    about = label("about")

    def is_whole(text: str) -> bool:
        is_spelt = is_kana(hiragana(text)) and about.at_end(text) is None
        return means_more(text) or (is_spelt and is_subject(text))

    rest = about.trimmed(words, is_whole)
    bare = rest if is_subject(rest) else _counted().sub("", rest)
    return rest if bare == rest else _about(bare, is_subject)


@once
def counted() -> re.Pattern[str]:
    """How many of something a text says that there are: 二つある, 3つ, ふたつ."""
    number = rf"(?<![\d{numerals()}])(?P<number>{_number()})(?:{any_spelt(lists().counted.ja)})"
    return re.compile(rf"{number}|(?P<spoken>{_spoken_counts()})")


def how_many(match: re.Match[str]) -> int:
    """What `counted()` found, as a number."""
    return lists().counts[match["spoken"]] if match["spoken"] else to_int(match["number"])


def _spoken_counts() -> str:
    """A pattern of what counts in hiragana: ふたつ, みっつ."""
    return any_of(word for word in lists().counts if has_japanese(word) and len(word) > 2)


@once
def _counted() -> re.Pattern[str]:
    """How many there are, at an end of a subject: 3つ in 医療の3つ."""
    number = rf"(?:{_number()})(?:{any_spelt(lists().counted.ja)})"
    spoken = _spoken_counts()
    return re.compile(rf"^{number}(?![^ぁ-ん])|^(?:{spoken})|(?:{number}|{spoken})$")


@once
def _either() -> re.Pattern[str]:
    """Between two words of a subject, where a word ends: 牛や豚."""
    japanese = "|".join(map(re.escape, lists().either.ja))
    english = "|".join(map(re.escape, lists().either.en))
    return re.compile(rf"(?<=[^ぁ-ん])(?:{japanese})(?=[^ぁ-ん])|{english}")

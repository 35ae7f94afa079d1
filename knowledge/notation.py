"""Measures and pages named by number, in any notation: 48, ５７の３, No.57-3, 制度の十二番, P.79, 53ページ.

The words around the numbers are `language/numbers.yaml`. A number that counts something else
(103万円, 第一原発, 一番大きい, 2030年代) names no measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from knowledge import lexicon
from knowledge.base import ROOT, KnowledgeBase, load_file
from knowledge.lexicon import any_of
from knowledge.model import Base, order
from knowledge.normalize import KANJI, clean, folding, hiragana
from knowledge.once import once
from knowledge.spelling import from_romaji, with_kana


class Numbers(Base, frozen=True):
    """`language/numbers.yaml`."""

    digits: dict[str, int]
    tens: dict[str, int]
    spoken: dict[str, str]
    spoken_behind: list[str]
    spoken_before: list[str]
    spoken_not_before: list[str]
    spoken_behind_tens: dict[str, str]
    spoken_ordinal: str
    spoken_lists: list[str]
    spoken_counts: dict[str, str]
    spoken_counts_before: list[str]
    english_ones: dict[str, int]
    english_teens: dict[str, int]
    english_tens: dict[str, int]
    english_hundred: str
    before: list[str]
    before_alone: list[str]
    after: list[str]
    counted_after: list[str]
    system_before: list[str]
    system_behind: list[str]
    page_before: list[str]
    page_after: list[str]
    saying: list[str]
    ordinal: str
    joins: list[str]
    part_after: list[str]
    loose_joins: list[str]
    fraction: str
    ranges: list[str]
    neutral: list[str]
    lists: list[str]
    superlatives: list[str]
    superlatives_in_kanji: list[str]
    counters: list[str]
    further_counters: list[str]
    english_counters: list[str]
    particles: list[str]
    prepositions: list[str]
    remains: list[str]
    topics: list[str]
    of: str
    named_otherwise: list[str]
    topics_before: list[str]
    english_before: list[str]
    english_behind: list[str]
    amounts_of: list[str]
    papers: list[str]
    serial: str
    emergency: list[int]
    others_numbers: list[str]


_KANJI = re.compile(KANJI)
# A sign before a number that says no more than a word does; folding would take it for punctuation.
_HASH, _NUMBER = re.compile(r"[#＃♯]\s?(?=\d{1,3}(?!\d))"), "No. "
# Measures and pages have numbers of three digits at most, and a measure so many parts.
_LARGEST, _MOST_PARTS = 999, 9


class Names(StrEnum):
    """What a number names."""

    MEASURE = "measure"
    SYSTEM = "system"
    PAGE = "page"


class Reference(Struct, frozen=True):
    """A number in a message: what it names, the number itself, its part (57-3), where it stands.

    join: what stands before the part. Where there is no such part, it says whether two measures are
    named (48/49) or all from one to the other (46-48).
    explicit: a word beside it says what it is (番, 施策, P.); a bare number may count anything.
    last: the other end, where one of the two is a part or both are named in full: 57-1から57-5.
    """

    names: Names
    number: int
    part: int | None
    join: str
    start: int
    end: int
    explicit: bool
    last: Reference | None = None

    @property
    def id(self) -> str:
        """The measure's id or group; not for pages."""
        part = "" if self.part is None else f"-{self.part}"
        return ("s" if self.names is Names.SYSTEM else "") + f"{self.number}{part}"

    def measures(self, knowledge: KnowledgeBase) -> tuple[str, ...]:
        """The ids that it names: one, a group's, several, or none where there is no such measure."""
        if self.last is not None:
            return _from_to(knowledge, self._first(knowledge), self._last(knowledge))
        if self.part is None:
            return self._one(knowledge, self.number)
        if self.names is not Names.PAGE and self.id in knowledge:
            return (self.id,)
        first, last = self._one(knowledge, self.number), self._one(knowledge, self.part)
        if first and last and self.is_range(knowledge):
            return _from_to(knowledge, first, last)
        is_two = self.join in ("", *numbers().loose_joins)
        return first + last if first and last and is_two else ()

    def is_range(self, knowledge: KnowledgeBase) -> bool:
        """Whether it means all from its number to its part, for it can't mean a part: 46-48, P.53〜60."""
        if self.last is not None:
            return True
        if self.part is None or self.join not in numbers().ranges or self.part == self.number:
            return False
        if self.join not in numbers().joins:
            return True
        if self.part < self.number:
            return False
        has_parts = self.names is Names.MEASURE and str(self.number) in knowledge.groups
        return not has_parts or self.part > _MOST_PARTS

    def unknown(self, knowledge: KnowledgeBase) -> str:
        """Which number of those that it names there is not, as people write it; of two, the first."""
        if self.last is not None:
            return self.last.id if self._first(knowledge) else self.id
        if not self.is_range(knowledge) or self.part is None:
            return self._shown(self.id)
        missing = self.part if self._one(knowledge, self.number) else self.number
        return self._shown(replace(self, number=missing, part=None).id)

    def _shown(self, measure_id: str) -> str:
        return f"P.{measure_id.partition('-')[0]}" if self.names is Names.PAGE else measure_id

    def _first(self, knowledge: KnowledgeBase) -> tuple[str, ...]:
        return replace(self, last=None).measures(knowledge)

    def _last(self, knowledge: KnowledgeBase) -> tuple[str, ...]:
        """The other end; a bare number behind a part is a part too: 57の1から5."""
        assert self.last is not None
        part = f"{self.number}-{self.last.number}"
        if self.part is not None and self.last.part is None and part in knowledge:
            return (part,)
        return self.last.measures(knowledge)

    def _one(self, knowledge: KnowledgeBase, number: int) -> tuple[str, ...]:
        if self.names is Names.PAGE:
            measure = knowledge.by_page.get(number)
            return (measure.id,) if measure else ()
        alone = replace(self, number=number, part=None).id
        return (alone,) if alone in knowledge else tuple(m.id for m in knowledge.groups.get(alone, ()))


def _from_to(knowledge: KnowledgeBase, first: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """All from the first of these to the last, in the document's order; none if there is no such end."""
    if not (first and last):
        return ()
    places = [knowledge.ids.index(each) for each in (*first, *last)]
    return knowledge.ids[min(places) : max(places) + 1]


@once
def numbers() -> Numbers:
    """The words around numbers, read once."""
    return load_file(ROOT / "language" / "numbers.yaml", Numbers)


# One message is looked at from several sides.
@lru_cache(maxsize=16)
def references(folded: str) -> tuple[Reference, ...]:
    """The references in a folded text (see `written`), in its order."""
    found = []
    at = 0
    while match := _pattern().search(folded, at):
        at = match.end()
        if reference := _reference(folded, match):
            found.append(reference)
    return tuple(_ranged(folded, _listed(folded, found)))


def _ranged(folded: str, found: list[Reference]) -> list[Reference]:
    """The references, where two that a word for a range joins are one: 57-1から57-5, 制度1から制度5."""
    ranged: list[Reference] = []
    for reference in found:
        first = ranged[-1] if ranged else None
        if first is not None and _is_range(folded, first, reference):
            explicit = first.explicit or reference.explicit
            ranged[-1] = replace(first, last=reference, end=reference.end, explicit=explicit)
        else:
            ranged.append(reference)
    return ranged


def _is_range(folded: str, first: Reference, last: Reference) -> bool:
    if first.last is not None or Names.PAGE in (first.names, last.names) or first.names is not last.names:
        return False
    if first.part is None and last.part is None and first.names is not Names.SYSTEM:
        return False
    between = folded[first.end : last.start].strip()
    return between != "" and between in [word.strip() for word in numbers().ranges]


def _listed(folded: str, found: list[Reference]) -> list[Reference]:
    """The references, where a bare number in a list is what its neighbour is: 制度5と6, 5と6ページ."""
    listed = list(found)
    pairs = list(pairwise(range(len(found))))
    for one, next_one in pairs:
        if _is_bare_beside(folded, listed[next_one], listed[one]):
            listed[next_one] = replace(listed[next_one], names=listed[one].names, explicit=True)
    for one, next_one in reversed(pairs):
        if _is_bare_beside(folded, listed[one], listed[next_one]):
            # 48と制度5: a word before the second number says nothing of the first.
            opens = folded[listed[next_one].start] in numerals() + "0123456789"
            names = listed[next_one].names if opens else Names.MEASURE
            listed[one] = replace(listed[one], names=names, explicit=True)
    return listed


def _is_bare_beside(folded: str, reference: Reference, other: Reference) -> bool:
    between = folded[min(reference.end, other.end) : max(reference.start, other.start)]
    # Of 制度7番と8番 the second is one, too, as no word before it says otherwise.
    follows = other.names is Names.SYSTEM and other.end <= reference.start
    is_bare = not reference.explicit or (
        follows and reference.names is Names.MEASURE and folded[reference.start].isdecimal()
    )
    return _is_list(between) and other.explicit and is_bare


def _is_list(between: str) -> bool:
    """Whether what stands between two numbers joins them as a list: 48と49."""
    return re.fullmatch(f"(?:{any_of(numbers().lists)})+", between) is not None


def settled(folded: str, found: Sequence[Reference], knowledge: KnowledgeBase) -> list[Reference]:
    """The references of a list, where a bare number is what there is of its kind: a part behind a part
    (57の1と3), but a measure where there is no such institutional one (制度24と42)."""
    listed = list(found)
    for before, at in pairwise(range(len(found))):
        first, bare = listed[before], listed[at]
        if bare.part is not None or bare.last or not folded[bare.start : bare.end].isdecimal():
            continue
        part = replace(first, part=bare.number, join="-", start=bare.start, end=bare.end)
        measure = replace(bare, names=Names.MEASURE)
        if first.part is not None and first.id in knowledge and part.id in knowledge:
            if _is_list(folded[first.end : bare.start]):
                listed[at] = part
        elif bare.names is Names.SYSTEM and not bare.measures(knowledge) and measure.measures(knowledge):
            listed[at] = measure
    return listed


def written(cleaned: str) -> str:
    """The text with spoken numbers (ごじゅうななばん, number ninety-six) as they are written (五十七ばん)."""
    cleaned = _spoken_counts().sub(lambda m: numbers().spoken_counts[hiragana(m.group())], cleaned)
    folded = hiragana(cleaned)
    alone = _spoken_alone().match(folded)
    if alone and lexicon.polite().without(folded[alone.end() :], "") in ("", *numbers().particles):
        return _as_kanji(alone.group()) + cleaned[alone.end() :]
    if listed := _spoken_list().match(folded):
        one, join, other = listed.groups()
        return f"{_value(one)}{join}{_value(other)}{cleaned[listed.end() :]}"
    cleaned = _romaji_number().sub(_from_romaji, cleaned)
    folded = hiragana(cleaned)
    spelt, at = "", 0
    for match in _spoken().finditer(folded):
        if _is_most(folded, match):
            continue  # いちばん高い
        ordinal = numbers().ordinal if match["ordinal"] else ""
        spelt += cleaned[at : match.start()] + ordinal + _as_kanji(match["spoken"])
        at = match.end()
    return _in_english().sub(_as_digits, spelt + cleaned[at:])


def _is_most(folded: str, spoken: re.Match[str]) -> bool:
    """Whether a spoken number is that of いちばん before a superlative: いちばん高い."""
    after = next((word for word in numbers().after if folded.startswith(word, spoken.end())), "")
    is_first = not spoken["ordinal"] and to_int(_as_kanji(spoken["spoken"])) == 1
    return is_first and folded.startswith(tuple(numbers().superlatives), spoken.end() + len(after))


def in_kanji(text: str) -> str:
    """The text with the letters of katakana among numerals in kanji that look like some as those.

    >>> in_kanji("三十ニ"), in_kanji("七ニ番"), in_kanji("一三九のニ"), in_kanji("ハニ"), in_kanji("二ニン")
    ('三十二', '七二番', '一三九の二', 'ハニ', '二ニン')
    """
    return _with_lookalikes().sub(lambda m: m.group().translate(_from_lookalike()), text)


@once
def _from_lookalike() -> dict[int, str]:
    """The numeral in kanji that each letter looks like; a long vowel mark may be a dash, too (十ー二十)."""
    alike = folding().lookalikes.items()
    return {ord(letter): sign for sign, letter in alike if sign in numerals() and letter != "ー"}


@once
def _with_lookalikes() -> re.Pattern[str]:
    """A numeral by tens or digit by digit, and perhaps its part, with a letter for one of its signs."""
    letters = {sign: chr(letter) for letter, sign in _from_lookalike().items()}
    digits = "".join(sign + letters.get(sign, "") for sign in numbers().digits)
    tens = "".join(sign + letters.get(sign, "") for sign in numbers().tens)
    numeral = rf"(?:(?:[{digits}]?[{tens}])+[{digits}]?|[{digits}]{{1,3}})"
    part = rf"(?:{any_of([*numbers().joins, 'ノ'])}){numeral}"
    # One of the first two signs is a numeral: ハニ is none.
    in_kanji = rf"(?=[^{numerals()}]?[{numerals()}])"
    beside = rf"[ァ-ヺー{digits}{tens}]"
    page = any_of(map(_katakana, numbers().page_after))
    return re.compile(rf"(?<!{beside}){in_kanji}{numeral}(?:{part})?(?!(?!{page}){beside})")


def _katakana(word: str) -> str:
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in word)


def spelt(text: str) -> str:
    """A message cleaned, with its numbers in digits or kanji: what `references` reads, when it is folded.

    >>> spelt("ごじゅうななばんは？"), spelt("#48 うちでも？"), spelt("46 新創出型の上限")
    ('五十七ばんは', 'no 48うちでも', '46の新創出型の上限')
    """
    return written(clean(set_apart(_HASH.sub(_NUMBER, text))))


def set_apart(text: str) -> str:
    """The text, where a number at its beginning that a space or comma sets apart is what the rest speaks of.

    >>> set_apart("46 新創出型の上限"), set_apart("50 億円以上"), set_apart("六十八の二、中身")
    ('46の新創出型の上限', '50 億円以上', '六十八の二の中身')
    """
    return _set_apart().sub(rf"\1{numbers().of}", _enumerated().sub(_listed_alone, text), count=1)


def _listed_alone(match: re.Match[str]) -> str:
    """The numbers in brackets without the words that count them: 最後の3つ（199、200、201）."""
    is_count = to_int(match["count"]) == len(re.findall(r"\d+", match["listed"]))
    return match["listed"] if is_count else match.group()


@once
def _enumerated() -> re.Pattern[str]:
    counted = rf"(?P<count>[\d{numerals()}])(?:{any_of(numbers().amounts_of)})"
    number = r"\d{1,3}(?:-\d)?"
    sign = rf"\s?(?:[，,・]|{any_of(numbers().lists)})\s?"
    listed = rf"(?P<listed>{number}(?:{sign}{number}){{1,8}})"
    return re.compile(rf"[^\s、。，,]{{0,20}}?{counted}\s?[（(]\s?{listed}\s?[)）]")


@once
def _set_apart() -> re.Pattern[str]:
    counters = _any_of(numbers().counters)
    kanji = numerals()
    joins = any_of([*numbers().joins, "－", "ノ"])
    number = rf"(?:\d{{1,3}}|[{kanji}]{{1,7}})(?:(?:{joins})[\d{kanji}])?"
    # A space may stand before what is counted: 50 億円.
    sign = rf"(?:[ \u3000]+(?![{counters}])|\s*[、，,：:]\s*)"
    return re.compile(rf"^\s*({number}){sign}(?![{kanji}])(?=[^\W\d_a-zA-Z])")


def is_only_references(folded: str, found: Sequence[Reference]) -> bool:
    """Whether nothing but references, words that join them, and what is left of a question (48のこと,
    57の全部) stands in the text."""
    if not found:
        return False
    rest, at = "", 0
    for reference in found:
        rest += folded[at : reference.start] + "\0"
        at = reference.end
    rest = (rest + folded[at:]).strip()
    words = numbers()
    alone = rf"\0(?:(?:{any_of(words.lists)})*\0)*"
    if re.fullmatch(alone, rest):
        return True
    # 2026の金額: a year rather than a measure.
    if any(r.number > _LARGEST for r in found):
        return False
    counted = rf"[{numerals()}\d][{_any_of(words.counters)}]"
    after = rf"(?:{any_of([*words.particles, *words.remains])}|{counted}| )*"
    return re.fullmatch(rf"(?:(?:{any_of(words.prepositions)}) )*{alone}{after}", rest) is not None


def is_open(folded: str, reference: Reference) -> bool:
    """Whether no word before a number says whose it is: 48番, 48ページ, but not 施策48番, P.48."""
    return folded[reference.start] in "0123456789" + numerals() + numbers().ordinal


def are_called(folded: str) -> bool:
    """Whether all the numbers of a text are those of the police and the like.

    >>> are_called("110番と119番の違い"), are_called("施策110番と119番の違い")
    (True, False)
    """
    found = references(folded)
    return bool(found) and all(
        r.explicit and folded[r.start].isdecimal() and r.number in numbers().emergency and not r.part
        for r in found
    )


def without(cleaned: str, named: Sequence[Reference]) -> str:
    """A cleaned text without the references in it."""
    for reference in reversed(named):
        cleaned = cleaned[: reference.start] + " " + cleaned[reference.end :]
    return cleaned.strip()


def topics(folded: str, found: Sequence[Reference]) -> list[Reference]:
    """Of the references those that the message speaks of: 49の一次審査は, DMOは46の, "budget of 49".

    A part with a dash (57-1) counts wherever it stands. What else is said has to confirm them.
    """
    return [r for r in found if r.names is not Names.PAGE and _is_topic(folded, r)]


def _is_topic(folded: str, reference: Reference) -> bool:
    words = numbers()
    if reference.part is not None and reference.join == "-":
        return True
    if reference.part is not None:
        before, behind = folded[: reference.start], folded[reference.end :]
        begins = not before or before.endswith(tuple(words.lists))
        return begins and behind.startswith((*words.topics, *words.particles, *words.lists))
    if not folded[reference.start : reference.end].strip().isdecimal():
        return False
    before, after = folded[: reference.start].rstrip(), folded[reference.end :].strip()
    if not before or before.endswith((*words.lists, *words.topics_before)):
        return after.startswith(tuple(words.topics))
    if not re.search(rf"(?<![a-z])(?:{any_of(words.english_before)})$", before):
        return False
    return not after or re.match(rf"(?:{any_of(words.english_behind)})(?![a-z])", after) is not None


def bare_numbers(folded: str) -> list[Reference]:
    """The numbers in digits that may name a measure, whatever is said of them: 難病の60と76どう違う.

    Not those that count (2個, 65歳), of pages or institutional measures, or of a word in Latin letters (5g),
    and no fractions. Any number may be meant otherwise, so what else is said has to confirm them.
    """
    found = _bare().finditer(folded)
    return [_as_measure(m) for m in found if not _named_otherwise().search(folded[: m.start()])]


@once
def _named_otherwise() -> re.Pattern[str]:
    """Before a number, what says that it is of a page or of an institutional measure."""
    return re.compile(rf"(?<![a-z])(?:{any_of([*numbers().system_before, *numbers().page_before])}) ?$")


def _as_measure(match: re.Match[str]) -> Reference:
    part = int(match["part"]) if match["part"] else None
    return Reference(
        Names.MEASURE, int(match["number"]), part, match["join"] or "", *match.span(), explicit=False
    )


@once
def _bare() -> re.Pattern[str]:
    words = numbers()
    signs = [*words.counters, *words.further_counters]
    # Some signs count, but part two numbers, too: 3か月, 48か49.
    parting = [sign for sign in signs if sign in words.lists]
    counting = [sign for sign in signs if sign not in parting]
    counted = "|".join(
        [
            rf"[{_any_of(counting)}%a-z\d]",
            rf"[{_any_of(parting)}](?!\d)",
            r"[.,/]\d(?!\d)",
            r"-\d",
            any_of(words.page_after),
            _english_counter().pattern,
        ]
    )
    number = rf"(?P<number>[1-9]\d{{0,2}})(?:(?P<join>[-{words.of}])(?P<part>[1-9]))?"
    return re.compile(rf"(?<![\da-z.,/\-]){number}(?!{counted})")


@once
def _english_counter() -> re.Pattern[str]:
    return re.compile(rf" (?:{any_of(numbers().english_counters)})(?![a-z])")


def is_sum(folded: str) -> bool:
    """Whether a text is a sum to be worked out, 1+1 or 2+3は, rather than a list (48+49)."""
    match = re.fullmatch(r"(\d+(?: ?\+ ?\d+)+) ?(.*)", folded)
    if match is None:
        return False
    added = re.split(r" ?\+ ?", match[1])
    return len(set(added)) < len(added) or match[2] in numbers().particles


def without_neutral(folded: str) -> str:
    """The text without what stands before numbers in any language: No. 48."""
    return re.sub(rf"(?<![a-z])(?:{any_of(numbers().neutral)})\.? ?(?=\d)", "", folded)


def to_int(numeral: str) -> int:
    """A numeral as a number: digits, kanji by place (一七五) or by tens (百七十五)."""
    if numeral.isdecimal():
        return int(numeral)
    words = numbers()
    if not any(sign in words.tens for sign in numeral):
        return int("".join(str(words.digits[sign]) for sign in numeral))
    total, pending = 0, 0
    for sign in numeral:
        if sign in words.tens:
            total += (pending or 1) * words.tens[sign]
            pending = 0
        else:
            pending = words.digits[sign]
    return total + pending


@once
def _pattern() -> re.Pattern[str]:
    words = numbers()
    kanji = numerals()
    numeral = rf"(?:\d{{1,4}}|[{kanji}]{{1,7}})"
    counted = rf"[\d{kanji}{_any_of(words.counters)}]"
    joins, after = any_of([*words.joins, *words.ranges]), any_of([*words.after, *words.counted_after])
    # 48 3 may be a part, 48 49 can't.
    joins += rf"|(?:{any_of(words.loose_joins)})(?=[1-9](?!\d))"
    # 56から57-3: the other end has a part of its own.
    away = any_of([word for word in words.ranges if word not in words.joins])
    joins = rf"(?!(?:{away})\d+(?:{any_of(words.joins)})\d)(?:{joins})"
    # A part that counts is none (57の3人), but か may open から.
    counting = rf"(?!{any_of(words.ranges)}){counted}"
    alone = rf"(?<!{KANJI})(?:{any_of(words.before_alone)})"
    # A numeral must not continue one (1,000 / 三十人), nor a Latin word (covid19).
    # A point or comma may not stand before, unless a word such as "p." does.
    return re.compile(
        # Of S&P500 the end is none.
        rf"(?:(?:(?<![a-z])(?P<system>{any_of(words.system_before)}) ?(?:{any_of(words.before)})?"
        rf"|(?<![a-z&])(?P<page>{any_of(words.page_before)})"
        rf"|(?<![a-z0-9])(?P<before>{any_of(words.before)}|{alone}))(?:{any_of(words.saying)})?)?"
        rf"(?P<ordinal>{words.ordinal})?"
        rf"(?<![\d{kanji}]) ?(?P<number>{numeral})(?![\d{kanji}])"
        # Behind 71番 the 57 of 57番 is no part.
        rf"(?:(?:(?P<told>{after})?(?P<join>{joins})|(?:{after})(?=[1-9](?!\d|{after})))"
        rf"(?P<part>\d{{1,3}}|[{kanji}]{{1,7}})"
        rf"(?:(?P<part_after>{any_of(words.part_after)})|(?!{counting})))?"
        rf"(?P<page_after>{any_of(words.page_after)}(?![a-z]))?"
        rf"(?P<after>{after})?"
    )


def numerals() -> str:
    """The signs of numerals in kanji."""
    return "".join(numbers().digits) + "".join(numbers().tens)


def _any_of(signs: list[str]) -> str:
    return "".join(map(re.escape, signs))


@once
def _spoken() -> re.Pattern[str]:
    """A number as it is spoken (ごじゅうなな), before or after a word that says it is a number.

    Without a ten or hundred it begins where a word does, for に and ご are parts of others.
    """
    words = numbers()
    ordinal, spoken = words.spoken_ordinal, f"(?:{any_of(words.spoken)})+"
    behind = "|".join(rf"(?<={re.escape(word)})" for word in words.spoken_behind)
    opening = rf"(?:(?<![^\W\d_a-zァ-ヿ々〇])|(?<={words.of})|{behind})"
    before = rf"(?!{any_of(words.spoken_not_before)})(?:{any_of(words.spoken_before)})"
    return re.compile(
        rf"(?P<ordinal>{ordinal}(?=(?:{any_of(words.spoken)})))?"
        rf"(?P<spoken>(?:(?:{behind})|(?<={ordinal})){spoken}$|(?:{_large()}|{opening}{spoken})(?={before}))"
    )


def _large() -> str:
    """A spoken number with a ten or hundred (さんご may be 産後)."""
    words = numbers()
    spoken = f"(?:{any_of(words.spoken)})"
    large = any_of([word for word, sign in words.spoken.items() if sign in words.tens])
    return rf"{spoken}*(?:{large})(?:{spoken}*|{any_of(words.spoken_behind_tens)})"


@once
def _spoken_alone() -> re.Pattern[str]:
    """A message that begins with a spoken number, with a ten or hundred or of three digits with a part, or
    with a written one with a spoken part: ごじゅうななのさん, いちにななのに, 57のさん."""
    words = numbers()
    spoken = f"(?:{any_of(words.spoken)})"
    large = any_of([word for word, sign in words.spoken.items() if sign in words.tens])
    of = words.of
    return re.compile(
        rf"{spoken}*(?:{large}){spoken}*(?:{of}{spoken})?|{spoken}{{3}}{of}{spoken}|(?:\d+|{spoken}){of}{spoken}"
    )


@once
def _spoken_list() -> re.Pattern[str]:
    """A message that begins with two spoken numbers of a ten or more: よんじゅうはちとごじゅうは."""
    joins, topics = any_of(numbers().spoken_lists), any_of(numbers().topics)
    return re.compile(rf"({_large()})({joins})({_large()})(?={topics})")


@once
def _romaji_number() -> re.Pattern[str]:
    """A spoken number in Latin letters, before a word that says that it is one: gojuu-ban."""
    after = any_of(word.strip() for word in numbers().after if word.strip().isascii())
    return re.compile(rf"(?<![a-z])([a-z]{{3,}}?)[ -]?(?=(?:{after})(?![a-z]))")


def _from_romaji(match: re.Match[str]) -> str:
    spoken = re.fullmatch(_large(), from_romaji(match[1], shortest=1))
    return f"{_value(spoken.group())} " if spoken else match.group()


def _value(spoken: str) -> int:
    return to_int(_as_kanji(spoken))


@once
def _spoken_counts() -> re.Pattern[str]:
    """One of several as it is counted in words, behind what it is one of: 139のひとつめ."""
    words = numbers()
    behind = "|".join(rf"(?<={re.escape(word)})" for word in words.joins if len(word) > 1 or word == words.of)
    before = any_of(words.spoken_counts_before)
    return re.compile(rf"(?:{behind})(?:{any_of(words.spoken_counts)})(?={before})")


@once
def _in_english() -> re.Pattern[str]:
    """An English number in words, with a ten at least: number ninety-six."""
    words = numbers()
    ones, tens = any_of(words.english_ones), any_of(words.english_tens)
    teens = any_of(words.english_teens)
    below = rf"(?:(?:{tens})(?:[ -](?:{ones}))?|{teens})"
    hundreds = rf"(?:a|{ones}) {words.english_hundred}"
    number = rf"(?:{hundreds}(?: (?:and )?(?:{below}|{ones}))?|{below})"
    return re.compile(rf"(?<![a-z]){number}(?![a-z-])")


def _as_digits(spelt: re.Match[str]) -> str:
    words = numbers()
    values = {**words.english_ones, **words.english_teens, **words.english_tens}
    hundreds, _, below = spelt.group().rpartition(words.english_hundred)
    total = 100 * values.get(hundreds.strip(), 1) if hundreds else 0
    return str(total + sum(values.get(word, 0) for word in re.split("[ -]", below)))


def _as_kanji(spoken: str) -> str:
    signs = {**numbers().spoken, **numbers().spoken_behind_tens}
    return re.sub(any_of(signs), lambda m: signs[m.group()], spoken)


def _reference(text: str, match: re.Match[str]) -> Reference | None:
    numeral, part, end = match["number"], match["part"], match.end()
    if part and _counts(match["part_after"] or "", part, text[end:]):
        part, end = None, match.end("number")
    if (match["before"] or "").strip() == "no" and match.start() and with_kana(text) != text:
        return None  # hojoritsu wa nanbun no 1
    rest = text[end:]
    telling = ("system", "page", "before", "told", "page_after", "after", "part_after")
    explicit = any(match[name] for name in telling)
    if match["after"] and not part and _counts(match["after"], numeral, rest):
        return None
    if match["after"] and text.startswith(tuple(numbers().named_otherwise), match.start("after")):
        return None
    if match["after"] in numbers().counted_after and not (match["system"] or match["before"]):
        return None  # 3つ目の目標
    is_told = any(match[name] for name in ("after", "page_after", "part_after"))
    if (match["before"] or match["system"]) and not is_told and _is_amount(rest):
        return None  # 安い施策3つ, 予算15万円
    if match["system"] == "s" and text[: match.start()].endswith(" ") and text[match.end("system")] == " ":
        return None  # germany's 500
    if not (match["after"] or match["page_after"] or numeral.isdecimal()) and _KANJI.match(rest):
        return None  # 制度の一覧
    has_word = any(match[name] for name in ("system", "page", "before", "ordinal"))
    start = match.start() if has_word else match.start("number")
    is_whole = _stands_alone(text, start, rest)
    if not is_whole and (not explicit or match["ordinal"]):
        return None  # 第一原発, 第3号被保険者
    if match["page"] or match["page_after"]:
        names = Names.PAGE
    else:
        behind = text[match.start("after") :] if match["after"] else ""
        is_system = match["system"] or behind.startswith(tuple(numbers().system_behind))
        names = Names.SYSTEM if is_system else Names.MEASURE
    join = match["join"] or "" if part else ""
    part_number = to_int(part) if part else None
    if join == numbers().fraction and len(numeral) == 1:
        return None
    return Reference(names, to_int(numeral), part_number, join, start, end, explicit)


def _counts(after: str, numeral: str, rest: str) -> bool:
    """Whether `一番` means `most`: before a superlative, or not in digits and straight before any word."""
    if to_int(numeral) != 1 or after not in ("番", "ばん"):
        return False
    if rest.startswith(tuple(numbers().superlatives)):
        return True
    if numeral.isdecimal() or _next_listed().match(rest):
        return False  # 七の一番と七の二番
    if rest.startswith(tuple(numbers().superlatives_in_kanji)):
        return True  # 一番もらえる, where も is no particle
    if rest[:1].isalnum() and lexicon.polite().without(rest, ""):
        return not rest.startswith(tuple(numbers().particles))
    return False


@once
def _next_listed() -> re.Pattern[str]:
    """What joins a number to the next one of a list."""
    return re.compile(rf"(?:{any_of(numbers().lists)})[\d{numerals()}]")


def _is_amount(rest: str) -> bool:
    """Whether what stands behind a number shows that it counts, where no word begins (48名称)."""
    if rest.startswith(tuple(numbers().amounts_of)):
        return True
    signs = [sign for sign in numbers().counters if not "ぁ" <= sign <= "ゖ"]
    counted = re.match(rf"[{_any_of(signs)}]+", rest)
    return counted is not None and (len(counted.group()) > 1 or not _KANJI.match(rest[counted.end() :]))


def _stands_alone(text: str, start: int, rest: str) -> bool:
    """Whether a bare numeral ends where a word ends, so that it may name a measure."""
    before = text[:start]
    lists = tuple(numbers().lists)
    openings = (*lists, *numbers().topics_before)
    if before and (before[-1].isalnum() or before[-1] in ".,") and not before.endswith(openings):
        return False
    if _english_counter().match(rest):
        return False
    words = (*lists, *numbers().particles, *numbers().remains)
    return not rest or not rest[0].isalnum() or rest.startswith(words)


def known(knowledge: KnowledgeBase) -> tuple[str, str]:
    """The last budget number and the last institutional one: what there is."""
    budget = [m.id for m in knowledge.measures.values() if not m.is_system]
    system = [m.id for m in knowledge.measures.values() if m.is_system]
    return str(order(budget[-1])[1]), str(order(system[-1])[1])

"""Measures and pages named by number, in any notation: 48, ５７の３, No.57-3, 制度の十二番, P.79, 53ページ.

The words around the numbers are `language/numbers.yaml`. A number that counts something else
(103万円, 第一原発, 一番大きい, 2030年代) names no measure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from knowledge.base import ROOT, KnowledgeBase, load_file
from knowledge.model import Base, order


class Numbers(Base, frozen=True):
    """`language/numbers.yaml`."""

    digits: dict[str, int]
    tens: dict[str, int]
    spoken: dict[str, str]
    before: list[str]
    after: list[str]
    system_before: list[str]
    page_before: list[str]
    page_after: list[str]
    joins: list[str]
    lists: list[str]
    superlatives: list[str]
    counters: list[str]
    particles: list[str]
    prepositions: list[str]


_KANJI = re.compile("[\u4e00-\u9fff]")


class Names(StrEnum):
    """What a number names."""

    MEASURE = "measure"
    SYSTEM = "system"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Reference:
    """A number in a message: what it names, the number itself, its part (57-3), where it stands.

    explicit: a word beside it says what it is (番, 施策, P.); a bare number may count anything.
    """

    names: Names
    number: int
    part: int | None
    start: int
    end: int
    explicit: bool

    @property
    def id(self) -> str:
        """The measure's id or group; not for pages."""
        part = "" if self.part is None else f"-{self.part}"
        return ("s" if self.names is Names.SYSTEM else "") + f"{self.number}{part}"

    def measures(self, knowledge: KnowledgeBase) -> tuple[str, ...]:
        """The ids that it names: one, a group's, or none where there is no such measure."""
        if self.names is Names.PAGE:
            measure = knowledge.by_page.get(self.number)
            return (measure.id,) if measure else ()
        if self.id in knowledge:
            return (self.id,)
        return tuple(m.id for m in knowledge.groups.get(self.id, ()))


@cache
def numbers() -> Numbers:
    """The words around numbers, read once."""
    return load_file(ROOT / "language" / "numbers.yaml", Numbers)


def references(folded: str) -> list[Reference]:
    """The references in a folded text (see `written`), in its order."""
    found = []
    at = 0
    while match := _pattern().search(folded, at):
        at = match.end()
        if reference := _reference(folded, match):
            found.append(reference)
    return found


def written(cleaned: str) -> str:
    """The text with spoken numbers (ごじゅうななばん) as they are written (五十七ばん)."""
    return _spoken().sub(lambda m: _as_kanji(m.group()), cleaned)


def is_only_references(folded: str, found: list[Reference]) -> bool:
    """Whether nothing but references, and words that join them, stands in the text."""
    rest, at = "", 0
    for reference in found:
        rest += folded[at : reference.start] + "\0"
        at = reference.end
    rest += folded[at:]
    joins, particles = _any(numbers().lists), _any(numbers().particles)
    pattern = rf"(?:(?:{_any(numbers().prepositions)}) ?)?\0(?:(?:{joins})*\0)*(?:{particles})?"
    return bool(found) and re.fullmatch(pattern, rest.strip()) is not None


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


@cache
def _pattern() -> re.Pattern[str]:
    words = numbers()
    digits = "".join(words.digits)
    kanji = digits + "".join(words.tens)
    numeral = rf"(?:\d{{1,4}}|[{kanji}]{{1,7}})"
    # A numeral must not continue one (1,000 / 第一 / 三十人), nor a Latin word (covid19).
    # A point or comma may not stand before, unless a word such as "p." does.
    return re.compile(
        rf"(?:(?<![a-z])(?P<system>{_any(words.system_before)})"
        rf"|(?<![a-z])(?P<page>{_any(words.page_before)})"
        rf"|(?<![a-z])(?P<before>{_any(words.before)}))?"
        rf"(?<![\d第{kanji}]) ?(?P<number>{numeral})(?![\d{kanji}])"
        rf"(?:(?:{_any(words.after)})?(?:{_any(words.joins)}|[ (](?=[1-9]\b))"
        rf"(?P<part>\d{{1,2}}|[{digits}])(?![\d{kanji}{_any_of(words.counters)}]))?"
        rf"(?P<page_after>{_any(words.page_after)}(?![a-z]))?"
        rf"(?P<after>{_any(words.after)})?"
    )


def _any_of(signs: list[str]) -> str:
    return "".join(map(re.escape, signs))


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _spoken() -> re.Pattern[str]:
    """A number as it is spoken (ごじゅうなな), before or after a word that says it is a number."""
    spoken = f"(?:{_any(list(numbers().spoken))})+"
    return re.compile(rf"(?:(?<=ばんごう)|(?<=せいど)|(?<=せいどの)){spoken}$|{spoken}(?=ばん)")


def _as_kanji(spoken: str) -> str:
    return re.sub(_any(list(numbers().spoken)), lambda m: numbers().spoken[m.group()], spoken)


def _reference(text: str, match: re.Match[str]) -> Reference | None:
    numeral = match["number"]
    rest = text[match.end() :]
    explicit = any(match[name] for name in ("system", "page", "before", "page_after", "after"))
    if match["after"] and _counts(match["after"], numeral, rest):
        return None
    if not (match["after"] or match["page_after"] or numeral.isdecimal()) and _KANJI.match(rest):
        return None  # 制度の一覧
    if not explicit and not _stands_alone(text, match, rest):
        return None
    if match["page"] or match["page_after"]:
        names = Names.PAGE
    else:
        names = Names.SYSTEM if match["system"] else Names.MEASURE
    part = to_int(match["part"]) if match["part"] else None
    return Reference(names, to_int(numeral), part, match.start(), match.end(), explicit)


def _counts(after: str, numeral: str, rest: str) -> bool:
    """Whether `一番` means `most`: before a superlative, or in kanji with anything behind it."""
    if to_int(numeral) != 1 or after not in ("番", "ばん"):
        return False
    return rest.startswith(tuple(numbers().superlatives))


def _stands_alone(text: str, match: re.Match[str], rest: str) -> bool:
    """Whether a bare numeral ends where a word ends, so that it may name a measure."""
    before = text[: match.start("number")]
    lists = tuple(numbers().lists)
    if before and (before[-1].isalnum() or before[-1] in ".,") and not before.endswith(lists):
        return False
    return not rest or not rest[0].isalnum() or rest.startswith((*lists, *numbers().particles))


def known(knowledge: KnowledgeBase) -> tuple[str, str]:
    """The last budget number and the last institutional one: what there is."""
    budget = [m.id for m in knowledge.measures.values() if not m.is_system]
    system = [m.id for m in knowledge.measures.values() if m.is_system]
    return str(order(budget[-1])[1]), str(order(system[-1])[1])

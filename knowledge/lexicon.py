"""The words by which people ask: `language/*.yaml`, folded and compiled once.

Code knows only the labels (the keys of those files); the words are data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from knowledge.base import ROOT, Kind, load_file
from knowledge.normalize import fold_all, has_japanese, hiragana
from knowledge.once import once
from knowledge.shapes import Base, Bilingual

LANGUAGE = ROOT / "language"
# How much of a text's end or beginning is looked at for a phrase there.
_REACH = 60
# Behind a phrase as short as this a long vowel goes on with a word.
_SHORT = 2
_KATAKANA_PAIR = re.compile("[ァ-ヺ][ァ-ヺー]")
# The end of a word of katakana that is no particle: エコキュート.
_LAST_KATAKANA = re.compile("ー[ァ-ヺ](?![ァ-ヺー])")


class PageTerm(Base, frozen=True):
    """A term of how money is given that pages have. says: as they print it. ja, en: how people ask for it.
    mark: the mark of the amount that says so (see `model.Amount`)."""

    says: str
    ja: list[str] = []
    en: list[str] = []
    mark: Literal["", "of_which", "treasury_obligation"] = ""


class ListWords(Base, frozen=True):
    """`language/lists.yaml`."""

    list: Bilingual
    about: Bilingual
    largest: Bilingual
    smallest: Bilingual
    most_of_others: Bilingual
    most: Bilingual
    large: Bilingual
    small: Bilingual
    in_order: Bilingual
    before_bound: Bilingual
    at_least: Bilingual
    over: Bilingual
    at_most: Bilingual
    under: Bilingual
    compared_over: Bilingual
    compared_under: Bilingual
    near: Bilingual
    loosely_near: Bilingual
    band: Bilingual
    exact: Bilingual
    before_exact: Bilingual
    just_over: Bilingual
    before_just_over: Bilingual
    just_under: Bilingual
    before_just_under: Bilingual
    of_amount: Bilingual
    told: Bilingual
    nth: Bilingual
    up_to: Bilingual
    sized: Bilingual
    first_ones: Bilingual
    last_ones: Bilingual
    document: Bilingual
    at_end: Bilingual
    chart: Bilingual
    chart_counted: Bilingual
    only_ranked: Bilingual
    place: Bilingual
    ranked: Bilingual
    from_top: Bilingual
    from_bottom: Bilingual
    ordinals: dict[str, int]
    counted: Bilingual
    counts: dict[str, int]
    tens: Bilingual
    before_least: Bilingual
    before_over: Bilingual
    before_most: Bilingual
    before_under: Bilingual
    before_near: Bilingual
    between: Bilingual
    total: Bilingual
    count: Bilingual
    system: Bilingual
    budget: Bilingual
    money: Bilingual
    compare: Bilingual
    apart: Bilingual
    in_words: Bilingual
    both: Bilingual
    apiece: Bilingual
    alike_ends: Bilingual
    against: tuple[str, ...]
    similar: Bilingual
    more: Bilingual
    side_by_side: Bilingual
    sides: Bilingual
    side_mark: Bilingual
    each: Bilingual
    than: Bilingual
    topic: Bilingual
    around_sides: Bilingual
    either: Bilingual
    several_wanted: Bilingual
    plural: Bilingual
    examples: Bilingual
    things: Bilingual
    pages: Bilingual
    pages_from: Bilingual
    pages_behind: Bilingual
    pages_to: Bilingual
    pages_ahead: Bilingual
    numbers: Bilingual
    page_terms: tuple[PageTerm, ...]
    on_page: Bilingual
    what_on_page: Bilingual
    given: Bilingual
    not_given: Bilingual
    given_ranked: Bilingual
    spoken_of: Bilingual
    in_title: Bilingual
    many_named: Bilingual
    denied: Bilingual
    subsidised: Bilingual
    who: Bilingual
    fractions: dict[str, str]
    several: Bilingual
    which: Bilingual
    units: dict[str, float]
    spoken_sums: dict[str, str]
    spoken_units: dict[str, str]
    yen: tuple[str, ...]


class RequestWords(Base, frozen=True):
    """`language/requests.yaml`."""

    also: Bilingual
    instead: Bilingual
    asking: Bilingual
    joined: Bilingual
    beside: list[str]
    clause_ends: list[str]
    question: Bilingual
    inside: Bilingual
    yes_or_no: Bilingual
    meaning: Bilingual
    budget: Bilingual
    tail: Bilingual
    aside: Bilingual
    how_much: Bilingual
    too: Bilingual
    of_shown: Bilingual


class Match(Struct, frozen=True):
    """A phrase found in a folded text: the label it stands for, and where."""

    label: str
    start: int
    end: int

    def sides(self, text: str) -> tuple[str, str]:
        """What stands before it in its text, and behind it."""
        return text[: self.start].strip(), text[self.end :].strip()


class Phrases:
    """Labelled phrases, found longest first; Japanese ones anywhere but inside a word of katakana, English
    ones as whole words.

    The texts that are searched are cleaned, not folded (`normalize.clean`): katakana stays in what is left.
    """

    def __init__(self, labelled: Iterable[tuple[str, Bilingual]]) -> None:
        self._labels: dict[str, str] = {}
        for label, words in labelled:
            each = in_both(words)
            for word, folded in zip(each, fold_all(each), strict=True):
                self._labels.setdefault(folded or word, label)
        # How long the phrases are that begin with these two signs, longest first: a pattern of hundreds of
        # words takes longer to compile than all else at the start.
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for phrase in self._labels:
            lengths[phrase[:2]].add(len(phrase))
        for pair in lengths:
            lengths[pair] |= lengths.get(pair[0], set())
        self._lengths = {pair: sorted(found, reverse=True) for pair, found in lengths.items()}
        self._beginnings = frozenset(lengths)
        # A message is looked through for the same phrases from several sides.
        self._found = lru_cache(maxsize=4)(self._matches)

    def find(self, text: str) -> tuple[Match, ...]:
        """The phrases in a cleaned text, from left to right, none inside another."""
        return self._found(text)

    def has(self, text: str) -> bool:
        """Whether any of the phrases stands in the text."""
        return bool(self._found(text))

    def _matches(self, cleaned: str) -> tuple[Match, ...]:
        text, pairs, beginnings = _cut(cleaned)
        # Most lists have nothing that stands in a message.
        if self._beginnings.isdisjoint(beginnings):
            return ()
        return tuple(self._walk(cleaned, text, pairs))

    def _walk(self, cleaned: str, text: str, pairs: Sequence[str]) -> Iterator[Match]:
        at = 0
        for start, pair in enumerate(pairs):
            if start < at:
                continue
            for length in self._lengths.get(pair) or self._lengths.get(pair[0]) or ():
                phrase = text[start : start + length]
                if phrase in self._labels and _is_whole(phrase, cleaned, start):
                    at = start + len(phrase)
                    yield Match(self._labels[phrase], start, at)
                    break

    def without(self, text: str, put: str = " ", shortest: int = 1) -> str:
        """The text without the phrases that have so many signs at least."""
        rest, at = "", 0
        for match in self.find(text):
            if match.end - match.start < shortest:
                continue
            rest += text[at : match.start] + put
            at = match.end
        return " ".join((rest + text[at:]).split())

    def trimmed(
        self, text: str, is_whole: Callable[[str], bool] = lambda text: False, beginning: int = 1
    ) -> str:
        """The text without phrases at its ends, as far as it is not whole without them.

        beginning: how many signs one has at least with which it begins.
        """
        while text and not is_whole(text):
            if (start := self.at_end(text)) is not None:
                text = text[:start].rstrip()
            elif (end := self.at_start(text)) >= beginning:
                text = text[end:].lstrip()
            else:
                break
        return text

    def at_end(self, text: str) -> int | None:
        """Where the phrase begins with which the text ends."""
        # No further than a phrase may reach: who trims a text looks at it again and again.
        tail = text[-_REACH:]
        found = self.find(tail)
        return len(text) - len(tail) + found[-1].start if found and found[-1].end == len(tail) else None

    def at_start(self, text: str) -> int:
        """Where the phrase ends with which the text begins; 0 without one."""
        found = self.find(text[:_REACH])
        return found[0].end if found and found[0].start == 0 else 0

    def whole(self, text: str) -> str:
        """The label of the phrase that the text is, or of the first if it is several; else ""."""
        if label := self._labels.get(hiragana(text)):
            return label
        found = self.find(text)
        return found[0].label if found and not self.without(text, "") else ""


# Each list of words that is looked for in a message asks for the same few texts.
@lru_cache(maxsize=64)
def _cut(cleaned: str) -> tuple[str, Sequence[str], frozenset[str]]:
    """A cleaned text in hiragana; each sign of it with the next one; and these once, and the signs alone."""
    text = hiragana(cleaned)
    pairs = [text[at : at + 2] for at in range(len(text))]
    return text, pairs, frozenset((*text, *pairs))


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words as they are, the longest that fits first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


def any_spelt(words: Iterable[str]) -> str:
    """A pattern of any of the words, as the files have them or folded."""
    return any_of(spellings(words))


def spellings(words: Iterable[str]) -> set[str]:
    """The words as the files have them, and folded."""
    as_written = list(words)
    return {*as_written, *fold_all(as_written)} - {""}


def in_both(*words: Bilingual) -> list[str]:
    """The words of labels, in both languages."""
    return [word for each in words for word in (*each.ja, *each.en)]


def _is_whole(phrase: str, cleaned: str, start: int) -> bool:
    """Whether a phrase stands where a word may end: one in Latin letters as words of its own, another
    anywhere but where it cuts a word of katakana (なの in ウクライナの)."""
    end = start + len(phrase)
    if phrase[0].isdecimal() and cleaned[start - 1 : start].isdecimal():
        return False  # 1番 in 51番
    if has_japanese(phrase):
        cuts = _KATAKANA_PAIR.match
        if start and cuts(cleaned, start - 1):
            return False
        if start and len(phrase) == 1 and _LAST_KATAKANA.match(cleaned, start - 1):
            return False
        if len(phrase) <= _SHORT and cleaned.startswith("ー", end):
            return False  # いつ in みらいつー
        return not cuts(cleaned, end - 1)
    around = cleaned[start - 1 : start] + cleaned[end : end + 1]
    return not any(sign.isascii() and sign.isalnum() for sign in around)


@once
def fields() -> Phrases:
    """Words that ask for a field; the labels are `model.Field` and `question.View` values."""
    return Phrases(_fields().items())


@cache
def field(label: str) -> Phrases:
    """The words that ask for one field."""
    return Phrases([(label, _fields()[label])])


@once
def _fields() -> dict[str, Bilingual]:
    return load("fields", dict[str, Bilingual])


@once
def polite() -> Phrases:
    """Words that say nothing of what a message is about."""
    return Phrases([("polite", load("phrases", Bilingual))])


@once
def talk() -> Phrases:
    """What is said to the bot: greeting, thanks, help …"""
    return Phrases(load("talk", dict[str, Bilingual]).items())


@once
def to_the_bot() -> Phrases:
    """What shows that a message which asks for nothing here is said to the bot: thanks, help, about …"""
    return Phrases(load("to_the_bot", dict[str, Bilingual]).items())


@once
def context() -> Phrases:
    """Short messages that mean something after a card: next, more, siblings …"""
    return Phrases(load("context", dict[str, Bilingual]).items())


@once
def lists() -> ListWords:
    """The words of lists as they stand in the file (`label()` gives them compiled)."""
    return load("lists", ListWords)


@once
def requests() -> RequestWords:
    """The words between several requests of one message."""
    return load("requests", RequestWords)


@once
def alike() -> dict[str, list[str]]:
    """Words of the pages, and what people say for them."""
    return load("alike", dict[str, list[str]])


@once
def readings() -> dict[str, str]:
    """How the words of the pages, and those that people say for them, are read."""
    return load("readings", dict[str, str])


@cache
def label(*names: str) -> Phrases:
    """The phrases of one label of `lists.yaml`, or of several: the longest of them all win."""
    return Phrases([(name, getattr(lists(), name)) for name in names])


def load(name: str, kind: type[Kind]) -> Kind:
    """One file of `language/`."""
    return load_file(LANGUAGE / f"{name}.yaml", kind)

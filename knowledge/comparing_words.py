"""The words of a comparison: what compares, and the sides that it parts, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge import lexicon
from knowledge.asked import asked
from knowledge.lexicon import Match, Phrases, any_of, label, lists
from knowledge.normalize import KANJI
from knowledge.once import once

# How many joining words of a message are tried as that between two sides, and how many sides are looked for.
_JOINS, _SIDES = 8, 4
# What stands for any sign that sets one thing against another.
AGAINST = " vs "
_KANJI_KANA, _IN_KANA = re.compile(f"{KANJI}[ぁ-ん]"), re.compile("[ぁ-ん]{2}")
# Signs behind which a message goes on, and how many of them are looked at.
_END, _ENDS = re.compile(r"[、，。？?！!]+(?=.)|, "), 4


def against(text: str) -> str:
    """A text with one word where any sign sets one thing against another: A ⇔ B."""
    return _against().sub(AGAINST, text)


@once
def _against() -> re.Pattern[str]:
    return re.compile(any_of(lists().against))


def plain(cleaned: str) -> str:
    """What a comparison names, without the words that compare, ask for a field or are polite."""
    rest = asked(_without_comparing(around_than(cleaned))).rest
    return lexicon.polite().without(rest, "")


def around_than(cleaned: str) -> str:
    """AはBより as A and B: the topic's particle, which is else only politeness, parts the two."""
    for than in label("than").find(cleaned):
        before = cleaned[: than.start]
        for topic in label("topic").find(before):
            if topic.start > 0 and topic.end < than.start:
                mark = lists().side_mark.ja[0]
                return f"{before[: topic.start]}{mark}{before[topic.end :]} {cleaned[than.end :]}"
    return cleaned


def _without_comparing(cleaned: str) -> str:
    """A cleaned text without the words of a comparison, but those that stand between its sides: A vs B."""
    for match in reversed(wanting().find(cleaned)):
        if not label("sides").whole(f" {cleaned[match.start : match.end]} "):
            cleaned = f"{cleaned[: match.start]} {cleaned[match.end :]}"
    return cleaned.strip()


@once
def wanting() -> Phrases:
    """The words that compare, or show that both sides are wanted."""
    return Phrases([(name, getattr(lists(), name)) for name in ("compare", "apart", "both")])


def ends_alike(cleaned: str) -> bool:
    """Whether two sides end with the same word, the first before what joins them: AのほうとBのほう."""
    joins = label("sides")
    ends = [(cleaned[e.start : e.end], cleaned[e.end :]) for e in label("alike_ends").find(cleaned)]
    said = [word for word, _ in ends]
    return any(said.count(word) > 1 and joins.at_start(behind) for word, behind in ends)


def with_shared(said: str) -> tuple[str, str]:
    """The sides, and what is compared of each: AとB、それぞれのC, AとBとCの3つ."""
    for each in label("each").find(said)[:2]:
        sides = said[: each.start]
        if label("around_sides").trimmed(sides):
            return sides, label("around_sides").trimmed(said[each.end :])
    return said, ""


def without_ends(text: str) -> Iterator[str]:
    """A text, then without what stands behind its last sign, and so on: AとB、うちはどっち."""
    yield text
    ends = [match.start() for match in _END.finditer(text)]
    for end in reversed(ends[:_ENDS]):
        yield text[:end]


def divided(said: str) -> Iterator[list[str]]:
    """The ways to divide a text into the sides of a comparison: all of three or four, then any two."""
    joins = [join for join in label("sides").find(said) if not _is_in_word(said, join)]
    starts, ends = [0, *(j.end for j in joins)], [*(j.start for j in joins), len(said)]
    if len(joins) < 2 * _SIDES:
        sides = list(filter(side, (said[start:end] for start, end in zip(starts, ends, strict=True))))
        if 2 < len(sides) <= _SIDES:
            yield sides
    for join in joins[:_JOINS]:
        two = [said[: join.start], said[join.end :]]
        if all(map(side, two)):
            yield two


def _is_in_word(said: str, join: Match) -> bool:
    """Whether what may join two sides is a part of a word: か of 動かし."""
    is_particle = label("in_words").whole(said[join.start : join.end]) != ""
    return is_particle and _KANJI_KANA.fullmatch(_around(said, join)) is not None


def joins_surely(said: str, join: Match) -> bool:
    """Whether what joins two sides hardly is a part of a word: や of やって, と of したとき."""
    is_particle = label("in_words").whole(said[join.start : join.end]) != ""
    return not is_particle and _IN_KANA.fullmatch(_around(said, join)) is None


def _around(said: str, join: Match) -> str:
    return said[join.start - 1 : join.start] + said[join.end : join.end + 1]


def side(words: str) -> str:
    """One side, without what the question adds to it."""
    return _around_sides().trimmed(words)


@once
def _around_sides() -> Phrases:
    """What only belongs to the question where a side ends: 上 of どっちが上, but not that of 賃上げ."""
    return Phrases([(name, getattr(lists(), name)) for name in ("around_sides", "more")])

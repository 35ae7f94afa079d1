"""The words of a comparison: what compares, and the sides that it parts, as text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from knowledge import lexicon
from knowledge.asked import asked
from knowledge.lexicon import Phrases, label, lists

# How many joining words of a message are tried as that between two sides, and how many sides are looked for.
_JOINS, _SIDES = 8, 4


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
    for match in reversed(comparing().find(cleaned)):
        if not label("sides").whole(f" {cleaned[match.start : match.end]} "):
            cleaned = f"{cleaned[: match.start]} {cleaned[match.end :]}"
    return cleaned.strip()


@cache
def comparing() -> Phrases:
    """The words that compare, or ask whether two are one."""
    return Phrases([(name, getattr(lists(), name)) for name in ("compare", "apart")])


def with_shared(said: str) -> tuple[str, str]:
    """The sides, and what is compared of each: AとB、それぞれのC, AとBとCの3つ."""
    for each in label("each").find(said)[:2]:
        sides = said[: each.start]
        if label("around_sides").trimmed(sides):
            return sides, label("around_sides").trimmed(said[each.end :])
    return said, ""


def divided(said: str) -> Iterator[list[str]]:
    """The ways to divide a text into the sides of a comparison: all of three or four, then any two."""
    joins = label("sides").find(said)
    starts, ends = [0, *(j.end for j in joins)], [*(j.start for j in joins), len(said)]
    if len(joins) < 2 * _SIDES:
        sides = list(filter(side, (said[start:end] for start, end in zip(starts, ends, strict=True))))
        if 2 < len(sides) <= _SIDES:
            yield sides
    for join in joins[:_JOINS]:
        two = [said[: join.start], said[join.end :]]
        if all(map(side, two)):
            yield two


def side(words: str) -> str:
    """One side, without what the question adds to it."""
    return _around_sides().trimmed(words)


@cache
def _around_sides() -> Phrases:
    """What only belongs to the question where a side ends: 上 of どっちが上, but not that of 賃上げ."""
    return Phrases([(name, getattr(lists(), name)) for name in ("around_sides", "more")])

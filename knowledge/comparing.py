"""Comparisons: which measures a message puts side by side, each named by its number or by words.

永久磁石とドローンの違い, 48は53よりいくら多い, 医療と介護、それぞれの賃上げ, 48と49の補助率を並べて.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge import lexicon
from knowledge.asked import asked
from knowledge.by_words import ByWords
from knowledge.following import compared_numbers
from knowledge.lexicon import label, lists
from knowledge.normalize import clean, has_japanese
from knowledge.notation import Names, Reference, numbers
from knowledge.question import COMPARED, Kind, Language, Question, Typed
from knowledge.selecting import APART, number_range, ranking

# How many joining words of a message are tried as that between two sides, and how many sides are looked for.
_JOINS, _SIDES = 8, 4


class Comparing:
    """Reads comparisons over one knowledge base."""

    def __init__(self, by_words: ByWords) -> None:
        self.by_words = by_words
        self.knowledge = by_words.knowledge

    def question(self, text: str, cleaned: str, language: Language) -> Question | None:
        """Measures side by side, three at most; None if the message compares nothing.

        cleaned: the text in folded spelling, with spoken numbers as they are written.
        """
        view = asked(cleaned).view
        compares = label("compare").has(cleaned)
        if not compares and not self._shows_beside(cleaned, view):
            return None
        named = self._numbered(cleaned)
        if len(named) < 2:
            named = self._named(text, surely=not compares)
        measures = tuple(dict.fromkeys(named))
        left_out = max(len(measures) - COMPARED, 0)
        # 46、47、48、49の予算を並べて, 46から50で一番高いのは: a list has room for them all.
        if len(measures) < 2 or (left_out and (not compares or ranking(text))):
            return None
        typed = Typed(text, left_out=left_out)
        return Question(Kind.COMPARE, measures[:COMPARED], view, language=language, typed=typed)

    def _shows_beside(self, cleaned: str, view: str) -> bool:
        """Whether a field of several measures is wanted side by side: 補助率を並べて."""
        return bool(view) and label("side_by_side").has(cleaned) and not number_range(cleaned)

    def _numbered(self, cleaned: str) -> list[str]:
        """The measures named by number. A bare group (57) is no side of a comparison; 46 47 are two."""
        listed = _numbers(cleaned)
        if len(listed) < 2:
            # What is asked of them may stand right behind: 49と50お金どっちが多い.
            listed = _numbers(lexicon.polite().without(asked(cleaned).rest))
        ids = [r.measures(self.knowledge) for r in listed]
        sides = (found for r, found in zip(listed, ids, strict=True) if r.part or r.last or len(found) == 1)
        return [measure for found in sides for measure in found]

    def _named(self, text: str, surely: bool) -> list[str]:
        """The measures that words name: the sides as signs set them apart (A、B、C), else as joined."""
        marks = lists().side_mark
        mark = (marks.ja if has_japanese(text) else marks.en)[0]
        for written in dict.fromkeys((APART.sub(mark, text.strip()), text)):
            said, shared = _with_shared(_plain(clean(written)))
            for sides in _divided(said):
                if found := self._all(sides, shared, surely):
                    return found
        return []

    def _all(self, sides: Sequence[str], shared: str, surely: bool) -> list[str]:
        """A measure for each side, if all differ.

        shared: what is compared of each (それぞれの賃上げ). Without it the end of the last side may belong
        to the others too: 保育園と学童の整備.
        """
        of = numbers().of
        end = _side(sides[-1]).partition(of)[2]
        found: list[str] = []
        for written in sides:
            side = _side(written)
            if shared:
                tries = [f"{side}{of}{shared}", side]
            else:
                tries = [side, f"{side}{of}{end}"] if end and written is not sides[-1] else [side, written]
            measure = self._meant(tries, surely, found)
            if measure is None or measure in found:
                return []
            found.append(measure)
        return found

    def _meant(self, tries: Sequence[str], surely: bool, taken: Sequence[str]) -> str | None:
        """The measure that any of some words names surely, else the nearest to the first that has one."""
        sure = next(filter(None, map(self.by_words.surely, tries)), None)
        if surely or (sure and sure not in taken):
            return sure
        return next(filter(None, (self.by_words.nearest(words, taken) for words in tries)), None)


def _numbers(cleaned: str) -> list[Reference]:
    return [r for r in compared_numbers(_around_than(cleaned)) if r.names is not Names.PAGE]


def _plain(cleaned: str) -> str:
    """What a comparison names, without the words that compare, ask for a field or are polite."""
    rest = asked(_without_comparing(_around_than(cleaned))).rest
    return label("more").without(lexicon.polite().without(rest, ""))


def _around_than(cleaned: str) -> str:
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
    for match in reversed(label("compare").find(cleaned)):
        if not label("sides").whole(f" {cleaned[match.start : match.end]} "):
            cleaned = f"{cleaned[: match.start]} {cleaned[match.end :]}"
    return cleaned.strip()


def _with_shared(said: str) -> tuple[str, str]:
    """The sides, and what is compared of each: AとB、それぞれのC, AとBとCの3つ."""
    for each in label("each").find(said)[:2]:
        sides = said[: each.start]
        if label("around_sides").trimmed(sides):
            return sides, label("around_sides").trimmed(said[each.end :])
    return said, ""


def _divided(said: str) -> Iterator[list[str]]:
    """The ways to divide a text into the sides of a comparison: all of three or four, then any two."""
    joins = label("sides").find(said)
    starts, ends = [0, *(j.end for j in joins)], [*(j.start for j in joins), len(said)]
    if len(joins) < 2 * _SIDES:
        sides = list(filter(_side, (said[start:end] for start, end in zip(starts, ends, strict=True))))
        if 2 < len(sides) <= _SIDES:
            yield sides
    for join in joins[:_JOINS]:
        two = [said[: join.start], said[join.end :]]
        if all(map(_side, two)):
            yield two


def _side(words: str) -> str:
    """One side, without what the question adds to it."""
    return label("around_sides").trimmed(words)

"""Comparisons: which measures a message puts side by side, each named by its number or by words.

永久磁石とドローンの違い, 48は53よりいくら多い, 医療と介護、それぞれの賃上げ, 48と49の補助率を並べて.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asked import asked
from knowledge.by_words import ByWords
from knowledge.comparing_numbers import ComparedNumbers
from knowledge.comparing_words import divided, plain, side, with_shared
from knowledge.lexicon import label, lists
from knowledge.model import Field
from knowledge.normalize import clean, has_japanese, hiragana
from knowledge.notation import Names, numbers, references
from knowledge.question import COMPARED, Kind, Language, Question, Typed
from knowledge.selecting import APART, number_range, ranking


class Comparing:
    """Reads comparisons over one knowledge base."""

    def __init__(self, by_words: ByWords) -> None:
        self.by_words = by_words
        self.numbers = ComparedNumbers(by_words)

    def question(self, text: str, cleaned: str, language: Language) -> Question | None:
        """Measures side by side, three at most; None if the message compares nothing.

        cleaned: the text in folded spelling, with spoken numbers as they are written.
        """
        view = asked(cleaned).view
        if view == Field.PAGE and any(r.names is Names.PAGE for r in references(hiragana(cleaned))):
            view = ""  # 53ページと54ページの違い
        compares = label("compare").has(cleaned)
        named = self.numbers.named(text, cleaned)
        if len(named) < 2:
            if not compares and not self._shows_beside(cleaned, view):
                return None
            named = self._named(text, surely=not compares)
        measures = tuple(dict.fromkeys(named))
        left_out = max(len(measures) - COMPARED, 0)
        # 46、47、48、49の予算を並べて, 46から50で一番高いのは: a list has room for them all.
        if len(measures) < 2 or (left_out and (not compares or ranking(text))):
            return None
        typed = Typed(text, left_out=left_out)
        return Question(Kind.COMPARE, measures[:COMPARED], view, language=language, typed=typed)

    def _shows_beside(self, cleaned: str, view: str) -> bool:
        """Whether several are wanted side by side that words set apart: 補助率を並べて, …は別の施策."""
        if label("apart").has(cleaned):
            return True
        return bool(view) and label("side_by_side").has(cleaned) and not number_range(cleaned)

    def _named(self, text: str, surely: bool) -> list[str]:
        """The measures that words name: the sides as signs set them apart (A、B、C), else as joined."""
        marks = lists().side_mark
        mark = (marks.ja if has_japanese(text) else marks.en)[0]
        for written in dict.fromkeys((APART.sub(mark, text.strip()), text)):
            said, shared = with_shared(plain(clean(written)))
            for sides in divided(said):
                if found := self._all(sides, shared, surely):
                    return found
        return []

    def _all(self, sides: Sequence[str], shared: str, surely: bool) -> list[str]:
        """A measure for each side, if all differ.

        shared: what is compared of each (それぞれの賃上げ).
        """
        found: list[str] = []
        for written in sides:
            measure = self._meant(_tries(written, sides, shared), surely, found)
            if measure is None or measure in found:
                return []
            found.append(measure)
        return found

    def _meant(self, tries: Sequence[str], surely: bool, taken: Sequence[str]) -> str | None:
        """The measure that any of some words names by its terms, else the nearest to them; that only if it is
        sure, too, where `surely`."""
        sure = next(filter(None, map(self.by_words.surely, tries)), None)
        if sure and sure not in taken:
            return sure
        return next(filter(None, (self.by_words.nearest(words, taken, surely) for words in tries)), None)


def _tries(written: str, sides: Sequence[str], shared: str) -> list[str]:
    """The words that may name what one side means, best first. Without something shared the end of the last
    side may belong to the others too: 保育園と学童の整備."""
    of = numbers().of
    said, end = side(written), side(sides[-1]).partition(of)[2]
    if shared:
        tries = [f"{said}{of}{shared}", said]
    else:
        tries = [said, *([f"{said}{of}{end}"] if end and written is not sides[-1] else []), written]
    if not has_japanese(said) and any(map(has_japanese, sides)):
        # A name in Latin letters among Japanese words is read as one of these: Beyond5G.
        tries.append(f"{said}{of}")
    return tries

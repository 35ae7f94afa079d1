"""Comparisons: which measures a message puts side by side, each named by its number or by words.

永久磁石とドローンの違い, 48は53よりいくら多い, 医療と介護、それぞれの賃上げ, 48と49の補助率を並べて.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from knowledge import lexicon
from knowledge.asked import asked
from knowledge.by_words import ByWords
from knowledge.comparing_numbers import ComparedNumbers
from knowledge.comparing_words import against, divided, ends_alike, plain, side, with_shared, without_ends
from knowledge.lexicon import label, lists
from knowledge.model import Field
from knowledge.normalize import clean, has_japanese, hiragana
from knowledge.notation import Names, are_called, numbers, references
from knowledge.question import COMPARED, COMPARED_PARTS, Kind, Language, Question, Typed
from knowledge.selecting import APART, as_typed, beside_conditions, counted, how_many, number_range, ranking
from knowledge.spelling import without_generic

# What a side may mean by some words, but for measures that are taken.
Meaning = Callable[[str, Sequence[str]], str | None]
# Who compares what has no number does so in fewer signs; in longer texts each joining word might part two.
_LONGEST = 90
# So few signs of one side need what the first says of both.
_FEW = 8
# Of how many subjects the sums are set side by side: as many as one message is answered.
_SUBJECTS = 2


class Comparing:
    """Reads comparisons over one knowledge base."""

    def __init__(self, by_words: ByWords) -> None:
        self.by_words = by_words
        self.numbers = ComparedNumbers(by_words)

    def question(self, text: str, cleaned: str, language: Language) -> Question | None:
        """Measures side by side, three at most or parts of three; None if the message compares nothing.

        cleaned: the text in folded spelling, with spoken numbers as they are written.
        """
        if (opposed := against(text)) != text:
            text, cleaned = opposed, clean(opposed)
        view = asked(cleaned).view
        if view == Field.PAGE and any(r.names is Names.PAGE for r in references(hiragana(cleaned))):
            view = ""  # 53ページと54ページの違い
        compares = label("compare").has(cleaned)
        named = self.numbers.named(text, cleaned)
        if len(named) < 2:
            named = self._of_one_name(cleaned) or self._named(text, cleaned)
        measures = tuple(dict.fromkeys(named))
        shown = measures[: self._room(measures)]
        left_out = len(measures) - len(shown)
        # 46、47、48、49の予算を並べて, 46から50で一番高いのは: a list has room for them all.
        if len(measures) < 2 or (left_out and (not compares or ranking(text))):
            return None
        if are_called(hiragana(cleaned)):
            return None
        typed = Typed(text, left_out=left_out)
        return Question(Kind.COMPARE, shown, view, language=language, typed=typed)

    def subjects(self, text: str, language: Language) -> tuple[Question, ...]:
        """The sums of two subjects that a message sets side by side, each of several measures:
        AIと半導体、どっちが多い."""
        cleaned = clean(text)
        if len(cleaned) > _LONGEST or not label("compare").has(cleaned):
            return ()
        for sides in divided(with_shared(plain(cleaned))[0]):
            # What compared stood beside them: 介護 が多い.
            said = ((side(each), *(each.split() if has_japanese(each) else ())) for each in sides)
            known = [next(filter(None, map(self.by_words.common, words)), "") for words in said]
            if len(sides) == _SUBJECTS and all(known):
                sums = (self.by_words.list_of(words) for words in known)
                return tuple(
                    Question(Kind.LIST, selection=as_typed(each, text), language=language, typed=Typed(text))
                    for each in sums
                )
        return ()

    def is_plain(self, cleaned: str) -> bool:
        """Whether a message names what it compares by whole terms, and no more: 永久磁石とドローンの違い."""
        said = with_shared(plain(cleaned))[0]
        return any(all(self.by_words.surely(side(each)) for each in sides) for sides in divided(said))

    def listed(self, text: str) -> tuple[str, ...]:
        """The measures that words name one by one in a text that puts them in order."""
        if len(text) > _LONGEST:
            return ()
        named = beside_conditions(APART.sub(lists().side_mark.ja[0], text))
        return tuple(self._sides(named, self.by_words.nearest))

    def _of_one_name(self, cleaned: str) -> list[str]:
        """The measures of one name, if the message compares and says how many there are: 富岳の2つの違い,
        核融合のが二つあるみたいだけど違いは."""
        told = counted().search(hiragana(cleaned))
        if not (told and label("compare", "apart").has(cleaned)):
            return []
        said = lexicon.polite().without(cleaned[: told.start()], "")
        name = without_generic(side(label("about").trimmed(side(said))))
        found = self.by_words.subjects.main(name) if len(name) > 1 else []
        return found if len(found) == how_many(told) > 1 else []

    def _room(self, measures: Sequence[str]) -> int:
        """How many of some measures are compared: three, or more where they are parts of three at most."""
        knowledge = self.by_words.knowledge
        whole = {knowledge[measure].group or measure for measure in measures}
        return COMPARED if len(whole) > COMPARED else COMPARED_PARTS

    def _named(self, text: str, cleaned: str) -> list[str]:
        """The measures that words name: if need be without what stands behind them (AとB、うちはどっち), but
        then they must name them surely."""
        if len(cleaned) > _LONGEST or not (meaning := self._meaning(cleaned)):
            return []
        whole, *shorter = without_ends(text.strip())
        found = self._sides(whole, meaning)
        if not found and shorter and not self.by_words.nearest(plain(cleaned)):
            return []  # 公立と私立の高校、学費はどう違う: what is asked of the two is from elsewhere.
        named = next(filter(None, (self._sides(told, self._alone) for told in shorter)), [])
        # What stands behind may only have changed their order.
        return named if not found or set(named) == set(found) else found

    def _meaning(self, cleaned: str) -> Meaning | None:
        """How a message may name its sides: the nearest where it compares, what is sure where it asks whether
        two are one, what is named beyond doubt where it only seems to want both; None if it wants no two."""
        if label("compare").has(cleaned):
            return self.by_words.nearest
        if label("apart").has(cleaned):
            return partial(self.by_words.nearest, surely=True)
        return self._alone if _wants_both(cleaned) else None

    def _alone(self, words: str, taken: Sequence[str]) -> str | None:
        """What words name beyond doubt: in a phrase, for a few signs may be a part of anything."""
        return self.by_words.nearest(words, taken, surely=True) if len(words) > _FEW else None

    def _sides(self, told: str, meaning: Meaning) -> list[str]:
        """The measures of the sides as signs set them apart (A、B、C), else as joined."""
        marks = lists().side_mark
        mark = (marks.ja if has_japanese(told) else marks.en)[0]
        for written in dict.fromkeys((APART.sub(mark, told), told)):
            said, shared = with_shared(plain(clean(written)))
            for sides in divided(said):
                if found := self._all(sides, shared, meaning):
                    return found
        return []

    def _all(self, sides: Sequence[str], shared: str, meaning: Meaning) -> list[str]:
        """The measures of each side, if all differ.

        shared: what is compared of each (それぞれの賃上げ).
        """
        found: list[str] = []
        for written in sides:
            measures = self._meant(written, sides, shared, meaning, found)
            if not measures or set(measures) & set(found):
                return []
            found += measures
        return found

    def _meant(
        self, written: str, sides: Sequence[str], shared: str, meaning: Meaning, taken: Sequence[str]
    ) -> Sequence[str]:
        """The measures that one side names by number, as one with parts, or by its terms, else what its words
        may mean."""
        if (numbered := self.numbers.of_side(side(written))) is not None:
            return numbered
        tries = _tries(written, sides, shared)
        if parts := next(filter(None, map(self.by_words.parts, tries)), ()):
            return parts
        if (sure := self.by_words.surely(tries[0])) and sure not in taken:
            return [sure]
        if len(sides) == 2 and (measure := self._with_beginning(written, sides, taken)):
            return [measure]
        sure = next(filter(None, map(self.by_words.surely, tries[1:])), None)
        if sure and sure not in taken:
            return [sure]
        # Of 半導体とポスト5G the first may mean what the second surely names, too.
        others = (self.by_words.surely(side(other)) for other in sides if other is not written)
        but = [*taken, *filter(None, others)]
        return [measure for measure in (meaning(words, but) for words in tries) if measure][:1]

    def _with_beginning(self, written: str, sides: Sequence[str], taken: Sequence[str]) -> str | None:
        """What the other side surely names with what the first says of both, if its own words speak for it:
        保育士の待遇改善と人材の確保."""
        of, said = numbers().of, side(written)
        of_both = side(sides[0]).rpartition(of)[0]
        if written is sides[0] or not of_both or len(said) > _FEW:
            return None
        measure = self.by_words.nearest(f"{of_both}{of}{said}", taken, surely=True)
        return measure if measure and self.by_words.speaks_for(said, measure) else None


def _wants_both(cleaned: str) -> bool:
    """Whether a message without a word that compares seems to want several side by side: 補助率を並べて."""
    wants = label("both").has(cleaned) or label("apiece").has(cleaned) or ends_alike(cleaned)
    if not wants and not (label("side_by_side").has(cleaned) and asked(cleaned).view):
        return False
    return not (ranking(cleaned) or number_range(cleaned))


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

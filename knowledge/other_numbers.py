"""Numbers of other things than measures: ポケモン図鑑の25番, イチローの51番, 51番バス, 119番に電話.

A number with 番, 号 or ページ behind it and no word before it that says whose it is may be of anything. It is
a measure's unless the message says of what it is, and no measure has to do with that, or goes on as messages
do that mean another's (`by_number.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import lexicon, notation
from knowledge.asked import asked
from knowledge.base import KnowledgeBase
from knowledge.by_number import MARKED, OWNED, ByNumber
from knowledge.by_words import ByWords
from knowledge.confidence import OFFERED, odds
from knowledge.elsewhere import elsewhere
from knowledge.normalize import clean, fold_tight, hiragana, visible
from knowledge.notation import Names, Reference
from knowledge.once import once
from knowledge.spelling import without_generic
from knowledge.subjects import means_more

# What may part a name from a number that is not its own: うちは製造業、48番は使える?
_PARTED = re.compile(r"[\s、。，．,.!?！？「」『』（）()・:：;；]+")
# So long is a word of kanji or katakana before a number that it is believed to be a name: 百人一首の48番,
# but 昨日の48番.
_NAME = re.compile(r"[^\W\d_ぁ-ゖ]{3,}$")
# A word before a number with 号 is that of a series: 台風19号, 特定技能2号.
_SERIES = re.compile(r"[^\W\d_ぁ-ゖa-z]{2}$")


class OtherNumbers:
    """Tells the numbers of measures from those of other things, over one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, by_words: ByWords, by_number: ByNumber) -> None:
        self.knowledge = knowledge
        self.by_words = by_words
        self.by_number = by_number

    def without(self, text: str, cleaned: str, references: Sequence[Reference]) -> list[Reference]:
        """The references in a message without those to other things."""
        if not any(reference.explicit for reference in references):
            return list(references)
        others = {_what(r) for part in _PARTED.split(visible(text)) for r in self._others(part)}
        odds = self.by_number.odds(cleaned, references)
        left = [r for r in references if _what(r) not in others and not _is_unlikely(cleaned, r, odds)]
        return [] if len(left) > 1 and notation.are_called(hiragana(cleaned)) else left

    def _others(self, part: str) -> list[Reference]:
        """The references to other things in a part of a message between signs."""
        cleaned = notation.written(clean(part))
        folded = hiragana(cleaned)
        marked = [r for r in notation.references(folded) if r.explicit]
        said = lexicon.polite().without(notation.without(cleaned, marked), "")
        if not without_generic(fold_tight(said)) or asked(said).view:
            return []
        return [r for r in marked if notation.is_open(folded, r) and self._is_other(cleaned, said, r)]

    def _is_other(self, cleaned: str, said: str, reference: Reference) -> bool:
        ids = reference.measures(self.knowledge)
        if any(self.by_words.is_said_of(said, i) for i in ids):
            return False
        before, number = cleaned[: reference.start], cleaned[reference.start : reference.end]
        if number.endswith(notation.numbers().serial) and _SERIES.search(before):
            return not before.endswith(_papers())
        return self._is_strange(before.removesuffix(notation.numbers().of))

    def _is_strange(self, owner: str) -> bool:
        """Whether what stands before a number is a name that nothing here has."""
        if elsewhere(owner) or owner.endswith(tuple(notation.numbers().others_numbers)):
            return True
        name = _NAME.search(owner)
        if name is None or name.group().endswith(_papers()) or not without_generic(fold_tight(name.group())):
            return False
        found = self.by_words.found(name.group())
        return not (means_more(name.group()) or (found and odds(found[0], owner, owner) >= OFFERED))


def _is_unlikely(cleaned: str, reference: Reference, odds: float) -> bool:
    """Whether a message goes on as with a number of something else; that has to say more behind a word whose
    number it need not be (保育園の48番). odds: see `ByNumber.odds`."""
    is_owned = reference.start > 0 and notation.is_open(cleaned, reference)
    return reference.explicit and odds < (OWNED if is_owned else MARKED)


def _what(reference: Reference) -> tuple[Names, int, int | None]:
    return reference.names, reference.number, reference.part


@once
def _papers() -> tuple[str, ...]:
    return tuple(clean(word) for word in notation.numbers().papers)

"""What is misspelt: names that stand in a message but for a sign or two.

A wrong conversion, a dropped, doubled or swapped sign leaves a piece that no measure has. Without such a
piece a near term is another word (小学校 is no misspelt 中学校), and nothing is corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from knowledge.spelling import from_romaji, is_kanji

# How alike (0 to 100) a name and a piece of a text are at least: one sign of three is wrong, or two of six.
_ALIKE = 66
# The longest name that is looked for.
_LONGEST = 16
# From which length on two signs may be wrong: in a longer message, and where it is the name and nothing else.
_TWO, _TWO_ALONE = 9, 6
# English stems: from which length on one is corrected.
_STEM, _STEM_TWO = 5, 9


def corrected_text(
    text: str, names: Sequence[str], is_odd: Callable[[str], bool], is_term: Callable[[str], bool]
) -> str:
    """The text with the names put in that stand there but for a sign or two; the longest first.

    is_odd: whether a piece of text has a gram that is unknown. is_term: whether it is a name itself.
    """
    fitting = [name for name in names if _may_stand(name, text)]
    near = process.extract(text, fitting, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=None)
    for name in sorted((name for name, _, _ in near), key=len, reverse=True):
        if name in text:
            continue
        if place := fuzz.partial_ratio_alignment(name, text):
            start, end, wrong = _window(name, text, place.dest_start)
            more = len(text) - len(name)
            allowed = 2 if len(name) >= (_TWO if more else _TWO_ALONE) else 1
            odd = is_odd(text[max(start - 1, 0) : end + 1])
            if 0 < wrong <= allowed and odd and _same_ends(name, text[start:end], more, is_term):
                text = text[:start] + name + text[end:]
    return text


def _may_stand(name: str, text: str) -> bool:
    """Whether a name is short enough for a text, and the text has the signs at its ends (see `_same_ends`).

    It says of most names that they don't, in a tenth of the time that it takes to compare them.
    """
    more = len(text) - len(name)
    if more < -1 or len(name) > _LONGEST:
        return False
    begins = name[0] in text or (more <= 1 and is_kanji(name[0]))
    return begins and (name[-1] in text or is_kanji(name[-1]))


def _same_ends(name: str, piece: str, more: int, is_term: Callable[[str], bool]) -> bool:
    """Whether both begin and end alike, or a kanji at an end is wrong and the rest is no word of its own.

    登記す is no misspelt 登記簿, for 登記 is a word; 核融号 is a misspelt 核融合.
    more: how many signs the message has beyond the name's; a wrong beginning is believed only in a brief one.
    """
    if piece in name:
        return False
    begins = name[0] == piece[0]
    begins = begins or (more <= 1 and is_kanji(name[0] + piece[0]) and not is_term(name[1:]))
    ends = name[-1] == piece[-1] or (is_kanji(name[-1] + piece[-1]) and not is_term(name[:-1]))
    return begins and ends


def _window(name: str, text: str, near: int) -> tuple[int, int, int]:
    """The piece of the text that differs least from the name: start, end, how many signs are wrong."""
    best = (near, near, len(name))
    for start in range(max(near - 1, 0), min(near + 2, len(text))):
        for length in (len(name), len(name) - 1, len(name) + 1):
            piece = text[start : start + length]
            wrong = OSA.distance(name, piece, score_cutoff=2)
            if wrong < best[2]:
                best = (start, start + len(piece), wrong)
    return best


class Vocabulary:
    """The English stems that are known, by which unknown ones are corrected."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._stems = frozenset(stem for stem in stems if stem.isascii() and stem.isalpha())
        # In an order of their own: of equally near stems the first is taken, in every process the same.
        self._long = sorted(stem for stem in self._stems if len(stem) >= _STEM - 1)

    def corrected(self, stems: str) -> str:
        """The stems (see `spelling.english_words`) with those corrected that are nearly known ones."""
        if not stems:
            return stems
        return " " + " ".join(map(self._corrected, stems.split())) + " "

    def _corrected(self, stem: str) -> str:
        if stem in self._stems or len(stem) < _STEM or not stem.isalpha() or from_romaji(stem):
            return stem
        allowed = 2 if len(stem) >= _STEM_TWO else 1
        near = process.extractOne(stem, self._long, scorer=OSA.distance, score_cutoff=allowed)
        # The first letter is hardly ever wrong, and tells most words apart.
        return str(near[0]) if near and near[0][0] == stem[0] else stem

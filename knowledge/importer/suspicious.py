"""Characters that a scanner may have mistaken, listed for the reader with where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from knowledge.importer.corrections import Corrector
from knowledge.importer.lines import Line
from knowledge.importer.rules import rules
from knowledge.normalize import folding

CONTEXT = 6  # characters shown on either side
_KANJI = range(0x3400, 0xA000)
_KANA = "[ァ-ヴー]"  # without ヵ and ヶ, which count: 三ヶ月
_IDEOGRAPH = "[\u3400-\u9fff々]"


def suspicious(
    lines: Sequence[Line], corrector: Corrector, familiar: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Place and description of each suspicious character that the list does not correct.

    familiar: texts beside the document whose words are right.
    """
    texts = [corrector.apply(line.text) for line in lines]
    words = Words([*texts, *familiar])
    for line, text in zip(lines, texts, strict=True):
        for match in _pattern().finditer(text):
            sign = match.group()
            if match.lastgroup and not words.odd(text, match.start()):
                continue
            around = text[max(0, match.start() - CONTEXT) : match.end() + CONTEXT].strip()
            yield line.place, f"{sign} (U+{ord(sign):04X}) in 「{around}」: {_reason(sign)}"


class Words:
    """The katakana words and the pairs of kanji of some texts: they tell 加工ロボット from 溶接口ボット.

    A word is no witness for itself: what stands beside a look-alike is left out.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: set[str] = set()
        self._pairs: set[str] = set()
        alike = "".join(folding().lookalikes)
        run = re.compile(rf"(?<![{alike}])(?<!{_KANA}){_KANA}{{2,}}(?![{alike}])")
        pair = re.compile(rf"(?<!{_KANA})(?=({_IDEOGRAPH}{{2}})(?!{_KANA}))")
        for text in texts:
            self._runs.update(run.findall(text))
            self._pairs.update(pair.findall(text))

    def odd(self, text: str, at: int) -> bool:
        """Whether the look-alike at that place is more likely the sign that it looks like."""
        sign, before, after = text[at], text[:at], text[at + 1 :]
        if sign in _kanji_of():
            return self._odd_katakana(_kanji_of()[sign], before, after)
        left, right = re.search(f"{_KANA}*$", before), re.match(f"{_KANA}*", after)
        assert left is not None
        assert right is not None
        return self._odd_kanji(sign, left.group(), right.group(), before[-1:], after)

    def _odd_kanji(self, sign: str, left: str, right: str, before: str, after: str) -> bool:
        """A kanji beside katakana: 口 in 口ボット."""
        meant = folding().lookalikes[sign]
        if not right:
            ends_word = not re.match(_IDEOGRAPH, after)
            return ends_word and (left.endswith("ッ") or left + meant in self._runs)
        if left and not (left in self._runs and self._known(right)):
            return True
        a_word = before + sign in self._pairs
        inside, alone = self._known(meant + right), self._known(right)
        return inside > alone or not (a_word or (alone and not right.startswith(meant)))

    def _odd_katakana(self, meant: str, before: str, after: str) -> bool:
        """A single katakana sign beside kanji: エ in エ場. It may head an item of a list: ロ対象."""
        if before[-1:] + meant in self._pairs or meant + after[:1] in self._pairs:
            return True
        return bool(re.search(r"[^\W\d_]$", before) and re.match(_IDEOGRAPH, after))

    def _known(self, run: str) -> int:
        """The length of the longest known word with which the run begins; 0 if there is none."""
        return next((n for n in range(len(run), 1, -1) if run[:n] in self._runs), 0)


def _reason(sign: str) -> str:
    if sign in "O0":
        return "perhaps ○"
    meant = folding().lookalikes.get(sign) or _kanji_of().get(sign) or folding().kanji.get(sign)
    return f"perhaps {meant} (U+{ord(meant):04X})" if meant else "no Japanese form"


@cache
def _kanji_of() -> dict[str, str]:
    """The look-alikes the other way round: the kanji that a katakana sign looks like."""
    return {kana: kanji for kanji, kana in folding().lookalikes.items()}


@cache
def _pattern() -> re.Pattern[str]:
    """Foreign and old kanji, O at the head of a subtitle; as a named group what the words beside it
    decide: a kanji beside katakana, and a single katakana sign beside kanji."""
    kanji = "".join(re.escape(sign) for sign in folding().lookalikes)
    kana = "".join(re.escape(sign) for sign in _kanji_of())
    beside = rf"(?:(?<={_IDEOGRAPH})|(?=[{kana}]{_IDEOGRAPH}))"
    lone = rf"(?<!{_KANA}){beside}(?!{rules().counter})[{kana}](?!{_KANA})"
    return re.compile(
        rf"[{_foreign()}]|(?P<alike>[{kanji}](?={_KANA})(?!{rules().counter})|(?<={_KANA})[{kanji}]|{lone})"
        r"|(?:^|(?<=[\t #]))[O0](?=[A-Z]\d|[\u3040-\u9fff])"
    )


@cache
def _foreign() -> str:
    """Kanji outside JIS X 0208, which a Japanese document hardly prints, and the old forms."""
    return "".join(
        {chr(code) for code in _KANJI if not _japanese(chr(code))} | set(folding().kanji)
    )


def _japanese(sign: str) -> bool:
    try:
        sign.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True

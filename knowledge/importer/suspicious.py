"""Characters that a scanner may have mistaken, listed for the reader with where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from knowledge.importer.corrections import Corrector
from knowledge.importer.lines import Line
from knowledge.normalize import folding

CONTEXT = 6  # characters shown on either side
_KANJI = range(0x3400, 0xA000)


def suspicious(lines: Iterable[Line], corrector: Corrector) -> Iterator[tuple[str, str]]:
    """Place and description of each suspicious character that the list does not correct."""
    for line in lines:
        text = corrector.apply(line.text)
        for match in _pattern().finditer(text):
            sign = match.group()
            around = text[max(0, match.start() - CONTEXT) : match.end() + CONTEXT].strip()
            yield line.place, f"{sign} (U+{ord(sign):04X}) in 「{around}」: {_reason(sign)}"


def _reason(sign: str) -> str:
    if sign in "O0":
        return "perhaps ○"
    meant = folding().lookalikes.get(sign) or folding().kanji.get(sign)
    return f"perhaps {meant} (U+{ord(meant):04X})" if meant else "no Japanese form"


@cache
def _pattern() -> re.Pattern[str]:
    """Foreign and old kanji, look-alikes beside katakana, O at the head of a subtitle."""
    alike = "".join(re.escape(sign) for sign in folding().lookalikes)
    return re.compile(
        rf"[{_foreign()}]|[{alike}](?=[ァ-ヺー])|(?<=[ァ-ヺー])[{alike}](?=[ァ-ヺー])"
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

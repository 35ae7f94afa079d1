"""What a message says beside asking, and beside pointing to what was shown: この3つの合計, そっちはいくら."""

from __future__ import annotations

from functools import lru_cache

from knowledge import lexicon, notation
from knowledge.heard import in_kana
from knowledge.lexicon import Match
from knowledge.normalize import hiragana
from knowledge.requests import only_asks, phrases
from knowledge.selecting import counted, how_many
from knowledge.spelling import english_words, search, without_generic

# The labels of context.yaml that say which of several is meant, in their order; and how many are.
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTS = {"two": 2, "three": 3}


def says_more(words: str) -> str:
    """What words name of their own; "" if they only ask, and may point to what was shown.

    >>> says_more("そっちは"), says_more("宇宙のほうは")
    ('', '宇宙')
    """
    rest = lexicon.context().without(lexicon.polite().without(words), " ")
    if only_asks(rest) or only_asks(without_generic(rest)):
        return ""
    if rest.isascii() and not without_generic(english_words(rest)).strip():
        return ""  # the subsidy
    return phrases("question").without(without_generic(rest)).strip("".join(search().particles) + " ")


# One message is looked at from several sides.
@lru_cache(maxsize=16)
def spellings(cleaned: str) -> tuple[str, ...]:
    """A message, and how it reads if it is Japanese in Latin letters."""
    return tuple(dict.fromkeys((cleaned, notation.written(in_kana(cleaned)))))


def phrase_of(cleaned: str, *labels: str) -> Match | None:
    """The first phrase of context.yaml in a text that has one of some labels."""
    return next((match for match in lexicon.context().find(cleaned) if match.label in labels), None)


def number_of(cleaned: str) -> int | None:
    """How many of what was shown a message says that it means.

    >>> number_of("この3つの合計"), number_of("total of the two"), number_of("2つ目のページ")
    (3, 2, None)
    """
    if phrase_of(cleaned, *ORDINALS):
        return None
    if phrase := phrase_of(cleaned, *_COUNTS):
        return _COUNTS[phrase.label]
    found = counted().search(hiragana(cleaned))
    return how_many(found) if found else None


def uncounted(cleaned: str) -> str:
    """A text without the words that say how many are meant."""
    for found in reversed(list(counted().finditer(hiragana(cleaned)))):
        cleaned = f"{cleaned[: found.start()]} {cleaned[found.end() :]}"
    return cleaned

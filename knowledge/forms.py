"""As what an answer is wanted: 「48の表を画像で」「一覧をCSVで」. The rest of the message says of what."""

from __future__ import annotations

from functools import cache

from knowledge import lexicon
from knowledge.base import load_file
from knowledge.lexicon import LANGUAGE, Phrases
from knowledge.once import once
from knowledge.question import Form
from knowledge.selecting import subject
from knowledge.shapes import Bilingual

_BETWEEN = " 、,"
_LABELS = {"picture": Form.PICTURE, "file": Form.FILE}


def read_form(cleaned: str) -> tuple[Form, str]:
    """The form that a cleaned message asks for, and the message without the words that do."""
    text = _trimmed(cleaned)
    for label, form in _LABELS.items():
        rest = _without_end(text, phrases(label))
        if rest is not None:
            return form, _trimmed(rest)
    return Form.TEXT, cleaned


def read_table(cleaned: str) -> str | None:
    """What a message asks the table of; None if it asks for no table."""
    return _without_end(_trimmed(cleaned), phrases("table"))


def is_by_theme(cleaned: str) -> bool:
    """Whether a message speaks of the themes one by one, and of nothing else."""
    words = phrases("by_theme")
    return words.has(cleaned) and not subject(words.without(cleaned))


def _trimmed(text: str) -> str:
    """A message without what politeness and asking put at its ends."""
    for words in (phrases("asking"), lexicon.polite()):
        if (rest := _without_end(text, words)) is not None:
            return _trimmed(rest)
    return text


def _without_end(text: str, words: Phrases) -> str | None:
    """The text without such words at its end, or English ones at its beginning; None without any."""
    if (start := words.at_end(text)) is not None:
        return text[:start].strip(_BETWEEN)
    end = words.at_start(text)
    return text[end:].strip(_BETWEEN) if end and text[:end].isascii() else None


@cache
def phrases(label: str) -> Phrases:
    """The phrases of one label of `language/forms.yaml`."""
    return Phrases([(label, _file()[label])])


@once
def _file() -> dict[str, Bilingual]:
    return load_file(LANGUAGE / "forms.yaml", dict[str, Bilingual])

"""In which language a message is, and the choice of one."""

from __future__ import annotations

import re

from knowledge import lexicon, notation
from knowledge.normalize import clean, fold, has_japanese, visible
from knowledge.question import AUTOMATIC, Kind, Language, Question
from knowledge.spelling import with_kana

# What is said to change the language, and the view of `Kind.LANGUAGE` that it asks for.
_CHOICES = {"japanese": Language.JA.value, "english": Language.EN.value, "automatic": AUTOMATIC}
# The same of one question.
_IN = {"in_japanese": Language.JA, "in_english": Language.EN}

# What parts that from the question, where it begins a message.
_CLAUSES = (re.compile(r"[、，,。:：]+"), re.compile(r"\s+"))


def language_of(text: str) -> Language:
    """The language of a message: English if it has Latin words and nothing Japanese."""
    return Language.EN if is_worded(text) and not has_japanese(_words_of(text)) else Language.JA


def is_worded(text: str) -> bool:
    """Whether a message has words, whose language then tells its own; a number has none (48, s5, P.53), and
    an abbreviation alone (AI, NISA) is the same in both."""
    words = _words_of(text)
    if has_japanese(words):
        return True
    is_abbreviation = " " not in words.strip() and visible(text).isupper()
    return re.search(r"[a-z]{2}", words) is not None and not is_abbreviation


def is_romaji(text: str) -> bool:
    """Whether a message is Japanese in Latin letters, most of it at least."""
    folded = fold(text)
    return with_kana(folded) != folded


def in_language(text: str) -> tuple[str, Language | None]:
    """A message without the words at its end, or in a clause at its beginning, that say in which language to
    answer, and that language.

    >>> in_language("48を英語で教えて"), in_language("英語で"), in_language("小学校の英語")
    (('48', <Language.EN: 'en'>), ('英語で', None), ('小学校の英語', None))
    >>> in_language("日本語でもう一回、補助率")
    ('補助率', <Language.JA: 'ja'>)
    """
    for sign in _CLAUSES:
        first, _, rest = (part.strip() for part in sign.sub("\n", text.strip(), count=1).partition("\n"))
        label = lexicon.talk().whole(lexicon.polite().without(clean(first), ""))
        if rest and label in _IN:
            return rest, _IN[label]
    told = lexicon.polite().without(clean(text))
    for match in lexicon.talk().find(told)[-1:]:
        rest = told[: match.start].rstrip(" をの")
        # 校舎って英語で asks for a translation.
        is_topic = rest.endswith(tuple(notation.numbers().topics_before))
        if rest and match.end == len(told) and match.label in _IN and not is_topic:
            return rest, _IN[match.label]
    return text, None


def choice_of_language(said: str, language: Language) -> Question | None:
    """The choice of a language, by its label in talk.yaml or its code; None if none is said."""
    view = _CHOICES.get(said, _IN.get(said, said))
    if view not in _CHOICES.values():
        return None
    chosen = language if view == AUTOMATIC else Language(view)
    return Question(Kind.LANGUAGE, view=view, language=chosen)


def _words_of(text: str) -> str:
    # The name of a command is the same in every language.
    return notation.without_neutral(fold(re.sub(r"^\s*/\w+", "", text)))

"""The requests of one message: 「48の対象は？あと50の予算も教えて」 asks for two things.

A story that leads to a question is one request: a sentence that only tells belongs to the next one that asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from knowledge import lexicon
from knowledge.lexicon import Phrases, any_of
from knowledge.normalize import clean, fold, hiragana, is_kana
from knowledge.notation import references
from knowledge.once import once
from knowledge.quantities import prepared, quantities
from knowledge.shapes import Bilingual

# How many requests of one message are answered, and how many are looked at.
ANSWERED, SEEN = 2, 5
# Lines up to this length, without an end of a sentence, are a list of things that are asked for.
_LINE = 24
# What is left of the end of a question, in hiragana: ん of 何をするんだっけ.
_ENDING = 2
# From so many sentences on a message tells a story around what it asks.
_LETTER = 3
# How long a message may be whose parts are looked through for figures, at each sign that may join them.
_FIGURED = 80
# In kana a space stands where a sentence ends: 950えんです なんわりでますか.
_END = re.compile(r"(?<=[。！!？?；;])|\n+|(?<=です|ます|した)[ \u3000]+(?=[ぁ-ゖァ-ヺ])")
_PARTS = re.compile(r"[。．、，！？!?;；\n]|[,.] ")
_MARK = re.compile(r"\s*(?:[①-⑳]|[(（]?\d{1,2}[)）.．](?=\s|[^\d\s])|[・•*-](?=\s))\s*")
_COUNTED = re.compile("[①-⑳]")
_MARKED = re.compile(r"(?=[①-⑳])|(?:^|(?<=\s))(?=[(（]?\d{1,2}[)）.．]\s)", re.MULTILINE)


def requests(text: str) -> list[str]:
    """What a message asks for, in its order; the whole message if it asks for one thing.

    >>> requests("48の対象は？あと50の予算も教えて")
    ['48の対象は？', 'あと50の予算も教えて']
    >>> requests("居酒屋です。コロナの借金が残っていて、銀行が貸してくれません。")
    ['居酒屋です。コロナの借金が残っていて、銀行が貸してくれません。']
    """
    marked = [piece for piece in _MARKED.split(text) if piece and piece.strip()]
    if len(marked) > 1 and all(_MARK.match(piece) for piece in marked[-2:]):
        return [_MARK.sub("", piece, count=1).strip() for piece in marked if _MARK.match(piece)][:SEEN]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(len(line) <= _LINE for line in lines):
        return [_MARK.sub("", line, count=1) for line in lines][:SEEN]
    if sides := _beside_figures(text):
        return sides
    sentences = list(_sentences(text))
    if len(sentences) < 2:
        return [text]
    found: list[str] = []
    told = ""
    for sentence in sentences:
        if found and not told.strip() and _is_instead(sentence):
            found[-1] += sentence
            continue
        if goes_on(sentence) and _names(told):
            found.append(told.strip())
            told = ""
        told += sentence
        if asks(sentence):
            found.append(told.strip())
            told = ""
    if found and told.strip():
        found[-1] += told
    return found[:SEEN] if len(found) > 1 else [text]


def asking(text: str) -> str:
    """The sentences of a message that ask, without its story and its greetings; the whole if none does.

    >>> asking("旅館です。冬は暇です。最低いくらの事業から対象ですか？よろしく。")
    '最低いくらの事業から対象ですか？'
    """
    sentences = [sentence for sentence in _sentences(text) if sentence.strip()]
    if len(sentences) < _LETTER:
        return text
    found = [sentence.strip() for sentence in sentences if asks(sentence)]
    return " ".join(found) if 0 < len(found) < len(sentences) else text


def clauses(text: str) -> list[str]:
    """The clauses of a message; none if it is one."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    return parts if len(parts) > 1 else []


def only_asks(cleaned: str) -> bool:
    """Whether the words beside a number and a field name nothing: 誰でしたか of 48の対象は誰でしたか.

    >>> only_asks("は誰でしたか"), only_asks("の給食")
    (True, False)
    """
    if is_kana(hiragana(cleaned)):
        # Inside, they are parts of words: うん of じどううんてん.
        cleaned = _that_only_ask().trimmed(cleaned)
    else:
        for words in (phrases("aside"), phrases("question"), phrases("tail"), lexicon.polite()):
            cleaned = words.without(cleaned)
    return all(len(word) <= _ENDING and is_kana(word) for word in cleaned.split())


@once
def _that_only_ask() -> Phrases:
    words = lexicon.requests()
    labelled = [(name, getattr(words, name)) for name in ("aside", "question")]
    return Phrases([*labelled, ("tail", words.tail), ("polite", lexicon.load("phrases", Bilingual))])


def focus(text: str) -> str:
    """The part of a message that asks, without those that only say what of; the whole if none does.

    >>> focus("49の設備投資の補助、何社まで組めますか？町工場です")
    '何社まで組めますか'
    """
    parts = clauses(text) or [text]
    asking = [part for part in parts if phrases("inside").has(clean(part))]
    return asking[-1].strip() if asking else text


def _beside_figures(text: str) -> list[str]:
    """The two sides of a joining sign, if one has the figures of a calculation and the other a measure's
    number and a field: 48で3人60円、50の上限は？ and 48の対象と、3人を60円上げた額.
    """
    if len(text) > _FIGURED or not quantities(prepared(text)):
        return []
    for join in _joins().finditer(text):
        sides = [text[: join.start()], text[join.end() :]]
        figured = [sum(q.unit != "" for q in quantities(prepared(side))) for side in sides]
        plain = sides[figured.index(0)] if 0 in figured and max(figured) > 1 else ""
        if _names_any(plain) and lexicon.fields().has(clean(plain)):
            return [side.strip() for side in sides]
    return []


@once
def _joins() -> re.Pattern[str]:
    return re.compile(any_of(lexicon.requests().beside), re.IGNORECASE)


def asks(sentence: str) -> bool:
    """Whether a sentence asks for something, by its sign, its words, a field or a number."""
    cleaned = clean(sentence)
    if len(fold(sentence)) < 2:
        return False
    return (
        sentence.rstrip(" 　」）)").endswith(("?", "？"))
        or phrases("asking").has(cleaned)
        or goes_on(sentence)
        or lexicon.fields().has(cleaned)
        or any(r.explicit for r in references(hiragana(cleaned)))
    )


def _names_any(text: str) -> bool:
    return bool(references(hiragana(clean(text))))


def _names(told: str) -> bool:
    """Whether what was told begins with the number of a measure: 48で3人60円、それと50の上限."""
    return any(r.start == 0 for r in references(hiragana(clean(told))))


def goes_on(sentence: str) -> bool:
    """Whether a sentence goes on with what was asked before: あとみちびきは？, and 59?"""
    found = phrases("also").find(clean(sentence))
    return bool(found) and found[0].start == 0 and not _is_instead(sentence)


def asks_too(cleaned: str) -> bool:
    """Whether a message asks whether something more is meant: 高校生も？"""
    return phrases("too").at_end(cleaned) is not None


def _is_instead(sentence: str) -> bool:
    """Whether a sentence offers another answer to what was asked before: 定額？それとも率？"""
    found = phrases("instead").find(clean(sentence))
    return bool(found) and found[0].start == 0


def without_marks(text: str) -> str:
    """A message without the marks that count its requests: ①48 would be read as 148."""
    return _COUNTED.sub(" ", text)


def without_also(sentence: str) -> str:
    """A request without the word that adds it to the one before: 「あと50の予算も」 is 「50の予算も」."""
    cleaned = clean(sentence)
    return cleaned[phrases("also").find(cleaned)[0].end :] if goes_on(sentence) else sentence


def without_tail(words: str) -> str:
    """What is asked for without what is left of the question at its end: 「QSTって」 is 「QST」."""
    return _tail().sub("", words)


@once
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?<=.)(?:{any_of(lexicon.requests().tail.ja)})+$")


@cache
def phrases(name: str) -> Phrases:
    """The phrases of one label of `language/requests.yaml`."""
    return Phrases([(name, getattr(lexicon.requests(), name))])


def _sentences(text: str) -> Iterator[str]:
    for sentence in _END.split(text):
        yield from _further().split(sentence) if sentence else ()


@once
def _further() -> re.Pattern[str]:
    """Where a further request begins inside a sentence: …、あと, … and who."""
    words = lexicon.requests()
    also, asking = any_of(words.also.ja), any_of(words.asking.en)
    return re.compile(rf"(?<=[、，,])(?=\s*(?:{also}))|(?<=\s)(?=and (?:{asking})\b)", re.IGNORECASE)

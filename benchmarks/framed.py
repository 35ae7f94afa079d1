"""Messages put together: a topic, and what people put around it (うちの母が{}のこと気にしてて).

Both were written apart from each other, each by several hands that knew the measures by their titles alone:
`framed/frames-*.jsonl` what stands around, `framed/topics-*.jsonl` topics of measures, and of what no measure
is about (`expect` is empty). From them it is learnt how messages go on that say no more than their topic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks import jsonl
from knowledge import topic
from knowledge.base import KnowledgeBase

FOLDER = Path(__file__).with_name("framed")
# What stands for the topic in a frame.
_HERE = "{}"
_SEED = 1
# How many keywords of a measure are topics, too: they are names that people may use.
_KEYWORDS = 3


class Framed(NamedTuple):
    """A message: what stands before and behind its topic, and which measures that is about (none if it is of
    what the document does not treat)."""

    before: str
    topic: str
    behind: str
    expect: Sequence[str]

    @property
    def text(self) -> str:
        return self.before + self.topic + self.behind

    def signs(self) -> Iterator[tuple[str, bool]]:
        """Each sign (see `topic.signs`), and whether it belongs to the topic."""
        lowered, about = topic.lower(self.text), topic.lower(self.topic)
        start = lowered.find(about, len(topic.lower(self.before)))
        for sign, at in zip(topic.signs(lowered), topic.places(lowered), strict=True):
            yield sign, start <= at < start + len(about)


def asked(each: int) -> list[Framed]:
    """Every frame around so many topics of measures, and as many of what no measure is about."""
    return list(_put_together(_lines("topics-*.jsonl"), each))


def named(knowledge: KnowledgeBase, each: int) -> list[Framed]:
    """Every frame around so many topics of either kind, or what measures are called."""
    return list(_put_together([*_lines("topics-*.jsonl"), *_names(knowledge)], each))


def _put_together(topics: Sequence[dict[str, Any]], each: int) -> Iterator[Framed]:
    random = Random(_SEED)
    for frame in _lines("frames-*.jsonl"):
        before, behind = frame["frame"].split(_HERE)
        fitting = [about for about in topics if about["lang"] == frame["lang"]]
        for is_answered in (True, False):
            alike = [about for about in fitting if bool(about["expect"]) is is_answered]
            for about in random.sample(alike, each):
                yield Framed(before, about["topic"], behind, about["expect"])


def _names(knowledge: KnowledgeBase) -> Iterator[dict[str, Any]]:
    """The short titles of the measures and some of their keywords, as topics."""
    for measure in knowledge.measures.values():
        words = measure.keywords
        for lang, names in (
            ("ja", [measure.short.ja, *[*words.distinctive, *words.common][:_KEYWORDS]]),
            ("en", [measure.short.en, *words.english[:_KEYWORDS]]),
        ):
            yield from ({"lang": lang, "topic": name, "expect": [measure.id]} for name in names)


def _lines(files: str) -> list[dict[str, Any]]:
    return jsonl.read(sorted(FOLDER.glob(files)))

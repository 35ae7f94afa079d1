"""Knowledge bases of any size: the real measures and made-up ones of the same words.

A made-up measure has a title, a short title and some keywords that no other has, put together from keywords
of real ones; the rest of its keywords and its phrases of need are those of real ones, as measures share
theirs. One in six has the page of a real one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.model import Keywords, Measure, Short, Title

# How many keywords a made-up measure has of its own, and how many of a kind.
_OWN, _DISTINCTIVE, _COMMON, _ENGLISH = 4, 7, 9, 8
_WITH_PAGE = 6


def grown(knowledge: KnowledgeBase, size: int, seed: int = 1) -> KnowledgeBase:
    """The knowledge base with made-up measures added until it has that many."""
    made = _made_up(knowledge, random.Random(seed))
    more = [next(made) for _ in range(size - len(knowledge))]
    return KnowledgeBase([*knowledge.measures.values(), *more], knowledge.themes, knowledge.document)


def _made_up(knowledge: KnowledgeBase, chance: random.Random) -> Iterator[Measure]:
    real = list(knowledge.measures.values())
    words = [pair for m in real for pair in (*m.keywords.distinctive.items(), *m.keywords.common.items())]
    needs = [pair for m in real for pair in m.needs.items()]
    english = [word for m in real for word in m.keywords.english]
    needs_en = [phrase for m in real for phrase in m.needs_en]
    priced = knowledge.priced
    for number in range(1000, 100_000):
        model = chance.choice(real)
        (one, sound), (other, sound_too) = chance.sample(words, 2)
        own = [(a + b, ra + rb) for (a, ra), (b, rb) in (chance.sample(words, 2) for _ in range(_OWN))]
        in_english = " and ".join(chance.sample(english, 2))
        yield Measure(
            id=str(number),
            page=number,
            title=Title(
                ja=f"{one}と{other}の推進に向けた支援事業",
                reading=f"{sound}と{sound_too}のすいしんにむけたしえんじぎょう",
                en=f"Support for {in_english}",
            ),
            short=Short(ja=f"{one}と{other}", reading=f"{sound}と{sound_too}", en=in_english),
            themes=model.themes,
            keywords=Keywords(
                distinctive=dict([*own, *chance.sample(words, _DISTINCTIVE - _OWN)]),
                common=dict(chance.sample(words, _COMMON)),
                english=chance.sample(english, _ENGLISH),
            ),
            needs=dict(chance.sample(needs, len(model.needs))),
            needs_en=chance.sample(needs_en, len(model.needs_en)),
            content=chance.choice(priced).content if number % _WITH_PAGE == 0 else None,
        )

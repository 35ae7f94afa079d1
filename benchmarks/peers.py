"""Other ways to find a measure, to compare with: each gives the best ids for a message, best first.

All but the first read the same words as our finder: titles, keywords, phrases of need, and what else is said.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable
from heapq import nlargest
from itertools import pairwise
from math import log

from rapidfuzz import fuzz, process

from knowledge.base import KnowledgeBase
from knowledge.finder import Finder
from knowledge.model import Measure
from knowledge.normalize import fold
from knowledge.terms import english_names, japanese_names, said

# A message for each index: as written, by sound, in English.
_OF_EACH_INDEX = ("支援", "しえん", "support")

# Finds the best three for a message.
Find = Callable[[str], list[str]]


def our_finder(knowledge: KnowledgeBase) -> Find:
    """This project's, ready: its indexes are built when a message first needs them."""
    finder = Finder(knowledge)
    for text in _OF_EACH_INDEX:
        finder.find(text)
    return lambda text: [found.id for found in finder.find(text)[:3]]


def wratio_on_titles(knowledge: KnowledgeBase) -> Find:
    """rapidfuzz `extractOne(WRatio)` on the titles, what most bots do."""
    titles = {measure.id: measure.title.ja for measure in knowledge.measures.values()}

    def find(text: str) -> list[str]:
        found = process.extractOne(text, titles, scorer=fuzz.WRatio)
        return [found[2]] if found else []

    return find


def fts_trigram(knowledge: KnowledgeBase) -> Find:
    """SQLite's full-text search by trigrams, any of which will do, ranked by its bm25."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table measures using fts5(id unindexed, words, tokenize='trigram')")
    rows = ((measure.id, fold(_text(measure))) for measure in knowledge.measures.values())
    database.executemany("insert into measures values (?, ?)", rows)

    def find(text: str) -> list[str]:
        folded = fold(text)
        grams = {folded[i : i + 3].replace('"', "") for i in range(len(folded) - 2)}
        match = " OR ".join(f'"{gram}"' for gram in sorted(grams) if len(gram) == 3)
        if not match:
            return []
        query = "select id from measures where measures match ? order by bm25(measures) limit 3"
        return [row[0] for row in database.execute(query, (match,))]

    return find


def bm25_bigrams(knowledge: KnowledgeBase, k: float = 1.2, b: float = 0.75) -> Find:
    """BM25 over pairs of signs, in plain Python."""
    counted = {i: Counter(_bigrams(fold(_text(m)))) for i, m in knowledge.measures.items()}
    lengths = {i: sum(counts.values()) for i, counts in counted.items()}
    mean = sum(lengths.values()) / len(lengths)
    postings: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for i, counts in counted.items():
        for gram, count in counts.items():
            postings[gram].append((i, count))

    def find(text: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for gram in set(_bigrams(fold(text))):
            having = postings.get(gram, [])
            idf = log(1 + (len(lengths) - len(having) + 0.5) / (len(having) + 0.5))
            for i, count in having:
                scores[i] += idf * count * (k + 1) / (count + k * (1 - b + b * lengths[i] / mean))
        return nlargest(3, scores, key=scores.__getitem__)

    return find


def _bigrams(text: str) -> list[str]:
    return [a + b for a, b in pairwise(text)]


def _text(measure: Measure) -> str:
    names = [word for each in japanese_names(measure) for word in (*each.words, *each.readings)]
    names += [word for each in english_names(measure) for word in each.words]
    return "\n".join([*names, *(line for text in said(measure) for line in (text.ja, text.en))])


PEERS: dict[str, Callable[[KnowledgeBase], Find]] = {
    "this finder": our_finder,
    "WRatio extractOne on titles": wratio_on_titles,
    "FTS5 trigram": fts_trigram,
    "BM25 of bigrams": bm25_bigrams,
}

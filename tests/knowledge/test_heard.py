"""Words of the pages in messages without kanji: `language/readings.yaml`."""

from __future__ import annotations

import pytest

from knowledge import lexicon
from knowledge.base import load
from knowledge.heard import Readings, as_written, is_heard
from knowledge.normalize import is_kana
from knowledge.passages import lines_of

READINGS = Readings(
    [("審査", "しんさ"), ("期間", "きかん"), ("機関", "きかん"), ("対象", "たいしょう"), ("経営", "けいえい")]
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("しんさはなに", ["審査はなに"]),
        ("シンサハ ナニ", ["審査はなに"]),
        ("shinsa wa nani", ["審査はなに"]),
        # All that are read alike; long vowels may be missing.
        ("きかんは", ["期間は", "機関"]),
        ("taisho wa", ["対象は"]),
        ("けいえいのきかん", ["経営の期間", "機関"]),
        # A short one is none inside other words.
        ("ぼうさいのくんれん", ["ぼうさいのくんれん"]),
        ("しんさいのあと", ["しんさいのあと"]),
    ],
)
def test_what_is_heard_is_written_as_on_the_page(text: str, pieces: list[str]) -> None:
    assert as_written(text, READINGS) == pieces


@pytest.mark.parametrize(
    ("text", "heard"),
    [("しんさはなに", True), ("shinsa wa nani", True), ("審査はなに", False), ("who reviews it", False)],
)
def test_who_writes_kanji_or_english_is_not_heard(text: str, heard: bool) -> None:
    assert is_heard(text) is heard


def test_what_is_read_stands_on_a_page_or_is_said_for_it() -> None:
    pages = [measure.content for measure in load().measures.values() if measure.content]
    names = [programme.name.ja for page in pages for programme in page.programmes]
    lines = [*names, *(line.text.ja for page in pages for line in lines_of(page))]
    alike = lexicon.alike()
    said = " ".join((*lines, *alike, *(word for words in alike.values() for word in words)))
    assert [word for word in lexicon.readings() if word not in said] == []
    assert all(map(is_kana, lexicon.readings().values()))

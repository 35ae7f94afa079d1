"""What a message is about, cut out of what people put around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import framed
from knowledge.pieces import READ
from knowledge.topic import lower, places, signs, topic

TOPICS = [
    ("給食費", "給食費"),
    ("テレビで不登校って言ってた", "不登校"),
    ("お世話になります。給食費についてご教示ください。", "給食費"),
    ("ねえ、窓の断熱って知ってる？", "窓の断熱"),
    ("my boss keeps talking about rice vouchers", "rice vouchers"),
    # What is beside it may be what is asked: no part of it is dropped.
    ("ヒートポンプの音がうるさい", "ヒートポンプの音がうるさい"),
    ("最低賃金の歴史", "最低賃金の歴史"),
    ("", ""),
    ("  ", ""),
]


@pytest.mark.parametrize(("text", "about"), TOPICS)
def test_the_topic_is_cut_out(text: str, about: str) -> None:
    assert topic(text) == about


@given(st.text(max_size=300))
def test_the_topic_is_a_part_of_the_message(text: str) -> None:
    found = topic(text)
    assert found in lower(text) and found == found.strip() and len(found) <= len(lower(text[:READ]))


def test_signs_are_words_in_latin_letters_or_single() -> None:
    text = lower("AI法 って what's new?")
    assert signs(text) == ["ai", "法", " ", "っ", "て", " ", "what's", "new", "?"]
    assert [text[place] for place in places(text)] == [sign[0] for sign in signs(text)]


def test_messages_put_together_know_where_their_topic_is() -> None:
    for each in framed.asked(1):
        marked = "".join(sign for sign, is_topic in each.signs() if is_topic)
        # A letter that stands right behind it is one word with it: 日本版GPSw.
        assert marked.startswith("".join(signs(lower(each.topic))))

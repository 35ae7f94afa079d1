"""Which words of a message name what the document does not treat, and which only look like them."""

from __future__ import annotations

import pytest

from knowledge.elsewhere import elsewhere


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("フランスの農業補助金", ["ふらんす"]),
        ("フランスへの輸出", []),
        ("export to France", []),
        ("アイランド", []),
        ("もういらん", []),
        ("中国人観光客が多い", []),
        ("US tax credit", ["us"]),
        ("help us raise wages", []),
        ("LINEで相談", ["line"]),
        ("a new train line", []),
        ("おすすめの投資信託", ["おすすめ"]),
        ("おすすめの補助金", []),
        ("ラーメンの作り方", ["らーめん"]),
        ("ラーメン屋の補助金", []),
    ],
)
def test_a_word_counts_only_where_it_is_meant(text: str, named: list[str]) -> None:
    assert [word for word in named if word not in elsewhere(text)] == []
    assert bool(elsewhere(text)) == bool(named)

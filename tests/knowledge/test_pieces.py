"""Messages cut into pieces, and the packed weights of these."""

from __future__ import annotations

from math import sqrt

import pytest

from knowledge.pieces import READ, Weights, pieces
from knowledge.scope import in_scope
from knowledge.wording import worded

WEIGHTS = Weights({"48": {"3": "時給 時", "-2": "窓"}, "5": {"127": "窓", "-128": "時"}})


def test_pieces_do_not_depend_on_how_a_text_is_written() -> None:
    assert pieces("ＡＩ　ヲ　ツカウ!", 3) == pieces("AIをつかう", 3)
    assert pieces("denki dai", 2) == pieces("でんきだい", 2)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"時給"}, [3, 0]),
        ({"時", "時給"}, [6 / sqrt(2), -128 / sqrt(2)]),
        ({"窓"}, [-2, 127]),
        ({"窓", "雨", "雪", "山"}, [-1, 63.5]),
        ({"給時", "\U0010ffff" * 3, "\0"}, [0, 0]),
    ],
)
def test_what_pieces_say_together(found: set[str], said: list[float]) -> None:
    assert WEIGHTS.things == ("48", "5")
    assert WEIGHTS.of(found) == pytest.approx(said)


@pytest.mark.parametrize("text", ["", " ", "😀", "。", "a" * 5000, "\U0010ffff" * 5])
def test_any_text_has_a_weight(text: str) -> None:
    assert isinstance(in_scope(text), float)
    assert worded(text) == worded(text + "\u200b")


def test_no_more_of_a_text_is_cut_than_is_read() -> None:
    assert pieces("かき" * READ + "窓", 1) == {"_", "か", "き"}

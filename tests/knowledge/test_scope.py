"""What a message sounds like: some name a measure's own words, and yet ask for what no measure answers."""

from __future__ import annotations

import pytest

from benchmarks.calibration import learnt
from knowledge.scope import in_scope, pieces, weighed

# Each pair shares a subject.
PAIRS = [
    ("保育士さんの給料が安すぎて続かない", "保育士の資格は独学で取れる？"),
    ("ガソリン代が高くて仕事の車が走らせられない", "ガソリンを入れ間違えたらどうなる？"),
    ("介護施設の職員が足りない", "介護してる母と喧嘩した、どうしたらいい"),
    ("地震に強い学校にしてほしい", "昨日の地震の震度はいくつ？"),
    ("subsidies for farmers hit by high feed prices", "what is the best feed for my hamster"),
]


@pytest.mark.parametrize(("answered", "unanswered"), PAIRS)
def test_what_the_document_answers_sounds_more_like_it(answered: str, unanswered: str) -> None:
    assert in_scope(answered) > in_scope(unanswered)


def test_pieces_do_not_depend_on_how_a_text_is_written() -> None:
    assert pieces("ＡＩ　ヲ　ツカウ!") == pieces("AIをつかう")


def test_weights_are_log_odds_of_pieces_and_what_is_rare_says_nothing() -> None:
    weights = learnt(
        [{"q": "堤防を高く", "expect": ["138"]}] * 4 + [{"q": "腰が痛い", "expect": []}] * 4
    )
    assert weights["堤防"] > 0 > weights["腰が"]
    assert weighed(pieces("堤防"), weights) > 0 > weighed(pieces("腰が痛い"), weights)
    assert learnt([{"q": "堤防", "expect": ["138"]}, {"q": "腰", "expect": []}]).get("堤防") is None


@pytest.mark.parametrize("text", ["", " ", "😀", "。", "a" * 5000])
def test_any_text_has_a_weight(text: str) -> None:
    assert isinstance(in_scope(text), float)

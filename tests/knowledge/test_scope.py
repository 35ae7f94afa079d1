"""What a message sounds like: some name a measure's own words, and yet ask for what no measure answers."""

from __future__ import annotations

import pytest

from knowledge.scope import in_scope

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

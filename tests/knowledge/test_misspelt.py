"""Messages with a sign or two wrong, and words that are others rather than misspelt ones."""

from __future__ import annotations

import pytest

from knowledge.answer import Answerer
from knowledge.base import load
from knowledge.question import Kind


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load())


MISSPELT = [
    ("業務改前助成金", "48"),  # a wrong conversion
    ("米軍最編", "194"),
    ("核融号", "58"),  # at the end
    ("宇宙戦力基金", "56"),
    ("マイナバーカード", "152"),  # dropped
    ("オバーツーリズム", "46"),
    ("オーバーツツーリズム", "46"),  # doubled
    ("量子コンピューアタ", "78"),  # swapped
    ("断熱窓のリホォーム", "5"),
    ("蓄産クラスタ", "88"),
    ("ｵｰﾊﾞｰﾂｰﾘｽﾞﾑ", "46"),  # half width
    ("minmum wage subsidy", "48"),  # in English
    ("overturism", "46"),
    ("kosodate ouen teate", "2"),  # in Latin letters, and no misspelt English
]


@pytest.mark.parametrize(("text", "first"), MISSPELT)
def test_a_misspelt_name_is_found(answerer: Answerer, text: str, first: str) -> None:
    [question] = answerer.read(text)
    assert question.measures[0] == first


@pytest.mark.parametrize("text", ["消費税", "運転免許の更新", "国会議員の給料", "PTAやめたい"])
def test_another_word_is_no_misspelt_one(answerer: Answerer, text: str) -> None:
    [question] = answerer.read(text)
    assert question.kind is not Kind.MEASURE

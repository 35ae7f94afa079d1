"""What is read from plain words (words.yaml), and numbers in every notation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.calculation import Reason, calculate
from knowledge.calculation_asked import continued, wants_calculation
from knowledge.calculation_code import encode_inputs
from knowledge.calculation_words import read_inputs
from knowledge.calculator import most
from knowledge.quantities import figure, prepared, quantities
from tests.knowledge.calculation.helpers import calculator, calculators, table

QUESTIONS = Path(__file__).parents[2] / "questions"


def _wanted(text: str, shown: tuple[str, ...] = ()) -> str:
    wanted = wants_calculation(text, calculators(), shown)
    if wanted is None:
        return "null"
    inputs = encode_inputs(wanted.inputs, calculator(wanted.measure))
    return f"k{wanted.measure}_{inputs}".rstrip("_")


@pytest.mark.parametrize("case", table("words.yaml"), ids=lambda case: case["text"])
def test_a_message_and_its_calculation(case: dict[str, Any]) -> None:
    """The measure and all inputs that are said, and no others; or that none is wanted."""
    assert (
        _wanted(case["text"], tuple(case["shown"].split()) if "shown" in case else ())
        == case["wants"]
    )


@pytest.mark.parametrize("case", [c for c in table("words.yaml") if "unread" in c], ids=lambda c: c["text"])
def test_a_number_that_cannot_be_read_is_said_to_be_unread(case: dict[str, Any]) -> None:
    """So the reply can name it."""
    wanted = wants_calculation(case["text"], calculators())
    assert wanted is not None
    assert wanted.unread == (case["unread"],)


@pytest.mark.parametrize("file", ["blind-a", "blind-b", "out-of-scope"])
def test_no_ordinary_question_is_taken_for_a_calculation(file: str) -> None:
    """The questions that are there to find measures still do."""
    lines = (QUESTIONS / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["q"] for line in lines]
    assert [q for q in questions if wants_calculation(q, calculators())] == []


@pytest.mark.parametrize("measure", ["46", "47", "48", "49", "53", "69", "70"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_example_that_is_shown_works(measure: str, language: str) -> None:
    """Whoever sends the example gets its calculation, with inputs."""
    example = getattr(calculator(measure).spec.example, language)
    wanted = wants_calculation(example, calculators())
    assert wanted is not None
    assert wanted.measure == measure
    assert wanted.inputs


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1億5,000万円", 150_000_000, "yen"),
        ("一億五千万円", 150_000_000, "yen"),
        ("１．５億円", 150_000_000, "yen"),
        ("千五百万円", 15_000_000, "yen"),
        ("1千5百万円", 15_000_000, "yen"),
        ("一〇〇〇万円", 10_000_000, "yen"),
        ("2兆円", 2_000_000_000_000, "yen"),
        ("2.5万", 25_000, "yen"),
        ("￥500万", 5_000_000, "yen"),
        ("¥10,000,000", 10_000_000, "yen"),
        ("5千円", 5_000, "yen"),
        ("マイナス5万円", -50_000, "yen"),
        ("－１００万円", -1_000_000, "yen"),
        ("▲100万円", -1_000_000, "yen"),
        ("minus 5 million yen", -5_000_000, "yen"),
        ("10k yen", 10_000, "yen"),
        ("two hundred thousand yen", 200_000, "yen"),
        ("a million yen", 1_000_000, "yen"),
        ("¥1.5bn", 1_500_000_000, "yen"),
        ("二十五人", 25, "people"),
        ("十名", 10, "people"),
        ("ふたり", 2, "people"),
        ("twenty-five workers", 25, "people"),
        ("3年間", 3, "years"),
        ("five years", 5, "years"),
        ("2件", 2, "projects"),
    ],
)
def test_a_number_in_words(text: str, value: int, unit: str) -> None:
    """Exact, with its unit."""
    (found,) = quantities(prepared(text))
    assert found.value == value
    assert found.unit == unit


@pytest.mark.parametrize(
    "text", ["千葉", "一定の要件", "covid19", "第3", "1.2.3円", "億円"]
)
def test_what_is_no_quantity(text: str) -> None:
    """Parts of words and impossible numbers count nothing."""
    assert quantities(prepared(text)) == ()


def test_a_range_is_no_negative_number() -> None:
    """3-5人, 3人-5人."""
    for text in ("3-5人", "3人-5人", "3〜5人"):
        assert [q.value for q in quantities(prepared(text))] == [3, 5]


def test_a_figure_must_be_one() -> None:
    """A fault in the YAML is found, not calculated with."""
    with pytest.raises(ValueError, match="no figure"):
        figure("円")


def test_a_number_larger_than_any_is_kept_as_one_too_large() -> None:
    """So it fits a button, and is refused with its reason."""
    for text in ("新創出型で事業費99999999999999999999円", "新創出型で事業費9999兆円"):
        inputs = read_inputs(text, calculator("46"))
        assert inputs == {"type": "new", "cost": most(calculator("46").input("cost")) + 1}
        refusal = calculate(calculator("46"), inputs).refusal
        assert refusal is not None
        assert refusal.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("measure", "inputs", "text", "then"),
    [
        ("46", {"type": "new"}, "1500万円", "tnew_c15000000"),
        ("46", {"type": "new"}, "15000000", "tnew_c15000000"),
        ("46", {}, "品質向上型", "tquality"),
        ("48", {"raise": 60}, "3人です", "r60_w3"),
        ("48", {"raise": 60}, "三人", "r60_w3"),
        ("48", {"raise": 60, "workers": 3}, "29人", "r60_w3_s1"),
        ("48", {"raise": 60, "workers": 3}, "30人", "r60_w3_s0"),
        ("48", {"raise": 60, "workers": 3}, "小さい会社です", "r60_w3_s1"),
        ("48", {}, "60円", "r60"),
        ("48", {"raise": 60}, "ところで最低賃金の予算はいくらですか", None),
        ("48", {"raise": 60}, "ありがとう", None),
        ("48", {"raise": 60, "workers": 3}, "5人だと？", "r60_w5"),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "5人だと？", "r60_w5_s1"),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "５人", "r60_w5_s1"),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "90円なら", "r90_w3_s1"),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "30人以上の会社だったら？", "r60_w3_s0"),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "費用は200万円です", "r60_w3_s1_c2000000"),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "and for 5 people?", "r60_w5_s1"),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "what about 90 yen?", "r90_w3_s1"),
        ("46", {"type": "new", "cost": 10_000_000}, "品質向上型なら？", "tquality_c10000000"),
        ("46", {"type": "new", "cost": 10_000_000}, "2000万円だと", "tnew_c20000000"),
        ("48", {"raise": 60, "workers": 3}, "20 people in all", "r60_w3_s1"),
        ("48", {"raise": 90, "workers": 10}, "はい", "r90_w10_m1"),
        ("48", {"raise": 90, "workers": 10}, "わかりません。", "r90_w10_m0"),
        ("49", {"cost": 3_000_000_000}, "100億宣言企業ではないです", "d0_c3000000000"),
        ("49", {"cost": 3_000_000_000}, "no", "d0_c3000000000"),
        ("46", {"type": "new", "cost": 10_000_000}, "0円だと", "tnew_c0"),
        ("46", {"type": "new", "cost": 10_000_000}, "9999兆円なら", "tnew_c1000000000000000"),
        ("46", {"type": "new", "cost": 10_000_000}, "マイナス100万円なら", "tnew_c-1000000"),
        ("48", {"raise": 60}, "3.5人", "r60_w3p5"),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "やっぱり2人", "r60_w2_s1"),
        ("49", {"cost": 3_000_000_000}, "100億宣言企業でない", "d0_c3000000000"),
        ("49", {"cost": 3_000_000_000}, "宣言企業です", "d1_c3000000000"),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "50", None),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "はい", None),
        ("48", {"raise": 60, "workers": 3}, "5%なら", None),
        ("46", {"type": "new"}, "1000億円以上", None),
        ("46", {"type": "new"}, "1000億円以上の施策", None),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "対象は？", None),
        ("48", {"raise": 60, "workers": 3, "size": "1"}, "次", None),
    ],
)
def test_a_short_message_after_a_calculation(
    measure: str, inputs: dict[str, int | str], text: str, then: str | None
) -> None:
    """A bare number is what was asked for, or changes what was given; another question is not swallowed."""
    found = continued(text, calculator(measure), inputs)
    assert (found and encode_inputs(found, calculator(measure))) == then

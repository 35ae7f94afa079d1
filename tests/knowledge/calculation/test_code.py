"""Inputs as buttons hold them, and the steps between them."""

from __future__ import annotations

import re

import pytest

from knowledge.calculation_code import decode_inputs, encode_inputs, is_known
from knowledge.calculation_steps import work_out
from knowledge.calculator import Calculator, most
from knowledge.question import MAX_BYTES, Kind, Language, Question, decode, encode
from tests.knowledge.calculation.helpers import calculator, calculators

MEASURES = ("46", "47", "48", "49", "53", "69", "70")


@pytest.mark.parametrize(
    "forged",
    [
        "x1", "r", "r060", "r-0", "r+60", "r６０", "r6.5", "rabc", "r60_r60", "r60__w3", "_r60",
        "r60_", "w3p", "w3p50", "w3p0", "w3p555", "w03p5", "s2", "s", "S1",
        "60", "r60 w3", "s1;", "r9999999", "w" + "9" * 16,
    ],
)  # fmt: skip
def test_a_forged_input_is_no_input(forged: str) -> None:
    """Strict: what no button of ours holds raises ValueError."""
    with pytest.raises(ValueError):
        decode_inputs(forged, calculator("48"))
    assert not is_known("48", forged, calculators())


def test_a_form_is_known_by_its_own_calculator_only() -> None:
    """The raise of 48 is nothing to 46, and 1 has no calculator."""
    assert is_known("48", "r60_w3", calculators())
    assert is_known("48", "", calculators())
    assert not is_known("46", "r60_w3", calculators())
    assert not is_known("1", "", calculators())


def test_an_unknown_key_has_no_form() -> None:
    """Nor has a value that is none."""
    for inputs in ({"color": "red"}, {"raise": "sixty"}, {"size": "2"}):
        with pytest.raises(ValueError):
            encode_inputs(inputs, calculator("48"))


@pytest.mark.parametrize("form", ["w3p5", "w-3p5", "w0p05", "r60_w2p25"])
def test_a_part_of_a_number_has_a_form(form: str) -> None:
    """So that 3.5人 is refused with its reason."""
    assert encode_inputs(decode_inputs(form, calculator("48")), calculator("48")) == form


def test_the_order_of_inputs_does_not_matter() -> None:
    """A later edition may ask in another order: old buttons still work."""
    decoded = decode_inputs("s1_w3_r60", calculator("48"))
    assert encode_inputs(decoded, calculator("48")) == "r60_w3_s1"


@pytest.mark.parametrize("measure", MEASURES)
def test_the_longest_form_fits_a_button(measure: str) -> None:
    """64 bytes with `en-`, the measure and every input at its longest."""
    inputs: dict[str, int | str] = {}
    for each in calculator(measure).inputs:
        longest = max((option.key for option in each.options), key=len, default="")
        inputs[each.key] = longest or -most(each) - 1
    text = encode_inputs(inputs, calculator(measure))
    question = Question(Kind.CALCULATE, (measure,), inputs=text, language=Language.EN)
    assert len(encode(question)) <= MAX_BYTES
    assert re.fullmatch(r"[A-Za-z0-9_-]+", encode(question))
    assert decode(encode(question)) == question
    assert decode_inputs(text, calculator(measure)) == inputs


@pytest.mark.parametrize("measure", MEASURES)
def test_every_button_leads_on_and_back(measure: str) -> None:
    """All paths of buttons end in an amount; back undoes the last step; each form is read again."""
    ends = _walk(calculator(measure), {}, 0)
    assert ends > 0


def _walk(calculator: Calculator, inputs: dict[str, int | str], depth: int) -> int:
    calculation = work_out(calculator, inputs)
    code = encode_inputs(inputs, calculator)
    assert decode_inputs(code, calculator) == inputs
    assert calculation.result.refusal is None or depth > 0
    assert depth <= len(calculator.inputs)
    if inputs:
        assert calculation.back is not None
        assert len(calculation.back) == len(inputs) - 1
    else:
        assert calculation.back is None
    if calculation.result.missing is None:
        return 1
    asked = calculation.result.missing
    values: list[int | str] = [option.key for option in asked.options] or [*calculation.offers]
    if not values and calculation.result.missing.kind == "number":
        values = [calculation.calculator.input(asked.key).least]
    assert values
    # The ends of the list of examples stand for all of it: a tree of all would be large.
    return sum(
        _walk(calculator, {**inputs, asked.key: v}, depth + 1) for v in {values[0], values[-1]}
    )


def test_a_choice_shows_what_it_would_lead_to() -> None:
    """「3人を60円上げたら」 is answered at once for both sizes of workplace."""
    calculation = work_out(calculator("48"), {"raise": 60, "workers": 3})
    assert [(o.key, r.amount) for o, r in calculation.options] == [("1", 1_600_000), ("0", 900_000)]


def test_examples_are_neither_refused_nor_cut() -> None:
    """Buttons for the cost of 品質向上型 begin at its minimum and end at its limit."""
    offers = work_out(calculator("46"), {"type": "quality"}).offers
    assert (offers[0], offers[-1]) == (12_000_000, 42_000_000)
    assert work_out(calculator("48"), {}).offers == (30, 45, 60, 90)


def test_there_is_a_calculator_for_each_page_with_a_rule() -> None:
    """And each is covered here."""
    assert tuple(calculators()) == MEASURES

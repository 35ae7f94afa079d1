"""Every amount is the one worked out by hand from the page (cases.yaml, table.csv)."""

from __future__ import annotations

import csv
from fractions import Fraction
from typing import Any

import pytest

from knowledge.calculation import Meaning, Reason, calculate
from knowledge.calculation_code import decode_inputs, encode_inputs
from tests.knowledge.calculation.helpers import HERE, calculator, table


@pytest.mark.parametrize("case", table("cases.yaml"), ids=lambda c: f"{c['measure']} {c['inputs']}")
def test_a_case_worked_out_by_hand(case: dict[str, Any]) -> None:
    """Amount, refusal or next question; and the remarks that belong to it."""
    result = calculate(
        calculator(case["measure"]), decode_inputs(case["inputs"], calculator(case["measure"]))
    )
    said = {
        "amount": result.amount,
        "least": result.least,
        "refused": result.refusal and result.refusal.reason.value,
        "missing": result.missing and result.missing.key,
    }
    for key in ("amount", "least"):
        assert said[key] == (int(case[key]) if key in case else None)
    for key in ("refused", "missing"):
        assert said[key] == case.get(key)
    assert set(case.get("notes", ())) <= {note.key for note in result.notes}


def test_every_refusal_from_the_page_has_a_case() -> None:
    """So none is only there."""
    cases = {case.get("refused") for case in table("cases.yaml")}
    assert {*Reason} <= cases


def _cells() -> list[dict[str, str]]:
    with (HERE / "table.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("cell", _cells(), ids=lambda c: "-".join(c.values()))
def test_every_cell_of_the_cap_table(cell: dict[str, str]) -> None:
    """The cap of 48 is the cell's, for both sizes of workplace, and its row is named."""
    inputs: dict[str, int | str] = {"workers": int(cell["workers"]), "raise": int(cell["raise"])}
    inputs |= {key: cell[key] for key in ("size", "met") if cell[key]}
    result = calculate(calculator("48"), inputs)
    assert result.amount == int(cell["man_yen"]) * 10_000
    assert result.meaning is Meaning.CAP
    (step,) = result.steps
    assert dict(step.values)["row"].ja == cell["row"]  # type: ignore[union-attr]


def test_the_table_of_cells_leaves_none_out() -> None:
    """Five rows, four columns, two sizes; and nothing is listed that the table lacks."""
    listed = {(cell["row"], cell["raise"], cell["size"]) for cell in _cells()}
    grid = calculator("48").grid
    assert grid is not None
    wanted = {
        (line.head.ja, str(step), size)
        for line in grid.lines
        for step in grid.steps
        for size in ("0", "1")
    }
    assert listed == wanted
    assert len(wanted) == 40


def test_a_cell_without_brackets_needs_no_size() -> None:
    """230, 450, 180, 300, 600 hold for both."""
    for cell in _cells():
        inputs: dict[str, int | str] = {
            "workers": int(cell["workers"]),
            "raise": int(cell["raise"]),
        }
        inputs |= {"met": cell["met"]} if cell["met"] else {}
        result = calculate(calculator("48"), inputs)
        one = int(cell["man_yen"]) in (180, 230, 300, 450, 600)
        assert (result.missing is None) == one


@pytest.mark.parametrize(
    ("inputs", "rate", "together"),
    [
        ("d0_c3000000000", Fraction(5, 100), Fraction(157625, 1_000_000)),  # 1.05³ = 1.157625
        ("d1_c3000000000", Fraction(45, 1000), Fraction(141166125, 10**9)),  # 1.045³ = 1.141166125
    ],
)
def test_the_pay_rise_of_three_years(inputs: str, rate: Fraction, together: Fraction) -> None:
    """5.0% (4.5%) a year on average for 3 years, and what that makes."""
    rise = calculate(calculator("49"), decode_inputs(inputs, calculator("49"))).pay_rise
    assert rise is not None
    assert (rise.rate, rise.years, rise.together) == (rate, 3, together)
    assert rise.target is None


def test_the_pay_that_the_rise_leads_to() -> None:
    """400万円 × 1.05³ = 4,630,500円; 3,000,001円 is rounded up, for a yen less would miss it."""
    for pay, target in ((4_000_000, 4_630_500), (3_000_001, 3_472_877)):
        inputs = decode_inputs(f"d0_c3000000000_p{pay}", calculator("49"))
        rise = calculate(calculator("49"), inputs).pay_rise
        assert rise is not None
        assert rise.target == target


def test_conditions_follow_the_options() -> None:
    """What 10 or more workers need is said only there."""
    with_condition = calculate(calculator("48"), {"raise": 90, "workers": 10, "met": "1"})
    without = calculate(calculator("48"), {"raise": 90, "workers": 9})
    assert len(with_condition.conditions) == len(without.conditions) + 1


def test_the_working_adds_up() -> None:
    """Each step of the issue's example is there, exact."""
    result = calculate(calculator("46"), {"type": "new", "cost": 10_000_000})
    fixed, above, total = (dict(step.values) for step in result.steps)
    assert (fixed["amount"], above["amount"], total["amount"]) == (4_000_000, 3_000_000, 7_000_000)
    assert encode_inputs({"type": "new", "cost": 10_000_000}, calculator("46")) == "tnew_c10000000"

"""What holds for all inputs and all messages."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.calculation import Inputs, calculate
from knowledge.calculation_asked import continued, wants_calculation
from knowledge.calculation_code import decode_inputs, encode_inputs
from knowledge.calculation_steps import work_out
from knowledge.calculation_words import read_inputs
from knowledge.calculator import Calculator, most
from knowledge.calculator_model import Rule
from knowledge.quantities import figure, prepared, quantities
from tests.knowledge.calculation.helpers import calculators

# The first example of a fresh machine waits for hypothesis to build its tables of characters.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ANY = st.sampled_from(list(calculators().values()))
# Pieces of messages, so that many of them mean something.
_SAID = """
    3人 を 60円 上げ たら いくら 事業費 1,000万円 新創出型 の －５ 億 三千 万円 100億宣言企業 外注費
    小さい会社 30人未満 から 1010円 に 計算 raise by yen million five ¥ people minus 業務改善助成金
    時給 950円 、 。 ．
"""
PIECES = st.lists(st.sampled_from(_SAID.split()) | st.text(max_size=3), max_size=12).map("".join)


@st.composite
def _inputs(draw: st.DrawFn, calculator: Calculator) -> Inputs:
    """Inputs of a calculator: valid options, plausible numbers, each perhaps absent."""
    found: dict[str, int | str] = {}
    for each in calculator.inputs:
        if draw(st.integers(0, 4)) == 0:
            continue
        if each.options:
            found[each.key] = draw(st.sampled_from([option.key for option in each.options]))
        else:
            low, high = each.usual or (0, 10**9)
            found[each.key] = draw(st.integers(low, high) | st.integers(-most(each) - 1, most(each) + 1))
    return found


CALCULATIONS = ANY.flatmap(lambda c: st.tuples(st.just(c), _inputs(c)))


@UNHURRIED
@given(CALCULATIONS)
def test_there_is_always_something_to_say(pair: tuple[Calculator, Inputs]) -> None:
    """An amount, a refusal with its reason, or a question: one of them, and never an exception."""
    result = calculate(*pair)
    said = [result.amount is not None, result.refusal is not None, result.missing is not None]
    assert said.count(True) == 1
    work_out(*pair)


@UNHURRIED
@given(CALCULATIONS)
def test_the_amount_keeps_within_its_bounds(pair: tuple[Calculator, Inputs]) -> None:
    """Whole yen, not negative, no more than the cap, and never more than the cost."""
    calculator, inputs = pair
    result = calculate(calculator, inputs)
    if result.amount is None:
        return
    assert isinstance(result.amount, int)
    assert 0 <= (result.least or 0) <= result.amount
    rules = [r for r in calculator.spec.rules if r.when.items() <= inputs.items()]
    cost = inputs.get(calculator.spec.cost or "")
    if isinstance(cost, int) and not any(r.lump for r in rules):
        assert result.amount <= cost
    if not calculator.grid:
        assert all(result.amount <= cap for r in rules if (cap := _cap(r)) is not None)
    else:
        assert result.amount <= max(c.bracket for line in calculator.grid.lines for c in line.cells)


def _cap(rule: Rule) -> Fraction | None:
    """The most that a rule can give: its cap, or what its limit makes."""
    if rule.cap:
        return figure(rule.cap)
    if rule.limit and rule.fixed:
        return figure(rule.fixed) + (figure(rule.limit) - figure(rule.fixed)) * figure(
            rule.rates[0]
        )
    return None


@UNHURRIED
@given(CALCULATIONS, st.integers(0, 10**11))
def test_more_cost_never_gives_less(pair: tuple[Calculator, Inputs], more: int) -> None:
    """A refusal counts as nothing."""
    calculator, inputs = pair
    key = calculator.spec.cost or ""
    cost = inputs.get(key)
    if not isinstance(cost, int) or cost + more > most(calculator.input(key)):
        return
    less = calculate(calculator, inputs)
    greater = calculate(calculator, {**inputs, key: cost + more})
    assert (greater.amount or 0) >= (less.amount or 0)
    assert (greater.least or greater.amount or 0) >= (less.least or less.amount or 0)


@UNHURRIED
@given(st.integers(30, 499), st.integers(1, 99_999), st.integers(0, 400), st.sampled_from("01"))
def test_a_higher_raise_or_more_workers_never_give_less(
    raised: int, workers: int, more: int, size: str
) -> None:
    """The table of 48 goes up to the right and down; small workplaces get no less than others."""
    calculator = calculators()["48"]

    def cap(raised: int, workers: int, size: str = size) -> int:
        inputs: dict[str, int | str] = {
            "raise": raised,
            "workers": workers,
            "size": size,
            "met": "1",
        }
        return calculate(calculator, inputs).amount or 0

    assert cap(raised + more, workers) >= cap(raised, workers)
    assert cap(raised, workers + more) >= cap(raised, workers)
    assert cap(raised, workers, "1") >= cap(raised, workers, "0")


@UNHURRIED
@given(CALCULATIONS)
def test_the_compact_form_is_read_as_it_was_written(pair: tuple[Calculator, Inputs]) -> None:
    """There and back."""
    calculator, inputs = pair
    assert decode_inputs(encode_inputs(inputs, calculator), calculator) == inputs


@UNHURRIED
@given(ANY, st.text(alphabet="abcdrwsmgtnx0123456789_-", max_size=30))
def test_any_form_is_read_or_refused(calculator: Calculator, text: str) -> None:
    """Nothing but ValueError, and what is read can be worked out."""
    try:
        inputs = decode_inputs(text, calculator)
    except ValueError:
        return
    work_out(calculator, inputs)


@UNHURRIED
@given(PIECES)
def test_any_message_is_read(text: str) -> None:
    """No message raises; what is read has a compact form and can be worked out."""
    quantities(prepared(text))
    wants_calculation(text, calculators(), ("48",))
    for calculator in calculators().values():
        inputs = read_inputs(text, calculator)
        assert decode_inputs(encode_inputs(inputs, calculator), calculator) == inputs
        if (then := continued(text, calculator, {})) is not None:
            encode_inputs(then, calculator)

"""How much would it be: a calculator and inputs become an amount with its working, or a refusal.

All sums are whole yen or exact fractions. Inputs come from buttons and from words alike (see
calculation_code.py and calculation_words.py); what cannot be calculated is a `Refusal` with its reason.
What is still needed is `Result.missing`; so the next question to ask follows from the calculation itself.

The order in which a rule's parts apply: lump; each; else the cost against its minimum and its
limit, the part that is paid whole (定額), the rate, and last the cap (the rule's, or the table's:
the smaller counts).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from knowledge.calculation_table import Cell, Grid
from knowledge.calculation_table import Line as Row
from knowledge.calculator import Calculator, most
from knowledge.calculator_model import CapTable, Condition, Growth, Input, Rule
from knowledge.quantities import figure
from knowledge.shapes import Text

# A part of a number is kept only to be refused: 3.5人.
Number = int | Fraction
# An input's key to a number, or to the key of the option chosen.
Inputs = Mapping[str, Number | str]
Value = int | Fraction | str | Text
OKU = 10**8


class Reason(StrEnum):
    """Why nothing is calculated; each has its phrase in `replies`."""

    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    BELOW_MINIMUM = "below_minimum"
    BELOW_TABLE = "below_table"
    MORE_THAN_COST = "more_than_cost"


class Meaning(StrEnum):
    """What the amount is: the subsidy itself; the most that it may be, as the page says no more; or
    its upper limit where no cost was said."""

    AMOUNT = "amount"
    MOST = "most"
    CAP = "cap"


class Refusal(Struct, frozen=True):
    """Nothing is calculated: the reason, the input it lies in, its value, and the bound it breaks."""

    reason: Reason
    input: Input
    value: Number
    bound: int = 0


class Step(Struct, frozen=True):
    """A line of the working, or a remark on it: the phrase's key and the values in it; `counted` is the
    unit of what is counted."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()


class PayRise(Struct, frozen=True):
    """The pay rise asked for: the rate a year, the years, what they make together (if each year has
    that rate), and the pay that it leads to, where the present pay is known."""

    rate: Fraction
    years: int
    together: Fraction
    pay: int | None = None
    target: int | None = None


class Result(Struct, frozen=True):
    """What was calculated. amount: whole yen, None if refused or not all is known yet.

    least: the lower amount, where the page gives two rates and does not say which goes for whom.
    missing: what to ask next. steps: the working. notes: what must be said about it.
    """

    amount: int | None = None
    least: int | None = None
    meaning: Meaning = Meaning.AMOUNT
    steps: tuple[Step, ...] = ()
    notes: tuple[Step, ...] = ()
    conditions: tuple[Condition, ...] = ()
    pay_rise: PayRise | None = None
    refusal: Refusal | None = None
    missing: Input | None = None


class _Stop(Exception):
    """The calculation ends here, with this result."""

    def __init__(self, result: Result) -> None:
        self.result = result


def calculate(calculator: Calculator, inputs: Inputs) -> Result:
    """The result for these inputs; keys that are no inputs of the calculator do not matter."""
    try:
        result = _Calculation(calculator, inputs).result()
    except _Stop as stop:
        return stop.result
    holding = [
        c for c in calculator.spec.conditions
        if _holds(c.when, inputs) and (c.given is None or c.given in inputs)
    ]
    return replace(result, conditions=tuple(holding))


def next_input(calculator: Calculator, inputs: Inputs) -> Input | None:
    """What to ask next, or None if all that is needed is known (or refused)."""
    return calculate(calculator, inputs).missing


def _holds(when: Mapping[str, str], inputs: Inputs) -> bool:
    return all(inputs.get(key) == option for key, option in when.items())


class _Calculation:
    """One run: collects steps and notes; `_Stop` ends it early."""

    def __init__(self, calculator: Calculator, inputs: Inputs) -> None:
        self.calculator = calculator
        self.inputs = inputs
        self.steps: list[Step] = []
        self.notes: list[Step] = []

    def result(self) -> Result:
        for each in self.calculator.inputs:
            self._check(each)
        spec, cap = self.calculator.spec, None
        if spec.table and self.calculator.grid:
            cap = self._cap_of_table(spec.table, self.calculator.grid)
            # Without a cost the cap is all that can be said, and enough.
            if spec.cost not in self.inputs:
                return self._done([Fraction(cap)], Meaning.CAP)
        rule = self._rule()
        if rule.lump:
            return self._done([self._lump(rule.lump)])
        if rule.each:
            return self._done([self._each(rule, rule.each)], _meaning(rule))
        return self._share(rule, cap)

    # Inputs

    def _check(self, each: Input) -> None:
        """Raises _Stop where the value given is none that can be calculated with."""
        if each.key not in self.inputs:
            return
        value = self.inputs[each.key]
        if isinstance(value, str):
            return
        if not -most(each) <= value <= most(each):
            self._refuse(Reason.TOO_LARGE, each, value, most(each))
        if value < 0:
            self._refuse(Reason.NEGATIVE, each, value)
        if isinstance(value, Fraction):
            self._refuse(Reason.NOT_WHOLE, each, value)
        if value < each.least:
            self._refuse(Reason.TOO_SMALL, each, value, each.least)

    def _refuse(self, reason: Reason, each: Input, value: Number, bound: int = 0) -> NoReturn:
        refusal = Refusal(reason, each, value, bound)
        raise _Stop(Result(refusal=refusal, notes=tuple(self.notes)))

    def _number(self, key: str) -> int:
        """A number input. Raises _Stop to have it asked for."""
        if key not in self.inputs:
            raise _Stop(Result(missing=self.calculator.input(key)))
        return int(self.inputs[key])

    def _step(self, key: str, **values: Value) -> None:
        self.steps.append(Step(key, tuple(values.items())))

    def _note(self, key: str, **values: Value) -> None:
        self.notes.append(Step(key, tuple(values.items())))

    # The table

    def _cap_of_table(self, table: CapTable, grid: Grid) -> int:
        raised, count = self._number(table.column), self._number(table.row)
        column = grid.column(raised)
        if column is None:
            asked = self.calculator.input(table.column)
            self._refuse(Reason.BELOW_TABLE, asked, raised, grid.steps[0])
        if raised != grid.steps[column]:
            above = column == len(grid.steps) - 1
            key = "above_table" if above else "between_columns"
            self._note(key, value=raised, column=grid.heads[column])
        row = self._row(table, grid, count)
        cap = self._of_cell(table, row.cells[column])
        self._step("table", table=grid.title, column=grid.heads[column], row=row.head, amount=cap)
        if grid.our_unit:
            self._note("our_unit", unit=grid.our_unit)
        return cap

    def _row(self, table: CapTable, grid: Grid, count: int) -> Row:
        """The row of a count; where one holds under a condition only, whether it does is asked."""
        conditional, plain = grid.line(count, True), grid.line(count, False)
        if conditional and self._chosen(table.conditional):
            return conditional
        if plain is None:
            raise ValueError(f"the table has no row for {count}")
        return plain

    def _of_cell(self, table: CapTable, cell: Cell) -> int:
        """The amount of a cell. Who gets the one in brackets is not asked where there is only one."""
        if cell.is_one:
            self._note("same_for_both")
            return cell.plain
        return cell.bracket if self._chosen(table.bracket) else cell.plain

    def _chosen(self, when: Mapping[str, str]) -> bool:
        """Whether these options are chosen. Raises _Stop to have the first open choice made."""
        for key in when:
            if key not in self.inputs:
                raise _Stop(Result(missing=self.calculator.input(key)))
        return _holds(when, self.inputs)

    # The rule

    def _rule(self) -> Rule:
        """The rule of the options chosen. Raises _Stop to have a choice made on which it depends."""
        rules = list(self.calculator.spec.rules)
        for each in self.calculator.inputs:
            if not any(each.key in rule.when for rule in rules):
                continue
            if each.key not in self.inputs:
                raise _Stop(Result(missing=each))
            chosen = self.inputs[each.key]
            rules = [rule for rule in rules if rule.when.get(each.key, chosen) == chosen]
        return rules[0]

    def _lump(self, lump: str) -> Fraction:
        self._step("lump", amount=int(figure(lump)))
        return figure(lump)

    def _each(self, rule: Rule, each: str) -> Fraction:
        """So much for each year, project, person; what is optional counts once unless given."""
        amount = figure(each)
        factors = []
        for key in rule.times:
            asked = self.calculator.input(key)
            if asked.optional and key not in self.inputs:
                continue
            count = self._number(key)
            if key in rule.at_most and count > figure(rule.at_most[key]):
                limit = int(figure(rule.at_most[key]))
                self._note(
                    "limited", input=asked.label, counted=asked.unit or "", value=count, limit=limit
                )
                count = limit
            factors.append((asked, count))
        for asked, count in factors:
            before, amount = amount, amount * count
            counted = asked.unit or ""
            self._step("each", each=before, count=count, counted=counted, amount=amount)
        self._quote(rule)
        return amount

    def _share(self, rule: Rule, table_cap: int | None) -> Result:
        """A part of the cost."""
        asked = self.calculator.input(self.calculator.spec.cost or "")
        cost = self._number(asked.key)
        self._check_minimum(rule, asked, cost)
        counted = Fraction(cost)
        if rule.limit and cost > figure(rule.limit):
            counted = figure(rule.limit)
            limit = int(counted)
            self._note("limited", input=asked.label, counted=asked.unit or "", value=cost, limit=limit)
        amounts = [self._part(rule, counted, figure(rate)) for rate in rule.rates]
        cap = table_cap if table_cap is not None else _maybe(rule.cap)
        if cap is not None:
            amounts = [
                self._capped(amount, cap, from_table=table_cap is not None) for amount in amounts
            ]
        self._quote(rule)
        result = self._done(amounts, _meaning(rule))
        return replace(result, pay_rise=self._pay_rise(rule.growth)) if rule.growth else result

    def _check_minimum(self, rule: Rule, asked: Input, cost: int) -> None:
        outside = 0
        if rule.minimum_without:
            outside = int(self.inputs.get(rule.minimum_without, 0))
            if outside > cost:
                other = self.calculator.input(rule.minimum_without)
                self._refuse(Reason.MORE_THAN_COST, other, outside, cost)
        if rule.minimum and cost - outside < figure(rule.minimum):
            self._refuse(Reason.BELOW_MINIMUM, asked, cost - outside, int(figure(rule.minimum)))
        if rule.minimum and rule.minimum_without:
            self._step("minimum", cost=cost - outside, minimum=int(figure(rule.minimum)))

    def _part(self, rule: Rule, counted: Fraction, rate: Fraction) -> Fraction:
        """The part paid whole, and the rate on what lies above it."""
        if rule.fixed is None:
            self._step("share", cost=counted, rate=rate, amount=counted * rate)
            return counted * rate
        whole = min(counted, figure(rule.fixed))
        share = (counted - whole) * rate
        self._step("fixed", whole=figure(rule.fixed), amount=whole)
        self._step("above", cost=counted, fixed=whole, rate=rate, amount=share)
        self._step("sum", amount=whole + share)
        return whole + share

    def _capped(self, amount: Fraction, cap: int, *, from_table: bool) -> Fraction:
        if from_table:
            self._step(
                "smaller", first=Fraction(cap), second=amount, amount=min(amount, Fraction(cap))
            )
        elif amount > cap:
            self._step("capped", amount=amount, cap=cap)
            self._note("capped", cap=cap)
        else:
            self._step("within_cap", cap=cap)
        return min(amount, Fraction(cap))

    def _pay_rise(self, growth: Growth) -> PayRise:
        rate, years = figure(growth.rate), int(figure(growth.years))
        together = (1 + rate) ** years
        pay = self.inputs.get(growth.of)
        if pay is None:
            return PayRise(rate, years, together - 1)
        # Rounded up: a yen less would miss the rate.
        target = -floor(-int(pay) * together)
        return PayRise(rate, years, together - 1, int(pay), target)

    def _quote(self, rule: Rule) -> None:
        if rule.quote:
            self._note("quote_most" if rule.is_most else "quote", quote=rule.quote)

    # The end

    def _done(self, amounts: list[Fraction], meaning: Meaning = Meaning.AMOUNT) -> Result:
        """The result, in whole yen: a part of a yen is never paid."""
        whole = [floor(amount) for amount in amounts]
        if any(amount.denominator > 1 for amount in amounts):
            self._note("rounded")
        most, least = max(whole), min(whole)
        if len(amounts) > 1:
            self._note("which_rate")
        self._note_budget(most)
        return Result(
            amount=most,
            least=least if least < most else None,
            meaning=meaning,
            steps=tuple(self.steps),
            notes=tuple(self.notes),
        )

    def _note_budget(self, amount: int) -> None:
        budget = self.calculator.measure.amount
        if budget and amount > budget.oku * OKU:
            self._note("above_budget", budget=round(budget.oku * OKU))


def _meaning(rule: Rule) -> Meaning:
    return Meaning.MOST if rule.is_most else Meaning.AMOUNT


def _maybe(printed: str | None) -> int | None:
    return int(figure(printed)) if printed else None


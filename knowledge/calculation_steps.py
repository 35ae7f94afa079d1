"""A calculation step by step: what is known so far, what to ask next, what can be offered for it.

Each step is a Question of its own (see calculation_code.py), so buttons need no memory: the next
one is the same Question with one input more, the one before with one input less.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from knowledge.calculation import Inputs, Number, Result, calculate, next_input
from knowledge.calculator import Calculator
from knowledge.calculator_model import Input, Option


class Calculation(Struct, frozen=True):
    """A calculator, the inputs so far, and what they lead to.

    asked: the input that buttons offer values for: the missing one, the refused one, or an
    optional one. options: what each option of a choice would lead to. offers: examples for a
    number. back: the inputs one step before; None at the beginning.
    """

    calculator: Calculator
    inputs: Inputs
    result: Result
    asked: Input | None = None
    options: tuple[tuple[Option, Result], ...] = ()
    offers: tuple[int, ...] = ()
    back: Inputs | None = None

    @property
    def optional(self) -> tuple[Input, ...]:
        """What could be said besides, and is not yet."""
        return tuple(i for i in self.calculator.inputs if i.optional and i.key not in self.inputs)

    def given(self) -> tuple[tuple[Input, Number | str | Option], ...]:
        """The inputs so far in their order; a choice as its option."""
        found: list[tuple[Input, Number | str | Option]] = []
        for each in self.calculator.inputs:
            if each.key in self.inputs:
                value = self.inputs[each.key]
                found.append((each, each.option(value) or value))
        return tuple(found)

    def with_value(self, value: Number | str) -> Inputs:
        """The inputs with a value for the one that is asked for."""
        return {**self.inputs, self.asked.key: value} if self.asked else self.inputs


def work_out(calculator: Calculator, inputs: Inputs) -> Calculation:
    """The calculation for these inputs: its result, or how it goes on."""
    result = calculate(calculator, inputs)
    found = Calculation(
        calculator,
        inputs,
        result,
        options=outlook(calculator, inputs),
        back=without_last(calculator, inputs),
    )
    asked = result.missing or (result.refusal.input if result.refusal else None)
    asked = asked or next(iter(found.optional), None)
    return replace(found, asked=asked, offers=offers(calculator, inputs, asked)) if asked else found


def outlook(calculator: Calculator, inputs: Inputs) -> tuple[tuple[Option, Result], ...]:
    """Where only a choice is open, the result for each of its options; else nothing."""
    missing = next_input(calculator, inputs)
    if missing is None or missing.kind != "choice":
        return ()
    found = [
        (option, calculate(calculator, {**inputs, missing.key: option.key}))
        for option in missing.options
    ]
    return tuple(found) if all(result.missing is None for _, result in found) else ()


def offers(calculator: Calculator, inputs: Inputs, asked: Input) -> tuple[int, ...]:
    """Examples for a number that is asked for: those that are neither refused nor cut."""
    examples = asked.offers or (calculator.grid.steps if calculator.grid and asked.decides else [])
    found = []
    for example in examples:
        result = calculate(calculator, {**inputs, asked.key: example})
        if result.refusal is None and not any(note.key == "limited" for note in result.notes):
            found.append(example)
    return tuple(found)


def without_last(calculator: Calculator, inputs: Inputs) -> Inputs | None:
    """The inputs one step back, or None at the beginning."""
    given = [each.key for each in calculator.inputs if each.key in inputs]
    return {key: inputs[key] for key in given[:-1]} if given else None

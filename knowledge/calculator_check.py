"""What `python -m bot check` looks at in a measure's calculator: that its figures stand on the page,
that its parts refer to what exists, and that each way to choose leads to exactly one rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import product

from knowledge.calculator import made
from knowledge.calculator_model import CalculatorSpec, Chosen, Input, Rule
from knowledge.figures import english_figures, figures
from knowledge.model import Measure
from knowledge.shapes import Text

Keys = list[str | int]
# "per person", "for each project"
_ALWAYS = {"1"}


def calculator_faults(
    measure: Measure, spec: CalculatorSpec, printed: Set[str]
) -> Iterator[tuple[Keys, str]]:
    """The faults: the keys below `calculator` that lead to each, and what is wrong.

    printed: the figures of the measure's page.
    """
    try:
        inputs = made(measure, spec).inputs
    except ValueError as error:
        yield [], str(error)
        return
    yield from _references(spec)
    yield from _complete(spec)
    for keys, text, english in _texts(spec, inputs):
        said = english_figures(text) if english else figures(text)
        for figure in sorted(said - printed - _ALWAYS):
            yield keys, f"the figure {figure} is not on P.{measure.page}"


def _references(spec: CalculatorSpec) -> Iterator[tuple[Keys, str]]:
    """Inputs and options that are referred to exist; no key or letter is used twice."""
    inputs = {each.key: each for each in spec.inputs}
    if len({each.code for each in spec.inputs}) < len(spec.inputs) or len(inputs) < len(spec.inputs):
        yield ["inputs"], "two inputs share a key or a letter"
    for keys, key in _numbers(spec):
        if key not in inputs or inputs[key].kind != "number":
            yield keys, f"{key!r} is no number input"
    for keys, when in _chosen(spec):
        for key, option in when.items():
            if key not in inputs or inputs[key].option(option) is None:
                yield keys, f"there is no option {key}: {option}"
    for i, condition in enumerate(spec.conditions):
        if condition.given and condition.given not in inputs:
            yield ["conditions", i], f"there is no input {condition.given!r}"


def _chosen(spec: CalculatorSpec) -> Iterator[tuple[Keys, Chosen]]:
    """The options that something depends on, and where they stand."""
    for i, rule in enumerate(spec.rules):
        yield ["rules", i], rule.when
    for i, condition in enumerate(spec.conditions):
        yield ["conditions", i], condition.when
    if spec.table:
        yield ["table"], spec.table.bracket
        yield ["table"], spec.table.conditional


def _numbers(spec: CalculatorSpec) -> Iterator[tuple[Keys, str]]:
    """The keys of what must be a number, and where they stand."""
    for i, rule in enumerate(spec.rules):
        optional = [rule.minimum_without, rule.growth.of if rule.growth else None]
        for key in (*rule.times, *rule.at_most, *filter(None, optional)):
            yield ["rules", i], key
    if spec.cost:
        yield ["cost"], spec.cost
    if spec.table:
        yield ["table"], spec.table.column
        yield ["table"], spec.table.row


def _complete(spec: CalculatorSpec) -> Iterator[tuple[Keys, str]]:
    deciding = [i for i in spec.inputs if any(i.key in rule.when for rule in spec.rules)]
    for options in product(*([option.key for option in each.options] for each in deciding)):
        chosen = dict(zip([each.key for each in deciding], options, strict=True))
        fitting = [rule for rule in spec.rules if rule.when.items() <= chosen.items()]
        if len(fitting) != 1:
            yield ["rules"], f"{len(fitting)} rules for {chosen}; there must be one"


def _texts(spec: CalculatorSpec, inputs: list[Input]) -> Iterator[tuple[Keys, str, bool]]:
    """What is shown or calculated with, where it stands, and whether it is English."""
    for i, rule in enumerate(spec.rules):
        for printed in _printed(rule):
            yield ["rules", i], printed, False
        if rule.quote:
            yield from _both(["rules", i, "quote"], rule.quote)
    for i, condition in enumerate(spec.conditions):
        yield from _both(["conditions", i], condition)
    for i, each in enumerate(inputs):
        yield from _both(["inputs", i, "label"], each.label)
        yield from _both(["inputs", i, "ask"], each.ask)
        for j, option in enumerate(each.options):
            yield from _both(["inputs", i, "options", j], option.name)
            for bound in (option.least, option.below):
                if bound:
                    yield ["inputs", i, "options", j], bound, False


def _printed(rule: Rule) -> Iterator[str]:
    yield from rule.rates
    yield from rule.at_most.values()
    for figure in (rule.fixed, rule.limit, rule.minimum, rule.cap, rule.lump, rule.each):
        if figure:
            yield figure
    if rule.growth:
        yield rule.growth.rate
        yield rule.growth.years


def _both(keys: Keys, text: Text) -> Iterator[tuple[Keys, str, bool]]:
    yield keys, text.ja, False
    yield keys, text.en, True

"""Calculators ready to use: as the measures' files have them (calculator_model.py), with each option
named and the cap table read as a grid."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from msgspec.structs import replace

from knowledge.base import KnowledgeBase
from knowledge.calculation_table import Grid, grid
from knowledge.calculator_model import CalculatorSpec, Input, Option
from knowledge.model import Measure
from knowledge.quantities import figure
from knowledge.shapes import Base, Bilingual, Text

# More digits than any sum of the document by far.
MAX_DIGITS = 15


class Calculator(Base, frozen=True):
    """A calculator of one measure: what its file says, and the cap table as a grid."""

    measure: Measure
    spec: CalculatorSpec
    grid: Grid | None = None

    @property
    def inputs(self) -> list[Input]:
        """The inputs, in the order in which they are asked for."""
        return self.spec.inputs

    def input(self, key: str) -> Input:
        """The input of that key. Raises KeyError."""
        for each in self.inputs:
            if each.key == key:
                return each
        raise KeyError(key)


Calculators = Mapping[str, Calculator]


def calculators_of(knowledge: KnowledgeBase) -> Calculators:
    """The calculators by measure id. Raises ValueError for one that refers to nothing."""
    measures = knowledge.measures.values()
    return MappingProxyType({m.id: made(m, m.calculator) for m in measures if m.calculator})


def made(measure: Measure, spec: CalculatorSpec) -> Calculator:
    """The calculator with its options named and its table read. Raises ValueError."""
    inputs = [
        replace(each, options=[_named(option, measure) for option in each.options]) for each in spec.inputs
    ]
    spec = replace(spec, inputs=inputs)
    if spec.table is None:
        return Calculator(measure=measure, spec=spec)
    tables = measure.content.tables if measure.content else []
    for table in tables:
        if table.key == spec.table.key:
            return Calculator(measure=measure, spec=spec, grid=grid(table))
    raise ValueError(f"measure {measure.id} has no table {spec.table.key!r}")


def most(each: Input) -> int:
    """The largest number that is calculated with: far above what is usual, and short enough for all
    inputs to fit a button. A larger one is kept as one more than this, which is refused."""
    digits = len(str(each.usual[1])) + 3 if each.usual else MAX_DIGITS
    return int(10 ** min(digits, MAX_DIGITS)) - 1


def holds(option: Option, number: Fraction) -> bool:
    """Whether a number of its unit means this option."""
    if option.least is None and option.below is None:
        return False
    above = option.least is None or number >= figure(option.least)
    return above and (option.below is None or number < figure(option.below))


def _named(option: Option, measure: Measure) -> Option:
    """The option, with name and words of the sub-programme where the file gives none of its own."""
    programmes = measure.content.programmes if measure.content else []
    found = next((p for p in programmes if p.key == option.key), None)
    if found is None:
        if option.label is None:
            raise ValueError(f"measure {measure.id} has no programme {option.key!r}")
        return option
    words = Bilingual(
        ja=[*option.words.ja, found.name.ja, *found.words], en=[*option.words.en, found.name.en]
    )
    label = option.label or Text(ja=found.name.ja, en=found.name.en)
    return replace(option, label=label, words=words)

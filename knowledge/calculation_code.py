"""Inputs in compact form, for buttons and deep links: `r60_w3_s1`, each input's letter and its
value.

`k48_r60_w3_s1` is the Question's own form (see question.py): kind, measure, then this. It never
holds `__` (which divides a Question from its origin) nor a part of digits alone (which would be a
page).
"""

from __future__ import annotations

import re
from fractions import Fraction

from knowledge.calculation import Inputs, Number
from knowledge.calculator import MAX_DIGITS, Calculator, Calculators, most
from knowledge.calculator_model import Input

# No zeros before a number, and no minus zero: each value has one form.
_WHOLE = re.compile(rf"0|-?[1-9][0-9]{{0,{MAX_DIGITS}}}", re.ASCII)
# 3.5 is written 3p5; no zeros at its end.
_PART = re.compile(rf"(-?)(0|[1-9][0-9]{{0,{MAX_DIGITS}}})p([0-9]?[1-9])", re.ASCII)


def encode_inputs(inputs: Inputs, calculator: Calculator) -> str:
    """The compact form, in the calculator's order. Raises ValueError for a value that has none."""
    known = {each.key for each in calculator.inputs}
    if unknown := inputs.keys() - known:
        raise ValueError(f"no input of {calculator.measure.id}: {', '.join(sorted(unknown))}")
    parts = []
    for each in calculator.inputs:
        if each.key in inputs:
            text = _encoded(inputs[each.key])
            _decoded(each, text)
            parts.append(each.code + text)
    return "_".join(parts)


def decode_inputs(text: str, calculator: Calculator) -> Inputs:
    """The inputs of a compact form. Raises ValueError for one that no button of ours holds.

    A number out of its bounds is none of those: it is calculated with, and refused with its reason.
    """
    by_code = {each.code: each for each in calculator.inputs}
    found: dict[str, Number | str] = {}
    for part in text.split("_") if text else ():
        each = by_code.get(part[:1])
        if each is None or each.key in found:
            raise ValueError(f"{part!r} in {text!r}")
        found[each.key] = _decoded(each, part[1:])
    return found


def is_known(measure: str, text: str, calculators: Calculators) -> bool:
    """Whether there is such a calculator and the form is one of its own."""
    try:
        decode_inputs(text, calculators[measure])
    except (KeyError, ValueError):
        return False
    return True


def _encoded(value: Number | str) -> str:
    if not isinstance(value, Fraction):
        return str(value)
    sign, hundredths = "-" if value < 0 else "", int(abs(value) * 100)
    return f"{sign}{hundredths // 100}p{hundredths % 100:02d}".rstrip("0")


def _decoded(each: Input, text: str) -> Number | str:
    if each.kind == "choice":
        if each.option(text) is None:
            raise ValueError(f"{text!r} is no option of {each.key}")
        return text
    part = _PART.fullmatch(text)
    number: Number | None = Fraction(f"{part[1]}{part[2]}.{part[3]}") if part else None
    if number is None and _WHOLE.fullmatch(text):
        number = int(text)
    beyond = most(each) + 1
    if number is None or not -beyond <= number <= beyond:
        raise ValueError(f"{text!r} is no number for {each.key}")
    return number

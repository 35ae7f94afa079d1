"""What a message says of a calculator's inputs: options by their words, numbers by what fits them
(calculation_numbers.py)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from knowledge.calculation import Inputs, Number
from knowledge.calculation_numbers import (
    Assigned,
    assigned,
    by_row,
    compiled,
    compiled_options,
    raised,
    value_of,
    words_beside,
)
from knowledge.calculator import Calculator
from knowledge.lexicon import Match, Phrases
from knowledge.quantities import Quantity, is_step, phrases, prepared, quantities


class Read(Struct):
    """What was read of a message.

    inputs: what it says; numbers: the keys of those that a number gave; united, worded: of these, the
    ones whose number has a unit, or its word beside it; unsure: inputs that two numbers may mean, or one
    that cannot be read (3人の半分), and so are left out. text: the message without its options; found: the
    numbers in it; rest: what of it is no input either.
    """

    text: str
    rest: str
    found: Sequence[Quantity]
    inputs: dict[str, Number | str] = {}
    numbers: set[str] = set()
    united: set[str] = set()
    worded: set[str] = set()
    unsure: set[str] = set()

    def blank(self, start: int, end: int) -> None:
        """Take a part out of what is left."""
        self.rest = blanked(self.rest, start, end)


def read_inputs(text: str, calculator: Calculator) -> Inputs:
    """What a message says of a calculator's inputs; what it does not say is absent.

    Numbers are read as they are, so that a negative one is refused and explained, not misread.
    """
    return read(prepared(text), calculator).inputs


def read(plain: str, calculator: Calculator) -> Read:
    """What a prepared text says. Options first: the numbers in their words (30人未満) count no more."""
    options, unsure, text = _read_options(plain, calculator)
    done = Read(text, text, by_row(text, quantities(text), calculator), dict(options))
    _read_raise(done, calculator)
    pairs, done.unsure = assigned(done.text, done.found, calculator)
    for pair in pairs:
        _keep(done, pair)
    _read_all(done, pairs, calculator)
    done.unsure |= unsure
    done.inputs = {k: v for k, v in done.inputs.items() if k not in done.unsure and v != ""}
    return done


def beside(done: Read, calculator: Calculator) -> str:
    """What a message says beside the inputs read, their words, and what the calculator is called."""
    left = names(calculator).without(done.rest, "")
    for each in calculator.inputs:
        if each.key in done.worded:
            left = words_beside(each, "before").without(left, "")
            left = words_beside(each, "after").without(left, "")
    return left


def names(calculator: Calculator) -> Phrases:
    """The words that say that this calculator is meant."""
    return compiled(calculator.spec.names)


def blanked(text: str, start: int, end: int) -> str:
    """The text with spaces in place of a part, so that positions stay."""
    return text[:start] + " " * (end - start) + text[end:]


def _read_options(plain: str, calculator: Calculator) -> tuple[dict[str, str], set[str], str]:
    """The options said, the choices of which several are, and the text without their words."""
    said: dict[str, set[str]] = {}
    text = plain
    for match in _options(calculator).find(plain):
        key, _, option = match.label.partition("=")
        denial = _denial(plain, match)
        if denial is not None:
            option = {"1": "0", "0": "1"}.get(option, "")
        if option:
            said.setdefault(key, set()).add(option)
        text = blanked(text, match.start, match.end if denial is None else denial)
    one = {key: next(iter(options)) for key, options in said.items() if len(options) == 1}
    return one, said.keys() - one.keys(), text


def _denial(plain: str, option: Match) -> int | None:
    """Where the words end that deny an option (ではない behind it, not a before it); None if none do."""
    behind = phrases("denied").find(plain[option.end :])
    if behind and behind[0].start <= 1:
        return option.end + behind[0].end
    ahead = phrases("denied_before").find(plain[: option.start])
    return option.end if ahead and option.start - ahead[-1].end <= 1 else None


def _read_all(done: Read, pairs: list[Assigned], calculator: Calculator) -> None:
    """社員8人、みんな60円: the number of one input is that of another; not in パート全員."""
    for each in calculator.inputs:
        found = compiled(each.all_words).find(done.rest)
        number = next((p.quantity for p in pairs if p.input.key == each.all_of), None)
        if number is None or each.all_of in done.unsure or not found or each.key in done.inputs:
            continue
        of = words_beside(each, "before").find(done.text[: found[0].start])
        if not of or found[0].start - of[-1].end > 2:
            done.inputs[each.key] = value_of(each, number.value)
            done.numbers.add(each.key)
            done.blank(found[0].start, found[0].end)


def _read_raise(done: Read, calculator: Calculator) -> None:
    """950円から1010円に: the difference is the raise, the first of them the wage."""
    found = raised(done.text, done.found, calculator)
    if found is None:
        return
    each, low, high = found
    wage = calculator.input(each.difference_from or "")
    done.inputs.setdefault(each.key, value_of(each, high.value - low.value))
    done.inputs.setdefault(wage.key, value_of(wage, low.value))
    for keys in (done.numbers, done.united, done.worded):
        keys.add(each.key)
    joined = is_step(done.text[low.end : high.start])
    for start, end in [(low.start, high.end)] if joined else [(q.start, q.end) for q in (low, high)]:
        done.text = blanked(done.text, start, end)
        done.blank(start, end)
    done.found = [quantity for quantity in done.found if quantity not in (low, high)]


def _keep(done: Read, pair: Assigned) -> None:
    each, quantity = pair.input, pair.quantity
    done.blank(quantity.start, quantity.end)
    done.inputs.setdefault(each.key, value_of(each, quantity.value))
    if pair.worded:
        done.worded.add(each.key)
    if each.kind == "number":
        done.numbers.add(each.key)
        if quantity.unit:
            done.united.add(each.key)


def _options(calculator: Calculator) -> Phrases:
    return compiled_options(
        tuple(
            (f"{each.key}={option.key}", tuple(option.words.ja), tuple(option.words.en))
            for each in calculator.inputs
            for option in each.options
        )
    )

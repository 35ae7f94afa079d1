"""Whether a message wants something worked out, and what: a calculation of its own, or one that goes
on from the last."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from knowledge import lexicon
from knowledge.calculation import Inputs, Number, next_input
from knowledge.calculation_code import decode_inputs, is_known
from knowledge.calculation_numbers import begins, compiled, is_count, is_given, value_of
from knowledge.calculation_steps import work_out
from knowledge.calculation_words import Read, beside, blanked, names, read
from knowledge.calculator import Calculator, Calculators
from knowledge.calculator_model import Input
from knowledge.normalize import clean, fold
from knowledge.notation import Names, Reference, is_only_references, references, written
from knowledge.quantities import Quantity, phrases, prepared, quantities
from knowledge.question import Question

# How many signs of a message may be left beside names and inputs for it to be nothing else.
_NOTHING = 3
_OKU = 10**8
# In how many signs the first quantity of a text is looked for.
_FIRST = 40
_PIECE = re.compile(r"[^\s、。：:]+")


class Wanted(Struct, frozen=True):
    """A calculation that a message asks for: the measure, and what it says of the inputs. unread: the keys
    of those for which it says a number that cannot be read as one (3人の半分)."""

    measure: str
    inputs: Inputs
    unread: tuple[str, ...] = ()


class _Message(Struct, frozen=True):
    """A message without the number of the measure that it names, and what its words ask for.

    cue: a result. calculate: to have something worked out. gets: いくらもらえる. which: which measure
    there is. named: the id of the measure named by its number.
    """

    text: str
    cue: bool
    calculate: bool
    gets: bool
    which: bool
    named: Collection[str]


def wanted_in(
    text: str, calculators: Calculators, shown: Iterable[str], last: Question | None
) -> Wanted | None:
    """A calculation that a message asks for itself, or that goes on from the last one, or one of the
    measure shown before."""
    shown = tuple(shown)
    message = _message(text, calculators)
    wanted = _wanted(message, calculators)
    if last is not None and is_known(last.measures[0], last.inputs, calculators):
        measure = last.measures[0]
        # Options alone (品質向上型だといくら) vary it; with a number it is a new one.
        if wanted is None or (wanted.measure == measure and _is_choice(wanted.inputs)):
            inputs = continued(text, calculators[measure], decode_inputs(last.inputs, calculators[measure]))
            wanted = wanted if inputs is None else Wanted(measure, inputs)
    if wanted is None and shown:
        wanted = _wanted(message, calculators, shown)
    return wanted


def _is_choice(inputs: Inputs) -> bool:
    return bool(inputs) and all(isinstance(value, str) for value in inputs.values())


def wants_calculation(
    text: str, calculators: Calculators, shown: Iterable[str] = ()
) -> Wanted | None:
    """The calculation that a typed message asks for, or None if it asks for something else.

    shown: the measure shown before, which is meant if the message names none by its number.
    """
    return _wanted(_message(text, calculators), calculators, shown)


def _wanted(
    message: _Message, calculators: Calculators, shown: Iterable[str] = ()
) -> Wanted | None:
    is_case = message.cue and phrases("variation").has(message.text)
    if not (message.calculate or message.gets or is_case or quantities(message.text)):
        return None
    asked = message.named or set(shown)
    found: list[tuple[int, Wanted]] = []
    for key, calculator in calculators.items():
        done = read(message.text, calculator)
        decided = _decided(calculator, done)
        named = names(calculator).has(message.text)
        meant = named or key in asked
        if not message.which and (decided or (meant and _asks(message, calculator, done, key in asked))):
            weight = 4 * decided + 3 * (key in asked) + 2 * named + len(done.inputs)
            found.append((weight, Wanted(key, done.inputs, _unread(calculator, done))))
    found.sort(key=lambda pair: -pair[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _unread(calculator: Calculator, done: Read) -> tuple[str, ...]:
    return tuple(i.key for i in calculator.inputs if i.key in done.unsure and i.kind == "number")


def continued(text: str, calculator: Calculator, inputs: Inputs) -> Inputs | None:
    """The inputs with what a short message changes or adds after a calculation: an answer to the
    question for the next one (1500万円, 3人, 新創出型), or a variation (5人だと？, and for 5 people?).
    None if the message says something else.
    """
    calculation = work_out(calculator, inputs)
    asked = calculation.asked
    if asked and (option := _chosen(asked, text)):
        return {**inputs, asked.key: option}
    done = read(prepared(text), calculator)
    if len(done.found) == 1 and not done.worded:
        # A number with no word beside it is what was asked for, or instead of what was given.
        (number,) = done.found
        varied = _varied(done.text, number, inputs, calculator)
        means = varied[0] if len(varied) == 1 else None if varied else asked
        is_open = calculation.result.amount is None
        value = _answer(means, number, done.text, is_open=is_open) if means else None
        if means and value is not None:
            done.inputs = {k: v for k, v in done.inputs.items() if k not in done.numbers}
            done.inputs[means.key] = value
            done.blank(number.start, number.end)
    left = beside(done, calculator)
    # A number with a field is another measure's: 49の対象.
    if not done.inputs or lexicon.fields().has(left) or not _says_nothing(left, "variation", "cues"):
        return None
    return {**inputs, **done.inputs}


def only_asks_result(text: str) -> bool:
    """Whether a sentence only asks what was to be worked out before it (いくらもらえますか)."""
    plain = prepared(text)
    labels = ("get", "calculate", "cues")
    asks = any(phrases(label).has(plain) for label in labels)
    return asks and not quantities(plain) and _says_nothing(plain, *labels)


# What a message asks for


def _message(text: str, calculators: Calculators) -> _Message:
    plain, named = _without_number(text, calculators)
    calculate = phrases("calculate").has(phrases("computing").without(plain))
    return _Message(
        plain,
        cue=phrases("cues").has(plain),
        calculate=calculate,
        gets=phrases("get").has(plain),
        which=not calculate and phrases("which").has(plain),
        named=named,
    )


def _without_number(text: str, calculators: Calculators) -> tuple[str, set[str]]:
    """The prepared message without the number of the measure that it names, and that measure's id.

    Of several none is named. In 「49 投資額30億円」 the space is gone once the text is prepared, so
    numbers that stand apart are looked for before.
    """
    named: set[str] = set()

    def cut(piece: re.Match[str]) -> str:
        folded = written(fold(piece.group()))
        found = references(folded)
        alone = is_only_references(folded, found) and not _counts(prepared(text[piece.start() :]))
        alone = alone and not any(quantity.unit for quantity in quantities(folded))
        ids = _ids(found, calculators) if alone else set()
        named.update(ids)
        return " " if ids else piece.group()

    plain = written(prepared(_PIECE.sub(cut, text)))
    for reference in references(plain):
        if reference.explicit or not _counts(plain[reference.start :]):
            if ids := _ids([reference], calculators):
                plain = blanked(plain, reference.start, reference.end)
            named.update(ids)
    return (plain, named) if len(named) == 1 else (prepared(text), set())


def _counts(plain: str) -> bool:
    """Whether a text begins with a number that has a unit (48 workers)."""
    # No further than the first: with a number behind a number (48 48 48 …) it would take the square of it.
    found = quantities(plain[:_FIRST])
    return bool(found) and found[0].unit != "" and not plain[: found[0].start].strip()


def _ids(found: Sequence[Reference], calculators: Calculators) -> set[str]:
    """The measures with a calculator that are named by number or page."""
    pages = {reference.number for reference in found if reference.names is Names.PAGE}
    ids = {reference.id for reference in found if reference.names is not Names.PAGE}
    return {key for key, each in calculators.items() if key in ids or each.measure.page in pages}


def _decided(calculator: Calculator, done: Read) -> bool:
    """Whether what was read can be about nothing else: 60円上げたら beside another input (3人を), or both
    without a word (3人 60円) and nothing beside them."""
    deciding = {each.key for each in calculator.inputs if each.decides and _is_usual(each, done)}
    if len(done.inputs) + len(done.unsure) < 2:
        return False
    if not deciding & done.worded:
        left = phrases("cues").without(beside(done, calculator), "")
        return bool(deciding & done.united) and len(left) <= 1
    elsewhere = compiled(calculator.spec.elsewhere)
    return names(calculator).has(done.rest) or not elsewhere.has(done.rest)


def _is_usual(each: Input, done: Read) -> bool:
    """Whether what was read for an input is not far above the usual (a raise of 5,000円 is one a month)."""
    value = done.inputs.get(each.key)
    if isinstance(value, str) or value is None or each.usual is None:
        return True
    return -2 * each.usual[1] <= value <= 2 * each.usual[1]


def _asks(message: _Message, calculator: Calculator, done: Read, asked: bool) -> bool:
    """Whether a message that means this calculator wants a result: it says 計算; or it says nothing but
    inputs; or a number has its word beside it (事業費1000万円), or a word asks for a result. But no
    figure of the page is worked with.

    asked: the measure is named by its number, or was shown before. With a number, a figure with
    its unit is enough.
    """
    if message.calculate:
        return True
    left = beside(done, calculator)
    if phrases("page").has(left) or _of_page(calculator, done):
        return False
    left = phrases("get").without(left, "")
    several = len(done.inputs) > 1 or bool(done.numbers & done.worded)
    enough = several or (asked and (message.gets or bool(done.united)))
    if enough and _says_nothing(left, *(["cues"] if asked else [])):
        return True
    if any(begins("bound", done.text[quantity.end :]) for quantity in done.found):
        return False
    if not done.numbers:
        return message.cue and bool(done.inputs) and _is_case(left, calculator, done)
    by_number = bool(message.named) and asked and bool(done.united)
    return message.cue or bool(done.numbers & done.worded) or by_number


def _is_case(left: str, calculator: Calculator, done: Read) -> bool:
    """Whether an option without a number asks for a result: nothing more is needed for one, or nothing is
    said but what it would be in that case (新創出型だといくら). Who names a number that it takes, asks what
    the page says of that (100億宣言企業だと投資額は)."""
    if next_input(calculator, done.inputs) is None:
        return True
    return phrases("variation").has(left) and len(_without(left, "variation", "cues")) <= 1


def _of_page(calculator: Calculator, done: Read) -> bool:
    """Whether a number is the measure's own amount (48の352億円)."""
    amount = calculator.measure.amount
    own = amount.oku * _OKU if amount else None
    return any(quantity.value == own for quantity in done.found)


def _says_nothing(left: str, *labels: str) -> bool:
    """Whether nothing is left of a message but words of these labels, and polite ones."""
    return len(_without(left, *labels)) <= _NOTHING


def _without(left: str, *labels: str) -> str:
    for words in (*map(phrases, labels), lexicon.polite()):
        left = words.without(left, "")
    return left


# What a short message means after a calculation


def _chosen(each: Input, text: str) -> str:
    """The key of the option that a whole message is an answer for, or repeats; "" if none."""
    said = lexicon.polite().without(clean(text), "")
    for option in each.options:
        answers = (option.name.ja, option.name.en, *option.answers.ja, *option.answers.en)
        if {fold(said), fold(text)} & {fold(answer) for answer in answers}:
            return option.key
    return ""


def _varied(plain: str, quantity: Quantity, inputs: Inputs, calculator: Calculator) -> list[Input]:
    """The inputs given before of which a number may stand instead (5人だと？); none if it does not."""
    if not phrases("variation").has(plain):
        return []
    given = [each for each in calculator.inputs if each.key in inputs and each.kind == "number"]
    return [each for each in given if each.unit == quantity.unit]


def _answer(each: Input, quantity: Quantity, plain: str, *, is_open: bool) -> Number | str | None:
    """What a number means as the answer for an input; None if it is none. A number without a unit
    answers only what must be known: else it may name a measure."""
    unit_fits = quantity.unit == each.unit or (is_open and not quantity.unit)
    if not unit_fits or not is_given(plain[: quantity.start], plain[quantity.end :]):
        return None
    if each.kind == "choice" and not is_count(quantity.value):
        return None
    value = value_of(each, quantity.value)
    return None if value == "" else value

"""Inputs read from plain words, and whether a message wants something worked out at all.

Options are found by their words. Each number goes to the input that it fits best: by its unit, by
the words beside it (時給を60円上げる), and by what such a number usually is; the words stand in
`calculators.yaml` and `language/calculation.yaml`. What stays open is asked for, so a number is
rather left out than guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from knowledge import lexicon
from knowledge.calculation import Inputs
from knowledge.calculation_steps import work_out
from knowledge.calculator import MAX_DIGITS, Calculator, Calculators, holds, most
from knowledge.calculator_model import Input
from knowledge.lexicon import Match, Phrases
from knowledge.normalize import clean, fold
from knowledge.quantities import YEN, Quantity, is_range, phrases, prepared, quantities
from knowledge.shapes import Bilingual

# How far from a number a word may stand that belongs to it, in signs of the folded text.
_FAR = 14
# What speaks for an input: a word behind the number, one before it, a usual value; what speaks
# against it: a value that is not usual, and each sign between number and word. How many signs of
# a message may be left beside names and inputs for it to be nothing else.
_NOTHING = 3
_AFTER, _BEFORE, _USUAL, _UNUSUAL, _GAP = 4.0, 3.0, 2.0, -2.0, 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A calculation that a message asks for: the measure, and what it says of the inputs."""

    measure: str
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: the inputs; those of them that a number gave; those whose number has its word
    beside it; those left out because two numbers may mean them; what of the message is neither option
    nor number; the message without its options, and the numbers in it."""

    inputs: dict[str, int | str]
    numbers: frozenset[str]
    worded: frozenset[str]
    unsure: frozenset[str]
    rest: str
    text: str
    found: tuple[Quantity, ...]


def read_inputs(text: str, calculator: Calculator) -> Inputs:
    """What a message says of a calculator's inputs; what it does not say is absent.

    Numbers are read as they are, so that a negative one is refused and explained, not misread.
    """
    return _read(prepared(text), calculator).inputs


def wants_calculation(
    text: str, calculators: Calculators, measures: Iterable[str] = ()
) -> Wanted | None:
    """The calculation that a typed message asks for, or None if it asks for something else.

    measures: those that the message names by number, or that were shown before. A calculation is
    wanted if
    - a calculator is named (or among `measures`), a number fits it, and a word asks for a result or says
      what the number is; and no number is a bound, for then what the page says is asked for; or
    - a number that decides (60円上げたら) stands beside another input (3人を): nothing else has both; or
    - it is named, and the message says 計算, or nothing at all but several inputs (いくらもらえる, of
      `measures`).
    But what asks which measure there is, or for a figure of the page, wants none.
    """
    plain = prepared(text)
    calculate = phrases("calculate").has(plain)
    gets = phrases("get").has(plain)
    if not (calculate or gets or quantities(plain)):
        return None
    cue = phrases("cues").has(plain)
    elsewhere = not calculate and phrases("which").has(plain)
    of_page = not calculate and phrases("page").has(plain)
    asked = tuple(measures)
    found: list[tuple[int, Wanted]] = []
    for key, calculator in calculators.items():
        read = _read(plain, calculator)
        names = len(_names(calculator).find(plain))
        named = names > 0 or key in asked
        decided = _decided(calculator, read)
        beside = phrases("get").without(_beside(read, calculator), "")
        several = len(read.inputs) > 1 or read.numbers & read.worded
        bare = (several or (key in asked and gets)) and len(beside) <= _NOTHING
        # A number has its word beside it (事業費1000万円), or a word asks for a result.
        has_bound = any(_begins("bound", read.text[q.end :]) for q in read.found)
        given = bool(read.numbers) and not has_bound and (cue or read.numbers & read.worded)
        asks = calculate or ((bare or given) and not of_page)
        if not elsewhere and (decided or (named and asks)):
            weight = 4 * decided + 3 * (key in asked) + 2 * (names > 0) + len(read.inputs)
            found.append((weight, Wanted(key, read.inputs)))
    found.sort(key=lambda pair: -pair[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def continued(text: str, calculator: Calculator, inputs: Inputs) -> Inputs | None:
    """The inputs with what a short message changes or adds after a calculation: an answer to the
    question for the next one (1500万円, 3人, 新創出型), or a variation (5人だと？, and for 5 people?).
    None if the message says something else.
    """
    calculation = work_out(calculator, inputs)
    if (asked := calculation.asked) and (option := _chosen(asked, text)):
        return {**inputs, asked.key: option}
    read = _read(prepared(text), calculator)
    known, left = dict(read.inputs), read.rest
    if len(read.found) == 1 and not read.worded:
        # A number with no word beside it is what was asked for, or instead of what was given.
        (number,) = read.found
        varied = _varied(read.text, number, inputs, calculator)
        means = varied[0] if len(varied) == 1 else None if varied else asked
        is_open = calculation.result.amount is None
        value = _answer(means, number, read.text, is_open=is_open) if means else None
        if means and value is not None:
            known = {key: known[key] for key in known if key not in read.numbers} | {means.key: value}
            left = _blank(left, number.start, number.end)
    left = _beside(replace(read, rest=left), calculator)
    for words in (phrases("variation"), phrases("cues"), lexicon.polite()):
        left = words.without(left, "")
    if not known or len(left) > _NOTHING:
        return None
    return {**inputs, **known}


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


def _answer(each: Input, quantity: Quantity, plain: str, *, is_open: bool) -> int | str | None:
    """What a number means as the answer for an input; None if it is none. A number without a unit
    answers only what must be known: else it may name a measure."""
    unit_fits = quantity.unit == each.unit or (is_open and not quantity.unit)
    given = _is_given(plain[: quantity.start], plain[quantity.end :])
    if not unit_fits or not given or quantity.value.denominator > 1:
        return None
    if each.kind == "choice":
        return _option_of(each, quantity.value) or None
    return _kept(each, quantity.value)


def _kept(each: Input, value: Fraction) -> int:
    """A number as an input keeps it: one that is too large for a button as just too large."""
    beyond = most(each) + 1
    return max(-beyond, min(int(value), beyond))


def _beside(read: _Read, calculator: Calculator) -> str:
    """What a message says beside the inputs read, their words, and what the calculator is called."""
    left = _names(calculator).without(read.rest, "")
    for each in calculator.inputs:
        if each.key in read.worded:
            left = _words(each, "after").without(_words(each, "before").without(left, ""), "")
    return left


def _decided(calculator: Calculator, read: _Read) -> bool:
    """Whether what was read can be about nothing else."""
    deciding = {each.key for each in calculator.inputs if each.decides}
    if not deciding & read.worded or len(read.inputs) + len(read.unsure) < 2:
        return False
    spec = calculator.spec
    return bool(_names(calculator).find(read.rest)) or not _phrases(spec.elsewhere).has(
        read.rest
    )


def _read(plain: str, calculator: Calculator) -> _Read:
    """Options first: their words may hold numbers (30人未満), which then count no more."""
    inputs: dict[str, int | str] = {}
    rest = plain
    for match in _options(calculator).find(plain):
        key, _, option = match.label.partition("=")
        inputs.setdefault(key, option)
        rest = _blank(rest, match.start, match.end)
    found = quantities(rest)
    numbers, worded = set(), set()
    for each, low, high in _raises(rest, found, calculator):
        inputs.setdefault(each.key, int(high.value - low.value))
        inputs.setdefault(each.difference_from or "", _ranged(calculator, each, low.value))
        numbers.add(each.key)
        worded.add(each.key)
        rest = _blank(rest, low.start, high.end)
        found = [q for q in found if q not in (low, high)]
    left = rest
    assigned, unsure = _assigned(rest, found, calculator)
    for each, quantity, has_word in assigned:
        value = quantity.value
        left = _blank(left, quantity.start, quantity.end)
        worded |= {each.key} if has_word else set()
        if each.kind == "choice":
            inputs.setdefault(each.key, _option_of(each, value))
        else:
            inputs.setdefault(each.key, _kept(each, value))
            numbers.add(each.key)
    inputs = {k: value for k, value in inputs.items() if k and k not in unsure and value != ""}
    return _Read(
        inputs, frozenset(numbers), frozenset(worded), frozenset(unsure), left, rest, tuple(found)
    )


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _assigned(
    text: str, found: list[Quantity], calculator: Calculator
) -> tuple[list[tuple[Input, Quantity, bool]], set[str]]:
    """Numbers with their inputs, and whether a word says so: the best pairs first, each once. Then the
    inputs that a number left over may mean too (3人か4人, 60円〜90円)."""
    pairs = []
    for i, quantity in enumerate(found):
        before = text[found[i - 1].end if i else 0 : quantity.start][-_FAR:]
        after = text[quantity.end : found[i + 1].start if i + 1 < len(found) else None][:_FAR]
        for each in calculator.inputs:
            score, has_word = _score(each, quantity, before, after)
            if score > 0:
                pairs.append((score, -i, each, quantity, has_word))
    pairs.sort(key=lambda pair: (-pair[0], -pair[1]))
    taken: list[tuple[Input, Quantity, bool]] = []
    for _, _, each, quantity, has_word in pairs:
        if all(each is not other and quantity is not used for other, used, _ in taken):
            taken.append((each, quantity, has_word))
    used = [quantity for _, quantity, _ in taken]
    left = [(each.key, quantity) for _, _, each, quantity, _ in pairs if quantity not in used]
    return taken, {key for key, _ in left}


def _score(each: Input, quantity: Quantity, before: str, after: str) -> tuple[float, bool]:
    """How much speaks for a number being this input (0 or less: it is not); whether a word does."""
    if each.unit is None or (quantity.unit and quantity.unit != each.unit):
        return 0, False
    if quantity.value.denominator > 1:
        return 0, False
    if each.kind == "choice" and quantity.value < 0:
        return 0, False
    score = 0.0
    if gap := _gap(_words(each, "after"), after, at_end=False):
        score += _AFTER - _GAP * (gap - 1)
    if gap := _gap(_words(each, "before"), before, at_end=True):
        score += _BEFORE - _GAP * (gap - 1)
    bound = each.kind == "number" and not _is_given(before, after)
    has_word = score > 0 and not bound
    needs_word = each.kind == "choice" or each.needs_word or not quantity.unit or bound
    if score <= 0 and needs_word:
        return 0, False
    low, high = each.usual or (each.least, 10**MAX_DIGITS)
    usual = _USUAL if low <= abs(quantity.value) <= high else _UNUSUAL
    if quantity.value == 0:  # refused later, with its reason
        usual = _USUAL / 2
    return score + usual - (_AFTER if bound else 0), has_word


def _gap(words: Phrases, beside: str, *, at_end: bool) -> int:
    """How far the nearest of the words is from the number, from 1; 0 if none stands there."""
    found: list[Match] = words.find(beside)
    if not found:
        return 0
    nearest = len(beside.rstrip()) - found[-1].end if at_end else found[0].start
    return max(nearest - (0 if at_end else len(beside) - len(beside.lstrip())), 0) + 1


def _is_given(before: str, after: str) -> bool:
    """Whether a number is what a person has, and neither a bound (50億円まで) nor a price for each
    (1人いくら)."""
    ahead = phrases("not_given_before").find(before)
    if ahead and len(before.rstrip()) <= ahead[-1].end:
        return False
    return not _begins("bound", after) and not _begins("not_given", after)


def _begins(label: str, after: str) -> bool:
    found = phrases(label).find(after)
    return bool(found) and found[0].start <= 1


def _raises(
    text: str, found: list[Quantity], calculator: Calculator
) -> list[tuple[Input, Quantity, Quantity]]:
    """A raise said as two wages (950円から1010円に): the input, the first wage and the second."""
    asked = next((each for each in calculator.inputs if each.difference_from), None)
    if asked is None:
        return []
    low, high = calculator.input(asked.difference_from or "").usual or (0, 0)
    for first, second in pairwise(found):
        units = (first.unit in (YEN, ""), second.unit == YEN)
        rising = low <= first.value < second.value <= high
        if all(units) and rising and is_range(text[first.end : second.start]):
            return [(asked, first, second)]
    return []


def _ranged(calculator: Calculator, each: Input, value: Fraction) -> str:
    return _option_of(calculator.input(each.difference_from or ""), value)


def _option_of(each: Input, value: Fraction) -> str:
    """The option whose range holds the number; "" if none does."""
    return next((option.key for option in each.options if holds(option, value)), "")


# Compiled once for each calculator, which never changes; a reload makes new ones.
@lru_cache(maxsize=64)
def _compiled(labelled: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]) -> Phrases:
    return Phrases((label, Bilingual(ja=list(ja), en=list(en))) for label, ja, en in labelled)


def _options(calculator: Calculator) -> Phrases:
    return _compiled(
        tuple(
            (f"{each.key}={option.key}", tuple(option.words.ja), tuple(option.words.en))
            for each in calculator.inputs
            for option in each.options
        )
    )


def _names(calculator: Calculator) -> Phrases:
    return _phrases(calculator.spec.names)


def _words(each: Input, side: str) -> Phrases:
    return _phrases(getattr(each, side))


def _phrases(words: Bilingual) -> Phrases:
    return _compiled((("word", tuple(words.ja), tuple(words.en)),))

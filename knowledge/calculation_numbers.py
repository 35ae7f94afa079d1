"""Which input each number of a message is: the one that it fits best by its unit, by the words beside
it (時給を60円上げる), and by what such a number usually is.

The words stand with the calculators and in `language/calculation.yaml`. A number is rather left out
than guessed: what stays open is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from knowledge.calculator import MAX_DIGITS, Calculator, holds, most
from knowledge.calculator_model import Input
from knowledge.lexicon import Phrases
from knowledge.quantities import YEN, Quantity, is_step, phrases
from knowledge.shapes import Bilingual

# How far from a number a word may stand that belongs to it, in signs of the folded text.
_FAR = 14
# What speaks for an input: a word behind the number, one before it, a usual value; what speaks
# against it: a value that is not usual, and each sign between number and word.
_AFTER, _BEFORE, _USUAL, _UNUSUAL, _GAP = 4.0, 3.0, 2.0, -2.0, 0.5


@dataclass(frozen=True, slots=True)
class Assigned:
    """A number that was taken for an input; worded: a word beside it says so."""

    input: Input
    quantity: Quantity
    worded: bool


def assigned(
    text: str, found: Sequence[Quantity], calculator: Calculator
) -> tuple[list[Assigned], set[str]]:
    """Numbers with their inputs, the best pairs first, each once. Then the keys of the inputs that a
    number left over may mean too (3人か4人, 60円〜90円)."""
    scored = []
    for i, quantity in enumerate(found):
        before = text[found[i - 1].end if i else 0 : quantity.start][-_FAR:]
        after = text[quantity.end : found[i + 1].start if i + 1 < len(found) else None][:_FAR]
        for each in calculator.inputs:
            score, worded = _score(each, quantity, before, after)
            if score > 0:
                scored.append((score, -i, Assigned(each, quantity, worded)))
    scored.sort(key=lambda one: (-one[0], -one[1]))
    pairs = [pair for _, _, pair in scored]
    taken: list[Assigned] = []
    for pair in pairs:
        if all(pair.input is not t.input and pair.quantity is not t.quantity for t in taken):
            taken.append(pair)
    used = [pair.quantity for pair in taken]
    return taken, {pair.input.key for pair in pairs if pair.quantity not in used}


def raised(
    text: str, found: Sequence[Quantity], calculator: Calculator
) -> tuple[Input, Quantity, Quantity] | None:
    """A raise said as two wages (950円から1010円に, 980円を1040円にする): the input, the first wage and
    the second."""
    asked = next((each for each in calculator.inputs if each.difference_from), None)
    if asked is None:
        return None
    low, high = calculator.input(asked.difference_from or "").usual or (0, 0)
    for first, second in pairwise(q for q in found if q.unit in (YEN, "")):
        if second.unit != YEN or not low <= first.value < second.value <= high:
            continue
        raised_to = first.unit == YEN and begins("raised_to", text[second.end :])
        if raised_to or is_step(text[first.end : second.start]):
            return asked, first, second
    return None


def value_of(each: Input, value: Fraction) -> int | Fraction | str:
    """A number as an input keeps it: the option that holds it ("" if none does), or the number. One too
    large for a button is kept as just too large, a part as two digits: both are only refused."""
    if each.kind == "choice":
        return next((option.key for option in each.options if holds(option, value)), "")
    beyond = most(each) + 1
    if value.denominator == 1:
        return max(-beyond, min(int(value), beyond))
    if abs(value) * 100 >= beyond:  # its two digits would not fit
        return beyond if value > 0 else -beyond
    hundredths = int(value * 100)
    return Fraction(hundredths if hundredths % 100 else hundredths + 1, 100)


def is_given(before: str, after: str) -> bool:
    """Whether a number is what a person has, and neither a bound (50億円まで) nor a price for each
    (1人いくら)."""
    ahead = phrases("not_given_before").find(before)
    if ahead and len(before.rstrip()) <= ahead[-1].end:
        return False
    return not begins("bound", after) and not begins("not_given", after)


def is_count(value: Fraction) -> bool:
    """Whether a number can be that of people or yen: 3.5人 or 0人 is no size of a workplace."""
    return value > 0 and value.denominator == 1


def begins(label: str, after: str) -> bool:
    """Whether a text begins with a phrase of that label."""
    found = phrases(label).find(after)
    return bool(found) and found[0].start <= 1 and not after[: found[0].start].strip()


def _score(each: Input, quantity: Quantity, before: str, after: str) -> tuple[float, bool]:
    """How much speaks for a number being this input (0 or less: it is not); whether a word does."""
    if each.unit is None or (quantity.unit and quantity.unit != each.unit):
        return 0, False
    if each.kind == "choice" and not is_count(quantity.value):
        return 0, False
    score = 0.0
    if gap := _gap(words_beside(each, "after"), after, at_end=False):
        score += _AFTER - _GAP * (gap - 1)
    if gap := _gap(words_beside(each, "before"), before, at_end=True):
        score += _BEFORE - _GAP * (gap - 1)
    bound = each.kind == "number" and not is_given(before, after)
    worded = score > 0 and not bound
    needs_word = each.kind == "choice" or each.needs_word or not quantity.unit or bound
    if score <= 0 and needs_word:
        return 0, False
    low, high = each.usual or (each.least, 10**MAX_DIGITS)
    usual = _USUAL if low <= abs(quantity.value) <= high else _UNUSUAL
    if quantity.value == 0:  # refused later, with its reason
        usual = _USUAL / 2
    return score + usual - (_AFTER if bound else 0), worded


def _gap(words: Phrases, beside: str, *, at_end: bool) -> int:
    """How far the nearest of the words is from the number, from 1; 0 if none stands there."""
    found = words.find(beside)
    if not found:
        return 0
    nearest = len(beside.rstrip()) - found[-1].end if at_end else found[0].start
    return max(nearest - (0 if at_end else len(beside) - len(beside.lstrip())), 0) + 1


def words_beside(each: Input, side: str) -> Phrases:
    """The words before or after a number that say it is this input."""
    return compiled(getattr(each, side))


def compiled(words: Bilingual) -> Phrases:
    """Words of a calculator as phrases."""
    return compiled_options((("word", tuple(words.ja), tuple(words.en)),))


# Compiled once for each calculator, which never changes; a reload makes new ones.
@lru_cache(maxsize=128)
def compiled_options(labelled: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]) -> Phrases:
    """Labelled words (label, Japanese, English) as phrases."""
    return Phrases((label, Bilingual(ja=list(ja), en=list(en))) for label, ja, en in labelled)

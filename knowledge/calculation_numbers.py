"""Which input each number of a message is: the one that it fits best by its unit, by the words beside
it (時給を60円上げる), and by what such a number usually is.

The words stand with the calculators and in `language/calculation.yaml`. A number is rather left out
than guessed: what stays open is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from knowledge.calculator import MAX_DIGITS, Calculator, holds, most
from knowledge.calculator_model import Input
from knowledge.lexicon import Phrases
from knowledge.quantities import OTHER_MONEY, PERCENT, YEN, Quantity, is_range, is_step, phrases
from knowledge.shapes import Bilingual

# How far from a number a word may stand that belongs to it, in signs of the folded text.
_FAR = 14
# What speaks for an input: a word behind the number, one before it, a usual value; what speaks
# against it: a value that is not usual, and each sign between number and word.
_AFTER, _BEFORE, _USUAL, _UNUSUAL, _GAP = 4.0, 3.0, 2.0, -2.0, 0.5


class Assigned(Struct, frozen=True):
    """A number that was taken for an input; worded: a word beside it says so."""

    input: Input
    quantity: Quantity
    worded: bool


def assigned(
    text: str, found: Sequence[Quantity], calculator: Calculator
) -> tuple[list[Assigned], set[str]]:
    """Numbers with their inputs, the best pairs first, each once. Then the keys of the inputs that cannot be
    read: a number left over may mean them too (3人か4人, 60円〜90円), or theirs is not what counts
    (3人の半分, 3人以上, 1万ドル)."""
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
    used = [pair.quantity for pair in taken if is_plain(text, found, pair, calculator)]
    return taken, {pair.input.key for pair in pairs if pair.quantity not in used}


def by_row(text: str, found: Sequence[Quantity], calculator: Calculator) -> list[Quantity]:
    """The numbers of a text, where both ends of a row of the table are one: 2～3人."""
    table, grid = calculator.spec.table, calculator.grid
    if table is None or grid is None:
        return list(found)
    unit, merged = calculator.input(table.row).unit, list(found[:1])
    for quantity in found[1:]:
        first = merged[-1]
        if first.unit == quantity.unit == unit and is_range(text[first.end : quantity.start]):
            row = grid.line(int(first.value), conditional=False)
            if row and row.most and row.least <= quantity.value <= row.most:
                merged[-1] = replace(quantity, start=first.start)
                continue
        merged.append(quantity)
    return merged


def is_plain(text: str, found: Sequence[Quantity], pair: Assigned, calculator: Calculator) -> bool:
    """Whether a number is what counts for its input: no bound, no end of a range, no part of what it says
    (3人の半分, 10人の3割), and no wage that the pay is raised to (1110円に上げる)."""
    each, quantity = pair.input, pair.quantity
    at = found.index(quantity)
    before, after = text[: quantity.start], text[quantity.end :]
    if quantity.unit and each.unit != quantity.unit:
        return False
    bound = begins("bound", after) and not _is_row(text[quantity.start :], calculator)
    if each.kind == "number" and (bound or _is_altered(before, after)):
        return False
    if at and _alters(text[found[at - 1].end : quantity.start], found[at - 1], quantity):
        return False
    if at + 1 < len(found) and _alters(text[quantity.end : found[at + 1].start], quantity, found[at + 1]):
        return False
    wage = calculator.input(each.difference_from) if each.difference_from else None
    return wage is None or not _is_wage(wage, quantity, before, after)


def _is_row(text: str, calculator: Calculator) -> bool:
    """Whether a text begins with the head of a row of the table that is open above: 7人以上."""
    heads = [line.head.ja.split("(")[0] for line in calculator.grid.lines] if calculator.grid else []
    return any(phrases("bound").has(head) and text.startswith(head) for head in heads)


def _alters(between: str, first: Quantity, second: Quantity) -> bool:
    """Whether of two numbers one says what of the other counts (10人の3割, 100万円×2), or which of
    them counts is open (3 or 4)."""
    if first.unit == second.unit and (is_range(between) or phrases("either").whole(between.strip())):
        return True
    if first.unit and not second.unit and phrases("times").whole(between.strip()):
        return True
    part = PERCENT in (first.unit, second.unit)
    return part and phrases("part_of").whole(between.strip()) != ""


def _is_wage(wage: Input, quantity: Quantity, before: str, after: str) -> bool:
    """Whether a number is the wage that the pay is raised to."""
    low, high = wage.usual or (0, 0)
    to = begins("raised_to", after) or ends("from_to", before)
    return low <= quantity.value <= high and to


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
    (1人いくら), nor a part of it what counts."""
    return not _is_bound(before, after) and not _is_altered(before, after)


def _is_bound(before: str, after: str) -> bool:
    return ends("not_given_before", before) or begins("bound", after) or begins("not_given", after)


def _is_altered(before: str, after: str) -> bool:
    """Whether more or less than the number counts: 3人の半分, 最大3人, half of 3 workers."""
    return ends("altered_before", before) or begins("altered", after)


def is_count(value: Fraction) -> bool:
    """Whether a number can be that of people or yen: 3.5人 or 0人 is no size of a workplace."""
    return value > 0 and value.denominator == 1


def ends(label: str, before: str) -> bool:
    """Whether a text ends with a phrase of that label."""
    found = phrases(label).find(before)
    return bool(found) and len(before.rstrip()) <= found[-1].end


def begins(label: str, after: str) -> bool:
    """Whether a text begins with a phrase of that label."""
    found = phrases(label).find(after)
    return bool(found) and found[0].start <= 1 and not after[: found[0].start].strip()


def _score(each: Input, quantity: Quantity, before: str, after: str) -> tuple[float, bool]:
    """How much speaks for a number being this input (0 or less: it is not); whether a word does. A sum in
    another money is one by its word only, so that the input is known to be unread."""
    other = quantity.unit and quantity.unit != each.unit
    if each.unit is None or (other and (each.unit, quantity.unit) != (YEN, OTHER_MONEY)):
        return 0, False
    if each.kind == "choice" and not is_count(quantity.value):
        return 0, False
    score = 0.0
    if gap := _gap(words_beside(each, "after"), after, at_end=False):
        score += _AFTER - _GAP * (gap - 1)
    if gap := _gap(words_beside(each, "before"), before, at_end=True):
        score += _BEFORE - _GAP * (gap - 1)
    bound = each.kind == "number" and _is_bound(before, after)
    worded = score > 0 and not bound
    needs_word = each.kind == "choice" or each.needs_word or not quantity.unit or bound or other
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

"""The `calculator:` of a measure's file: what its page lets one work out.

A calculator asks for inputs and applies one rule, picked by the options chosen. Rules hold figures
as the page prints them (`2,100万円`, `1/2`, `45%`), so that `check` can look each up on the page.
Only the examples under `offers` and the plausible range under `usual` are ours.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from knowledge.shapes import Base, Bilingual, Text, Words

Key = Annotated[str, Meta(pattern=r"^[a-z]{2,12}$")]
Choice = Annotated[str, Meta(pattern=r"^[a-z0-9]{1,14}$", description="part of the compact form")]
Money = Annotated[str, Meta(pattern=r"^[1-9][0-9,]*[万億]円$", description="as the page prints it")]
Rate = Annotated[str, Meta(pattern=r"^([1-9]/[1-9]|[1-9][0-9]?(\.[0-9])?%)$")]
# A count or sum with its unit, as the page prints it: 30人, 1,000円, 3年.
Printed = Annotated[str, Meta(pattern=r"^[1-9][0-9,]*\S+$")]
Chosen = dict[Key, Choice]


class Option(Base, frozen=True):
    """One way to answer a choice. Without a label it is the sub-programme of that key.

    words: anywhere in a message. answers: whole messages that mean it when it is asked for (はい).
    key: 1 and 0 for yes and no, so that one of them denied (宣言企業ではない) is the other.
    least, below: the figures of a typed number that mean this option (29人の会社: below 30人).
    """

    key: Choice
    label: Text | None = None
    words: Bilingual = Bilingual()
    answers: Bilingual = Bilingual()
    least: Printed | None = None
    below: Printed | None = None

    @property
    def name(self) -> Text:
        """What the option is called; `calculators_of` puts one in where the file has none."""
        assert self.label is not None
        return self.label


class Input(Base, frozen=True):
    """What a calculation needs to know.

    code: its letter in the compact form. before, after: words beside a typed number that say it
    is this input; needs_word: without such a word it is none. usual: what a number without a word
    may be. offers: examples for buttons (no facts). decides: a number with its word (60円上げる)
    and any other input say that the calculator is meant. difference_from: the raise of
    「950円から1010円に」, the first of which is that other input. all_words: they say that the number is
    that of the input all_of (従業員8人、みんな60円).
    """

    key: Key
    code: Annotated[str, Meta(pattern=r"^[a-z]$")]
    kind: Literal["choice", "number"]
    label: Text
    ask: Text
    unit: Literal["yen", "people", "years", "projects"] | None = None
    optional: bool = False
    options: list[Option] = []
    before: Bilingual = Bilingual()
    after: Bilingual = Bilingual()
    needs_word: bool = False
    usual: tuple[int, int] | None = None
    least: int = 1
    offers: list[int] = []
    decides: bool = False
    difference_from: Key | None = None
    all_of: Key | None = None
    all_words: Bilingual = Bilingual()

    def option(self, key: object) -> Option | None:
        """The option of that key, if there is one."""
        return next((option for option in self.options if option.key == key), None)


class Growth(Base, frozen=True):
    """A pay rise that is asked for: so much a year, on average, for some years, of an input."""

    rate: Rate
    years: Printed
    of: Key


class Rule(Base, frozen=True):
    """How the amount comes about when these options are chosen.

    rates: parts of the cost that are paid; several if the page gives several without saying which
    goes for whom. fixed: paid whole up to here (定額). limit: the cost counts up to here.
    minimum: a lower cost gets nothing; minimum_without: an input that does not count towards it.
    cap: the most that is paid. lump: a sum that does not depend on the cost. each: a sum for each
    of `times`, of which no more counts than at_most. quote: the page's own words where they leave
    the figure open (以下, 最大, 程度); is_most: they say that it is the most (以下, 最大).
    """

    when: Chosen = {}
    rates: list[Rate] = []
    fixed: Money | None = None
    limit: Money | None = None
    minimum: Money | None = None
    minimum_without: Key | None = None
    cap: Money | None = None
    lump: Money | None = None
    each: Money | None = None
    times: list[Key] = []
    at_most: dict[Key, Printed] = {}
    quote: Text | None = None
    is_most: bool = False
    growth: Growth | None = None


class CapTable(Base, frozen=True):
    """The table of the measure's file that gives the cap, and which inputs pick the cell.

    bracket: the option to which the amounts in brackets belong. conditional: the option that
    opens the rows marked ※.
    """

    key: Words
    column: Key
    row: Key
    bracket: Chosen
    conditional: Chosen


class Condition(Text, frozen=True):
    """What must hold besides. when: only if these options are chosen; given: only with this input."""

    when: Chosen = {}
    given: Key | None = None


class CalculatorSpec(Base, frozen=True):
    """A calculator as the file has it.

    example: a message that it understands. names: words that say it is meant. elsewhere: words
    with which a deciding number alone does not. cost: the input that the rates apply to.
    """

    title: Text
    example: Text
    names: Bilingual
    inputs: Annotated[list[Input], Meta(min_length=1)]
    rules: Annotated[list[Rule], Meta(min_length=1)]
    elsewhere: Bilingual = Bilingual()
    conditions: list[Condition] = []
    table: CapTable | None = None
    cost: Key | None = None

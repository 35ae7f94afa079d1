"""What is known of a measure: the shape of the YAML files, as immutable structs.

The structs are the one definition: `knowledge.base` converts the files to them, and `knowledge.check`
reports what does not fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Literal
from unicodedata import east_asian_width

from msgspec import Meta
from msgspec.structs import force_setattr

from knowledge.calculator_model import CalculatorSpec
from knowledge.packed import LinePairs, Lines
from knowledge.shapes import Base as Base
from knowledge.shapes import Text as Text
from knowledge.shapes import Words as Words

MeasureId = Annotated[str, Meta(pattern=r"^s?[1-9][0-9]{0,2}(-[1-9])?$", description="46, 57-3 or s5")]
ThemeKey = Annotated[str, Meta(pattern=r"^[a-z]+$", description="a key of themes.yaml")]
Reading = Annotated[
    str, Meta(pattern=r"^[ぁ-ゖー0-9a-z ]+$", description="hiragana, digits and small Latin letters")
]
# A sum of yen in 億円 (100 million yen); pages may print a part of one (0.5億円, 50百万円).
Oku = int | float
Day = Annotated[str, Meta(pattern=r"^20[0-9]{2}-[01][0-9]-[0-3][0-9]$")]


class Field(StrEnum):
    """What can be asked of a measure; the names are part of the JSON that `ask` prints."""

    PURPOSE = "purpose"
    OVERVIEW = "overview"
    AMOUNT = "amount"
    SCHEME = "scheme"
    TARGET = "target"
    RATE = "rate"
    CAP = "cap"
    SCHEDULE = "schedule"
    PAGE = "page"


# The fields that hold lists of points.
POINT_FIELDS = (Field.SCHEME, Field.TARGET, Field.RATE, Field.CAP, Field.SCHEDULE)


# A button's caption: half-width columns, 20 full-width characters.
BUTTON_WIDTH = 40


def width(text: str) -> int:
    """How many half-width columns the text takes: a full-width character takes two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


class Title(Text, frozen=True):
    """A name with its hiragana reading, by which it is found."""

    reading: Reading


class Short(Base, frozen=True):
    """A title for a button: at most 20 full-width characters (40 half-width ones)."""

    ja: Annotated[str, Meta(min_length=1, max_length=BUTTON_WIDTH)]
    reading: Reading
    en: Annotated[str, Meta(min_length=1, max_length=BUTTON_WIDTH)]


class Keywords(Base, frozen=True):
    """What people type who need this measure: a word and its reading.

    `distinctive` words mean this measure (or its group) and no other; `common` ones point here among
    others, and never decide alone.
    """

    distinctive: dict[Words, Reading]
    common: dict[Words, Reading]
    english: list[Words]


class Correction(Base, frozen=True):
    """A scanning error of the document: what it prints, and what it means."""

    printed: Words
    corrected: Words


class Amount(Base, frozen=True):
    """The budget, in 億円 (100 million yen), as the measure's page prints it.

    of_which: the page says 内数: the measure is part of this sum, which others share.
    share: the measure's own part, where the page gives it.
    treasury_obligation: the sum includes 国庫債務負担行為 (spending committed for later years).
    """

    oku: Oku
    of_which: bool = False
    share: Oku | None = None
    treasury_obligation: bool = False


class Point(Text, frozen=True):
    """One thing that the page says; `of` names the sub-programme that it belongs to."""

    of: str | None = None


class Programme(Base, frozen=True):
    """A sub-programme inside a measure. `words`: other names by which people ask for it."""

    key: Annotated[str, Meta(pattern=r"^[a-z0-9-]+$")]
    name: Title
    overview: Text | None = None
    words: list[Words] = []


class Row(Base, frozen=True):
    """A table row: what it is about, then a cell for each column."""

    head: Text
    cells: list[str]


class Table(Base, frozen=True):
    """A table of the page. `unit_is_ours`: the page prints no unit; it is clear, but our addition."""

    key: Annotated[str, Meta(pattern=r"^[a-z0-9-]+$")]
    field: Field
    title: Text
    columns: list[Text]
    rows: list[Row]
    row_title: Text | None = None
    unit: Text | None = None
    unit_is_ours: bool = False
    notes: list[Text] = []


class Name(Base, frozen=True):
    """A body or term that the page abbreviates."""

    name: Words
    ja: Words
    en: Words


class Content(Base, frozen=True):
    """What the measure's page says, in our own plain words. What the page lacks is absent.

    Institutional measures have no amount; of a draft only the amount is here (`knowledge.drafts`).
    """

    amount: Amount | None = None
    purpose: Text | None = None
    overview: Text | None = None
    programmes: list[Programme] = []
    scheme: list[Point] = []
    target: list[Point] = []
    rate: list[Point] = []
    cap: list[Point] = []
    schedule: list[Point] = []
    tables: list[Table] = []
    names: list[Name] = []

    def points(self, field: Field) -> list[Point]:
        """The points of one of `POINT_FIELDS`."""
        points: list[Point] = getattr(self, field)
        return points


class OfficialFact(Base, frozen=True):
    """A fact from another official source, always shown apart from the document's content.

    date: what the page shows; absent where it shows none. added: the day it came into this file.
    place: the prefecture or municipality that describes the national scheme on its page.
    """

    about: Literal[
        "amount", "target", "rate", "cap", "schedule", "overview", "how_to_apply", "contact", "budget"
    ]
    fact: Text
    detail: Text
    source: Words
    url: Annotated[str, Meta(pattern=r"^https?://\S+$")]
    added: Day
    date: Day | None = None
    place: Text | None = None


class Measure(Base, frozen=True):
    """A measure (施策). `related` overrides, in order, what is computed from the words.

    needs: how people speak of their trouble who need it (通院の足がない), each with its reading;
    needs_en: the same in everyday English.
    """

    id: MeasureId
    page: int
    title: Title
    short: Short
    themes: Annotated[list[ThemeKey], Meta(min_length=1, max_length=3)]
    keywords: Keywords
    needs: Mapping[Words, Reading] = {}
    needs_en: Sequence[Words] = []
    subtitle: Title | None = None
    related: list[MeasureId] = []
    corrections: list[Correction] = []
    content: Content | None = None
    calculator: CalculatorSpec | None = None
    official: list[OfficialFact] = []

    def __post_init__(self) -> None:
        # Two thirds of all texts, which only an index and who corrects a message look at.
        if not isinstance(self.needs, LinePairs):
            force_setattr(self, "needs", LinePairs(self.needs))
        if not isinstance(self.needs_en, Lines):
            force_setattr(self, "needs_en", Lines(self.needs_en))

    @property
    def group(self) -> str | None:
        """The number that a sub-measure shares with its siblings: `57` for `57-3`."""
        number, dash, _ = self.id.partition("-")
        return number if dash else None

    @property
    def amount(self) -> Amount | None:
        """The budget that the measure's page prints; None where our copy has no page, or it no budget."""
        return self.content.amount if self.content else None

    @property
    def is_system(self) -> bool:
        """Whether this is one of the institutional measures (制度), which have no budget."""
        return self.id.startswith("s")


def order(measure_id: str) -> tuple[bool, int, int]:
    """Sort key of an id: budget measures first, then by number (`57-3` after `57-2`)."""
    number, _, part = measure_id.removeprefix("s").partition("-")
    return measure_id.startswith("s"), int(number), int(part or 0)

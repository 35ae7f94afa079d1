"""A Question: what is wanted, of which measures; and its compact form for buttons and deep links.

The compact form is at most 64 bytes of `A-Za-z0-9_-`, so that one codec serves `callback_data`
(Bot API: InlineKeyboardButton, 1-64 bytes) and deep links (`?start=`, 1-64 of those characters).
It needs no memory: a button works after a restart, on another machine, and in a year-old message.

    [en-][<form>-]<kind><arguments, joined by _>[__<origin>]

    m48            measure 48            m48_cap_2      its caps, second page
    g57            group 57              c48_49_50      choices: one of these
    l..., w...     lists, see Selection  x48_49         these two side by side
    d48_4_5_w...   not 48: 4 or 5?       r48_4_5_w...   none of these: a report to send
    y_auto         speak my language     en-m48         in English
    m48__tfood_2   measure 48, reached from there
    i-m48_tables   its table as a picture
    f-ltfood       the list as a file    i-t            the amounts of the themes as a picture
    k48_r60_w3     worked out for 48 with these inputs, see calculation_code.py

A form that a later version writes differently begins with a digit, so that old buttons stay readable.
"""

from __future__ import annotations

import base64
import binascii
import re
from enum import StrEnum
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from knowledge.model import Field

MAX_BYTES = 64
# How many measures are compared at most, and how many if some are parts of one: 57 and 64.
COMPARED, COMPARED_PARTS = 3, 9
# More pages no answer has.
LAST_PAGE = 99
_FORM = re.compile(rf"[A-Za-z0-9_-]{{1,{MAX_BYTES}}}")
_ID = re.compile(r"s?[1-9]\d{0,2}(?:-[1-9])?")
# The inputs of a calculation, a letter and a value each; which they may be, its calculator knows.
_INPUTS = re.compile(r"[a-z]-?[a-z0-9]{1,16}(?:_[a-z]-?[a-z0-9]{1,16})*", re.ASCII)


class Language(StrEnum):
    """The languages that the bot speaks."""

    JA = "ja"
    EN = "en"


class Kind(StrEnum):
    """What is wanted; the values are the first letter of the compact form."""

    MEASURE = "m"
    GROUP = "g"
    CHOICES = "c"
    LIST = "l"
    COMPARE = "x"
    CALCULATE = "k"
    START = "s"
    THEMES = "t"
    NUMBERS = "n"
    HELP = "h"
    ABOUT = "a"
    PRIVACY = "p"
    SEARCH = "q"
    LANGUAGE = "y"
    OTHERS = "d"
    REPORT = "r"
    # What is typed but stands in no button:
    THANKS = "thanks"
    GREETING = "greeting"
    NO_SUCH = "no_such"
    NOT_FOUND = "not_found"


class View(StrEnum):
    """Which side of a measure is wanted beyond its fields (see `model.Field`)."""

    CARD = ""
    TABLES = "tables"
    PROGRAMMES = "programmes"
    RELATED = "related"
    OFFICIAL = "official"
    NAMES = "names"
    APPLY = "apply"
    MINISTRY = "ministry"


# The view of `Kind.LANGUAGE` that is no language: that of the message, else of the person's client.
AUTOMATIC = "auto"


class Form(StrEnum):
    """What the answer comes as; the values stand in the compact form. The Answer is the same in each."""

    TEXT = ""
    PICTURE = "i"
    FILE = "f"


class Order(StrEnum):
    """How a list is sorted: as the document has it, or by amount."""

    DOCUMENT = "d"
    LARGEST = "l"
    SMALLEST = "s"
    BEST = "b"


class Selection(Struct, frozen=True):
    """Which measures a list holds; every condition that is set must hold.

    theme: a key of themes.yaml. words: what the measures must be about, as typed; any of several that
    `subjects.JOIN` joins. says, named: what their pages, or their titles, must say, any of several likewise.
    least, most: bounds of the amount in 億円, both included; over, under: bounds that are not. ids: these
    measures; the best first (`Order.BEST`), before the others that are about the words. numbers: first and
    last of the budget measures, or of the institutional ones if `system`. pages: first and last page of the
    document. system: only institutional (True) or only budget measures (False).
    top: only so many. nth: only those in this place of the order, from 1.
    """

    theme: str = ""
    words: str = ""
    says: str = ""
    named: str = ""
    least: float | None = None
    over: float | None = None
    most: float | None = None
    under: float | None = None
    ids: tuple[str, ...] = ()
    numbers: tuple[int, int] | None = None
    pages: tuple[int, int] | None = None
    system: bool | None = None
    group: str = ""
    order: Order = Order.DOCUMENT
    top: int | None = None
    nth: int | None = None
    total: bool = False

    def saying(self, name: str, words: str) -> Selection:
        """The selection with other `words`, `says` or `named`."""
        values: dict[str, Any] = {name: words}
        return replace(self, **values)

    @property
    def bounds(self) -> tuple[float | None, ...]:
        """The bounds of the amount, in 億円."""
        return (self.least, self.over, self.most, self.under)

    @property
    def bounded(self) -> bool:
        """Whether the amount must keep to bounds."""
        return any(bound is not None for bound in self.bounds)

    @property
    def exact(self) -> bool:
        """Whether one amount is meant and no other."""
        return self.least is not None and self.least == self.most

    @property
    def by_amount(self) -> bool:
        """Whether the amounts decide, so that measures without one are left out."""
        return self.bounded or self.total or self.order in (Order.LARGEST, Order.SMALLEST)


class Typed(Struct, frozen=True):
    """What is known of a typed message beyond the Question: never part of the compact form.

    text: as typed, cleaned. asked: the same without what politeness adds. further: the fields that are asked
    for beside the Question's view. because: measure id to the terms that led to it, as they are compared.
    unknown: the number or page that does not exist. rest: what was left for words after the field was
    understood. by_number: whether it names the measure by its number. unread: the inputs of a calculation
    that are said, but not as one number. left_out: how many more measures are named than are shown. shown:
    the measure that was shown before, where nothing was found.
    """

    text: str = ""
    asked: str = ""
    further: tuple[str, ...] = ()
    because: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: str = ""
    rest: str = ""
    by_number: bool = False
    unread: tuple[str, ...] = ()
    left_out: int = 0
    shown: str = ""


class Question(Struct, frozen=True):
    """What is wanted: a small immutable value.

    view: a `model.Field` or `View` value. inputs: of a calculation, in compact form. page: from 1.
    origin: where the person came from, as text.
    """

    kind: Kind
    measures: tuple[str, ...] = ()
    view: str = ""
    inputs: str = ""
    selection: Selection = Selection()
    page: int = 1
    language: Language = Language.JA
    origin: Question | None = None
    form: Form = Form.TEXT
    typed: Typed = Typed()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Question) and self._wanted == other._wanted

    def __hash__(self) -> int:
        return hash(self._wanted)

    @property
    def _wanted(self) -> tuple[object, ...]:
        """All but how it was typed: two questions that want the same are one."""
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name != "typed")

    def turned(self, page: int) -> Question:
        """The same question, another page of its answer."""
        return replace(self, page=page)


_VIEWS = frozenset((*Field, *View))


class BadQuestion(ValueError):
    """A compact form that nobody of us wrote, or that lost its end."""


def encode(question: Question) -> str:
    """The compact form. An origin for which there is no room is left out.

    Raises ValueError for a Question that has no compact form (one that only typing can ask).
    """
    prefix = "en-" if question.language is Language.EN else ""
    form = f"{question.form}-" if question.form else ""
    own = prefix + form + _encode_one(question)
    if question.origin is not None:
        whole = f"{own}__{_encode_one(question.origin)}"
        if len(whole) <= MAX_BYTES:
            return whole
    if len(own) > MAX_BYTES:
        raise ValueError(f"no room for {question}")
    return own


def fits(question: Question) -> bool:
    """Whether a Question has a compact form, so that a button can ask it."""
    try:
        encode(question)
    except ValueError:
        return False
    return True


def encodable(question: Question) -> Question:
    """The question with so much of its words and so many of its measures as its compact form has room for,
    on any of its pages; how many that are named are left out is noted.

    For the kinds that hold words or measures (`LIST`, `OTHERS`, `REPORT`) and do with fewer.
    """
    while not fits(question.turned(LAST_PAGE) if question.kind is Kind.LIST else question):
        selection = question.selection
        if selection.words and selection.ids:
            question = replace(question, selection=replace(selection, ids=selection.ids[:-1]))
        elif longest := max((selection.words, selection.says, selection.named), key=len):
            name = next(name for name in _SAID.values() if getattr(selection, name) == longest)
            question = replace(question, selection=selection.saying(name, _shorter(longest)))
        elif selection.ids:
            typed = replace(question.typed, left_out=question.typed.left_out + 1)
            fewer = replace(selection, ids=selection.ids[:-1])
            question = replace(question, selection=fewer, typed=typed)
        elif question.measures:
            question = replace(question, measures=question.measures[:-1])
        else:
            raise ValueError(f"no room for {question}")
    return question


def _shorter(words: str) -> str:
    """The words without the last one in English, or without their last sign."""
    shorter = words[: min(len(words) - 1, MAX_BYTES)]
    head, space, _ = shorter.rpartition(" ")
    return head if space and words.isascii() else shorter.rstrip()


# What was shown in a chat is read with each of its messages.
@lru_cache(maxsize=512)
def decode(data: str) -> Question:
    """The Question of a compact form. Raises BadQuestion for anything else."""
    if not _FORM.fullmatch(data):
        raise BadQuestion(data)
    language = Language.EN if data.startswith("en-") else Language.JA
    own, divider, origin = data.removeprefix("en-").partition("__")
    form = Form.TEXT
    if own[1:2] == "-" and own[0] in tuple(Form):
        form, own = Form(own[0]), own[2:]
    question = replace(_decode_one(own, language), form=form)
    if divider:
        question = replace(question, origin=_decode_one(origin, language))
    return question


def _encode_one(question: Question) -> str:
    match question.kind:
        case Kind.MEASURE:
            parts = [question.kind + question.measures[0], question.view]
        case Kind.CALCULATE:
            parts = [question.kind + question.measures[0], question.inputs]
        case Kind.CHOICES | Kind.COMPARE:
            parts = [question.kind + "_".join(question.measures)]
        case Kind.OTHERS | Kind.REPORT:
            parts = [question.kind + "_".join(question.measures)]
            if words := question.selection.words:
                parts.append(_encode_words(words))
        case Kind.LANGUAGE:
            parts = [question.kind.value, question.view]
        case Kind.GROUP:
            parts = [question.kind + question.selection.group]
        case Kind.LIST:
            parts = [question.kind + _encode_selection(question.selection)]
        case kind if len(kind) == 1:
            parts = [kind.value]
        case _:
            raise ValueError(f"{question.kind} is only typed")
    if question.page > 1:
        parts.append(str(question.page))
    elif not parts[-1]:
        parts.pop()
    return "_".join(parts)


def _decode_one(data: str, language: Language) -> Question:
    try:
        kind = Kind(data[:1])
    except ValueError:
        raise BadQuestion(data) from None
    parts = data[1:].split("_")
    if kind in (Kind.CHOICES, Kind.COMPARE):
        if not all(map(_ID.fullmatch, parts)) or len(set(parts)) < len(parts):
            raise BadQuestion(data)
        return Question(kind, tuple(parts), language=language)
    if kind is Kind.CALCULATE:
        measure, divider, inputs = data[1:].partition("_")
        if not _ID.fullmatch(measure) or (divider and not _INPUTS.fullmatch(inputs)):
            raise BadQuestion(data)
        return Question(kind, (measure,), inputs=inputs, language=language)
    if kind in (Kind.OTHERS, Kind.REPORT):
        return _decode_disowned(kind, parts, language)
    page = 1
    # A measure's view is a word, so a last part of digits alone is the page.
    if len(parts) > 1 and parts[-1].isdecimal():
        page = int(parts.pop())
        if not 1 <= page <= 999:
            raise BadQuestion(data)
    match kind, parts:
        case Kind.MEASURE, [measure] | [measure, _] if _ID.fullmatch(measure):
            view = parts[1] if len(parts) == 2 else ""
            if view not in _VIEWS:
                raise BadQuestion(data)
            return Question(kind, (measure,), view, page=page, language=language)
        case Kind.GROUP, [group] if group.isdecimal():
            return Question(kind, selection=Selection(group=group), page=page, language=language)
        case Kind.LIST, _:
            selection = _decode_selection(parts)
            return Question(kind, selection=selection, page=page, language=language)
        case Kind.LANGUAGE, ["", ("ja" | "en" | "auto") as view]:
            return Question(kind, view=view, language=language)
        case _, [""] if kind not in (Kind.MEASURE, Kind.GROUP):
            return Question(kind, page=page, language=language)
    raise BadQuestion(data)


def _decode_disowned(kind: Kind, parts: list[str], language: Language) -> Question:
    """What was shown and was not meant, with the words that asked for it."""
    words = _decode_selection([parts.pop()]).words if parts[-1].startswith("w") else ""
    if parts == [""] and kind is Kind.REPORT:
        parts = []
    elif not parts or not all(map(_ID.fullmatch, parts)) or len(set(parts)) < len(parts):
        raise BadQuestion("_".join(parts))
    return Question(kind, tuple(parts), selection=Selection(words=words), language=language)


# Selection: one part a condition, a letter first: tfood, w<base64url>, s and f likewise, g100, u500, i48i49,
# r46-80, p53-60, k0, ol, n3, j2, a.
_SAID = {"w": "words", "s": "says", "f": "named"}
_BOUNDS = {"g": "least", "h": "over", "u": "most", "v": "under"}


def _encode_selection(selection: Selection) -> str:
    parts = []
    if selection.theme:
        parts.append("t" + selection.theme)
    for letter, name in _SAID.items():
        if words := getattr(selection, name):
            parts.append(_encode_words(words, letter))
    for letter, name in _BOUNDS.items():
        if (bound := getattr(selection, name)) is not None:
            parts.append(letter + _encode_oku(bound))
    if selection.ids:
        parts.append("i" + "i".join(selection.ids))
    if selection.numbers:
        parts.append("r{}-{}".format(*selection.numbers))
    if selection.pages:
        parts.append("p{}-{}".format(*selection.pages))
    if selection.system is not None:
        parts.append(f"k{selection.system:d}")
    if selection.order is not Order.DOCUMENT:
        parts.append("o" + selection.order)
    if selection.top is not None:
        parts.append(f"n{selection.top}")
    if selection.nth is not None:
        parts.append(f"j{selection.nth}")
    if selection.total:
        parts.append("a")
    return "_".join(parts)


def _encode_words(words: str, letter: str = "w") -> str:
    coded = base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")
    # `_` divides our parts; base64url uses it too, and `.` is not allowed in deep links.
    return letter + coded.replace("-", "-0").replace("_", "-1")


def _decode_ids(value: str) -> tuple[str, ...]:
    ids = tuple(value.split("i"))
    if not all(map(_ID.fullmatch, ids)):
        raise BadQuestion(value)
    return ids


def _encode_oku(oku: float) -> str:
    """Hundred million yen as a number that the alphabet can write: `1000`, `0-5` for a half."""
    return f"{oku:g}".replace(".", "-") if oku < 1e6 else f"{oku:.0f}"


def _decode_selection(parts: list[str]) -> Selection:
    found: dict[str, object] = {}
    for part in parts:
        letter, value = part[:1], part[1:]
        try:
            match letter:
                case "t" if value.isascii() and value.isalpha():
                    found["theme"] = value
                case "w" | "s" | "f":
                    coded = value.replace("-1", "_").replace("-0", "-")
                    coded += "=" * (-len(coded) % 4)
                    found[_SAID[letter]] = base64.urlsafe_b64decode(coded).decode()
                case "g" | "h" | "u" | "v":
                    found[_BOUNDS[letter]] = float(value.replace("-", "."))
                case "i":
                    found["ids"] = _decode_ids(value)
                case "p" | "r":
                    first, last = value.split("-")
                    found["pages" if letter == "p" else "numbers"] = int(first), int(last)
                case "k":
                    found["system"] = {"0": False, "1": True}[value]
                case "o":
                    found["order"] = Order(value)
                case "n":
                    found["top"] = min(max(int(value), 1), 300)
                case "j":
                    found["nth"] = min(max(int(value), 1), 300)
                case "a" if not value:
                    found["total"] = True
                case "" if parts == [""]:
                    pass
                case _:
                    raise BadQuestion(part)
        except (ValueError, KeyError, binascii.Error):
            raise BadQuestion(part) from None
    return Selection(**found)  # type: ignore[arg-type]

"""A typed message becomes Questions: by number, by field, by list words, by what was shown before,
and at last by the words that find a measure.

The order matters: what is certain (commands, numbers, comparisons, lists) is looked for first, and the
finder sees only what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge import lexicon, notation
from knowledge.base import KnowledgeBase
from knowledge.calculation_asked import wanted_in
from knowledge.calculation_code import encode_inputs, is_known
from knowledge.calculator import Calculators
from knowledge.confidence import Sureness, judge, tied
from knowledge.facts import can_answer
from knowledge.finder import Finder, Found
from knowledge.forms import is_by_theme, read_form, read_table
from knowledge.model import Field
from knowledge.normalize import clean, fold, has_japanese, hiragana, visible
from knowledge.notation import Names, Reference
from knowledge.question import (
    AUTOMATIC,
    BadQuestion,
    Form,
    Kind,
    Language,
    Order,
    Question,
    Selection,
    Typed,
    View,
    decode,
    encodable,
)
from knowledge.requests import ANSWERED as ANSWERED
from knowledge.requests import goes_on, phrases, requests, without_also
from knowledge.selecting import number_range, ranking, read_selection, subject
from knowledge.spelling import from_romaji
from knowledge.subjects import Subjects

# How much of a message is read: a page pasted by mistake is answered from its beginning.
READ = 1000
# A message of so few signs that is common to several measures is a list of them: 農業, AI, 補助金.
SHORT, SEVERAL = 6, 3
_COMMANDS = {
    "start": Kind.START,
    "help": Kind.HELP,
    "list": Kind.NUMBERS,
    "themes": Kind.THEMES,
    "search": Kind.SEARCH,
    "about": Kind.ABOUT,
    "privacy": Kind.PRIVACY,
    "language": Kind.LANGUAGE,
}
_TALK = {
    "greeting": Kind.GREETING,
    "thanks": Kind.THANKS,
    "help": Kind.HELP,
    "about": Kind.ABOUT,
    "privacy": Kind.PRIVACY,
    "themes": Kind.THEMES,
    "start": Kind.START,
    "all": Kind.NUMBERS,
    "language": Kind.LANGUAGE,
}
# What may be wanted as a picture or a file.
_FORMED = (Kind.MEASURE, Kind.GROUP, Kind.CHOICES, Kind.LIST, Kind.COMPARE, Kind.NUMBERS)
# What is said to change the language, and the view of `Kind.LANGUAGE` that it asks for.
_SPEAK = {"japanese": Language.JA.value, "english": Language.EN.value, "automatic": AUTOMATIC}


@dataclass(frozen=True, slots=True)
class Context:
    """What was shown last in the chat, or what the message replies to.

    calculation: the Question of the calculation that was shown last, if nothing else was since.
    """

    measures: tuple[str, ...] = ()
    calculation: Question | None = None


NO_CONTEXT = Context()


class Reader:
    """Understands messages about one knowledge base."""

    def __init__(
        self, knowledge: KnowledgeBase, finder: Finder, subjects: Subjects, calculators: Calculators
    ) -> None:
        self.knowledge = knowledge
        self.finder = finder
        self.subjects = subjects
        self.calculators = calculators

    def read(
        self, text: str, language: Language | None = None, context: Context = NO_CONTEXT
    ) -> tuple[Question, ...]:
        """The Questions of a message, at least one; more than `ANSWERED` only to be offered.

        language: what the reply should be in; None means that of the message.
        """
        parts = [visible(part).strip() for part in requests(text[:READ])]
        text = visible(text[:READ]).strip()
        spoken = language or language_of(text)
        if text.startswith("/") and (question := self._command(text, spoken)):
            return (question,)
        if question := self._calculation(text, spoken, context):
            return (question,)
        whole = self._one(text, spoken, context)
        if whole.kind in (Kind.COMPARE, Kind.GREETING, Kind.THANKS):
            return (whole,)
        if len(parts) > 1:
            return self._several(whole, parts, spoken, context)
        return self._joined(text, whole, spoken) or (whole,)

    def _several(
        self, whole: Question, parts: list[str], language: Language, context: Context
    ) -> tuple[Question, ...]:
        """What the parts of a message ask for, each read after the one before; the whole message
        unless they ask for different things."""
        found: list[Question] = []
        for part in parts:
            question = self._one(without_also(part), language, context)
            if question.kind is Kind.MEASURE:
                context = replace(context, measures=question.measures)
                question = _like_before(question, part, found)
            if question.kind in _ANSWERABLE:
                found.append(question)
        distinct = {(q.kind, q.measures, q.selection, q.view): q for q in found}
        if len(distinct) > 1:
            return tuple(distinct.values())
        if whole.kind is Kind.NOT_FOUND and found:
            return (found[0],)
        return (whole,)

    def _joined(self, text: str, whole: Question, language: Language) -> tuple[Question, ...]:
        """The two measures that one sentence names, each on its side of a joining word."""
        if whole.kind not in (Kind.MEASURE, Kind.CHOICES, Kind.NOT_FOUND):
            return ()
        cleaned = clean(text)
        view, rest = whole.view, lexicon.polite().without(asked_fields(cleaned)[1], "")
        found = self.finder.find(rest)
        for join in phrases("joined").find(rest):
            sides = rest[: join.start].strip(), rest[join.end :].strip()
            ids = [self._surely(side) for side in sides]
            if None in ids or ids[0] == ids[1] or (found and found[0].covered > _ONE_TERM):
                continue
            return tuple(
                Question(Kind.MEASURE, (str(i),), view, language=language, typed=Typed(side, asked=side))
                for i, side in zip(ids, sides, strict=True)
            )
        return ()

    def _surely(self, words: str) -> str | None:
        """The measure that words name surely and by whole terms."""
        found = self.finder.find(words) if len(words) > 1 else []
        if found and found[0].covered >= _NAMED and judge(found, words) is Sureness.SURE:
            return found[0].id
        return None

    def _command(self, text: str, language: Language) -> Question | None:
        name, _, rest = text[1:].partition(" ")
        name = name.partition("@")[0].lower()
        if name == "start" and rest:
            try:
                question = decode(rest.strip())
            except BadQuestion:
                return Question(Kind.START, language=language)
            if question.kind is Kind.CALCULATE and not is_known(
                question.measures[0], question.inputs, self.calculators
            ):
                return Question(Kind.START, language=language)
            spoken = language if question.language is Language.JA else question.language
            return replace(question, language=spoken)
        if name == "search" and rest:
            return self._words(Typed(rest), clean(rest), "", language)
        if name == "language" and (chosen := _spoken(rest.strip(), language)):
            return chosen
        if name in _COMMANDS:
            return Question(_COMMANDS[name], language=language)
        return None

    def _one(self, text: str, language: Language, context: Context) -> Question:
        """One request."""
        cleaned = notation.written(clean(text))
        if question := self._in_form(text, cleaned, language, context):
            return question
        bare = lexicon.polite().without(cleaned, "")
        talk = lexicon.talk().whole(bare) or lexicon.talk().whole(cleaned)
        if kind := _TALK.get(talk):
            return Question(kind, language=language, typed=Typed(text))
        if chosen := _spoken(talk, language):
            return chosen
        if question := self._from_context(bare, cleaned, language, context):
            return question
        references = notation.references(hiragana(cleaned))
        if question := self._comparison(cleaned, language):
            return question
        if question := self._selected(text, cleaned, references, language):
            return question
        selection = read_selection(text, self.subjects.is_known)
        explicit = any(reference.explicit for reference in references)
        is_list = selection and (selection.numbers or selection.by_amount or not explicit)
        if not is_list and (question := self._by_number(text, cleaned, references, language)):
            return question
        if selection:
            typed = Typed(text)
            return encodable(Question(Kind.LIST, selection=selection, language=language, typed=typed))
        return self._by_words(text, cleaned, language, context)

    # As a picture or a file

    def _in_form(
        self, text: str, cleaned: str, language: Language, context: Context
    ) -> Question | None:
        """The question of a message that says in which form it wants the answer, or a table."""
        form, rest = read_form(cleaned)
        if form is not Form.FILE and is_by_theme(rest):
            form = Form.PICTURE if form or asked_fields(rest)[0][0] == Field.AMOUNT else Form.TEXT
            return Question(Kind.THEMES, language=language, form=form, typed=Typed(text))
        view = ""
        if (of := read_table(rest)) is not None:
            view, rest = View.TABLES, of
        if form is Form.TEXT and not view:
            return None
        if context.measures and (not rest or lexicon.context().whole(rest) == "this"):
            question = Question(Kind.MEASURE, context.measures[:1], language=language)
        else:
            question = self._one(rest, language, context)
        if form and _is_open(question):
            about = "" if question.kind is Kind.THEMES else subject(rest)
            question = self._many(about, form, language) or question
        if question.kind not in (*_FORMED, Kind.THEMES) or (view and question.kind is not Kind.MEASURE):
            return None
        return replace(question, form=form, view=question.view or view)

    def _many(self, words: str, form: Form, language: Language) -> Question | None:
        """All that is about a subject that no single measure answers; without one, the whole."""
        if not words:
            kind = Kind.THEMES if form is Form.PICTURE else Kind.NUMBERS
            return Question(kind, language=language)
        if not self.subjects.about(words):
            return None
        selection = Selection(words=words, order=Order.BEST)
        return Question(Kind.LIST, selection=selection, language=language)

    # Amounts to be worked out

    def _calculation(self, text: str, language: Language, context: Context) -> Question | None:
        """An amount to be worked out; its inputs may stand in several sentences."""
        wanted = wanted_in(text, self.calculators, context.measures[:1], context.calculation)
        if wanted is None:
            return None
        inputs = encode_inputs(wanted.inputs, self.calculators[wanted.measure])
        return Question(
            Kind.CALCULATE, (wanted.measure,), inputs=inputs, language=language, typed=Typed(text)
        )

    # By number

    def _selected(
        self, text: str, cleaned: str, references: list[Reference], language: Language
    ) -> Question | None:
        """A sum, or an order, of measures that are named by number: 48と49と50の合計."""
        ids = [i for r in references if r.names is not Names.PAGE for i in r.measures(self.knowledge)]
        if len(ids) < 2 or number_range(cleaned) or not (selection := ranking(text)):
            return None
        selection = replace(selection, ids=tuple(dict.fromkeys(ids)))
        return Question(Kind.LIST, selection=selection, language=language, typed=Typed(text))

    def _by_number(
        self, text: str, cleaned: str, references: list[Reference], language: Language
    ) -> Question | None:
        """The measures named by number, if a word says that it is one or nothing else is said."""
        (view, further), rest = asked_fields(cleaned)
        rest = lexicon.polite().without(rest, "")
        named = [r for r in references if r.explicit]
        if not named:
            plain = notation.references(hiragana(rest))
            if not notation.is_only_references(hiragana(rest), plain):
                return None
            named = plain
        ids = dict.fromkeys(i for r in named for i in r.measures(self.knowledge))
        typed = Typed(text, _asked(cleaned), further, rest=rest)
        if not ids:
            return Question(
                Kind.NO_SUCH, language=language, typed=replace(typed, unknown=_number(named[0]))
            )
        if len(named) == 1 and (selection := self._all_of(named[0])):
            kind = Kind.GROUP if selection.group else Kind.LIST
            return Question(kind, selection=selection, language=language, typed=typed)
        measures = tuple(ids)
        missing = [_number(r) for r in named if not r.measures(self.knowledge)]
        if len(measures) > 1 or missing:
            typed = replace(typed, unknown="".join(missing[:1]))
            return Question(Kind.CHOICES, measures, view, language=language, typed=typed)
        if named[0].names is Names.PAGE and view == Field.PAGE:
            view = ""
        return Question(Kind.MEASURE, measures, view, language=language, typed=typed)

    def _all_of(self, reference: Reference) -> Selection | None:
        """The group, or all from one number to another (they stand on neighbouring pages), if meant."""
        if reference.names is Names.MEASURE and reference.id in self.knowledge.groups:
            return Selection(group=reference.id)
        if not reference.is_range(self.knowledge):
            return None
        pages = [self.knowledge[i].page for i in reference.measures(self.knowledge)]
        return Selection(pages=(pages[0], pages[-1]))

    def _comparison(self, cleaned: str, language: Language) -> Question | None:
        """Two or three measures side by side, each named by number or by words."""
        compare = lexicon.label("compare")
        if not compare.has(cleaned):
            return None
        references = notation.references(hiragana(compare.without(cleaned)))
        listed = [r for r in references if r.names is not Names.PAGE]
        # A bare group (57) is no side of a comparison; 46 47 are two of them.
        ids = [r.measures(self.knowledge) for r in listed]
        sides = (found for r, found in zip(listed, ids, strict=True) if r.part or len(found) == 1)
        named = [measure for found in sides for measure in found]
        if len(named) < 2:
            rest = lexicon.polite().without(asked_fields(compare.without(cleaned))[1], "")
            named = self._sides(lexicon.label("more").without(rest))
        if len(named) < 2:
            return None
        view = asked_fields(cleaned)[0][0]
        measures = tuple(dict.fromkeys(named))[:3]
        return Question(Kind.COMPARE, measures, view, language=language)

    def _sides(self, rest: str) -> list[str]:
        """The measures on the two sides of a joining word, where both are found."""
        for join in lexicon.label("sides").find(rest):
            sides = rest[: join.start], rest[join.end :]
            found = [self.finder.find(side) for side in sides]
            if all(f and judge(f, s) is not Sureness.NONE for f, s in zip(found, sides, strict=True)):
                ids = [f[0].id for f in found]
                if ids[0] != ids[1]:
                    return ids
        return []

    # By what was shown before

    def _from_context(
        self, bare: str, cleaned: str, language: Language, context: Context
    ) -> Question | None:
        """次, もっと詳しく, 他のは, or a field alone: they mean the measure shown before."""
        if not context.measures:
            return None
        measure = self.knowledge[context.measures[0]]
        label = lexicon.context().whole(bare) or lexicon.context().whole(cleaned)
        match label:
            case "next" | "previous":
                step = 1 if label == "next" else -1
                measure = self.knowledge.neighbour(measure, step) or measure
                return Question(Kind.MEASURE, (measure.id,), language=language)
            case "more":
                view = Field.SCHEME if measure.content else View.CARD
                return Question(Kind.MEASURE, (measure.id,), view, language=language)
            case "related":
                return Question(Kind.MEASURE, (measure.id,), View.RELATED, language=language)
            case "siblings":
                return self._siblings(measure.id, language)
            case "not_this":
                return Question(Kind.OTHERS, context.measures, language=language)
        rest = lexicon.context().without(bare)
        if rest != bare and measure.group and rest.strip("のは") == measure.group:
            return self._siblings(measure.id, language)
        return None

    def _siblings(self, measure: str, language: Language) -> Question:
        group = self.knowledge[measure].group
        if group is None:
            return Question(Kind.MEASURE, (measure,), View.RELATED, language=language)
        return Question(Kind.GROUP, selection=Selection(group=group), language=language)

    # By words

    def _by_words(self, text: str, cleaned: str, language: Language, context: Context) -> Question:
        (view, further), rest = asked_fields(cleaned)
        words = lexicon.polite().without(rest, "")
        typed = Typed(text, _asked(cleaned), further, rest=words)
        if view and context.measures and not self._subject(words):
            return Question(Kind.MEASURE, context.measures[:1], view, language=language, typed=typed)
        return self._words(typed, words or cleaned, view, language)

    def _subject(self, words: str) -> bool:
        """Whether the words name something of their own, rather than what was shown before."""
        rest = lexicon.context().without(words, "").strip("のはをがにで ")
        return bool(rest) and bool(self.finder.having(rest) or self._surely(rest))

    def _words(self, typed: Typed, words: str, view: str, language: Language) -> Question:
        found = self._at_home(self.finder.find(words), clean(typed.text))
        typed = replace(typed, because=tuple((f.id, " ".join(f.words)) for f in found[:8]), rest=words)
        sureness = judge(found, words)
        if not view and sureness is not Sureness.SURE and (question := self._common(words, language)):
            return replace(question, typed=typed)
        match sureness:
            case Sureness.SURE:
                best = (found[0].id,)
                return Question(Kind.MEASURE, best, view, language=language, typed=typed)
            case Sureness.CLOSE:
                question = Question(Kind.CHOICES, _choices(found), view, language=language, typed=typed)
                return self._only_answer(question, tied(found)) or question
        return Question(Kind.NOT_FOUND, view=view, language=language, typed=typed)

    def _common(self, words: str, language: Language) -> Question | None:
        """The list of a short word that several measures have in their names: 農業, AI."""
        if not 0 < len(words) <= SHORT and " " in words.strip():
            return None
        if len(words) > SHORT and not words.isascii():
            return None
        if len(self.subjects.named(words)) < SEVERAL:
            return None
        return Question(Kind.LIST, selection=Selection(words=words, order=Order.BEST), language=language)

    def _only_answer(self, question: Question, candidates: Iterable[str]) -> Question | None:
        """Of equally good candidates the only one that says anything on what is asked, if it is."""
        if question.view == Field.PAGE:
            return None
        able = tuple(i for i in candidates if can_answer(self.knowledge[i], question))
        return replace(question, kind=Kind.MEASURE, measures=able) if len(able) == 1 else None

    def _at_home(self, found: list[Found], cleaned: str) -> list[Found]:
        """Those found that name what the message names, if it names something from elsewhere."""
        folded = hiragana(cleaned)
        named = [self.finder.naming(folded[m.start : m.end]) for m in lexicon.elsewhere().find(cleaned)]
        return [f for f in found if all(f.id in measures for measures in named)]


def _is_open(question: Question) -> bool:
    """Whether no measure, list or field is named for certain, so that many may be meant."""
    found = bool(question.kind is Kind.CHOICES and question.typed.because)
    return (found or question.kind not in _FORMED) and question.view in (View.CARD, Field.AMOUNT)

# How much of a side must be whole terms for it to name a measure; above which a message is one term.
_NAMED, _ONE_TERM = 0.5, 0.9
_ANSWERABLE = (Kind.MEASURE, Kind.LIST, Kind.COMPARE, Kind.GROUP, Kind.NO_SUCH)


def _like_before(question: Question, part: str, found: list[Question]) -> Question:
    """A measure named after another one is asked for the same field: 56はいくら？59は？"""
    short = hiragana(clean(part)).endswith("は") or goes_on(part)
    if found and not question.view and short and found[-1].view:
        return replace(question, view=found[-1].view)
    return question


def _spoken(said: str, language: Language) -> Question | None:
    """The choice of a language, by its label in talk.yaml or its code."""
    view = _SPEAK.get(said, said)
    if view not in _SPEAK.values():
        return None
    chosen = language if view == AUTOMATIC else Language(view)
    return Question(Kind.LANGUAGE, view=view, language=chosen)


def language_of(text: str) -> Language:
    """The language of a message: English if it has Latin words and nothing Japanese."""
    return Language.EN if is_worded(text) and not has_japanese(_words_of(text)) else Language.JA


def is_worded(text: str) -> bool:
    """Whether a message has words, whose language then tells its own; a number has none (48, s5, P.53)."""
    words = _words_of(text)
    return has_japanese(words) or re.search(r"[a-z]{2}", words) is not None


def _words_of(text: str) -> str:
    return notation.without_neutral(fold(text))


def is_romaji(text: str) -> bool:
    """Whether a message can be read as Japanese in Latin letters."""
    return bool(from_romaji(fold(text)))


def asked_fields(cleaned: str) -> tuple[tuple[str, tuple[str, ...]], str]:
    """The field that is asked for ("" if none) with further ones, and the text without the words for them."""
    found = lexicon.fields().find(cleaned)
    if not found:
        return ("", ()), cleaned
    best = max(found, key=lambda match: match.end - match.start)
    further = dict.fromkeys(m.label for m in found if m.label != best.label)
    return (best.label, tuple(further)), lexicon.fields().without(cleaned)


def _asked(cleaned: str) -> str:
    """What is asked, without politeness; the field words stay, for a page's lines have them too."""
    return lexicon.polite().without(cleaned)


def _number(reference: Reference) -> str:
    prefix = "P." if reference.names is Names.PAGE else ""
    return prefix + (str(reference.number) if prefix else reference.id)


def _choices(found: list[Found]) -> tuple[str, ...]:
    """The candidates worth offering: those near the best."""
    return tuple(f.id for f in found[:8] if f.score >= 0.5 * found[0].score)

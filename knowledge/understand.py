"""A typed message becomes Questions: by number, by field, by list words, by what was shown before,
and at last by the words that find a measure.

The order matters: what is certain (commands, numbers, comparisons, lists) is looked for first, and the
finder sees only what is left.
"""

from __future__ import annotations

from msgspec.structs import replace

from knowledge import lexicon, ministries, notation
from knowledge.asked import asked, plainly, without_asides
from knowledge.asked_after import AskedAfter
from knowledge.base import KnowledgeBase
from knowledge.bounds import is_between
from knowledge.by_number import ByNumber
from knowledge.by_words import ByWords
from knowledge.calculation_asked import only_asks_result, wanted_in
from knowledge.calculation_code import encode_inputs, is_known
from knowledge.calculator import Calculators
from knowledge.comparing import Comparing
from knowledge.comparing_numbers import counts
from knowledge.confidence import Sureness, judge
from knowledge.context import NO_CONTEXT, Context
from knowledge.finder import Finder
from knowledge.following import Following, is_open, without_opening
from knowledge.forms import is_by_theme, read_form, read_table
from knowledge.heard import in_kana
from knowledge.joined import Joined
from knowledge.listing import Listing
from knowledge.model import Field
from knowledge.normalize import clean, hiragana, visible
from knowledge.numbered import Numbered
from knowledge.other_numbers import OtherNumbers
from knowledge.pointing import says_more
from knowledge.question import (
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
)
from knowledge.requests import ANSWERED as ANSWERED
from knowledge.requests import (
    asking,
    clauses,
    goes_on,
    phrases,
    requests,
    without_also,
    without_marks,
    without_tail,
)
from knowledge.scope import is_far
from knowledge.selecting import beside_ranked, both_ends, subject
from knowledge.spoken import choice_of_language, in_language, language_of
from knowledge.subjects import Subjects
from knowledge.together import Together
from knowledge.topic import topic

# How much of a message is read: a page pasted by mistake is answered from its beginning.
READ = 1000
# How long a message may be that asks for a calculation.
CALCULATED = 300
# What of several requests counts as one, beside what may be meant.
_ANSWERABLE = (Kind.MEASURE, Kind.LIST, Kind.COMPARE, Kind.GROUP, Kind.NO_SUCH, Kind.CALCULATE)
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
# What asks for the sum of all: behind another question that of what this asks for.
_ALL_ADDED_UP = Selection(total=True)
# What is found surely for a part of a message stands for the whole.
_SURELY = (Kind.MEASURE, Kind.LIST)
# What may be wanted as a picture or a file.
_FORMED = (Kind.MEASURE, Kind.GROUP, Kind.CHOICES, Kind.LIST, Kind.COMPARE, Kind.NUMBERS)


class Reader:
    """Understands messages about one knowledge base."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        finder: Finder,
        subjects: Subjects,
        calculators: Calculators,
    ) -> None:
        self.knowledge = knowledge
        self.subjects = subjects
        self.calculators = calculators
        self.by_words = ByWords(knowledge, finder, subjects)
        self.following = Following(self.by_words)
        self.asked_after = AskedAfter(self.following)
        self.together = Together(self.by_words)
        self.comparing = Comparing(self.by_words)
        self.listing = Listing(self.by_words, self.comparing, self.together)
        self.by_number = ByNumber(knowledge, self.by_words)
        self.other_numbers = OtherNumbers(knowledge, self.by_words, self.by_number)
        self.numbered = Numbered(self.by_words, self.by_number, self.listing, self.following)
        self.joined = Joined(self.by_words)

    def read(
        self, text: str, language: Language | None = None, context: Context = NO_CONTEXT
    ) -> tuple[Question, ...]:
        """The Questions of a message, at least one; more than `ANSWERED` only to be offered.

        language: what the reply should be in; None means that of the message.
        """
        parts = [visible(part).strip() for part in requests(text[:READ])]
        text = visible(without_marks(text[:READ]) if len(parts) > 1 else text[:READ]).strip()
        text, asked_in = in_language(text)
        spoken = asked_in or language or language_of(text)
        if text.startswith("/") and (question := self._command(text, spoken)):
            return (question,)
        found = self._parts(parts, spoken, context) if len(parts) > 1 else []
        calculation = self._calculation(text, spoken, context)
        if _calculated_apart(found, calculation):
            return tuple(found)
        if calculation:
            return (calculation,)
        whole = self._one(text, spoken, context)
        if len(parts) > 1:
            return self._several(whole, found)
        if of_subjects := self.comparing.subjects(text, spoken):
            return of_subjects
        if whole.kind is Kind.LIST and (ends := both_ends(whole.selection, text)):
            return tuple(replace(whole, selection=selection) for selection in ends)
        return self.joined.questions(text, whole, spoken) or (whole,)

    def _parts(self, parts: list[str], language: Language, context: Context) -> list[Question]:
        """What the parts of a message ask for, each read after the one before, and once."""
        found: list[Question] = []
        for part in parts:
            if context.calculation and only_asks_result(part):
                continue
            request = without_also(part)
            question = self._calculation(part, language, context) or self._one(request, language, context)
            if both := self.joined.questions(request, question, language):
                found += [each for each in both if not _is_said(each, found)]
                context = replace(context, measures=tuple(i for each in both for i in each.measures))
                continue
            if len(found) > 1 and question.view and not lexicon.polite().without(asked(clean(request)).rest):
                # ページ番号だけでいい: of all that was asked for before.
                found = [replace(each, view=each.view or question.view) for each in found]
                continue
            if found and question.kind is Kind.LIST and question.selection == _ALL_ADDED_UP:
                found[-1] = _added_up(found[-1])
                continue
            if question.kind in (Kind.MEASURE, Kind.COMPARE, Kind.CALCULATE):
                context = replace(context, measures=question.measures)
            if question.kind is Kind.CALCULATE:
                context = replace(context, calculation=question)
            if question.kind is Kind.MEASURE:
                question = _like_before(question, part, found)
            if question.kind in (*_ANSWERABLE, Kind.CHOICES) and not _is_said(question, found):
                found.append(question)
        return found

    def _several(self, whole: Question, found: list[Question]) -> tuple[Question, ...]:
        """What the parts of a message ask for; the whole message unless they ask for different things."""
        sure = [question for question in found if question.kind in _ANSWERABLE]
        if len(found) > 1 and sure:
            return tuple(found)
        if whole.kind is Kind.NOT_FOUND and sure:
            return (sure[0],)
        return (whole,)

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
            return self.by_words.question(Typed(rest), clean(rest), "", language)
        if name == "language" and (chosen := choice_of_language(rest.strip(), language)):
            return chosen
        if name in _COMMANDS:
            return Question(_COMMANDS[name], language=language)
        return None

    def _one(self, text: str, language: Language, context: Context) -> Question:
        """One request."""
        text = notation.in_kanji(text)
        cleaned = notation.spelt(text)
        told, context = self.following.narrowed(cleaned, context)
        text = text if told == cleaned else told
        question = self._told(text, told, language, context)
        question = self.following.settled(question, cleaned, told, context)
        if question.kind is Kind.NOT_FOUND and context.measures:
            # It may have been asked of what was shown, which is then a tap away.
            return replace(question, typed=replace(question.typed, shown=context.measures[0]))
        return question

    def _told(self, text: str, cleaned: str, language: Language, context: Context) -> Question:
        """What a request says, after what was shown."""
        if question := self._in_form(text, cleaned, language, context):
            return question
        bare = lexicon.polite().without(cleaned, "")
        said = (bare, cleaned, cleaned.rstrip("ー"), without_opening(cleaned))
        talk = next(filter(None, map(lexicon.talk().whole, said)), "")
        if kind := _TALK.get(talk):
            return Question(kind, language=language, typed=Typed(text))
        if chosen := choice_of_language(talk, language):
            return chosen
        if question := self.following.labelled(bare, cleaned, language, context):
            return question
        folded = hiragana(cleaned)
        named = notation.settled(folded, notation.references(folded), self.knowledge)
        references = self.other_numbers.without(text, cleaned, beside_ranked(cleaned, named))
        if question := self.numbered.beside(cleaned, references, language):
            return question
        compared = None if is_between(cleaned) else self.comparing.question(text, cleaned, language)
        if compared and self._is_compared(compared, text, cleaned, references):
            return compared
        if not compared and (question := self.together.question(cleaned, language, context)):
            return question
        if question := self.numbered.selected(text, cleaned, references, language):
            return question
        if not references and ministries.asks_by_ministry(cleaned):
            return Question(Kind.NOT_FOUND, view=View.MINISTRY, language=language, typed=Typed(text))
        selection = self.listing.selection(text, cleaned, context)
        if question := self.listing.ranked(text, selection, language):
            return question
        explicit = any(reference.explicit for reference in references)
        is_meant = selection and (_is_certain(selection) or not explicit)
        if selection and is_meant and not self.numbered.asks_of_one(cleaned, references):
            question = self._listed(selection, text, cleaned, language, context)
            return self.asked_after.question(question, text, context) or question
        if question := self.numbered.question(text, cleaned, references, language):
            return question
        if selection:
            return self.listing.question(selection, text, language)
        if question := self.together.field_of_several(cleaned, language, context):
            return question
        question = self._named_by_words(text, cleaned, language, context)
        question = self.listing.rather(question, text, cleaned, language)
        if to_the_bot := self._to_the_bot(question, cleaned):
            return Question(to_the_bot, language=language, typed=Typed(text))
        return self.asked_after.question(question, text, context) or question

    def _to_the_bot(self, question: Question, cleaned: str) -> Kind | None:
        """What a message says to the bot, or of it, for which nothing was found that it names."""
        names_one = any(words for _, words in question.typed.because)
        found = lexicon.to_the_bot().find(cleaned) if is_open(question) and not names_one else ()
        return _TALK[found[0].label] if found else None

    def _is_compared(
        self, compared: Question, text: str, cleaned: str, references: list[notation.Reference]
    ) -> bool:
        """Whether measures are compared: the message says no more, or sounds like one that is answered, and
        one that it names by number is among them (not: about 79, is it a subsidy or an investment)."""
        if self.comparing.numbers.says_no_more(cleaned) or counts(cleaned, compared.measures):
            return True
        if not self.by_number.are_meant(cleaned, references):
            return not is_far(text) or self.comparing.is_plain(cleaned)
        named = {i for reference in references for i in reference.measures(self.knowledge)}
        return not named.isdisjoint(compared.measures)

    def _listed(
        self, selection: Selection, text: str, cleaned: str, language: Language, context: Context
    ) -> Question:
        """A list, or what is asked of the one measure that is all of it: 新薬の基金で何を整備する."""
        one = self.listing.only_said(selection)
        which = lexicon.label("which").has(cleaned)
        if one and not which and (asked(cleaned).view or phrases("inside").has(cleaned)):
            question = self._named_by_words(text, cleaned, language, context)
            if question.kind is Kind.MEASURE and question.measures == (one,):
                return question
        return self.listing.question(selection, text, language)

    # As a picture or a file

    def _in_form(
        self, text: str, cleaned: str, language: Language, context: Context
    ) -> Question | None:
        """The question of a message that says in which form it wants the answer, or a table."""
        form, rest = read_form(cleaned)
        if form is not Form.FILE and is_by_theme(rest):
            form = Form.PICTURE if form or asked(rest).view == Field.AMOUNT else Form.TEXT
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
            about = "" if question.kind is Kind.THEMES else subject(rest, self.subjects.is_known)
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
        cleaned = clean(text)
        if len(text) > CALCULATED or self.comparing.numbers.are_all(cleaned):
            return None
        wanted = wanted_in(text, self.calculators, context.measures[:1], context.calculation)
        if wanted is None:
            return None
        if lexicon.label("compare").has(cleaned) and self.comparing.question(text, cleaned, language):
            return None
        # An option (インドの場合は) is a word of the measure that was shown; a number may be of any.
        is_number = any(not isinstance(value, str) for value in wanted.inputs.values())
        if is_number and wanted.measure in context.measures and self._names_another(text, wanted.measure):
            return None
        inputs = encode_inputs(wanted.inputs, self.calculators[wanted.measure])
        typed = Typed(text, unread=wanted.unread)
        return Question(Kind.CALCULATE, (wanted.measure,), inputs=inputs, language=language, typed=typed)

    def _names_another(self, text: str, measure: str) -> bool:
        """Whether a message names another measure than one, surely by words or in a list: not 3人だと."""
        cleaned = clean(text)
        if len(self.comparing.numbers.named(text, cleaned)) > 1:
            return True
        words = plainly(asked(cleaned).rest)
        found = self.by_words.candidates(words, cleaned)
        is_other = bool(found and found[0].words) and found[0].id != measure
        return is_other and judge(found, words, cleaned) is Sureness.SURE

    # By words

    def _named_by_words(self, text: str, cleaned: str, language: Language, context: Context) -> Question:
        wanted, focus = asked(cleaned), clean(asking(text))
        words = without_tail(plainly(ministries.without(wanted.rest)))
        if (focused := asked(focus)).view:
            # What a letter asks for is in its question; who writes it and why only helps to find the measure.
            wanted = replace(focused, rest=wanted.rest)
        typed = wanted.typed(text, focus, words)
        of_shown = Question(Kind.MEASURE, context.measures[:1], wanted.view, language=language, typed=typed)
        asks = wanted.view or self._asks_inside(words, cleaned, context)
        if asks and context.measures and self._is_of_shown(words, typed, context):
            return of_shown
        question = self.by_words.question(typed, words or cleaned, wanted.view, language)
        question = self._without_asides(question, language) or question
        if question.kind is Kind.NOT_FOUND:
            question = self._of_clause(text, language) or self._of_topic(question, language) or question
        if not context.measures or question.kind in (Kind.MEASURE, Kind.LIST):
            return question
        return of_shown if self.following.says(question.typed, context) else question

    def _asks_inside(self, words: str, cleaned: str, context: Context) -> bool:
        """Whether something that a page says is asked for, and no other measure is named: 何機体制."""
        named = (each.id for each in self.by_words.found(words)[:1] if each.words)
        asks = phrases("inside").has(cleaned) or phrases("yes_or_no").has(cleaned)
        return asks and all(i in context.measures for i in named)

    def _is_of_shown(self, words: str, typed: Typed, context: Context) -> bool:
        """Whether a field is asked of what was shown: nothing else is named, or what its page says."""
        if not says_more(in_kana(words)):
            return True
        named = self.by_words.surely(words)
        return named in (None, *context.measures) and self.following.says(typed, context)

    def _of_clause(self, text: str, language: Language) -> Question | None:
        """What a message surely names where it begins, with a field, before it says more: 生産性革命の予算、
        去年と比べたいので今回だけ."""
        clause = next(iter(clauses(text)), "")
        cleaned = clean(clause)
        wanted = asked(cleaned)
        words = without_tail(plainly(wanted.rest))
        if not wanted.view or not words or is_far(text):
            return None
        question = self.by_words.question(wanted.typed(clause, cleaned, words), words, wanted.view, language)
        return question if question.kind is Kind.MEASURE else None

    def _of_topic(self, question: Question, language: Language) -> Question | None:
        """What is found for what a message is about, without what leads to it: 卒論で給食費を調べてる."""
        typed = question.typed
        about = clean(topic(typed.text))
        words = without_tail(plainly(asked(about).rest))
        if not words or words == typed.rest:
            return None
        again = self.by_words.question(replace(typed, text=about), words, question.view, language)
        return replace(again, typed=replace(again.typed, text=typed.text)) if again.kind in _SURELY else None

    def _without_asides(self, question: Question, language: Language) -> Question | None:
        """What is surely meant once the words are left out that only ask or describe: みちびきは今何号機."""
        asks = question.view or phrases("inside").has(clean(question.typed.text))
        if question.kind is Kind.MEASURE or not asks:
            return None
        words = " ".join(map(without_tail, without_asides(question.typed.rest).split()))
        if not words or words == question.typed.rest:
            return None
        again = self.by_words.question(question.typed, words, question.view, language)
        return again if again.kind is Kind.MEASURE else None


def _calculated_apart(found: list[Question], whole: Question | None) -> bool:
    """Whether the parts of a message ask for a calculation and for something else; not if the other
    parts belong to it (費用は200万円、今の時給は？ adds to what is worked out).

    whole: the calculation that the message asks for as one.
    """
    worked = [question for question in found if question.kind is Kind.CALCULATE]
    if not worked or len(found) < 2:
        return False
    if len(worked) > 1 or whole is None or whole.measures != worked[0].measures:
        return True
    return set(whole.inputs.split("_")) <= set(worked[0].inputs.split("_"))


def _is_certain(selection: Selection) -> bool:
    """Whether a list is meant though a number stands in the message that may name a measure."""
    return bool(selection.numbers or selection.pages or selection.says or selection.by_amount)


def _is_open(question: Question) -> bool:
    """Whether no measure, list or field is named for certain, so that many may be meant."""
    found = bool(question.kind is Kind.CHOICES and question.typed.because)
    return (found or question.kind not in _FORMED) and question.view in (View.CARD, Field.AMOUNT)


def _is_said(question: Question, before: list[Question]) -> bool:
    """Whether a request is one of those before it: the same, the same comparison, or the same measure without
    a field that is asked for."""
    for other in before:
        same = (question.kind, question.measures, question.selection, question.inputs)
        if same == (other.kind, other.measures, other.selection, other.inputs):
            return question.kind is Kind.COMPARE or question.view in (View.CARD, other.view)
        if question.kind is Kind.CHOICES and question.measures[:1] == other.measures[:1]:
            return True
    return False


def _added_up(question: Question) -> Question:
    """What is asked for by 総額は？ behind a question: the sum of its list, or the amount of its measure."""
    if question.kind is Kind.LIST:
        return replace(question, selection=replace(question.selection, total=True))
    return replace(question, view=question.view or Field.AMOUNT)


def _like_before(question: Question, part: str, found: list[Question]) -> Question:
    """A measure named after another one is asked for the same field: 56はいくら？59は？"""
    cleaned = clean(part)
    is_short = without_tail(cleaned) != cleaned or goes_on(part)
    if found and not question.view and is_short and found[-1].view:
        return replace(question, view=found[-1].view)
    return question

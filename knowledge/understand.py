"""A typed message becomes Questions: by number, by field, by list words, by what was shown before,
and at last by the words that find a measure.

The order matters: what is certain (commands, numbers, comparisons, lists) is looked for first, and the
finder sees only what is left.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from knowledge import lexicon, notation
from knowledge.asked import asked, plainly, without_asides
from knowledge.base import KnowledgeBase
from knowledge.bounds import is_between
from knowledge.by_words import ByWords
from knowledge.calculation_asked import only_asks_result, wanted_in
from knowledge.calculation_code import encode_inputs, is_known
from knowledge.calculator import Calculators
from knowledge.comparing import Comparing
from knowledge.comparing_words import joins_surely, without_ends
from knowledge.finder import Finder
from knowledge.following import NO_CONTEXT as NO_CONTEXT
from knowledge.following import Context as Context
from knowledge.following import Following
from knowledge.forms import is_by_theme, read_form, read_table
from knowledge.model import Field, order
from knowledge.normalize import clean, fold, has_japanese, hiragana, visible
from knowledge.notation import Names, Reference
from knowledge.on_page import says, titled
from knowledge.other_numbers import OtherNumbers
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
    encodable,
)
from knowledge.requests import ANSWERED as ANSWERED
from knowledge.requests import (
    asking,
    clauses,
    goes_on,
    only_asks,
    phrases,
    requests,
    without_also,
    without_marks,
    without_tail,
)
from knowledge.scope import is_far
from knowledge.selecting import (
    FIRST_PAGE,
    LAST_NUMBER,
    LAST_PAGE,
    beside,
    beside_ranked,
    both_ends,
    in_hiragana,
    number_range,
    only_sum,
    ranked_noun,
    ranking,
    ranks_others,
    read_loosely,
    read_selection,
    said_of_subject,
    subject,
    wants_list,
    wants_several,
)
from knowledge.spoken import choice_of_language, language_of
from knowledge.subjects import JOIN, Subjects, means_more

# How much of a message is read: a page pasted by mistake is answered from its beginning.
READ = 1000
# How long a message may be that asks for a calculation, and one that names two things in a sentence.
CALCULATED, JOINED = 300, 120
# How long a message is that says no more than for whom a list is.
SAID = 40
# Above which part of it a message is one term, so that a joining word in it joins nothing.
_ONE_TERM = 0.9
# How near to the best of a message both must come that it names with other words behind them.
_BOTH = 0.4
# How many measures stand before the others that are about a subject.
_FIRST = 6
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
# So many of the measures that a message names by number fit one reply.
_MOST = 24
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
        self.finder = finder
        self.subjects = subjects
        self.calculators = calculators
        self.by_words = ByWords(knowledge, finder, subjects)
        self.following = Following(self.by_words)
        self.comparing = Comparing(self.by_words)
        self.other_numbers = OtherNumbers(knowledge, self.by_words)

    def read(
        self, text: str, language: Language | None = None, context: Context = NO_CONTEXT
    ) -> tuple[Question, ...]:
        """The Questions of a message, at least one; more than `ANSWERED` only to be offered.

        language: what the reply should be in; None means that of the message.
        """
        parts = [visible(part).strip() for part in requests(text[:READ])]
        text = visible(without_marks(text[:READ]) if len(parts) > 1 else text[:READ]).strip()
        spoken = language or language_of(text)
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
        if whole.kind is Kind.LIST and (ends := both_ends(whole.selection, text)):
            return tuple(replace(whole, selection=selection) for selection in ends)
        return self._joined(text, whole, spoken) or (whole,)

    def _parts(self, parts: list[str], language: Language, context: Context) -> list[Question]:
        """What the parts of a message ask for, each read after the one before, and once."""
        found: list[Question] = []
        for part in parts:
            if context.calculation and only_asks_result(part):
                continue
            request = without_also(part)
            question = self._calculation(part, language, context) or self._one(request, language, context)
            if both := self._joined(request, question, language):
                found += [each for each in both if not _is_said(each, found)]
                context = replace(context, measures=tuple(i for each in both for i in each.measures))
                continue
            if len(found) > 1 and question.view and not lexicon.polite().without(asked(clean(request)).rest):
                # ページ番号だけでいい: of all that was asked for before.
                found = [replace(each, view=each.view or question.view) for each in found]
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

    def _joined(self, text: str, whole: Question, language: Language) -> tuple[Question, ...]:
        """The two measures that one sentence names, each on its side of a joining word; if need be without
        what stands behind them, but then the whole must speak for both."""
        if len(text) > JOINED or whole.kind not in (Kind.MEASURE, Kind.CHOICES, Kind.NOT_FOUND):
            return ()
        said = [lexicon.polite().without(asked(clean(told)).rest, "") for told in without_ends(text)]
        sides = self._two(said[0], self.by_words.surely)
        if not sides and whole.measures:
            sides = next(filter(None, map(self._two_alike, said)), {})
            sides = sides if whole.measures[0] in sides else {}
        return tuple(
            Question(Kind.MEASURE, (i,), whole.view, language=language, typed=Typed(side, asked=side))
            for i, side in sides.items()
        )

    def _two_alike(self, said: str) -> dict[str, str]:
        """Two of which no other measure comes near, and for both of which the whole speaks."""
        sides = self._two(said, self.by_words.alone, surely=False)
        scores = {each.id: each.score for each in self.by_words.find(said)} if sides else {}
        best = max(scores.values(), default=0.0)
        return sides if all(scores.get(i, 0.0) >= _BOTH * best for i in sides) else {}

    def _two(
        self, said: str, named: Callable[[str], str | None], surely: bool = True
    ) -> dict[str, str]:
        """What each of two sides of a joining word says, by the measure that it names.

        surely: whether they are named so surely that the word may look like a part of another.
        """
        joins = [join for join in phrases("joined").find(said) if surely or joins_surely(said, join)]
        found = self.by_words.find(said) if joins else []
        if found and min(found[0].covered, found[0].share) > _ONE_TERM:
            return {}
        for join in joins:
            sides = said[: join.start].strip(), said[join.end :].strip()
            ids = [named(side) for side in sides]
            if None in ids or ids[0] == ids[1] or self.by_words.is_one(found, sides):
                continue
            return {str(i): side for i, side in zip(ids, sides, strict=True)}
        return {}

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
        cleaned, context = self.following.narrowed(notation.written(clean(notation.set_apart(text))), context)
        if question := self._in_form(text, cleaned, language, context):
            return question
        bare = lexicon.polite().without(cleaned, "")
        talk = next(filter(None, map(lexicon.talk().whole, (bare, cleaned, cleaned.rstrip("ー")))), "")
        if kind := _TALK.get(talk):
            return Question(kind, language=language, typed=Typed(text))
        if chosen := choice_of_language(talk, language):
            return chosen
        if question := self.following.question(bare, cleaned, language, context):
            return question
        folded = hiragana(cleaned)
        named = notation.settled(folded, notation.references(folded), self.knowledge)
        references = self.other_numbers.without(text, beside_ranked(cleaned, named))
        if question := self._beside(cleaned, references, language):
            return question
        compared = None if is_between(cleaned) else self.comparing.question(text, cleaned, language)
        if compared and (self.comparing.numbers.says_no_more(cleaned) or not is_far(text)):
            return compared
        if question := self._selected(text, cleaned, references, language):
            return question
        selection = self._selection(text, cleaned, context)
        if question := self._ranked(text, selection, language):
            return question
        explicit = any(reference.explicit for reference in references)
        if selection and (_is_certain(selection) or not explicit):
            return self._list(self._best_first(selection, text), text, language)
        if question := self._by_number(text, cleaned, references, language):
            return question
        if selection:
            return self._list(self._best_first(selection, text), text, language)
        question = self._named_by_words(text, cleaned, language, context)
        of_noun = question.kind is Kind.LIST and ranked_noun(cleaned)
        if (of_noun or ranks_others(cleaned)) and not self._is_about_one(question):
            return Question(Kind.NOT_FOUND, language=language, typed=question.typed)
        listed = self._loosely(text, language) if question.view in (View.CARD, Field.TARGET) else None
        is_open = question.kind in (Kind.CHOICES, Kind.NOT_FOUND)
        if listed and question.kind is Kind.NOT_FOUND and not self._is_likely(listed, text):
            return question
        wants_list = is_open or (listed and self._wants_list(listed, cleaned))
        if listed and (wants_list or self._is_in(listed, question, text)):
            return listed
        return self._all_near(text, language) or question if is_open else question

    def _selection(self, text: str, cleaned: str, context: Context) -> Selection | None:
        """What a message selects that asks for a list, unless a measure or nothing here is meant."""
        if (spelt := in_hiragana(text)) != text:
            text, cleaned = spelt, clean(spelt)
        selection = read_selection(text, self.subjects.is_known) or self._of_amount(text)
        selection = self._in_document(selection)
        selection = self.following.of_shown(selection, cleaned, context)
        if selection is None or self._is_one(selection, cleaned):
            return None
        if self.by_words.is_elsewhere(text, selection.words) or self._is_sum_of_none(selection):
            return None
        if subject(cleaned) not in ("", fold(selection.words)) and is_far(text):
            return None
        return selection if not selection.named or self._is_titled(selection.named) else None

    def _loosely(self, text: str, language: Language) -> Question | None:
        """The list of what a message names among other words, where no single measure is surely meant."""
        selection = read_loosely(text, self.subjects.is_known)
        if selection is None or self.by_words.is_elsewhere(text, selection.words) or is_far(text):
            return None
        several = len(self.subjects.about(selection.words)) > 1
        return self._list(self._best_first(selection, text), text, language) if several else None

    def _best_first(self, selection: Selection, text: str) -> Selection:
        """A list by a subject, first those for which all that is said of it speaks: what 牛や豚を飼ってる農家
        need is not what all 農家 do."""
        said = said_of_subject(text, self.subjects.is_known)
        if selection != Selection(words=selection.words, order=Order.BEST):
            return selection
        named = {m.id for word in selection.words.split(JOIN) for m in self.subjects.named(word)}
        found = self.by_words.all_near(said, text, named)
        rest = beside(said, selection.words)
        if not found or not self.by_words.is_told_by(found[0], said, rest, text, selection.words):
            return selection
        return replace(selection, ids=found[:_FIRST])

    def _all_near(self, text: str, language: Language) -> Question | None:
        """The list of what is found for a message that wants several, but names no known subject."""
        if not wants_several(text) or is_far(text) or self.by_words.is_elsewhere(text, ""):
            return None
        found = self.by_words.all_near(said_of_subject(text, self.subjects.is_known), text)
        selection = Selection(ids=found, order=Order.BEST)
        return self._list(selection, text, language) if len(found) > 1 else None

    def _is_about_one(self, question: Question) -> bool:
        """Whether a measure is named so plainly that even a ranking is asked of it."""
        return bool(question.typed.by_number) or bool(question.kind is Kind.MEASURE and question.view)

    def _wants_list(self, listed: Question, cleaned: str) -> bool:
        """Whether a message asks for several plainly (どれとどれ), or a short one for what a group of
        people could use, though one measure is nearest: トラック運転手が使えるもの."""
        words = listed.selection.words.split(JOIN)
        if lexicon.label("plural").has(cleaned):
            return True
        wants = lexicon.label("several_wanted").has(cleaned)
        return wants and len(cleaned) <= SAID and all(map(means_more, words))

    def _is_likely(self, listed: Question, text: str) -> bool:
        """Whether a list is of a known group of people or of several subjects, or all that is said speaks for
        any measure: what to pack for a journey is not in the document, though one word of it be."""
        words = listed.selection.words.split(JOIN)
        if means_more(words[0]) or (len(words) > 1 and wants_list(clean(text))):
            return True
        return bool(self.by_words.all_near(said_of_subject(text, self.subjects.is_known), text))

    def _is_in(self, listed: Question, question: Question, text: str) -> bool:
        """Whether a list is plainly asked for and the one measure that is nearest stands in it, or several
        are wanted and no term names that one. What its page has on something inside is no list."""
        if question.kind is not Kind.MEASURE or question.view:
            return False
        if self.knowledge[question.measures[0]].content and phrases("inside").has(clean(text)):
            return False
        if not self.by_words.surely(question.typed.rest):
            return wants_list(clean(text)) or lexicon.label("several_wanted").has(clean(text))
        about = {m.id for m in self.subjects.about(listed.selection.words)}
        return wants_list(clean(text)) and question.measures[0] in about

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
        if len(text) > CALCULATED or self.comparing.numbers.are_all(clean(text)):
            return None
        wanted = wanted_in(text, self.calculators, context.measures[:1], context.calculation)
        if wanted is None:
            return None
        inputs = encode_inputs(wanted.inputs, self.calculators[wanted.measure])
        typed = Typed(text, unread=wanted.unread)
        return Question(Kind.CALCULATE, (wanted.measure,), inputs=inputs, language=language, typed=typed)

    def _in_document(self, selection: Selection | None) -> Selection | None:
        """A selection by pages or numbers, with an end that it left open (237ページ以降), or from which it
        counts (最後の3ページ), at that of the document."""
        if selection is None:
            return None
        if selection.pages is not None:
            (first, last), there = selection.pages, self.knowledge.document.pages
            first = there.budget[0] if first == FIRST_PAGE else first
            pages = _counted_back((first, last), LAST_PAGE, there.system[1])
            selection = replace(selection, pages=pages)
        if selection.numbers is not None:
            is_system = bool(selection.system)
            last = max(order(i)[1] for i, m in self.knowledge.measures.items() if m.is_system == is_system)
            numbers = _counted_back(selection.numbers, LAST_NUMBER, last)
            selection = replace(selection, numbers=numbers)
        return selection

    def _is_one(self, selection: Selection, cleaned: str) -> bool:
        """Whether a field is asked for of one measure, by its name (宇宙戦略基金の総額) or in words that
        speak for no other: 全部 of 遺伝子を全部調べる事業の予算 is no list."""
        if ranking(lexicon.fields().without(cleaned)) is None:
            # The smallest project cost is a field.
            selection = replace(selection, order=Order.BEST, top=None)
        order = Order.DOCUMENT if selection.order is Order.BEST else selection.order
        is_of_one = self._is_of_one(selection, cleaned)
        if is_of_one:
            selection = replace(selection, says="")
        if replace(selection, words="", total=False, order=order) != Selection():
            return False
        if selection.total and len(self.subjects.about(selection.words)) == 1:
            return True
        wanted = asked(cleaned)
        return bool(wanted.view) and (is_of_one or self.by_words.is_clear(plainly(wanted.rest)))

    def _is_of_one(self, selection: Selection, cleaned: str) -> bool:
        """Whether a page's term belongs to the one measure that is named: ジェネリックの基金、総額は."""
        several = ("list", "things", "count", "on_page", "given")
        if not selection.says or any(lexicon.label(name).has(cleaned) for name in several):
            return False
        one = self.by_words.surely(plainly(asked(cleaned).rest))
        return one is not None and says(self.knowledge[one], selection.says)

    def _of_amount(self, text: str) -> Selection | None:
        """The measures of an amount that is all that a message names, if there are any: 844億って何."""
        oku = only_sum(text)
        selection = Selection(least=oku, most=oku)
        amounts = (measure.amount for measure in self.knowledge.measures.values() if measure.amount)
        return selection if oku and any(oku in (each.oku, each.share) for each in amounts) else None

    def _is_sum_of_none(self, selection: Selection) -> bool:
        """Whether an amount is named beside a subject and no measure has it: 宇宙1兆円のやつ is no list."""
        amounts = (measure.amount for measure in self.knowledge.measures.values() if measure.amount)
        named = bool(selection.words) and selection.exact
        return named and not any(amount.oku == selection.least for amount in amounts)

    def _is_titled(self, words: str) -> bool:
        """Whether any measure has the words in its title."""
        return any(titled(measure, words) for measure in self.knowledge.measures.values())

    def _list(self, selection: Selection, text: str, language: Language) -> Question:
        if only := self._only(selection):
            view = asked(clean(text)).view
            view = "" if view == Field.PAGE else view
            return Question(Kind.MEASURE, (only,), view, language=language, typed=Typed(text, by_number=True))
        return encodable(Question(Kind.LIST, selection=selection, language=language, typed=Typed(text)))

    def _only(self, selection: Selection) -> str | None:
        """The measure that is all from one number or page to the same: 最後の施策, 最後のページ."""
        reach = selection.numbers or selection.pages
        if not reach or reach[0] != reach[1]:
            return None
        if replace(selection, numbers=None, pages=None, system=None) != Selection():
            return None
        if selection.pages:
            measure = self.knowledge.by_page.get(reach[0])
            return measure.id if measure else None
        numbered = f"s{reach[0]}" if selection.system else str(reach[0])
        return numbered if numbered in self.knowledge else None

    def _ranked(self, text: str, selection: Selection | None, language: Language) -> Question | None:
        """An order of measures that words name one by one: 融資保証と相談体制と改善計画、安い順に."""
        order = ranking(text)
        if order is None or order.order is Order.DOCUMENT or (selection and selection.words):
            return None
        if ranks_others(clean(text)):
            return None  # 会計ソフト ランキング
        ids = self.comparing.listed(text)
        return self._list(replace(order, ids=ids), text, language) if len(ids) > 1 else None

    # By number

    def _selected(
        self, text: str, cleaned: str, references: list[Reference], language: Language
    ) -> Question | None:
        """A sum, or an order, of measures that are named by number: 48と49と50の合計."""
        ids = [i for r in references if r.names is not Names.PAGE for i in r.measures(self.knowledge)]
        if len(ids) < 2 or number_range(cleaned) or not (selection := ranking(text)):
            return None
        selection = replace(selection, ids=tuple(dict.fromkeys(ids)))
        return self._list(selection, text, language)

    def _by_number(
        self, text: str, cleaned: str, references: list[Reference], language: Language
    ) -> Question | None:
        """The measures named by number, if a word says that it is one or nothing else is said."""
        similar = lexicon.label("similar")
        if similar.has(cleaned):
            question = self._by_number(text, similar.without(cleaned), references, language)
            is_one = question is not None and question.kind is Kind.MEASURE
            return replace(question, view=View.RELATED) if question and is_one else question
        wanted = asked(cleaned)
        named = [r for r in references if r.explicit]
        # Of 予算の5番 the word only says which number it is.
        view = wanted.view and asked(notation.without(cleaned, named)).view
        rest = lexicon.polite().without(wanted.rest, "")
        if named and lexicon.polite().without(notation.without(wanted.rest, named), "") and is_far(text):
            named = []  # 110番していい？ 2番の歌詞
        if notation.is_sum(hiragana(cleaned)):
            typed = Typed(text, asked=cleaned, rest=cleaned)
            return Question(Kind.NOT_FOUND, language=language, typed=typed)
        if not named:
            folded = hiragana(rest)
            plain = notation.settled(folded, notation.references(folded), self.knowledge)
            if notation.is_only_references(hiragana(rest), plain):
                named = plain
            elif not (named := self._spoken_of(cleaned, references)):
                return None
        ids = dict.fromkeys(i for r in named for i in r.measures(self.knowledge))
        typed = replace(wanted.typed(text, notation.without(cleaned, named), rest), by_number=True)
        if not ids:
            typed = replace(typed, unknown=named[0].unknown(self.knowledge))
            return Question(Kind.NO_SUCH, language=language, typed=typed)
        if len(named) == 1 and (selection := self._all_of(named[0])):
            kind = Kind.GROUP if selection.group else Kind.LIST
            return Question(kind, selection=selection, language=language, typed=typed)
        measures = tuple(ids)[:_MOST]
        missing = [r.unknown(self.knowledge) for r in named if not r.measures(self.knowledge)]
        if len(measures) > 1 or missing:
            left_out = len(ids) - len(measures)
            typed = replace(typed, unknown="".join(missing[:1]), left_out=left_out)
            return Question(Kind.CHOICES, measures, view, language=language, typed=typed)
        if named[0].names is Names.PAGE and view == Field.PAGE:
            view = ""
        return Question(Kind.MEASURE, measures, view, language=language, typed=typed)

    def _beside(self, cleaned: str, references: list[Reference], language: Language) -> Question | None:
        """What stands beside a measure that is named by number: 62の次, 57の他の."""
        measures = references[0].measures(self.knowledge) if len(references) == 1 else ()
        if not measures or references[0].names is Names.PAGE:
            return None
        folded = hiragana(cleaned)
        if lexicon.context().has(cleaned[: references[0].start]) and has_japanese(cleaned):
            return None  # じゃあ次は144番
        rest = (folded[: references[0].start] + folded[references[0].end :]).strip(" の")
        bare = lexicon.polite().without(rest, "")
        if lexicon.context().whole(bare) not in ("next", "previous", "siblings", "related"):
            return None
        return self.following.question(bare, rest, language, Context(measures[:1]))

    def _spoken_of(self, cleaned: str, references: list[Reference]) -> list[Reference]:
        """The bare numbers that the message speaks of, where what else it says fits (49の一次審査は) or only
        asks for a field (57-3、対象は誰)."""
        folded = hiragana(cleaned)
        named = notation.topics(folded, references)
        said = notation.without(cleaned, named)
        ids = [i for r in named for i in r.measures(self.knowledge)]
        wanted = asked(said)
        if ids and wanted.view and only_asks(wanted.rest):
            return named
        return named if ids and any(self.by_words.is_said_of(said, i) for i in ids) else []

    def _all_of(self, reference: Reference) -> Selection | None:
        """The group, or all from one to another, if meant; they stand on neighbouring pages."""
        if reference.names is Names.MEASURE and reference.id in self.knowledge.groups:
            return Selection(group=reference.id)
        if not reference.is_range(self.knowledge):
            return None
        if reference.names is Names.MEASURE and reference.last is None and reference.part:
            first, last = sorted((reference.number, reference.part))
            return Selection(numbers=(first, last))
        ids = reference.measures(self.knowledge)
        group = self.knowledge[ids[0]].group
        if group and ids == tuple(m.id for m in self.knowledge.groups[group]):
            return Selection(group=group)
        pages = [self.knowledge[i].page for i in ids]
        return Selection(pages=(pages[0], pages[-1]))

    # By words

    def _named_by_words(self, text: str, cleaned: str, language: Language, context: Context) -> Question:
        wanted, focus = asked(cleaned), clean(asking(text))
        words = without_tail(plainly(wanted.rest))
        if (focused := asked(focus)).view:
            # What a letter asks for is in its question; who writes it and why only helps to find the measure.
            wanted = replace(focused, rest=wanted.rest)
        typed = wanted.typed(text, focus, words)
        shown = context.measures[:1]
        following = self.following
        if wanted.view and shown and (not following.names_itself(words) or following.says(typed, context)):
            return Question(Kind.MEASURE, shown, wanted.view, language=language, typed=typed)
        question = self.by_words.question(typed, words or cleaned, wanted.view, language)
        question = self._without_asides(question, language) or question
        if question.kind is Kind.NOT_FOUND:
            question = self._of_clause(text, language) or question
        is_sure = question.kind in (Kind.MEASURE, Kind.LIST)
        if shown and not is_sure and following.says(question.typed, context):
            return Question(Kind.MEASURE, shown, wanted.view, language=language, typed=question.typed)
        return question

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


def _counted_back(reach: tuple[int, int], end: int, last: int) -> tuple[int, int]:
    """A range with an end that stands for the last there is; its beginning may be counted back from there, or
    all of it (below 0).

    >>> _counted_back((997, 999), 999, 242), _counted_back((237, 999), 999, 242)
    ((240, 242), (237, 242))
    >>> _counted_back((-2, -2), 999, 242)
    (241, 241)
    """
    if reach[0] < 0:
        return max(last + 1 + reach[0], 1), max(last + 1 + reach[1], 1)
    if reach[1] != end:
        return reach
    first = reach[0] if reach[0] <= last else last - (end - reach[0])
    return max(first, 1), last


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


def _like_before(question: Question, part: str, found: list[Question]) -> Question:
    """A measure named after another one is asked for the same field: 56はいくら？59は？"""
    cleaned = clean(part)
    is_short = without_tail(cleaned) != cleaned or goes_on(part)
    if found and not question.view and is_short and found[-1].view:
        return replace(question, view=found[-1].view)
    return question

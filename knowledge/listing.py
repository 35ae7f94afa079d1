"""Lists that a message asks for: what it selects, which comes first, and whether a list is wanted at all."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from knowledge import lexicon, notation
from knowledge.amounts import own
from knowledge.asked import asked, plainly
from knowledge.by_words import ByWords
from knowledge.comparing import Comparing
from knowledge.context import Context
from knowledge.model import Field, order
from knowledge.normalize import clean, fold, has_japanese, hiragana
from knowledge.on_page import says, titled
from knowledge.question import Kind, Language, Order, Question, Selection, Typed, View, encodable
from knowledge.requests import phrases
from knowledge.scope import is_far
from knowledge.selecting import (
    FIRST_PAGE,
    LAST_NUMBER,
    LAST_PAGE,
    against,
    beside,
    in_hiragana,
    named_things,
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
from knowledge.spelling import english_words, search, without_generic
from knowledge.subjects import JOIN, groups_in, means_more
from knowledge.together import Together

# How long a message is that says no more than for whom a list is.
SAID = 40
# How many measures stand before the others that are about a subject.
_FIRST = 6


class Listing:
    """Reads lists over one knowledge base."""

    def __init__(self, by_words: ByWords, comparing: Comparing, together: Together) -> None:
        self.knowledge = by_words.knowledge
        self.subjects = by_words.subjects
        self.by_words = by_words
        self.comparing = comparing
        self.together = together

    def selection(self, text: str, cleaned: str, context: Context) -> Selection | None:
        """What a message selects that asks for a list, unless a measure or nothing here is meant."""
        if (spelt := in_hiragana(text)) != text:
            text, cleaned = spelt, clean(spelt)
        if group := _group_alone(cleaned):
            return Selection(words=group, order=Order.BEST)
        if beyond := self._against(cleaned):
            return beyond
        selection = read_selection(text, self.subjects.is_known) or self._of_amount(text)
        selection = self._in_document(selection)
        shown = self.together.of_shown(selection, cleaned, context)
        if shown is not selection:
            return shown
        if selection is None or self._is_one(selection, cleaned):
            return None
        if self.by_words.is_elsewhere(text, selection.words) or self._is_sum_of_none(selection):
            return None
        if selection.words and (_only_asks(cleaned) or not self.subjects.about(selection.words)):
            return None  # what is near may still be found; and yen of "how many yen" is no subject
        if subject(cleaned) not in ("", fold(selection.words)) and is_far(text):
            return None
        return selection if not selection.named or self._is_titled(selection.named) else None

    def _against(self, cleaned: str) -> Selection | None:
        """Those that have more, or less, than one measure that is named: 48より予算が大きい施策."""
        for rank, other, rest in against(cleaned):
            if (oku := self._amount_of(other)) is not None:
                words = named_things(subject(rest, self.subjects.is_known).split(JOIN))
                found = Selection(words=JOIN.join(filter(self.subjects.is_known, words)))
                return replace(found, over=oku) if rank is Order.LARGEST else replace(found, under=oku)
        return None

    def _amount_of(self, named: str) -> float | None:
        """The amount, in 億円, of the one measure that words or a number name, with its field: 48番の予算."""
        named = lexicon.fields().without(named).removesuffix(notation.numbers().of).strip()
        if named.isascii():  # number 62 in yen
            named = lexicon.label("about").trimmed(lexicon.label("money").without(named))
        folded = hiragana(named)
        numbered = [r for r in notation.references(folded) if (r.start, r.end) == (0, len(folded))]
        ids = numbered[0].measures(self.knowledge) if numbered else [self.by_words.surely(named)]
        amount = self.knowledge[ids[0]].amount if len(ids) == 1 and ids[0] else None
        return own(amount) if amount else None

    def rather(self, question: Question, text: str, cleaned: str, language: Language) -> Question:
        """What words alone were taken for, or the list that is wanted rather than that."""
        of_noun = question.kind is Kind.LIST and ranked_noun(cleaned)
        if (of_noun or ranks_others(cleaned)) and not _is_about_one(question):
            return Question(Kind.NOT_FOUND, language=language, typed=question.typed)
        if question.view not in (View.CARD, Field.TARGET):
            return question
        listed = self._loosely(text, language)
        is_open = question.kind in (Kind.CHOICES, Kind.NOT_FOUND)
        if listed and question.kind is Kind.NOT_FOUND and not self._is_likely(listed, text):
            return question
        is_wanted = is_open or (listed and _is_wanted(listed, cleaned))
        if listed and (is_wanted or self._is_in(listed, question, text)):
            return listed
        return self._all_near(text, language) or question if is_open else question

    def _loosely(self, text: str, language: Language) -> Question | None:
        """The list of what a message names among other words, where no single measure is surely meant."""
        selection = read_loosely(text, self.subjects.is_known)
        if selection is None or self.by_words.is_elsewhere(text, selection.words) or is_far(text):
            return None
        several = len(self.subjects.about(selection.words)) > 1
        return self.question(selection, text, language) if several else None

    def _best_first(self, selection: Selection, text: str) -> Selection:
        """A list by a subject, first those for which all that is said of it speaks: what 牛や豚を飼ってる農家
        need is not what all 農家 do."""
        said = said_of_subject(text, self.subjects.is_known)
        if selection != Selection(words=selection.words, order=Order.BEST) or _group_alone(clean(text)):
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
        return self.question(selection, text, language) if len(found) > 1 else None

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
        if wanted.view in (View.PROGRAMMES, View.NAMES):
            return True  # 型の名前を全部: of what is inside one
        return bool(wanted.view) and (is_of_one or self.by_words.is_clear(plainly(wanted.rest)))

    def only_said(self, selection: Selection) -> str:
        """The one measure about a subject whose page says what a list asks for; "" if there are more."""
        if not (selection.words and selection.says) or selection.bounded:
            return ""
        ids = [m.id for m in self.subjects.about(selection.words) if says(m, selection.says)]
        return ids[0] if len(ids) == 1 else ""

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

    def question(self, selection: Selection, text: str, language: Language) -> Question:
        """The list of a selection, or the measure that is all of it."""
        if only := self._only(selection):
            view = asked(clean(text)).view
            view = "" if view == Field.PAGE else view
            return Question(Kind.MEASURE, (only,), view, language=language, typed=Typed(text, by_number=True))
        first = self._best_first(selection, text)
        return encodable(Question(Kind.LIST, selection=first, language=language, typed=Typed(text)))

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

    def ranked(self, text: str, selection: Selection | None, language: Language) -> Question | None:
        """An order, or the sum, of measures that words name one by one: 融資保証と相談体制、安い順に."""
        order = ranking(text)
        if order is None or (selection and (selection.words or selection.ids)):
            return None
        if ranks_others(clean(text)):
            return None  # 会計ソフト ランキング
        ids = self.comparing.listed(text)
        return self.question(replace(order, ids=ids), text, language) if len(ids) > 1 else None


# Asked before the list is read, and when its first are chosen.
@lru_cache(maxsize=16)
def _group_alone(cleaned: str) -> str:
    """The group of people that a message names, if it says no more than that any help will do for them."""
    groups = groups_in(cleaned)
    if len(groups) != 1 or len(cleaned) > SAID or lexicon.fields().without(cleaned) != cleaned:
        return ""
    beside = cleaned.replace(groups[0], " ", 1)
    rest = phrases("question").without(lexicon.label("who").without(lexicon.polite().without(beside)))
    if not has_japanese(cleaned):
        beside, rest = english_words(beside), english_words(rest)
    asks = without_generic(beside) != beside
    is_alone = not without_generic(rest).strip("".join(search().particles) + " ")
    return groups[0] if asks and is_alone else ""


def _only_asks(cleaned: str) -> bool:
    """Whether a message says no more than which field it asks for."""
    wanted = asked(cleaned)
    return wanted.view != "" and not lexicon.polite().without(wanted.rest)


def _is_about_one(question: Question) -> bool:
    """Whether a measure is named so plainly that even a ranking is asked of it."""
    return bool(question.typed.by_number) or bool(question.kind is Kind.MEASURE and question.view)


def _is_wanted(listed: Question, cleaned: str) -> bool:
    """Whether a message asks for several plainly (どれとどれ), or a short one for what a group of
    people could use, though one measure is nearest: トラック運転手が使えるもの."""
    words = listed.selection.words.split(JOIN)
    if lexicon.label("plural").has(cleaned):
        return True
    wants = lexicon.label("several_wanted").has(cleaned)
    return wants and len(cleaned) <= SAID and all(map(means_more, words))


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

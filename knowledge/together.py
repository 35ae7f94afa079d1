"""What a message asks of several that were shown: どっちが大きい？ 2つの合計, 両方のページ, 49と比べて."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge import lexicon, notation
from knowledge.asked import asked, plainly
from knowledge.by_words import CANDIDATES, ByWords
from knowledge.comparing_numbers import compared_numbers
from knowledge.context import Context
from knowledge.model import Field
from knowledge.normalize import hiragana
from knowledge.pointing import number_of, phrase_of, says_more, spellings, uncounted
from knowledge.question import COMPARED, Kind, Language, Order, Question, Selection, encodable
from knowledge.selecting import DEFAULT_TOP, ranking, subject
from knowledge.yen import without_sums

# How many of a list are compared.
_COMPARED_OF_LIST = 2


class Together:
    """Questions about several that were shown, or one of them beside another."""

    def __init__(self, by_words: ByWords) -> None:
        self.by_words = by_words
        self.knowledge = by_words.knowledge

    def question(self, cleaned: str, language: Language, context: Context) -> Question | None:
        """What a message asks of several that were shown, or of one beside another: どっちが大きい,
        両方のページ, 49と比べて."""
        if context.is_empty:
            return None
        for said in spellings(cleaned):
            if with_more := self._with_more(said, language, context):
                return with_more
            is_one = len(context.measures) == 1 and not context.several(number_of(said))
            if is_one and _adds_up(said):
                return Question(Kind.MEASURE, context.measures, Field.AMOUNT, language=language)
            beside = self._compared(said, language, context) or self._compared_with(said, language, context)
            if found := beside or self._comparison(said, language, context):
                return found
        return None

    def field_of_several(self, cleaned: str, language: Language, context: Context) -> Question | None:
        """A field of all that were shown together, or of so many of the last: 両方のページ."""
        if context.is_empty:
            return None
        found = (self._of_several(said, language, context) for said in spellings(cleaned))
        return next(filter(None, found), None)

    def of_shown(self, selection: Selection | None, cleaned: str, context: Context) -> Selection | None:
        """A sum, an order or a bound that names nothing, over what was shown: 合計は, 一番大きいのは,
        100億以上だけ."""
        if context.is_empty or (phrase_of(cleaned, "anew") and not context.among):
            return selection
        if selection is None and not _adds_up(cleaned):
            return None
        wanted = selection or Selection(total=True)
        if wanted.words and _adds_up(cleaned):
            wanted = replace(wanted, words="", order=Order.DOCUMENT)  # 今 of 今の3つ
        return _over_shown(wanted, cleaned, context) if _names_nothing(wanted, cleaned) else wanted

    def _with_more(self, cleaned: str, language: Language, context: Context) -> Question | None:
        """Those that were shown and another one that is named, added up or side by side: 51も入れると."""
        phrase = phrase_of(cleaned, "adding", "beside")
        if phrase is None:
            return None
        before, behind = phrase.sides(cleaned)
        said = behind if not before or cleaned[phrase.start].isascii() else before
        folded = hiragana(said)
        numbered = [i for r in notation.references(folded) for i in r.measures(self.knowledge)]
        if len(numbered) > 1:
            return None  # 48と49と50を足すと
        named = numbered or list(filter(None, [self.by_words.nearest(plainly(said))]))
        shown = context.listed if context.is_list else context.several() or context.measures
        ids = tuple(dict.fromkeys((*shown, *named)))
        if not named or len(ids) < 2:
            return None
        if phrase.label == "beside":
            return side_by_side(ids, asked(cleaned).view, language)
        selection = Selection(ids=ids, total=True)
        return encodable(Question(Kind.LIST, selection=selection, language=language))

    def _compared(self, cleaned: str, language: Language, context: Context) -> Question | None:
        """What was shown beside one that is named by number: 49と比べて."""
        if not lexicon.label("compare").has(cleaned) or ranking(cleaned):
            return None
        measure = (*context.measures, *context.listed)[0]
        references = compared_numbers(cleaned, self.knowledge)
        if len(references) != 1 or references[0].names is notation.Names.PAGE:
            return None
        named = references[0].measures(self.knowledge)
        if len(named) != 1 or named[0] == measure:
            return None
        rest = lexicon.label("compare", "more").without(cleaned)
        if says_more(asked(notation.without(rest, list(notation.references(hiragana(rest))))).rest):
            return None
        return Question(Kind.COMPARE, (measure, named[0]), asked(cleaned).view, language=language)

    def _compared_with(self, cleaned: str, language: Language, context: Context) -> Question | None:
        """What was shown beside one that words name: ポスト5Gと比べると, compare it with the satellites."""
        phrase = phrase_of(cleaned, "against")
        if phrase is None:
            return None
        sides = phrase.sides(cleaned)
        beside, said = sides if cleaned[phrase.start].isascii() else sides[::-1]
        if not said or says_more(asked(lexicon.label("compare", "more").without(beside)).rest):
            return None
        said = plainly(said)
        other = self.by_words.nearest(said, context.measures, surely=True)
        others = self.by_words.parts(said) or ((other,) if other else ())
        shown = [i for i in (*context.measures, *context.listed) if i not in others][:1]
        return side_by_side((*shown, *others), "", language) if shown and others else None

    def _comparison(self, cleaned: str, language: Language, context: Context) -> Question | None:
        """The measures shown before side by side, if a word of comparison names no others."""
        number = number_of(cleaned)
        # 並べて alone may mean another list.
        compare = lexicon.label("compare", "side_by_side") if number else lexicon.label("compare")
        several = context.several(number)
        if not several or not compare.has(cleaned):
            return None
        if (order := ranking(cleaned)) and (context.is_list or order.nth):
            return None  # 2番目に大きいのは
        wanted = asked(compare.without(cleaned))
        if says_more(lexicon.label("more").without(uncounted(wanted.rest))):
            return None
        compared = several if len(several) <= COMPARED else several[:_COMPARED_OF_LIST]
        return side_by_side(compared, wanted.view, language)

    def _of_several(self, cleaned: str, language: Language, context: Context) -> Question | None:
        wanted, number = asked(cleaned), number_of(cleaned)
        if lexicon.label("total").has(cleaned):
            return None
        wants_all = number is not None or lexicon.label("both", "apiece").has(cleaned)
        several = context.several(number)
        if not wanted.view or not several or not (wants_all or context.is_list) or ranking(cleaned):
            return None
        if says_more(lexicon.label("both", "apiece").without(uncounted(wanted.rest))):
            return None
        return all_of(several if wants_all else context.asked_of, wanted.view, language)


def all_of(measures: tuple[str, ...], view: str, language: Language) -> Question:
    """A field of all of some measures side by side, or of one that is to be chosen if there are more or what
    is asked is no field that is compared (how to apply)."""
    if len(measures) <= COMPARED and view in tuple(Field):
        return side_by_side(measures, view, language)
    return Question(Kind.CHOICES, measures[:CANDIDATES], view, language=language)


def side_by_side(measures: tuple[str, ...], view: str, language: Language) -> Question:
    """A comparison of some measures, or the only one of them."""
    kind = Kind.COMPARE if len(measures) > 1 else Kind.MEASURE
    return Question(kind, measures[:COMPARED], view, language=language)


def _names_nothing(wanted: Selection, cleaned: str) -> bool:
    """Whether a selection only adds up, orders or bounds, and its message names no subject."""
    only = replace(wanted, total=False, order=Order.DOCUMENT, top=None, nth=None)
    if replace(only, least=None, over=None, most=None, under=None) != Selection():
        return False
    said = uncounted(cleaned)
    # 額 alone asks for the amount, in 金額 it is a part of a word.
    return _adds_up(cleaned) or not (subject(said) and subject(lexicon.context().without(said)))


def _over_shown(wanted: Selection, cleaned: str, context: Context) -> Selection:
    """A sum, an order or a bound over the last list, or over the measures that were shown."""
    number = number_of(cleaned)
    several = context.several(number)
    if wanted.total and several and not context.is_list:
        return replace(wanted, ids=several)
    if wanted.top not in (None, DEFAULT_TOP):
        return wanted  # the first three of all
    if wanted.bounded and not (context.among or phrase_of(cleaned, "only")):
        return wanted
    if context.is_list and context.selection:
        return _within(context.selection, wanted)
    # Of what was shown one by one nothing is the largest unless so many are meant: 三つで一番大きいのは.
    is_apart = len(context.measures) < 2 and not wanted.total and number is None
    return wanted if is_apart or wanted.bounded or not several else replace(wanted, ids=several)


def _adds_up(cleaned: str) -> bool:
    """Whether a sum is asked for and nothing is named: 2つ合わせると."""
    total = lexicon.label("total")
    # 合わせて600億ですよね
    rest = without_sums(total.without(uncounted(cleaned)))
    return total.has(cleaned) and not says_more(asked(rest).rest)


def _within(shown: Selection, wanted: Selection) -> Selection:
    """What a list selected, in another order, with other bounds, or added up."""
    if shown.words:
        shown = replace(shown, ids=())  # which only came first
    bounds = wanted if wanted.bounded else shown
    return replace(
        shown,
        total=wanted.total,
        order=wanted.order if wanted.order is not Order.DOCUMENT else shown.order,
        top=wanted.top,
        nth=wanted.nth,
        least=bounds.least,
        over=bounds.over,
        most=bounds.most,
        under=bounds.under,
    )

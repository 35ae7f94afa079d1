"""Short messages that mean one that was shown before: 次, もっと詳しく, 2番目のは, 障害福祉のほうは."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from knowledge import lexicon, notation
from knowledge.amounts import own
from knowledge.asked import asked, plainly
from knowledge.by_words import CANDIDATES, NEAR, ByWords
from knowledge.confidence import tied
from knowledge.context import Context
from knowledge.elsewhere import elsewhere
from knowledge.heard import in_kana
from knowledge.lexicon import Match
from knowledge.model import Field
from knowledge.normalize import hiragana
from knowledge.passages import Passages, lines_of, official_lines
from knowledge.pointing import ORDINALS, number_of, phrase_of, says_more, spellings
from knowledge.question import Kind, Language, Order, Question, Selection, Typed, View, encodable
from knowledge.requests import asks_too, goes_on, without_also, without_tail
from knowledge.scope import is_far
from knowledge.selecting import only_sum, ranking
from knowledge.together import all_of

# Labels of context.yaml: the last of several; what was answered before, and where among that; those beside
# which words may describe one that was shown; what leads from what was shown to what is asked; the largest
# and the smallest amount.
_LAST = "last"
_BACK = ("back", "beginning")
_DESCRIBED = ("before", *_BACK, "first", _LAST)
# Of these those that mean what was shown first, and what sets one thing beside another.
_AT_FIRST, _BESIDE = ("beginning", "first"), ("against", "adding", "beside")
_OPENING = ("not_this", "mistaken", "well")
_SIZES: dict[str, Callable[..., str]] = {"bigger": max, "smaller": min}
# Fields that one asks for of one measure after the other, and how long a message is that only names the next.
_CARRIED = (Field.AMOUNT, Field.CAP, Field.RATE, Field.TARGET, Field.SCHEDULE)
_BRIEF = 12
# How many pages further in a list a phrase of context.yaml goes.
_PAGES = {"next": 1, "more": 1, "siblings": 1, "this": 0, "previous": -1}
# The phrases that without anything shown, or long after it, point to nothing.
_POINTING = ("next", "previous", "more", "siblings", "related", "this", *_BACK, "other", "not_this")
# How long a message is that asks what the page of what was shown says, however far it sounds.
_ASKED = 15
# A phrase as short as this stands for a neighbour only if it is all of a message: 次.
_SHORT = 3
# How many phrases of a message are looked at for what they point to: who points, does so at once.
_PHRASES = 8


class Following:
    """Questions that only have a meaning after something was shown."""

    def __init__(self, by_words: ByWords) -> None:
        self.by_words = by_words
        self.knowledge = by_words.knowledge

    def narrowed(self, cleaned: str, context: Context) -> tuple[str, Context]:
        """A message without the words that take back the last one (違う、49のほう) or say which of those
        shown is meant (2つ目の対象は, そのうちAIのは), and that one, or the list, as the context."""
        if context.is_empty or lexicon.talk().whole(cleaned):
            return cleaned, context
        spelt = next(filter(lexicon.context().has, spellings(cleaned)), "")
        found = lexicon.context().find(spelt)
        if (numbered := self._with_numbers(spelt, found, context)) != spelt:
            return numbered, context
        rest = without_opening(spelt)
        if rest != spelt and lexicon.polite().without(rest, ""):
            return self.narrowed(rest, context)
        pointed = (self._pointed(phrase, spelt, context) for phrase in found[:_PHRASES])
        return next(filter(None, pointed), (cleaned, context))

    def _pointed(self, phrase: Match, spelt: str, context: Context) -> tuple[str, Context] | None:
        """What is left of a message without a phrase of context.yaml, and what that phrase points to; None if
        it points to nothing."""
        label, (before, behind) = phrase.label, phrase.sides(spelt)
        rest = f"{before} {behind.removeprefix('の')}".strip()
        if label in _DESCRIBED and (told := self._beside_earlier(label, before, behind, context)):
            return told, context
        match label:
            case "among" if context.listed:
                # Those that were compared are still side by side.
                beside = () if context.selection else context.listed
                return rest, replace(context, measures=beside, view="", among=True)
            case "among" if len(context.earlier) > 1:
                shown = context.earlier[::-1]
                return rest, replace(context, measures=shown, listed=shown, view="", among=True)
            case "this" if context.is_ranked:
                # Of "what is it for" no word may be taken away.
                return rest if says_more(asked(spelt).rest) else spelt, context.of(context.listed[0])
            case "before" if notation.references(hiragana(rest)) or number_of(rest):
                return rest, context
            case _ if label in _DESCRIBED and (named := self._named_before(rest, context)):
                # 戻って、えさのきげんは; 最初の畑のやつ
                return _fields_of(rest), context.of(named)
            case "before" if context.earlier and not says_more(asked(rest).rest):
                # さっきの、募集はいつから; さっきの制度の予算だけ
                return _fields_of(rest), context.of(context.earlier[0])
            case "rather" if phrase_of(behind, "against"):
                return None  # ポスト5Gのやつとどっちが大きい
            case "rather" if before and (of_sum := self._of_sum(before, context)):
                return behind, context.of(of_sum)
            case "rather" if before and not says_more(asked(behind).rest):
                return before + behind if asked(behind).view else before, context
            case "next" | "previous" if len(context.measures) == 1 and phrase.end - phrase.start > _SHORT:
                neighbour = self._neighbour(label, context)
                if lexicon.label("compare").has(rest):
                    return f"{before} {neighbour} {behind}".strip(), context
                return _asked_beside(rest), context.of(neighbour)
            case "back" | "beginning" if not rest:
                return None  # to whatever was answered there, see `labelled`
        meant = "" if ranking(spelt) else self._placed(label, context)
        if meant and (len(context.measures) > 1 or not says_more(asked(rest).rest)):
            return _asked_beside(rest), context.of(meant)
        return None

    def _beside_earlier(self, label: str, before: str, behind: str, context: Context) -> str:
        """A message that sets one that was shown before beside the last, with that one's number for the words
        that point to it: 52 と比べて of さっきの相談のと比べて. Empty if it does not."""
        if len(context.measures) != 1:
            return ""
        if phrase_of(before, *_BESIDE):  # compare it with the first one
            described, behind = behind, ""
        elif tie := phrase_of(behind, *_BESIDE):
            described, behind = behind[: tie.start], behind[tie.start :]
        else:
            return ""
        named = self._named_before(described, context)
        earlier = [i for i in context.earlier if i not in context.measures]
        if earlier and not says_more(described):
            named = earlier[-1] if label in _AT_FIRST else earlier[0]
        return f"{before} {named}{behind}".strip() if named else ""

    def _neighbour(self, label: str, context: Context) -> str:
        """The measure before or behind the one that was shown, in the document's order; itself at an end."""
        measure = self.knowledge[context.measures[0]]
        return (self.knowledge.neighbour(measure, 1 if label == "next" else -1) or measure).id

    def _of_sum(self, said: str, context: Context) -> str:
        """The one of what was shown that has the amount which is all that is said: 326億のほう."""
        oku = only_sum(said)
        shown = dict.fromkeys((*context.measures, *context.listed, *context.earlier))
        amounts = [(i, amount) for i in shown if (amount := self.knowledge[i].amount)]
        return next((i for i, amount in amounts if oku and oku in (amount.oku, amount.share)), "")

    def _named_before(self, rest: str, context: Context) -> str:
        """Which of what was shown before words describe: さっきの車のは何ページ."""
        said = says_more(in_kana(asked(rest).rest))
        found = self.by_words.found(said) if said else []
        shown = (each.id for each in found if each.id in (*context.earlier, *context.listed))
        return next(shown, "")

    def _placed(self, label: str, context: Context) -> str:
        """The measure that a label means: in one place of those shown together, or one shown before."""
        several, before = self._in_order(context), context.earlier
        if label == _LAST and len(several) > 1:
            return several[-1]
        if label == "back":
            last = context.before[0] if context.before else None
            of_last = (last.measures or context.listed) if last else ()
            return next((i for i in (*of_last, *before) if i not in context.measures), "")
        if label == "beginning" and len(before) > 1:
            return before[-1]
        if label in _SIZES and len(several) > 1:
            return self._of_size(several, label)
        if label == "other":
            pairs = (context.listed, before[:2], self._parts(context))
            pair = next((pair for pair in pairs if len(pair) == 2), ())
            return next((i for i in pair if i not in context.measures), "")
        at = ORDINALS.index(label) if label in ORDINALS else len(several)
        return several[at] if at < len(several) > 1 else ""

    def _in_order(self, context: Context) -> Sequence[str]:
        """The measures among which 2番目 is one: those shown together, or one by one, or the parts of one."""
        several = context.several() if context.is_list else context.measures
        if len(several) < 2:
            several = context.listed if len(context.listed) > 1 else context.earlier[::-1]
        return several if len(several) > 1 else self._parts(context)

    def _with_numbers(self, spelt: str, found: Sequence[Match], context: Context) -> str:
        """A message with the numbers of the measures for their places, if it names two or more so:
        3番目と4番目の差は. found: its phrases of context.yaml."""
        named = [(phrase, ORDINALS.index(phrase.label)) for phrase in found if phrase.label in ORDINALS]
        if len(named) < 2:
            return spelt
        several = self._in_order(context)
        if any(place >= len(several) for _, place in named):
            return spelt
        for phrase, place in reversed(named):
            spelt = spelt[: phrase.start] + several[place] + spelt[phrase.end :]
        return spelt

    def _of_size(self, measures: Sequence[str], label: str) -> str:
        """The measure of the largest amount, or the smallest; "" unless all amounts are known."""
        amounts = {i: own(amount) for i in measures if (amount := self.knowledge[i].amount)}
        return _SIZES[label](amounts, key=amounts.__getitem__) if len(amounts) == len(measures) else ""

    def labelled(self, bare: str, cleaned: str, language: Language, context: Context) -> Question | None:
        """What a message asks that is nothing but a phrase of context.yaml: 次, もっと詳しく, 57の他のは.

        bare: the cleaned text without politeness.
        """
        label = next(filter(None, map(_label_of, (bare, *spellings(cleaned)))), "")
        if context.is_empty:
            lost = Typed(cleaned, asked=bare or cleaned)
            return Question(Kind.NOT_FOUND, language=language, typed=lost) if label in _POINTING else None
        if label == "well":
            return Question(Kind.THANKS, language=language, typed=Typed(cleaned))  # なるほど、わかった
        if label == "source":
            return all_of(context.measures or context.listed, Field.PAGE, language)
        if label in _BACK and context.before:
            return replace(self._before(label, context), language=language)
        if context.is_list and label in tuple(Field):
            return all_of(context.asked_of, label, language)
        if context.is_list:
            return _more_of_list(label, language, context)
        if not (bare or label):
            return Question(Kind.MEASURE, context.measures[:1], language=language)
        rest = lexicon.context().without(hiragana(bare))
        group = self.knowledge[context.measures[0]].group
        if rest != bare and [r.id for r in notation.references(rest)] == [group]:
            other = self._placed("other", context) if phrase_of(bare, "other") else ""
            if other:
                return Question(Kind.MEASURE, (other,), language=language)
            return self._siblings(context.measures[0], language)
        return self._labelled(label, language, context)

    def _before(self, label: str, context: Context) -> Question:
        """The Question that is gone back to: the first one, or the last of another measure than was shown."""
        if label == "beginning":
            return context.before[-1]
        others = (each for each in context.before if not each.measures or each.measures != context.measures)
        return next(others, context.before[0])

    def _labelled(self, label: str, language: Language, context: Context) -> Question | None:
        """What one label of context.yaml asks of the measure shown before."""
        measure = self.knowledge[context.measures[0]]
        match label:
            case "next" | "previous":
                return Question(Kind.MEASURE, (self._neighbour(label, context),), language=language)
            case "this":
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
            case field if field in tuple(Field):
                return Question(Kind.MEASURE, context.measures[:1], field, language=language)
        return None

    def _siblings(self, measure: str, language: Language) -> Question:
        group = self.knowledge[measure].group
        if group is None:
            return Question(Kind.MEASURE, (measure,), View.RELATED, language=language)
        return Question(Kind.GROUP, selection=Selection(group=group), language=language)

    def settled(self, question: Question, cleaned: str, told: str, context: Context) -> Question:
        """What a message asks, in the light of what was shown: the same field of another measure (49は？),
        one of the list that it narrows (そのうちAIのは), or what only the context shows (障害福祉のほうは).

        cleaned, told: the message, and what is left of it (see `narrowed`).
        """
        if question.kind is Kind.MEASURE and context.view in _CARRIED and _is_brief(question, cleaned):
            return replace(question, view=context.view)
        if context.among:
            return self._of_list(question, told, context) or question
        is_beside = without_tail(cleaned) != cleaned or asks_too(cleaned)
        is_brief = is_beside and len(cleaned) <= _BRIEF
        is_rather = any(phrase_of(said, "rather") for said in spellings(cleaned))
        if is_brief and is_open(question) and not elsewhere(cleaned):
            of_shown = None if is_rather else self._of_shown(question, context)
            return of_shown or self._beside(question, context) or question
        if question.kind not in (Kind.MEASURE, Kind.CHOICES, Kind.NOT_FOUND):
            return question
        if is_rather:
            return self._rather(question, context) or question
        return question

    def _beside(self, question: Question, context: Context) -> Question | None:
        """The one beside what was shown that a brief message names, where by itself it may mean several:
        病院は after the pay of carers, ロケットのほうは after the Moon."""
        alone = replace(question, selection=Selection())
        words = question.selection.words or question.typed.rest
        others = [i for i in self._parts(context) if i not in context.measures]
        related = [i for shown in context.measures for i in self.knowledge[shown].related]
        return next(filter(None, (self._among(pool, alone, words) for pool in (others, related))), None)

    def _of_shown(self, question: Question, context: Context) -> Question | None:
        """What was shown, if a brief message names it as well as any (ガスは after 電気・ガス料金), or it has
        what that names on its page."""
        if not context.measures:
            return None
        shown, words = context.measures[0], question.selection.words or question.typed.rest
        asked_for = replace(question.typed, asked=words)
        if shown not in tied(self.by_words.found(words)) and not self.says(asked_for, context):
            return None
        return replace(question, kind=Kind.MEASURE, measures=(shown,), selection=Selection())

    def _of_list(self, question: Question, told: str, context: Context) -> Question | None:
        """Those of the last list for which the words of a message speak."""
        by_words = _of_words(question.selection)
        if question.kind not in (Kind.MEASURE, Kind.CHOICES, Kind.LIST, Kind.NOT_FOUND):
            return None
        if question.selection not in (Selection(), by_words) or by_words.by_amount:
            return None
        words = plainly(question.selection.words or question.typed.rest or told)
        named = [m.id for m in self.by_words.subjects.named(words) if m.id in context.listed]
        if len(named) > 1:
            selection = Selection(ids=tuple(named), order=Order.BEST)
            return encodable(replace(question, kind=Kind.LIST, measures=(), selection=selection))
        return self._among(context.listed, replace(question, selection=Selection()), words)

    def _rather(self, question: Question, context: Context) -> Question | None:
        """What is meant though it is not sure: one that is beside what was shown, else what comes nearest."""
        words = question.typed.rest
        if found := self._among((*context.listed, *self._parts(context)), question, words):
            return found
        nearest = self.by_words.nearest(words) if question.kind is Kind.NOT_FOUND else None
        return replace(question, kind=Kind.CHOICES, measures=(nearest,)) if nearest else None

    def _parts(self, context: Context) -> list[str]:
        """All the parts of the measures shown last."""
        groups = (self.knowledge[i].group or "" for i in context.measures)
        return [measure.id for group in groups for measure in self.knowledge.groups.get(group, ())]

    def _among(self, pool: Sequence[str], question: Question, words: str) -> Question | None:
        """Those of some measures that words name, at least in part: the one, or the choice."""
        all_found = self.by_words.found(words)
        least = NEAR * max((each.score for each in all_found), default=0.0)
        found = [each for each in all_found if each.id in pool and (each.words or each.score >= least)]
        if not found:
            return None
        ids = tuple(each.id for each in found if each.score >= NEAR * found[0].score)[:CANDIDATES]
        kind = Kind.MEASURE if len(ids) == 1 else Kind.CHOICES
        return replace(question, kind=kind, measures=ids)

    def says(self, typed: Typed, context: Context) -> bool:
        """Whether what was shown last has most of the words of a message on its page (一次審査は), or in its
        official facts (高校生も); a long one may not sound far from all that is answered here."""
        measure = self.knowledge[context.measures[0]]
        lines = [*(lines_of(measure.content) if measure.content else ()), *official_lines(measure)]
        if not lines or elsewhere(typed.text):
            return False
        if is_far(typed.text) and len(typed.text) > _ASKED:
            return False
        return bool(Passages(measure, lines).solidly(typed.asked))


def _asked_beside(rest: str) -> str:
    """What is left of a message beside what points to a measure; "" if that neither asks nor names."""
    return rest if asked(rest).view or says_more(rest) else ""


def _fields_of(rest: str) -> str:
    """The words of a text that ask for fields."""
    return " ".join(rest[each.start : each.end] for each in lexicon.fields().find(rest))


def without_opening(cleaned: str) -> str:
    """A message without the words at its beginning that only lead to what it asks: あ、違う、じゃあ."""
    end = 0
    for phrase in lexicon.context().find(cleaned):
        # Before it at most a sign: あ、違う.
        if phrase.label not in _OPENING or len(cleaned[end : phrase.start].strip()) > 1:
            break
        end = phrase.end
    return cleaned[end:].strip()


def _label_of(said: str) -> str:
    """The label of a text that is nothing but phrases of context.yaml; of それ本当 that which asks."""
    if not lexicon.context().whole(said):
        return ""
    labels = [match.label for match in lexicon.context().find(said)]
    return next((label for label in labels if label != "this"), labels[0])


def _more_of_list(label: str, language: Language, context: Context) -> Question | None:
    """Another page of a list, or the choices again: 次, 前のページ, ほかには."""
    if label not in _PAGES:
        return None
    if context.selection is None:
        return Question(Kind.CHOICES, context.listed[:CANDIDATES], language=language)
    page = max(context.page + _PAGES[label], 1)
    return Question(Kind.LIST, selection=context.selection, page=page, language=language)


def is_open(question: Question) -> bool:
    """Whether words alone were read, and may mean several measures, or none."""
    selection = question.selection
    if question.kind is Kind.LIST:
        is_by_words = bool(selection.words) and selection == _of_words(selection)
        return is_by_words and bool(question.typed.text)
    return question.kind in (Kind.CHOICES, Kind.NOT_FOUND)


def _of_words(selection: Selection) -> Selection:
    """A selection's words and order alone."""
    return Selection(words=selection.words, order=selection.order)


def _is_brief(question: Question, cleaned: str) -> bool:
    """Whether a message names a measure and says no more: 宇宙戦略基金は？, and 49?"""
    goes_on_so = without_tail(cleaned) != cleaned or goes_on(cleaned)
    return not question.view and goes_on_so and len(without_tail(without_also(cleaned))) <= _BRIEF

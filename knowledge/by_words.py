"""Which measures the words of a message name: one surely, some that may be meant, a list, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from knowledge import lexicon
from knowledge.asked import without_asides
from knowledge.base import KnowledgeBase
from knowledge.confidence import OFFERED, SURE, Sureness, judge, odds, tied
from knowledge.elsewhere import elsewhere
from knowledge.facts import can_answer
from knowledge.finder import WHOLE, Finder, Found
from knowledge.model import Field
from knowledge.normalize import clean, fold, fold_tight, is_kana
from knowledge.passages import Passages, lines_of
from knowledge.pointing import says_more
from knowledge.question import Kind, Language, Order, Question, Selection, Typed
from knowledge.requests import only_asks, phrases
from knowledge.selecting import as_typed, beside_conditions, subject
from knowledge.spelling import is_kanji, sound, without_generic
from knowledge.subjects import JOIN, Subjects, means_more

# Of how many texts it is kept what is found for them.
_KEPT = 256
# How many candidates are offered, and how near to the best they are.
CANDIDATES, NEAR = 8, 0.5
# How near to the best a measure comes that is listed with it.
_LISTED = 0.3
# How likely the best measure must be to stand before those of a subject, and of how many signs what is said
# beside the subject, unless it is one in kanji (家の省エネ).
_CERTAIN, _SAYING = 0.95, 2
# How much of a text must be whole terms for it to name a measure without doubt.
_NAMED = 0.5
# How much of a question a line must have that alone answers it, and how much it must say.
_ALL, _TELLING, _MOSTLY = 0.95, 1.0, 0.4
# How near the second may come to a measure that stands out, how likely that must be, and how much of a
# message its page must have.
_RIVAL, _LIKELY, _HAS, _PART = 0.85, 0.1, 2.5, 0.2
# How much of a message the page of the only measure near must have, and what part: either of these.
_ALONE = ((2.0, 0.1), (1.0, 0.5))
# How much a text must say that a line of a measure's page has.
_SAID = 1.0
# How near to the best a measure must come that is named through and through.
_THROUGH = 0.85
# How near to the best of a part of a message the best of the whole must come to stand for it.
_ALIKE = 0.6
# How near to the best a measure must come for which words speak in part.
_PARTLY = 0.4
# How far from the best the second must stay for words that speak for no other measure.
_FAR = 0.6
# How long a phrase is that may name a measure without any of its terms.
_PHRASE = 8
# A message of so few signs that is common to so many measures is a list of them: 農業, AI, 補助金.
_SHORT, _SEVERAL = 6, 3
# How long a message is that joins two such, and of how many signs a word is that may name something alone.
_BRIEF, _WORD = 30, 2


class ByWords:
    """Questions from words that find measures, over one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, finder: Finder, subjects: Subjects) -> None:
        self.knowledge = knowledge
        self.finder = finder
        self.subjects = subjects
        # One message is taken apart in many ways, which have most of their parts in common.
        self.find = lru_cache(maxsize=_KEPT)(lambda words: self.finder.find(words))

    def question(self, typed: Typed, words: str, view: str, language: Language) -> Question:
        """What is asked with these words of a message, and a field that it asks for besides."""
        found = self.candidates(words, typed.text)
        asked = lexicon.polite().without(lexicon.fields().without(words))
        is_whole = bool(view) and lexicon.talk().whole(asked) == "about"  # 経済対策の目的
        if not asked or is_whole or lexicon.context().whole(words):
            # A word that only asks for a field, or for what was shown, is no name, unless it is one, too.
            found = [each for each in found if each.words]
        because = tuple((each.id, each.words) for each in found[:CANDIDATES])
        typed = replace(typed, because=because, rest=words)
        sureness = judge(found, words, typed.text)
        is_named = sureness is Sureness.SURE and bool(found[0].words) and not _is_shared(found)
        only_field = bool(view) and (not asked or is_whole or only_asks(lexicon.fields().without(words)))
        # 宇宙にいくら: of all that is about it; 宇宙関係 is no name though one measure be sure.
        in_all = view == Field.AMOUNT and not only_field
        if in_all and lexicon.label("about").at_end(words) is not None:
            is_named = False
        if (in_all or not view) and (question := self._common(words, language, is_named, in_all)):
            return replace(question, typed=typed, selection=as_typed(question.selection, typed.text))
        match sureness:
            case Sureness.SURE:
                return Question(Kind.MEASURE, (found[0].id,), view, language=language, typed=typed)
            case Sureness.CLOSE:
                near = tuple(f.id for f in found[:CANDIDATES] if f.score >= NEAR * found[0].score)
                question = Question(Kind.CHOICES, near, view, language=language, typed=typed)
                # Who asks for a field, or for what its page says, has a measure in mind.
                nearest = self.knowledge[near[0]]
                is_told_of = nearest.content is not None or nearest.official
                if len(near) == 1 and is_told_of and (view or self._speaks_of(near[0], typed)):
                    return replace(question, kind=Kind.MEASURE)
                return self._only_answer(question, tied(found)) or self._inside(question, found) or question
        question = Question(Kind.NOT_FOUND, view=view, language=language, typed=typed)
        if only_field:
            # A field of no measure (上限はいくら), unless one page has most of it (共同申請者は誰).
            of_one = self._inside(question, found) if view != Field.AMOUNT else None
            return of_one or replace(question, typed=replace(typed, rest=""))
        return self._inside(question, found) or self._of_word(question, words) or question

    def is_elsewhere(self, text: str, subject: str) -> bool:
        """Whether a message names what the document does not treat, so that no list answers it: a word that
        is neither of the subject of the list nor of its conditions (100億円に届かない), or that no measure
        names and no group of people is called."""
        ids, subject, said = self.knowledge.ids, fold(subject), fold(beside_conditions(text))
        named = [word for word in elsewhere(text) if word in said and not means_more(word)]
        return any(w not in subject or not any(self.finder.names(i, w) for i in ids) for w in named)

    def found(self, words: str) -> list[Found]:
        """What the finder finds, first a measure that the words name through and through."""
        return _known_through(self.find(words))

    def candidates(self, words: str, text: str) -> list[Found]:
        """The measures for which the words of a message speak; where it names something from elsewhere,
        first those that name it too, or that people look for in such words, if they come near."""
        found, named = self.found(words), elsewhere(text)
        if not named:
            return found
        certain = elsewhere(text, certainly=True)
        found = [f for f in found if all(self._treats(f, word) for word in certain)]
        told = [replace(f, strange=sum(not self._treats(f, word) for word in named)) for f in found]
        return sorted(told, key=lambda f: f.strange > 0 or f.score < NEAR * found[0].score)

    def all_near(self, words: str, text: str, among: Iterable[str] = ()) -> tuple[str, ...]:
        """The measures for which the words of a message speak so much that a list of them may be meant, best
        first; none if there is no reason to believe that any is.

        among: need not come near the best, for something else speaks for them, too.
        """
        found = self.candidates(words, text)[:CANDIDATES]
        if not found or odds(found[0], words, text) < OFFERED:
            return ()
        near = [f for f in found if f.score >= _LISTED * found[0].score or f.id in among]
        return tuple(f.id for f in near if odds(f, words, text) >= OFFERED)

    def is_told_by(self, measure: str, words: str, rest: str, text: str, subject: str) -> bool:
        """Whether the words of a message speak surely for a measure, or those beside the subject of a list do
        so alone; the less is needed where that is only a broad group of people."""
        said = without_generic(fold_tight(rest))
        if len(said) < _SAYING and not (said and is_kanji(said)):
            return False
        whole, alone = (
            max((odds(f, said, text) for f in self.candidates(said, text) if f.id == measure), default=0.0)
            for said in (words, rest)
        )
        is_broad = all(map(means_more, subject.split(JOIN)))
        return whole >= (SURE if is_broad else _CERTAIN) or alone >= SURE

    def _treating(self, words: str) -> list[Found]:
        """What the finder finds for words, without what does not treat what they name from elsewhere."""
        named = elsewhere(words)
        return [f for f in self.find(words) if all(self._treats(f, word) for word in named)]

    def _treats(self, found: Found, word: str) -> bool:
        """Whether a measure names a folded word, or the word is only a part of a need that was found."""
        if self.finder.names(found.id, word):
            return True
        heard = sound(word)
        terms = [(fold(term), term.strip()) for term in found.words]
        return any(
            (word in term and len(term) > len(word) + 1) or (heard in spelt and len(spelt) > len(heard) + 1)
            for term, spelt in terms
        )

    def is_said_of(self, text: str, measure: str) -> bool:
        """Whether a cleaned text is only a question that any measure could be asked, or says something that
        the page of this one, or its names, have."""
        rest = lexicon.polite().without(lexicon.fields().without(text))
        question = phrases("question")
        asks = lexicon.fields().has(text) or question.has(text)
        if asks and not any(without_generic(fold_tight(said)) for said in question.without(rest).split()):
            return True
        if content := self.knowledge[measure].content:
            passages = Passages(self.knowledge[measure], lines_of(content))
            pointed = passages.pointed_at(text)
            if (pointed and pointed[0].weight >= _SAID) or passages.solidly(text):
                return True
        near = self.find(rest)[:CANDIDATES]
        return any(f.id == measure and (f.words or f.share >= _NAMED) for f in near)

    def surely(self, words: str) -> str | None:
        """The measure that words name surely and by whole terms."""
        found = self._treating(words) if len(words) > 1 else []
        if found and found[0].covered >= _NAMED and judge(found, words, words) is Sureness.SURE:
            return found[0].id
        return None

    def alone(self, words: str) -> str | None:
        """The measure that words name surely, by whole terms or as no other measure comes near."""
        if sure := self.surely(words):
            return sure
        return self.found(words)[0].id if len(words) >= _PHRASE and self.is_clear(words) else None

    def is_clear(self, words: str) -> bool:
        """Whether words name one measure surely and speak for no other, however people word it."""
        found = self.found(words)
        if not found or judge(found, words, words) is not Sureness.SURE:
            return False
        return all(other.unworded <= _FAR * found[0].unworded for other in found[1:])

    def is_one(self, found: list[Found], sides: Iterable[str]) -> bool:
        """Whether the measure that is found for the whole is as good for each side: ダムや水門の老朽化."""
        for side in sides:
            near = self.find(side)
            if not any(f.id == found[0].id and f.score >= _ALIKE * near[0].score for f in near):
                return False
        return True

    def nearest(self, words: str, but: Sequence[str] = (), surely: bool = False) -> str | None:
        """The measure that words may mean: the first that is found, or one as near, that is none of some
        others; it must be sure, or, unless `surely`, one of its terms must be said."""
        found = self._treating(words)
        near = [f for f in found if f.score >= _THROUGH * found[0].score and f.id not in but]
        sureness = judge(near, words, words)
        if sureness is Sureness.NONE or (sureness is Sureness.CLOSE and (surely or not near[0].words)):
            return None
        return near[0].id

    def parts(self, words: str) -> tuple[str, ...]:
        """All the parts of a measure, if words name all of them alike by whole terms: 地域未来交付金."""
        found = self._treating(words)
        group = self.knowledge[found[0].id].group if found else None
        if not group or not found[0].words or found[0].covered < _NAMED:
            return ()
        parts = tuple(part.id for part in self.knowledge.groups[group])
        named = {each.id for each in found if set(found[0].words) <= set(each.words)}
        return parts if named == set(parts) else ()

    def one_of(self, measures: Sequence[str], words: str) -> str | None:
        """The one of some measures that words name among them: of the parts of 57 造船のやつ."""
        found = [each for each in self.find(words) if each.id in measures] if words else []
        near = [each for each in found if each.score >= NEAR * found[0].score]
        named = [e for e in near if e.words] or [e for e in near if e.share >= _NAMED]
        return named[0].id if len(named) == 1 else None

    def speaks_for(self, words: str, measure: str) -> bool:
        """Whether words speak for a measure, if for others more."""
        found = self._treating(words)
        return any(each.id == measure and each.score >= _PARTLY * found[0].score for each in found)

    def _inside(self, question: Question, found: list[Found]) -> Question | None:
        """The measure whose page has all the words of a question about something inside (共同申請者は誰), or
        that stands out from the others and whose page has some of them."""
        typed = question.typed
        if found and self._page_says(found, typed):
            return replace(question, kind=Kind.MEASURE, measures=(found[0].id,))
        if not phrases("inside").has(clean(typed.text)):
            return None
        having: list[tuple[float, str]] = []
        # A measure that is named stands before those whose pages only say the same.
        named = NEAR * found[0].score if found and found[0].words else 0.0
        for each in self.candidates(typed.asked, typed.text)[:CANDIDATES]:
            if each.score >= named and (content := self.knowledge[each.id].content):
                passages = Passages(self.knowledge[each.id], lines_of(content))
                told, pointed = passages.solidly(typed.asked)[:1], passages.pointed_at(typed.asked)
                if told and told[0].coverage >= _ALL and pointed and pointed[0].coverage >= _MOSTLY:
                    having.append((told[0].weight, each.id))
        having.sort(reverse=True)
        if not having or having[0][0] < _TELLING or (len(having) > 1 and having[1][0] > NEAR * having[0][0]):
            return None
        return replace(question, kind=Kind.MEASURE, measures=(having[0][1],))

    def _of_word(self, question: Question, word: str) -> Question | None:
        """The choice of those in whose names a message of one word stands, which says too little to be sure
        of any: windows, 漫画."""
        is_short = word.isascii() or (len(word) <= _SHORT and not is_kana(fold(word)))
        names = says_more(lexicon.fields().without(word))
        is_name = len(names) >= _WORD or means_more(word)
        if not (word.isalpha() and is_short and is_name) or elsewhere(question.typed.text):
            return None
        about = tuple(measure.id for measure in self.subjects.about(word))[:CANDIDATES]
        return replace(question, kind=Kind.CHOICES, measures=about) if about else None

    def _common(self, words: str, language: Language, is_named: bool, total: bool) -> Question | None:
        """The list of a short word that several measures have in their names, or of two such: 農業, AI,
        医療と介護. A single one may be the name of one of them. total: with their sum."""
        tries = [*_joined(words), *([] if is_named else [(words,)])]
        known = next(filter(all, ([*map(self.common, sides)] for sides in tries)), [])
        if not known or (total and not self._has_amounts(JOIN.join(known))):
            return None
        selection = Selection(words=JOIN.join(known), order=Order.BEST, total=total)
        return Question(Kind.LIST, selection=selection, language=language)

    def common(self, said: str) -> str:
        """The subject that a short word is, if it stands in the names of several measures; else ""."""
        word = subject(said, self.subjects.is_known)
        is_short = " " not in word if word.isascii() else len(word) <= _SHORT
        if not word or not is_short or lexicon.context().whole(word):
            return ""
        return word if len(self.subjects.named(word)) >= _SEVERAL else ""

    def list_of(self, known: str) -> Selection:
        """The list of what is about a subject, with the sum if any amount is known."""
        return Selection(words=known, order=Order.BEST, total=self._has_amounts(known))

    def _has_amounts(self, known: str) -> bool:
        return any(measure.amount for measure in self.subjects.about(known, strictly=True))

    def _page_says(self, found: list[Found], typed: Typed) -> bool:
        """Whether the first of what was found stands out, and its page has what the message asks."""
        first, content = found[0], self.knowledge[found[0].id].content
        rival = found[1].score if len(found) > 1 else 0.0
        if content is None or rival > _RIVAL * first.score or odds(first, typed.rest, typed.text) < _LIKELY:
            return False
        words = without_asides(lexicon.fields().without(typed.asked))
        lines = Passages(self.knowledge[first.id], lines_of(content)).pointed_at(words)
        return bool(lines) and lines[0].weight >= _HAS and lines[0].coverage >= _PART

    def _speaks_of(self, measure: str, typed: Typed) -> bool:
        """Whether a message asks for something inside, and the page of the only measure near says it."""
        content = self.knowledge[measure].content
        if content is None or not phrases("inside").has(clean(typed.text)):
            return False
        words = without_asides(typed.asked)
        best = Passages(self.knowledge[measure], lines_of(content)).pointed_at(words)[:1]
        return any(line.weight >= least and line.coverage >= part for line in best for least, part in _ALONE)

    def _only_answer(self, question: Question, candidates: Iterable[str]) -> Question | None:
        """Of equally good candidates the only one that says anything on what is asked, if it is."""
        if question.view == Field.PAGE:
            return None
        able = tuple(i for i in candidates if can_answer(self.knowledge[i], question))
        return replace(question, kind=Kind.MEASURE, measures=able) if len(able) == 1 else None


def _joined(words: str) -> Iterator[tuple[str, str]]:
    """The two sides of each joining word of a brief text: 医療と介護."""
    for join in phrases("joined").find(words) if len(words) <= _BRIEF else ():
        if all(sides := join.sides(words)):
            yield sides


def _is_shared(found: list[Found]) -> bool:
    """Whether the words that name the first through and through name several others just so: 医療の補助金."""
    through = [each for each in found if each.covered >= WHOLE and each.words == found[0].words]
    return len(through) >= _SEVERAL


def _known_through(found: list[Found]) -> list[Found]:
    """What was found, first one that a message names through and through, if it comes near the best."""
    for each in found:
        if each.covered >= WHOLE and each.score >= _THROUGH * found[0].score:
            return [each, *(other for other in found if other is not each)]
    return found

"""Measures that a message names by number: one or several, all of a group, what stands beside one."""

from __future__ import annotations

import re

from msgspec.structs import replace

from knowledge import lexicon, notation
from knowledge.asked import asked, plainly
from knowledge.by_number import ByNumber
from knowledge.by_words import ByWords
from knowledge.context import Context
from knowledge.following import Following
from knowledge.heard import in_kana
from knowledge.listing import Listing
from knowledge.model import Field
from knowledge.normalize import clean, has_japanese, hiragana
from knowledge.notation import Names, Reference
from knowledge.once import once
from knowledge.question import COMPARED, Kind, Language, Question, Selection, Typed, View
from knowledge.requests import clauses, only_asks
from knowledge.scope import is_far
from knowledge.selecting import number_range, ranking

# So many of the measures that a message names by number fit one reply.
_MOST = 24


class Numbered:
    """Reads what is named by number, over one knowledge base."""

    def __init__(
        self, by_words: ByWords, by_number: ByNumber, listing: Listing, following: Following
    ) -> None:
        self.knowledge = by_words.knowledge
        self.by_words = by_words
        self.by_number = by_number
        self.listing = listing
        self.following = following

    def selected(
        self, text: str, cleaned: str, references: list[Reference], language: Language
    ) -> Question | None:
        """A sum, or an order, of measures that are named by number: 48と49と50の合計."""
        named = [r for r in references if r.names is not Names.PAGE]
        ids = [i for r in named for i in r.measures(self.knowledge)]
        if len(ids) < 2 or number_range(cleaned) or not (selection := ranking(text)):
            return None
        reach = self._all_of(named[0]) if len(named) == 1 else None
        if reach and not reach.group:  # 46から80で一番大きいのは
            selection = replace(selection, numbers=reach.numbers, pages=reach.pages)
        else:
            selection = replace(selection, ids=tuple(dict.fromkeys(ids)))
        return self.listing.question(selection, text, language)

    def question(
        self, text: str, cleaned: str, references: list[Reference], language: Language
    ) -> Question | None:
        """The measures named by number, if a word says that it is one or nothing else is said."""
        similar = lexicon.label("similar")
        if similar.has(cleaned):
            question = self.question(text, similar.without(cleaned), references, language)
            is_one = question is not None and question.kind is Kind.MEASURE
            return replace(question, view=View.RELATED) if question and is_one else question
        if notation.is_sum(hiragana(cleaned)):
            typed = Typed(text, asked=cleaned, rest=cleaned)
            return Question(Kind.NOT_FOUND, language=language, typed=typed)
        if named := self._named(text, cleaned, references):
            return self._of(named, text, cleaned, language)
        return self._in_clause(text, language)

    def _named(self, text: str, cleaned: str, references: list[Reference]) -> list[Reference]:
        """The references that are meant: a word says of what they are, nothing else is said, or the message
        speaks of them."""
        wanted = asked(cleaned)
        named = [r for r in references if r.explicit]
        if not named:
            folded = hiragana(lexicon.polite().without(wanted.rest, ""))
            plain = notation.settled(folded, notation.references(folded), self.knowledge)
            only = notation.is_only_references(folded, plain)
            if only:
                return plain
            meant = self.by_number.are_meant(cleaned, references)
            return references if meant else self._spoken_of(text, cleaned, references)
        beside = lexicon.polite().without(asked(notation.without(cleaned, named)).rest, "")
        if len(named) == 1 and beside and named[0].join == notation.numbers().of:
            # Of 77番の(2)、半導体づくりで the 2 counts what is inside.
            whole = replace(named[0], part=None)
            return [whole] if whole.id in self.knowledge else named
        return named

    def _of(self, named: list[Reference], text: str, cleaned: str, language: Language) -> Question:
        """The Question of what references name."""
        wanted, said = asked(cleaned), notation.without(cleaned, named)
        # Of 予算の5番 the word only says which number it is.
        told = [r for r in named if r.explicit]
        view = wanted.view and asked(notation.without(cleaned, told)).view
        rest = lexicon.polite().without(wanted.rest, "")
        typed = replace(wanted.typed(text, said, rest), by_number=True)
        ids = dict.fromkeys(i for r in named for i in r.measures(self.knowledge))
        if not ids:
            typed = replace(typed, unknown=named[0].unknown(self.knowledge))
            return Question(Kind.NO_SUCH, language=language, typed=typed)
        if len(named) == 1 and (selection := self._all_of(named[0])):
            of = lexicon.label("about").trimmed(plainly(asked(said).rest))
            folded = hiragana(rest)
            is_all = notation.is_only_references(folded, list(notation.references(folded)))
            if selection.group and not is_all and (part := self.by_words.one_of(tuple(ids), of)):
                return Question(Kind.MEASURE, (part,), view, language=language, typed=typed)
            kind = Kind.GROUP if selection.group else Kind.LIST
            return Question(kind, selection=selection, language=language, typed=typed)
        measures = tuple(ids)[:_MOST]
        missing = [r.unknown(self.knowledge) for r in named if not r.measures(self.knowledge)]
        if len(measures) > 1 or missing:
            left_out = len(ids) - len(measures)
            typed = replace(typed, unknown="".join(missing[:1]), left_out=left_out)
            # 48と49の対象: a field of each stands side by side.
            beside = view in tuple(Field) and len(measures) <= COMPARED and not missing
            kind = Kind.COMPARE if beside else Kind.CHOICES
            return Question(kind, measures, view, language=language, typed=typed)
        if named[0].names is Names.PAGE and view == Field.PAGE:
            view = ""
        return Question(Kind.MEASURE, measures, view, language=language, typed=typed)

    def _in_clause(self, text: str, language: Language) -> Question | None:
        """The field of a measure that one clause asks for by its number: 日本語で、66の目的は."""
        ended = [part for clause in clauses(text) or [text] for part in _clause_end().split(clause)]
        parts = [part for clause in ended for part in clause.split()]
        for part in parts if len(parts) > 1 else []:
            cleaned = clean(part)
            question = self.question(part, cleaned, list(notation.references(hiragana(cleaned))), language)
            if question and question.kind is Kind.MEASURE and question.view:
                return question
        return None

    def beside(self, cleaned: str, references: list[Reference], language: Language) -> Question | None:
        """What stands beside a measure that is named by number: 62の次, 57の他の."""
        measures = references[0].measures(self.knowledge) if len(references) == 1 else ()
        if not measures or references[0].names is Names.PAGE:
            return None
        folded = hiragana(cleaned)
        if lexicon.context().has(cleaned[: references[0].start]) and has_japanese(cleaned):
            return None  # じゃあ次は144番
        rest = (folded[: references[0].start] + folded[references[0].end :]).strip(" の")
        wanted = asked(rest)
        bare = lexicon.polite().without(wanted.rest, "").strip(" の")
        said = next(filter(lexicon.context().whole, (bare, wanted.rest.strip(" の"))), "")
        if lexicon.context().whole(said) not in ("next", "previous", "siblings", "related"):
            return None
        question = self.following.labelled(said, wanted.rest, language, Context(measures[:1]))
        is_one = question is not None and question.kind is Kind.MEASURE
        return replace(question, view=wanted.view or question.view) if question and is_one else question

    def _spoken_of(self, text: str, cleaned: str, references: list[Reference]) -> list[Reference]:
        """The bare numbers that the message speaks of, where what else it says fits (49の一次審査は) or only
        asks for a field (57-3、対象は誰), or where no other number is meant so (57の2の船の話)."""
        wanted = asked(notation.without(cleaned, references))
        if (spelt := in_kana(cleaned)) != cleaned:
            cleaned, references = spelt, list(notation.references(hiragana(spelt)))
        named = notation.topics(hiragana(cleaned), references)
        said = notation.without(cleaned, named)
        ids = [i for r in named for i in r.measures(self.knowledge)]
        if ids and wanted.view and only_asks(in_kana(wanted.rest)):
            return named
        is_part = bool(named) and named[0].id in self.knowledge and named[0].part is not None
        begins = bool(named) and named[0].start == 0 and field_behind(cleaned, named[0]) > 0
        if ids and (is_part or begins) and not is_far(text):
            return named
        return named if ids and any(self.by_words.is_said_of(said, i) for i in ids) else []

    def asks_of_one(self, cleaned: str, references: list[Reference]) -> bool:
        """Whether a message begins with the number of one measure, and a field that it asks of that, whatever
        it says then: 78番の予算、千億超えてる. 施策72、補助の形は定額？"""
        if len(references) != 1 or references[0].start:
            return False
        number = references[0]
        end = field_behind(cleaned, number) if ranking(cleaned) is None else 0
        if not end and not notation.is_open(cleaned, number) and asked(cleaned).view:
            end = number.end
        one = len(number.measures(self.knowledge)) == 1
        return one and end > 0 and not _compares(cleaned[end:])

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


@once
def _clause_end() -> re.Pattern[str]:
    """Behind a word that ends a clause without a sign: 言われたんだけど65って何の予算."""
    return re.compile("|".join(rf"(?<={re.escape(word)})" for word in lexicon.requests().clause_ends))


def field_behind(cleaned: str, reference: Reference) -> int:
    """Where the words for a field end that stand right behind a number (63の補助率はどこかに); else 0."""
    behind = cleaned[reference.end :]
    topics = (word for word in notation.numbers().topics if hiragana(behind).startswith(word))
    behind = behind.removeprefix(next(topics, "")).lstrip()
    end = lexicon.fields().at_start(behind)
    return len(cleaned) - len(behind) + end if end else 0


def _compares(behind: str) -> bool:
    """Whether what stands behind a field asks for others by it: より大きい施策."""
    things = lexicon.label("things").has(lexicon.fields().without(behind))
    return things or lexicon.label("than").at_start(behind) > 0

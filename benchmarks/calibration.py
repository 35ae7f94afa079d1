"""Learns from labelled questions what evidence is worth, and reports how far that can be trusted.

    python -m benchmarks.calibration [--check] [FILE…]

First what each piece of a message says: whether the document answers (`knowledge/scope.yaml`), which measure
is meant (`knowledge/wording.yaml`), whether a number names one (`knowledge/by_number.yaml`), whether it asks
of what was shown, and what (`knowledge/follow_ups.yaml`), and whether it belongs to what a message is about
(`knowledge/topic.yaml`), from tests/questions and benchmarks/questions, as they are written and, where
`readings.py` has added it, as they sound, from benchmarks/follow_ups, and from benchmarks/framed. Then
(`knowledge/confidence.yaml`) how likely the measure that was found first is a right one, and not that nothing
is: from the FILEs' questions (default: all but benchmarks/questions/words) that are answered by words; and
what the evidence for a number is worth. All are logistic regressions. What the last is fitted on, and what is
reported, is of questions that the others were not learnt from: each of five parts is predicted from the rest.
`--check` learns nothing, writes nothing and fails if the weights in use predict much worse than when they
were made.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import asdict, replace
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.model_selection import GroupKFold, KFold, cross_val_predict

from benchmarks import framed, jsonl
from benchmarks.framed import Framed
from knowledge import by_number, follow_ups, notation, scope, topic, wording
from knowledge.answer import Answerer
from knowledge.base import ROOT, KnowledgeBase, load
from knowledge.confidence import FILE, OFFERED, SURE, chance, evidence, learnt
from knowledge.finder import WHOLE, Finder
from knowledge.normalize import hiragana, visible
from knowledge.pieces import Weights, pieces
from knowledge.question import Kind
from knowledge.terms import english_names, japanese_names

# Those that the product was mended by, those that were written to be learnt from, and those by whose words
# the measures were given theirs: what is found for these says too much, so only their pieces are counted.
LEARNT = (ROOT.parent / "tests" / "questions", Path(__file__).with_name("questions"))
COUNTED = (*LEARNT, LEARNT[1] / "words")
# Of these the scope and the wording are learnt, but not what the evidence is worth: more of them than of what
# people ask has no answer, and lies near to what has one.
NEAR = LEARNT[1] / "near"
# Messages with a number that is a measure's, or another's: of these only that and the scope are learnt.
NUMBERS = LEARNT[1] / "numbers"
# Messages that people send about a card they see, each with the field that it asks for.
FOLLOW_UPS = Path(__file__).with_name("follow_ups")
REPORT = Path(__file__).with_name("calibration.md")
# What is not answered by the words that find a measure, and what is neither answered nor refused.
_OTHERWISE = ("number", "list", "compare", "multi")
_TALK, _TALKED = "smalltalk", 0.3
_NEITHER = (_TALK, "short")
_PARTS, _SEED = 5, 1
# In how many orders the wording that is used is learnt; to report on it one must do.
_ORDERS = 4
# How often a piece must stand to be learnt; what of the logarithm of the odds one step of a weight of the
# wording is; what a piece of a follow-up must say to be kept.
_OFTEN_SCOPE, _OFTEN, _STEP, _LITTLE = 3, 2, 4.0, 0.75
# What a sign counts of a question that is no topic in a frame; what a run must say to be kept.
_WHOLE, _SLIGHT = 0.5, 1.0
# Around how many topics of either kind each frame is put: as a question, and to learn where a topic is.
_EACH, _NAMED = 2, 4
# At which odds the report says how many follow-ups, and how many other questions, are above.
_ODDS = (1, 2, 3, 5)
# What it counts where another measure is meant than that of a number: that would be answered wrongly.
_MISTAKEN = 4.0
_NUMBER_ODDS = (-2, -1, 0, 1, 2)
# How many of the questions that people ask are taken to have an answer, whatever was written for the files.
_ANSWERED = 0.75
# Of how many questions `--check` looks at one, and how much more than when the weights were made the loss may
# be before it minds.
_CHECKED, _WORSE = 5, 0.02

Question = dict[str, Any]
# For each thing the weights of the pieces, as in the YAML files.
Learnt = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A question: the evidence for what was found first, whether that is right (else nothing would be), and
    whether the message is a known term through and through (then the odds are not asked)."""

    question: str
    values: dict[str, float]
    right: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """A question with a number: its text with that hidden, what else speaks for its being a measure's,
    whether it is, and how much it counts."""

    text: str
    evidence: by_number.Evidence
    right: bool
    weight: float


def labelled(paths: Iterable[Path]) -> list[Question]:
    """The questions of the files that the document answers, or that are to be refused."""
    asked = [each for each in jsonl.read(paths) if each["type"] not in _NEITHER]
    return [each for each in asked if each["expect"] or each["type"] not in _OTHERWISE]


def by_words(questions: Iterable[Question]) -> list[Question]:
    """Those that are answered by words, or by nothing."""
    return [each for each in questions if each["type"] not in _OTHERWISE]


def _question(each: Framed) -> Question:
    """A message put together, as a line of the files."""
    return {"q": each.text, "type": "framed", "expect": list(each.expect)}


class Pieces:
    """Messages as rows of numbers: which pieces each has, a longer one no more than a short one."""

    def __init__(self, cut: Callable[[Any], Sequence[str]], often: int) -> None:
        """cut: into pieces. often: in how many messages a piece must stand to count."""
        self._cut = cut
        self._counts = CountVectorizer(analyzer=cut, binary=True, min_df=often, dtype=float)

    def learn(self, texts: Sequence[Any]) -> csr_matrix:
        """The rows of the texts from which it is learnt which pieces there are."""
        self._counts.fit(texts)
        return self.rows(texts)

    def rows(self, texts: Sequence[Any]) -> csr_matrix:
        """The rows of other texts, of those pieces."""
        evened = diags([1 / sqrt(len(self._cut(text))) for text in texts])
        return csr_matrix(evened @ self._counts.transform(texts))

    def learnt(self, weights: Any) -> dict[str, str]:
        """Whole-number weights, one a piece, as they are written: the pieces of each weight."""
        names = self._counts.get_feature_names_out()
        of: defaultdict[int, list[str]] = defaultdict(list)
        for at in np.flatnonzero(weights):
            of[int(weights[at])].append(str(names[at]))
        return {str(level): " ".join(of[level]) for level in sorted(of)}

    def learnt_of(self, things: Iterable[str], weights: Any) -> Learnt:
        """The same for each of several things, a row of weights each."""
        return {str(thing): self.learnt(row) for thing, row in zip(things, weights, strict=True)}


def _runs(longest: int) -> Callable[[str], Sequence[str]]:
    """What cuts a message into runs of up to so many signs."""
    return partial(_cut, longest=longest)


@cache
def _cut(text: str, longest: int) -> Sequence[str]:
    """The pieces in a stable order: what is learnt must not change from run to run."""
    return sorted(pieces(text, longest))


def learnt_scope(questions: Sequence[Question]) -> tuple[Learnt, list[float]]:
    """What each piece says for an answer; and what is said so of each question by what was learnt from the
    other parts. Where a question's sound is known, it is learnt from, too: many write no kanji."""
    cut = Pieces(_runs(scope.LONGEST), _OFTEN_SCOPE)
    heard = [(at, each["kana"]) for at, each in enumerate(questions) if each.get("kana")]
    rows = cut.learn([*(each["q"] for each in questions), *(kana for _, kana in heard)])
    which = [*range(len(questions)), *(at for at, _ in heard)]
    answered = [bool(questions[at]["expect"]) for at in which]
    # Only what the pieces say is kept: nothing may be said beside them.
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=1000, fit_intercept=False)
    parts = GroupKFold(_PARTS, shuffle=True, random_state=_SEED)
    others = cross_val_predict(
        model, rows, answered, groups=which, cv=parts, method="decision_function"
    )[: len(questions)]
    weights = np.rint(model.fit(rows, answered).coef_[0])
    return {"answered": cut.learnt(weights)}, list(map(float, others))


def numbered(knowledge: KnowledgeBase, questions: Iterable[Question]) -> list[Numbered]:
    """The questions that have a number which may name a measure."""
    reader = Answerer(knowledge).reader.by_number
    found = []
    for each in questions:
        cleaned = notation.spelt(notation.in_kanji(visible(each["q"])))
        references = [r for r in notation.references(hiragana(cleaned)) if r.measures(knowledge)]
        if references:
            ids = {i for reference in references for i in reference.measures(knowledge)}
            evidence = reader.evidence(cleaned, references, 0.0)
            text = by_number.hidden(cleaned, references)
            right = not ids.isdisjoint(each["expect"])
            weight = _MISTAKEN if each["expect"] and not right else 1.0
            found.append(Numbered(text, evidence, right, weight))
    return found


def learnt_numbers(found: Sequence[Numbered]) -> tuple[Learnt, dict[str, float], list[str]]:
    """What each piece says for a number's naming a measure; what each kind of evidence is worth, of questions
    that the pieces were not learnt from, `bias` among them; and lines for the report."""
    cut = Pieces(_runs(by_number.LONGEST), _OFTEN)
    rows = cut.learn([each.text for each in found])
    right = [each.right for each in found]
    counts = {"sample_weight": [each.weight for each in found]}
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=1000, fit_intercept=False)
    said = cross_val_predict(model, rows, right, cv=_parts(), method="decision_function", params=counts)
    weights = np.rint(model.fit(rows, right, **counts).coef_[0])
    values = [
        list(asdict(replace(each.evidence, said=float(of))).values())
        for each, of in zip(found, said, strict=True)
    ]
    whole = LogisticRegression(C=1, max_iter=1000)
    odds = cross_val_predict(whole, values, right, cv=_parts(), method="decision_function", params=counts)
    whole.fit(values, right, **counts)
    worth = dict(zip(by_number.Evidence.__struct_fields__, map(float, whole.coef_[0]), strict=True))
    worth["bias"] = float(whole.intercept_[0])
    return {"named": cut.learnt(weights)}, worth, _numbers_told_apart(odds, np.array(right))


def _numbers_told_apart(odds: Any, right: Any) -> list[str]:
    """How well numbers of measures are told from others."""
    return [
        "",
        f"{len(right)} messages with a number that there is: {right.sum()} of them mean the measure.",
        *_shares_above("odds (logarithm) above", _NUMBER_ODDS, odds, right, "of the others"),
    ]


def learnt_wording(said: Sequence[tuple[str, str]], orders: int = 1) -> Learnt:
    """What each piece says for each thing, from texts that are said of one.

    orders: in how many orders the texts are learnt from, for the last ones leave the most behind; what is
    learnt in each is averaged.
    """
    texts, things = zip(*said, strict=True)
    cut = Pieces(_runs(wording.LONGEST), _OFTEN)
    rows = cut.learn(texts)
    # The penalty leaves most weights at nothing, and so the tables small.
    settings = {"loss": "log_loss", "penalty": "l1", "alpha": 1e-6, "max_iter": 12, "tol": None, "n_jobs": -1}
    models = [SGDClassifier(**settings, random_state=_SEED + order) for order in range(orders)]
    coefficients = np.mean([model.fit(rows, things).coef_ for model in models], axis=0)
    found = cut.learnt_of(models[0].classes_, np.rint(coefficients / _STEP))
    return {thing: found[thing] for thing in dict.fromkeys(things)}


def learnt_follow_ups(others: Sequence[Question]) -> tuple[Learnt, list[str]]:
    """What each piece says for each field that is asked of what was shown, for a question that stands alone,
    and for talk that asks nothing; and lines for the report, of messages that were not learnt from. Only
    pieces of the first kind count: what a question is about says nothing of how it is asked."""
    asked = jsonl.read(_files((FOLLOW_UPS,)))
    said = [(each["q"], each["field"]) for each in asked]
    for each in others:
        is_talk = each["type"] == _TALK
        thing = follow_ups.TALK if is_talk else follow_ups.ALONE
        said += [(each[text], thing) for text in ("q", "kana") if each.get(text)]
    texts, fields = zip(*said, strict=True)
    cut = Pieces(_runs(follow_ups.LONGEST), _OFTEN)
    cut.learn(texts[: len(asked)])
    rows = cut.rows(texts)
    # Each counts as much as any other, however many there are of it; of talk there is little in earnest.
    counted = Counter(fields)
    counts = {field: len(fields) / count / len(counted) for field, count in counted.items()}
    counts[follow_ups.TALK] *= _TALKED
    weight = [counts[field] for field in fields]
    model = LogisticRegression(C=40, max_iter=300, fit_intercept=False)
    predicted = cross_val_predict(
        model, rows, fields, cv=_parts(), method="decision_function", params={"sample_weight": weight}
    )
    model.fit(rows, fields, sample_weight=weight)
    weights = _telling(model.coef_, _LITTLE)
    return cut.learnt_of(model.classes_, weights), _told_apart(predicted, list(model.classes_), fields)


def _telling(coefficients: Any, least: float) -> Any:
    """Coefficients as whole numbers, those that say less than that as nothing."""
    return np.rint(np.where(np.abs(coefficients) < least, 0, coefficients))


def _told_apart(said: Any, classes: Sequence[str], fields: Sequence[str]) -> list[str]:
    """How well messages about what was shown are told from others, and their fields from each other."""
    others = [classes.index(thing) for thing in (follow_ups.ALONE, follow_ups.TALK)]
    of_fields = np.delete(said, others, 1)
    odds = of_fields.max(1) - said[:, others].max(1)
    best = np.delete(np.array(classes), others)[of_fields.argmax(1)]
    follows = ~np.isin(fields, (follow_ups.ALONE, follow_ups.TALK))
    right = 100 * (best == np.array(fields))[follows].mean()
    return [
        "",
        f"{follows.sum()} messages about a card: of {right:.1f} % the field is told.",
        *_shares_above("odds above", _ODDS, odds, follows, "of messages that stand alone"),
    ]


def _shares_above(title: str, least: Iterable[float], odds: Any, them: Any, others: str) -> list[str]:
    """A table of how many of some messages, and how many of the others, have higher odds than these.

    them: which of the odds are theirs. title, others: what stands above the first and the last column.
    """

    def share(of: Any, at: float) -> str:
        return f"{100 * (of > at).mean():.1f} %"

    return [
        "",
        f"| {title} | of them | {others} |",
        "| --- | --- | --- |",
        *(f"| {at} | {share(odds[them], at)} | {share(odds[~them], at)} |" for at in least),
    ]


def learnt_topic(put_together: Sequence[Framed], whole: Iterable[Question]) -> tuple[Learnt, list[str]]:
    """What each run of signs says for a sign's belonging to the topic of a message, and lines for the report,
    of frames that were not learnt from.

    whole: questions that the document does not answer: all of one may be what it is about, for none may be
    answered by a part of it.
    """
    said = [(sign, True, _WHOLE) for each in whole for sign in _signs(topic.lower(each["q"]))]
    last = len(put_together) * (_PARTS - 1) // _PARTS
    found = [_signs_of(each) for each in put_together]
    most = [*said, *(sign for signs in found[:last] for sign in signs)]
    report = _cut_out(_topic_of(most), put_together[last:])
    return _topic_of([*said, *(sign for signs in found for sign in signs)]), report


def _signs(lowered: str) -> list[tuple[str, ...]]:
    return [tuple(runs) for runs in topic.around(topic.signs(lowered))]


def _signs_of(framed: Framed) -> list[tuple[tuple[str, ...], bool, float]]:
    """The runs around each sign of a message, whether that belongs to its topic, and what it counts."""
    signs, belongs = zip(*framed.signs(), strict=True)
    return [(tuple(runs), of, 1.0) for runs, of in zip(topic.around(signs), belongs, strict=True)]


def _topic_of(signs: Sequence[tuple[tuple[str, ...], bool, float]]) -> Learnt:
    runs, belongs, counts = zip(*signs, strict=True)
    cut = Pieces(tuple, _OFTEN_SCOPE)
    model = LogisticRegression(C=10, max_iter=300, fit_intercept=False, solver="liblinear")
    model.fit(cut.learn(runs), belongs, sample_weight=counts)
    return {"topic": cut.learnt(_telling(model.coef_[0], _SLIGHT))}


def _cut_out(learnt: Learnt, put_together: Sequence[Framed]) -> list[str]:
    """How often the topic is cut out of messages: as it is, or with something beside it."""
    known = Weights(learnt)
    pairs = [(topic.topic(each.text, known), topic.lower(each.topic)) for each in put_together]
    held = 100 * sum(about in cut for cut, about in pairs) / len(pairs)
    alone = 100 * sum(about == cut for cut, about in pairs) / len(pairs)
    return [
        "",
        f"{len(pairs)} messages put together: of {held:.1f} % the topic is cut out, of {alone:.1f} % alone.",
    ]


def names(knowledge: KnowledgeBase) -> list[tuple[str, str]]:
    """All that the measures are called and looked for by, and its readings, each with the measure's name."""
    return [
        (name, wording.name_of(measure))
        for measure in knowledge.measures.values()
        for of in (*japanese_names(measure), *english_names(measure))
        for name in (*of.words, *of.readings)
        if name
    ]


def meant(knowledge: KnowledgeBase, questions: Iterable[Question]) -> list[tuple[str, str]]:
    """The questions that mean one measure, and how they sound where that is known, with its name."""
    one = [each for each in questions if len(each["expect"]) == 1]
    return [
        (each[text], wording.name_of(knowledge[each["expect"][0]]))
        for text in ("q", "kana")
        for each in one
        if each.get(text)
    ]


def samples(
    knowledge: KnowledgeBase, questions: Iterable[Question], said: Mapping[str, float], known: Weights | None
) -> list[Sample]:
    """What is found for the questions. said: what speaks for an answer to each; known: how people ask."""
    answerer = Answerer(knowledge)
    answerer.reader.by_words.finder = Finder(knowledge, known)
    found = []
    for each in questions:
        question = answerer.reader.read(each["q"])[0]
        if not question.typed.because and question.kind is not Kind.NOT_FOUND:
            continue
        candidates = answerer.reader.by_words.candidates(question.typed.rest, each["q"])
        if not candidates:
            continue
        first = candidates[0]
        right = first.id in {*each["expect"], *each.get("also", ())}
        if each["expect"] and not right:
            # Which of the measures is meant is a matter of their order. The odds say whether any is.
            continue
        values = evidence(first, question.typed.rest, said[each["q"]])
        found.append(Sample(each["q"], values, right, first.covered >= WHOLE))
    return found


def from_others(
    knowledge: KnowledgeBase,
    questions: Sequence[Question],
    counted: Sequence[Question],
    said: Mapping[str, float],
) -> list[Sample]:
    """The samples of the questions, each found with a wording that was learnt from the other parts."""
    named = names(knowledge)
    asked = {each["q"] for each in questions}
    found = []
    for part, (others, ours) in enumerate(_parts().split(counted), 1):
        print(f"part {part} of {_PARTS}", file=sys.stderr, flush=True)
        known = Weights(learnt_wording([*named, *meant(knowledge, (counted[i] for i in others))]))
        wanted = [counted[i] for i in ours if counted[i]["q"] in asked]
        found += samples(knowledge, wanted, said, known)
    return found


def _parts() -> KFold:
    return KFold(_PARTS, shuffle=True, random_state=_SEED)


def fit(found: Sequence[Sample]) -> tuple[dict[str, float], list[float]]:
    """The weights that predict best which samples are right, `bias` among them; and the odds of each sample
    as predicted by a fit on other parts."""
    rows = [list(sample.values.values()) for sample in found]
    right = [sample.right for sample in found]
    weight = _weights(found)
    counts = [weight[each] for each in right]
    model = LogisticRegression(C=2, max_iter=1000)
    predicted = cross_val_predict(
        model, rows, right, cv=_parts(), method="predict_proba", params={"sample_weight": counts}
    )
    model.fit(rows, right, sample_weight=counts)
    fitted = dict(zip(found[0].values, map(float, model.coef_[0]), strict=True))
    fitted["bias"] = float(model.intercept_[0])
    chances = [1.0 if s.whole else float(p) for s, p in zip(found, predicted[:, 1], strict=True)]
    return fitted, chances


def _weights(found: Sequence[Sample]) -> dict[bool, float]:
    """What a sample counts that has an answer, and one that has none."""
    answered = sum(sample.right for sample in found) / len(found)
    return {True: _ANSWERED / answered, False: (1 - _ANSWERED) / (1 - answered)}


def loss(found: Sequence[Sample], chances: Sequence[float]) -> float:
    """Mean log loss: 0 where every chance is right and certain."""
    weight = _weights(found)
    likely = ((weight[s.right], c if s.right else 1 - c) for s, c in zip(found, chances, strict=True))
    return -sum(w * log(max(p, 1e-6)) for w, p in likely) / len(found)


def report(fitted: Mapping[str, float], found: Sequence[Sample], chances: Sequence[float]) -> str:
    """The report, as Markdown."""
    right = [c for s, c in zip(found, chances, strict=True) if s.right]
    wrong = [c for s, c in zip(found, chances, strict=True) if not s.right]
    pairs = sum((r > w) + (r == w) / 2 for r in right for w in wrong)
    lines = [
        "# What evidence is worth",
        "",
        "Made by `python -m benchmarks.calibration`; all of it is of questions that were not fitted on.",
        "",
        f"{len(found)} questions: of {len(right)} the measure found first is right, of {len(wrong)} nothing"
        " is."
        f" They are weighed as if {_ANSWERED:.0%} of what people ask had an answer.",
        f"Log loss {loss(found, chances):.3f}; a right one has higher odds than a wrong one in"
        f" {100 * pairs / (len(right) * len(wrong)):.1f} % of pairs.",
        "",
        "| evidence | weight |",
        "| --- | --- |",
        *(f"| {name} | {weight:.2f} |" for name, weight in fitted.items()),
        "",
        "| odds | questions | right, predicted | right |",
        "| --- | --- | --- | --- |",
        *_reliability(found, chances),
        "",
        f"In use: offered from {OFFERED}, sure from {SURE}.",
        "",
        "| from odds of | answerable kept | unanswerable let go | wrong among those kept |",
        "| --- | --- | --- | --- |",
        *(_threshold(found, chances, at) for at in (0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
    ]
    return "\n".join(lines)


def _reliability(found: Sequence[Sample], chances: Sequence[float]) -> Iterator[str]:
    weight = _weights(found)
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = [(s, c) for s, c in zip(found, chances, strict=True) if low <= c < high]
        if inside:
            whole = sum(weight[s.right] for s, _ in inside)
            mean = sum(weight[s.right] * c for s, c in inside) / whole
            share = sum(weight[s.right] * s.right for s, _ in inside) / whole
            yield f"| {low:.1f}–{min(high, 1):.1f} | {len(inside)} | {mean:.2f} | {share:.2f} |"


def _threshold(found: Sequence[Sample], chances: Sequence[float], at: float) -> str:
    def share(wanted: Callable[[Sample], bool], of: Callable[[Sample, float], bool]) -> str:
        chosen = [s for s, c in zip(found, chances, strict=True) if of(s, c)]
        whole = sum(weight[s.right] for s in chosen)
        return f"{100 * sum(weight[s.right] for s in chosen if wanted(s)) / (whole or 1):.1f} %"

    weight = _weights(found)
    kept = {s.question: c >= at for s, c in zip(found, chances, strict=True)}
    return (
        f"| {at} | {share(lambda s: kept[s.question], lambda s, c: s.right)}"
        f" | {share(lambda s: not kept[s.question], lambda s, c: not s.right)}"
        f" | {share(lambda s: not s.right, lambda s, c: c >= at)} |"
    )


def loss_in_use(questions: Iterable[Question]) -> float:
    """What `loss` is of the questions with all that is in use."""
    said = {each["q"]: scope.in_scope(each["q"]) for each in questions}
    found = samples(load(), questions, said, None)
    return loss(found, [1.0 if s.whole else chance(s.values) for s in found])


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.calibration")
    parser.add_argument("--check", action="store_true", help="learn nothing, fail if the weights are old")
    parser.add_argument("files", nargs="*", type=Path, default=_files(LEARNT))
    options = parser.parse_args(arguments)
    asked = by_words(labelled(options.files))
    if options.check:
        now, then = loss_in_use(asked[::_CHECKED]), learnt().loss
        print(f"log loss of the weights in use {now:.3f}, when they were made {then:.3f}")
        return int(now > then + _WORSE)
    knowledge, put_together = load(), [_question(each) for each in framed.asked(_EACH)]
    counted, asked = [*labelled(_files(COUNTED)), *put_together], [*asked, *put_together]
    # Soon learnt: a fault here shall not come after all else.
    afterwards, told_apart = learnt_follow_ups(jsonl.read(_files(COUNTED)))
    numbers, worth, numbers_apart = learnt_numbers(numbered(knowledge, labelled(_files((*COUNTED, NUMBERS)))))
    in_scope_or_not = [*labelled(_files((*COUNTED, NEAR, NUMBERS))), *put_together]
    unanswered = [each for each in labelled(_files((*COUNTED, NEAR))) if not each["expect"]]
    topics, cut_out = learnt_topic(framed.named(knowledge, _NAMED), unanswered)
    in_scope, others = learnt_scope(in_scope_or_not)
    said = {each["q"]: of for each, of in zip(in_scope_or_not, others, strict=True)}
    worded = by_words(counted)
    found = from_others(knowledge, asked, worded, said)
    fitted, chances = fit(found)
    text = "\n".join([report(fitted, found, chances), *told_apart, *numbers_apart, *cut_out]) + "\n"
    REPORT.write_text(text, encoding="utf-8")
    _write(scope.FILE, _lines(in_scope))
    _write(follow_ups.FILE, _lines(afterwards))
    _write(by_number.FILE, _lines(numbers))
    _write(topic.FILE, _lines(topics))
    said_of = [*names(knowledge), *meant(knowledge, [*worded, *labelled(_files((NEAR,)))])]
    _write(wording.FILE, _lines(learnt_wording(said_of, _ORDERS)))
    weights = ["weights:", *(f"  {name}: {weight:.2f}" for name, weight in fitted.items())]
    weights += ["number:", *(f"  {name}: {weight:.2f}" for name, weight in worth.items())]
    _write(FILE, [*weights, "loss: 0"])
    for each in (scope.learnt, scope.in_scope, wording.learnt, by_number.learnt, learnt):
        each.cache_clear()
    _write(FILE, [*weights, f"loss: {loss_in_use(asked[::_CHECKED]):.3f}"])
    print(text)
    return 0


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.glob("*.jsonl"))


def _lines(learnt: Learnt) -> Iterator[str]:
    for thing, levels in learnt.items():
        yield f'"{thing}":'
        yield from (f'  "{level}": {json.dumps(of, ensure_ascii=False)}' for level, of in levels.items())


def _write(path: Path, lines: Iterable[str]) -> None:
    made = "# Made by `python -m benchmarks.calibration`: see benchmarks/calibration.md."
    path.write_text("\n".join([made, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

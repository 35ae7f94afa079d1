"""Both languages, whole: no word of one is left in the other, and figures keep their document's form."""

from __future__ import annotations

import re
from html import escape

import pytest

from bot.service import Answered, Service
from knowledge.base import load_file
from knowledge.question import Kind, Language, Question, View, encode
from replies.reply import plain
from replies.texts import ROOT
from tests.test_buttons import Replies, walked

JAPANESE = r"[ぁ-ゖァ-ヺー一-鿿々]"
# Where Japanese may stand in English: a source's own title, the document's terms and figures in
# brackets, a term that is explained (right behind, in brackets), a quotation, what the person typed,
# the languages' own names.
QUOTED = re.compile(
    r"<a [^>]*>.*?</a>|\([^()]*\)|“[^”]*”|&#34;[^&]*&#34;|<b>[^<]*</b>(?=: )|\S+(?= \()|日本語|言語|自動"
)


@pytest.fixture
def english(service: Service) -> Replies:
    return walked(service, Language.EN)


@pytest.fixture
def japanese(service: Service) -> Replies:
    return walked(service, Language.JA)


def said(answered: Answered) -> list[str]:
    """The lines of a reply as HTML, its captions and what its buttons copy."""
    buttons = [b for row in answered.reply.buttons for b in row]
    return [*answered.reply.text.splitlines(), *(b.text for b in buttons), *(b.copy for b in buttons)]


def official_names(service: Service) -> list[str]:
    """The document's own names of measures and sub-programmes, by which one finds them elsewhere; the longest
    first."""
    found = []
    for measure in service.knowledge.measures.values():
        found += [title.ja for title in (measure.title, measure.subtitle) if title]
        found += [programme.name.ja for programme in measure.content.programmes] if measure.content else []
    return sorted(found, key=len, reverse=True)


def test_no_japanese_but_official_names_is_left_in_english_replies(
    english: Replies, service: Service
) -> None:
    names = re.compile("|".join(re.escape(escape(name)) for name in official_names(service)))
    left = {
        (data, line)
        for data, answered in english.items()
        for line in said(answered)
        if re.search(JAPANESE, QUOTED.sub("", names.sub("", line)))
    }
    assert left == set()


def test_no_english_is_left_in_japanese_replies(japanese: Replies) -> None:
    phrases = load_file(ROOT / "phrases" / "en.yaml", dict[str, str])
    fixed = {part.strip() for text in phrases.values() for part in re.split(r"{{.*?}}", text)}
    words = [part for part in fixed if len(part) > 5 and not re.search(JAPANESE, part)]
    left = {
        (data, word)
        for data, answered in japanese.items()
        for word in words
        if word in plain("\n".join(said(answered))) and word != "English"
    }
    assert left == set()


def test_an_english_amount_stands_beside_the_documents_figure(service: Service) -> None:
    for measure in service.knowledge.priced:
        texts = {}
        for language in Language:
            question = Question(Kind.MEASURE, (measure.id,), "amount", language=language)
            texts[language] = plain(service.question(question).reply.text)
        for figure in re.findall(r"[\d,.兆]+億円", texts[Language.JA]):
            assert re.search(rf"¥[\d.,]+ (million|billion|trillion) \({figure}\)", texts[Language.EN])


def test_every_english_title_is_said_to_be_unofficial(service: Service) -> None:
    for measure in service.knowledge.measures.values():
        for view in (View.CARD, View.RELATED):
            question = Question(Kind.MEASURE, (measure.id,), view, language=Language.EN)
            reply = service.question(question).reply
            assert "Unofficial translation" in reply.text
        card = service.question(Question(Kind.MEASURE, (measure.id,), language=Language.EN)).reply
        assert measure.title.en in plain(card.text)
    for text in ("measures over 100 billion yen", "minimum wage vs gasoline", "48 and 49", "57"):
        assert "Unofficial translation" in service.message(text, Language.EN)[0].reply.text


def test_a_button_of_one_language_answers_in_it_whatever_the_client_speaks(english: Replies) -> None:
    for answered in english.values():
        for button in (b for row in answered.reply.buttons for b in row if b.question):
            if button.question and button.question.kind is not Kind.LANGUAGE:
                assert encode(button.question).startswith("en-")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("/start", Language.JA),
        ("/help", Language.JA),
        ("/48", Language.JA),
        ("48", Language.JA),
        ("/search 窓", Language.JA),
        ("/search double glazing", Language.EN),
        ("double glazing", Language.EN),
    ],
)
def test_the_name_of_a_command_tells_no_language(service: Service, text: str, language: Language) -> None:
    """Where nobody's client tells it either (`ask`), Japanese comes first."""
    assert service.message(text)[0].answer.question.language == language


@pytest.mark.parametrize(
    ("text", "measure", "view", "language"),
    [
        ("48を英語で教えて", "48", "", Language.EN),
        ("48 の対象を英語で", "48", "target", Language.EN),
        ("minimum wage in japanese please", "48", "", Language.JA),
        ("日本語で、48の対象は", "48", "target", Language.JA),
        ("eigo de, 48", "48", "", Language.EN),
    ],
)
def test_one_question_may_ask_for_the_other_language(
    service: Service, text: str, measure: str, view: str, language: Language
) -> None:
    question = service.message(text)[0].answer.question
    assert (question.measures, question.view, question.language) == ((measure,), view, language)


@pytest.mark.parametrize("text", ["校舎って英語で", "小学校の英語"])
def test_what_only_speaks_of_a_language_asks_for_none(service: Service, text: str) -> None:
    assert service.message(text)[0].answer.question.language == Language.JA


TITLED = [
    ("業務改善助成金の正式名称は", "最低賃金引上げに対応した業務改善助成金による中小企業等の賃上げ支援"),
    ("52の英語名", "Support for adapting to a changing business environment"),
    ("official name of measure 72", "海洋調査観測研究の推進のうち、北極域研究船の建造等"),
]


@pytest.mark.parametrize(("text", "title"), TITLED)
def test_the_official_title_is_told_in_both_languages(service: Service, text: str, title: str) -> None:
    assert title in plain(service.message(text)[0].reply.text)

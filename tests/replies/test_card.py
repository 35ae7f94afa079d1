"""A card is kept as it was made; what a question brings up to it is that question's alone."""

from __future__ import annotations

from msgspec.structs import replace

from bot.service import Service
from knowledge.question import Kind, Language, Question, Typed
from replies.reply import Reply


def card(service: Service, words: str = "", **values: object) -> Reply:
    typed = Typed(words, asked=words, rest=words)
    return service.question(Question(Kind.MEASURE, ("49",), typed=typed, **values)).reply  # type: ignore[arg-type]


def test_it_is_the_same_for_all_who_ask_for_it(service: Service) -> None:
    assert card(service) == card(service)


def test_lines_near_to_the_question_stand_on_it_whoever_asked_before(service: Service) -> None:
    words = "大規模成長投資でソフト代も出る"
    plain_one, with_lines = card(service), card(service, words)
    assert "ご質問に近いところ" in with_lines.text
    assert "ご質問に近いところ" not in plain_one.text
    assert card(service) == plain_one


def test_each_language_and_place_has_its_own(service: Service) -> None:
    texts = {
        card(service).text,
        card(service, language=Language.EN).text,
        service.question(Question(Kind.MEASURE, ("49",)), is_brief=True).reply.text,
    }
    assert len(texts) == 3


def test_another_measure_is_offered_only_where_words_led_to_it(service: Service) -> None:
    plain_one = Question(Kind.MEASURE, ("49",))
    found = replace(plain_one, typed=Typed(because=(("49", ("投資",)), ("50", ("投資",)))))
    by_words, by_number = (service.question(q).reply.buttons for q in (found, plain_one))
    assert by_words[: len(by_number)] == by_number
    assert len(by_words) == len(by_number) + 1

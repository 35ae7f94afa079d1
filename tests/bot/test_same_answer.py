"""However a Question comes in, typed, tapped, by link, inline, as a guest or on the command line, it gets
the same Answer."""

from __future__ import annotations

import pytest

from bot.asking import as_object
from bot.localapi import LocalBotApi
from bot.localapi.markup import parse_html
from bot.service import Service
from knowledge.question import Language, encode
from replies.reply import in_words
from tests.bot.conftest import Start
from tests.bot.test_doors import asked, replied

# What is typed, in each language.
QUESTIONS = [
    ("48", "48"),
    ("57の3", "57-3"),
    ("制度5", "s5"),
    ("48の上限は？", "limit of 48?"),
    ("3の金額", "amount of 3"),
    ("57", "57"),
    ("48と49の違い", "48 vs 49"),
    ("1000億円以上の施策", "measures over 100 billion yen"),
    ("3人を60円上げたら？", "raise 3 people by 60 yen"),
    ("事業費1000万円の新創出型だといくら", "new creation type project of 10 million yen, how much"),
    ("2の申請方法", "how do I apply for 2"),
    ("2のほかの公的情報", "other official facts of 2"),
    ("/themes", "/themes"),
    ("/help", "/help"),
]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("typed", QUESTIONS, ids=lambda typed: typed[1])
def test_all_doors_give_the_same_answer(
    service: Service, typed: tuple[str, str], language: Language
) -> None:
    text = typed[language is Language.EN]
    (by_text,) = service.message(text, language)
    question = by_text.answer.question
    form = encode(question)
    by_button = service.tapped(form)
    (by_link,) = service.message(f"/start {form}", language)
    by_inline = service.entry(service.offers(form).questions[0])
    by_words = service.entry(service.offers(text, language).questions[0])
    assert by_button.answer == by_link.answer == by_text.answer
    assert by_inline.question == by_words.question == question
    assert by_text.reply == by_button.reply == by_link.reply
    # In other chats no picture or file can follow; the rest is the same.
    assert in_words(by_text.reply) == by_inline.reply == by_words.reply
    printed = as_object(text, service.message(text, language))
    assert printed["text"] == by_button.reply.text
    assert printed["measures"] == [measure.id for measure in by_button.answer.measures]


@pytest.mark.parametrize("language", Language)
async def test_the_real_bot_says_the_same_at_every_door(
    api: LocalBotApi, service: Service, start: Start, language: Language
) -> None:
    text = ("業務改善助成金の上限は？", "48 limit?")[language is Language.EN]
    person = api.user(7, "Person", language_code=language)
    chat = api.private_chat(person)
    form = encode(service.message(text, language)[0].answer.question)
    answered = service.message(text, language)[0]
    expected, _ = parse_html(answered.reply.text)
    brief, _ = parse_html(service.question(answered.answer.question, is_brief=True).reply.text)
    elsewhere = api.group(-1002, "elsewhere", [person])
    async with start("polling"):
        api.send(chat, person, text)
        await replied(api, chat, 1)
        api.send(chat, person, f"/start {form}")
        api.send(chat, person, "/help")
        *said, helped = await replied(api, chat, 3)
        api.tap(chat, person, helped["message_id"], form)
        await api.wait_for(
            lambda: api.history(chat)[-1]["text"] != helped["text"] or None, chat=chat
        )
        inline = await asked(api, person, form)
        api.guest(elsewhere, person, f"@measures_bot {text}")
        (as_guest,) = await replied(api, elsewhere)
    assert as_guest["text"] == brief
    shown = [*(message["text"] for message in said), api.history(chat)[-1]["text"]]
    shown.append(parse_html(inline["results"][0]["input_message_content"]["message_text"])[0])
    assert shown == [expected] * 4

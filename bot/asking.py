"""`python -m bot ask`: the reply as text, or as JSON lines for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from bot.service import Answered, Service
from knowledge.question import Language, encode
from replies.reply import Button, for_terminal
from replies.sharing import inline_query


def as_text(answered: Iterable[Answered]) -> str:
    """The replies as a terminal shows them."""
    return "\n\n".join(for_terminal(each.reply.text) for each in answered)


def as_object(question: str, answered: list[Answered]) -> dict[str, Any]:
    """The JSON object of one question; of several replies the first gives kind and measures.

    Shape: `{"question", "kind", "measures", "field", "text", "buttons"}`.
    """
    first = answered[0].answer
    measures = dict.fromkeys(m.id for each in answered for m in each.answer.measures)
    return {
        "question": question,
        "kind": first.kind.value,
        "measures": list(measures),
        "field": first.field.value if first.field else None,
        "text": "\n\n".join(each.reply.text for each in answered),
        "buttons": [
            [_button(button) for button in row] for each in answered for row in each.reply.buttons
        ],
    }


def _button(button: Button) -> dict[str, Any]:
    data = encode(button.question) if button.question else None
    found: dict[str, Any] = {"text": button.text, "data": data, "url": button.url or None}
    if button.copy:
        found["copy"] = button.copy
    if button.share:
        found["share"] = inline_query(button.share)
    return found


def ask(service: Service, question: str, language: Language | None, as_json: bool) -> None:
    """Answer one question, or with `-` one a line of standard input."""
    if question == "-":
        for line in sys.stdin:
            if line.strip():
                _answer(service, line.rstrip("\n"), language, as_json)
    else:
        _answer(service, question, language, as_json)


def _answer(service: Service, question: str, language: Language | None, as_json: bool) -> None:
    answered = service.message(question, language)
    if as_json:
        print(json.dumps(as_object(question, answered), ensure_ascii=False), flush=True)
    else:
        print(as_text(answered), flush=True)

"""Telegram HTML: what it means, what is refused, how long it is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.localapi.errors import ApiError
from bot.localapi.markup import checked_url, find_entities, parse_html, trimmed, utf16_len


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


PARSED = [
    ("plain", "plain", []),
    ("<b>a</b><strong>b</strong>", "ab", [entity("bold", 0, 1), entity("bold", 1, 1)]),
    ("<i>a</i><em>b</em>", "ab", [entity("italic", 0, 1), entity("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
    (
        "<s>a</s><strike>b</strike><del>c</del>",
        "abc",
        [entity("strikethrough", place, 1) for place in range(3)],
    ),
    (
        '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
        "ab",
        [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
    ),
    ("<code>x</code>", "x", [entity("code", 0, 1)]),
    ('<code class="language-python">x</code>', "x", [entity("code", 0, 1)]),
    ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
    (
        '<pre><code class="language-python">x</code></pre>',
        "x",
        [entity("pre", 0, 1, language="python")],
    ),
    ("<blockquote>q</blockquote>", "q", [entity("blockquote", 0, 1)]),
    ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
    (
        '<a href="https://example.org/?a=1&amp;b=2">x</a>',
        "x",
        [entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")],
    ),
    (
        "<a href='https://EXAMPLE.org'>x</a>",
        "x",
        [entity("text_link", 0, 1, url="https://example.org/")],
    ),
    ('<a href="nowhere">x</a>', "x", []),
    ('<a href="tg://user?id=7">x</a>', "x", [entity("text_mention", 0, 1, user_id=7)]),
    ("<b>bold <i>both</i></b>", "bold both", [entity("bold", 0, 9), entity("italic", 5, 4)]),
    ("<B>a</B>", "a", [entity("bold", 0, 1)]),
    ("<b></b>a", "a", []),
    ("<b>a</>", "a", [entity("bold", 0, 1)]),
    ("&lt;b&gt; &amp; &quot;", '<b> & "', []),
    ("&#65;&#x42;&nbsp;&", "AB&nbsp;&", []),
    ("&amp;lt;", "&lt;", []),
    # Outside the basic plane a character counts twice.
    ("\U0001f600<b>\U0001f600</b>", "\U0001f600\U0001f600", [entity("bold", 2, 2)]),
    (
        "<b>a<code>b</code>c</b>",
        "abc",
        [entity("bold", 0, 1), entity("code", 1, 1), entity("bold", 2, 1)],
    ),
    (
        "<blockquote>a<blockquote>b</blockquote></blockquote>",
        "ab",
        [entity("blockquote", 0, 2)],
    ),
]


@pytest.mark.parametrize(("source", "text", "entities"), PARSED)
def test_html_becomes_text_and_entities(
    source: str,
    text: str,
    entities: list[dict[str, Any]],
) -> None:
    assert parse_html(source) == (text, entities)


REFUSED = [
    ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
    ("\u3042<kahn@inbox.ru>", 'Unsupported start tag "kahn@inbox.ru" at byte offset 3'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>a", "Can't find end tag corresponding to start tag b"),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    (
        "<a href>x</a>",
        'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    ),
    ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=x_y>x</a>", "Unexpected end of name token at byte offset 8"),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    (
        "&#xD800;",
        (
            "Text contains invalid Unicode characters after decoding HTML entities,"
            " check for unmatched surrogate code units"
        ),
    ),
]


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_faulty_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.code == 400
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


FOUND = [
    ("/start payload", [("bot_command", "/start")]),
    ("/help@measures_bot now", [("bot_command", "/help@measures_bot")]),
    ("a/b and 1/2", []),
    ("@measures_bot hello", [("mention", "@measures_bot")]),
    ("write to a.b@example.org", [("email", "a.b@example.org")]),
    ("see https://example.org/a?b=c, please", [("url", "https://example.org/a?b=c")]),
    ("#tag and #1", [("hashtag", "#tag")]),
    ("\U0001f600 /help", [("bot_command", "/help")]),
]


@pytest.mark.parametrize(("text", "marked"), FOUND)
def test_telegram_finds_commands_mentions_and_addresses(
    text: str,
    marked: list[tuple[str, str]],
) -> None:
    units = text.encode("utf-16-le")
    found = [
        (
            one["type"],
            units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le"),
        )
        for one in find_entities(text)
    ]
    assert found == marked


def test_length_is_in_utf16_units() -> None:
    assert utf16_len("a\u3042\U0001f600") == 4


def test_spaces_around_a_text_go_and_entities_move() -> None:
    assert trimmed("  ab \n", [entity("bold", 3, 3)]) == ("ab", [entity("bold", 1, 1)])


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("example.org", "http://example.org/"),
        ("http://localhost", ""),
        ("javascript:alert(1)", ""),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("https://a b.org", ""),
    ],
)
def test_an_address_is_completed_or_refused(link: str, kept: str) -> None:
    assert checked_url(link) == kept


def test_a_long_text_parses_in_one_pass() -> None:
    text, entities = parse_html("<b>x</b>y" * 4000)
    assert len(text) == 8000
    assert len(entities) == 4000

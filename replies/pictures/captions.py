"""Captions: a picture's content as text, for screen readers and for where no picture is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from markupsafe import escape

from replies.reply import visible_length

# Bot API, sendPhoto: "caption: 0-1024 characters after entities parsing".
MAX_CAPTION = 1024


def caption(
    head: Sequence[str],
    lines: Sequence[str],
    notes: Sequence[str],
    source: str,
    more: Callable[[int], str],
) -> str:
    """Telegram HTML: head, a quote that opens at a tap with the content and its notes, and the source.

    As many lines as there is room for; `more` says how many are left out.

    >>> caption(["Amounts"], ["a: 1", "b: 2"], [], "p. 7", "({} more)".format)
    '<b>Amounts</b>\\n<blockquote expandable>a: 1\\nb: 2</blockquote>\\np. 7'
    """
    for kept in range(len(lines), -1, -1):
        left_out = [more(len(lines) - kept)] if kept < len(lines) else []
        found = _html(head, [*lines[:kept], *left_out, *notes], source)
        if visible_length(found) <= MAX_CAPTION:
            return found
    return _html([head[-1][: MAX_CAPTION // 4]], [], source)


def _html(head: Iterable[str], quoted: Iterable[str], source: str) -> str:
    title, quote = _block(head), _block(quoted)
    inside = f"<blockquote expandable>{quote}</blockquote>\n" if quote else ""
    return f"<b>{title}</b>\n{inside}{escape(source)}"


def _block(texts: Iterable[str]) -> str:
    return "\n".join(escape(text) for text in texts if text)

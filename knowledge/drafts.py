"""Drafts: measure files that still have gaps, and what may be answered from them.

The importer writes `TODO` where it cannot know (summaries, keywords, readings, English). A file
with a `TODO` anywhere is a draft: `gaps` names what is missing, `certain` is the Measure that the
rest makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from knowledge.model import (
    BUTTON_WIDTH,
    Amount,
    Base,
    Content,
    Correction,
    Keywords,
    Measure,
    MeasureId,
    OfficialFact,
    Reading,
    Short,
    ThemeKey,
    Title,
    Words,
    width,
)

GAP = "TODO"


class _Identity(Base, frozen=True):
    """What even a draft must say."""

    id: MeasureId
    page: int


def gaps(raw: Any) -> list[str]:
    """The dotted names of a file's gaps, in the file's order; none: the file is no draft.

    A text that is missing in both languages is one gap.

    >>> gaps({"id": "81", "title": {"ja": "砂丘", "reading": "TODO"}, "short": {"ja": "TODO", "en": "TODO"}})
    ['title.reading', 'short']
    """
    return list(dict.fromkeys(_gaps(raw, "")))


def _gaps(value: Any, name: str) -> Iterator[str]:
    if value == GAP:
        yield name
    elif isinstance(value, dict):
        if value and all(item == GAP for item in value.values()):
            yield name
            return
        for key, item in value.items():
            if key == GAP:
                yield name
            else:
                yield from _gaps(item, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _gaps(item, name if item == GAP else f"{name}[{i}]")


def certain(raw: dict[str, Any]) -> Measure:
    """What a draft says for certain: id, page, titles and amount, and what finds it if that has no gap.

    What is missing stands empty: readings are "", keywords and themes may be none, English is the
    Japanese, and the short title is cut from the title. Of the page only the amount is certain: the rest
    is compared with the page (`knowledge.check`) when the last gap is filled. Raises
    msgspec.ValidationError if even id, page or title do not fit the model, or a part without a gap.
    """
    head = msgspec.convert(
        {key: raw[key] for key in ("id", "page") if key in raw}, _Identity, strict=False
    )
    title = _title(raw, "title")
    subtitle = _title(raw, "subtitle") if "subtitle" in raw else None
    return Measure(
        id=head.id,
        page=head.page,
        title=title,
        subtitle=subtitle,
        short=_short(raw, subtitle or title),
        themes=_whole(raw, "themes", list[ThemeKey]) or [],
        keywords=_whole(raw, "keywords", Keywords) or Keywords(distinctive={}, common={}, english=[]),
        needs=_whole(raw, "needs", dict[Words, Reading]) or {},
        needs_en=_whole(raw, "needs_en", list[Words]) or [],
        related=_whole(raw, "related", list[MeasureId]) or [],
        corrections=_whole(raw, "corrections", list[Correction]) or [],
        content=_content(raw.get("content")),
        official=_whole(raw, "official", list[OfficialFact]) or [],
    )


def cut(text: str, columns: int = BUTTON_WIDTH) -> str:
    """The text, or its beginning and `…`, so that it fits that many half-width columns."""
    if width(text) <= columns:
        return text
    while width(text) > columns - 2:
        text = text[:-1]
    return text + "…"


def _whole(raw: dict[str, Any], key: str, kind: Any) -> Any:
    """A part that has no gap, as the model has it; None if it is missing or has one."""
    if key not in raw or gaps(raw[key]):
        return None
    return msgspec.convert(raw[key], kind, strict=False)


def _title(raw: dict[str, Any], key: str) -> Title:
    whole = _whole(raw, key, Title)
    if isinstance(whole, Title):
        return whole
    words = _words(raw, key)
    if "ja" not in words:
        raise msgspec.ValidationError(f"a draft needs its title - at `$.{key}.ja`")
    return Title(ja=words["ja"], reading=words.get("reading", ""), en=words.get("en", words["ja"]))


def _short(raw: dict[str, Any], title: Title) -> Short:
    words = _words(raw, "short")
    ja = words.get("ja") or title.ja
    en = words.get("en") or title.en
    return Short(ja=cut(ja), reading=words.get("reading", ""), en=cut(en))


def _words(raw: dict[str, Any], key: str) -> dict[str, str]:
    """The words of a title that stand in the file, gaps left out."""
    part = raw.get(key)
    if not isinstance(part, dict):
        return {}
    return {k: v for k, v in part.items() if isinstance(v, str) and v and v != GAP}


def _content(raw: Any) -> Content | None:
    """The content with its amount alone; without a content the copy has no page of the measure."""
    return Content(amount=_whole(raw, "amount", Amount)) if isinstance(raw, dict) else None

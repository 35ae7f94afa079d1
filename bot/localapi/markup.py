"""Message text: Telegram HTML to text and entities, and the entities Telegram finds by itself.

See "Formatting options" and MessageEntity in the Bot API. An entity is a dict
`{"type", "offset", "length"}` with `url`, `user_id`, `language` or `custom_emoji_id` as its type
wants (`user_id` is ours: whoever knows the users turns it into `user`). Offsets and lengths are in
UTF-16 code units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit, urlunsplit

from .errors import Json, bad_request

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#[xX]?([0-9a-fA-F]*)|([A-Za-z]+));?")
_SPACE = " \t\r\n\0\v"
_USER_LINK = re.compile(r"tg://user/?\?(?:.*&)?id=(\d+)", re.IGNORECASE)

# Text that a link, a command or a mention must not be looked for in, and the order in which
# entities that begin and end together are listed.
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})
_LITERAL = frozenset({"code", "pre"})
_SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_ORDER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention")

_FOUND = re.compile(
    r"(?P<url>(?:https?|tg)://[^\s<>\"\u3000-\u3002\u300c-\u300f\uff08\uff09]*[^\s<>\"'.,:;!?()\u3000-\u3002\u300c-\u300f\uff08\uff09])"
    r"|(?P<email>(?<![\w.@])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"|(?P<bot_command>(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w@/<>]))"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z0-9_]{3,32}(?!\w))"
    r"|(?P<hashtag>(?<![\w#&/@])#(?=\w*[^\W\d_])\w{1,256}(?!\w))",
)


def utf16_len(text: str) -> int:
    """Count UTF-16 code units, Telegram's measure of length."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


@dataclass(slots=True)
class _Open:
    """A start tag whose end is still to come."""

    tag: str
    argument: str
    offset: int
    part: int


@dataclass(slots=True)
class _HtmlParser:
    """One pass over the source; `position` is the character that is read next."""

    source: str
    position: int = 0
    offset: int = 0
    parts: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def run(self) -> tuple[str, list[Json]]:
        while self.position < len(self.source):
            mark = min(self._find("<"), self._find("&"))
            self._put(self.source[self.position : mark])
            self.position = mark
            if mark == len(self.source):
                break
            if self.source[mark] == "&":
                self._reference()
            elif self.source.startswith("</", mark):
                self._end_tag()
            else:
                self._start_tag()
        if self.stack:
            tag = self.stack[-1].tag
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag {tag}"
            )
        text = "".join(self.parts)
        if any("\ud800" <= character <= "\udfff" for character in text):
            reason = (
                "can't parse entities: Text contains invalid Unicode characters after decoding HTML"
                " entities, check for unmatched surrogate code units"
            )
            raise bad_request(reason)
        return text, self.entities

    def _find(self, character: str) -> int:
        found = self.source.find(character, self.position)
        return len(self.source) if found < 0 else found

    def _put(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.offset += utf16_len(text)

    def _fail(self, reason: str, at: int) -> NoReturn:
        byte = len(self.source[:at].encode("utf-8", "surrogatepass"))
        raise bad_request(
            f"can't parse entities: {reason.replace('{at}', f'at byte offset {byte}')}"
        )

    def _reference(self) -> None:
        character, self.position = _decode(self.source, self.position)
        self._put(character)

    def _start_tag(self) -> None:
        begin = self.position
        name_end = self._skip_until(begin + 1, ">", spaces=True)
        if name_end == len(self.source):
            self._fail("Unclosed start tag {at}", begin)
        tag = self.source[begin + 1 : name_end].lower()
        if tag not in _KINDS:
            self._fail(f'Unsupported start tag "{tag}" {{at}}', begin)
        self.position = name_end
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            self._fail('Tag "span" must have class "tg-spoiler" {at}', begin)
        self.stack.append(_Open(tag, argument, self.offset, len(self.parts)))

    def _attributes(self, tag: str, begin: int) -> str:
        """Read up to and with `>`; give what the tag's entity needs of its attributes."""
        argument = ""
        while True:
            self._skip_spaces()
            if self.source[self.position : self.position + 1] == ">":
                self.position += 1
                return argument
            name, value = self._attribute(tag, begin)
            if self.position >= len(self.source):
                self._fail("Unclosed start tag {at}", begin)
            argument = _argument(tag, name, value) or argument

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        start = self.position
        self.position = self._skip_until(start, "=>" if tag == "blockquote" else "=", spaces=True)
        name = self.source[start : self.position]
        if not name:
            self._fail(f'Empty attribute name in the tag "{tag}" {{at}}', begin)
        self._skip_spaces()
        if self.source[self.position : self.position + 1] != "=":
            if tag == "blockquote" and name == "expandable":
                return name, "1"
            reason = f'Expected equal sign in declaration of an attribute of the tag "{tag}" {{at}}'
            self._fail(reason, begin)
        self.position += 1
        self._skip_spaces()
        if self.position >= len(self.source):
            self._fail(f'Unclosed start tag "{tag}" {{at}}', begin)
        if self.source[self.position] in "'\"":
            return name, self._quoted()
        return name, self._token()

    def _token(self) -> str:
        start = self.position
        match = re.compile(r"[A-Za-z0-9.-]*").match(self.source, start)
        self.position = match.end() if match else start
        following = self.source[self.position : self.position + 1]
        if following and following not in _SPACE + ">":
            self._fail("Unexpected end of name token {at}", start)
        return self.source[start : self.position].lower()

    def _quoted(self) -> str:
        quote = self.source[self.position]
        self.position += 1
        value = []
        while self.position < len(self.source) and self.source[self.position] != quote:
            if self.source[self.position] == "&":
                character, self.position = _decode(self.source, self.position)
                value.append(character)
            else:
                value.append(self.source[self.position])
                self.position += 1
        self.position += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.position
        if not self.stack:
            self._fail("Unexpected end tag {at}", begin)
        name_end = self._skip_until(begin + 2, ">", spaces=True)
        name = self.source[begin + 2 : name_end].lower()
        self.position = name_end
        self._skip_spaces()
        if self.source[self.position : self.position + 1] != ">":
            self._fail("Unclosed end tag {at}", begin)
        self.position += 1
        opened = self.stack.pop()
        if name not in ("", opened.tag):
            reason = f'Unmatched end tag {{at}}, expected "</{opened.tag}>", found "</{name}>"'
            self._fail(reason, begin)
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {
            "type": _KINDS[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        if opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdecimal() or int(opened.argument) == 0:
                raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "a":
            link = opened.argument or "".join(self.parts[opened.part :])
            if not _point_to(entity, link):
                return
        elif opened.tag in ("pre", "code") and self._is_one_with_last(entity, opened):
            return
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)

    def _is_one_with_last(self, entity: Json, opened: _Open) -> bool:
        """Join `<pre><code class="language-x">` (either way round) to one `pre` with a language."""
        last = self.entities[-1] if self.entities else None
        if last is None or (last["offset"], last["length"]) != (entity["offset"], entity["length"]):
            return False
        language = last.get("language") if opened.tag == "pre" else opened.argument
        if {last["type"], opened.tag} != {"pre", "code"} or not language:
            return False
        last.update(type="pre", language=language)
        return True

    def _skip_until(self, start: int, stops: str, *, spaces: bool) -> int:
        stops += _SPACE if spaces else ""
        while start < len(self.source) and self.source[start] not in stops:
            start += 1
        return start

    def _skip_spaces(self) -> None:
        while self.position < len(self.source) and self.source[self.position] in _SPACE:
            self.position += 1


def _decode(source: str, position: int) -> tuple[str, int]:
    """Read the character reference at `position`: what it stands for, and where reading goes on."""
    match = _REFERENCE.match(source, position)
    if match is None:
        return "&", position + 1
    digits, name = match.groups()
    if name is not None:
        return (_NAMED[name], match.end()) if name in _NAMED else ("&", position + 1)
    is_hexadecimal = source[position + 2 : position + 3] in ("x", "X")
    try:
        code = int(digits, 16 if is_hexadecimal else 10)
    except ValueError:
        return "&", position + 1
    if code == 0 or code >= 0x10FFFF or match.end() - position > 10:
        return "&", position + 1
    return chr(code), match.end()


def _argument(tag: str, name: str, value: str) -> str:
    """Give the part of an attribute that the entity keeps, "" for one without meaning."""
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id"), ("blockquote", "expandable")):
        return value or ("1" if tag == "blockquote" else "")
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return ""


def _point_to(entity: Json, link: str) -> bool:
    """Set where a link leads, a user or an address; False when it leads nowhere."""
    if user := _USER_LINK.fullmatch(link.strip()):
        entity.update(type="text_mention", user_id=int(user[1]))
        return True
    if url := checked_url(link):
        entity["url"] = url
        return True
    return False


def checked_url(link: str) -> str:
    """Give the address as Telegram keeps it, "" when Telegram would not take it."""
    link = link.strip()
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link) or re.match(r"[\w.-]+\.\w+:\d+", link):
        link = f"http://{link}"
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme in ("tg", "ton", "tonsite"):
        return link if host else ""
    if (
        parts.scheme not in ("http", "https")
        or "." not in host.strip(".")
        or re.search(r"\s", link)
    ):
        return ""
    return urlunsplit(parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/"))


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Parse Telegram HTML to text and sorted entities; 400 "can't parse entities: ..."."""
    text, entities = _HtmlParser(source).run()
    for entity in entities:
        # A language counts for a block only.
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, tidy(entities)


def tidy(entities: Iterable[Json]) -> list[Json]:
    """Apply the nesting rules: nothing inside code, no quotation inside a quotation; sort."""
    entities = _sorted(entities)
    literal = [entity for entity in entities if entity["type"] in _LITERAL]
    literal = [entity for entity in literal if not _lies_in(entity, literal)]
    kept: list[Json] = list(literal)
    quotation_end = 0
    for entity in entities:
        kind = entity["type"]
        if kind in _LITERAL:
            continue
        if kind in _SPLITTABLE:
            kept.extend(_without(entity, literal))
        elif kind.endswith("blockquote"):
            if entity["offset"] >= quotation_end:
                kept.append(entity)
                quotation_end = _end(entity)
        elif not any(_overlap(entity, block) for block in literal):
            kept.append(entity)
    return _sorted(kept)


def _sorted(entities: Iterable[Json]) -> list[Json]:
    def key(entity: Json) -> tuple[int, int, int]:
        kind = entity["type"]
        rank = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
        return entity["offset"], -entity["length"], rank

    return sorted(entities, key=key)


def _end(entity: Json) -> int:
    end: int = entity["offset"] + entity["length"]
    return end


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < _end(other) and other["offset"] < _end(one))


def _lies_in(entity: Json, others: list[Json]) -> bool:
    return any(
        other is not entity
        and other["offset"] <= entity["offset"]
        and _end(entity) <= _end(other)
        and (other["length"] > entity["length"] or other["type"] == "pre")
        for other in others
    )


def _without(entity: Json, blocks: list[Json]) -> list[Json]:
    """Cut the blocks (sorted) out of an entity."""
    pieces = []
    start = entity["offset"]
    for block in blocks:
        if block["offset"] > start and block["offset"] < _end(entity):
            pieces.append({**entity, "offset": start, "length": block["offset"] - start})
        if _overlap({**entity, "offset": start, "length": max(_end(entity) - start, 0)}, block):
            start = _end(block)
    if start < _end(entity):
        pieces.append({**entity, "offset": start, "length": _end(entity) - start})
    return pieces


def find_entities(text: str) -> list[Json]:
    """Find what Telegram marks by itself: addresses, commands, mentions, hashtags."""
    found = []
    position = offset = 0
    for match in _FOUND.finditer(text):
        offset += utf16_len(text[position : match.start()])
        length = utf16_len(match[0])
        found.append({"type": match.lastgroup, "offset": offset, "length": length})
        position = match.end()
        offset += length
    return found


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """Add the found entities to the given ones, where these leave room."""
    found = find_entities(text)
    if not entities or not found:
        return entities or found
    closed = [entity for entity in entities if entity["type"] in _CLOSED]
    free = [entity for entity in found if not any(_overlap(entity, block) for block in closed)]
    return _sorted([*entities, *free])


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Strip spaces and line breaks: all at the end, those before the first entity."""
    kept = text.rstrip(" \t\r\n")
    first = entities[0]["offset"] if entities else len(kept)
    start = 0
    while start < min(first, len(kept)) and kept[start] in " \t\r\n":
        start += 1
    kept = kept[start:]
    length = utf16_len(kept)
    moved = []
    for entity in entities:
        offset = entity["offset"] - start
        size = min(_end(entity) - start, length) - offset
        if size > 0:
            moved.append({**entity, "offset": offset, "length": size})
    return kept, moved


def checked_entities(entities: object, length: int) -> list[Json]:
    """Check entities that came as a list (Array of MessageEntity) for a text of `length` units."""
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse entities JSON object")
    kept = []
    for entity in entities:
        if not isinstance(entity, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        offset, size = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(size, int):
            reason = 'can\'t parse MessageEntity: Field "offset" must be of type Number'
            raise bad_request(reason)
        if size <= 0 or offset < 0 or offset >= length:
            continue
        kept.append({**entity, "length": min(size, length - offset)})
    return tidy(kept)

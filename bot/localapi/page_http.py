"""The users' side over HTTP, for the chat page: `/local/...`, and the page's own files.

Each browser session is one person with one private chat.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .bodies import MAX_BODY, decode_object, read_limited
from .errors import ApiError, Json, bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from .chats import Chat
    from .files import Files
    from .people import People
    from .profile import Profile

COOKIE = "local_session"
MAX_SESSIONS = 1000
MAX_QUERY = 256
LANGUAGES = frozenset({"ja", "en"})
PAGE = Path(__file__).with_name("page")
_FIRST_USER = 7_000_000_001
_SAFE_IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class PageHttp:
    """Sessions, and what a page asks and does."""

    def __init__(self, people: People, files: Files, profile: Profile, page: Path = PAGE) -> None:
        self._people = people
        self._files = files
        self._profile = profile
        self._page = page
        self._sessions: OrderedDict[str, Chat] = OrderedDict()
        self._user_ids = count(_FIRST_USER)
        self._stopping = False
        # The longest wait of `/local/events`, in seconds.
        self.poll_seconds = 25.0

    def routes(self) -> list[web.RouteDef]:
        """Give the routes."""
        return [
            web.get("/", self.index),
            web.get("/static/{path:.+}", self.static),
            web.get("/local/state", self.state),
            web.get("/local/events", self.events),
            web.get("/local/file/{file_id}", self.file),
            web.post("/local/send", self._doing(self._send)),
            web.post("/local/edit", self._doing(self._edit)),
            web.post("/local/tap", self._doing(self._tap)),
            web.post("/local/inline", self._doing(self._inline)),
            web.post("/local/choose", self._doing(self._choose)),
            web.post("/local/guest", self._doing(self._guest)),
        ]

    def start(self) -> None:
        """Be ready to let pages wait (again)."""
        self._stopping = False

    def stop(self) -> None:
        """Let go of the pages that wait for events."""
        self._stopping = True
        for chat in self._sessions.values():
            chat.changed.notify()

    # The page's files

    async def index(self, _request: web.Request) -> web.StreamResponse:
        """Serve the page."""
        return self._file_of_page("index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        """Serve a file of the page."""
        return self._file_of_page(request.match_info["path"])

    def _file_of_page(self, name: str) -> web.StreamResponse:
        root = self._page.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise web.HTTPNotFound(text="There is no such file.\n")
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
        return web.FileResponse(path, headers=headers)

    # Sessions

    def _chat(self, request: web.Request) -> Chat | None:
        session = request.cookies.get(COOKIE, "")
        if session in self._sessions:
            self._sessions.move_to_end(session)
        return self._sessions.get(session)

    def _open(self) -> tuple[str, Chat]:
        session = secrets.token_urlsafe(24)
        user = self._people.user(next(self._user_ids), "You")
        chat = self._sessions[session] = self._people.private_chat(user)
        if len(self._sessions) > MAX_SESSIONS:
            _, oldest = self._sessions.popitem(last=False)
            self._people.chats.drop(oldest)
        return session, chat

    # Reading

    async def state(self, request: web.Request) -> web.StreamResponse:
        """Give the bot, the chat so far and `seq`, after which `/local/events` goes on."""
        chat, session = self._chat(request), ""
        if chat is None:
            session, chat = self._open()
        user = chat.members[0]
        if (language := request.query.get("language")) in LANGUAGES:
            user.language_code = language
        body = {
            "bot": self._bot(chat.id, user.language_code or ""),
            "chat_id": chat.id,
            "user_id": user.id,
            "messages": self._people.history(chat),
            "seq": chat.seq,
        }
        response = web.json_response(body, headers={"Cache-Control": "no-store"})
        if session:
            response.set_cookie(COOKIE, session, httponly=True, samesite="Strict", path="/")
        return response

    def _bot(self, chat_id: int, language: str) -> Json:
        bot, shown = self._people.chats.bot, self._profile.shown_text
        return {
            "name": shown("name", language) or bot["first_name"],
            "username": bot["username"],
            "description": shown("description", language),
            "short_description": shown("short_description", language),
            "commands": self._profile.shown_commands(chat_id, language),
        }

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Give the events after `after`, waiting for one; `reset` when the page must start anew."""
        chat = self._chat(request)
        if chat is None:
            return _refused(401, "no session: ask for /local/state first")
        text = request.query.get("after", "0")
        after = int(text) if text.isdecimal() and len(text) < 16 else 0
        if after == chat.seq:
            await self._wait(chat, after)
        first = chat.events[0]["seq"] if chat.events else 1
        body: Json = {"seq": chat.seq, "events": []}
        if after > chat.seq or after + 1 < first:
            body["reset"] = True
        else:
            body["events"] = [event for event in chat.events if event["seq"] > after]
        return web.json_response(body, headers={"Cache-Control": "no-store"})

    async def _wait(self, chat: Chat, after: int) -> None:
        try:
            await chat.changed.until(lambda: chat.seq > after or self._stopping, self.poll_seconds)
        except TimeoutError:
            # An empty answer says so.
            return

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Give a file of the bot; what is no plain picture is for saving, not for showing."""
        stored = self._files.get(request.match_info["file_id"])
        if stored is None or self._chat(request) is None:
            return _refused(404, "there is no such file")
        headers = {"Cache-Control": "private, max-age=3600", "Content-Security-Policy": "sandbox"}
        if stored.content_type not in _SAFE_IMAGES:
            headers["Content-Disposition"] = "attachment"
        kind = stored.content_type.partition(";")[0].strip()
        headers["Content-Type"] = kind if kind.isascii() and kind.isprintable() else "text/plain"
        return web.Response(body=stored.data, headers=headers)

    # Doing

    def _doing(self, action: Callable[[Chat, Json], Json]) -> Any:
        """Make a handler of an action: JSON in, JSON out, errors as `{"error"}`."""

        async def handler(request: web.Request) -> web.StreamResponse:
            if request.content_type != "application/json":
                return _refused(415, "the body must be application/json")
            chat = self._chat(request)
            if chat is None:
                return _refused(401, "no session: ask for /local/state first")
            try:
                body = decode_object(await read_limited(request, MAX_BODY))
                return web.json_response(action(chat, body))
            except ApiError as error:
                return _refused(error.code, error.description)
            except (ValueError, LookupError) as error:
                return _refused(400, str(error))

        return handler

    def _send(self, chat: Chat, body: Json) -> Json:
        reply_to = _integer(body, "reply_to") if body.get("reply_to") is not None else None
        text = _string(body, "text")
        self._people.send_parts(chat, chat.members[0], text, reply_to)
        return {"message_id": next(reversed(chat.messages))}

    def _edit(self, chat: Chat, body: Json) -> Json:
        message_id, text = _integer(body, "message_id"), _string(body, "text")
        self._people.edit(chat, chat.members[0], message_id, text)
        return {"message_id": message_id}

    def _tap(self, chat: Chat, body: Json) -> Json:
        message_id, data = _integer(body, "message_id"), _string(body, "data")
        return {"query_id": self._people.tap(chat, chat.members[0], message_id, data)}

    def _inline(self, chat: Chat, body: Json) -> Json:
        query = _string(body, "query")[:MAX_QUERY]
        offset = str(body.get("offset") or "")
        return {"query_id": self._people.inline(chat.members[0], query, offset)}

    def _choose(self, chat: Chat, body: Json) -> Json:
        query_id, result_id = _string(body, "query_id"), _string(body, "result_id")
        query = self._people.inline_query(query_id)
        if query is None or query.chat is not chat:
            raise bad_request(f"there is no inline query {query_id}")
        return {"message_id": self._people.choose(query_id, result_id)}

    def _guest(self, chat: Chat, body: Json) -> Json:
        """Mention the bot as in a chat that it is no member of."""
        return {"update_id": self._people.guest(chat, chat.members[0], _string(body, "text"))}


def _string(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise bad_request(f'"{name}" must be a string')
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise bad_request(f'"{name}" must be valid Unicode') from error
    return value


def _integer(body: Json, name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise bad_request(f'"{name}" must be an integer')
    return value


def _refused(status: int, reason: str) -> web.Response:
    return web.json_response({"error": reason}, status=status)

"""What exists on the local Telegram: users, chats, their messages, and questions put to the bot.

Messages are Message dicts of the Bot API. They are never changed in place: an edit puts a new dict
in the old one's place, so an update goes on showing what was true when it came.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from .errors import STALE_QUERY, ApiError, Json, bad_request
from .signals import Signal
from .view import page_message

if TYPE_CHECKING:
    from collections.abc import Callable

    from .updates import UpdateQueue

MAX_HISTORY = 1000
MAX_EVENTS = 2000
MAX_QUERIES = 10_000
DELETABLE_FOR = 48 * 3600
_SUPERGROUPS = -1_000_000_000_000


@dataclass(slots=True, eq=False)
class User:
    """A person; `language_code` is the language of the person's Telegram client."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    has_blocked_bot: bool = False

    def json(self) -> Json:
        """Give User."""
        names = ("first_name", "last_name", "username", "language_code")
        given = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return {"id": self.id, "is_bot": False, **given}


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat (`id` and `members[0].id` are the same) or a group."""

    id: int
    type: str
    members: list[User]
    title: str = ""
    messages: OrderedDict[int, Json] = field(default_factory=OrderedDict)
    events: deque[Json] = field(default_factory=lambda: deque(maxlen=MAX_EVENTS))
    seq: int = 0
    changed: Signal = field(default_factory=Signal)

    def json(self) -> Json:
        """Give Chat."""
        if self.type != "private":
            return {"id": self.id, "type": self.type, "title": self.title}
        user = self.members[0].json()
        names = ("first_name", "last_name", "username")
        return {"id": self.id, "type": "private", **{n: user[n] for n in names if n in user}}

    def announce(self, kind: str, **payload: object) -> None:
        """Tell whoever watches the chat; `seq` numbers the events of a chat from 1."""
        self.seq += 1
        self.events.append({"seq": self.seq, "type": kind, **payload})
        self.changed.notify()


@dataclass(slots=True, eq=False)
class Query:
    """A question put to the bot by a tap, in inline mode or as a guest, and what came as answer."""

    id: str
    kind: str
    user: User
    chat: Chat
    asked_at: float
    text: str = ""
    is_answered: bool = False
    results: list[Json] = field(default_factory=list)
    message: Json | None = None


class Chats:
    """The state itself. `clock` gives seconds since 1970; `bot` is the bot's User."""

    def __init__(self, bot: Json, queue: UpdateQueue, clock: Callable[[], float]) -> None:
        self.bot = bot
        self.queue = queue
        self.clock = clock
        self.changed = Signal()
        # How long the bot may take to answer a tap or an inline query, in seconds.
        self.query_lifetime = 30.0
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self._message_ids = count(1)
        self._query_ids = count(1)
        self._queries: OrderedDict[tuple[str, str], Query] = OrderedDict()
        self._inline: OrderedDict[str, tuple[int, int]] = OrderedDict()

    # Users and chats

    def add_user(self, user: User) -> User:
        """Make a user known; one who is known already is brought up to date and given back."""
        known = self.users.setdefault(user.id, user)
        for name in ("first_name", "last_name", "username", "language_code"):
            if getattr(user, name) is not None:
                setattr(known, name, getattr(user, name))
        return known

    def open_private(self, user: User) -> Chat:
        """Give the user's chat with the bot."""
        chat = self.chats.get(user.id)
        if chat is None:
            chat = self.chats[user.id] = Chat(user.id, "private", [user])
        return chat

    def open_group(self, chat_id: int, title: str, members: list[User]) -> Chat:
        """Give the group of this (negative) id; below -1000000000000 it is a supergroup."""
        chat = self.chats.get(chat_id)
        if chat is None:
            kind = "supergroup" if chat_id < _SUPERGROUPS else "group"
            chat = self.chats[chat_id] = Chat(chat_id, kind, list(members), title)
        return chat

    def drop(self, chat: Chat) -> None:
        """Forget a chat and, of a private one, its user."""
        self.chats.pop(chat.id, None)
        if chat.type == "private":
            self.users.pop(chat.id, None)

    def find(self, chat_id: str) -> Chat:
        """Give the chat the bot names; 400 when there is none, 403 if its user blocked the bot."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        is_number = chat_id.lstrip("-").isdecimal() and len(chat_id) < 20
        chat = self.chats.get(int(chat_id)) if is_number else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.type == "private" and chat.members[0].has_blocked_bot:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat

    # Messages

    def post(self, chat: Chat, sender: Json, content: Json, reply_to: int | None = None) -> Json:
        """Put a message into a chat and give it; `content`: what it says, as Message fields."""
        message: Json = {
            "message_id": next(self._message_ids),
            "from": sender,
            "chat": chat.json(),
            "date": int(self.clock()),
        }
        answered = chat.messages.get(reply_to) if reply_to is not None else None
        if answered is not None:
            # Telegram gives one level only.
            shallow = {k: v for k, v in answered.items() if k != "reply_to_message"}
            message["reply_to_message"] = shallow
        message.update(content)
        self._keep(chat, message)
        chat.announce("message", message=page_message(message, self.bot["id"]))
        self.changed.notify()
        return message

    def _keep(self, chat: Chat, message: Json) -> None:
        chat.messages[message["message_id"]] = message
        if len(chat.messages) > MAX_HISTORY:
            chat.messages.popitem(last=False)

    def replace(self, chat: Chat, message: Json, event: str) -> Json:
        """Put an edited message in the old one's place; `event` is "edit" or "markup"."""
        if event == "edit":
            message = {**message, "edit_date": int(self.clock())}
        chat.messages[message["message_id"]] = message
        view = page_message(message, self.bot["id"])
        extra: Json = {"message": view}
        if event == "markup":
            extra |= {"message_id": view["message_id"], "reply_markup": view.get("reply_markup")}
        chat.announce(event, **extra)
        self.changed.notify()
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message."""
        del chat.messages[message_id]
        chat.announce("delete", message_id=message_id)
        self.changed.notify()

    # Messages sent through the bot in inline or guest mode, which it knows by another id

    def add_inline(self, chat: Chat, message: Json) -> str:
        """Give an `inline_message_id` for a message."""
        name = f"inline-{chat.id}-{message['message_id']}"
        self._inline[name] = (chat.id, message["message_id"])
        if len(self._inline) > MAX_QUERIES:
            self._inline.popitem(last=False)
        return name

    def find_inline(self, name: str) -> tuple[Chat, Json]:
        """Give chat and message of an `inline_message_id`; 400 when there is none."""
        chat_id, message_id = self._inline.get(name, (0, 0))
        chat = self.chats.get(chat_id)
        if chat is None or message_id not in chat.messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return chat, chat.messages[message_id]

    def inline_id(self, chat: Chat, message_id: int) -> str | None:
        """Give the `inline_message_id` of a message that has one."""
        name = f"inline-{chat.id}-{message_id}"
        return name if name in self._inline else None

    # Questions to the bot

    def ask(self, kind: str, user: User, chat: Chat, text: str = "") -> Query:
        """Open a query of kind "callback", "inline" or "guest"."""
        query = Query(str(next(self._query_ids)), kind, user, chat, self.clock(), text)
        self._queries[kind, query.id] = query
        if len(self._queries) > MAX_QUERIES:
            self._queries.popitem(last=False)
        return query

    def query(self, kind: str, query_id: str) -> Query:
        """Give a query that may still be answered; 400 when it is unknown or too old."""
        query = self._queries.get((kind, query_id))
        if query is None or self.clock() > query.asked_at + self.query_lifetime:
            raise bad_request(STALE_QUERY)
        return query

    def asked(self, kind: str, query_id: str) -> Query | None:
        """Give a query however old, for the user's side."""
        return self._queries.get((kind, query_id))

"""The users' side: what people do in Telegram's clients, as Python calls.

The chat page does the same over HTTP (`page_http.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .chats import Chat, Chats, Query, User
from .content import MAX_TEXT
from .markup import find_entities, utf16_len
from .updates import KINDS
from .view import page_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .errors import Json

T = TypeVar("T")


class People:
    """People and what they do. Update ids are 0 for kinds of update the bot did not ask for."""

    def __init__(self, chats: Chats) -> None:
        self.chats = chats

    # Who and where

    def user(
        self,
        id: int = 1,
        first_name: str = "User",
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> User:
        """Make a user; the same id again gives the same user, brought up to date."""
        return self.chats.add_user(User(id, first_name, last_name, username, language_code))

    def private_chat(self, user: User) -> Chat:
        """Give the user's chat with the bot."""
        return self.chats.open_private(user)

    def group(self, id: int, title: str = "Group", members: Iterable[User] = ()) -> Chat:
        """Give a group; `id` is negative."""
        return self.chats.open_group(id, title, list(members))

    # What they do

    def send(self, chat: Chat, user: User, text: str, reply_to: int | None = None) -> int:
        """Send a text; give its update id (of the last part, if it is longer than 4,096 units)."""
        return self.send_parts(chat, user, text, reply_to)[-1]

    def send_parts(
        self, chat: Chat, user: User, text: str, reply_to: int | None = None
    ) -> list[int]:
        """Send a text, split as Telegram's clients do; ValueError when there is nothing to send."""
        parts = split_text(text.strip())
        if not parts:
            message = "a message needs a text"
            raise ValueError(message)
        return [self.post(chat, user, text_fields(part), reply_to) for part in parts]

    def post(self, chat: Chat, user: User, content: Json, reply_to: int | None = None) -> int:
        """Send a message of any content, given as Message fields; give its update id."""
        message = self.chats.post(chat, user.json(), content, reply_to)
        return self.chats.queue.push("message", message)

    def edit(self, chat: Chat, user: User, message_id: int, text: str) -> int:
        """Edit the user's own message; LookupError when there is none, give the update id."""
        message = chat.messages.get(message_id)
        if message is None or message["from"]["id"] != user.id or "text" not in message:
            reason = f"user {user.id} has no text message {message_id} in chat {chat.id}"
            raise LookupError(reason)
        text = text.strip()
        if not 1 <= utf16_len(text) <= MAX_TEXT:
            reason = "a message has 1 to 4096 characters"
            raise ValueError(reason)
        kept = {key: value for key, value in message.items() if key != "entities"}
        edited = self.chats.replace(chat, kept | text_fields(text), "edit")
        return self.chats.queue.push("edited_message", edited)

    def tap(self, chat: Chat, user: User, message_id: int, data: str) -> str:
        """Tap a callback button; `data` may be anything, forged or old. Gives the query's id."""
        query = self.chats.ask("callback", user, chat, data)
        update: Json = {"id": query.id, "from": user.json()}
        if inline_id := self.chats.inline_id(chat, message_id):
            update["inline_message_id"] = inline_id
        else:
            # A message that is gone comes with date 0 (InaccessibleMessage).
            gone = {"message_id": message_id, "chat": chat.json(), "date": 0}
            update["message"] = chat.messages.get(message_id, gone)
        update |= {"chat_instance": str(chat.id), "data": data}
        self.chats.queue.push("callback_query", update)
        return query.id

    def inline(self, user: User, query: str, offset: str = "", chat: Chat | None = None) -> str:
        """Ask in inline mode, from `chat` (the private one by default). Gives the query's id."""
        where = chat or self.private_chat(user)
        asked = self.chats.ask("inline", user, where, query)
        chat_type = "sender" if where.type == "private" else where.type
        update = {"id": asked.id, "from": user.json(), "query": query, "offset": offset}
        self.chats.queue.push("inline_query", {**update, "chat_type": chat_type})
        return asked.id

    def choose(self, query_id: str, result_id: str) -> int:
        """Choose an inline result, which sends its message; give the message's id.

        LookupError when the query has no such result.
        """
        query = self.inline_query(query_id)
        results = query.results if query else []
        result = next((result for result in results if result["id"] == result_id), None)
        if query is None or result is None:
            reason = f"inline query {query_id} has no result {result_id}"
            raise LookupError(reason)
        content = {**result["message"], "via_bot": self.chats.bot}
        message = self.chats.post(query.chat, query.user.json(), content)
        chosen: Json = {"result_id": result_id, "from": query.user.json(), "query": query.text}
        if "reply_markup" in message:
            # Telegram names the message only when it has buttons.
            chosen["inline_message_id"] = self.chats.add_inline(query.chat, message)
        self.chats.queue.push("message", message)
        self.chats.queue.push("chosen_inline_result", chosen)
        return int(message["message_id"])

    def guest(self, chat: Chat, user: User, text: str, reply_to: int | None = None) -> int:
        """Mention the bot where it is no member (guest mode); give the update id."""
        query = self.chats.ask("guest", user, chat, text)
        message = self.chats.post(chat, user.json(), text_fields(text), reply_to)
        query.message = message
        return self.chats.queue.push("guest_message", {**message, "guest_query_id": query.id})

    def push_raw(self, update: Json) -> int:
        """Push any update, `{kind: payload}`; the `update_id` is ours. ValueError for no kind."""
        kind = next((name for name in update if name in KINDS), None)
        if kind is None:
            reason = f"no kind of update among {sorted(update)}"
            raise ValueError(reason)
        return self.chats.queue.push(kind, update[kind])

    def block(self, user: User) -> int:
        """Block the bot: sending to the user fails with 403; give the update id."""
        return self._set_blocked(user, is_blocked=True)

    def unblock(self, user: User) -> int:
        """Let the bot write again; give the update id."""
        return self._set_blocked(user, is_blocked=False)

    def _set_blocked(self, user: User, *, is_blocked: bool) -> int:
        member: Json = {"user": self.chats.bot, "status": "member"}
        kicked: Json = {"user": self.chats.bot, "status": "kicked", "until_date": 0}
        user.has_blocked_bot = is_blocked
        update = {
            "chat": self.private_chat(user).json(),
            "from": user.json(),
            "date": int(self.chats.clock()),
            "old_chat_member": member if is_blocked else kicked,
            "new_chat_member": kicked if is_blocked else member,
        }
        return self.chats.queue.push("my_chat_member", update)

    # What they see

    def history(self, chat: Chat) -> list[Json]:
        """Give the chat's messages, oldest first, in the form of `view.page_message`."""
        return [page_message(message, self.chats.bot["id"]) for message in chat.messages.values()]

    def last(self, chat: Chat, sender: str = "bot") -> Json | None:
        """Give the last message from "bot" or "user", None when there is none."""
        for message in reversed(chat.messages.values()):
            view = page_message(message, self.chats.bot["id"])
            if view["from"] == sender:
                return view
        return None

    def callback_answer(self, query_id: str) -> Json | None:
        """Give the answer to a tap, `{"text", "show_alert", "url"?}`; None while there is none."""
        query = self.chats.asked("callback", query_id)
        return query.results[0] if query and query.results else None

    def inline_query(self, query_id: str) -> Query | None:
        """Give an inline query: `is_answered`, `results`, each with the `message` it would send."""
        return self.chats.asked("inline", query_id)

    async def wait_for(
        self,
        predicate: Callable[[], T | None],
        timeout: float = 10.0,
        chat: Chat | None = None,
    ) -> T:
        """Wait until `predicate()` is true and give its value; TimeoutError after `timeout` s.

        It is looked at whenever something changes: anywhere, or in `chat` only (which keeps many
        waiters cheap).
        """
        signal = chat.changed if chat else self.chats.changed
        return await signal.until(predicate, timeout)


def text_fields(text: str) -> Json:
    """Give the Message fields of a text as a user writes it."""
    entities = find_entities(text)
    return {"text": text, "entities": entities} if entities else {"text": text}


def split_text(text: str) -> list[str]:
    """Split a text at 4,096 UTF-16 units, at a line or word end where one is near."""
    parts = []
    while text:
        if utf16_len(text) <= MAX_TEXT:
            parts.append(text)
            break
        # As many characters as fit: one outside the basic plane counts twice.
        head = text[:MAX_TEXT].encode("utf-16-le")[: 2 * MAX_TEXT]
        end = len(head.decode("utf-16-le", "ignore"))
        breaks = (text.rfind(mark, end // 2, end) for mark in ("\n", " "))
        end = next((place for place in breaks if place > 0), end)
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return parts

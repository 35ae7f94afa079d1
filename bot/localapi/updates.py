"""Updates waiting for the bot, and `getUpdates` ("Getting updates" in the Bot API)."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import ApiError, Json
from .signals import Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    },
)
# Not sent unless asked for by name.
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
EXPIRY = 24 * 3600.0
MAX_WAITING = 100_000

_WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)
_OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)


@dataclass(frozen=True, slots=True)
class Queued:
    """An update that waits; updates of one lane are pushed to a webhook one after the other."""

    id: int
    lane: Hashable
    expires_at: float
    json: Json


class UpdateQueue:
    """Updates in order of their ids, which grow by one; gone when confirmed or a day old."""

    def __init__(self, clock: Callable[[], float], first_id: int = 1) -> None:
        self._clock = clock
        self._next_id = first_id
        self._waiting: OrderedDict[int, Queued] = OrderedDict()
        self._allowed: frozenset[str] | None = None
        self.arrived = Signal()
        self.on_push: Callable[[Queued], None] = lambda _update: None
        self.on_confirm: Callable[[], None] = lambda: None

    def __len__(self) -> int:
        """Count what waits."""
        return len(self._waiting)

    @property
    def allowed(self) -> list[str] | None:
        """The kinds asked for, sorted; None while the default holds."""
        return None if self._allowed is None else sorted(self._allowed)

    def allow(self, kinds: object) -> None:
        """Remember `allowed_updates`: None leaves the last choice, an empty list means the default.

        Counts for updates that come after; those waiting already stay.
        """
        if isinstance(kinds, list):
            named = frozenset(kind for kind in kinds if isinstance(kind, str)) & KINDS
            self._allowed = None if not named or named == DEFAULT_KINDS else named

    def push(self, kind: str, payload: Json) -> int:
        """Queue an update; give its id, 0 when the bot does not want this kind."""
        if kind not in (DEFAULT_KINDS if self._allowed is None else self._allowed):
            return 0
        update_id = self._next_id
        self._next_id += 1
        json = {"update_id": update_id, kind: payload}
        update = Queued(update_id, _lane(kind, payload), self._clock() + EXPIRY, json)
        self._waiting[update_id] = update
        if len(self._waiting) > MAX_WAITING:
            self._waiting.popitem(last=False)
        self.on_push(update)
        self.arrived.notify()
        return update_id

    def take(self, offset: int, limit: int) -> list[Json]:
        """Confirm what lies before `offset` and give the first `limit` of the rest.

        A negative offset keeps that many of the last updates. One far beyond the last update
        is not believed: nothing is confirmed.
        """
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popitem(last=False)
        elif offset <= self._next_id + 10:
            self._drop_first(lambda update: update.id < offset)
        self._drop_first(lambda update: update.expires_at < self._clock())
        return [
            update.json for update, _ in zip(self._waiting.values(), range(limit), strict=False)
        ]

    def _drop_first(self, is_over: Callable[[Queued], bool]) -> None:
        dropped = False
        while self._waiting and is_over(next(iter(self._waiting.values()))):
            self._waiting.popitem(last=False)
            dropped = True
        if dropped:
            self.on_confirm()

    def forget(self, update_id: int) -> None:
        """Drop one update, wherever it stands (a webhook took it)."""
        if self._waiting.pop(update_id, None):
            self.on_confirm()

    def clear(self) -> None:
        """Drop all (`drop_pending_updates`)."""
        self._waiting.clear()
        self.on_confirm()

    def waiting(self) -> Iterable[Queued]:
        """Give what waits, in order."""
        return list(self._waiting.values())


def _lane(kind: str, payload: Json) -> Hashable:
    """Tell which updates must keep their order: those of one chat, else of one user."""
    holder: Any = payload.get("message", payload)
    chat = holder.get("chat") if isinstance(holder, dict) else None
    if isinstance(chat, dict) and "id" in chat:
        chat_id: Hashable = chat["id"]
        return chat_id
    user = payload.get("from", payload.get("user"))
    return (kind, user["id"]) if isinstance(user, dict) and "id" in user else kind


class Polling:
    """`getUpdates`: one poller at a time, woken at once by a new update."""

    def __init__(
        self,
        queue: UpdateQueue,
        clock: Callable[[], float],
        *,
        hold_repeats: bool = False,
    ) -> None:
        self._queue = queue
        self._clock = clock
        self._hold_repeats = hold_repeats
        self._turn = 0
        self._previous: tuple[int, float] = (0, -1e9)
        self._stop_reason: ApiError | None = None
        self.webhook_is_set: Callable[[], bool] = lambda: False

    async def get_updates(
        self, offset: int, limit: int, seconds: int, allowed: object
    ) -> list[Json]:
        """Answer `getUpdates`: a list of Update, within `seconds` of waiting.

        Errors: 409 while a webhook is set, and for an older call that still waits when a newer
        one comes.
        """
        if self.webhook_is_set():
            raise ApiError(409, _WEBHOOK_IS_SET)
        self._queue.allow(allowed)
        if self._hold_repeats:
            limit, seconds = self._held(offset, limit, seconds)
        self.interrupt(ApiError(409, _OTHER_POLLER))
        turn = self._turn
        updates = self._queue.take(offset, limit)
        # Real time, not the injected clock: a clock that stands still must not hold the call.
        now = asyncio.get_running_loop().time
        deadline = now() + seconds
        while not updates and (left := deadline - now()) > 0:
            await self._queue.arrived.wait(left)
            if turn != self._turn:
                if self._stop_reason is None:
                    return []
                raise self._stop_reason
            # The offset was applied above; to confirm again could skip what came since.
            updates = self._queue.take(0, limit)
        return updates

    def _held(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        """Slow down a poller that asks for the same offset again and again, as Telegram does."""
        last_offset, last_time = self._previous
        now = self._clock()
        self._previous = (offset, now)
        if offset != last_offset:
            return limit, timeout
        if now < last_time + 3:
            timeout = max(timeout, 3)
        return (1 if now < last_time + 0.5 else limit), timeout

    def interrupt(self, reason: ApiError | None) -> None:
        """End the call that waits now with `reason`; None: with an empty list."""
        self._turn += 1
        self._stop_reason = reason
        self._queue.arrived.notify()

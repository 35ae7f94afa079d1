"""python-telegram-bot's Bot, made safe to print, able to give updates unparsed, and quick to answer."""

from __future__ import annotations

from typing import cast

from telegram.error import InvalidToken
from telegram.ext import Defaults, ExtBot

from bot.http_request import AiohttpRequest
from bot.links import Address
from bot.raw_update import Json
from bot.sending import CONNECTIONS, Sending
from bot.telegram_reply import text_message
from replies.reply import Reply

# Update kinds that we ask for; Telegram remembers the last list, so it is always said.
ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "guest_message",
]


class RejectedToken(Exception):
    """Telegram does not know the token. The text does not hold it."""

    def __init__(self) -> None:
        super().__init__("TELEGRAM_BOT_TOKEN: refused by Telegram (@BotFather gives a new one)")


class TelegramBot(ExtBot[None]):
    """The bot over a Bot API server at `api_url`; calls follow the rules of `sending`."""

    __slots__ = ()

    def __init__(self, token: str, api_url: str, sending: Sending) -> None:
        super().__init__(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            # `sending` makes no more calls at once, so none waits for a connection.
            request=AiohttpRequest(api_url, CONNECTIONS),
            get_updates_request=AiohttpRequest(api_url, 1),
            defaults=Defaults(allow_sending_without_reply=True),
            rate_limiter=sending,
        )

    def __repr__(self) -> str:
        """Without the token, which the library's own shows."""
        return "TelegramBot()"

    async def initialize(self) -> None:
        """Reach Telegram. Raises RejectedToken, or TelegramError when it can't be reached."""
        try:
            await super().initialize()
        except InvalidToken:
            # Not chained: the library's text holds the token.
            raise RejectedToken from None

    async def raw_updates(
        self, offset: int | None, limit: int, timeout: int, slack: float
    ) -> list[Json]:
        """Updates from `offset` on as JSON, at most `limit` (1-100), waiting up to `timeout` s.

        slack: seconds after which an answer that is overdue counts as lost.

        Bot API: getUpdates. Unparsed, so that one update that can't be read holds up no other.
        """
        data = {
            "offset": offset,
            "limit": limit,
            "timeout": timeout,
            "allowed_updates": ALLOWED_UPDATES,
        }
        answer = await self._post("getUpdates", data, read_timeout=timeout + slack)
        return cast(list[Json], answer)

    async def say(self, place: Json, reply: Reply) -> int:
        """Send a reply as a text to a place (see `telegram_reply.place_of`); give the new message's id.

        Bot API: sendMessage. What comes back is not parsed, for only its id is wanted.
        """
        sent = await self._post("sendMessage", {**place, **text_message(reply, Address.of(self))})
        return int(cast(Json, sent)["message_id"])

    async def rewrite(self, message: Json, reply: Reply) -> None:
        """Make a reply of an older message (`chat_id` and `message_id`, or `inline_message_id`).

        Bot API: editMessageText.
        """
        await self._post("editMessageText", {**message, **text_message(reply, Address.of(self))})

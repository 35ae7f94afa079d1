"""Who is let in: one person can't ask so much that others wait."""

from __future__ import annotations

from telegram import Bot, Update

from bot import attempt
from bot.notices import Notices
from bot.store import Store


class Door:
    """Counts what each person asks; says "please wait" once when it is too much."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def admits(self, update: Update, bot: Bot) -> bool:
        """Whether to answer a question. Call it for what is meant for the bot only."""
        noted, person = attempt.current(), update.effective_user
        if person is None or (noted and noted.number > 1):
            # Counted at the first try; or a channel, which has no person.
            return True
        admission = await self._store.admit(person.id)
        if noted:
            noted.is_limited = not admission.taken
        if admission.tell:
            await Notices(bot).wait(update.to_dict(), admission.wait)
        return admission.taken

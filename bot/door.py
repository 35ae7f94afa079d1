"""Who is let in: one person can't ask so much that others wait."""

from __future__ import annotations

from telegram import Bot, Update

from bot import attempt
from bot.limits import Admission
from bot.notices import Notices
from bot.store import Store


class Door:
    """Counts what each person asks; says "please wait" once when it is too much."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def admits(self, update: Update, bot: Bot) -> bool:
        """Whether to answer a question. Call it for what is meant for the bot only."""
        admission = await self._admission(update)
        if admission.tell:
            await Notices(bot).wait(update.to_dict(), admission.wait)
        return admission.taken

    async def wait(self, update: Update) -> int:
        """How many seconds this person's inline queries have to wait; 0 to answer this one."""
        return (await self._admission(update, is_inline=True)).wait

    async def _admission(self, update: Update, is_inline: bool = False) -> Admission:
        noted, person = attempt.current(), update.effective_user
        if person is None or (noted and noted.number > 1):
            # Counted at the first try; or a channel, which has no person.
            return Admission(taken=True)
        admission = await self._store.admit(person.id, is_inline)
        if noted:
            noted.is_limited = not admission.taken
        return admission

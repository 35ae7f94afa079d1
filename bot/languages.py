"""In which language a person is answered: the one chosen with /language, else that of the words, else
that of the person's Telegram client."""

from __future__ import annotations

from telegram import User

from bot.notices import client_language
from bot.store import Store
from knowledge.question import Kind, Language, Question
from knowledge.spoken import is_romaji, is_worded


class Languages:
    """The choices that people made, kept in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, person: User | None, text: str) -> Language | None:
        """The language to answer a text in; None: that of its words. May raise StoreDown."""
        if person and (chosen := await self._store.preference(person.id)) in list(Language):
            return Language(chosen)
        return spoken(person, text)

    async def note(self, person: User | None, question: Question) -> None:
        """Remember the choice, if the question is one. May raise StoreDown."""
        if person and question.kind is Kind.LANGUAGE and question.view:
            await self._store.prefer(person.id, question.view)


def spoken(person: User | None, text: str) -> Language | None:
    """The language of a text; None where its words tell. Numbers and commands tell nothing."""
    client = client_language(person.language_code if person else None)
    if text.startswith("/") or not is_worded(text):
        return client
    # Japanese in Latin letters from a Japanese client is Japanese.
    return Language.JA if client is Language.JA and is_romaji(text) else None

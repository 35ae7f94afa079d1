"""What a list is called, by what selects it."""

from __future__ import annotations

from knowledge.on_page import NOT, given_field
from knowledge.question import Order, Selection
from replies.texts import Texts

# How much of what a person typed is said back.
SAID_BACK = 60


def list_titles(texts: Texts, chosen: Selection) -> list[str]:
    """A phrase for each condition of a selection, in plain text."""
    say, yen = texts.caption, texts.yen
    found = []
    if chosen.theme:
        found.append(say("list_theme", theme=texts.theme(chosen.theme)))
    if chosen.words:
        found.append(say("list_words", words=shortened(chosen.words)))
    if chosen.says:
        found.append(_said(texts, chosen.says))
    if chosen.named:
        found.append(say("list_named", words=shortened(chosen.named)))
    if chosen.system is not None and not chosen.numbers:
        found.append(say("list_system" if chosen.system else "list_budget"))
    if chosen.ids and chosen.order is not Order.BEST:
        found.append(say("list_ids", ids="・".join(chosen.ids)))
    elif chosen.ids and not chosen.words:
        found.append(say("list_near"))
    if chosen.numbers:
        key = "list_system_numbers" if chosen.system else "list_numbers"
        found.append(say(key, first=chosen.numbers[0], last=chosen.numbers[1]))
    if chosen.pages:
        found.append(say("list_pages", first=chosen.pages[0], last=chosen.pages[1]))
    if chosen.least is not None and chosen.least == chosen.most:
        found.append(say("list_exact", yen=yen(chosen.least)))
    elif chosen.least is not None and chosen.most is not None:
        found.append(say("list_between", low=yen(chosen.least), high=yen(chosen.most)))
    else:
        bounds = {name: getattr(chosen, name) for name in ("least", "over", "most", "under")}
        found += [say(f"list_{name}", yen=yen(oku)) for name, oku in bounds.items() if oku is not None]
    if chosen.order in (Order.LARGEST, Order.SMALLEST):
        found.append(say("list_largest" if chosen.order is Order.LARGEST else "list_smallest"))
    if chosen.nth:
        found.append(say("list_nth", nth=chosen.nth))
    return found or [say("list_all")]


def _said(texts: Texts, said: str) -> str:
    """What pages must say, or must not, or which field they must give."""
    words = said.removeprefix(NOT)
    ends = "_not" if words != said else ""
    if field := given_field(words):
        return texts.caption(f"list_gives{ends}", field=texts.caption(f"view_{field}"))
    return texts.caption(f"list_says{ends}", words=shortened(words))


def shortened(text: str) -> str:
    """What a person typed, no longer than one wants to read it again."""
    return text if len(text) <= SAID_BACK else text[:SAID_BACK] + "…"

"""Which measure is which: by title, not by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.importer.rules import key

SURE = 90  # rapidfuzz ratio (0–100) above which two titles are the same measure's
SAME_PLACE = 15  # what the same number, or the same neighbour, adds to a ratio
MARGIN = 3  # by so much the best must be better than the next


@dataclass(frozen=True)
class Named:
    """A title with its subtitle, and whose it is."""

    id: str
    title: str
    subtitle: str | None = None

    @property
    def key(self) -> str:
        """Title and subtitle in the form in which they are compared."""
        return key(self.title) + (f"○{key(self.subtitle)}" if self.subtitle else "")


def find(title: str, subtitle: str | None, among: Iterable[Named]) -> tuple[Named | None, bool]:
    """Whose title this is, and whether it is exactly that; (None, False) if nobody's.

    A title without its subtitle is enough where only one has it. A title that differs a little
    is taken only if no other comes near.
    """
    named = list(among)
    wanted = Named("", title, subtitle).key
    exact = [n for n in named if n.key == wanted] or [
        n for n in named if key(n.title) == key(title) and not (subtitle and n.subtitle)
    ]
    if exact:
        return (exact[0], True) if len(exact) == 1 else (None, False)
    best = process.extract(wanted, [n.key for n in named], scorer=fuzz.ratio, limit=2)
    if not best or best[0][1] < SURE or (len(best) > 1 and best[0][1] - best[1][1] < MARGIN):
        return None, False
    return named[best[0][2]], False


def pair(old: Sequence[Named], new: Sequence[Named]) -> dict[str, str]:
    """The id in `old` of each measure of `new` that has one: exact titles first, then like ones.

    Both in the document's order.
    """
    paired = _exact(old, new)
    before, after = _neighbours(old), _neighbours(new)
    taken = set(paired.values())

    def alike(o: Named, n: Named) -> float:
        beside = zip(before[o.id], after[n.id], strict=True)
        same_place = o.id == n.id or any(b and paired.get(b) == a for a, b in beside)
        return fuzz.ratio(o.key, n.key) + (SAME_PLACE if same_place else 0)

    left = [(o, n) for n in new if n.id not in paired for o in old if o.id not in taken]
    scored = sorted(((alike(o, n), o.id, n.id) for o, n in left), key=lambda s: (-s[0], s[1] != s[2], *s[1:]))
    for score, old_id, new_id in scored:
        if score >= SURE and old_id not in taken and new_id not in paired:
            paired[new_id] = old_id
            taken.add(old_id)
    return paired


def _exact(old: Sequence[Named], new: Sequence[Named]) -> dict[str, str]:
    """Those with the same title; of several, the one with the same number."""
    by_key: dict[str, list[str]] = {}
    for n in old:
        by_key.setdefault(n.key, []).append(n.id)
    paired: dict[str, str] = {}
    for n in new:
        if same := by_key.get(n.key):
            paired[n.id] = n.id if n.id in same else same[0]
            same.remove(paired[n.id])
    return paired


def _neighbours(named: Sequence[Named]) -> dict[str, tuple[str | None, str | None]]:
    """Who stands before and after each."""
    ids = [None, *(n.id for n in named), None]
    return {n.id: (ids[i], ids[i + 2]) for i, n in enumerate(named)}

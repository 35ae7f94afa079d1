"""Which measure is which: by title, not by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.importer.rules import key

SURE = 90  # rapidfuzz ratio (0–100) above which two titles are the same measure's
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


def pair(old: Iterable[Named], new: Iterable[Named]) -> Mapping[str, str]:
    """The id in `old` of each measure of `new` that has one: exact titles first, then like ones."""
    left = {n.id: n for n in old}
    paired: dict[str, str] = {}
    rest: list[Named] = []
    by_key: dict[str, list[str]] = {}
    for n in left.values():
        by_key.setdefault(n.key, []).append(n.id)
    for n in new:
        same = [i for i in by_key.get(n.key, []) if i in left]
        if same:
            paired[n.id] = n.id if n.id in same else same[0]
            del left[paired[n.id]]
        else:
            rest.append(n)
    scored = sorted(
        ((_alike(o, n), o.id, n.id) for n in rest for o in left.values()),
        key=lambda s: (-s[0], s[1] != s[2], s[1], s[2]),
    )
    for score, old_id, new_id in scored:
        if score >= SURE and old_id in left and new_id not in paired:
            paired[new_id] = old_id
            del left[old_id]
    return paired


def _alike(old: Named, new: Named) -> float:
    """The ratio of the titles; the same number counts for a little."""
    return fuzz.ratio(old.key, new.key) + (15 if old.id == new.id else 0)

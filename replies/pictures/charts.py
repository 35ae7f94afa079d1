"""Charts of amounts. A sum that measures share (内数) is one bar, hatched, and counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from knowledge.amounts import envelope, own, total
from knowledge.model import Amount, Measure, Oku
from replies.pictures.captions import caption
from replies.pictures.spec import Bar, BarsPicture, Fill, Part
from replies.pictures.words import Words, unbroken

# How many bars a phone shows legibly, and how many where one of them is pointed out.
MOST, MOST_AROUND = 10, 8
# A theme with fewer bars says little of a measure's size: it is then shown among all.
FEWEST = 3


class Stake(Struct, frozen=True):
    """What one bar stands for: a measure, or all those that draw on one shared sum."""

    measures: tuple[Measure, ...]
    oku: Oku
    shared: bool


def stakes(measures: Iterable[Measure]) -> list[Stake]:
    """The measures with known amounts, those of one shared sum together; in the order given."""
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        if measure.amount:
            key = envelope(measure) if _is_shared(measure) else measure.id
            found.setdefault(key, []).append(measure)
    return [Stake(tuple(m), total(m).oku, shared=_is_shared(m[0])) for m in found.values()]


def _is_shared(measure: Measure) -> bool:
    """Whether only the whole of a shared sum is known, not the measure's own part."""
    amount = _amount(measure)
    return amount.of_which and amount.share is None


def _amount(measure: Measure) -> Amount:
    """The amount of a measure that has one."""
    if measure.amount is None:
        raise ValueError(f"{measure.id} has no amount")
    return measure.amount


def by_theme(words: Words) -> BarsPicture:
    """The sum of each theme, each measure in its first theme, the largest first."""
    knowledge = words.knowledge
    themes: dict[str, list[Stake]] = {}
    # A draft may have no theme yet.
    for stake in stakes(m for m in knowledge.priced if m.themes):
        themes.setdefault(stake.measures[0].themes[0], []).append(stake)
    bars = [_theme_bar(words, theme, held) for theme, held in themes.items()]
    bars.sort(key=lambda bar: -bar.oku)
    return _picture(
        words,
        lead=words.document_lead(),
        title=words.say("picture_by_theme_title"),
        bars=bars,
        measures=knowledge.priced,
        notes=[
            words.say("picture_note_first_theme"),
            words.say("picture_note_envelope_once"),
            _known(words),
        ],
    )


def _theme_bar(words: Words, theme: str, held: Sequence[Stake]) -> Bar:
    shared = sum(stake.oku for stake in held if stake.shared)
    whole = sum(stake.oku for stake in held)
    count = sum(len(stake.measures) for stake in held)
    label = words.say("picture_theme_label", theme=words.theme(theme), count=count)
    parts = [Part(whole - shared, Fill.OWN), Part(shared, Fill.SHARED)]
    detail = words.say("picture_detail_theme", yen=words.yen(shared)) if 0 < shared < whole else ""
    if shared == whole:
        detail = words.say("picture_detail_envelope")
    return Bar(label, words.yen(whole), tuple(p for p in parts if p.oku), detail)


def ranking(
    words: Words, measures: Iterable[Measure], title: str, smallest: bool = False
) -> BarsPicture | None:
    """The largest (or smallest) amounts of some measures; None if fewer than two are known."""
    ranked = sorted(stakes(measures), key=lambda stake: stake.oku if smallest else -stake.oku)
    if len(ranked) < 2:
        return None
    shown = ranked[:MOST]
    notes = _order_notes(words, shown)
    if len(shown) < len(ranked):
        notes.append(words.say("picture_note_cut", count=MOST, smallest=smallest, marked=False))
    return _picture(
        words,
        lead=words.document_lead(),
        title=title,
        bars=[_stake_bar(words, stake) for stake in shown],
        measures=[m for stake in shown for m in stake.measures],
        notes=[*notes, _known(words)],
    )


def place(words: Words, measure: Measure) -> BarsPicture | None:
    """A measure among its group, else its first theme, else all; None if its amount is unknown."""
    if measure.amount is None:
        return None
    if measure.group:
        return group(words, words.knowledge.groups[measure.group], measure)
    for theme in measure.themes[:1]:
        peers = stakes(m for m in words.knowledge.priced if theme in m.themes)
        if len(peers) >= FEWEST:
            title = words.say("picture_place_title", theme=words.theme(theme))
            return _among(words, measure, peers, title, [words.say("theme_note")])
    title = words.say("picture_place_all_title")
    return _among(words, measure, stakes(words.knowledge.priced), title, [])


def _among(
    words: Words, measure: Measure, peers: list[Stake], title: str, notes: Sequence[str]
) -> BarsPicture:
    ranked = sorted(peers, key=lambda stake: -stake.oku)
    rank = next(i for i, stake in enumerate(ranked) if measure in stake.measures)
    shown = ranked[:MOST_AROUND]
    if rank >= MOST_AROUND:
        shown[-1] = ranked[rank]
    said = [*_order_notes(words, shown), *notes]
    if len(shown) < len(ranked):
        said.append(words.say("picture_note_cut", count=MOST_AROUND, smallest=False, marked=True))
    return _picture(
        words,
        lead=words.lead(measure),
        title=title,
        bars=[_stake_bar(words, stake, measure) for stake in shown],
        measures=[m for stake in shown for m in stake.measures],
        notes=[*said, _known(words)],
    )


def _order_notes(words: Words, shown: Iterable[Stake]) -> list[str]:
    shared = any(stake.shared for stake in shown)
    return [words.say("picture_note_shared_order")] if shared else []


def _known(words: Words) -> str:
    counts = {"known": len(words.knowledge.priced), "all": len(words.knowledge)}
    return words.say("picture_note_known", **counts)


def _stake_bar(words: Words, stake: Stake, strong: Measure | None = None) -> Bar:
    label = _label(words, stake.measures)
    is_strong = strong in stake.measures
    if is_strong:
        fill = Fill.STRONG_SHARED if stake.shared else Fill.STRONG
    else:
        fill = Fill.SHARED if stake.shared else Fill.OWN
    return Bar(
        label,
        words.yen(stake.oku),
        (Part(stake.oku, fill),),
        _detail(words, stake),
        strong=label if is_strong else "",
    )


def _label(words: Words, measures: Sequence[Measure]) -> str:
    """One measure's name, or those of a group that draw on one sum."""
    first = measures[0]
    if len(measures) == 1:
        return words.label(first)
    ids = "・".join(measure.id for measure in measures)
    if len(measures) == len(words.knowledge.groups[first.group or ""]):
        ids = words.say("picture_range", first=first.id, last=measures[-1].id)
    title = words.of(first.title)
    return words.say("picture_range_label", group=first.group, ids=ids, title=title)


def _detail(words: Words, stake: Stake) -> str:
    measure = stake.measures[0]
    amount = _amount(measure)
    found = []
    if stake.shared and measure.group:
        count = len(words.knowledge.groups[measure.group])
        found.append(words.say("picture_detail_group", count=count))
    elif stake.shared:
        found.append(words.say("picture_detail_alone"))
    elif amount.share is not None:
        found.append(words.say("picture_detail_share", yen=words.yen(amount.oku)))
    if amount.treasury_obligation:
        found.append(words.say("picture_detail_treasury"))
    return words.say("picture_detail_join").join(found)


def group(
    words: Words, members: Sequence[Measure], strong: Measure | None = None
) -> BarsPicture | None:
    """The shared sum as one bar: divided where the parts are known, hatched where they aren't.

    None if no amount is known.
    """
    if any(measure.amount is None for measure in members):
        return None
    first = strong or members[0]
    shared, amount = _is_shared(first), _amount(first)
    if shared:
        parts = [Part(amount.oku, Fill.STRONG_SHARED if strong else Fill.SHARED)]
        lines = {m.id: words.label(m) for m in members}
    else:
        parts, lines = [], {}
        for m in members:
            oku = own(_amount(m))
            parts.append(Part(oku, Fill.STRONG if m is strong else Fill.OTHER, m.id))
            lines[m.id] = words.say(
                "picture_known_part", id=m.id, short=words.of(m.short), yen=unbroken(words.yen(oku))
            )
    notes = [words.say("picture_note_group_unknown")] if shared else []
    if amount.treasury_obligation:
        notes.append(words.say("treasury"))
    bar = Bar(
        words.of(first.title),
        words.yen(amount.oku),
        tuple(parts),
        words.say("picture_detail_envelope"),
        tuple(lines.values()),
        lines[strong.id] if strong else "",
    )
    return _picture(
        words,
        lead=words.lead(strong) if strong else words.document_lead(),
        title=words.say("picture_group_title", group=first.group, count=len(members)),
        bars=[bar],
        measures=members,
        notes=notes,
    )


def _picture(
    words: Words,
    *,
    lead: str,
    title: str,
    bars: Sequence[Bar],
    measures: Sequence[Measure],
    notes: Sequence[str],
) -> BarsPicture:
    """Bars with the legend of the fills that occur, and the same as text."""
    used = {part.fill for bar in bars for part in bar.parts}
    legend = tuple((fill, words.say(f"picture_legend_{fill}")) for fill in Fill if fill in used)
    picture = BarsPicture(
        language=words.language,
        lead=lead,
        title=title,
        notes=tuple(notes),
        source=words.signed(measures),
        bars=tuple(bars),
        legend=legend if used - {Fill.OWN, Fill.OTHER} else (),
    )
    between, comma = words.say("picture_between"), words.say("picture_comma")
    lines = []
    for bar in bars:
        lines.append(comma.join(filter(None, [f"{bar.label}{between}{bar.value}", bar.detail])))
        lines += bar.members
    text = caption(
        [lead, title],
        lines,
        picture.notes,
        words.signed_short(measures),
        lambda count: words.say("picture_caption_more", count=count),
    )
    return replace(picture, caption=text)

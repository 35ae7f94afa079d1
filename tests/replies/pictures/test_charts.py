"""The figures behind the bars: shared sums count once, and are shown as such."""

from __future__ import annotations

import pytest

from knowledge.amounts import own, total
from knowledge.base import KnowledgeBase
from knowledge.question import Language
from replies.pictures import Pictures
from replies.pictures.charts import MOST, stakes
from replies.pictures.spec import Fill
from tests.replies.pictures.conftest import largest

JA, EN = Language.JA, Language.EN


def test_the_themes_add_up(knowledge: KnowledgeBase, pictures: Pictures) -> None:
    """Together they are the sum of all amounts, with no shared sum twice."""
    for language in Language:
        bars = pictures.by_theme(language).bars
        assert sum(bar.oku for bar in bars) == total(knowledge.priced).oku
        assert [bar.oku for bar in bars] == sorted((bar.oku for bar in bars), reverse=True)


def test_each_theme_worked_out_by_hand(pictures: Pictures) -> None:
    """The theme of AI: 62…66 etc. and the 341 of 57 once, 104 of 71 shared."""
    bar = next(b for b in pictures.by_theme(JA).bars if b.label.startswith("AI・半導体"))
    # 63, 64, 65, 66, 77, 78, 79; then the sums that others share: 57-x and 71.
    known = 400 + 383 + 239 + 217 + 1537 + 1004 + 988
    assert [(part.oku, part.fill) for part in bar.parts] == [
        (known, Fill.OWN),
        (341 + 104, Fill.SHARED),
    ]
    assert "13件" in bar.label and bar.value == f"{known + 445:,}億円"


def test_the_largest(knowledge: KnowledgeBase, pictures: Pictures) -> None:
    """In order, in words of the language, shared ones hatched."""
    picture = largest(pictures, knowledge, JA)
    assert len(picture.bars) == MOST
    assert [bar.oku for bar in picture.bars][:4] == [4121, 3400, 2000, 1537]
    assert picture.bars[0].label.startswith("49") and picture.bars[0].value == "4,121億円"
    shared = [bar for bar in picture.bars if bar.parts[0].fill is Fill.SHARED]
    assert [bar.label[:2] for bar in shared] == ["69"] and "内数" in shared[0].detail
    assert largest(pictures, knowledge, EN).bars[0].value == "¥412.1 billion (4,121億円)"


@pytest.mark.parametrize(
    ("ids", "bars"),
    [
        ("48 49 1", [("49", 4121), ("48", 352)]),
        # One bar for what draws on one sum, however many of the group are asked for.
        ("57-1 57-3 48", [("48", 352), ("57（57-1・57-3）", 341)]),
        ("57-1 57-2 57-3 57-4 57-5 48", [("48", 352), ("57（57-1〜57-5）", 341)]),
        # Their own parts are known.
        ("68-1 68-2", [("68-2", 302), ("68-1", 298)]),
    ],
)
def test_a_ranking_of_some(
    knowledge: KnowledgeBase, pictures: Pictures, ids: str, bars: list[tuple[str, int]]
) -> None:
    picture = pictures.ranking([knowledge[i] for i in ids.split()], "Some", JA)
    assert picture
    assert [(bar.label.partition("　")[0], bar.oku) for bar in picture.bars] == bars
    assert all("5つの施策が分け合う枠" in bar.detail for bar in picture.bars if bar.oku == 341)


def test_one_amount_alone_is_no_ranking(knowledge: KnowledgeBase, pictures: Pictures) -> None:
    assert pictures.ranking([knowledge["48"], knowledge["1"]], "Some", JA) is None
    assert pictures.ranking([knowledge["57-1"], knowledge["57-2"]], "Some", JA) is None


def test_the_smallest_come_first_where_asked(knowledge: KnowledgeBase, pictures: Pictures) -> None:
    picture = pictures.ranking(knowledge.priced, "Smallest", JA, smallest=True)
    assert picture
    lengths = [bar.oku for bar in picture.bars]
    assert lengths == sorted(lengths) and lengths[:3] == [5, 7, 44]
    assert any("小さいほうから10本" in note for note in picture.notes)


def test_the_five_of_57_are_one_bar(knowledge: KnowledgeBase, pictures: Pictures) -> None:
    """341 once, hatched, the five named below, the one asked for in bold."""
    picture = pictures.place(knowledge["57-3"], JA)
    assert picture is not None
    (bar,) = picture.bars
    assert [(part.oku, part.fill) for part in bar.parts] == [(341, Fill.STRONG_SHARED)]
    assert [member[:4] for member in bar.members] == ["57-1", "57-2", "57-3", "57-4", "57-5"]
    assert bar.strong.startswith("57-3")
    assert any("資料に書かれていません" in note for note in picture.notes)


@pytest.mark.parametrize(("asked", "fills"), [("68-1", "so"), ("68-2", "os")])
def test_68_is_one_bar_of_two_parts(
    knowledge: KnowledgeBase, pictures: Pictures, asked: str, fills: str
) -> None:
    """298 and 302 of 600, the one asked for in another colour."""
    picture = pictures.place(knowledge[asked], JA)
    assert picture is not None
    (bar,) = picture.bars
    assert bar.value == "600億円"
    assert [part.oku for part in bar.parts] == [298, 302]
    names = {"s": Fill.STRONG, "o": Fill.OTHER}
    assert [part.fill for part in bar.parts] == [names[letter] for letter in fills]
    assert "298億円" in bar.members[0] and "302億円" in bar.members[1]
    assert any("国庫債務負担行為" in note for note in picture.notes)


def test_every_priced_measure_has_its_place(knowledge: KnowledgeBase, pictures: Pictures) -> None:
    """It is in its own chart, marked; one without an amount has none."""
    for measure in knowledge.priced:
        picture = pictures.place(measure, EN)
        assert picture is not None
        strong = [bar for bar in picture.bars if bar.strong]
        assert len(strong) == 1 and measure.id in strong[0].strong, measure.id
        assert len(picture.bars) <= MOST
        used = {part.fill for bar in picture.bars for part in bar.parts}
        assert {fill for fill, _ in picture.legend} == used
    assert pictures.place(knowledge["1"], JA) is None
    assert pictures.place(knowledge["s5"], JA) is None


def test_stakes(knowledge: KnowledgeBase) -> None:
    """Every priced measure is in exactly one stake, and each stake's sum is what is known of it."""
    found = stakes(knowledge.priced)
    assert sum(len(stake.measures) for stake in found) == len(knowledge.priced)
    for stake in found:
        amount = stake.measures[0].content.amount  # type: ignore[union-attr]
        assert stake.oku == own(amount)
        assert stake.shared == (amount.of_which and amount.share is None)


def test_every_chart_says_what_it_leaves_out(knowledge: KnowledgeBase, pictures: Pictures) -> None:
    """How many amounts are known, of how many measures, stands in the picture and in the caption."""
    known, every = str(len(knowledge.priced)), str(len(knowledge))
    for picture in (pictures.by_theme(JA), largest(pictures, knowledge, EN)):
        assert any(every in note and known in note for note in picture.notes)
        assert every in picture.caption

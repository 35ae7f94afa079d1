"""Lists by what pages and titles say."""

from __future__ import annotations

import pytest

from bot.service import Service
from knowledge.base import load
from knowledge.model import Measure
from knowledge.on_page import said_in, says, titled


@pytest.fixture(scope="module")
def service() -> Service:
    return Service(load())


FUNDS = "56 65 74 75 86 161 191 53 69"
SHARED = "47 57-1 57-2 57-3 57-4 57-5 68-1 68-2 69 71"
SAID = [
    # Terms of how money is given; where a title has one, it comes first.
    ("基金でやる事業をリストにして", FUNDS),
    ("基金をつくるタイプの施策", FUNDS),
    ("どこに基金って書いてある？", FUNDS),
    ("which measures set up a fund?", FUNDS),
    ("内数のものはいくつある？", SHARED),
    ("measures that are part of a shared envelope", SHARED),
    ("国庫債務負担行為がついてるやつ", "68-1 68-2"),
    ("定額補助の施策", "46 47 72"),
    ("「内数」という注がついている事業", SHARED),
    ("公募で選ぶ事業はどれ", "49 70"),
    # A figure of a field, however it is written.
    ("補助率が3分の2の施策", "53"),
    ("補助率三分の二のやつ", "53"),
    ("measures with a subsidy rate of two thirds", "53"),
    ("補助率1/3のもの", "47 49"),
    ("上限50億円の補助金はどれ", "49"),
    ("補助率が50%のもの", "46 47"),
    ("補助率2/3とか3/4のもの", "48 53"),
    # A field that is given at all.
    ("補助率がわかる施策", "46 47 48 49 53 72"),
    ("海で金額わかるの、多い順に", "63 72 61"),
    ("補助率が一番高いのはどれ", "46 47 48 49 53 72"),  # which is the highest, our data do not say
    # Any word on a page.
    ("NICTと書いてある施策", "64"),
    ("measures that mention JAXA", "68-1"),
    ("「スタートアップ」という言葉が出てくる施策", "49 56 58 60 75"),
    # Titles alone.
    ("造船ってつく事業は複数ある？", "57-2 86"),
    ("「災害復旧」と名のつく施策", "121 129 135"),
    ("名前に「地域未来」が入る施策", "7-1 7-2"),
    ("サプライチェーンの強靭化って名前の事業は何個もある？", "82 84 85"),
    ("児童養護施設等の職員の待遇改善って3つあるの", "15 18 21"),
]


@pytest.mark.parametrize(("text", "ids"), SAID)
def test_what_pages_or_titles_say(service: Service, text: str, ids: str) -> None:
    [answered] = service.message(text)
    assert answered.answer.kind == "list"
    assert [measure.id for measure in answered.answer.measures] == ids.split()


def test_how_many_pages_were_looked_at_is_said(service: Service) -> None:
    for text in ("補助率1/2の施策", "委託でやる事業はどれ"):  # the second is on no page
        [answered] = service.message(text)
        assert "ページの中身がこのボットにあるのは40件です" in answered.reply.text


def test_what_must_not_be_said_is_looked_for_on_known_pages_alone(service: Service) -> None:
    [answered] = service.message("内数ではないものを全部")
    ids = {measure.id for measure in answered.answer.measures}
    assert len(ids) == 30 and not ids & set(SHARED.split())


def test_the_amounts_that_are_known_are_counted(service: Service) -> None:
    [answered] = service.message("金額がわかる施策は全部でいくつ？")
    assert "40件" in answered.reply.text


PARTS = [
    ("基金でやる事業", "基金", " でやる事業"),
    ("補助率が3分の2の施策", "補助率2/3", "が の施策"),
    # Part of a name, or the end of a range: no term.
    ("宇宙戦略基金の施策", "", "宇宙戦略基金の施策"),
    ("内数ではない施策", "-内数", " 施策"),
    ("2分の1補助のやつ", "補助率1/2", "のやつ"),
    ("補助率1/2以上の施策", "", "補助率1/2以上の施策"),
]


@pytest.mark.parametrize(("text", "said", "rest"), PARTS)
def test_what_is_said_is_taken_out(text: str, said: str, rest: str) -> None:
    assert said_in(text) == (said, rest)


def test_words_are_whole(service: Service) -> None:
    def measure(measure_id: str) -> Measure:
        return service.knowledge[measure_id]

    assert not says(measure("48"), "定額")  # 一定額
    assert says(measure("46"), "定額")
    assert titled(measure("78"), "量子") and not titled(measure("58"), "量子")

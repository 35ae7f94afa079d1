"""Which words of a message name what the document does not treat, and which only look like them."""

from __future__ import annotations

import pytest

from bot.service import Service
from knowledge.answer import AnswerKind
from knowledge.elsewhere import elsewhere


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("フランスの農業補助金", ["ふらんす"]),
        ("フランスへの輸出", []),
        ("export to France", []),
        ("アイランド", []),
        ("もういらん", []),
        ("中国人観光客が多い", []),
        ("US tax credit", ["us"]),
        ("help us raise wages", []),
        ("LINEで相談", ["line"]),
        ("a new train line", []),
        ("おすすめの投資信託", ["おすすめ"]),
        ("おすすめの補助金", []),
        ("ラーメンの作り方", ["らーめん"]),
        ("ラーメン屋の補助金", []),
    ],
)
def test_a_word_counts_only_where_it_is_meant(text: str, named: list[str]) -> None:
    assert [word for word in named if word not in elsewhere(text)] == []
    assert bool(elsewhere(text)) == bool(named)


@pytest.mark.parametrize(
    ("text", "is_elsewhere"),
    [
        ("あしたの てんき", True),
        ("osaka no tenki", True),
        ("ばいとの じきゅう いくら", True),
        ("kangoshi no nenshuu tte ikura", True),
        ("kangosi no nensyu ikura", True),
        ("にゅうえんいつ", True),
        # Parts of other words: いびき, 旅券, 買い方.
        ("ちほうせいびきょく", False),
        ("りょうけんやりけんのいじひ", False),
        ("えーあいのつかいかた", False),
        # English that is Japanese by chance: カレー.
        ("child care worker pay", False),
        ("staff who raise children in care", False),
    ],
)
def test_it_is_known_by_its_sound(text: str, is_elsewhere: bool) -> None:
    assert bool(elsewhere(text)) == is_elsewhere


@pytest.mark.parametrize(
    ("text", "is_elsewhere"),
    [
        ("看護師の年収っていくら", True),
        ("保育士の給料はいくら上がる", False),
        ("年収の壁", False),
        ("業務改善助成金の電話番号", False),
        ("近所の店の電話番号", True),
    ],
)
def test_what_is_asked_for_may_be_what_no_measure_says(text: str, is_elsewhere: bool) -> None:
    assert bool(elsewhere(text)) == is_elsewhere


@pytest.mark.parametrize(
    ("text", "is_certain"),
    [
        ("ドイツの電気代補助", True),
        ("doitsu no denki dai", True),
        ("パスポートの更新", True),
        ("コンビニのバイトの時給", False),
        ("おすすめの投資信託", False),
    ],
)
def test_countries_and_services_are_certainly_elsewhere(text: str, is_certain: bool) -> None:
    assert elsewhere(text)
    assert bool(elsewhere(text, certainly=True)) == is_certain


def test_an_everyday_word_weighs_against_a_measure_and_a_country_shuts_it_out(service: Service) -> None:
    shop, country = "コンビニのバイトの最低賃金が上がって払えない", "ドイツの最低賃金が上がって払えない"
    (answered,) = service.message(shop)
    assert answered.answer.measures[0].id == "48"
    (answered,) = service.message(country)
    assert answered.answer.kind is AnswerKind.NOT_FOUND

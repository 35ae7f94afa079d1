"""The made-up document, the real one where it is there, and a knowledge base to import into."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from knowledge.importer.__main__ import default_document, main

MADE_UP = Path(__file__).with_name("made_up.md")
REAL = default_document()  # of the edition in document.yaml: with a new one, another file

# --doctest-modules imports every module; this one needs reportlab, which the bot does not.
collect_ignore = [] if find_spec("reportlab") else ["pdf_maker.py"]


@pytest.fixture
def made_up() -> Path:
    """A document of the same shape as the real one, about a town that there isn't."""
    return MADE_UP


@pytest.fixture
def real() -> Path:
    """The real document; tests that need it are skipped where it isn't."""
    if not REAL.exists():
        pytest.skip(f"the document is not at {REAL}")
    return REAL


@pytest.fixture
def imported(tmp_path: Path, made_up: Path) -> Path:
    """A directory into which the made-up document was imported."""
    root = tmp_path / "knowledge"
    assert main([str(made_up), "--out", str(root)]) == 0
    return root


@pytest.fixture
def edition(tmp_path: Path, made_up: Path) -> Path:
    """3 is gone, so 4 to 10 are one lower; 10 is new; 1 costs more; 5 (4 now) has a new title."""
    text = made_up.read_text(encoding="utf-8")
    text = text.replace("1,234億円", "2,000億円").replace(
        "湧き水の調査のうち、", "湧き水の調査等のうち、"
    )
    contents = (
        "# 目次(予算事業)\n\n"
        "1. 砂丘の緑を守る事業\tP. 7\n2-1. 雪かきの推進 ○雪かきロボットの開発\tP. 8\n"
        "2-2. 雪かきの推進 ○道の見回り\tP. 9\n3. 港の灯台に関する技術の継承\tP. 10\n"
        "4. 湧き水の調査等のうち、 ○井戸とAI for Water の研究\tP. 11\n"
        "5. 星空の観測会を各地で開くための望遠鏡の整備\tP. 12\n"
        "6. 町の市場の再生(朝市の支援) ○朝市の国産野菜\tP. 13\n7. オーバーツーリズムの解消\tP. 14\n"
        "8. 川の学校\tP. 15\n9. 海の学校\tP. 16\n10. 風車の丘の見学\tP. 17\n\n"
    )
    start, end = text.index("# 目次(予算事業)"), text.index("# 目次(制度)")
    path = tmp_path / "edition.md"
    path.write_text(text[:start] + contents + text[end:], encoding="utf-8")
    return path

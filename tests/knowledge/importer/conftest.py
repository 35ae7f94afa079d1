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

"""The edition is described in `knowledge/document.yaml`, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.base import Document, load
from replies.profile import profiles

HOME = Path(__file__).parent.parent
CODE = [
    path
    for folder in ("bot", "knowledge", "replies")
    for path in sorted((HOME / folder).rglob("*"))
    if path.suffix in (".py", ".html", ".js", ".css") or path.parent.name == "phrases"
]
DOCUMENT = load().document


def names(document: Document) -> list[str]:
    """What only this edition is called."""
    texts = (document.title, document.short, document.publisher, document.date_shown, document.budget)
    return [name for text in texts for name in (text.ja, text.en)]


@pytest.mark.parametrize("path", [*CODE, HOME / "replies" / "profile.yaml"], ids=str)
def test_code_and_templates_do_not_know_the_edition(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [name for name in names(DOCUMENT) if name in text] == []
    assert f" {DOCUMENT.pages.count} " not in text


def test_the_readme_describes_the_edition_that_is_loaded() -> None:
    readme = (HOME / "README.md").read_text(encoding="utf-8")
    source = f"{DOCUMENT.title.ja} ({DOCUMENT.publisher.en}, {DOCUMENT.date_shown.en})"
    assert source in readme.replace("\n", " ")
    assert f"{DOCUMENT.pages.count} measures" in readme


def test_what_telegram_shows_has_the_edition_and_fits() -> None:
    for language, profile in profiles().items():
        for text in (DOCUMENT.short, DOCUMENT.publisher, DOCUMENT.date_shown):
            assert getattr(text, language) in profile.description
        assert len(profile.description) <= 512
        assert len(profile.short_description) <= 120

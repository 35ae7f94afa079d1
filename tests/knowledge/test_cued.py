"""Patterns that are looked for only where one of their cues stands."""

from __future__ import annotations

import re

import pytest

from knowledge.cued import Cued


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patterns that were compiled meanwhile."""
    found: list[str] = []
    really = re.compile

    def compile(pattern: str) -> re.Pattern[str]:
        found.append(pattern)
        return really(pattern)

    monkeypatch.setattr("knowledge.cued.re.compile", compile)
    return found


FOUND = [
    ("60ページから", "60ページ"),
    ("p60から", "p60"),
    ("60番から", None),
    ("ペンを60本", None),  # begins as a cue does
    ("", None),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_it_fits_as_its_pattern_does(text: str, found: str | None) -> None:
    of = Cued(r"\d+ページ|p\d+", ["ページ", "p"])
    match = of.search(text)
    assert (match and match.group()) == found
    assert [each.group() for each in of.finditer(text)] == ([found] if found else [])


def test_without_a_cue_nothing_is_compiled(compiled: list[str]) -> None:
    of = Cued("[0-9]+ページ", ["ページ"])
    assert of.search("60番") is None
    assert compiled == []
    assert of.search("60ページ") and of.search("61ページ")
    assert compiled == ["[0-9]+ページ"]

"""The real calculators, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from knowledge.base import KnowledgeBase, load
from knowledge.calculator import Calculator, Calculators, calculators_of
from knowledge.yaml_source import read

HERE = Path(__file__).parent


@cache
def knowledge() -> KnowledgeBase:
    """The real knowledge base."""
    return load()


@cache
def calculators() -> Calculators:
    """All calculators by measure."""
    return calculators_of(knowledge())


def calculator(measure: str) -> Calculator:
    """The one of a measure."""
    return calculators()[measure]


def table(name: str) -> list[dict[str, Any]]:
    """The rows of a YAML table beside this file; every value a string, "null" among them."""
    rows: list[dict[str, Any]] = read(HERE / name)
    return rows

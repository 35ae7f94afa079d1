"""What several tests look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def files(root: Path) -> dict[str, bytes]:
    """Every file below a directory, byte for byte."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def measures(root: Path) -> dict[str, dict[str, Any]]:
    """The measures below a directory by id, every value a string."""
    found = {}
    for path in sorted(root.glob("measures/*/*.yaml")):
        raw = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        found[raw["id"]] = raw
    return found


def identity(raw: dict[str, Any]) -> tuple[str, str, str | None]:
    """Page, title and subtitle."""
    return raw["page"], raw["title"]["ja"], (raw.get("subtitle") or {}).get("ja")


def amount(raw: dict[str, Any]) -> dict[str, str] | None:
    """The amount as written; None without content."""
    found: dict[str, str] | None = (raw.get("content") or {}).get("amount")
    return found

"""What every struct of the knowledge base is made of (see model.py and calculator_model.py)."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Words = Annotated[str, Meta(min_length=1)]


class Base(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Every struct here: immutable, and an unknown key in the YAML is a fault."""


class Text(Base, frozen=True):
    """The same words in Japanese and in English (the English is ours, unofficial)."""

    ja: Words
    en: Words


class Bilingual(Base, frozen=True):
    """The words of one label, in Japanese and in English."""

    ja: list[str] = []
    en: list[str] = []

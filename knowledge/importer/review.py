"""What a person needs to finish a draft: its gaps, and the page's passages with their fields."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from knowledge.drafts import gaps
from knowledge.figures import figures
from knowledge.importer.amount import price
from knowledge.importer.document import Facts

ORDER = ("purpose", "overview", "scheme", "target", "rate", "cap", "schedule")


def review(measure_id: str, file: str, raw: dict[str, Any], page: Facts | None) -> Iterator[str]:
    """The lines of the review. `page`: the measure as the document gives it, if it is at hand."""
    yield f"{measure_id} {raw['title']['ja']} (P.{raw['page']}) {file}"
    missing = gaps(raw)
    yield f"gaps: {', '.join(missing)}" if missing else "gaps: none"
    if page is None or page.detail is None:
        yield "no page of this measure was read"
        return
    yield f"amount: {price(page.amount) or 'none'}"
    yield f"figures: {', '.join(sorted(figures(page.detail.text)))}"
    for correction in page.detail.corrections:
        yield f"corrected: {correction.printed} → {correction.corrected}"
    passages = sorted(page.detail.passages, key=lambda p: ORDER.index(p.field))
    for (field, heading), group in groupby(passages, key=lambda p: (p.field, p.heading)):
        yield ""
        yield f"[{field}]" + (f" {heading}" if heading else "")
        for passage in group:
            also = f"   ← also {', '.join(passage.also)}" if passage.also else ""
            yield f"  {passage.place:>6}  {passage.text}{also}"
    for grid in page.grids:
        yield ""
        yield f"[{grid.field}] table {grid.title}, {len(grid.rows)} × {len(grid.columns)}"
        yield "  " + " | ".join([grid.row_title, *grid.columns])
        for head, cells in grid.rows:
            yield "  " + " | ".join([head, *cells])

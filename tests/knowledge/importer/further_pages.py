"""Made-up pages under the real titles, in the document's form: what comes in when more pages do."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.model import Measure


def page(measure: Measure, oku: int) -> str:
    """A page of the measure as the document would print it; `oku`: its amount in 億円."""
    head = [f"# {measure.title.ja}"]
    if measure.subtitle:
        head += [f"○{measure.subtitle.ja}"]
    if not measure.is_system:
        head += ["", "令和7年度補正予算額:", "", f"{oku:,}億円"]
    return "\n".join(
        [
            *head,
            "",
            "## ①施策の目的",
            "",
            "町の人が困らないようにする。",
            "",
            "## ②施策の概要",
            "",
            "町の取組を支える。令和9年度までに終える。",
            "",
            "## ③施策の具体的な内容",
            "",
            "### 【補助率】",
            "",
            "- ・町は1/2以内、村は2/3以内",
            "",
            "### 【補助上限額】(単位:万円)",
            "",
            "規模\t1年目\t2年目",
            "10人未満\t100\t150",
            "10人以上\t200\t250",
            "",
        ]
    )


def document(measures: Iterable[Measure]) -> str:
    """A page set without contents: the amounts are 101億円, 102億円, …"""
    return "\n".join(page(measure, oku) for oku, measure in enumerate(measures, start=101))

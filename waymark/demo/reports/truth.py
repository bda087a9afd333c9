"""The truth about a report, beside its file: what it states, its sections and pages, which cases it is of.

In: a plan and what its drawn pages tell. Out: plain values for JSON, in the forms of `waymark.library.described`.
A field that the report does not state has no entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from waymark.demo.reports.plan import Drawn, ReportPlan


def truth_of(plan: ReportPlan, drawn: Drawn) -> dict[str, Any]:
    return {
        "file": plan.file,
        "cases": list(plan.cases),
        "fields": {name: list(values) for name, values in {**plan.fields, **_of_pages(drawn)}.items()},
        "sections": [
            {"kind": section.kind, "title": section.title, "page": section.page} for section in drawn.sections
        ],
        "scanned_pages": list(drawn.scanned_pages),
    }


def write_truth(path: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """All reports in the order of the names of their files."""
    ordered = sorted(entries, key=lambda entry: str(entry["file"]))
    path.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _of_pages(drawn: Drawn) -> dict[str, tuple[str, ...]]:
    told: dict[str, tuple[str, ...]] = {
        "pages": (str(drawn.pages),),
        "pages_without_appendices": (str(drawn.pages - drawn.pages_of_appendices),),
        "pages_of_appendices": (str(drawn.pages_of_appendices),),
    }
    if drawn.contents_page:
        told["contents_page"] = (str(drawn.contents_page),)
    return told

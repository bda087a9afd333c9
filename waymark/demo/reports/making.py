"""Making the reports of a demonstration: composed one after another, drawn by two processes, truth beside them.

In: the rows of a study. Out: `reports/` with the PDF files and `reports-truth.json`. No more than a few plans
are in memory at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from waymark.demo.reports.commissions import siblings_of
from waymark.demo.reports.composing import compose
from waymark.demo.reports.plan import ReportPlan
from waymark.demo.reports.truth import truth_of, write_truth
from waymark.demo.rows import Row
from waymark.instruments.pack import Pack

_PROCESSES = 2
_WAITING = 6  # plans that are composed and not drawn yet


def make_reports(rows: Sequence[Row], folder: Path, pack: Pack) -> Path:
    """Write every report and what is true of it. Returns the folder of the reports.

    `notified_again_as` in the truth: numbers under which the same child and incident were notified again.
    """
    reports = folder / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    again = _notified_again(rows, pack)
    entries = [
        {**entry, "notified_again_as": again[entry["cases"][0]]} if entry["cases"][0] in again else entry
        for entry in _drawn(rows, reports, pack)
    ]
    write_truth(folder / "reports-truth.json", entries)
    return reports


def _drawn(rows: Sequence[Row], reports: Path, pack: Pack) -> Iterator[dict[str, Any]]:
    back = frozenset(kind.key for kind in pack.section_kinds if kind.part == "back")
    waiting: deque[Future[dict[str, Any]]] = deque()
    with ProcessPoolExecutor(_PROCESSES) as processes:
        for plan in compose(rows, pack):
            waiting.append(processes.submit(_draw, plan, reports, back))
            if len(waiting) >= _WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _draw(plan: ReportPlan, reports: Path, back: frozenset[str]) -> dict[str, Any]:
    from waymark.demo.reports.drawing import draw

    return truth_of(plan, draw(plan, reports / plan.file, back))


def _notified_again(rows: Sequence[Row], pack: Pack) -> dict[str, list[str]]:
    """Other numbers of a case whose child was notified twice, by the number of the case."""
    about = pack.about
    number = about.case_number
    twice = [row for row in rows if row.truth.get(about.same_incident) == "duplicate"]
    found = {
        str(row.truth[number]): [
            str(other.truth[number]) for other in siblings_of(twice, row, pack, "duplicate")
        ]
        for row in rows
        if row.told_twice
    }
    return {
        case: numbers
        for case, others in found.items()
        if (numbers := [other for other in others if other != case])
    }

"""Tables and figures of the data as they stand: the list, each as a page, as CSV and as a workbook."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.analysis.engine import Engine, open_engine
from waymark.analysis.figures import figure
from waymark.analysis.results import FigureResult, TableResult
from waymark.analysis.tables import tabulate
from waymark.publish.drawing import draw
from waymark.reading.working import working_freeze
from waymark.study.freezes import open_freeze
from waymark.study.workspace import Workspace
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.exporting import csv_response, xlsx_response

RESULTS_KEPT = 200
COUNTING = threading.Lock()
"""One engine serves one thread at a time."""


@open_to(Audience.TEAM)
@require_safe
def listing(request: StudyRequest) -> HttpResponse:
    pack = request.workspace.pack
    return render(request, "results/listing.html", {"tables": pack.tables, "figures": pack.figures})


@open_to(Audience.TEAM)
@require_safe
def table(request: StudyRequest, number: str) -> HttpResponse:
    found = table_of(request.workspace, number)
    form = request.GET.get("as", "")
    if form in ("csv", "xlsx"):
        answer = csv_response if form == "csv" else xlsx_response
        return answer(f"table-{number}", *flat(found))
    return render(request, "results/table.html", {"table": found})


@open_to(Audience.TEAM)
@require_safe
def figure_page(request: StudyRequest, number: str) -> HttpResponse:
    found = figure_of(request.workspace, number)
    if request.GET.get("as") == "csv":
        return csv_response(f"figure-{number}", found.columns, found.rows)
    return render(request, "results/figure.html", {"figure": found})


@open_to(Audience.TEAM)
@require_safe
def picture(request: StudyRequest, number: str) -> HttpResponse:
    """The figure as a picture of its own, so that its styles are not the page's."""
    return HttpResponse(draw(figure_of(request.workspace, number)), content_type="image/svg+xml")


def table_of(workspace: Workspace, number: str) -> TableResult:
    if all(spec.number != number for spec in workspace.pack.tables):
        raise Http404
    return _table(str(working_freeze(workspace).folder), number)


def figure_of(workspace: Workspace, number: str) -> FigureResult:
    if all(spec.number != number for spec in workspace.pack.figures):
        raise Http404
    return _figure(str(working_freeze(workspace).folder), number)


@lru_cache(maxsize=4)
def engine_of(folder: str) -> Engine:
    """A working freeze never changes, so what was opened and counted of it is kept."""
    return open_engine(open_freeze(Path(folder)))


@lru_cache(maxsize=RESULTS_KEPT)
def _table(folder: str, number: str) -> TableResult:
    with COUNTING:
        engine = engine_of(folder)
        return tabulate(engine, engine.freeze.pack.table(number))


@lru_cache(maxsize=RESULTS_KEPT)
def _figure(folder: str, number: str) -> FigureResult:
    with COUNTING:
        engine = engine_of(folder)
        return figure(engine, engine.freeze.pack.figure(number))


def flat(result: TableResult) -> tuple[list[str], list[list[str | int | float | None]]]:
    """One header row; a count and a percentage stand in columns of their own."""
    header = [result.row_heading or "Row"]
    for column in result.columns:
        label = f"{column.group}: {column.label}" if column.group else column.label
        header += [label, f"{label}, %"]
    rows: list[list[str | int | float | None]] = []
    for row in result.rows:
        line: list[str | int | float | None] = [row.label]
        for cell in row.cells:
            count = cell.count if cell.count is not None else cell.value
            line += [count if count is not None else cell.shown, cell.percent]
        rows.append(line)
    return header, rows

"""The list of cases: narrowed, sorted and paged in the database, and the same as a file to take away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.library.models import Link
from waymark.library.queries import BELONGS
from waymark.register.correcting import selection_is_behind
from waymark.register.in_words import value_in_words
from waymark.register.listing import age_variable, cases, values_of
from waymark.register.models import Notification
from waymark.study.actions import record
from waymark.web.access import cases_open_to
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.exporting import csv_response, xlsx_response
from waymark.web.models import SavedView
from waymark.web.register.asked import (
    WITH_REPORT,
    WITHOUT_REPORT,
    Asked,
    asked_for,
    filters_to_add,
    kept_query,
    problem_choices,
)
from waymark.web.register.opening import kept_from, problems_seen_by

ON_A_PAGE = 50
REPORTS = (("", "Any"), (WITH_REPORT, "A report is linked"), (WITHOUT_REPORT, "No report is linked"))
PAGE = "/register/"


@dataclass(frozen=True)
class Line:
    """A case of the list. `cells`: each with whether it is short and stays on one line."""

    case: Notification
    cells: tuple[tuple[str, bool], ...]
    problems: int


@dataclass(frozen=True)
class Column:
    """`sorts`: derived variables are not stored, so the database cannot sort by them."""

    key: str
    label: str
    numeric: bool
    sorts: bool


@open_to(Audience.TEAM)
@require_safe
def cases_list(request: StudyRequest) -> HttpResponse:
    pack = request.workspace.pack
    asked = asked_for(pack, request.GET)
    page = Paginator(_found(request, asked), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": _lines(request, asked, list(page.object_list)),
        "columns": [_column(variable) for variable in asked.columns],
        "asked": asked,
        "errors": asked.errors,
        "typed": request.GET,
        "reports": REPORTS,
        "problems": problem_choices(pack),
        "more": filters_to_add(pack, asked),
        "has_dates": bool(pack.about.incident_date),
        "age": age_variable(pack),
        "variables": [(variable.key, variable.label) for variable in pack.variables.values()],
        "chosen": [variable.key for variable in asked.columns],
        "views": SavedView.objects.filter(person=request.person, page=PAGE),
        "kept": kept_query(request.GET),
        "behind": selection_is_behind(),
    }
    return render(request, "register/cases.html", shown)


@open_to(Audience.TEAM)
@require_safe
def cases_as_file(request: StudyRequest, ending: str) -> HttpResponse:
    """Every case that fits, with the columns that the list shows."""
    asked = asked_for(request.workspace.pack, request.GET)
    found = list(_found(request, asked))
    header = ["Case", *(variable.label for variable in asked.columns)]
    values = _values(request, asked, found)
    rows = list(_rows(asked.columns, found, values))
    record(request.person, "export cases", f"cases.{ending}", rows=len(rows), asked=kept_query(request.GET))
    return (csv_response if ending == "csv" else xlsx_response)("cases", header, rows)


def _found(request: StudyRequest, asked: Asked) -> QuerySet[Notification]:
    pack = request.workspace.pack
    kept = frozenset[str]().union(*kept_from(request.person, pack).values())
    found = cases(pack, asked.question, cases_open_to(request.person), kept)
    if asked.report:
        linked = Exists(Link.objects.filter(notification=OuterRef("pk"), decision__in=BELONGS))
        found = found.filter(linked if asked.report == WITH_REPORT else ~linked)
    return found


def _values(
    request: StudyRequest, asked: Asked, found: list[Notification]
) -> Mapping[int, Mapping[str, Value]]:
    pack: Pack = request.workspace.pack
    keys = [variable.key for variable in asked.columns]
    return values_of(pack, [case.pk for case in found], keys, kept_from(request.person, pack))


def _lines(request: StudyRequest, asked: Asked, found: list[Notification]) -> list[Line]:
    values = _values(request, asked, found)
    waiting: dict[int, int] = {case.pk: 0 for case in found}
    open_to_see = problems_seen_by(request.person, request.workspace.pack).filter(
        notification__in=list(waiting)
    )
    for pk in open_to_see.values_list("notification_id", flat=True):
        waiting[pk] += 1
    return [
        Line(
            case,
            tuple(
                (
                    value_in_words(variable, values[case.pk].get(variable.key)),
                    variable.type in ("date", "age"),
                )
                for variable in asked.columns
            ),
            waiting[case.pk],
        )
        for case in found
    ]


def _column(variable: Variable) -> Column:
    return Column(variable.key, variable.label, variable.type == "number", variable.derive is None)


def _rows(
    columns: tuple[Variable, ...], found: list[Notification], values: Mapping[int, Mapping[str, Value]]
) -> Iterator[list[str | int | date | None]]:
    for case in found:
        known = values[case.pk]
        yield [case.case_id, *(_cell(variable, known.get(variable.key)) for variable in columns)]


def _cell(variable: Variable, value: Value) -> str | int | date | None:
    """Numbers and days as such, so that a spreadsheet can reckon with them; all else in words."""
    if value is None or (isinstance(value, int | date) and not variable.categories):
        return value
    return value_in_words(variable, value)

"""The list of reports as a question to the database: filtered, sorted and cut into pages there.

In: what a person asked for, and the cases that are open to them. Out: a query of reports, which a page is cut from,
and the lines of that page. A field that a person corrected counts as corrected.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Lower

from waymark.library.models import Correction, Link, Report, ReportText, StatedField
from waymark.library.queries import BELONGS

Match = Literal["", "case", "waiting", "none"]
SORTED_BY = {
    "ref": ("position",),
    "title": (Lower("title_now"), "position"),
    "board": (Lower("board_now"), "position"),
    "pages": ("pages_now", "position"),
}
_TO_LOOK_AT = (Correction.Carried.ALTERED, Correction.Carried.LOST)


@dataclass(frozen=True)
class Wanted:
    """Empty parts ask for nothing. `match`: the report has a case, waits to be confirmed, or has neither."""

    title: str = ""
    board: str = ""
    match: Match = ""
    least_pages: int = 0
    read_by_machine: bool = False
    with_problems: bool = False


@dataclass(frozen=True)
class CaseOfReport:
    case_id: str
    case_number: str
    decision: str


@dataclass(frozen=True)
class ReportLine:
    """`problems`: in words, what a person should look at."""

    ref: str
    title: str
    board: str
    child: str
    pages: int
    read_by_machine: int
    problems: tuple[str, ...]
    cases: tuple[CaseOfReport, ...]
    waiting: int


def reports_open_to(cases: Collection[int] | None) -> QuerySet[Report]:
    """The reports of these cases; of `None`, every report."""
    reports = Report.objects.all()
    if cases is None:
        return reports
    return reports.filter(_linked(decision__in=BELONGS, notification__in=cases))


def reports_wanted(wanted: Wanted, sort: str, cases: Collection[int] | None) -> QuerySet[Any]:
    """`sort`: a name of `SORTED_BY`, with a hyphen before it the other way; anything else is order of receipt."""
    found: QuerySet[Any] = _with_what_stands(reports_open_to(cases))
    if wanted.title:
        found = found.filter(title_now__icontains=wanted.title)
    if wanted.board:
        found = found.filter(_board(wanted.board))
    if wanted.match:
        found = found.filter(_match(wanted.match))
    if wanted.least_pages:
        found = found.filter(pages_now__gte=wanted.least_pages)
    if wanted.read_by_machine:
        found = found.filter(machine_now__gt=0)
    if wanted.with_problems:
        found = found.filter(Q(blank_now__gt=0) | ~Q(notes_now=[]) | Q(to_look_at=True))
    order = SORTED_BY.get(sort.lstrip("-"), SORTED_BY["ref"])
    sorted_ = found.order_by(*order)
    return sorted_.reverse() if sort.startswith("-") else sorted_


def lines_of(reports: Iterable[Any], cases: Collection[int] | None) -> list[ReportLine]:
    """The lines of one page of `reports_wanted`; of its cases those that are open."""
    shown = list(reports)
    links: dict[int, list[Link]] = defaultdict(list)
    open_links = Link.objects.filter(report__in=[report.pk for report in shown]).select_related(
        "notification"
    )
    for link in open_links.exclude(decision=Link.Decision.REFUSED):
        if cases is None or link.notification_id in cases:
            links[link.report_id].append(link)
    return [_line(report, links[report.pk]) for report in shown]


def _line(report: Any, links: list[Link]) -> ReportLine:
    belonging = [link for link in links if link.decision in BELONGS]
    return ReportLine(
        report.ref,
        report.title_now,
        report.board_now,
        report.child_now,
        report.pages_now,
        report.machine_now,
        _problems(report),
        tuple(
            CaseOfReport(link.notification.case_id, link.notification.case_number, link.decision)
            for link in belonging
        ),
        len(links) - len(belonging),
    )


def _problems(report: Any) -> tuple[str, ...]:
    told = []
    if report.blank_now:
        told.append(
            "1 page without text" if report.blank_now == 1 else f"{report.blank_now} pages without text"
        )
    if report.notes_now:
        told.append("1 note" if len(report.notes_now) == 1 else f"{len(report.notes_now)} notes")
    if report.to_look_at:
        told.append("a corrected passage has moved or gone")
    return tuple(told)


def _with_what_stands(reports: QuerySet[Report]) -> QuerySet[Any]:
    newest = ReportText.objects.filter(file__report=OuterRef("pk"), file__current=True).order_by("-pk")
    looked_at = Correction.objects.filter(report=OuterRef("pk"), carried__in=_TO_LOOK_AT)
    return reports.annotate(
        text_now=Subquery(newest.values("pk")[:1]),
        pages_now=Subquery(newest.values("pages")[:1]),
        machine_now=Subquery(newest.values("pages_read_by_machine")[:1]),
        blank_now=Subquery(newest.values("pages_without_text")[:1]),
        notes_now=Subquery(newest.values("notes")[:1]),
        to_look_at=Exists(looked_at),
        board_corrected=Subquery(_corrections("board").values("pk")[:1]),
    ).annotate(title_now=_standing("title"), board_now=_standing("board"), child_now=_standing("child"))


def _corrections(field: str) -> QuerySet[Correction]:
    return Correction.objects.filter(report=OuterRef("pk"), field=field).order_by("-pk")


def _standing(field: str) -> Case:
    """The first value that stands; empty where the report states none, or a person says so."""
    said = _corrections(field)
    read = StatedField.objects.filter(text=OuterRef("text_now"), field=field).order_by("pk").values("value")
    corrected = Subquery(said.annotate(first=KT("values__0")).values("first")[:1], output_field=TextField())
    return Case(
        When(Exists(said), then=Coalesce(corrected, Value(""))),
        default=Coalesce(Subquery(read[:1]), Value("")),
        output_field=TextField(),
    )


def _board(words: str) -> Q:
    """Any board of the report, not only its first."""
    corrected = Correction.objects.filter(
        pk=OuterRef("board_corrected"), values__icontains=json.dumps(words)[1:-1]
    )
    read = StatedField.objects.filter(text=OuterRef("text_now"), field="board", value__icontains=words)
    return Q(Exists(corrected)) | Q(Exists(read), board_corrected=None)


def _match(match: Match) -> Q:
    has_case = Q(_linked(decision__in=BELONGS))
    waits = Q(_linked(decision=Link.Decision.TO_CONFIRM))
    return {"case": has_case, "waiting": waits, "none": ~has_case & ~waits}[match]


def _linked(**which: object) -> Exists:
    return Exists(Link.objects.filter(report=OuterRef("pk"), **which))

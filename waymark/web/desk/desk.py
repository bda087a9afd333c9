"""The reading desk: contents at the left, the report in the middle, the instrument at the right.

One page of plain forms; the script of the desk (`assets/scripts/desk.ts`) makes of it a place to work with one hand
on the keyboard. The report's text is one string that is kept in memory.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from waymark.instruments.pack import Pack
from waymark.library.models import Report
from waymark.library.page_pictures import WIDTHS, has_pages_to_draw
from waymark.library.queries import FileOfReport
from waymark.reading.answering import open_form
from waymark.reading.assigned import forms_of
from waymark.reading.models import Form
from waymark.reading.queries import (
    FormAsItStands,
    form_as_it_stands,
    form_of,
    reports_of_case,
    settled_of,
)
from waymark.study.models import Person
from waymark.study.workspace import Workspace
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.desk.question_html import Sheet, Written, written
from waymark.web.desk.questions import parts_of, sent_of, with_problem
from waymark.web.desk.report_text import ShownText, contents_of, shown_text
from waymark.web.library.opening import note_opening


@dataclass(frozen=True)
class ReportOnDesk:
    report: Report
    text: ShownText
    contents: SafeString
    has_pictures: bool
    width: int


@dataclass(frozen=True)
class PartOnDesk:
    title: str
    questions: tuple[Written, ...]


@dataclass(frozen=True)
class CaseOnDesk:
    """What the line above the report says of the case; each empty where it is not known."""

    number: str
    board: str
    year: str


@dataclass(frozen=True)
class Place:
    """Where the reader stopped: an offset into the text, and a question."""

    offset: int
    question: str


@open_to(Audience.TEAM)
@require_safe
def desk(request: StudyRequest, form_id: int) -> HttpResponse:
    form = form_of(request.person, form_id)
    reports = reports_of_case(form.case)
    chosen = _chosen(request, form, reports)
    with transaction.atomic():  # one wait for the disk, not one for each
        open_form(request.person, form.pk)
        if chosen:
            note_opening(request.person, "open report", chosen, form=form.pk)
    return _page(request, form, reports, chosen, {}, 200)


def desk_page(request: StudyRequest, form_id: int, errors: dict[str, str], status: int = 200) -> HttpResponse:
    """The desk as it stands; `errors` by the id of a question, with what was typed kept."""
    form = form_of(request.person, form_id)
    reports = reports_of_case(form.case)
    return _page(request, form, reports, _chosen(request, form, reports), errors, status)


def _page(
    request: StudyRequest,
    form: Form,
    reports: list[Report],
    chosen: Report | None,
    errors: dict[str, str],
    status: int,
) -> HttpResponse:
    stands = form_as_it_stands(request.workspace, form)
    own = form.reader_id == request.person.pk
    closed = form.finished_at is not None or not own
    under, nobodys = stands.instrument_version, form.reader_id is None
    sheet = Sheet(form, under, closed, chosen is not None, get_token(request), own or nobodys)
    parts = _parts(request, stands, sheet, errors)
    shown = {
        "form": form,
        "stands": stands,
        "parts": parts,
        "missing": [question for part in parts for question in part.questions if question.missing],
        "case": _case(request.workspace.pack, form),
        "reports": reports,
        "on_desk": _on_desk(chosen) if chosen else None,
        "place": _place(request, form, chosen),
        "colour": stands.kind.colour.replace(" ", "-") if stands.kind else "",
        "own": own,
        "closed": closed,
        "another": _another(request.workspace, request.person, form),
        "errors": errors,
    }
    return render(request, "desk/desk.html", shown, status=status)


def _parts(
    request: StudyRequest, stands: FormAsItStands, sheet: Sheet, errors: dict[str, str]
) -> tuple[PartOnDesk, ...]:
    parts = parts_of(stands)
    for name, told in errors.items():
        parts = with_problem(parts, told, name, request.POST.getlist("value"))
    return tuple(
        PartOnDesk(part.title, tuple(written(question, sheet) for question in part.questions))
        for part in parts
    )


def _chosen(request: StudyRequest, form: Form, reports: list[Report]) -> Report | None:
    """The report that the address names, else the one that was being read, else the first."""
    wanted = (request.GET.get("report", "").upper(), form.place_report.ref if form.place_report else "")
    by_ref = {report.ref: report for report in reports}
    return next((by_ref[ref] for ref in wanted if ref in by_ref), reports[0] if reports else None)


def _on_desk(report: Report) -> ReportOnDesk:
    text = shown_text(report)
    file = current_file(report)
    return ReportOnDesk(report, text, contents_of(report, text), has_pages_to_draw(file.name), WIDTHS[0])


def current_file(report: Report) -> FileOfReport:
    file = report.files.select_related("source").get(current=True)
    return FileOfReport(file.version, file.source.name, file.source.sha256, True, file.likeness)


def _case(pack: Pack, form: Form) -> CaseOnDesk:
    settled = settled_of(pack, form.case)
    year = settled.get(pack.about.incident_date)
    return CaseOnDesk(
        form.case.case_number or form.case.case_id,
        ", ".join(sent_of(settled.get(pack.about.area))),
        str(getattr(year, "year", "")),
    )


def _place(request: StudyRequest, form: Form, chosen: Report | None) -> Place:
    same = chosen is not None and form.place_report_id == chosen.pk
    return Place(form.place_offset if same else 0, request.GET.get("question", "") or form.place_question)


def _another(workspace: Workspace, person: Person, form: Form) -> int | None:
    """The form to go on with when this one is finished."""
    if form.finished_at is None:
        return None
    waiting = (
        one for one in forms_of(workspace, person) if one.state != "finished" and one.form_id != form.pk
    )
    return next((one.form_id for one in waiting), None)

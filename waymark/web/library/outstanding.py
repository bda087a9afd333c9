"""Cases without a report: what is known of why, what a board answered, and the list of boards to write to.

A reader sees their own cases; the list of letters is the lead's.
"""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.instruments.problems import Problem
from waymark.library.actions import note_state
from waymark.library.outstanding import cases_outstanding, counted, letters, lines_of, outstanding
from waymark.register.models import Notification
from waymark.study.actions import record
from waymark.study.models import Person
from waymark.web.access import cases_open_to, may_open_case
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import say
from waymark.web.exporting import csv_response, xlsx_response
from waymark.web.library.by_hand import day_typed
from waymark.web.library.opening import missing, words_typed
from waymark.web.middleware import refused

ON_A_PAGE = 50
LETTER_COLUMNS = ("Board", "Last asked", "Case number", "Case", "Date of incident", "State", "Note")
NOTHING_HEARD = "nothing-heard"


@open_to(Audience.TEAM)
@require_safe
def cases_without_report(request: StudyRequest) -> HttpResponse:
    pack, allowed = request.workspace.pack, cases_open_to(request.person)
    labels = {state.key: state.label for state in pack.report_states}
    counts = counted(pack, cases_outstanding(pack, allowed))
    asked = request.GET.get("state", "")
    wanted = None if not asked else "" if asked == NOTHING_HEARD else asked
    found = cases_outstanding(pack, allowed, wanted, words_typed(request.GET, "board"))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": [(case, labels.get(case.state, case.state)) for case in lines_of(pack, page.object_list)],
        "total": sum(counts.values()),
        "counts": [
            (key or NOTHING_HEARD, labels.get(key, "Nothing heard"), n) for key, n in counts.items() if n
        ],
        "states": [("", "Any"), (NOTHING_HEARD, "Nothing heard"), *labels.items()],
        "typed": request.GET,
    }
    return render(request, "library/outstanding.html", shown)


@open_to(Audience.TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
def state_of_case(request: StudyRequest, case_id: str) -> HttpResponseBase:
    case = Notification.objects.filter(case_id=case_id.upper()).first()
    if case is None and request.person.role == Person.Role.LEAD:
        return missing(request)
    if case is None or not may_open_case(request.person, case):
        return refused(request)
    pack, errors = request.workspace.pack, dict[str, str]()
    if request.method == "POST":
        asked_on = day_typed(request.POST, "asked", errors)
        state = request.POST.get("state", "")
        if not state:
            errors["state"] = "Choose why the case has no report."
        if not errors and _noted(request, case.case_id, state, asked_on, errors):
            say(request, f"The state of case {case.case_number} is noted.")
            return HttpResponseRedirect("/outstanding/")
    else:
        record(request.person, "open state of report", case.case_id, case=case.case_id)
    labels = {state.key: state.label for state in pack.report_states}
    heard = case.report_states.select_related("by").order_by("-pk")
    shown = {
        "case": case,
        "states": [(state.key, state.label, state.definition) for state in pack.report_states],
        "heard": [(one, labels.get(one.state, one.state)) for one in heard],
        "errors": errors,
        "typed": request.POST if errors else {},
    }
    return render(request, "library/state_of_case.html", shown, status=422 if errors else 200)


def _noted(
    request: StudyRequest, case_id: str, state: str, asked_on: date | None, errors: dict[str, str]
) -> bool:
    note = request.POST.get("note", "").strip()
    try:
        note_state(request.person, request.workspace, case_id, state, asked_on, note)
    except Problem as problem:
        told = f"{problem.what[:1].upper()}{problem.what[1:]} {problem.right}".strip()
        errors["asked" if "still to come" in problem.what else "state"] = told
        return False
    return True


@open_to(Audience.LEAD)
@require_safe
def letters_to_write(request: StudyRequest) -> HttpResponse:
    shown = {"letters": letters(outstanding(request.workspace), request.workspace.pack)}
    return render(request, "library/letters.html", shown)


@open_to(Audience.LEAD)
@require_safe
def letters_as_file(request: StudyRequest, ending: str) -> HttpResponseBase:
    """One line a case, so that a letter can be made of the lines of a board."""
    pack = request.workspace.pack
    labels = {state.key: state.label for state in pack.report_states} | {"": "Nothing heard"}
    found = letters(outstanding(request.workspace), pack)
    rows = [
        (
            letter.board, letter.last_asked, case.case_number, case.case_id,
            date.fromisoformat(case.incident_date) if case.incident_date else None,
            labels.get(case.state, case.state), case.note,
        )
        for letter in found
        for case in letter.cases
    ]  # fmt: skip
    record(request.person, "export", "letters to boards", rows=len(rows), form=ending)
    write = {"csv": csv_response, "xlsx": xlsx_response}[ending]
    return write("letters-to-boards", LETTER_COLUMNS, rows)

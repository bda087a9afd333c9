"""Reports without a case, and linking one by hand: a case is looked up by number, board or date and chosen.

For the lead, who sees every report and every case. A link made so can be refused again on the page of the report.
"""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from waymark.library.actions import decide
from waymark.library.case_facts import cases_found
from waymark.library.listing import Wanted, lines_of, reports_wanted
from waymark.library.models import Link, Report
from waymark.library.queries import report_as_it_stands
from waymark.library.waiting import reports_without_case
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import say
from waymark.web.library.opening import note_opening, with_report, words_typed
from waymark.web.library.reports import fields_shown

ON_A_PAGE = 50
MOST_CASES = 50


@open_to(Audience.LEAD)
@require_safe
def without_case(request: StudyRequest) -> HttpResponse:
    found = reports_wanted(Wanted(), request.GET.get("sort", ""), None).filter(pk__in=reports_without_case())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "lines": lines_of(page.object_list, None)}
    return render(request, "library/without_case.html", shown)


@open_to(Audience.LEAD)
@require_safe
@with_report
def choose_case(request: StudyRequest, report: Report) -> HttpResponse:
    note_opening(request.person, "open report", report)
    pack, asked = request.workspace.pack, request.GET
    errors: dict[str, str] = {}
    number, board = words_typed(asked, "number"), words_typed(asked, "board")
    day = day_typed(asked, "day", errors)
    looked = bool(number or board or day)
    fields = fields_shown(report_as_it_stands(report), pack)
    shown = {
        "report": report,
        "back": f"/reports/{report.ref}",
        "fields": [field for field in fields if field.values],
        "cases": cases_found(pack, number, board, day, MOST_CASES) if looked and not errors else None,
        "most": MOST_CASES,
        "typed": asked,
        "errors": errors,
    }
    return render(request, "library/choose_case.html", shown, status=422 if errors else 200)


@open_to(Audience.LEAD)
@require_POST
@with_report
def say_whose(request: StudyRequest, report: Report) -> HttpResponseBase:
    """That a report is, or is not, the case's that the form names."""
    belongs = request.POST.get("decision") != "does-not"
    said_so = Link.Decision.CONFIRMED if belongs else Link.Decision.REFUSED
    link = decide(
        request.person, report.ref, request.POST.get("case", ""), said_so, request.POST.get("why", "").strip()
    )
    verb = "belongs to" if belongs else "does not belong to"
    say(request, f"{report.ref} {verb} case {link.notification.case_number}.")
    return HttpResponseRedirect(f"/reports/{report.ref}")


def day_typed(asked: QueryDict, name: str, errors: dict[str, str]) -> date | None:
    """The day of a date input; none where nothing was typed or, with an error, where it is no day."""
    parts = [asked.get(f"{name}-{part}", "").strip() for part in ("year", "month", "day")]
    if not any(parts):
        return None
    try:
        return date(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        errors[name] = "Write a real date as day, month and year, such as 27 3 2013."
        return None

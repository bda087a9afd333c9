"""Who opens a report, and that it is noted. A reader is not told whether a report that is not theirs exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render

from waymark.library.models import Link, Report
from waymark.library.queries import BELONGS
from waymark.study.actions import record
from waymark.study.models import Person
from waymark.web.access import cases_open_to, may_open_report
from waymark.web.audience import StudyRequest
from waymark.web.middleware import refused

LONGEST_WORDS = 200

Rest = ParamSpec("Rest")


def with_report(
    view: Callable[Concatenate[StudyRequest, Report, Rest], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """The view is given the report that the address names, where it is open to whoever asks."""

    @wraps(view)
    def opened(request: StudyRequest, ref: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        report = Report.objects.filter(ref=ref.upper()).first()
        if report is None and request.person.role == Person.Role.LEAD:
            return missing(request)
        if report is None or not may_open_report(request.person, report):
            return refused(request)
        return view(request, report, *args, **kwargs)

    return opened


def note_opening(person: Person, action: str, report: Report, **detail: object) -> None:
    """One event for each case of the report that is open to the person, so that it stands in the trail of each."""
    links = Link.objects.filter(report=report, decision__in=BELONGS)
    allowed = cases_open_to(person)
    if allowed is not None:
        links = links.filter(notification__in=allowed)
    cases = list(links.values_list("notification__case_id", flat=True))
    for case in cases or [""]:
        record(person, action, report.ref, case=case, **detail)


def missing(request: HttpRequest) -> HttpResponseBase:
    return render(request, "web/problem.html", {"missing": True}, status=404)


def words_typed(asked: QueryDict, name: str) -> str:
    """What a filter looks for, without what nobody types: the store refuses to look for very long words."""
    return asked.get(name, "").strip()[:LONGEST_WORDS]


def whole_number(text: str | None) -> int:
    """What an address says where it says a number; 0 where it does not."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 9 else 0

"""Who opens a case. A reader is not told whether a case that is not theirs exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from waymark.instruments.pack import Pack
from waymark.reading.models import Form
from waymark.register.listing import problems_waiting
from waymark.register.models import Notification, Problem
from waymark.study.models import Person
from waymark.web.access import cases_open_to, may_open_case
from waymark.web.audience import StudyRequest
from waymark.web.middleware import refused

Rest = ParamSpec("Rest")


def with_case(
    view: Callable[Concatenate[StudyRequest, Notification, Rest], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """The view is given the case that the address names, where it is open to whoever asks."""

    @wraps(view)
    def opened(
        request: StudyRequest, case_id: str, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        case = Notification.objects.filter(case_id=case_id.upper()).select_related("row__file").first()
        if case is None and request.person.role == Person.Role.LEAD:
            return missing(request)
        if case is None or not may_open_case(request.person, case):
            return refused(request)
        return view(request, case, *args, **kwargs)

    return opened


def kept_from(person: Person, pack: Pack) -> Mapping[int, frozenset[str]]:
    """The sources that a person may not see yet, by case: what the first reader of a form said, and what was
    decided after, while the person has still to finish a second reading of it that is not a verification."""
    if person.role == Person.Role.LEAD:
        return {}
    decided = {pack.about.agreed, pack.about.adjudicated} - {""}
    blind = Form.objects.filter(
        reader=person, part=Form.Part.SECOND, finished_at=None, withdrawn_at=None
    ).exclude(manner=Form.Manner.VERIFICATION)
    kept: dict[int, frozenset[str]] = {}
    for case, instrument in blind.values_list("case_id", "instrument"):
        kept[case] = kept.get(case, frozenset()) | {instrument} | decided
    return kept


def problems_seen_by(person: Person, pack: Pack) -> QuerySet[Problem]:
    """The problems that wait, of the cases open to the person. What is wrong with a case may tell what another
    reader said, so those of cases that they still read blind are left out."""
    allowed = cases_open_to(person)
    if allowed is None:
        return problems_waiting()
    return problems_waiting().filter(notification__in=allowed - kept_from(person, pack).keys())


def missing(request: HttpRequest) -> HttpResponseBase:
    return render(request, "web/problem.html", {"missing": True}, status=404)

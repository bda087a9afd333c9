"""Giving cases to readers: by hand or evenly, and to a second reader a share of them or those named."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from waymark.instruments.problems import CallProblem, InputProblem, Place, Problem
from waymark.reading.assigning import Assigned, assign_evenly, cases_to_read, second_reading, share_of
from waymark.reading.models import ChosenSample, Form
from waymark.reading.progress import waiting_for_reader
from waymark.reading.queries import instrument_of
from waymark.register.models import Notification
from waymark.study.actions import record
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.people.forms import done
from waymark.web.team.pages import (
    LARGEST_SEED,
    as_options,
    chosen_readers,
    people_who_read,
    shown,
    whole_number,
)


@dataclass(frozen=True)
class CaseToGive:
    case: Notification
    by: str = ""  # the first reader
    chosen: bool = False


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def first_reading(request: StudyRequest, instrument: str) -> HttpResponse:
    """Cases that nobody reads yet; those of a sample are ticked when one comes from its page."""
    asked = instrument_of(request.workspace.pack, instrument)
    sample = _sample(request)
    waiting = waiting_for_reader(request.workspace, instrument)
    if sample:
        waiting = tuple(
            case for case in cases_to_read(request.workspace, instrument) if case in sample.standing
        )
    problem: Problem | None = None
    if request.method == "POST":
        try:
            cases = _cases_to_assign(request, list(waiting))
            made = assign_evenly(
                request.person, request.workspace, instrument, cases, chosen_readers(request.POST)
            )
            return done(request, "/team/", _words(made, asked.title))
        except Problem as found:
            problem = found
    ticked = set(request.POST.getlist("case")) if problem else set(waiting if sample else ())
    rows = Notification.objects.filter(case_id__in=list(waiting)).order_by("position")
    context = {
        "instrument": asked,
        "sample": sample,
        "cases": [CaseToGive(case, chosen=case.case_id in ticked) for case in rows],
        "people": as_options(people_who_read()),
    }
    return shown(request, "team/assign.html", context, problem)


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: StudyRequest, instrument: str) -> HttpResponse:
    asked = instrument_of(request.workspace.pack, instrument)
    standing = Form.objects.filter(instrument=instrument, withdrawn_at=None)
    taken = standing.filter(part=Form.Part.SECOND).values("case")
    first = standing.filter(part=Form.Part.FIRST).exclude(case__in=taken).select_related("case", "reader")
    forms = list(first.order_by("case__position"))
    problem: Problem | None = None
    if request.method == "POST":
        try:
            made = _give_second(request, instrument, [form.case.case_id for form in forms])
            return done(request, "/team/", _words(made, f"{asked.title}, second reading"))
        except Problem as found:
            problem = found
    ticked = set(request.POST.getlist("case"))
    context = {
        "instrument": asked,
        "cases": [CaseToGive(form.case, form.reader_name, form.case.case_id in ticked) for form in forms],
        "people": as_options(people_who_read()),
        "manners": Form.Manner.choices,
        "items": [
            (item.variable, item.question, "Judgement" if item.judgement else "") for item in asked.items
        ],
        "seed": secrets.randbelow(LARGEST_SEED),
    }
    return shown(request, "team/second.html", context, problem)


@transaction.atomic
def _give_second(request: StudyRequest, instrument: str, can: list[str]) -> Assigned:
    """A share by chance, whose seed is kept in the trail, or the cases that are ticked."""
    data = request.POST
    readers = chosen_readers(data)
    manner = data.get("manner", "")
    if manner not in Form.Manner.values:
        right = "Choose what the second reader sees."
        raise InputProblem("no manner is chosen.", place=Place(part="manner"), right=right)
    if data.get("which") == "share":
        percent = whole_number(data, "percent", "The share", 1, 100)
        seed = whole_number(data, "seed", "The seed", 0, LARGEST_SEED)
        cases = list(share_of(can, percent / 100, seed))
        record(
            request.person, "draw share for second reading", instrument,
            percent=percent, seed=seed, of=len(can), cases=cases,
        )  # fmt: skip
    else:
        cases = data.getlist("case")
    if not cases:
        right = "Tick the cases that are to be read again." if can else "A second reader needs a first."
        raise CallProblem("no case is chosen.", place=Place(part="cases"), right=right)
    items = data.getlist("item") if data.get("questions") == "named" else []
    if data.get("questions") == "named" and not items:
        raise InputProblem(
            "no question is chosen.", place=Place(part="item"), right="Tick those that are to be read again."
        )
    return second_reading(
        request.person, request.workspace, instrument, cases, readers, Form.Manner(manner), items
    )


def _cases_to_assign(request: StudyRequest, waiting: list[str]) -> list[str]:
    """Those ticked, or the first so many."""
    data = request.POST
    if data.get("which") == "number":
        count = whole_number(data, "number", "The number of cases", 1, max(1, len(waiting)))
        return waiting[:count]
    cases = data.getlist("case")
    if not cases:
        raise CallProblem("no case is chosen.", place=Place(part="cases"), right="Tick one case or several.")
    return cases


def _sample(request: StudyRequest) -> ChosenSample | None:
    number = request.GET.get("sample") or request.POST.get("sample") or ""
    return ChosenSample.objects.filter(pk=int(number)).first() if number.isdigit() else None


def _words(made: Assigned, title: str) -> str:
    count = len(made.forms)
    said = f"{title}: {count:,} {'case is' if count == 1 else 'cases are'} assigned."
    if made.passed_over:
        first = "; ".join(f"{case} {why}" for case, why in made.passed_over[:3])
        more = " …" if len(made.passed_over) > 3 else ""
        said += f" {len(made.passed_over):,} passed over: {first}{more}."
    return said

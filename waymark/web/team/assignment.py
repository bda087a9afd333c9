"""Giving cases to readers: by hand or evenly, and to a second reader a share of them or those named."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, InputProblem, Place, Problem
from waymark.library.models import Link
from waymark.library.queries import BELONGS
from waymark.reading.assigning import (
    Assigned,
    assign_evenly,
    cases_to_read,
    second_reading,
    share_of,
    waiting_for_reader,
)
from waymark.reading.models import ChosenSample, Form
from waymark.reading.queries import instrument_of
from waymark.register.listing import values_of
from waymark.register.models import Notification
from waymark.study.actions import record
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.team.pages import (
    LARGEST_SEED,
    as_options,
    chosen_readers,
    number_of,
    people_who_read,
    shown,
    whole_number,
)

ON_A_PAGE = 100


@dataclass(frozen=True)
class CaseToGive:
    """`by`: the first reader, where there is one."""

    case: Notification
    area: str
    report: str
    by: str = ""
    chosen: bool = False


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def first_reading(request: StudyRequest, instrument: str) -> HttpResponse:
    """Cases that nobody reads yet; those of a sample are ticked when one comes from its page."""
    asked = instrument_of(request.workspace.pack, instrument)
    sample = _sample(request)
    waiting = waiting_for_reader(request.workspace, instrument)
    if sample:
        waiting = cases_to_read(request.workspace, instrument).filter(case_id__in=sample.standing)
    problem: Problem | None = None
    if request.method == "POST":
        try:
            with transaction.atomic():
                cases = _cases_to_assign(request, instrument, waiting)
                made = assign_evenly(
                    request.person, request.workspace, instrument, cases, chosen_readers(request.POST)
                )
            return done(request, "/team/", _words(made, asked.title))
        except Problem as found:
            problem = found
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    ticked = set(request.POST.getlist("case")) if problem else set(sample.standing if sample else ())
    context = {
        "instrument": asked,
        "sample": sample,
        "page": page,
        "cases": _to_give(request.workspace.pack, list(page), ticked),
        "people": as_options(people_who_read()),
        "newest": _newest(instrument),
    }
    return shown(request, "team/assign.html", context, problem)


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: StudyRequest, instrument: str) -> HttpResponse:
    asked = instrument_of(request.workspace.pack, instrument)
    standing = Form.objects.filter(instrument=instrument, withdrawn_at=None)
    taken = standing.filter(part=Form.Part.SECOND).values("case")
    first = standing.filter(part=Form.Part.FIRST).exclude(case__in=taken).select_related("case", "reader")
    first = first.order_by("case__position")
    problem: Problem | None = None
    if request.method == "POST":
        try:
            made = _give_second(request, instrument, first)
            return done(request, "/team/", _words(made, f"{asked.title}, second reading"))
        except Problem as found:
            problem = found
    page = Paginator(first, ON_A_PAGE).get_page(request.GET.get("page"))
    readers = {form.case_id: form.reader_name for form in page}
    ticked = set(request.POST.getlist("case"))
    judged = sum(item.judgement for item in asked.items)
    context = {
        "instrument": asked,
        "page": page,
        "cases": _to_give(request.workspace.pack, [form.case for form in page], ticked, readers),
        "people": as_options(people_who_read()),
        "manners": _manners(len(asked.items) - judged, judged),
        "items": [
            (item.variable, item.question, "Judgement" if item.judgement else "") for item in asked.items
        ],
        "seed": secrets.randbelow(LARGEST_SEED),
        "newest": _newest(instrument),
    }
    return shown(request, "team/second.html", context, problem)


def _manners(facts: int, judged: int) -> list[tuple[str, str, str]]:
    verified = f"{facts:,} {'fact is' if facts == 1 else 'facts are'} verified"
    blind = f"{judged:,} {'judgement is' if judged == 1 else 'judgements are'} read blind"
    return [
        (Form.Manner.PACK, Form.Manner.PACK.label, f"{verified}, {blind}."),
        (Form.Manner.BLIND, Form.Manner.BLIND.label, "Every question counts for agreement."),
        (
            Form.Manner.VERIFICATION,
            Form.Manner.VERIFICATION.label,
            "The second reader confirms or corrects; nothing counts for agreement.",
        ),
    ]


def _to_give(
    pack: Pack, cases: list[Notification], ticked: Collection[str], readers: Mapping[int, str] | None = None
) -> list[CaseToGive]:
    areas = values_of(pack, [case.pk for case in cases], [pack.about.area]) if pack.about.area else {}
    links = Link.objects.filter(notification__in=cases, decision__in=BELONGS).order_by("-report__position")
    reports = dict(links.values_list("notification_id", "report__ref"))
    return [
        CaseToGive(
            case,
            str(areas.get(case.pk, {}).get(pack.about.area) or ""),
            reports.get(case.pk, ""),
            (readers or {}).get(case.pk, ""),
            case.case_id in ticked,
        )
        for case in cases
    ]


def _newest(instrument: str) -> int:
    """The last form made, so that a page that is sent twice or late does not give out further cases."""
    return Form.objects.filter(instrument=instrument).aggregate(last=Max("pk"))["last"] or 0


def _refuse_if_late(data: QueryDict, instrument: str) -> None:
    if number_of(data.get("newest")) != _newest(instrument):
        right = "Look at who has what; what you asked for may be done."
        raise CallProblem("Cases were given to readers since this page was shown.", right=right)


@transaction.atomic
def _give_second(request: StudyRequest, instrument: str, first: QuerySet[Form]) -> Assigned:
    """A share by chance, whose seed is kept in the trail, or the cases that are ticked."""
    data = request.POST
    readers = chosen_readers(data)
    manner = data.get("manner", "")
    if manner not in Form.Manner.values:
        right = "Choose what the second reader sees."
        raise InputProblem("no manner is chosen.", place=Place(part="manner"), right=right)
    can = list(first.values_list("case__case_id", flat=True))
    if data.get("which") == "share":
        _refuse_if_late(data, instrument)
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


def _cases_to_assign(request: StudyRequest, instrument: str, waiting: QuerySet[Notification]) -> list[str]:
    """Those ticked, or the first so many."""
    data = request.POST
    if data.get("which") == "number":
        _refuse_if_late(data, instrument)
        count = whole_number(data, "number", "The number of cases", 1, max(1, waiting.count()))
        return list(waiting.values_list("case_id", flat=True)[:count])
    cases = data.getlist("case")
    if not cases:
        raise CallProblem("no case is chosen.", place=Place(part="cases"), right="Tick one case or several.")
    return cases


def _sample(request: StudyRequest) -> ChosenSample | None:
    number = number_of(request.GET.get("sample") or request.POST.get("sample"))
    return ChosenSample.objects.filter(pk=number).first() if number else None


def _words(made: Assigned, title: str) -> str:
    count = len(made.forms)
    said = f"{title}: {count:,} {'case is' if count == 1 else 'cases are'} assigned."
    if made.passed_over:
        first = "; ".join(f"{case} {why}" for case, why in made.passed_over[:3])
        more = " …" if len(made.passed_over) > 3 else ""
        said += f" {len(made.passed_over):,} passed over: {first}{more}."
    return said

"""Home: where the study stands for the lead, what to go on with for a reader, what is published for a viewer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from waymark.instruments.pack import Pack
from waymark.library.waiting import reports_without_case
from waymark.reading import progress
from waymark.reading.assigned import forms_of
from waymark.reading.assigning import waiting_cases
from waymark.reading.flow import Stage, flow_of_cases
from waymark.reading.models import Form
from waymark.reading.settling import settle_study
from waymark.register.listing import values_of
from waymark.register.models import Notification
from waymark.study.models import Event, Person
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.home.picture import picture_of
from waymark.web.people.forms import page
from waymark.web.published.shelf import publications

CASES_ON_A_PAGE = 50
TOLD = {
    "finish form": "form finished,forms finished",
    "answer": "answer given,answers given",
    "pin passage": "passage pinned,passages pinned",
    "assign form": "form assigned,forms assigned",
    "adjudicate": "disagreement settled,disagreements settled",
    "correct value": "value corrected,values corrected",
    "import report": "report taken in,reports taken in",
    "freeze": "freeze of the data,freezes of the data",
    "publish": "publication,publications",
}
"""What the trail calls an act, and one and several of it in words."""


@dataclass(frozen=True)
class Waiting:
    """One thing that needs the lead."""

    count: int
    words: str
    url: str


@dataclass(frozen=True)
class Layer:
    """How many cases of a layer are read, of those that are to be read."""

    key: str
    title: str
    number: int
    read: int
    of: int


@open_to(Audience.SIGNED_IN)
@require_safe
def home(request: StudyRequest) -> HttpResponse:
    if request.person.role == Person.Role.LEAD:
        return _of_lead(request)
    if request.person.role == Person.Role.READER:
        return page(request, "home/reader.html", _reading_of(request))
    return page(request, "home/viewer.html", {"published": publications(request.workspace.publications)})


@open_to(Audience.LEAD)
@require_POST
def select_now(request: StudyRequest) -> HttpResponse:
    selection = settle_study(request.person, request.workspace)
    inside = sum(step.count for step in selection.flow if step.outcome == "included")
    return done(request, "/", f"The cases were selected anew: {inside:,} are in the study.")


@open_to(Audience.LEAD)
@require_safe
def behind(request: StudyRequest, key: str) -> HttpResponse:
    """The cases behind one number of the flow."""
    stages = flow_of_cases(request.workspace)
    part = next((part for stage in stages for part in stage.parts if part.key == key), None)
    if part is None:
        return render(request, "web/problem.html", {"missing": True, "back": "/"}, status=404)
    cases = Notification.objects.filter(pk__in=part.cases).order_by("position")
    shown = Paginator(cases, CASES_ON_A_PAGE).get_page(request.GET.get("page"))
    area = request.workspace.pack.about.area
    areas = values_of(request.workspace.pack, [case.pk for case in shown], [area]) if area else {}
    rows = [(case, areas.get(case.pk, {}).get(area) or "") for case in shown]
    return page(request, "home/behind.html", {"part": part, "page": shown, "rows": rows})


def _of_lead(request: StudyRequest) -> HttpResponse:
    without_reader = waiting_cases(request.workspace)
    stages = flow_of_cases(request.workspace, without_reader)
    reads = Form.objects.filter(reader=request.person, withdrawn_at=None).exists()
    context = {
        "picture": picture_of(stages),
        "waiting": _waiting(request, without_reader),
        "out_of_date": progress.out_of_date(request.workspace),
        "readers": progress.readers(),
        "monday": progress.monday(),
        "since": _since_monday(),
        "layers": _layers(request.workspace.pack, stages),
        "last_freeze": Event.objects.filter(action="freeze").order_by("-pk").first(),
        **(_reading_of(request) if reads else {}),
    }
    return page(request, "home/lead.html", context)


def _reading_of(request: StudyRequest) -> dict[str, object]:
    """What the person has to read: where to go on, what is open, what is finished."""
    forms = forms_of(request.workspace, request.person)
    unfinished = [form for form in forms if form.state != "finished"]
    finished = [form for form in forms if form.state == "finished"]
    return {
        "going": unfinished[0] if unfinished else None,
        "unfinished": unfinished,
        "finished": finished,
        "again": [form for form in finished if form.to_look_at],
        "assigned": len(forms),
    }


def _waiting(request: StudyRequest, without_reader: Mapping[str, Collection[int]]) -> list[Waiting]:
    workspace = request.workspace
    instruments = workspace.pack.instruments
    found = [
        _waits(
            progress.disagreements(workspace, one.key),
            f"disagreement to settle: {one.title.lower()}",
            f"disagreements to settle: {one.title.lower()}",
            f"/team/adjudicate/{one.key}",
        )
        for one in instruments
    ]
    found += [
        _waits(
            len(without_reader[one.key]),
            f"case without a reader: {one.title.lower()}",
            f"cases without a reader: {one.title.lower()}",
            f"/team/assign/{one.key}",
        )
        for one in instruments
    ]
    found += [
        _waits(
            progress.touched_by_change(workspace, one.key),
            f"answer that a change of the form touches: {one.title.lower()}",
            f"answers that a change of the form touches: {one.title.lower()}",
            f"/team/instruments/{one.key}/",
        )
        for one in instruments
    ]
    found += [
        _waits(
            progress.links_to_confirm(),
            "link of a report to a case to confirm",
            "links of reports to cases to confirm",
            "/matching/",
        ),
        _waits(
            reports_without_case().count(),
            "report that belongs to no case",
            "reports that belong to no case",
            "/matching/reports/",
        ),
        _waits(
            progress.problems_to_look_at(),
            "problem in the data to look at",
            "problems in the data to look at",
            "/register/problems",
        ),
    ]
    return [one for one in found if one.count]


def _waits(count: int, one: str, several: str, url: str) -> Waiting:
    return Waiting(count, one if count == 1 else several, url)


def _since_monday() -> list[tuple[int, str]]:
    counts = progress.since_monday()
    return [(counts[action], words) for action, words in TOLD.items() if counts[action]]


def _layers(pack: Pack, stages: tuple[Stage, ...]) -> list[Layer]:
    by_key = {stage.key: stage for stage in stages}
    found = []
    for one in sorted(pack.instruments, key=lambda instrument: instrument.layer):
        stage = by_key[one.key]
        to_read = sum(len(part.cases) for part in stage.left_out if part.key != f"{one.key}-rest")
        found.append(Layer(one.key, one.title, one.layer, len(stage.cases), len(stage.cases) + to_read))
    return found

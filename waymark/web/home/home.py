"""Home: where the study stands for the lead, what to go on with for a reader, what is published for a viewer."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from waymark.instruments.pack import Pack
from waymark.reading import progress
from waymark.reading.queries import forms_of
from waymark.reading.settling import settle_study
from waymark.register.models import Notification
from waymark.study.models import Event, Person
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.home.picture import picture_of
from waymark.web.people.forms import done, page

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


@open_to(Audience.SIGNED_IN)
@require_safe
def home(request: StudyRequest) -> HttpResponse:
    if request.person.role == Person.Role.LEAD:
        return _of_lead(request)
    if request.person.role == Person.Role.READER:
        return _of_reader(request)
    published = Event.objects.filter(action="publish").order_by("-pk")[:20]
    return page(request, "home/viewer.html", {"published": published})


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
    for stage in progress.flow_of_cases(request.workspace.pack):
        steps: tuple[progress.Stage | progress.LeftOut, ...] = (stage, *stage.left_out)
        for step in steps:
            if step.key == key:
                cases = Notification.objects.filter(pk__in=step.cases).order_by("position")
                shown = Paginator(cases, CASES_ON_A_PAGE).get_page(request.GET.get("page"))
                return page(request, "home/behind.html", {"step": step, "page": shown})
    return render(request, "web/problem.html", {"missing": True, "back": "/"}, status=404)


def _of_lead(request: StudyRequest) -> HttpResponse:
    stages = progress.flow_of_cases(request.workspace.pack)
    waiting = _waiting(request)
    last = Event.objects.filter(action="freeze").order_by("-pk").first()
    context = {
        "stages": stages,
        "picture": picture_of(stages),
        "waiting": waiting,
        "out_of_date": progress.out_of_date(request.workspace),
        "readers": progress.readers(),
        "monday": progress.monday(),
        "since": _since_monday(),
        "layers": _layers(request.workspace.pack, stages),
        "last_freeze": last,
    }
    return page(request, "home/lead.html", context)


def _of_reader(request: StudyRequest) -> HttpResponse:
    forms = forms_of(request.workspace, request.person)
    going = next((form for form in forms if form.state != "finished"), None)
    finished = sum(form.state == "finished" for form in forms)
    context = {"forms": forms, "going": going, "finished": finished}
    return page(request, "home/reader.html", context)


def _waiting(request: StudyRequest) -> list[Waiting]:
    found = [
        Waiting(
            progress.disagreements(one.key),
            f"to settle between readers: {one.title.lower()}",
            f"/team/adjudicate/{one.key}",
        )
        for one in request.workspace.pack.instruments
    ]
    found += [
        Waiting(one.cases, f"without a reader: {one.title.lower()}", f"/team/assign/{one.instrument}")
        for one in progress.unassigned(request.workspace)
    ]
    found += [
        Waiting(progress.links_to_confirm(), "links of a report to a case to confirm", "/matching/"),
        Waiting(progress.problems_to_look_at(), "problems in the data to look at", "/register/problems"),
    ]
    return [one for one in found if one.count]


def _since_monday() -> list[tuple[int, str]]:
    counts = progress.since_monday()
    return [(counts[action], words) for action, words in TOLD.items() if counts[action]]


@dataclass(frozen=True)
class Layer:
    """How many cases of a layer are read, of those that can be."""

    title: str
    number: int
    read: int
    of: int


def _layers(pack: Pack, stages: tuple[progress.Stage, ...]) -> list[Layer]:
    by_key = {stage.key: stage for stage in stages}
    first = min((one.layer for one in pack.instruments), default=1)
    found = []
    for one in sorted(pack.instruments, key=lambda instrument: instrument.layer):
        stage = by_key[one.key]
        begun = len(stage.cases) + sum(len(out.cases) for out in stage.left_out)
        of = max(begun, len(by_key["reports"].cases)) if one.layer == first else begun
        found.append(Layer(one.title, one.layer, len(stage.cases), of))
    return found

"""Who has what: of each instrument the forms by reader, what nobody has, and the ways on from there."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.instruments.forms import Instrument
from waymark.instruments.problems import CallProblem, Place, Problem
from waymark.reading import progress
from waymark.reading.adjudicating import decisions_resting_on
from waymark.reading.assigning import waiting_for_reader, withdraw
from waymark.reading.models import Form
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.team.pages import number_of, people_who_read, shown

FORMS_ON_A_PAGE = 50


@dataclass(frozen=True)
class InstrumentInBrief:
    instrument: Instrument
    unassigned: int
    first: int
    finished: int
    second: int
    differences: int


@open_to(Audience.LEAD)
@require_safe
def overview(request: StudyRequest) -> HttpResponse:
    pack = request.workspace.pack
    asked = request.GET
    forms = Form.objects.filter(withdrawn_at=None).select_related("case", "reader")
    wanted = Q()
    if asked.get("instrument"):
        wanted &= Q(instrument=asked["instrument"])
    if asked.get("reader"):
        wanted &= Q(reader=number_of(asked["reader"]))
    if asked.get("state") == "finished":
        wanted &= Q(finished_at__isnull=False)
    elif asked.get("state") == "open":
        wanted &= Q(finished_at=None)
    page = Paginator(forms.filter(wanted).order_by("-pk"), FORMS_ON_A_PAGE).get_page(asked.get("page"))
    titles = _titles(request)
    context = {
        "instruments": [_brief(request, one) for one in pack.instruments],
        "forms": [(form, titles.get(form.instrument, form.instrument)) for form in page],
        "readers": progress.readers(),
        "page": page,
        "asked": asked,
        "of_instrument": [("", "Every form"), *((one.key, one.title) for one in pack.instruments)],
        "of_reader": [("", "Everyone"), *((str(p.pk), p.called) for p in people_who_read())],
        "of_state": [("", "Any state"), ("open", "Not finished"), ("finished", "Finished")],
    }
    return shown(request, "team/overview.html", context)


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_form(request: StudyRequest, form_id: int) -> HttpResponse:
    form = Form.objects.select_related("case", "reader").filter(pk=form_id).first()
    if form is None:
        return render(request, "web/problem.html", {"missing": True, "back": "/team/"}, status=404)
    if form.withdrawn_at is not None:  # sent twice, or by another lead meanwhile
        return done(request, "/team/", f"{form.case} is withdrawn from {form.reader_name}.")
    problem: Problem | None = None
    if request.method == "POST":
        try:
            withdraw(request.person, form_id, request.POST.get("why", ""))
            return done(request, "/team/", f"{form.case} was withdrawn from {form.reader_name}.")
        except Problem as found:
            problem = CallProblem(found.what, place=Place(part="why"), right=found.right)
    others = Form.objects.filter(
        case=form.case, instrument=form.instrument, part=Form.Part.SECOND, withdrawn_at=None
    ).select_related("reader")
    context = {
        "form": form,
        "title": _titles(request).get(form.instrument, form.instrument),
        "answers": form.answers.filter(stands=True).values("variable").distinct().count(),
        "decisions": decisions_resting_on(form),
        "seconds": [other.reader_name for other in others] if form.part == Form.Part.FIRST else [],
    }
    return shown(request, "team/withdraw.html", context, problem)


def _titles(request: StudyRequest) -> dict[str, str]:
    return {one.key: one.title for one in request.workspace.pack.instruments}


def _brief(request: StudyRequest, one: Instrument) -> InstrumentInBrief:
    forms = Form.objects.filter(instrument=one.key, withdrawn_at=None)
    first = forms.filter(part=Form.Part.FIRST)
    return InstrumentInBrief(
        one,
        waiting_for_reader(request.workspace, one.key).count(),
        first.count(),
        first.exclude(finished_at=None).count(),
        forms.filter(part=Form.Part.SECOND).count(),
        progress.disagreements(request.workspace, one.key),
    )

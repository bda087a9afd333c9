"""Who has what: of each instrument the forms by reader, what nobody has, and the ways on from there."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from waymark.instruments.forms import Instrument
from waymark.instruments.problems import CallProblem, Place, Problem
from waymark.reading import progress
from waymark.reading.assigning import withdraw
from waymark.reading.models import Form
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.people.forms import done
from waymark.web.team.pages import people_who_read, shown

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
    if asked.get("reader", "").isdigit():
        wanted &= Q(reader=int(asked["reader"]))
    if asked.get("state") == "finished":
        wanted &= Q(finished_at__isnull=False)
    elif asked.get("state") == "open":
        wanted &= Q(finished_at=None)
    page = Paginator(forms.filter(wanted).order_by("-pk"), FORMS_ON_A_PAGE).get_page(asked.get("page"))
    titles = {one.key: one.title for one in pack.instruments}
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
    form = Form.objects.select_related("case", "reader").filter(pk=form_id, withdrawn_at=None).first()
    if form is None:
        raise CallProblem("there is no such form, or it was withdrawn before.")
    problem: Problem | None = None
    if request.method == "POST":
        try:
            withdraw(request.person, form_id, request.POST.get("why", ""))
            return done(request, "/team/", f"{form.case} was withdrawn from {form.reader_name}.")
        except Problem as found:
            problem = CallProblem(found.what, place=Place(part="why"), right=found.right)
    return shown(request, "team/withdraw.html", {"form": form}, problem)


def _brief(request: StudyRequest, one: Instrument) -> InstrumentInBrief:
    forms = Form.objects.filter(instrument=one.key, withdrawn_at=None)
    first = forms.filter(part=Form.Part.FIRST)
    return InstrumentInBrief(
        one,
        len(progress.waiting_for_reader(request.workspace, one.key)),
        first.count(),
        first.exclude(finished_at=None).count(),
        forms.filter(part=Form.Part.SECOND).count(),
        progress.disagreements(one.key),
    )

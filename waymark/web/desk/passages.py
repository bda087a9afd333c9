"""Passages pinned to questions of the desk, and taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from waymark.reading.answering import pin, take_back
from waymark.reading.models import Evidence
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.desk.said import PassageKept, SentPassage, is_spoken_to, read_body, say
from waymark.web.desk.spoken import back_to, telling_problems


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def pin_passage(request: StudyRequest, form_id: int) -> HttpResponse:
    """Selecting words needs a script, so there is no plain form of this."""
    sent = read_body(request, SentPassage)
    made = pin(
        request.person,
        request.workspace,
        form_id,
        sent.variable,
        sent.report,
        sent.start,
        sent.end,
        sent.token,
    )
    return say(_kept(made))


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def take_passage_back(request: StudyRequest, form_id: int, evidence_id: int) -> HttpResponse:
    take_back(request.person, form_id, evidence_id)
    made = Evidence.objects.select_related("report").get(pk=evidence_id)
    return say(_kept(made)) if is_spoken_to(request) else back_to(form_id, made.variable)


def _kept(made: Evidence) -> PassageKept:
    return PassageKept(
        made.pk, made.variable, made.report.ref, made.page, made.start, made.end, made.quote, made.token
    )

"""The form as a whole: the place where the reader is, finishing, opening again, and the mark for the next layer."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from waymark.reading.answering import finish, keep_place, mark_for_next_layer, reopen
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.desk.said import SentPlace, read_body
from waymark.web.desk.spoken import back_to, telling_problems


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def place(request: StudyRequest, form_id: int) -> HttpResponse:
    sent = read_body(request, SentPlace)
    keep_place(request.person, form_id, sent.report, sent.offset, sent.question)
    return HttpResponse(status=204)


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def finish_form(request: StudyRequest, form_id: int) -> HttpResponse:
    finish(request.person, request.workspace, form_id)
    return back_to(form_id)


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def reopen_form(request: StudyRequest, form_id: int) -> HttpResponse:
    reopen(request.person, form_id)
    return back_to(form_id)


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def next_layer(request: StudyRequest, form_id: int) -> HttpResponse:
    marked = request.POST.get("marked") == "yes"
    mark_for_next_layer(request.person, form_id, marked, request.POST.get("why", ""))
    return back_to(form_id)

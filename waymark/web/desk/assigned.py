"""What is assigned to a person: one button that goes on reading, and the list."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.reading.assigned import forms_of
from waymark.web.audience import Audience, StudyRequest, open_to


@open_to(Audience.TEAM)
@require_safe
def assigned(request: StudyRequest) -> HttpResponse:
    forms = forms_of(request.workspace, request.person)
    waiting = [form for form in forms if form.state != "finished"]
    shown = {
        "waiting": waiting,
        "finished": [form for form in forms if form.state == "finished"],
        "next": waiting[0] if waiting else None,
    }
    return render(request, "desk/assigned.html", shown)

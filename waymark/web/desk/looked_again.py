"""A reader says that an answer still holds after its question was changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from waymark.instruments.problems import InputProblem
from waymark.reading.looking_again import still_holds
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.desk.spoken import back_to, telling_problems


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def holds(request: StudyRequest, form_id: int) -> HttpResponse:
    """Leads back to the question, which then tells nothing of the change any more."""
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError as error:
        raise InputProblem("the page is too old.", right="Open it again.") from error
    variable = request.POST.get("variable", "")
    still_holds(request.person, request.workspace, form_id, variable, token)
    return back_to(form_id, variable)

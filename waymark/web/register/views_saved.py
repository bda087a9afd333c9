"""Views of the list of cases that a person named, to come back to."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponseRedirect, QueryDict
from django.views.decorators.http import require_POST

from waymark.instruments.problems import InputProblem
from waymark.study.actions import record
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import say
from waymark.web.models import SavedView
from waymark.web.register.asked import kept_query
from waymark.web.register.cases import PAGE

LONGEST_NAME = 80
MOST_VIEWS = 50


@open_to(Audience.TEAM)
@require_POST
@transaction.atomic
def save_view(request: StudyRequest) -> HttpResponseRedirect:
    """A name that is taken already is given to the new view."""
    name = request.POST.get("name", "").strip()
    if not name or len(name) > LONGEST_NAME:
        right = f"Give it a name of up to {LONGEST_NAME} characters."
        raise InputProblem("the view has no name that can be used.", right=right)
    if SavedView.objects.filter(person=request.person).count() >= MOST_VIEWS:
        raise InputProblem(f"{MOST_VIEWS} views are saved already.", right="Remove one first.")
    query = kept_query(QueryDict(request.POST.get("query", "")))
    SavedView.objects.update_or_create(person=request.person, page=PAGE, name=name, defaults={"query": query})
    record(request.person, "save view", name, page=PAGE, query=query)
    say(request, f"The view “{name}” is saved.")
    return HttpResponseRedirect(f"{PAGE}?{query}")


@open_to(Audience.TEAM)
@require_POST
@transaction.atomic
def remove_view(request: StudyRequest, view_id: int) -> HttpResponseRedirect:
    view = SavedView.objects.filter(person=request.person, pk=view_id).first()
    if view is not None:
        record(request.person, "remove view", view.name, page=view.page, query=view.query)
        view.delete()
        say(request, f"The view “{view.name}” is removed.")
    return HttpResponseRedirect(PAGE)

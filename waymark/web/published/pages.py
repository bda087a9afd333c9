"""What is published, for everyone who is signed in: the list, and the files of each publication."""

from __future__ import annotations

from dataclasses import replace

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.study.models import FrozenState
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.published.shelf import file_of, publications


@open_to(Audience.SIGNED_IN)
@require_safe
def shelf(request: StudyRequest) -> HttpResponse:
    whys = dict(FrozenState.objects.order_by("pk").values_list("freeze", "why"))
    found = [
        replace(one, why=whys.get(one.freeze, "")) for one in publications(request.workspace.publications)
    ]
    return render(request, "published/shelf.html", {"publications": found})


@open_to(Audience.SIGNED_IN)
@require_safe
def publication(request: StudyRequest, name: str) -> HttpResponseBase:
    return HttpResponseRedirect(f"/published/{name}/index.html")


@open_to(Audience.SIGNED_IN)
@require_safe
def file(request: StudyRequest, name: str, inside: str) -> HttpResponseBase:
    """A page to look at, or a data file to take away."""
    found = file_of(request.workspace.publications, name, inside)
    if found is None:
        return render(request, "web/problem.html", {"missing": True, "back": "/published/"}, status=404)
    return FileResponse(
        found.path.open("rb"),
        as_attachment=found.download,
        filename=found.path.name,
        content_type=found.content_type,
    )

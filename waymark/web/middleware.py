"""The door: who comes in, to which study, and how a person's mistake is told.

Puts the study and the person on the request, turns away whoever the view is not for, and makes of a `Problem`
that a view lets through a page with its paragraph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from waymark.instruments.problems import CallProblem, Problem
from waymark.study.actions import NotOpen
from waymark.study.in_turn.base import StoreBusy
from waymark.study.models import Person
from waymark.web.audience import Audience
from waymark.web.served import served_workspace

NO_SETTINGS = CallProblem(
    "the settings of this study cannot be read just now.",
    right="Whoever looks after it sees why with any command of Waymark, such as “waymark check”.",
)


class AtTheDoor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            request.workspace = served_workspace()  # type: ignore[attr-defined]
        except (
            Problem,
            OSError,
        ):  # what exactly is wrong is for whoever looks after the study, not for strangers
            return render(request, "web/problem.html", {"problem": NO_SETTINGS}, status=503)
        user = cast(Any, request).user
        request.person = user if isinstance(user, Person) and user.is_active else None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        audience: Audience | None = getattr(view, "audience", None)
        person: Person | None = cast(Any, request).person
        if audience is None:
            raise LookupError(f"{view.__module__}.{view.__name__} does not say for whom it is")
        if audience.admits(person):
            return None
        if person is None:
            return _to_sign_in(request)
        return refused(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, StoreBusy):
            return busy(request)
        if not isinstance(exception, Problem):
            return None
        status = 403 if isinstance(exception, NotOpen) else 422
        return render(request, "web/problem.html", {"problem": exception}, status=status)


def refused(request: HttpRequest) -> HttpResponse:
    """The page for someone who is known and may not."""
    page = render(request, "web/problem.html", {"refused": True}, status=403)
    return HttpResponseForbidden(page.content)


def busy(request: HttpRequest) -> HttpResponse:
    """The page for when others wrote for longer than a writer waits; a script sends again by itself."""
    page = render(request, "web/problem.html", {"busy": True}, status=503)
    page["Retry-After"] = "5"
    return page


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page asked for by a script is refused with a word that the script can act upon."""
    if request.headers.get("HX-Request") or request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse("You are signed out.", status=401, content_type="text/plain; charset=utf-8")
    back = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"/sign-in?{urlencode({'next': back})}")

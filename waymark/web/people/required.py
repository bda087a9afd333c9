"""A study that requires a second factor leads whoever has none to set one up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from waymark.study.models import Person
from waymark.web.audience import Audience
from waymark.web.people.sessions import is_alone

SET_UP = "/account/second-factor"
OPEN_BEFORE = (SET_UP, "/account/recovery-codes", "/sign-out")


class SecondFactorFirst:
    """After the door, which has put the person and the study on the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        person: Person | None = cast(Any, request).person
        if person is None or person.has_second_factor or is_alone(request):
            return None
        if cast(Any, request).workspace.sign_in.second_factor != "required":
            return None
        if getattr(view, "audience", None) is Audience.STRANGERS or request.path.startswith(OPEN_BEFORE):
            return None
        return HttpResponseRedirect(SET_UP)

"""What the pages of this part share: a page with its form, a mistake told at its field, what was done told once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import render

from waymark.instruments.problems import Problem
from waymark.web.audience import Audience, open_to

DONE = "done"
SECRETS = ("password", "again", "old", "code", "csrfmiddlewaretoken")


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page; where there are errors, with what was typed in it, except passwords and codes."""
    shown: dict[str, Any] = {**(context or {}), "done": request.session.pop(DONE, "")}
    if errors:
        shown["errors"] = errors
        shown["typed"] = {name: value for name, value in request.POST.items() if name not in SECRETS}
    return render(request, template, shown, status=422 if errors else 200)


def done(request: HttpRequest, to: str, words: str) -> HttpResponseRedirect:
    """On to the page that says so."""
    request.session[DONE] = words
    return HttpResponseRedirect(to)


def told(problem: Problem) -> dict[str, str]:
    """A problem as an error of the field it speaks of, or of the form."""
    words = f"{problem.what} {problem.right}".strip()
    return {problem.place.part: words[:1].upper() + words[1:]}


@open_to(Audience.STRANGERS)
def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token that its page gave it (cross-site request forgery), or with one too old."""
    return render(request, "web/problem.html", {"too_old": True}, status=403)

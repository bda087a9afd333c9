"""What the pages of this part share: a page with its form, a mistake told at its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from waymark.instruments.problems import Problem

SECRETS = ("password", "again", "old", "code", "csrfmiddlewaretoken")


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page; where there are errors, with what was typed in it, except passwords and codes."""
    shown: dict[str, Any] = dict(context or {})
    if errors:
        shown["errors"] = errors
        shown["typed"] = {name: value for name, value in request.POST.items() if name not in SECRETS}
    return render(request, template, shown, status=422 if errors else 200)


def told(problem: Problem) -> dict[str, str]:
    """A problem as an error of the field it speaks of, or of the form."""
    words = f"{problem.what} {problem.right}".strip()
    return {problem.place.part: words[:1].upper() + words[1:]}

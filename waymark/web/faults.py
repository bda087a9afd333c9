"""The pages for what went wrong outside a view: nothing there, a form that grew too old, a fault of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/problem.html", {"missing": True}, status=404)


def fault(request: HttpRequest) -> HttpResponse:
    return render(request, "web/problem.html", {}, status=500)


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent without the mark that shows it came from a page of ours, or after signing in anew."""
    return render(request, "web/problem.html", {"too_old": True}, status=403)

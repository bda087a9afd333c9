"""The pages for what went wrong outside a view: nothing there, not to be understood, too old, a fault of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from waymark.instruments.problems import CallProblem

NOT_UNDERSTOOD = CallProblem(
    "What was sent is not what a page of Waymark sends.", right="Open the page again and send less at once."
)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/problem.html", {"missing": True}, status=404)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More fields or bytes than a page of ours sends, or a request that is none."""
    return render(request, "web/problem.html", {"problem": NOT_UNDERSTOOD}, status=400)


def fault(request: HttpRequest) -> HttpResponse:
    return render(request, "web/problem.html", {}, status=500)


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent without the mark that shows it came from a page of ours, or after signing in anew."""
    return render(request, "web/problem.html", {"too_old": True}, status=403)

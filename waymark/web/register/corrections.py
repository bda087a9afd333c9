"""Correcting a value of a case with a reason, and selecting again so that it counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from waymark.instruments.problems import CallProblem, InputProblem, Problem, did_you_mean
from waymark.instruments.variables import Variable
from waymark.reading.settling import settle_study
from waymark.register.case_history import ValueOfCase, values_of_case
from waymark.register.correcting import VALUE, correct_value, follows_from_dates, why_not_correctable
from waymark.register.models import Notification
from waymark.study.actions import record
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import say
from waymark.web.register.opening import kept_from, with_case


@dataclass(frozen=True)
class Field:
    """How a new value is given: chosen from categories, one or several, or typed."""

    how: str
    options: tuple[tuple[str, str, str], ...]
    hint: str


@open_to(Audience.TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def correct_one(request: StudyRequest, case: Notification, variable: str) -> HttpResponseBase:
    pack = request.workspace.pack
    if variable not in pack.variables:
        raise CallProblem(
            f"the pack has no variable “{variable}”.", right=did_you_mean(variable, list(pack.variables))
        )
    found = pack.variables[variable]
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            correct_value(
                request.person, request.workspace, case.case_id, variable,
                request.POST.get("kind", VALUE), request.POST.getlist("value"), request.POST.get("why", ""),
            )  # fmt: skip
        except InputProblem as problem:
            errors = told(problem)
        else:
            say(request, f"“{found.label}” is corrected. The correction stands after the next selection.")
            return HttpResponseRedirect(f"/cases/{case.case_id}")
    if request.method != "POST":
        record(request.person, "open value to correct", f"{case.case_id} {variable}", case=case.case_id)
    shown = {
        "case": case,
        "variable": found,
        "value": value_seen(request, case, variable),
        "field": field_of(found),
        "kinds": [(VALUE, "The value below"), ("not stated", "Nothing: it is not known")],
        "cannot": why_not_correctable(pack, found) or follows_from_dates(pack, case, found),
        "errors": errors,
        "typed": request.POST if request.method == "POST" else None,
    }
    return render(request, "register/correct.html", shown, status=422 if errors else 200)


@open_to(Audience.LEAD)
@require_POST
def select_now(request: StudyRequest) -> HttpResponse:
    """Bring in what was read, settle every case and select, as `waymark select` does."""
    outcome = settle_study(request.person, request.workspace)
    say(request, f"The cases are selected. {outcome.problems:,} problems were found.")
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return HttpResponseRedirect(back if safe else "/register/")


def value_seen(request: StudyRequest, case: Notification, variable: str) -> ValueOfCase | None:
    """What is said of one variable, as far as the person may see it."""
    pack = request.workspace.pack
    kept = kept_from(request.person, pack).get(case.pk, frozenset())
    values = values_of_case(pack, case, kept)
    return next((value for value in values if value.variable.key == variable), None)


def field_of(variable: Variable) -> Field:
    options = tuple((c.code, c.label, c.definition) for c in variable.categories)
    hints = {
        "date": "For example, 27 March 2013 or 27/3/2013",
        "age": "For example, 14 months or 3 years",
        "number": "A whole number",
    }
    how = "several" if variable.type == "categories" else "one" if options else "typed"
    if variable.type == "text":
        how = "long"
    return Field(how, options, hints.get(variable.type, ""))


def told(problem: Problem) -> dict[str, str]:
    """The problem beside the field that it is of."""
    words = " ".join(part for part in (problem.what, problem.right) if part)
    return {problem.place.column: words[:1].upper() + words[1:]}

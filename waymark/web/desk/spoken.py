"""Requests of the desk that change something: the script is answered in JSON, a form of the page with a page.

A problem is told either way: to the script as `Refusal`, to a person on the desk itself, beside what they typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase

from waymark.instruments.problems import Problem
from waymark.web.audience import StudyRequest
from waymark.web.desk.desk import desk_page
from waymark.web.desk.said import Refusal, is_spoken_to, say

Act = Callable[..., HttpResponseBase]


def telling_problems(view: Act) -> Act:
    @wraps(view)
    def answered(request: StudyRequest, form_id: int, **rest: int) -> HttpResponseBase:
        try:
            return view(request, form_id, **rest)
        except Problem as problem:
            where = str(problem.place)
            words = " ".join(part for part in (problem.what, problem.right) if part)
            words = words[:1].upper() + words[1:]
            if is_spoken_to(request):
                return say(Refusal(words), status=422)
            variable = request.POST.get("variable", "")
            told = f"{where}: {words}" if where else words
            return desk_page(request, form_id, {f"q-{variable}" if variable else "": told}, status=422)

    return answered


def back_to(form_id: int, variable: str = "") -> HttpResponseRedirect:
    """To the question that was answered."""
    return HttpResponseRedirect(
        f"/reading/{form_id}" + (f"?question={variable}#q-{variable}" if variable else "")
    )

"""A page of the team with its form: what was typed stays in it when it is wrong, several ticks too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from waymark.instruments.problems import CallProblem, InputProblem, Place, Problem
from waymark.reading.models import Form
from waymark.study.models import Person
from waymark.web.audience import StudyRequest
from waymark.web.people.forms import told

LARGEST_SEED = 2**31 - 1


def shown(
    request: StudyRequest,
    template: str,
    context: Mapping[str, Any],
    problem: Problem | None = None,
    typed: QueryDict | None = None,
) -> HttpResponse:
    """The page; with a problem, it tells it at its field and keeps what was typed."""
    about: dict[str, Any] = dict(context)
    if problem is not None:
        about["errors"] = told(problem)
        about["typed"] = typed if typed is not None else request.POST
    return render(request, template, about, status=422 if problem else 200)


def whole_number(data: QueryDict, field: str, words: str, low: int, high: int) -> int:
    """Raises `InputProblem` at the field."""
    text = data.get(field, "").strip().replace(",", "").removesuffix("%").strip()
    right = f"Write a whole number from {low:,} to {high:,}."
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise InputProblem(f"{words} is a whole number.", place=Place(part=field), right=right)
    number = int(text)
    if not low <= number <= high:
        raise InputProblem(f"{words} is {number:,}.", place=Place(part=field), right=right)
    return number


def people_who_read() -> list[Person]:
    return list(
        Person.objects.filter(is_active=True, role__in=(Person.Role.READER, Person.Role.LEAD)).order_by(
            "role", "handle"
        )
    )


def chosen_readers(data: QueryDict) -> list[Person]:
    """Those ticked, in the order of the list. Raises `CallProblem`."""
    ticked = set(data.getlist("reader"))
    found = [person for person in people_who_read() if str(person.pk) in ticked]
    if not found:
        raise CallProblem(
            "nobody is chosen to read.", place=Place(part="reader"), right="Choose one reader or several."
        )
    return found


def as_options(people: list[Person]) -> list[tuple[str, str, str]]:
    """For the tag `checkboxes`: each with how much they have to read."""
    waiting: dict[int | None, int] = {}
    for reader in Form.objects.filter(withdrawn_at=None, finished_at=None).values_list(
        "reader_id", flat=True
    ):
        waiting[reader] = waiting.get(reader, 0) + 1
    return [(str(p.pk), p.called, f"{waiting.get(p.pk, 0):,} not finished") for p in people]


def number_of(text: str | None) -> int:
    """A key as an address writes it; 0 for what is none, and for what no store could hold."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0

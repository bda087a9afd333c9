"""Problems of the data as work: how many wait of each kind, and one after another with what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.instruments.problems import InputProblem, Place
from waymark.instruments.variables import Variable
from waymark.register.case_history import Said, ValueOfCase, values_of_case
from waymark.register.correcting import (
    VALUE,
    correct_value,
    look_at,
    selection_is_behind,
    why_not_correctable,
)
from waymark.register.in_words import check_in_words, check_title
from waymark.register.models import Problem, ProblemLookedAt
from waymark.study.actions import record
from waymark.study.models import Person
from waymark.web.access import cases_open_to, may_open_case
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import say
from waymark.web.middleware import refused
from waymark.web.register.corrections import Field, field_of, told
from waymark.web.register.opening import kept_from, missing, problems_seen_by

LEAVE = "leave"
OTHER = "other"


@dataclass(frozen=True)
class Group:
    check: str
    title: str
    says: str
    waiting: int
    looked_at: int


@dataclass(frozen=True)
class Choice:
    """`value`: what the form sends. `key`: the key that chooses it."""

    value: str
    label: str
    key: str


@dataclass(frozen=True)
class ToCorrect:
    """One variable of the problem: what its sources say, the values that can be chosen, and a field for another."""

    variable: Variable
    value: ValueOfCase | None
    choices: tuple[Choice, ...]
    other: Choice
    field: Field
    name: str

    @property
    def options(self) -> tuple[tuple[str, str, str], ...]:
        """Of a select, which has nothing chosen at first."""
        return (("", "Choose", ""), *self.field.options)


@open_to(Audience.TEAM)
@require_safe
def groups(request: StudyRequest) -> HttpResponse:
    pack = request.workspace.pack
    waiting = dict(
        problems_seen_by(request.person, request.workspace.pack)
        .values_list("check_name")
        .annotate(Count("pk"))
        .order_by("check_name")
    )
    seen = _looked_at(request.person)
    listed = [
        Group(
            check, check_title(check), check_in_words(check, pack), waiting.get(check, 0), seen.get(check, 0)
        )
        for check in {**waiting, **seen}
    ]
    shown = {
        "groups": sorted(listed, key=lambda group: -group.waiting),
        "left": sum(waiting.values()),
        "behind": selection_is_behind(),
    }
    return render(request, "register/problems.html", shown)


@open_to(Audience.TEAM)
@require_safe
def next_problem(request: StudyRequest, check: str) -> HttpResponseRedirect:
    """To the first problem of its kind that waits."""
    first = problems_seen_by(request.person, request.workspace.pack).filter(check_name=check).first()
    if first is None:
        say(request, f"No problem of the kind “{check_title(check)}” waits.")
        return HttpResponseRedirect("/register/problems")
    return HttpResponseRedirect(f"/register/problems/{first.pk}")


@open_to(Audience.TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
def one_problem(request: StudyRequest, problem_id: int) -> HttpResponseBase:
    """One problem with what can be done about it; once it is done, the next of its kind."""
    problem = Problem.objects.filter(pk=problem_id).select_related("notification").first()
    if problem is None:
        return _gone(request, problem_id)
    blind = problem.notification.pk in kept_from(request.person, request.workspace.pack)
    if blind or not may_open_case(request.person, problem.notification):
        return refused(request)
    after = _after(problems_seen_by(request.person, request.workspace.pack), problem)
    corrections = _to_correct(request, problem)
    if request.method != "POST":
        case_id = problem.notification.case_id
        record(request.person, "look at problem", check_title(problem.check_name), case=case_id)
        return _page(request, problem, corrections, after, {})
    try:
        _decide(request, problem, corrections)
    except InputProblem as wrong:
        return _page(request, problem, corrections, after, told(wrong))
    return HttpResponseRedirect(f"/register/problems/{after.pk}" if after else "/register/problems")


def _gone(request: StudyRequest, problem_id: int) -> HttpResponseBase:
    """Each selection finds problems anew: the address of one from before leads back to the list."""
    if request.person.role != Person.Role.LEAD:
        return refused(request)
    if not Problem.objects.filter(pk__gt=problem_id).exists():
        return missing(request)
    say(request, "The cases were selected anew. These are the problems that were found.")
    return HttpResponseRedirect("/register/problems")


def _page(
    request: StudyRequest,
    problem: Problem,
    corrections: list[ToCorrect],
    after: Problem | None,
    errors: dict[str, str],
) -> HttpResponse:
    seen = ProblemLookedAt.objects.filter(
        notification=problem.notification, check_name=problem.check_name, says=problem.says
    )
    waiting = problems_seen_by(request.person, request.workspace.pack)
    shown = {
        "problem": problem,
        "case": problem.notification,
        "title": check_title(problem.check_name),
        "corrections": corrections,
        "leave": LEAVE,
        "chosen": request.POST.get("choice", ""),
        "after": after,
        "left": waiting.filter(check_name=problem.check_name).count(),
        "seen": seen.select_related("by"),
        "errors": errors,
        "typed": request.POST if request.method == "POST" else None,
    }
    return render(request, "register/problem.html", shown, status=422 if errors else 200)


def _looked_at(person: Person) -> dict[str, int]:
    allowed = cases_open_to(person)
    seen = ProblemLookedAt.objects.order_by("check_name")
    if allowed is not None:
        seen = seen.filter(notification__in=allowed)
    return dict(seen.values_list("check_name").annotate(Count("pk")))


def _after(waiting: QuerySet[Problem], problem: Problem) -> Problem | None:
    """The next of its kind in the order of receipt, and after the last the first that was passed over."""
    others = waiting.filter(check_name=problem.check_name).exclude(pk=problem.pk)
    position = problem.notification.position
    later = Q(notification__position__gt=position) | Q(notification__position=position, pk__gt=problem.pk)
    return others.filter(later).first() or others.first()


def _to_correct(request: StudyRequest, problem: Problem) -> list[ToCorrect]:
    pack = request.workspace.pack
    kept = kept_from(request.person, pack).get(problem.notification.pk, frozenset())
    values = {value.variable.key: value for value in values_of_case(pack, problem.notification, kept)}
    found: list[ToCorrect] = []
    number = 0
    for key in problem.variables:
        variable = pack.variables.get(key)
        if variable is None or why_not_correctable(pack, variable):
            continue
        choices = []
        for one in _different(values.get(key)):
            number += 1
            label = f"{variable.label} is {one.words} ({one.source})"
            choices.append(Choice(f"{key} {one.id}", label, str(number) if number < 10 else ""))
        other = Choice(f"{key} {OTHER}", f"{variable.label} is something else", "")
        found.append(
            ToCorrect(variable, values.get(key), tuple(choices), other, field_of(variable), f"value-{key}")
        )
    return found


def _different(value: ValueOfCase | None) -> list[Said]:
    """One statement for each different value that some source states."""
    said = [value.said] if value and value.said else []
    said += list(value.others) if value else []
    return list({one.words: one for one in reversed(said) if one.code}.values())[::-1]


@transaction.atomic
def _decide(request: StudyRequest, problem: Problem, corrections: list[ToCorrect]) -> None:
    choice, why = request.POST.get("choice", ""), request.POST.get("why", "")
    if choice == LEAVE:
        look_at(request.person, problem, why)
        say(request, f"{problem.notification.case_id} is left as it is.")
        return
    key, _, which = choice.partition(" ")
    chosen = next((one for one in corrections if one.variable.key == key), None)
    if chosen is None:
        right = "Choose a value, or leave it as it is."
        raise InputProblem("nothing is chosen.", place=Place(column="choice"), right=right)
    raw: list[str] = request.POST.getlist(chosen.name)
    if which != OTHER:
        raw = [one.code for one in _different(chosen.value) if str(one.id) == which]
    try:
        made = correct_value(
            request.person, request.workspace, problem.notification.case_id, key, VALUE, raw, why
        )
    except InputProblem as wrong:
        if wrong.place.column == "value":
            raise InputProblem(wrong.what, place=Place(column=chosen.name), right=wrong.right) from None
        raise
    look_at(request.person, problem, why, made)
    say(request, f"{problem.notification.case_id}: “{chosen.variable.label}” is corrected.")

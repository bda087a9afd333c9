"""The list of cases as somebody asks for it: which cases, in which order, with which of their values.

In: a `Question`; out: a query of notifications that the database narrows, sorts and pages, and the values of the
cases of one page. What stands of a case lies in rows of settled values, so each filter and the sort are a look-up
by (variable, case), for which there is an index. Cases without a value come last, whichever way they are sorted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    When,
)
from django.db.models import Value as Constant
from django.db.models.functions import Cast, Lower

from waymark.instruments.conditions import Value
from waymark.instruments.deriving import derive
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.instruments.variables import Variable
from waymark.register.models import Notification, Problem, ProblemLookedAt, SettledValue
from waymark.register.stored import value_from_json

RECEIVED = "received"
"""The order of receipt, as what a list is sorted by."""

ANY_PROBLEM = "any"

_AT_ONCE = 500
"""How many cases one question to the database names."""


@dataclass(frozen=True)
class Question:
    """What is asked of the list. `answers`: of each category variable, any of which codes; dates are those of the
    incident, ages completed months of the first variable that is an age; `sort` is a variable or `RECEIVED`."""

    text: str = ""
    answers: Mapping[str, tuple[str, ...]] | None = None
    problem: str = ""
    begins: date | None = None
    ends: date | None = None
    youngest: int | None = None
    oldest: int | None = None
    sort: str = RECEIVED
    descending: bool = False


def age_variable(pack: Pack) -> Variable | None:
    return next((variable for variable in pack.variables.values() if variable.type == "age"), None)


def searched_variables(pack: Pack) -> tuple[str, ...]:
    """Where words are looked for: names, numbers and key words, not the running text of an incident."""
    return tuple(
        key
        for key, variable in pack.variables.items()
        if variable.type in ("text", "area") and key != pack.about.narrative
    )


def cases(
    pack: Pack,
    question: Question,
    allowed: frozenset[int] | None = None,
    kept_back: frozenset[str] = frozenset(),
) -> QuerySet[Notification]:
    """The cases that fit, in the order asked for. `allowed`: the keys of those that may be shown, None for all;
    `kept_back`: sources that neither filter nor sort.

    Raises `CallProblem` where the pack has no such variable.
    """
    look = _LookUp(pack, SettledValue.objects.exclude(source__in=kept_back))
    found = Notification.objects.all()
    if allowed is not None:
        found = found.filter(pk__in=allowed)
    for key, codes in (question.answers or {}).items():
        found = found.filter(look.has_answer(_known(pack, key), codes))
    if question.text:
        found = found.filter(look.has_words(question.text))
    if question.problem:
        found = found.filter(has_problem("" if question.problem == ANY_PROBLEM else question.problem))
    return look.in_order(look.between(found, question), question)


def has_problem(check: str = "") -> Q:
    """A problem that nobody has looked at; of one check where it is named."""
    of_case = problems_waiting().filter(notification=OuterRef("pk"))
    return Q(Exists(of_case.filter(check_name=check) if check else of_case))


def problems_waiting() -> QuerySet[Problem]:
    """The problems of the last selection that nobody has looked at, in the order of receipt."""
    seen = ProblemLookedAt.objects.filter(
        notification=OuterRef("notification"), check_name=OuterRef("check_name"), says=OuterRef("says")
    )
    return Problem.objects.filter(~Exists(seen)).order_by("notification__position", "id")


def values_of(
    pack: Pack,
    cases: Iterable[int],
    variables: Sequence[str],
    kept_back: Mapping[int, frozenset[str]] = MappingProxyType({}),
) -> dict[int, dict[str, Value]]:
    """What stands of each case, by the notification's key; derived variables follow from what they rest on.

    `kept_back`: the sources, by case, whose values are left out.
    """
    wanted = _with_grounds(pack, variables)
    values: dict[int, dict[str, Value]] = {pk: {} for pk in cases}
    keys = list(values)
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        stored = SettledValue.objects.filter(notification__in=some, variable__in=wanted)
        for pk, key, value, source in stored.values_list("notification_id", "variable", "value", "source"):
            if source not in kept_back.get(pk, ()):
                values[pk][key] = value_from_json(pack.variables[key], value)
    derived = [variable for variable in pack.derived_order() if variable.key in wanted]
    for known in values.values():
        for variable in derived:
            known[variable.key] = derive(variable, known, pack)
    return values


def _with_grounds(pack: Pack, variables: Iterable[str]) -> set[str]:
    wanted: set[str] = set()
    waiting = [_known(pack, key) for key in variables]
    while waiting:
        variable = waiting.pop()
        if variable.key not in wanted:
            wanted.add(variable.key)
            if variable.derive:
                waiting += [pack.variables[key] for key in variable.derive.variables]
    return wanted


def _known(pack: Pack, key: str) -> Variable:
    if key not in pack.variables:
        raise CallProblem(f"there is no variable “{key}”.", right=did_you_mean(key, list(pack.variables)))
    return pack.variables[key]


@dataclass(frozen=True)
class _LookUp:
    """Looks up what stands of the case in hand, among the settled values that count for whoever asks."""

    pack: Pack
    settled: QuerySet[SettledValue]

    def of_case(self, *variables: str) -> QuerySet[Any]:
        """The JSON of each value as text in `told`."""
        found = self.settled.filter(variable__in=variables, notification=OuterRef("pk"))
        return found.annotate(told=Cast("value", TextField()))

    def has_answer(self, variable: Variable, codes: Sequence[str]) -> Q:
        written = [json.dumps(code) for code in codes]
        told = Q(told__in=written)
        if variable.type == "categories":
            told = reduce(or_, (Q(told__contains=code) for code in written))
        return Q(Exists(self.of_case(variable.key).filter(told)))

    def has_words(self, text: str) -> Q:
        as_stored = json.dumps(text)[1:-1]
        told = self.of_case(*searched_variables(self.pack)).filter(told__icontains=as_stored)
        return Q(case_number__icontains=text) | Q(case_id__iexact=text) | Q(Exists(told))

    def between(self, found: QuerySet[Notification], question: Question) -> QuerySet[Notification]:
        if self.pack.about.incident_date and (question.begins or question.ends):
            days = self.of_case(self.pack.about.incident_date)
            if question.begins:
                days = days.filter(told__gte=json.dumps(question.begins.isoformat()))
            if question.ends:
                days = days.filter(told__lte=json.dumps(question.ends.isoformat()))
            found = found.filter(Exists(days))
        age = age_variable(self.pack)
        if age and (question.youngest is not None or question.oldest is not None):
            ages = self.of_case(age.key).annotate(number=Cast("told", IntegerField()))
            if question.youngest is not None:
                ages = ages.filter(number__gte=question.youngest)
            if question.oldest is not None:
                ages = ages.filter(number__lte=question.oldest)
            found = found.filter(Exists(ages))
        return found

    def in_order(self, found: QuerySet[Notification], question: Question) -> QuerySet[Notification]:
        if question.sort == RECEIVED:
            return found.order_by("-position" if question.descending else "position")
        variable = _known(self.pack, question.sort)
        if variable.derive:
            raise CallProblem(
                f"“{variable.label}” follows from other variables and is not stored.",
                right="Sort by what it follows from.",
            )
        by = F("sorted_by")
        order = by.desc(nulls_last=True) if question.descending else by.asc(nulls_last=True)
        return found.annotate(sorted_by=self.rank(variable)).order_by(order, "position")

    def rank(self, variable: Variable) -> Subquery:
        """Categories sort in the pack's order, numbers by size, words without regard to capitals."""
        told = self.of_case(variable.key)
        if variable.type in ("number", "age"):
            return Subquery(told.annotate(by=Cast("told", IntegerField())).values("by")[:1])
        if variable.type == "category":
            places = [
                When(told=json.dumps(category.code), then=Constant(place))
                for place, category in enumerate(variable.categories)
            ]
            ranked = Case(*places, default=Constant(len(places)), output_field=IntegerField())
            return Subquery(told.annotate(by=ranked).values("by")[:1])
        return Subquery(told.annotate(by=Lower("told", output_field=CharField())).values("by")[:1])

"""What each reader of a case was asked, and what they could see of the first reader's answers.

In: the forms of cases that several people read. Out: their standing answers; for a form the questions that its reader
answers blind; for a form and a question whether it was asked, by the reader's own other answers and the register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from waymark.instruments.conditions import Value as OfVariable
from waymark.instruments.conditions import all_hold
from waymark.instruments.forms import Instrument
from waymark.instruments.pack import Pack
from waymark.reading.models import Answer, Form, Kind
from waymark.reading.queries import may_see_first
from waymark.reading.routing import known
from waymark.reading.side_by_side import StandingAnswer
from waymark.register.models import SettledValue
from waymark.register.stored import value_from_json


class FormOfCase(NamedTuple):
    """As much of a form as says what was asked in it."""

    pk: int
    case_id: int


def answers_of(
    forms: Iterable[Form | FormOfCase], looked_at: Iterable[QuerySet[Answer]]
) -> tuple[dict[tuple[int, str], StandingAnswer], dict[int, StandingAnswer]]:
    """What stands by form and variable; and every version that stood, by its key."""
    last: dict[tuple[int, str], StandingAnswer] = {}
    every: dict[int, StandingAnswer] = {}
    keys = {form.pk for form in forms}
    for rows in looked_at:
        rows = rows.filter(stands=True).order_by()
        for row in rows.values_list(
            "pk", "form_id", "variable", "version", "kind", "value", "memo", "first_id"
        ):
            if row[1] not in keys:
                continue
            answer = every[row[0]] = StandingAnswer._make(row)
            where = answer.form, answer.variable
            before = last.get(where)
            if before is None or before.version < answer.version:
                last[where] = answer
    return {where: one for where, one in last.items() if one.kind != Kind.TAKEN_BACK}, every


def of_forms(forms: Iterable[Form | FormOfCase] | QuerySet[Form], names: Collection[str]) -> QuerySet[Answer]:
    """The answers of forms, to the questions named or to all."""
    these: Any = forms.values("pk") if isinstance(forms, QuerySet) else [form.pk for form in forms]
    rows = Answer.objects.filter(form__in=these)
    return rows.filter(variable__in=names) if names else rows


def blind_in(asked: Instrument) -> Callable[[Form], frozenset[str]]:
    """The variables of a form that its reader answers without sight of the first one's answers. Who saw them in a
    form that was withdrawn since has seen them."""
    withdrawn = Form.objects.filter(instrument=asked.key, part=Form.Part.SECOND).exclude(withdrawn_at=None)
    before: dict[tuple[int, int | None], list[Form]] = defaultdict(list)
    for form in withdrawn.exclude(Q(manner=Form.Manner.BLIND) | Q(reader=None)):
        before[form.case_id, form.reader_id].append(form)
    by_manner: dict[tuple[str, str], frozenset[str]] = {}

    def of_one(form: Form) -> frozenset[str]:
        kind = form.part, form.manner
        if kind not in by_manner:
            by_manner[kind] = frozenset(i.variable for i in asked.items if not may_see_first(form, i))
        return by_manner[kind]

    def blind(form: Form) -> frozenset[str]:
        earlier = before.get((form.case_id, form.reader_id), ())
        return of_one(form).intersection(*(of_one(one) for one in earlier)) if earlier else of_one(form)

    return blind


def asked_of(
    pack: Pack,
    asked: Instrument,
    forms: Iterable[Form | FormOfCase],
    names: Sequence[str],
    cases: Mapping[str, Collection[int]] | None = None,
) -> Callable[[Form | FormOfCase, str], bool]:
    """Whether a question is asked of a reader, by their own other answers and what the register says."""
    routed = [item for item in asked.items if item.applies and item.variable in names]
    if not routed:
        return lambda form, name: True
    if cases is not None:
        of = {case for item in routed for case in cases[item.variable]}
        forms = [form for form in forms if form.case_id in of]
    grounds = grounds_of(pack, {c.variable for item in routed for c in pack.resolved(item.applies)})
    settled: dict[int, dict[str, OfVariable]] = defaultdict(dict)
    rows = SettledValue.objects.filter(
        notification__in={form.case_id for form in forms}, variable__in=grounds
    )
    for case, name, stored in rows.values_list("notification_id", "variable", "value"):
        settled[case][name] = value_from_json(pack.variables[name], stored)
    own: dict[int, dict[str, OfVariable]] = defaultdict(dict)
    for (form, name), answer in answers_of(forms, [of_forms(forms, grounds)])[0].items():
        variable = pack.variables[name]
        own[form][name] = value_from_json(variable, answer.value) if answer.kind == Kind.VALUE else None
    conditions = {item.variable: pack.resolved(item.applies) for item in routed}
    codes = cache(pack.missing_codes)
    values: dict[int, dict[str, OfVariable]] = {}

    def is_asked(form: Form | FormOfCase, name: str) -> bool:
        if name not in conditions:
            return True
        pk = form.pk
        if pk not in values:
            values[pk] = known(pack, settled[form.case_id], own[pk], grounds)
        return all_hold(conditions[name], values[pk], codes)

    return is_asked


def grounds_of(pack: Pack, names: Iterable[str]) -> frozenset[str]:
    """The variables that those named rest on, and they themselves."""
    found: set[str] = set()
    open_ones = [name for name in names if name in pack.variables]
    while open_ones:
        variable = pack.variables[open_ones.pop()]
        if variable.key in found:
            continue
        found.add(variable.key)
        if variable.derive:
            open_ones += variable.derive.variables
        if variable.age_between:
            open_ones += [variable.age_between.born, variable.age_between.at]
    return frozenset(found)

"""Cases as they are looked at beside a report: found by number, board or date, and told by what is compared.

In: the pack, which names the variables that reports are matched by. Out: settled values of a few cases.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.register.models import Notification, SettledValue
from waymark.register.stored import value_from_json


@dataclass(frozen=True)
class Fact:
    variable: Variable
    value: Value


@dataclass(frozen=True)
class CaseFound:
    """One line of a search for a case. `settled` values as the register holds them, empty where not known."""

    case_id: str
    case_number: str
    board: str
    incident_date: date | None


def facts_of(pack: Pack, case: Notification, kept_back: Collection[str] = frozenset()) -> tuple[Fact, ...]:
    """What is known of a case of all that reports are matched by, in the order of the keys. `kept_back`: sources
    that whoever asks may not see yet."""
    keyed = (name for key in pack.match_keys for name in key.variables)
    names = tuple(dict.fromkeys((pack.about.area, pack.about.incident_date, *keyed)))
    values = _settled(pack, [case.pk], names, kept_back)[case.pk]
    return tuple(
        Fact(pack.variables[name], values[name])
        for name in names
        if name in values and values[name] not in (None, "", ())
    )


def cases_found(pack: Pack, number: str, board: str, day: date | None, most: int = 50) -> list[CaseFound]:
    """Cases whose number and board contain the words and whose incident was on the day; empty parts ask nothing."""
    found = Notification.objects.order_by("position")
    if number:
        found = found.filter(case_number__icontains=number) | found.filter(case_id__iexact=number)
    if board:
        found = found.filter(_settled_as(pack.about.area, value__icontains=json.dumps(board)[1:-1]))
    if day:
        found = found.filter(_settled_as(pack.about.incident_date, value=day.isoformat()))
    return in_brief(pack, found[:most])


def in_brief(pack: Pack, cases: Iterable[Notification]) -> list[CaseFound]:
    about, shown = pack.about, list(cases)
    values = _settled(pack, [case.pk for case in shown], (about.area, about.incident_date))
    return [
        CaseFound(
            case.case_id,
            case.case_number,
            str(values[case.pk].get(about.area) or ""),
            day if isinstance(day := values[case.pk].get(about.incident_date), date) else None,
        )
        for case in shown
    ]


def _settled_as(variable: str, **which: object) -> Exists:
    return Exists(SettledValue.objects.filter(notification=OuterRef("pk"), variable=variable, **which))


def _settled(
    pack: Pack, cases: Collection[int], names: Collection[str], kept_back: Collection[str] = frozenset()
) -> dict[int, dict[str, Value]]:
    values: dict[int, dict[str, Value]] = defaultdict(dict)
    rows = SettledValue.objects.filter(notification__in=cases, variable__in=[name for name in names if name])
    rows = rows.exclude(source__in=kept_back)
    for case, name, value in rows.values_list("notification_id", "variable", "value"):
        values[case][name] = value_from_json(pack.variables[name], value)
    return values

"""Reading the register: the values that stand, and the problems that wait for a person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.register.models import Problem, SettledValue
from waymark.register.stored import value_from_json


@dataclass(frozen=True)
class OpenProblem:
    case_id: str
    check: str
    variables: tuple[str, ...]
    says: str


def problems(check: str = "") -> list[OpenProblem]:
    """The problems that the last selection found, in order of receipt; those of one check where it is named."""
    found = Problem.objects.select_related("notification").order_by(
        "notification__position", "check_name", "id"
    )
    if check:
        found = found.filter(check_name=check)
    return [
        OpenProblem(
            case_id=problem.notification.case_id,
            check=problem.check_name,
            variables=tuple(problem.variables),
            says=problem.says,
        )
        for problem in found
    ]


def settled_values(pack: Pack) -> defaultdict[str, dict[str, Value]]:
    """What stands of every case that was settled: case → variable → value."""
    values: defaultdict[str, dict[str, Value]] = defaultdict(dict)
    settled = SettledValue.objects.values_list("notification__case_id", "variable", "value")
    for case_id, key, value in settled.iterator():
        values[case_id][key] = value_from_json(pack.variables[key], value)
    return values

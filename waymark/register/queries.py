"""Reading the register: the problems that wait for a person."""

from __future__ import annotations

from dataclasses import dataclass

from waymark.register.models import Problem


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

"""Settling every case and deciding who is in the study: from the statements in the store, made anew each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.register.cases import Statement
from waymark.register.incidents_received import join_waiting
from waymark.register.known_by import show_corrected_numbers
from waymark.register.many_rows import insert_many
from waymark.register.models import Notification, Problem, SettledValue, StatedValue
from waymark.register.road import SettledCase, settle_cases
from waymark.register.selecting import FlowStep, flow
from waymark.register.settling import REGISTER
from waymark.register.stored import steps_from_json, steps_to_json, value_from_json, value_to_json
from waymark.register.values import Stated
from waymark.study.actions import record, require_lead
from waymark.study.models import Person
from waymark.study.workspace import Workspace

READING = "reading"
SETTLED = ("notification", "variable", "value", "stated", "source", "rules")
PROBLEM = ("notification", "check_name", "variables", "says")


@dataclass(frozen=True)
class Selection:
    """`flow`: how many notifications each rule decided, in the pack's order."""

    flow: tuple[FlowStep, ...]
    problems: int


def select(actor: Person, workspace: Workspace) -> Selection:
    """Settle, check and decide every case, and store the outcome in place of the one before."""
    require_lead(actor, "Selecting the cases")
    pack = workspace.pack
    with transaction.atomic():
        _require_known_variables(pack)
        join_waiting(workspace)
        said, places = _statements(pack)
        cases = settle_cases(said, pack, datetime.now(UTC).date(), lambda statement: places[statement.row])
        SettledValue.objects.all().delete()
        Problem.objects.all().delete()
        keys = dict(Notification.objects.values_list("case_id", "pk"))
        insert_many(
            SettledValue, SETTLED, (row for case in cases for row in _settled(case, keys[case.case_id]))
        )
        show_corrected_numbers(pack)
        problems = insert_many(
            Problem, PROBLEM, (row for case in cases for row in _problems(case, keys[case.case_id]))
        )
        steps = flow((case.decision for case in cases), pack)
        counts = {step.rule: step.count for step in steps}
        record(actor, "select", workspace.study.name, flow=counts, problems=problems, pack_digest=pack.digest)
    return Selection(steps, problems)


def _require_known_variables(pack: Pack) -> None:
    """A pack from which a variable was taken that has values cannot settle them. Raises `CallProblem`."""
    stated = StatedValue.objects.order_by("variable").values_list("variable", flat=True).distinct()
    gone = [key for key in stated if key not in pack.variables]
    if gone:
        count = StatedValue.objects.filter(variable__in=gone).count()
        raise CallProblem(
            f"the pack no longer has {', '.join(f'“{key}”' for key in gone)}, of which {count:,} values are stated.",
            right="Put the variable back into pack/variables.toml.",
        )


def _statements(pack: Pack) -> tuple[dict[str, list[Statement]], dict[int, str]]:
    """By case, in order of receipt, what each source says; and, by statement, where it comes from in words."""
    said: dict[str, list[Statement]] = {
        case_id: [] for case_id in Notification.objects.order_by("position").values_list("case_id", flat=True)
    }
    places: dict[int, str] = {}
    stored = StatedValue.objects.order_by("pk").values_list(
        "pk", "notification__case_id", "variable", "source", "reader", "value", "raw", "rules", "problem",
        "row__file__name", "row__place", "row__number",
    )  # fmt: skip
    for (
        pk,
        case_id,
        key,
        source,
        reader,
        value,
        raw,
        rules,
        problem,
        file,
        place,
        number,
    ) in stored.iterator():
        typed = value_from_json(pack.variables[key], value)
        if typed is None and value is not None:
            problem = f"“{raw}” was stated, and is no value of it any more; the pack has changed."
        stated = Stated(key, typed, raw, steps_from_json(rules), problem)
        said[case_id].append(Statement(source, pk, stated, reader))
        places[pk] = f"{file}, {place}, row {number}" if file else _said_by(source, reader)
    _no_report_unless_said(pack, said, places)
    return said, places


def _said_by(source: str, reader: str) -> str:
    """Where a value comes from that no file holds."""
    named = source.replace("_", " ")
    return f"{named}, {reader}" if reader else named


def _no_report_unless_said(pack: Pack, said: dict[str, list[Statement]], places: dict[int, str]) -> None:
    """Where no reader filled the first form, there is no report yet: this too is a value with a source."""
    variable = pack.about.report
    if variable:
        places[0] = "no form filled"
        for statements in said.values():
            if not any(statement.stated.variable == variable for statement in statements):
                statements.append(Statement(READING, 0, Stated(variable, "no", "")))


def _settled(case: SettledCase, notification: int) -> Iterator[tuple[Any, ...]]:
    for variable, standing in case.standing.items():
        original = standing.original
        yield (
            notification,
            variable,
            value_to_json(standing.value),
            original.row or None if original else None,
            original.source if original else REGISTER,
            steps_to_json(standing.added),
        )


def _problems(case: SettledCase, notification: int) -> Iterator[tuple[Any, ...]]:
    by_check: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for finding in case.findings:
        by_check[finding.check, finding.variables].append(finding.says)
    for (check, variables), says in by_check.items():
        yield notification, check, list(variables), " ".join(says)

"""Which reports a search is held to: by board, year, age and outcome, of their cases or as they print it.

What a linked case says counts; a report that belongs to no case yet is known by what it states itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.library.corrected import StandingField
from waymark.library.matching.boards import same_board
from waymark.library.models import Link, Report
from waymark.library.queries import BELONGS, all_fields
from waymark.register.models import SettledValue
from waymark.register.stored import value_from_json
from waymark.study.workspace import Workspace

_MONTHS = 12


@dataclass(frozen=True)
class Restriction:
    """Empty parts restrict nothing. `years` of the incident; `ages` in completed years, both ends in."""

    boards: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    ages: tuple[int, int] | None = None
    outcomes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def of_reports(self) -> bool:
        return bool(self.boards or self.years or self.ages or self.outcomes)


@dataclass(frozen=True)
class Facts:
    """What a report is about, by its cases or by itself. `ages`: ranges of months."""

    boards: frozenset[str]
    years: frozenset[int]
    ages: tuple[tuple[int, int], ...]
    outcomes: frozenset[str]

    def meet(self, wanted: Restriction) -> bool:
        return (
            (
                not wanted.boards
                or any(same_board(one, other) for one in wanted.boards for other in self.boards)
            )
            and (not wanted.years or not self.years.isdisjoint(wanted.years))
            and (wanted.ages is None or any(_overlap(months, wanted.ages) for months in self.ages))
            and (not wanted.outcomes or not self.outcomes.isdisjoint(wanted.outcomes))
        )


def _overlap(months: tuple[int, int], years: tuple[int, int]) -> bool:
    return months[0] < (years[1] + 1) * _MONTHS and months[1] >= years[0] * _MONTHS


def reports_within(workspace: Workspace, wanted: Restriction) -> frozenset[int] | None:
    """The keys of the reports that meet it; None where it holds to no report. Raises `CallProblem` for an outcome
    or a section that the pack does not know."""
    pack = workspace.pack
    _require_known("outcome", wanted.outcomes, _outcomes(pack))
    _require_known("section", wanted.sections, [*(kind.key for kind in pack.section_kinds), "other"])
    if not wanted.of_reports:
        return None
    of_cases = _facts_of_cases(pack)
    stated = all_fields()
    reports = Report.objects.values_list("pk", flat=True)
    return frozenset(pk for pk in reports if (of_cases.get(pk) or _as_printed(stated[pk])).meet(wanted))


def _require_known(what: str, given: Collection[str], known: Collection[str]) -> None:
    for name in given:
        if name not in known:
            raise CallProblem(f"the pack has no {what} “{name}”.", right=did_you_mean(name, known))


def _outcome_variable(pack: Pack) -> str:
    """The first of the details by which reports are matched: whether the child died."""
    return next((key.variables[0] for key in pack.match_keys if key.key == "details"), "")


def _outcomes(pack: Pack) -> list[str]:
    name = _outcome_variable(pack)
    return [category.code for category in pack.variables[name].categories] if name else []


def _age_variable(pack: Pack) -> str:
    named = next((key.variables for key in pack.match_keys if key.key == "age"), ())
    return next((name for name in named if pack.variables[name].type == "age"), "")


def _facts_of_cases(pack: Pack) -> dict[int, Facts]:
    """By report, of the cases that are linked to it."""
    cases: dict[int, list[int]] = defaultdict(list)
    for report, case in Link.objects.filter(decision__in=BELONGS).values_list("report_id", "notification_id"):
        cases[case].append(report)
    names = {pack.about.area, pack.about.incident_date, _age_variable(pack), _outcome_variable(pack)} - {""}
    values: dict[int, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    settled = SettledValue.objects.filter(variable__in=names, notification_id__in=cases)
    for case, name, value in settled.values_list("notification_id", "variable", "value"):
        for report in cases[case]:
            values[report][name].append(value_from_json(pack.variables[name], value))
    return {report: _facts(found, pack) for report, found in values.items()}


def _facts(found: dict[str, list[Value]], pack: Pack) -> Facts:
    ages = [age for age in found[_age_variable(pack)] if isinstance(age, int)]
    return Facts(
        frozenset(str(board) for board in found[pack.about.area]),
        frozenset(day.year for day in found[pack.about.incident_date] if isinstance(day, date)),
        tuple((age, age) for age in ages),
        frozenset(str(outcome) for outcome in found[_outcome_variable(pack)]),
    )


def _as_printed(fields: Iterable[StandingField]) -> Facts:
    said: dict[str, list[str]] = defaultdict(list)
    for field in fields:
        said[field.field].append(field.value)
    ranges = [age.partition("-") for age in said["age"]]
    return Facts(
        frozenset(said["board"]),
        frozenset(int(day[:4]) for day in said["incident_date"]),
        tuple((int(low), int(high or low)) for low, _, high in ranges),
        frozenset(said["outcome"]),
    )

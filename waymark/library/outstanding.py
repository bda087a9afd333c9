"""Cases whose report is not in the library: what is known of why, and which boards to ask.

Seed 2.1: a letter to the boards whose reports were not found, and their answers by state.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from waymark.instruments.pack import Pack
from waymark.library.models import Link, StateOfReport
from waymark.library.queries import BELONGS
from waymark.register.models import Notification, SettledValue
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class Outstanding:
    """A case of the study without a report. `state` is empty where nothing was heard; `asked_on` the last time;
    `may_be` are reports that wait to be confirmed as its."""

    case_id: str
    case_number: str
    board: str
    incident_date: str
    state: str
    asked_on: date | None
    note: str
    may_be: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """One board to ask, and the cases to ask it about."""

    board: str
    last_asked: date | None
    cases: tuple[Outstanding, ...]


def outstanding(workspace: Workspace) -> list[Outstanding]:
    """Cases in the study to which no report is linked, in order of receipt."""
    pack = workspace.pack
    about = pack.about
    wanted = [name for name in (about.area, about.incident_date, about.standing) if name]
    values: dict[int, dict[str, str]] = defaultdict(dict)
    settled = SettledValue.objects.filter(variable__in=wanted)
    for case, variable, value in settled.values_list("notification_id", "variable", "value"):
        values[case][variable] = str(value or "")
    has_report = set(Link.objects.filter(decision__in=BELONGS).values_list("notification_id", flat=True))
    may_be: dict[int, list[str]] = defaultdict(list)
    to_confirm = Link.objects.filter(decision=Link.Decision.TO_CONFIRM).order_by("-weight")
    for case, ref in to_confirm.values_list("notification_id", "report__ref"):
        may_be[case].append(ref)
    heard = {state.notification_id: state for state in StateOfReport.objects.order_by("pk")}
    asked = _last_asked(StateOfReport.objects.exclude(asked_on=None))
    return [
        Outstanding(
            case.case_id,
            case.case_number,
            values[case.pk].get(about.area, ""),
            values[case.pk].get(about.incident_date, ""),
            heard[case.pk].state if case.pk in heard else "",
            asked.get(case.pk),
            heard[case.pk].note if case.pk in heard else "",
            tuple(may_be[case.pk]),
        )
        for case in Notification.objects.order_by("position")
        if case.pk not in has_report and values[case.pk].get(about.standing) == "included"
    ]


def _last_asked(states: Iterable[StateOfReport]) -> dict[int, date]:
    found: dict[int, date] = {}
    for state in states:
        if state.asked_on is not None:
            found[state.notification_id] = max(found.get(state.notification_id, date.min), state.asked_on)
    return found


def letters(cases: Iterable[Outstanding], pack: Pack) -> list[Letter]:
    """The boards to ask, by name: those with a case of which nothing final is known."""
    final = {state.key for state in pack.report_states if state.final}
    by_board: dict[str, list[Outstanding]] = defaultdict(list)
    for case in cases:
        if case.state not in final:
            by_board[case.board].append(case)
    return [
        Letter(board, max((c.asked_on for c in found if c.asked_on), default=None), tuple(found))
        for board, found in sorted(by_board.items())
    ]


def counted(cases: Iterable[Outstanding], pack: Pack) -> dict[str, int]:
    """How many cases are in each state of the pack, in its order; the empty name counts those of which nothing
    was heard."""
    counts = Counter(case.state for case in cases)
    return {key: counts[key] for key in (*(state.key for state in pack.report_states), "")}

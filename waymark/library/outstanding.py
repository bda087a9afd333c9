"""Cases whose report is not in the library: what is known of why, and which boards to ask.

Seed 2.1: a letter to the boards whose reports were not found, and their answers by state.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from waymark.instruments.pack import Pack
from waymark.library.models import Link, StateOfReport
from waymark.library.queries import BELONGS
from waymark.register.models import Notification, SettledValue
from waymark.study.workspace import Workspace

_AT_ONCE = 500
"""How many cases one question to the database names."""


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
    return lines_of(workspace.pack, cases_outstanding(workspace.pack))


def cases_outstanding(
    pack: Pack, allowed: Collection[int] | None = None, state: str | None = None, board: str = ""
) -> QuerySet[Any]:
    """The same as a question to the database, which narrows, counts and pages. `allowed`: the keys of the cases that
    may be shown, None for all; `state`: empty for those of which nothing was heard, None for any; `board`: words of
    its name. Each has `state_now`."""
    about = pack.about
    heard = StateOfReport.objects.filter(notification=OuterRef("pk")).order_by("-pk").values("state")[:1]
    linked = Link.objects.filter(notification=OuterRef("pk"), decision__in=BELONGS)
    found: QuerySet[Any] = Notification.objects.filter(~Exists(linked)).order_by("position")
    found = found.annotate(state_now=Coalesce(Subquery(heard), Value("")))
    if about.standing:
        found = found.filter(_settled_as(about.standing, value="included"))
    if allowed is not None:
        found = found.filter(pk__in=allowed)
    if state is not None:
        found = found.filter(state_now=state)
    if board:
        found = found.filter(_settled_as(about.area, value__icontains=json.dumps(board)[1:-1]))
    return found


def lines_of(pack: Pack, cases: Iterable[Any]) -> list[Outstanding]:
    """What is told of cases of `cases_outstanding`, such as those of one page."""
    shown = list(cases)
    keys = [case.pk for case in shown]
    values: dict[int, dict[str, str]] = defaultdict(dict)
    may_be: dict[int, list[str]] = defaultdict(list)
    heard: dict[int, StateOfReport] = {}
    asked: dict[int, date] = {}
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        settled = SettledValue.objects.filter(
            notification__in=some, variable__in=[pack.about.area, pack.about.incident_date]
        )
        for key, variable, value in settled.values_list("notification_id", "variable", "value"):
            values[key][variable] = str(value or "")
        to_confirm = Link.objects.filter(notification__in=some, decision=Link.Decision.TO_CONFIRM)
        for key, ref in to_confirm.order_by("-weight").values_list("notification_id", "report__ref"):
            may_be[key].append(ref)
        for said in StateOfReport.objects.filter(notification__in=some).order_by("pk"):
            heard[said.notification_id] = said
            if said.asked_on is not None:
                asked[said.notification_id] = max(asked.get(said.notification_id, date.min), said.asked_on)
    return [
        Outstanding(
            case.case_id,
            case.case_number,
            values[case.pk].get(pack.about.area, ""),
            values[case.pk].get(pack.about.incident_date, ""),
            case.state_now,
            asked.get(case.pk),
            heard[case.pk].note if case.pk in heard else "",
            tuple(may_be[case.pk]),
        )
        for case in shown
    ]


def _settled_as(variable: str, **which: object) -> Exists:
    return Exists(SettledValue.objects.filter(notification=OuterRef("pk"), variable=variable, **which))


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


def counted(pack: Pack, cases: QuerySet[Any]) -> dict[str, int]:
    """How many cases of `cases_outstanding` are in each state of the pack, in its order; the empty name counts those
    of which nothing was heard."""
    counts = dict(cases.order_by("state_now").values_list("state_now").annotate(Count("pk")))
    return {key: counts.get(key, 0) for key in (*(state.key for state in pack.report_states), "")}

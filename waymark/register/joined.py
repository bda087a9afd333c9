"""The notification in the store that a row from elsewhere speaks of, by the rule of `joining`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place
from waymark.register.actions import ReadRow
from waymark.register.joining import Cases, cases_by_key, join
from waymark.register.models import Notification, StatedValue
from waymark.register.stored import value_from_json
from waymark.register.values import Stated


@dataclass(frozen=True)
class Notified:
    """The notifications of a study, ready to be looked up."""

    pack: Pack
    cases: Cases
    by_id: dict[str, Notification]

    def find(self, stated: Iterable[Stated]) -> tuple[Notification | None, str]:
        """The notification with this case number and incident date, or None with the reason.

        One that was notified twice under the same number and date is found as first received.
        """
        joined = join({item.variable: item.value for item in stated}, self.cases, self.pack)
        if joined.outcome in ("joined", "several"):
            return self.by_id[joined.candidates[0]], ""
        return None, joined.says


def notified(pack: Pack) -> Notified:
    """Every notification with the case number and incident date that it states itself."""
    by_id = {notification.case_id: notification for notification in Notification.objects.order_by("position")}
    values: dict[str, dict[str, Value]] = {case_id: {} for case_id in by_id}
    keys = [name for name in (pack.about.case_number, pack.about.incident_date) if name]
    stated = StatedValue.objects.filter(variable__in=keys, source="notification")
    for case_id, name, value in stated.values_list("notification__case_id", "variable", "value"):
        values[case_id][name] = value_from_json(pack.variables[name], value)
    return Notified(pack, cases_by_key(values, pack), by_id)


def notifications_of(
    pack: Pack, read: Iterable[ReadRow]
) -> tuple[list[Notification | None], list[InputProblem]]:
    """The notification that each row belongs to, or None, and the reason for each that belongs to none."""
    known = notified(pack)
    found: list[Notification | None] = []
    apart: list[InputProblem] = []
    for entry in read:
        notification, why_not = known.find(entry.stated)
        found.append(notification)
        if notification is None:
            apart.append(InputProblem(why_not, place=Place(part=entry.row.place, row=entry.row.number)))
    return found, apart

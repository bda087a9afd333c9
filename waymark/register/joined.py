"""The notification in the store that a row from elsewhere speaks of, by the rule of `joining`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place
from waymark.register.actions import ReadRow
from waymark.register.joining import Cases, cases_by_key, join
from waymark.register.known_by import known_by
from waymark.register.models import Notification
from waymark.register.values import Stated


@dataclass(frozen=True)
class Notified:
    """The notifications of a study, ready to be looked up. `before`: those whose number or date a person has
    corrected since, as they were received."""

    pack: Pack
    cases: Cases
    before: Cases
    by_id: dict[str, Notification]

    def find(self, stated: Iterable[Stated]) -> tuple[Notification | None, str]:
        """The notification with this case number and incident date, or None with the reason.

        One that was notified twice under the same number and date is found as first received. A case that was
        corrected is found by what it is now, and by what it was where no other case is that now.
        """
        said = {item.variable: item.value for item in stated}
        joined = join(said, self.cases, self.pack)
        for found in (joined, join(said, self.before, self.pack)):
            if found.outcome in ("joined", "several"):
                return self.by_id[found.candidates[0]], ""
        return None, joined.says


def notified(pack: Pack) -> Notified:
    """Every notification with the case number and incident date by which it is known."""
    by_id = {notification.case_id: notification for notification in Notification.objects.order_by("position")}
    known = known_by(pack, by_id)
    return Notified(pack, cases_by_key(known.now, pack), cases_by_key(known.before, pack), by_id)


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

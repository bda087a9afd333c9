"""What waits for a person's word on whose a report is: pairs to confirm, one after another, and reports without a case.

The queue is in order of receipt of the reports, of one report the likeliest case first. Whoever asks says which
cases are open to them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from waymark.instruments.reports import MATCH_KEYS
from waymark.library.matching.agreement import KEY_LABELS
from waymark.library.models import Link, Report
from waymark.library.queries import BELONGS

_IN_ORDER = ("report__position", "-weight", "pk")


@dataclass(frozen=True)
class KeyShown:
    """One key of a pair. `agreement`: agrees, differs or absent."""

    label: str
    agreement: str
    rough: bool
    report_says: str
    case_says: str
    note: str


def pairs_waiting(cases: Collection[int] | None) -> QuerySet[Link]:
    """Pairs to confirm, of these cases; of `None`, every one."""
    found = Link.objects.filter(decision=Link.Decision.TO_CONFIRM).select_related("report", "notification")
    if cases is not None:
        found = found.filter(notification__in=cases)
    return found.order_by(*_IN_ORDER)


def next_pair(queue: QuerySet[Link], after: int) -> Link | None:
    """The pair that follows the one with the key `after`, whatever has become of that one; at the end of the queue
    its first pair again."""
    here = Link.objects.filter(pk=after).select_related("report").first()
    if here is None:
        return queue.first()
    position = here.report.position
    behind = (
        Q(report__position__gt=position)
        | Q(report__position=position, weight__lt=here.weight)
        | Q(report__position=position, weight=here.weight, pk__gt=here.pk)
    )
    return queue.filter(behind).first() or queue.first()


def keys_shown(link: Link) -> tuple[KeyShown, ...]:
    """All the keys in their order; a link that a person made by hand compares nothing."""
    return tuple(
        KeyShown(
            KEY_LABELS[key],
            compared.get("agreement", "absent"),
            compared.get("firmness") == "rough",
            compared.get("report_says", ""),
            compared.get("case_says", ""),
            compared.get("note", ""),
        )
        for key in MATCH_KEYS
        for compared in [link.keys.get(key, {})]
        if link.keys
    )


def reports_without_case() -> QuerySet[Report]:
    """Reports that belong to no case, whether or not a pair of theirs waits to be confirmed."""
    belonging = Link.objects.filter(report=OuterRef("pk"), decision__in=BELONGS)
    return Report.objects.filter(~Exists(belonging)).order_by("position")

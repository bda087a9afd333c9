"""The case number and the incident date by which a case is known: as its notification gave them, and as a person
corrected them.

Files that come later may carry either, so both find the case (see `joined`). The number that is shown everywhere,
`Notification.case_number`, is the one that stands: a correction counts from the next selection on, like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.register.correcting import CORRECTION
from waymark.register.joining import number_key
from waymark.register.models import Notification, SettledValue, StatedValue
from waymark.register.stored import value_from_json

NOTIFICATION = "notification"
LONGEST_NUMBER = 200

Known = dict[str, dict[str, Value]]
"""By case, the values of the variables that identify it."""


@dataclass(frozen=True)
class KnownBy:
    """`now`: every case as it is known, corrections counted; `before`: those that were corrected, as received."""

    now: Known
    before: Known


def known_by(pack: Pack, case_ids: Iterable[str]) -> KnownBy:
    keys = [name for name in (pack.about.case_number, pack.about.incident_date) if name]
    received: Known = {case_id: {} for case_id in case_ids}
    for case_id, name, value in _stated(keys, NOTIFICATION):
        received[case_id][name] = value_from_json(pack.variables[name], value)
    now, before = dict(received), Known()
    for case_id, name, value in _stated(keys, CORRECTION):
        before[case_id] = received[case_id]
        corrected = value_from_json(pack.variables[name], value)
        if corrected is not None:
            now[case_id] = {**now[case_id], name: corrected}
    return KnownBy(now, before)


def numbers_in_use(pack: Pack) -> set[str]:
    """Every case number of the study as it is compared: those that stand and those that files brought."""
    brought = StatedValue.objects.filter(variable=pack.about.case_number, source=NOTIFICATION)
    standing = Notification.objects.values_list("case_number", flat=True)
    return {number_key(number) for number in (*brought.values_list("value", flat=True), *standing)}


def show_corrected_numbers(pack: Pack) -> None:
    """Give each case whose number a person has corrected the number that now stands. Part of a selection."""
    name = pack.about.case_number
    ever = StatedValue.objects.filter(variable=name, source=CORRECTION).values("notification")
    standing = dict(
        SettledValue.objects.filter(variable=name, source=CORRECTION).values_list("notification", "value")
    )
    received = dict(
        StatedValue.objects.filter(variable=name, source=NOTIFICATION, notification__in=ever)
        .order_by("-pk")
        .values_list("notification", "value")
    )
    for case in Notification.objects.filter(pk__in=ever):
        number = str(standing.get(case.pk) or received.get(case.pk) or case.case_number)[:LONGEST_NUMBER]
        if number != case.case_number:
            case.case_number = number
            case.save(update_fields=["case_number"])


def _stated(keys: list[str], source: str) -> Iterable[tuple[str, str, object]]:
    """In the order in which it was said."""
    stated = StatedValue.objects.filter(variable__in=keys, source=source).order_by("pk")
    return stated.values_list("notification__case_id", "variable", "value")

"""Which notification an incident entry or an answer belongs to: case number and incident date, both.

A case number alone is not enough: numbers are mistyped and used again. What matches by number only is told
with the dates, and not joined.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.register.cleaning.wording import match_key

Outcome = Literal["joined", "no_number", "no_such_case", "date_missing", "date_differs", "several"]


@dataclass(frozen=True)
class JoinKey:
    """`number` is the case number as it is compared; `day` None where no date is stated."""

    number: str
    day: date | None


@dataclass(frozen=True)
class Joined:
    """`case_id` only where exactly one case fits; `candidates` are all that come near, in order of receipt;
    `says` tells a person what was found."""

    outcome: Outcome
    case_id: str | None
    candidates: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Cases:
    """The cases of a study by case number, each with its incident date, in order of receipt."""

    by_number: Mapping[str, tuple[tuple[str, date | None], ...]]
    needs_date: bool


def join_key(values: Mapping[str, Value], pack: Pack) -> JoinKey | None:
    """The key of one case or entry; None without a case number."""
    number = number_key(values.get(pack.about.case_number))
    day = values.get(pack.about.incident_date) if pack.about.incident_date else None
    return JoinKey(number, day if isinstance(day, date) else None) if number else None


def number_key(number: Value) -> str:
    """A case number as it is compared: no case, spacing or punctuation, no leading zeros before figures."""
    if number is None:
        return ""
    key = match_key(re.sub(r"\.0+$", "", str(number).strip())).replace("_", "")
    if not any(letter.isalnum() for letter in key):
        return ""
    return (key.lstrip("0") or "0") if key.isdigit() else key


def cases_by_key(
    cases: Mapping[str, Mapping[str, Value]], pack: Pack, leave_out: Collection[str] = ()
) -> Cases:
    """Cases (id → values, in order of receipt) ready to be looked up. Leave out known double
    notifications, so that an entry finds the one that stands."""
    found: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
    for case_id, values in cases.items():
        key = join_key(values, pack)
        if key and case_id not in leave_out:
            found[key.number].append((case_id, key.day))
    return Cases({number: tuple(same) for number, same in found.items()}, bool(pack.about.incident_date))


def join(values: Mapping[str, Value], cases: Cases, pack: Pack) -> Joined:
    """The case that an entry with these values belongs to."""
    key = join_key(values, pack)
    if key is None:
        return Joined("no_number", None, (), "the entry has no case number.")
    number = f"case number {values[pack.about.case_number]}"
    same_number = cases.by_number.get(key.number, ())
    ids = tuple(case_id for case_id, _ in same_number)
    if not same_number:
        return Joined("no_such_case", None, (), f"no notification has the {number}.")
    if cases.needs_date and key.day is None:
        return Joined("date_missing", None, ids, f"the entry for {number} has no incident date.")
    fitting = [case_id for case_id, day in same_number if day == key.day] if cases.needs_date else list(ids)
    if len(fitting) == 1:
        return Joined("joined", fitting[0], (fitting[0],), "")
    if fitting:
        says = f"{len(fitting)} notifications have the {number} and the same incident date."
        return Joined("several", None, tuple(fitting), says)
    days = ", ".join(sorted({day.isoformat() for _, day in same_number if day is not None}))
    if not days:
        return Joined("date_missing", None, ids, f"the notification with the {number} has no incident date.")
    says = f"the {number} is notified with the incident date {days}, the entry says {key.day}."
    return Joined("date_differs", None, ids, says)

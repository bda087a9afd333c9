"""Dates that hang together: days within a year, births that give an age, and what follows from an incident.

In: values of a case and a source of chance. Out: dates that agree with its age, its year and its order.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from waymark.demo.margins import Where
from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem


class Dated(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A date so many days (from, to) after the incident; a negative number lies before it."""

    variable: str
    days: tuple[int, int]


def stretch_of(day: date, pack: Pack) -> tuple[date, date]:
    """First and last day of the band of the incident date in which the day lies."""
    for variable in pack.variables.values():
        if variable.derive is None or variable.derive.bands != pack.about.incident_date:
            continue
        for band in variable.categories:
            if (
                isinstance(band.from_, date)
                and isinstance(band.below, date)
                and band.from_ <= day < band.below
            ):
                return band.from_, band.below - timedelta(days=1)
    raise InputProblem(
        f"{day} lies in no band of the incident date.", right="Add a variable with such bands."
    )


def born_on(months: int, at: date, chance: random.Random) -> date:
    """A day of birth that makes a child so many completed months old on a day."""
    day = chance.randint(1, 28)
    months_of_birth = at.year * 12 + at.month - 1 - months - (day > at.day)
    return date(months_of_birth // 12, months_of_birth % 12 + 1, day)


def add_dates(
    values: dict[str, Value],
    dated: Iterable[Dated],
    known: Mapping[str, Value],
    pack: Pack,
    chance: random.Random,
) -> None:
    """Add the date of every entry that fits the case. None lies before the child's birth."""
    incident = values.get(pack.about.incident_date)
    if not isinstance(incident, date):
        return
    births = (values.get(v.age_between.born) for v in pack.variables.values() if v.age_between)
    born = next((birth for birth in births if isinstance(birth, date)), date.min)
    for entry in dated:
        if entry.variable not in values and all_hold(entry.conditions, known, pack.missing_codes):
            first, last = (incident + timedelta(days=days) for days in entry.days)
            if entry.days[1] < 0 and first < born:
                first, last = min(born, incident), max(min(born, incident), min(last, incident))
            values[entry.variable] = first + timedelta(days=chance.randint(0, max(0, (last - first).days)))

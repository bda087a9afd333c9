"""Annual rates per 100,000 with exact Poisson intervals.

A rate is cases a year to 100,000 people of a denominator. The interval is Garwood's (1936), the one that
statsmodels calls ``exact-c``; it is computed from the incomplete gamma function, because that needs no second
of importing before the first table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from scipy.special import gammaincinv

from waymark.analysis.cube import Conditions
from waymark.instruments.conditions import Condition
from waymark.instruments.pack import Pack

PER = 100_000
TAIL = 0.025
"""Outside either end of the interval: 95 per cent lie within."""


@dataclass(frozen=True)
class Rate:
    """Cases a year per 100,000: exact, and the interval's ends."""

    per_100_000: Fraction
    low: float
    high: float


def annual_rate(cases: int, years: Fraction, people: int) -> Rate:
    """The rate of so many cases in so many years among so many people."""
    exposure = people * years / PER
    low = float(gammaincinv(cases, TAIL)) if cases else 0.0
    high = float(gammaincinv(cases + 1, 1 - TAIL))
    return Rate(cases / exposure, low / float(exposure), high / float(exposure))


def years_covered(pack: Pack, conditions: Conditions) -> Fraction:
    """How many years the conditions leave of the pack's window: all of it, unless one restricts the date of
    the incident, or a band of that date such as the year."""
    about = pack.about
    spans = [(about.from_ or date.min, about.to + timedelta(days=1) if about.to else date.max)]
    restricted = False
    for condition in conditions:
        limits = _limits(pack, condition)
        if limits:
            restricted = True
            spans = [(max(a, low), min(b, high)) for a, b in spans for low, high in limits]
    spans = [(first, after) for first, after in spans if first < after]
    open_ended = any(first == date.min or after == date.max for first, after in spans)
    if not restricted or not spans or open_ended:
        return Fraction(about.years)
    return sum((_years(first, after) for first, after in spans), start=Fraction(0))


def _limits(pack: Pack, condition: Condition) -> list[tuple[date, date]]:
    """The spans of days in which the condition lets an incident lie; none where it does not speak of the
    day."""
    variable = pack.variables[condition.variable]
    ranged = any(limit is not None for limit in (condition.from_, condition.to, condition.below))
    if variable.key == pack.about.incident_date and ranged:
        ends = [
            _or(condition.to, date.max - timedelta(days=1)) + timedelta(days=1),
            _or(condition.below, date.max),
        ]
        return [(_or(condition.from_, date.min), min(ends))]
    banded = variable.derive is not None and variable.derive.bands == pack.about.incident_date
    if banded and condition.codes and not condition.not_in:
        bands = [variable.category(code) for code in condition.codes]
        return [(_or(band.from_, date.min), _or(band.below, date.max)) for band in bands]
    return []


def _or(limit: object, otherwise: date) -> date:
    return limit if isinstance(limit, date) else otherwise


def _years(first: date, after: date) -> Fraction:
    """Whole months where both days of the month agree, else days of a mean year."""
    if first.day == after.day:
        return Fraction((after.year - first.year) * 12 + after.month - first.month, 12)
    return Fraction((after - first).days * 4, 1461)

"""Dates as exact as a report prints them, held against the day that a case has.

In: “2013-05-14”, “2013-05” or “2013”, and a day. Out: whether they agree. A month agrees roughly; a year alone
is too little to agree, but enough to differ. Harm and death lie some days apart: such days agree
roughly. A case has to be given a day, so that the first may stand for a month of which the day was not known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from waymark.library.matching.agreement import Finding

_FORM = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
DAYS_THAT_ARE_NEAR = 7
_SELDOM = 1 / 8


@dataclass(frozen=True)
class PartialDate:
    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @cached_property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which another case would agree as well."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def read_partial_date(written: str) -> PartialDate | None:
    """None for what is no date in one of the three forms."""
    form = _FORM.fullmatch(written.strip())
    if form is None:
        return None
    year, month, day = (None if part is None else int(part) for part in form.groups())
    found = PartialDate(year or 0, month, day)
    try:
        return found if found.first <= found.last else None
    except ValueError:
        return None


def compare_dates(stated: PartialDate, day: date) -> Finding[Span]:
    if stated.day is not None:
        return _day_with_day(stated.first, day)
    if stated.month is not None:
        return _month_with_day(stated, day)
    years_apart = abs(stated.year - day.year)
    if years_apart == 0:
        span = Span(stated.first, stated.last)
        return Finding("absent", note="only the year is stated, and it fits", on=span)
    return Finding("differs", "rough" if years_apart == 1 else "firm")


def may_be_one_day(one: date, other: date) -> bool:
    """The same, or one is the first of the other's month."""
    return one == other or (one.replace(day=1) == other.replace(day=1) and 1 in (one.day, other.day))


def _day_with_day(stated: date, day: date) -> Finding[Span]:
    apart = abs((stated - day).days)
    if apart == 0:
        return Finding("agrees", on=Span(day, day))
    near = timedelta(days=DAYS_THAT_ARE_NEAR)
    if apart <= DAYS_THAT_ARE_NEAR:
        days = "a day" if apart == 1 else f"{apart} days"
        return Finding("agrees", "rough", f"{days} apart", Span(stated - near, stated + near), usual=_SELDOM)
    if may_be_one_day(stated, day) and day.day == 1:
        month = PartialDate(day.year, day.month)
        note = "to the month; the first may stand for a month of which the day was not known"
        return Finding("agrees", "rough", note, Span(month.first, month.last), usual=_SELDOM)
    if stated.year == day.year and (stated.month, stated.day) == (day.day, day.month):
        return Finding("differs", "rough", "day and month may be the wrong way round")
    return Finding("differs", "rough" if apart <= 31 else "firm")


def _month_with_day(stated: PartialDate, day: date) -> Finding[Span]:
    if stated.first <= day <= stated.last:
        return Finding("agrees", "rough", "to the month", Span(stated.first, stated.last))
    months_apart = abs((stated.year - day.year) * 12 + (stated.month or 1) - day.month)
    return Finding("differs", "rough" if months_apart == 1 else "firm")

"""Ages in months or ranges of months, and dates of birth, held against those of a case.

In: “27”, “24-35” or a partial date of birth of the report; completed months and a day of birth of the case.
A date of birth counts for more than an age. Ages are often told of another day than that of the incident, so
a near miss agrees roughly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from waymark.library.matching.agreement import Finding
from waymark.library.matching.partial_dates import PartialDate, Span, compare_dates

_FORM = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class AgeRange:
    """Completed months, both ends within."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first} months" if self.first == self.last else f"{self.first}-{self.last} months"


def read_age(written: str) -> AgeRange | None:
    form = _FORM.fullmatch(written.strip())
    if form is None:
        return None
    first = int(form[1])
    last = int(form[2]) if form[2] else first
    return AgeRange(first, last) if first <= last else None


def completed_months(born: date, at: date) -> int:
    return (at.year - born.year) * 12 + at.month - born.month - (at.day < born.day)


def compare_ages(stated: tuple[AgeRange, ...], months: int) -> Finding[AgeRange]:
    """Against the nearest of the ages stated: a report on several children states several."""
    nearest = min(stated, key=lambda age: (_gap(age, months), age.last - age.first, age.first))
    gap = _gap(nearest, months)
    if gap == 0:
        return Finding("agrees", "firm" if nearest.first == nearest.last else "rough", on=nearest)
    slack = max(1, months // 12)
    if gap <= slack:
        widened = AgeRange(max(0, nearest.first - slack), nearest.last + slack)
        return Finding("agrees", "rough", "nearly", widened, usual=1 / 4)
    return Finding("differs", "rough" if gap <= max(3, months // 5) else "firm")


def compare_births(stated: tuple[PartialDate, ...], born: date) -> Finding[Span]:
    """The best of the dates of birth stated."""
    order = {"agrees": 0, "absent": 1, "differs": 2}
    found = [compare_dates(birth, born) for birth in stated]
    return min(found, key=lambda finding: (order[finding.agreement], finding.firmness))


def _gap(age: AgeRange, months: int) -> int:
    return max(age.first - months, months - age.last, 0)

"""Reading the day, month and year out of a date in words or figures, before anyone asks whether it exists.

The order of the parts follows from how they are written: a year of four figures first, or a month as a word;
else the day comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST_HALF = ("January", "February", "March", "April", "May", "June")
MONTHS = (*_FIRST_HALF, "July", "August", "September", "October", "November", "December")

_MARK = r"[\s/.,\-]"
_DAY = r"(?P<day>\d{1,2})"
_NTH = rf"{_DAY}\s*(?:st|nd|rd|th)?"
_WORD = r"(?P<month>[a-z]{3,9})"
_YEAR = r"'?(?P<year>\d{1,4})"

_FORMS = (
    ("date-day-first", re.compile(rf"{_DAY}{_MARK}+(?P<month>\d{{1,2}}){_MARK}+{_YEAR}")),
    ("date-year-first", re.compile(rf"(?P<year>\d{{4}}){_MARK}+(?P<month>\d{{1,2}}){_MARK}+{_DAY}")),
    ("date-from-words", re.compile(rf"{_NTH}(?:\s*day)?(?:\s+of)?{_MARK}*{_WORD}{_MARK}*{_YEAR}")),
    ("date-from-words", re.compile(rf"{_WORD}{_MARK}*{_NTH}{_MARK}+{_YEAR}")),
    ("date-from-words", re.compile(rf"(?P<year>\d{{4}}){_MARK}*{_WORD}{_MARK}*{_NTH}")),
    ("date-from-digits", re.compile(r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4}|\d\d)")),
)
_DIGITS_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
)
_WEEKDAY = re.compile(
    r"^(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b[\s,.]*(?=\w)"
)

_WITHOUT_DAY = (
    re.compile(rf"{_WORD}{_MARK}*{_YEAR}"),
    re.compile(rf"(?P<month>\d{{1,2}}){_MARK}+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<year>\d{{4}}){_MARK}+(?P<month>\d{{1,2}})"),
)
_WITHOUT_YEAR = (
    re.compile(rf"{_NTH}(?:\s+of)?{_MARK}*{_WORD}"),
    re.compile(rf"{_DAY}{_MARK}+(?P<month>\d{{1,2}})"),
)


@dataclass(frozen=True)
class WrittenDate:
    """The parts as written, and the rule that told them apart. `year` keeps its figures."""

    day: int
    month: int
    year: str
    rule: str


def read_written(text: str) -> WrittenDate | None:
    """The parts of a date in lower-case text, or None where it is not written as a full date."""
    plain = _WEEKDAY.sub("", text)
    if found := _DIGITS_YEAR_FIRST.fullmatch(plain):
        return WrittenDate(int(found["day"]), int(found["month"]), found["year"], "date-from-digits")
    for rule, form in _FORMS:
        if (found := form.fullmatch(plain)) and (month := _month(found["month"])) is not None:
            return WrittenDate(int(found["day"]), month, found["year"], rule)
    return None


def part_missing(text: str) -> str:
    """``day`` or ``year`` where a date lacks just that, ``day and month`` for a bare year, else empty."""
    plain = _WEEKDAY.sub("", text)
    if re.fullmatch(r"(?:19|20)\d\d", plain):
        return "day and month"
    if any((found := form.fullmatch(plain)) and _month(found["month"]) for form in _WITHOUT_DAY):
        return "day"
    if any((found := form.fullmatch(plain)) and _month(found["month"]) for form in _WITHOUT_YEAR):
        return "year"
    return ""


def _month(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    named = (number for number, name in enumerate(MONTHS, start=1) if name.casefold().startswith(written))
    return 9 if written == "sept" else next(named, None)

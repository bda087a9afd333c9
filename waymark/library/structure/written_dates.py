"""Dates as reports print them, as exact as they are printed: a day, a month or a year.

“14 May 2013”, “14th of May, 2013”, “May 14, 2013”, “14/05/13”, “May 2013”, “spring of 2013”, “2013”. Numbers are
day before month. What is struck out to hide a day (“XX May 2013”) leaves the month.
"""

from __future__ import annotations

import re

import msgspec

from waymark.library.structure.any_case import AnyCase

MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_NUMBER_OF_MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth")
_LATER = (
    "eighteenth",
    "nineteenth",
    "twentieth",
    *(f"twenty-{unit}" for unit in _UNITS),
    "thirtieth",
    "thirty-first",
)
_ORDINALS = (*_UNITS, *_TEENS, *_LATER)
_NUMBER_OF_DAY = {word: number for number, word in enumerate(_ORDINALS, 1)}

_MONTH = "(?:" + "|".join(sorted(_NUMBER_OF_MONTH, key=len, reverse=True)) + r")\b\.?"
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_YEAR = r"(?:(?:19|20)\d\d)(?![\d/])(?!\s?[-–]\s?\d\d(?!\d|[-/]))"
_SHORT_YEAR = r"[’'‘]\d\d\b"
_DATE = AnyCase(
    rf"""
    \b(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>[01]\d)-(?P<iso_day>[0-3]\d)\b
    | (?<![\d/.])(?P<n_day>\d{{1,2}})\s?(?P<mark>[/.\-])\s?(?P<n_month>\d{{1,2}})\s?(?P=mark)
      \s?(?P<n_year>(?:19|20)\d\d|\d\d)(?![\d/])
    | (?<![\d/.])(?P<s_month>[01]?\d)/(?P<s_year>(?:19|20)\d\d)(?![\d/])
    | (?:\b(?P<day>\d{{1,2}}|{_ORDINAL})\s?(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?)?
      \b(?P<month>{_MONTH}),?\s*(?:of\s+|in\s+)?(?:the\s+year\s+)?(?P<year>{_YEAR}|{_SHORT_YEAR})
    | \b(?P<u_month>{_MONTH})\s+(?P<u_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<u_year>{_YEAR})
    | (?<![\d/.\-–£])\b(?P<only_year>{_YEAR})
    """,
    re.VERBOSE,
)


MAY_BE_DATED = re.compile(r"\d{4}|\d\s?[/.\-]\s?\d|[’'‘]\d\d")


class WrittenDate(msgspec.Struct, frozen=True):
    """`value`: 2013-05-14, 2013-05 or 2013. Offsets into the text that was read."""

    start: int
    end: int
    value: str


def written_dates(text: str) -> list[WrittenDate]:
    """Every date in a text; what cannot be a date (“31/02/2013”, “2012/13”) is none."""
    if not MAY_BE_DATED.search(text):
        return []
    found = []
    for match in _DATE.finditer(text):
        value = _value(match)
        if value:
            found.append(WrittenDate(match.start(), match.end(), value))
    return found


def _value(match: re.Match[str]) -> str:
    said = match.groupdict()
    if said["iso_year"]:
        return _day(said["iso_year"], int(said["iso_month"]), int(said["iso_day"]))
    if said["n_year"]:
        return _day(_century(said["n_year"]), int(said["n_month"]), int(said["n_day"]))
    if said["s_year"]:
        return f"{said['s_year']}-{int(said['s_month']):02}" if 1 <= int(said["s_month"]) <= 12 else ""
    if said["u_year"]:
        return _day(said["u_year"], _month(said["u_month"]), int(said["u_day"]))
    if said["month"]:
        year, month, day = _century(said["year"].lstrip("’'‘")), _month(said["month"]), said["day"]
        if not day:
            return f"{year}-{month:02}"
        return _day(year, month, int(day) if day.isdigit() else _NUMBER_OF_DAY[day.lower()])
    return said["only_year"]


def _month(name: str) -> int:
    return _NUMBER_OF_MONTH[name.lower().rstrip(".")]


def _century(year: str) -> str:
    """A year of two digits is of the last hundred years or so: “98” is 1998."""
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) < 60 else f"19{year}"


def _day(year: str, month: int, day: int) -> str:
    if not (1 <= month <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - 1]):
        return ""
    return f"{year}-{month:02}-{day:02}"

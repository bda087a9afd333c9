"""Dates as people write them become dates: day first, unless that is impossible.

In: an opened statement and its cell; out: the statement with the date, or with a problem that says why there
is none. A date without its day or its year is no date: the window, the joining of sources and the age all
rest on the day, so such a cell is told and a person supplies what is missing. Two-digit years follow the
convention of spreadsheets: 00 to 29 are of this century.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from waymark.register.cleaning.asides import heard, telling
from waymark.register.cleaning.wording import tidy
from waymark.register.cleaning.written_dates import MONTHS, WrittenDate, part_missing, read_written
from waymark.register.values import CellValue, Stated

YEARS = range(1900, 2100)
_DAY_ZERO = date(1899, 12, 30)  # of the 1900 system, for days after the 29 February 1900 that never was
_SERIALS = range(3_000, 73_051)  # 1908 to 2099
_LAST_OF_THIS_CENTURY = 29

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SERIAL_TEXT = re.compile(r"(\d{4,5})(\.\d+)?")
_TIME = re.compile(
    r"(?:(?<=\d)t|[\s,]+(?:at\s+)?)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?(?:z|\s*[+-]\d\d:?\d\d)?$"
)
_TWO = re.compile(r"\d.*(?:\b(?:to|and|or|until|till)\b|&|-|/).*\d|\bbetween\b|\bfrom\b")
_LONGEST_TEXT = 500


def clean_date(opened: Stated, cell: CellValue) -> Stated:
    if isinstance(cell, datetime):
        value = cell.date()
        if cell.time() != time.min:
            return _in_years(opened.then("date-without-time", value, value.isoformat()))
        return _in_years(replace(opened, value=value))
    if isinstance(cell, date):
        return _in_years(replace(opened, value=cell))
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_text(opened, repr(cell).removesuffix(".0"))
    return _from_text(opened, str(cell))


def _from_text(opened: Stated, text: str) -> Stated:
    plain = tidy(text)
    if len(plain) > _LONGEST_TEXT:  # patterns take the square of the length, and nothing so long is one day
        return replace(opened, problem=f"{len(plain):,} characters are no date.")
    if _ISO.fullmatch(plain) and (value := _day(*(int(part) for part in plain.split("-")))):
        return _in_years(replace(opened, value=value))
    if (found := _SERIAL_TEXT.fullmatch(plain)) and (serial := int(found[1])) in _SERIALS:
        return _from_serial(opened, serial, timed=bool(found[2] and float(found[2])))
    said = heard(plain.casefold())
    bare = _TIME.sub("", said.bare)
    written = read_written(bare.strip(" .,;:"))
    if written is None:
        return replace(opened, problem=_why_not(opened.raw, bare.strip(" .,;:")))
    timed = opened if bare == said.bare else opened.then("date-without-time", None, bare)
    return telling(_from_parts(timed, written), said)


def _from_serial(opened: Stated, serial: int, timed: bool) -> Stated:
    if timed:
        opened = opened.then("date-without-time", None, str(serial))
    value = _DAY_ZERO + timedelta(days=serial)
    return opened.then("date-from-serial", value, value.isoformat())


def _from_parts(opened: Stated, written: WrittenDate) -> Stated:
    """The day that the parts name; month first only where the day first is impossible, and then it is
    told."""
    year = int(written.year)
    if len(written.year) == 2:
        year += 2000 if year <= _LAST_OF_THIS_CENTURY else 1900
        opened = opened.then("date-two-digit-year", None, f"{written.day}/{written.month}/{year}")
    if year not in YEARS:
        return _told(opened, f"the year {written.year} in “{opened.raw}” cannot be right.")
    if value := _day(year, written.month, written.day):
        return opened.then(written.rule, value, value.isoformat())
    turned = _day(year, written.day, written.month)
    if turned and written.rule in ("date-day-first", "date-from-digits"):
        stated = opened.then("date-month-first", turned, turned.isoformat())
        return replace(stated, problem=f"“{opened.raw}” was read month first, as day first it is no date.")
    if 1 <= written.month <= 12:
        return _told(opened, f"there is no {written.day} {MONTHS[written.month - 1]} {year}.")
    return _told(opened, f"there is no month {written.month} in “{opened.raw}”.")


def _told(opened: Stated, problem: str) -> Stated:
    return replace(opened, value=None, steps=(), problem=problem)


def _in_years(stated: Stated) -> Stated:
    value = stated.value
    if isinstance(value, date) and value.year not in YEARS:
        return _told(stated, f"the year {value.year:04d} in “{stated.raw}” cannot be right.")
    return stated


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _why_not(raw: str, bare: str) -> str:
    if missing := part_missing(bare):
        return f"“{raw}” has no {missing}; a full date is needed."
    if _TWO.search(bare):
        return f"“{raw}” is more than one date; one day is needed."
    return f"“{raw}” is not a date. A date is written like 3/5/2011 or 3 May 2011, the day first."

"""Dates as a report prints them: by the day, the month or the year, in the one way that its office has."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class PrintedDate:
    """`words` as printed, `value` as long as it is exact (2013-05); both blank where nothing is printed."""

    words: str = ""
    value: str = ""

    @property
    def when(self) -> str:
        """With the preposition that goes before it in a sentence."""
        if not self.words:
            return ""
        return f"on {self.words}" if len(self.value) == len("2013-05-14") else f"in {self.words}"


@dataclass(frozen=True)
class DateStyle:
    """`form`: how a day is written."""

    form: str

    @staticmethod
    def drawn(chance: random.Random) -> DateStyle:
        return DateStyle(
            chance.choice(("plain", "plain", "plain", "ordinal", "slashes", "points", "weekday"))
        )

    def day(self, day: date) -> str:
        month = _MONTHS[day.month - 1]
        if self.form == "slashes":
            return f"{day.day:02}/{day.month:02}/{day.year}"
        if self.form == "points":
            return f"{day.day:02}.{day.month:02}.{day.year}"
        if self.form == "ordinal":
            return f"{day.day}{_ending(day.day)} {month} {day.year}"
        weekday = f"{day:%A} " if self.form == "weekday" else ""
        return f"{weekday}{day.day} {month} {day.year}"


def month_name(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def printed_date(day: date, exact: str, style: DateStyle) -> PrintedDate:
    """`exact`: day, month or year; anything else prints nothing."""
    match exact:
        case "day":
            return PrintedDate(style.day(day), day.isoformat())
        case "month":
            return PrintedDate(month_name(day), f"{day:%Y-%m}")
        case "year":
            return PrintedDate(f"{day.year}", f"{day.year}")
        case _:
            return PrintedDate()


def _ending(number: int) -> str:
    return "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")

"""Dates as people and publications write them: 1 April 2011, whatever the language of the machine."""

from __future__ import annotations

from datetime import date, datetime

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_full(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_in_full(iso: str) -> str:
    """A moment of a manifest, as 14 October 2026, 09:30 UTC."""
    moment = datetime.fromisoformat(iso)
    return f"{in_full(moment.date())}, {moment:%H:%M} UTC"

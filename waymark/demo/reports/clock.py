"""The time of which a report tells: a day that moves forward as the story does, said as exactly as it may be.

A report that hides the date of the incident hides those of the story too. No day comes near the incident, so
that its date stands only where the report states it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from waymark.demo.reports.ages_printed import earlier_age
from waymark.demo.reports.dates_printed import DateStyle, month_name

Shown = Literal["days", "months", "nothing"]
_KEPT_AWAY = 40  # days before the incident that the story leaves out
_DAYS_A_MONTH = 30.44


@dataclass
class Clock:
    """`months`: the age at the incident, None where the report tells no age."""

    incident: date
    first: date
    months: int | None
    shown: Shown
    style: DateStyle
    chance: random.Random
    share: float = 0.5

    @property
    def last(self) -> date:
        return self.incident - timedelta(days=_KEPT_AWAY)

    @property
    def today(self) -> date:
        """About as far on as the story is."""
        length = max((self.last - self.first).days, 1)
        near = self.share + self.chance.uniform(-0.04, 0.04)
        return self.first + timedelta(days=round(length * min(1.0, max(0.0, near))))

    def on_day(self) -> str:
        day = self.today
        return f"on {self.style.day(day)}" if self.shown == "days" else f"in {month_name(day)}"

    def age_then(self) -> str:
        """Blank where the child was not born or no age is told."""
        if self.months is None:
            return ""
        then = self.months - (self.incident - self.today).days / _DAYS_A_MONTH
        return earlier_age(int(then), self.chance) if then >= 0 else ""


def first_day(incident: date, months: int, chance: random.Random) -> date:
    """Where the period of a review begins: some years before, of a small child at its mother's pregnancy."""
    years_back = timedelta(days=chance.randint(300, 1500))
    pregnancy = timedelta(days=round((months + 7) * _DAYS_A_MONTH))
    return incident - max(min(years_back, pregnancy), timedelta(days=_KEPT_AWAY + 120))

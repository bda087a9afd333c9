"""Medians, quartiles, percentiles and ranges of a number, from how often each value occurs.

Quantiles are the linear ones (type 7 of Hyndman and Fan 1996, what NumPy and spreadsheets give), and exact:
of whole numbers they are fractions. Ages in months print as people say them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from waymark.analysis.rounding import half_up
from waymark.instruments.variables import Variable

MONTHS_SAID_ALONE = 24
"""Below two years an age is said in months."""


@dataclass(frozen=True)
class Spread:
    """How often each value occurs, lowest value first."""

    times: tuple[tuple[int, int], ...]

    @staticmethod
    def of(counted: Iterable[tuple[int, int]]) -> Spread:
        gathered: dict[int, int] = {}
        for value, times in counted:
            gathered[value] = gathered.get(value, 0) + times
        return Spread(tuple(sorted((value, times) for value, times in gathered.items() if times)))

    @property
    def count(self) -> int:
        return sum(times for _, times in self.times)

    @property
    def lowest(self) -> int:
        return self.times[0][0]

    @property
    def highest(self) -> int:
        return self.times[-1][0]

    def quantile(self, share: Fraction) -> Fraction:
        """The value below which the share lies; the median at one half."""
        place = share * (self.count - 1)
        below = place.numerator // place.denominator
        lower, upper = self._at(below), self._at(min(below + 1, self.count - 1))
        return lower + (place - below) * (upper - lower)

    def _at(self, place: int) -> int:
        for value, times in self.times:
            if place < times:
                return value
            place -= times
        raise IndexError("beyond the last value")


def said(value: Fraction | int, variable: Variable) -> str:
    """The value as print has it: an age of 195 months is 16 years 3 months; a number has its unit."""
    value = Fraction(value)
    if variable.type == "age" and variable.unit == "months":
        whole = int(half_up(value).replace(",", ""))
        if whole < MONTHS_SAID_ALONE:
            return _plural(half_up(value, 0 if value.denominator == 1 else 1), "month")
        years, months = divmod(whole, 12)
        return _plural(str(years), "year") + (f" {_plural(str(months), 'month')}" if months else "")
    return half_up(value, 0 if value.denominator == 1 else 1) + (f" {variable.unit}" if variable.unit else "")


def _plural(number: str, word: str) -> str:
    return f"{number} {word}" if number == "1" else f"{number} {word}s"

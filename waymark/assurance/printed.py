"""A number as it is printed, and every number that it can stand for.

Figures are read as strings, so that trailing zeros and digits count: 12.50 stands for less than 12.5 does. What a
print can stand for is an interval; a claim is wrong only where no number of its intervals gives it.
In: text. Out: frozen values over `Fraction`, in which nothing is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,8}|\d{1,18})(?:\.\d{1,18})?|\.\d{1,18}"
"""A number with or without grouped thousands. A pattern without groups. A longer one counts nothing: it is a name."""


class Rounding(Enum):
    """A rule by which a number is brought to the digits that are printed."""

    HALF_UP = "half up"
    HALF_EVEN = "half to even"
    TRUNCATED = "cut off"


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`; both belong to it unless `open_high`."""

    low: Fraction
    high: Fraction
    open_high: bool = False

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, Fraction | int):
            return False
        return self.low <= value and (value < self.high or (value == self.high and not self.open_high))

    def meets(self, other: Interval) -> bool:
        """Whether they have a number in common."""
        first, second = sorted((self, other), key=lambda interval: interval.low)
        return second.low < first.high or (second.low == first.high and not first.open_high)


def exactly(value: Fraction | int) -> Interval:
    return Interval(Fraction(value), Fraction(value))


def divided(above: Interval, below: Interval, times: int = 1) -> Interval:
    """All quotients, `times` as many. `below` must be above zero throughout."""
    return Interval(times * above.low / below.high, times * above.high / below.low)


@dataclass(frozen=True)
class Printed:
    """`text` as it stands, `decimals` how many digits follow the point."""

    text: str
    value: Fraction
    decimals: int

    @property
    def unit(self) -> Fraction:
        """One of the last printed digit."""
        return Fraction(1, 10**self.decimals)

    def under(self, rule: Rounding) -> Interval:
        """What the number can have been before it was rounded by that rule. Negative numbers are not printed."""
        half = self.unit / 2
        if rule is Rounding.TRUNCATED:
            return Interval(self.value, self.value + self.unit, open_high=True)
        if rule is Rounding.HALF_UP:
            return Interval(self.value - half, self.value + half, open_high=True)
        even = (self.value / self.unit).numerator % 2 == 0
        if even:
            return Interval(self.value - half, self.value + half)
        least = Fraction(1, 10**12)  # an odd digit is never reached from exactly half
        return Interval(self.value - half + least, self.value + half, open_high=True)

    @property
    def widest(self) -> Interval:
        """What it can have been under any of the rules."""
        return Interval(self.value - self.unit / 2, self.value + self.unit, open_high=True)

    def is_print_of(self, value: Fraction, rule: Rounding) -> bool:
        return value in self.under(rule)


def rounded(value: Fraction, decimals: int, rule: Rounding = Rounding.HALF_UP) -> str:
    """The number as that rule prints it, without grouping: 3/8 with 2 decimals half up is 0.38."""
    scaled = value * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    up = {
        Rounding.TRUNCATED: False,
        Rounding.HALF_UP: twice >= scaled.denominator,
        Rounding.HALF_EVEN: twice > scaled.denominator or (twice == scaled.denominator and whole % 2 == 1),
    }[rule]
    digits = str(whole + up).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def printed_number(text: str) -> Printed | None:
    """The number that the text is, and nothing else; None where it is something else."""
    found = re.fullmatch(NUMBER, text.strip())
    if found is None:
        return None
    bare = found[0].replace(",", "")
    return Printed(found[0], Fraction(bare if bare[0] != "." else f"0{bare}"), len(bare.partition(".")[2]))

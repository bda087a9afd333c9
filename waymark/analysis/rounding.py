"""Rounding for print: half up, from exact counts, with no error of floating point.

Every percentage, rate and ratio that is printed passes through `half_up`; nothing else rounds. Half up is
what the source's tables use (5 of 40 is printed as 13%), unlike Python's `round`, which goes to the even
digit.
"""

from __future__ import annotations

from fractions import Fraction


def half_up(value: Fraction | int, decimals: int = 0) -> str:
    """The number with so many decimals, thousands grouped: 1266602 → 1,266,602; 1/8 to 2 decimals → 0.13."""
    scaled = Fraction(value) * 10**decimals
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(decimals + 1, "0")
    before, after = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    sign = "-" if scaled < 0 and whole else ""
    return f"{sign}{int(before):,}{'.' if after else ''}{after}"


def percent(count: int, base: int) -> float:
    """0 to 100, unrounded."""
    return 100 * count / base


def printed_percent(count: int, base: int, decimals: int = 0) -> str:
    """As it stands in print: 120 of 293 → 41%."""
    return half_up(Fraction(100 * count, base), decimals) + "%"

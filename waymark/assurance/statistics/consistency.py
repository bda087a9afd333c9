"""Whether statistic, degrees of freedom (or cases) and p of one print suit one another.

Every statistic that the print can stand for has a p; the print is wrong where none of these is its p, in two tails or
in one. In: a `PrintedTest`. Out: a finding or none.
"""

from __future__ import annotations

import math
from fractions import Fraction

from scipy import stats

from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import Interval, rounded
from waymark.assurance.statistics.printed_tests import PrintedTest

SIGNIFICANT_BELOW = 0.05


def finding_of_consistency(test: PrintedTest) -> Finding | None:
    if test.p is None:
        return None
    known = _p_of(test)
    if known is None:
        return None
    least, most = known
    if _suits(test, least, most) or _suits(test, least / 2, most / 2):
        return None
    middle = _said((least + most) / 2, test.p.decimals)
    how = f"{_what(test)} has p = {middle} in two tails."
    if _other_side(test, least, most):
        how += " It stands on the other side of .05 than what is printed."
    return Finding(Class.WRONG, test.place, test.text, f"p = {middle}", how, test.sentence)


def _p_of(test: PrintedTest) -> tuple[float, float] | None:
    """The smallest and the largest p of the statistics that the print can stand for."""
    limits = test.statistic.widest
    if test.kind == "chi-square":
        if test.df is None:
            return None
        return tuple(
            float(stats.chi2.sf(float(x), test.df)) for x in (limits.high, max(limits.low, Fraction(0)))
        )  # type: ignore[return-value]
    if test.n is None or test.n < 4 or limits.high >= 1:
        return None
    return tuple(_p_of_correlation(float(r), test.n) for r in (limits.high, max(limits.low, Fraction(0))))  # type: ignore[return-value]


def _p_of_correlation(r: float, n: int) -> float:
    """By the t approximation that statistics programs print for Spearman's coefficient."""
    return float(2 * stats.t.sf(abs(r) * math.sqrt((n - 2) / (1 - r * r)), n - 2))


def _suits(test: PrintedTest, least: float, most: float) -> bool:
    assert test.p is not None
    bound = float(test.p.value)
    if test.sign == "<":
        return least < bound or math.isclose(least, bound)
    if test.sign == ">":
        return most > bound or math.isclose(most, bound)
    return test.p.widest.meets(Interval(Fraction(least), Fraction(most)))


def _other_side(test: PrintedTest, least: float, most: float) -> bool:
    assert test.p is not None
    claimed = float(test.p.value) < SIGNIFICANT_BELOW or (
        test.sign == "<" and float(test.p.value) <= SIGNIFICANT_BELOW
    )
    return (claimed and least >= SIGNIFICANT_BELOW) or (
        not claimed and most < SIGNIFICANT_BELOW and test.sign != "<"
    )


def _what(test: PrintedTest) -> str:
    if test.kind == "chi-square":
        return f"χ² = {test.statistic.text} with {test.df} degrees of freedom"
    return f"A rank correlation of {test.statistic.text} over {test.n} cases"


def _said(p: float, decimals: int) -> str:
    return rounded(Fraction(p), max(decimals, 4)) if p >= 0.0001 else "< 0.0001"

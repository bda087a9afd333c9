"""Krippendorff's alpha straight from its definition: every pair looked at, one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations

from waymark.reading.agreement import Answer

Apart = Callable[[Answer, Answer], float]


def alpha(units: Sequence[Sequence[Answer]], apart: Apart) -> float | None:
    """1 less the mean difference within units over the mean difference between any two answers."""
    units = [unit for unit in units if len(unit) > 1]
    everything = [answer for unit in units for answer in unit]
    observed = sum(apart(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)) / len(
        everything
    )
    expected = sum(apart(a, b) for a, b in permutations(everything, 2)) / (
        len(everything) * (len(everything) - 1)
    )
    return None if expected == 0 else 1 - observed / expected


def nominal(a: Answer, b: Answer) -> float:
    return float(a != b)


def interval(a: Answer, b: Answer) -> float:
    return float((a - b) ** 2)  # type: ignore[operator]


def ratio(a: Answer, b: Answer) -> float:
    return float(((a - b) / (a + b)) ** 2) if a != b else 0.0  # type: ignore[operator]


def ordinal(everything: Sequence[Answer]) -> Apart:
    """The answers that lie between two, half of each end, squared."""

    def apart(a: Answer, b: Answer) -> float:
        low, high = sorted((a, b))  # type: ignore[type-var]
        between = sum(low <= answer <= high for answer in everything)  # type: ignore[operator]
        ends = everything.count(low) + everything.count(high)
        return float((between - ends / 2) ** 2)

    return apart


def jaccard(a: Answer, b: Answer) -> float:
    if a == b:
        return 0.0
    if not (isinstance(a, frozenset) and isinstance(b, frozenset)):
        return 1.0
    return 1 - len(a & b) / len(a | b)


def masi(a: Answer, b: Answer) -> float:
    if a == b:
        return 0.0
    if not (isinstance(a, frozenset) and isinstance(b, frozenset) and a & b):
        return 1.0
    weight = 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - weight * len(a & b) / len(a | b)

"""Bands of areas, by number of children or by share of deprived neighbourhoods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from waymark.analysis.areas.cases import AreaCases
from waymark.analysis.rounding import half_up
from waymark.instruments.tables import AreaTable

ALL, OF, OVER = 0, 1, 2
"""Which cases of an area: all of the table's population, and the two sides of its ratio."""


@dataclass(frozen=True)
class Band:
    """Areas between two limits of what the table goes by."""

    key: str
    label: str
    areas: tuple[AreaCases, ...]

    @property
    def children(self) -> int:
        return sum(each.children or 0 for each in self.areas)

    def count(self, which: int) -> int:
        """Cases of the areas whose children are known, so that rates have both."""
        return sum(each.cases[which] for each in self.areas if each.children is not None)

    @property
    def with_cases(self) -> tuple[AreaCases, ...]:
        return tuple(each for each in self.areas if each.cases[ALL] and each.children)


def attribute(spec: AreaTable, each: AreaCases) -> float | None:
    """What the table goes by: children, or the deprived share from 0 to 1."""
    return each.children if spec.by == "children" else each.area.deprived_share


def bands_of(spec: AreaTable, areas: Sequence[AreaCases]) -> tuple[Band, ...]:
    """The bands that the cuts make; an area of which the attribute is not known is in none."""
    limits = [float("-inf"), *spec.cuts, float("inf")]
    labels = spec.labels or _labels(spec)
    known = [(value, each) for each in areas if (value := attribute(spec, each)) is not None]
    return tuple(
        Band(f"band_{i}", label, tuple(each for value, each in known if low <= value < high))
        for i, (label, (low, high)) in enumerate(zip(labels, pairwise(limits), strict=True), start=1)
    )


def _labels(spec: AreaTable) -> tuple[str, ...]:
    """Labels from the cuts, where the pack gives none."""
    cuts = [half_up(Fraction(cut)) if spec.by == "children" else share_in_print(cut) for cut in spec.cuts]
    if not cuts:
        return ("All areas",)
    middle = (f"{low} to under {high}" for low, high in pairwise(cuts))
    return (f"Under {cuts[0]}", *middle, f"{cuts[-1]} and over")


def share_in_print(share: float) -> str:
    """0.125 as 12.5%, whole percentages without decimals."""
    percent = Fraction(str(share)) * 100
    return f"{half_up(percent, 0 if percent.denominator == 1 else 1)}%"

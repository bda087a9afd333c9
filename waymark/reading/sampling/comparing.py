"""A sample beside its full set, variable by variable: counts, percentages, tests and the largest deviation.

Appendix A of the source compares 175 reports with the full set of 293 by Pearson's chi-square without continuity
correction, on a table whose two rows are the sample and the full set. That counts the sample's cases twice and makes
any difference look smaller; it is given because it is what is printed. The valid test has the sample in one row
and the cases not in it in the other. Neither says that a sample was drawn at random: matched samples are near by
intention.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from waymark.reading.sampling.frames import SamplingFrame, known_case

SMALL_EXPECTED = 5


@dataclass(frozen=True)
class ChiSquare:
    """Pearson's, without continuity correction; Cramér's V is its size, from 0 to 1. `small` counts the cells whose
    expected count is below 5, where p is not to be relied on."""

    statistic: float
    df: int
    p: float
    cramers_v: float
    small: int
    least_expected: float

    @property
    def warning(self) -> str:
        if not self.small:
            return ""
        cells = "1 expected count is" if self.small == 1 else f"{self.small} expected counts are"
        return f"{cells} below {SMALL_EXPECTED} (the least is {self.least_expected:.1f}); p is not reliable."


@dataclass(frozen=True)
class CategoryCompared:
    """`deviation`: cases in the sample beyond the share that the full set has; below nought where too few."""

    code: str | None
    full: int
    sample: int
    deviation: float


@dataclass(frozen=True)
class VariableCompared:
    """One variable. `against_full` is the test as it is printed, `against_rest` the valid one; None with fewer than
    two categories, or where no case is outside the sample."""

    variable: str
    categories: tuple[CategoryCompared, ...]
    against_full: ChiSquare | None
    against_rest: ChiSquare | None

    @property
    def largest_deviation(self) -> float:
        """In cases, whichever way."""
        return max((abs(category.deviation) for category in self.categories), default=0.0)


@dataclass(frozen=True)
class Comparison:
    full: int
    sample: int
    variables: tuple[VariableCompared, ...]

    def of(self, variable: str) -> VariableCompared:
        return next(compared for compared in self.variables if compared.variable == variable)

    def percent_full(self, category: CategoryCompared) -> float:
        return 100 * category.full / self.full

    def percent_sample(self, category: CategoryCompared) -> float:
        return 100 * category.sample / self.sample if self.sample else 0.0


def compare(frame: SamplingFrame, members: Collection[str]) -> Comparison:
    """Every variable of the frame, those that were not matched too."""
    known_case(set(frame.cases), members)
    chosen = frozenset(members)
    inside = [case in chosen for case in frame.cases]
    return Comparison(
        len(frame.cases), len(chosen), tuple(_variable(frame, name, inside) for name in frame.variables)
    )


def _variable(frame: SamplingFrame, variable: str, inside: list[bool]) -> VariableCompared:
    codes = frame.variables[variable]
    full = Counter(codes)
    sample = Counter(code for code, within in zip(codes, inside, strict=True) if within)
    categories = frame.categories(variable)
    share = sample.total() / full.total() if full else 0.0
    whole = np.array([full[code] for code in categories], dtype=np.int64)
    part = np.array([sample[code] for code in categories], dtype=np.int64)
    return VariableCompared(
        variable,
        tuple(
            CategoryCompared(code, full[code], sample[code], sample[code] - full[code] * share)
            for code in categories
        ),
        chi_square(part, whole),
        chi_square(part, whole - part),
    )


def chi_square(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> ChiSquare | None:
    """Of two rows of counts over the same categories; categories without a case say nothing."""
    counts = np.stack([one, other])
    counts = counts[:, counts.sum(axis=0) > 0]
    if counts.shape[1] < 2 or not counts.sum(axis=1).all():
        return None
    found = stats.chi2_contingency(counts, correction=False)
    expected = np.asarray(found.expected_freq)
    statistic = float(found.statistic)
    return ChiSquare(
        statistic,
        int(found.dof),
        float(found.pvalue),
        math.sqrt(statistic / int(counts.sum())),
        int((expected < SMALL_EXPECTED).sum()),
        float(expected.min()),
    )

"""Tests of a table of counts: is the spread over the rows the same in every column?

In: whole numbers, rows by columns, each case counted once. Out: statistic, degrees of freedom, p, and the
size of the effect, which is never left out. SciPy computes Pearson's and Fisher's tests, statsmodels the
trend; where expected counts are small in a table larger than two by two, p comes from tables drawn at
random with the same margins (Patefield 1981), from a fixed seed, so that the same counts always give the
same p.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import stats

Matrix: TypeAlias = npt.NDArray[np.int64]

SMALL_EXPECTED = 5
DRAWN_TABLES = 9_999
SEED = 20160705


@dataclass(frozen=True)
class Tested:
    """`statistic_name` as print writes it; an exact test has no statistic and no degrees of freedom."""

    statistic_name: str
    statistic: float | None
    df: int | None
    p: float


@dataclass(frozen=True)
class Effect:
    name: str
    value: float | None
    low: float | None = None
    high: float | None = None


def without_empty(counts: Matrix) -> Matrix:
    """The table without rows and columns in which there is no case: they say nothing."""
    kept = counts[counts.sum(axis=1) > 0]
    return np.ascontiguousarray(kept[:, kept.sum(axis=0) > 0], dtype=np.int64)


def expected(counts: Matrix) -> npt.NDArray[np.float64]:
    """What each cell would hold if rows and columns had nothing to do with each other."""
    return np.asarray(stats.contingency.expected_freq(counts), dtype=np.float64)


def small_expected(counts: Matrix) -> int:
    """How many expected counts are too small for the chi-square approximation."""
    return int((expected(counts) < SMALL_EXPECTED).sum())


def pearson(counts: Matrix) -> Tested:
    found = stats.chi2_contingency(counts, correction=False)
    return Tested("χ²", float(found.statistic), int(found.dof), float(found.pvalue))


def pearson_corrected(counts: Matrix) -> Tested:
    """With Yates's continuity correction; two by two only."""
    found = stats.chi2_contingency(counts, correction=True)
    return Tested(
        "χ² with continuity correction", float(found.statistic), int(found.dof), float(found.pvalue)
    )


def likelihood_ratio(counts: Matrix) -> Tested:
    """The G test, without correction."""
    found = stats.chi2_contingency(counts, correction=False, lambda_="log-likelihood")
    return Tested("likelihood ratio χ²", float(found.statistic), int(found.dof), float(found.pvalue))


def fisher(counts: Matrix) -> Tested:
    """Fisher's exact test, two-sided; two by two only."""
    return Tested("Fisher's exact test", None, None, float(stats.fisher_exact(counts).pvalue))


def pearson_by_drawing(counts: Matrix) -> Tested:
    """Pearson's statistic, its p from random tables with the same margins."""
    even = expected(counts)
    observed = float(((counts - even) ** 2 / even).sum())
    drawn = ((_drawn(counts) - even) ** 2 / even).sum(axis=(1, 2))
    return Tested("χ², p from random tables", observed, None, _share_as_far(drawn >= observed - 1e-9))


def fisher_by_drawing(counts: Matrix) -> Tested:
    """Fisher's test carried over to larger tables (Freeman and Halton 1951), p from random tables."""
    margins = stats.random_table(counts.sum(axis=1), counts.sum(axis=0))
    observed = margins.logpmf(counts)
    return Tested(
        "Fisher's exact test", None, None, _share_as_far(margins.logpmf(_drawn(counts)) <= observed + 1e-9)
    )


def linear_trend(counts: Matrix) -> Tested:
    """Linear-by-linear association of ordered rows with ordered columns, scored 0, 1, 2 …; for two rows
    this is the Cochran-Armitage test."""
    from statsmodels.stats.contingency_tables import Table

    scores = [np.arange(size, dtype=float) for size in counts.shape]
    found = Table(counts, shift_zeros=False).test_ordinal_association(*scores)
    return Tested("χ² for linear trend", float(found.zscore) ** 2, 1, float(found.pvalue))


def cramers_v(counts: Matrix) -> Effect:
    """0: rows and columns have nothing to do with each other; 1: one tells the other."""
    smaller = min(counts.shape) - 1
    statistic = pearson(counts).statistic or 0.0
    return Effect("Cramér's V", math.sqrt(statistic / (int(counts.sum()) * smaller)))


def odds_ratio(counts: Matrix) -> Effect:
    """Of the first row against the second, in the first column against the second, with Woolf's 95%
    interval. A half is added to every cell where one is empty."""
    a, b, c, d = (float(n) for n in (counts if (counts > 0).all() else counts + 0.5).ravel())
    ratio = a * d / (b * c)
    half_width = float(stats.norm.ppf(0.975)) * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return Effect("odds ratio", ratio, ratio * math.exp(-half_width), ratio * math.exp(half_width))


def trend_correlation(counts: Matrix) -> Effect:
    """Pearson's r between the scores of rows and columns, with Fisher's 95% interval."""
    spread = np.cov(np.indices(counts.shape).reshape(2, -1), fweights=counts.ravel())
    r = float(spread[0, 1] / math.sqrt(spread[0, 0] * spread[1, 1]))
    return correlation_effect("r", r, int(counts.sum()), 1.0)


def effect(counts: Matrix) -> Effect:
    """The odds ratio of a table of two by two, else Cramér's V."""
    return odds_ratio(counts) if counts.shape == (2, 2) else cramers_v(counts)


def correlation_effect(name: str, r: float, cases: int, spread: float) -> Effect:
    """A correlation with its 95% interval on Fisher's scale; `spread` is the variance there times n - 3."""
    if cases < 4 or abs(r) >= 1:
        return Effect(name, r)
    half_width = float(stats.norm.ppf(0.975)) * math.sqrt(spread / (cases - 3))
    middle = math.atanh(r)
    return Effect(name, r, math.tanh(middle - half_width), math.tanh(middle + half_width))


def _drawn(counts: Matrix) -> Matrix:
    margins = stats.random_table(counts.sum(axis=1), counts.sum(axis=0))
    drawn = margins.rvs(size=DRAWN_TABLES, random_state=np.random.default_rng(SEED))
    return np.asarray(drawn).astype(np.int64)


def _share_as_far(as_far: npt.NDArray[np.bool_]) -> float:
    """The observed table counts as one of those drawn, so p is never zero."""
    return float((int(as_far.sum()) + 1) / (len(as_far) + 1))

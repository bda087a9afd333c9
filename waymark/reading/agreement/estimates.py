"""A figure with its interval, and the two simple ways to an interval that need no more than counts or draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """`low` and `high` limit the 95% interval found by `method`; None where no interval can be given."""

    value: float
    low: float | None = None
    high: float | None = None
    method: str = ""


def share(part: int, whole: int) -> Estimate:
    """A share of independent pairs, with Wilson's score interval (1927)."""
    interval = stats.binomtest(part, whole).proportion_ci(CONFIDENCE, method="wilson")
    return Estimate(part / whole, float(interval.low), float(interval.high), "Wilson's score interval")


def between_quantiles(value: float, drawn: npt.NDArray[np.float64], method: str) -> Estimate:
    """The middle 95% of the drawn values around the figure itself."""
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(drawn, (tail, 1 - tail), method="inverted_cdf")
    return Estimate(value, float(low), float(high), method)

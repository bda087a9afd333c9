"""Whether a rate rises or falls over ordered bands: the chi-square for trend of counts among populations.

It is the score test of a Poisson model in which the logarithm of the rate changes by the same step from band
to band, the population being known (Breslow and Day 1987, volume II, section 3.6). The size of the effect is
that step as a rate ratio, with Wald's 95% interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincc

from waymark.analysis.results import Published, TestResult

TOLERANCE = 1e-10
_Z_975 = 1.959963984540054
_MOST_STEPS = 100


def rate_trend(
    name: str,
    cases: Sequence[int],
    people: Sequence[int],
    published: Published | None = None,
    note: str = "",
) -> TestResult | None:
    """The test over the bands in order, scored 0, 1, 2 …; None with fewer than two such, or no case."""
    scores = np.array([i for i, number in enumerate(people) if number], dtype=float)
    exposure = np.array([number for number in people if number], dtype=float)
    counts = np.array([case for case, number in zip(cases, people, strict=True) if number], dtype=float)
    total = counts.sum()
    if len(scores) < 2 or total == 0:
        return None
    share = exposure / exposure.sum()
    mean, spread = _moments(scores, share)
    statistic = float((scores @ counts - total * mean) ** 2 / (total * spread))
    step = _step(scores, counts, share)
    low = high = ratio = None
    if step is not None:
        tilted = share * np.exp(step * scores)
        half_width = _Z_975 / math.sqrt(total * _moments(scores, tilted / tilted.sum())[1])
        ratio, low, high = (math.exp(end) for end in (step, step - half_width, step + half_width))
    return TestResult(
        name=name,
        statistic_name="χ² for trend",
        statistic=statistic,
        df=1,
        p=float(gammaincc(0.5, statistic / 2)),
        effect_name="rate ratio from one band to the next",
        effect=ratio,
        effect_low=low,
        effect_high=high,
        assumed="Cases are independent and Poisson within a band; bands are equally far apart.",
        note=note,
        published=published,
    )


def _moments(scores: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> tuple[float, float]:
    mean = float(scores @ weights)
    return mean, float((scores - mean) ** 2 @ weights)


def _step(
    scores: npt.NDArray[np.float64], counts: npt.NDArray[np.float64], share: npt.NDArray[np.float64]
) -> float | None:
    """The change of the rate's logarithm from band to band that fits best; None where all lie at one end."""
    wanted = float(scores @ counts / counts.sum())
    if wanted in (scores.min(), scores.max()):
        return None
    step = 0.0
    for _ in range(_MOST_STEPS):
        tilted = share * np.exp(step * (scores - scores.mean()))
        mean, spread = _moments(scores, tilted / tilted.sum())
        change = float(np.clip((wanted - mean) / spread, -1, 1))
        step += change
        if abs(change) < TOLERANCE:
            return step
    return step

"""Spearman's rank correlation with its size and interval.

The interval stands on Fisher's scale with the variance of Bonett and Wright (2000), (1 + ρ²/2) / (n - 3).
"""

from __future__ import annotations

from collections.abc import Sequence

from scipy import stats

from waymark.analysis.contingency import correlation_effect
from waymark.analysis.results import Published, TestResult


def spearman(
    name: str, x: Sequence[float], y: Sequence[float], published: Published | None = None, note: str = ""
) -> TestResult:
    """The rank correlation of two columns of numbers, one pair a unit; tied values share their mean rank."""
    found = stats.spearmanr(x, y)
    rho, p = float(found.statistic), float(found.pvalue)
    effect = correlation_effect("ρ", rho, len(x), 1 + rho**2 / 2)
    return TestResult(
        name=name,
        statistic_name="Spearman's ρ",
        statistic=rho,
        df=len(x) - 2,
        p=p,
        effect_name=effect.name,
        effect=effect.value,
        effect_low=effect.low,
        effect_high=effect.high,
        assumed=f"{len(x)} independent units; the association rises or falls throughout; p from Student's t.",
        note=note,
        published=published,
    )

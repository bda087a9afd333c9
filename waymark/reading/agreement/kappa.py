"""Cohen's kappa: agreement of two readers on categories, beyond what their own habits would give by chance.

In: two readers' answers to the same units. Out: kappa with its large-sample interval. Sources: Cohen (1960); the
standard error is that of Fleiss, Cohen & Everitt (1969) for a kappa that need not be nought.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import stats

from waymark.reading.agreement.estimates import CONFIDENCE, Estimate
from waymark.reading.agreement.ratings import Ratings

NO_ERROR = 1e-7
"""Where readers differ nowhere or everywhere, or one of them gave one answer only, the formula gives nought."""


def crossed(ratings: Ratings) -> npt.NDArray[np.int64]:
    """The first reader's answers by the second's, over the units that both have read."""
    both = [row for row in ratings.answers if None not in row]
    place = {answer: number for number, answer in enumerate(dict.fromkeys(a for row in both for a in row))}
    table = np.zeros((len(place), len(place)), dtype=np.int64)
    for one, other in both:
        table[place[one], place[other]] += 1
    return table


def kappa(table: npt.NDArray[np.int64]) -> Estimate | None:
    """None where both readers gave one and the same answer throughout: chance alone would agree wholly."""
    shares = table / table.sum()
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    agreed, by_chance = float(np.trace(shares)), float(rows @ columns)
    if np.count_nonzero(table.sum(axis=0) + table.sum(axis=1)) < 2:
        return None
    value = (agreed - by_chance) / (1 - by_chance)
    error = _standard_error(shares, value, by_chance, int(table.sum()))
    if error < NO_ERROR:
        return Estimate(value)
    half = float(stats.norm.ppf((1 + CONFIDENCE) / 2)) * error
    return Estimate(value, max(value - half, -1.0), min(value + half, 1.0), "Fleiss, Cohen & Everitt 1969")


def _standard_error(shares: npt.NDArray[np.float64], value: float, by_chance: float, units: int) -> float:
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    own = np.diag(shares)
    on_diagonal = float((own * (1 - (rows + columns) * (1 - value)) ** 2).sum())
    habits = (columns[:, None] + rows[None, :]) ** 2
    off_diagonal = (1 - value) ** 2 * float((shares * habits).sum() - (own * np.diag(habits)).sum())
    spread = on_diagonal + off_diagonal - (value - by_chance * (1 - value)) ** 2
    return math.sqrt(max(spread, 0.0) / units) / (1 - by_chance)

"""Krippendorff's alpha: how much less readers differ than they would if answers were dealt out at random.

In: answers of any number of readers, with gaps, and a metric. Out: alpha, and two intervals. The one published by
Hayes & Krippendorff (2007) draws pairs of answers and holds the expected disagreement still; it is known to be too
narrow, since pairs of one unit are not independent and the expectation varies too. The other draws whole units with
replacement (Efron), as many as there are. Both are drawn from a fixed seed: the same answers, the same interval.

Sources: Krippendorff (2011) Computing Krippendorff's Alpha-Reliability; Hayes & Krippendorff (2007) Answering the
call for a standard reliability measure for coding data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from waymark.reading.agreement.estimates import Estimate, between_quantiles
from waymark.reading.agreement.metrics import Differences, Metric, differences, in_order
from waymark.reading.agreement.ratings import Answer, Ratings

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DRAWN_PAIRS_TIMES = 10_000
DRAWN_UNITS_TIMES = 2_000
SEED = 20160705
AT_ONCE = 4_000_000  # numbers held in one matrix of drawn units


@dataclass(frozen=True)
class Paired:
    """The answers that can be compared: those of units that two readers or more have answered."""

    values: tuple[Answer, ...]
    counts: Counts  # units by values: how many readers gave it
    apart: Differences  # values by values
    first: Counts  # of each pair of answers: unit, value, value
    second: Counts
    unit: Counts

    @property
    def units(self) -> int:
        return len(self.counts)

    @property
    def pairs(self) -> int:
        return len(self.unit)

    @property
    def one_pair_a_unit(self) -> bool:
        return self.pairs == self.units

    @property
    def same(self) -> int:
        """How many of the pairs are the same answer twice."""
        return int((self.first == self.second).sum())


def paired(ratings: Ratings, metric: Metric, order: Sequence[str] = ()) -> Paired:
    """Values in order, counts by unit, and every pair of answers to the same unit."""
    rows = [[answer for _, answer in ratings.read(row)] for row in range(len(ratings.units))]
    rows = [row for row in rows if len(row) > 1]
    often = Counter(answer for row in rows for answer in row)
    values = in_order(metric, often, order)
    place = {value: number for number, value in enumerate(values)}
    counts = np.zeros((len(rows), len(values)), dtype=np.int64)
    pairs: list[tuple[int, int, int]] = []
    for number, row in enumerate(rows):
        places = [place[answer] for answer in row]
        np.add.at(counts[number], places, 1)
        pairs += [(number, a, b) for a, b in combinations(places, 2)]
    unit, first, second = np.array(pairs, dtype=np.int64).reshape(-1, 3).T
    return Paired(tuple(values), counts, differences(metric, values, counts.sum(axis=0)), first, second, unit)


def alpha(given: Paired) -> float | None:
    """1 all agree, 0 as by chance, below 0 more apart than by chance; none where nothing varies."""
    expected = _expected(given.counts.sum(axis=0), given.apart)
    if expected == 0:
        return None
    return 1 - float((_weights(given) * _gaps(given)).sum() / given.counts.sum() / expected)


def by_pairs(given: Paired, value: float) -> Estimate:
    """The interval of Hayes & Krippendorff: as many pairs as there are, drawn by their weight, many times.

    A draw in which all fall to one value has nothing that could vary and counts as nought, as they do it.
    """
    weights, gaps = _weights(given), _gaps(given)
    chance = np.random.default_rng(SEED)
    kinds, kind = np.unique(gaps, return_inverse=True)
    share = np.bincount(kind, weights=weights) / weights.sum()
    drawn = chance.multinomial(given.pairs, share / share.sum(), size=DRAWN_PAIRS_TIMES) @ kinds / given.pairs
    alphas = np.maximum(1 - drawn / _expected(given.counts.sum(axis=0), given.apart), -1)
    same = given.first == given.second
    alone = np.bincount(given.first[same], weights=weights[same]) / weights.sum()
    nothing_varies = round(DRAWN_PAIRS_TIMES * float((alone**given.pairs).sum()))
    alphas[np.flatnonzero(alphas == 1)[:nothing_varies]] = 0
    return between_quantiles(
        value, alphas, f"bootstrap of pairs (Hayes & Krippendorff 2007), {DRAWN_PAIRS_TIMES:,} draws"
    )


def by_units(given: Paired, value: float) -> Estimate | None:
    """The interval from drawing whole units; none where hardly any draw varies."""
    found = np.concatenate([_alphas(given, times) for times in _drawn_units(given)])
    told = found[~np.isnan(found)]
    if len(told) < DRAWN_UNITS_TIMES / 2:
        return None
    return between_quantiles(value, told, f"bootstrap of units, {DRAWN_UNITS_TIMES:,} draws")


def share_by_units(given: Paired) -> Estimate:
    """The share of pairs that are the same, with the interval from drawing whole units."""
    same = np.bincount(given.unit, weights=given.first == given.second, minlength=given.units)
    pairs = np.bincount(given.unit, minlength=given.units)
    drawn = np.concatenate([times @ same / (times @ pairs) for times in _drawn_units(given)])
    return between_quantiles(
        given.same / given.pairs, drawn, f"bootstrap of units, {DRAWN_UNITS_TIMES:,} draws"
    )


def _gaps(given: Paired) -> Floats:
    return np.asarray(given.apart[given.first, given.second])


def _weights(given: Paired) -> Floats:
    """A unit counts by the answers it has, not by the pairs: each pair for 2 / (answers - 1)."""
    return np.asarray(2 / (given.counts.sum(axis=1) - 1)[given.unit])


def _expected(counts: Counts, apart: Differences) -> float:
    answers = int(counts.sum())
    return float(counts @ apart @ counts) / (answers * (answers - 1)) if answers > 1 else 0.0


def _drawn_units(given: Paired) -> Iterator[Floats]:
    """How often each unit is drawn: draws by units, in parts that fit into memory."""
    parts = -(-DRAWN_UNITS_TIMES * max(given.counts.shape) // AT_ONCE)
    if parts == 1:
        yield _drawn_at_once(given.units)
        return
    chance = np.random.default_rng(SEED)
    for part in np.array_split(np.arange(DRAWN_UNITS_TIMES), parts):
        yield _often(chance, len(part), given.units)


@lru_cache(maxsize=4)
def _drawn_at_once(units: int) -> Floats:
    """The same draws for every question that was read of as many units."""
    often = _often(np.random.default_rng(SEED), DRAWN_UNITS_TIMES, units)
    often.setflags(write=False)
    return often


def _often(chance: np.random.Generator, draws: int, units: int) -> Floats:
    drawn = chance.integers(units, size=(draws, units))
    drawn += np.arange(draws)[:, None] * units
    often = np.bincount(drawn.ravel(), minlength=draws * units)
    # As real numbers, since those are multiplied many times faster.
    return often.reshape(draws, units).astype(np.float64)


def _alphas(given: Paired, times: Floats) -> Floats:
    """Alpha of each draw; not a number where nothing varies in it."""
    within = np.bincount(given.unit, weights=_weights(given) * _gaps(given), minlength=given.units)
    answers = times @ given.counts.sum(axis=1)
    counts = times @ given.counts.astype(np.float64)
    expected = ((counts @ given.apart) * counts).sum(axis=1) / (answers * (answers - 1))
    observed = times @ within / answers
    ratio = np.divide(observed, expected, out=np.full(len(times), np.nan), where=expected > 0)
    return np.asarray(1 - ratio)

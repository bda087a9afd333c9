"""Whole numbers for cells: margins kept exactly, the same each time, and told when nothing fits."""

from __future__ import annotations

import random

import pytest

from waymark.demo.fitting import Bound, NothingFitsError, fitted_counts

# Two groups of cases (10 and 6) over three columns: cells 0 to 2 and 3 to 5.
GROUPS = [0, 0, 0, 1, 1, 1]
COLUMNS = [Bound((0, 3), 7, 7, "first"), Bound((1, 4), 5, 5, "second"), Bound((2, 5), 4, 4, "third")]


def test_groups_are_filled_and_margins_kept() -> None:
    for seed in range(30):
        counts = fitted_counts(GROUPS, [10, 6], [1.0] * 6, COLUMNS, random.Random(seed))
        assert (sum(counts[:3]), sum(counts[3:])) == (10, 6)
        assert [counts[n] + counts[n + 3] for n in range(3)] == [7, 5, 4]


def test_counts_lie_near_what_the_weights_lead_one_to_expect() -> None:
    heavy = [9.0, 1.0, 1.0, 1.0, 9.0, 9.0]
    counts = fitted_counts(GROUPS, [10, 6], heavy, COLUMNS, random.Random(1))
    assert counts[0] >= 6
    assert counts[4] + counts[5] >= 5


def test_the_same_seed_gives_the_same_counts() -> None:
    first, second = (fitted_counts(GROUPS, [10, 6], [1.0] * 6, COLUMNS, random.Random(3)) for _ in range(2))
    assert first == second


def test_bounds_that_contradict_each_other_are_told() -> None:
    too_many = [*COLUMNS, Bound((0,), 8, 8, "more than its column")]
    with pytest.raises(NothingFitsError):
        fitted_counts(GROUPS, [10, 6], [1.0] * 6, too_many, random.Random(1))


def test_a_margin_without_any_cell_is_named() -> None:
    with pytest.raises(NothingFitsError, match="of nothing"):
        fitted_counts(GROUPS, [10, 6], [1.0] * 6, [Bound((), 2, 2, "of nothing")], random.Random(1))

"""Generated answers: alpha against its definition, kappa against statsmodels."""

from __future__ import annotations

import math
import warnings
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from tests.reading.agreement import oracle
from tests.reading.agreement.published import by_table
from waymark.reading.agreement import Answer, Metric, Ratings, Unanswered, agreement
from waymark.reading.agreement.alpha import alpha, paired

CODES = st.sampled_from(("a", "b", "c", *Unanswered))
NUMBERS = st.integers(0, 4)
SETS = st.one_of(st.frozensets(st.sampled_from("abc")), st.sampled_from(list(Unanswered)))


@st.composite
def tables(draw: st.DrawFn, answers: st.SearchStrategy[Answer]) -> Ratings:
    readers = draw(st.integers(2, 4))
    row = st.tuples(*[st.one_of(st.none(), answers, answers)] * readers)
    rows = draw(st.lists(row, min_size=2, max_size=8))
    return Ratings(tuple(str(unit) for unit in range(len(rows))), tuple("abcd"[:readers]), tuple(rows))


def compared(ratings: Ratings) -> list[list[Answer]]:
    units = [[answer for _, answer in ratings.read(row)] for row in range(len(ratings.units))]
    return [unit for unit in units if len(unit) > 1]


def same(found: float | None, by_definition: float | None) -> None:
    assert (found is None) == (by_definition is None)
    if found is not None and by_definition is not None:
        assert math.isclose(found, by_definition, abs_tol=1e-9)


@given(tables(CODES))
def test_nominal_alpha_follows_its_definition(ratings: Ratings) -> None:
    assume(compared(ratings))
    same(alpha(paired(ratings, Metric.NOMINAL)), oracle.alpha(compared(ratings), oracle.nominal))


@given(tables(NUMBERS))
def test_alpha_of_numbers_follows_its_definition(ratings: Ratings) -> None:
    units = compared(ratings)
    assume(units)
    ordinal = oracle.ordinal([answer for unit in units for answer in unit])
    for metric, apart in (
        (Metric.ORDINAL, ordinal),
        (Metric.INTERVAL, oracle.interval),
        (Metric.RATIO, oracle.ratio),
    ):
        same(alpha(paired(ratings, metric)), oracle.alpha(units, apart))


@given(tables(SETS))
def test_alpha_of_several_answers_follows_its_definition(ratings: Ratings) -> None:
    assume(compared(ratings))
    for metric, apart in ((Metric.SET, oracle.jaccard), (Metric.MASI, oracle.masi)):
        same(alpha(paired(ratings, metric)), oracle.alpha(compared(ratings), apart))


@given(tables(st.frozensets(st.sampled_from("abc"), min_size=1, max_size=1)))
def test_sets_of_one_are_categories(ratings: Ratings) -> None:
    assume(compared(ratings))
    same(alpha(paired(ratings, Metric.SET)), alpha(paired(ratings, Metric.NOMINAL)))


@given(tables(NUMBERS), st.integers(-700_000, 9_000))
def test_dates_are_as_far_apart_as_their_days(ratings: Ratings, shift: int) -> None:
    assume(compared(ratings))
    dated = tuple(
        tuple(None if a is None else date(2012, 1, 1) + timedelta(days=shift + int(a)) for a in row)  # type: ignore[call-overload]
        for row in ratings.answers
    )
    in_days = alpha(paired(ratings, Metric.INTERVAL))
    same(alpha(paired(Ratings(ratings.units, ratings.readers, dated), Metric.INTERVAL)), in_days)


@settings(max_examples=25)
@given(tables(CODES), st.randoms(use_true_random=False))
def test_the_order_of_units_and_readers_changes_no_figure(ratings: Ratings, chance: object) -> None:
    turned = Ratings(
        ratings.units[::-1], ratings.readers[::-1], tuple(row[::-1] for row in ratings.answers[::-1])
    )
    one, other = agreement(ratings, Metric.NOMINAL), agreement(turned, Metric.NOMINAL)
    assert (one.units, one.pairs, one.same, one.notes) == (other.units, other.pairs, other.same, other.notes)
    for found, again in ((one.alpha, other.alpha), (one.kappa, other.kappa), (one.percent, other.percent)):
        assert (found is None) == (again is None)
        if found is not None and again is not None:
            assert found.value == pytest.approx(again.value)


@settings(max_examples=50)
@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_kappa_and_its_interval_are_those_of_statsmodels(counts: list[list[int]]) -> None:
    table = np.array(counts)
    seen = table.sum(axis=0) + table.sum(axis=1) > 0
    used = min((table.sum(axis=0) > 0).sum(), (table.sum(axis=1) > 0).sum())
    assume(seen.sum() > 1 and used > 1 and 0 < np.trace(table) < table.sum())
    found = agreement(by_table(counts), Metric.NOMINAL).kappa
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of a figure of theirs that is not looked at
        theirs = cohens_kappa(table)
    assert found is not None and found.low is not None and found.high is not None
    assert found.value == pytest.approx(theirs.kappa)
    assert found.low == pytest.approx(max(theirs.kappa_low, -1))
    assert found.high == pytest.approx(min(theirs.kappa_upp, 1))

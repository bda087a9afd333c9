"""The tests of tables of counts, against values that are known from elsewhere."""

from __future__ import annotations

import math

import numpy as np
import pytest

from waymark.analysis import contingency
from waymark.analysis.contingency import Matrix
from waymark.analysis.ranks import spearman


def counts(*rows: list[int]) -> Matrix:
    return np.array(rows, dtype=np.int64)


SOCIAL_CARE_BY_AGE = counts(
    [27, 17, 6, 29], [8, 14, 4, 7], [10, 8, 3, 4], [25, 6, 1, 6]
)  # the source's Table 17
TEA = counts([3, 1], [1, 3])  # Fisher's lady tasting tea: p = 34/70
JOB_SATISFACTION = counts(
    [1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]
)  # Agresti 2002, Table 2.8
ALCOHOL_AND_MALFORMATION = counts([17066, 14464, 788, 126, 37], [48, 38, 5, 1, 1])  # Agresti 2002, Table 3.7


def test_pearson_gives_what_the_printed_counts_of_table_17_give() -> None:
    found = contingency.pearson(SOCIAL_CARE_BY_AGE)
    assert (round(found.statistic or 0, 2), found.df, round(found.p, 4)) == (23.77, 9, 0.0047)


def test_pearson_by_hand() -> None:
    """n(ad - bc)² over the product of the margins, and with n/2 taken off |ad - bc|."""
    table = counts([10, 20], [30, 15])
    n, difference = 75, abs(10 * 15 - 20 * 30)
    margins = 30 * 45 * 40 * 35
    assert contingency.pearson(table).statistic == pytest.approx(n * difference**2 / margins)
    assert contingency.pearson_corrected(table).statistic == pytest.approx(
        n * (difference - n / 2) ** 2 / margins
    )


def test_the_lady_tasting_tea() -> None:
    found = contingency.fisher(TEA)
    assert found.p == pytest.approx(34 / 70)
    assert (found.statistic, found.df) == (None, None)


def test_p_from_random_tables_is_near_the_exact_one_and_always_the_same() -> None:
    """R's fisher.test gives 0.7827 for these 104 answers."""
    found = contingency.fisher_by_drawing(JOB_SATISFACTION)
    assert found.p == pytest.approx(0.7827, abs=0.015)
    assert contingency.fisher_by_drawing(JOB_SATISFACTION) == found


def test_pearson_from_random_tables_agrees_with_the_approximation_where_that_is_good() -> None:
    table = counts([30, 40, 50], [50, 40, 30])
    by_drawing = contingency.pearson_by_drawing(table)
    assert by_drawing.statistic == pytest.approx(contingency.pearson(table).statistic)
    assert by_drawing.p == pytest.approx(contingency.pearson(table).p, abs=0.01)


def test_the_linear_trend_with_scores_in_order() -> None:
    """M² = (n - 1) r², with r between the scores (Agresti 2002, 3.4)."""
    found = contingency.linear_trend(ALCOHOL_AND_MALFORMATION)
    r = contingency.trend_correlation(ALCOHOL_AND_MALFORMATION)
    n = int(ALCOHOL_AND_MALFORMATION.sum())
    assert found.statistic == pytest.approx((n - 1) * (r.value or 0) ** 2)
    assert (round(found.statistic or 0, 2), found.df, round(found.p, 3)) == (1.83, 1, 0.176)
    assert r.low is not None and r.high is not None and r.low < 0 < (r.value or 0) < r.high


def test_the_size_of_an_effect() -> None:
    assert contingency.cramers_v(counts([10, 0], [0, 10])).value == pytest.approx(1)
    assert contingency.cramers_v(counts([10, 10], [10, 10])).value == pytest.approx(0)
    assert contingency.effect(SOCIAL_CARE_BY_AGE).value == pytest.approx(
        math.sqrt(23.77 / (175 * 3)), abs=1e-4
    )


def test_the_odds_ratio_with_its_interval() -> None:
    """Woolf's interval, by hand."""
    found = contingency.odds_ratio(counts([10, 20], [30, 15]))
    spread = 1.959964 * math.sqrt(1 / 10 + 1 / 20 + 1 / 30 + 1 / 15)
    assert found.value == pytest.approx(0.25)
    assert found.low == pytest.approx(0.25 * math.exp(-spread))
    assert found.high == pytest.approx(0.25 * math.exp(spread))


def test_an_empty_cell_leaves_the_odds_ratio_finite() -> None:
    found = contingency.odds_ratio(counts([5, 0], [3, 4]))
    assert found.value == pytest.approx(5.5 * 4.5 / (0.5 * 3.5))
    assert found.high is not None and math.isfinite(found.high)


def test_rows_and_columns_without_cases_say_nothing() -> None:
    assert contingency.without_empty(counts([1, 0, 2], [0, 0, 0], [3, 0, 4])).tolist() == [[1, 2], [3, 4]]


def test_spearman_by_hand() -> None:
    """1 - 6 Σd² / n(n² - 1) without ties; ranks differ by 1, 1, 0, 1, 1."""
    found = spearman("rank", [1, 2, 3, 4, 5], [20, 10, 30, 50, 40])
    assert found.statistic == pytest.approx(1 - 6 * 4 / (5 * 24))
    assert (found.effect_name, found.df) == ("ρ", 3)
    rho, spread = 0.8, 1.959964 * math.sqrt((1 + 0.8**2 / 2) / 2)
    assert found.effect_low == pytest.approx(math.tanh(math.atanh(rho) - spread))
    assert found.effect_high == pytest.approx(math.tanh(math.atanh(rho) + spread))

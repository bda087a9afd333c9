"""The figures come out as the authors of the measures printed them."""

from __future__ import annotations

import pytest

from tests.reading.agreement.published import (
    COHEN,
    HAYES_KRIPPENDORFF,
    KRIPPENDORFF_A,
    KRIPPENDORFF_B,
    KRIPPENDORFF_C,
    by_reader,
)
from waymark.reading.agreement import Metric, Ratings, agreement


@pytest.mark.parametrize(
    ("ratings", "metric", "printed"),
    [
        (KRIPPENDORFF_A, Metric.NOMINAL, "0.095"),
        (KRIPPENDORFF_B, Metric.NOMINAL, "0.692"),
        (KRIPPENDORFF_C, Metric.NOMINAL, "0.743"),
        (KRIPPENDORFF_C, Metric.ORDINAL, "0.815"),
        (KRIPPENDORFF_C, Metric.INTERVAL, "0.849"),
        (KRIPPENDORFF_C, Metric.RATIO, "0.797"),
        (HAYES_KRIPPENDORFF, Metric.NOMINAL, "0.477"),
        (HAYES_KRIPPENDORFF, Metric.ORDINAL, "0.760"),
        (HAYES_KRIPPENDORFF, Metric.INTERVAL, "0.757"),
        (HAYES_KRIPPENDORFF, Metric.RATIO, "0.662"),
    ],
)
def test_alpha_is_as_printed(ratings: Ratings, metric: Metric, printed: str) -> None:
    found = agreement(ratings, metric).alpha
    assert found is not None
    assert f"{found.value:.3f}" == printed


def test_the_published_interval_comes_out_by_the_published_way() -> None:
    """Printed: 0.7078 to 0.8078, from ten thousand random draws of 239 pairs."""
    found = agreement(HAYES_KRIPPENDORFF, Metric.ORDINAL)
    assert (found.units, found.pairs, len(found.readers)) == (40, 239, 5)
    assert found.alpha_by_pairs is not None
    assert found.alpha_by_pairs.low == pytest.approx(0.7078, abs=0.002)
    assert found.alpha_by_pairs.high == pytest.approx(0.8078, abs=0.002)


def test_draws_in_which_nothing_varies_count_as_nought_in_the_published_interval() -> None:
    """Three of four agree on the one value: a draw of those alone has nothing to agree about."""
    found = agreement(by_reader("yyyy", "yyyn"), Metric.NOMINAL).alpha_by_pairs
    assert found is not None
    assert found.high == pytest.approx(0)


def test_the_interval_from_whole_units_is_wider_where_units_have_several_pairs() -> None:
    found = agreement(HAYES_KRIPPENDORFF, Metric.ORDINAL)
    assert found.alpha is not None and found.alpha_by_pairs is not None
    assert found.alpha.low < found.alpha_by_pairs.low  # type: ignore[operator]
    assert found.alpha.high > found.alpha_by_pairs.high  # type: ignore[operator]


def test_kappa_is_as_cohen_printed_it() -> None:
    found = agreement(COHEN, Metric.NOMINAL)
    assert found.percent is not None and found.kappa is not None
    assert f"{found.percent.value:.2f}" == "0.70"
    assert f"{found.kappa.value:.3f}" == "0.492"


def test_masi_is_as_passonneau_weighs_it() -> None:
    """Two of four: a part of it, so two thirds of a half is shared."""
    one, other = frozenset("12"), frozenset("1234")
    by_masi = agreement(by_reader([one, other], [other, other]), Metric.MASI).alpha
    by_jaccard = agreement(by_reader([one, other], [other, other]), Metric.SET).alpha
    # One unit of two differs; of all six pairings three do, by the same amount: alpha is blind to that amount.
    assert by_masi is not None and by_jaccard is not None
    assert by_masi.value == pytest.approx(by_jaccard.value) == pytest.approx(0.0)
    third = frozenset("9")
    lines = ([one, other, third], [other, other, third])
    masi, jaccard = (agreement(by_reader(*lines), metric).alpha for metric in (Metric.MASI, Metric.SET))
    assert masi is not None and jaccard is not None
    # Pairings, unordered: {12}{1234} three times, {12}{9} twice, {1234}{9} six times.
    assert masi.value == pytest.approx(1 - (2 / 3 * 2 / 6) / (2 * (3 * 2 / 3 + 8) / 30))
    assert jaccard.value == pytest.approx(1 - (1 / 2 * 2 / 6) / (2 * (3 * 1 / 2 + 8) / 30))

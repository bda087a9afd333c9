"""Numbers are rounded half up, exactly, as the source's tables are."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.analysis.rounding import half_up, percent, printed_percent


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(5, 2), 0, "3"),  # to the even digit it would be 2
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(2675, 1000), 2, "2.68"),  # as a float it lies below the half
        (Fraction(5, 10_000), 3, "0.001"),
        (Fraction(4, 10_000), 3, "0.000"),
        (1266602, 0, "1,266,602"),
        (Fraction(12410, 10), 1, "1,241.0"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(-1, 100), 1, "0.0"),
        (0, 2, "0.00"),
    ],
)
def test_numbers_print_half_up(value: Fraction | int, decimals: int, printed: str) -> None:
    assert half_up(value, decimals) == printed


@given(st.integers(0, 10**12), st.integers(1, 10**9), st.integers(0, 4))
def test_a_printed_number_is_never_farther_than_half_a_unit(
    numerator: int, denominator: int, decimals: int
) -> None:
    value = Fraction(numerator, denominator)
    distance = Fraction(half_up(value, decimals).replace(",", "")) - value
    assert -Fraction(1, 2) / 10**decimals < distance <= Fraction(1, 2) / 10**decimals


@pytest.mark.parametrize(
    ("count", "base", "printed"),
    [(120, 293, "41%"), (5, 40, "13%"), (23, 184, "13%"), (0, 7, "0%"), (7, 7, "100%")],
)
def test_percentages_come_from_counts(count: int, base: int, printed: str) -> None:
    assert printed_percent(count, base) == printed


def test_a_percentage_can_have_decimals_and_is_kept_unrounded() -> None:
    assert printed_percent(1, 3, 1) == "33.3%"
    assert percent(1, 3) == pytest.approx(33.3333333333)

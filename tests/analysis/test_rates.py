"""Annual rates, their exact intervals, and the years that a condition leaves."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from statsmodels.stats.rates import confint_poisson

from tests.analysis.harbour import write_pack
from waymark.analysis.rates import annual_rate, years_covered
from waymark.analysis.rounding import half_up
from waymark.instruments.conditions import Condition
from waymark.instruments.loading import load_pack
from waymark.instruments.pack import Pack


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return load_pack(write_pack(tmp_path / "pack"))


@pytest.mark.parametrize(
    ("cases", "children", "printed"), [(28, 1266602, "0.737"), (32, 956613, "1.115"), (45, 1852927, "0.810")]
)
def test_rates_of_the_source_s_table_2_come_out_as_printed(cases: int, children: int, printed: str) -> None:
    assert half_up(annual_rate(cases, Fraction(3), children).per_100_000, 3) == printed


@pytest.mark.parametrize("cases", [0, 1, 10, 79, 2_000])
def test_intervals_are_garwoods(cases: int) -> None:
    rate = annual_rate(cases, Fraction(2), 50_000)
    low, high = confint_poisson(cases, 1.0, method="exact-c")
    assert rate.low == pytest.approx(low) and rate.high == pytest.approx(
        high
    )  # one case: one a year in 100,000


def test_ten_cases_have_the_interval_of_the_textbooks() -> None:
    """Garwood's table: 4.80 to 18.39 for ten events."""
    rate = annual_rate(10, Fraction(1), 100_000)
    assert (round(rate.low, 2), round(rate.high, 2)) == (4.80, 18.39)


@pytest.mark.parametrize(
    ("condition", "years"),
    [
        (Condition(variable="rig", is_="sail"), 2),
        (Condition(variable="arrived", stated=True), 2),
        (Condition(variable="year", is_="2020"), 1),
        (Condition(variable="year", in_=("2020", "2021")), 2),
        (Condition(variable="year", not_in=("2020",)), 2),
        (Condition(variable="arrived", from_=date(2021, 7, 1)), Fraction(1, 2)),
        (Condition(variable="arrived", to=date(2020, 3, 31)), Fraction(1, 4)),
        (Condition(variable="arrived", below=date(2020, 4, 1)), Fraction(1, 4)),
        (Condition(variable="arrived", from_=date(2020, 1, 1), to=date(2020, 1, 4)), Fraction(16, 1461)),
        (Condition(variable="arrived", below=date(2019, 1, 1)), 2),  # nothing is left of the window
    ],
)
def test_a_condition_on_the_day_leaves_fewer_years(pack: Pack, condition: Condition, years: Fraction) -> None:
    assert years_covered(pack, (condition,)) == years


def test_two_conditions_leave_what_both_allow(pack: Pack) -> None:
    both = (Condition(variable="year", is_="2021"), Condition(variable="arrived", to=date(2021, 3, 31)))
    assert years_covered(pack, both) == Fraction(1, 4)

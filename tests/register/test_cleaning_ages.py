"""Ages as written become completed months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.instruments.variables import Variable
from waymark.register.cleaning.ages import precision_months, unit_of_header
from waymark.register.cleaning.cell import clean_cell
from waymark.register.values import CellValue, Stated

AGE = Variable(
    key="age",
    label="Age",
    type="age",
    definition="",
    seed="",
    sources=("sheet",),
    unit="months",
    low=0,
    high=227,
)


def read(cell: CellValue, header: str = "Age") -> Stated:
    stated = clean_cell(AGE, cell, header)
    assert stated is not None
    return stated


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("3", 36),
        (3, 36),
        (3.0, 36),
        (0, 0),
        ("0", 0),
        ("3 years", 36),
        ("three years", 36),
        ("3y 2m", 38),
        ("3 years, 2 months and 5 days", 38),
        ("17 yrs 9 mths", 213),
        ("4yrs", 48),
        ("4 years old", 48),
        ("aged 4", 48),
        ("17yo", 204),
        ("4 y/o", 48),
        ("11 months", 11),
        ("18m", 18),
        ("18 month old", 18),
        ("11/12", 11),
        ("3 5/12", 41),
        ("1yr 6/12", 18),
        ("2 1/2 years", 30),
        ("2½", 30),
        ("two and a half years", 30),
        (2.5, 30),
        ("6 weeks", 1),
        ("six-week-old", 1),
        ("13 weeks", 2),
        ("3/52", 0),
        ("10 days", 0),
        ("31 days", 1),
        ("5 hours", 0),
        ("newborn", 0),
        ("New-born", 0),
    ],
)
def test_an_age_is_counted_in_completed_months(cell: CellValue, months: int) -> None:
    stated = read(cell)
    assert (stated.value, stated.problem) == (months, "")
    assert stated.steps[-1].after == f"{months} months"


@given(st.integers(0, 227))
def test_an_age_in_years_and_months_reads_back(months: int) -> None:
    years, rest = divmod(months, 12)
    for text in (
        f"{years}y {rest}m",
        f"{years} years {rest} months",
        f"{years}yrs, {rest}mths",
        f"{months} months",
    ):
        assert read(text).value == months


@given(st.integers(0, 227))
def test_a_bare_number_is_in_the_unit_that_the_header_names(months: int) -> None:
    stated = read(months, "Age (months)")
    assert (stated.value, stated.steps) == (months, ())
    assert read(str(months), "age_months").value == months


def test_a_header_that_names_two_units_leaves_a_bare_number_in_years() -> None:
    assert unit_of_header("Age (years and months)") == "years"
    assert unit_of_header("Age in weeks") == "weeks"
    assert unit_of_header("Age at incident") == "years"


def test_a_unit_in_the_cell_counts_before_the_header() -> None:
    assert read("3 years", "Age (months)").value == 36


@pytest.mark.parametrize("cell", [200, "200", 19, "19 years", "228 months", -1])
def test_an_age_outside_the_limits_is_told_with_the_limits(cell: CellValue) -> None:
    stated = read(cell)
    assert stated.value is None
    assert "0 to 227 months" in stated.problem


@pytest.mark.parametrize(
    "cell",
    [
        "under 1",
        "<1",
        "over 16",
        "16+",
        "teenage",
        "infant",
        "3-4 years",
        "3 or 4",
        "3 2",
        "2 months 3 years",
        "10/0",
    ],
)
def test_what_is_no_age_is_told_and_not_guessed(cell: str) -> None:
    stated = read(cell)
    assert stated.value is None
    assert "is not an age" in stated.problem


def test_a_date_in_an_age_column_is_told_as_the_work_of_the_spreadsheet() -> None:
    stated = read(date(2012, 12, 11))
    assert stated.value is None
    assert "holds a date" in stated.problem


def test_doubt_about_an_age_is_told() -> None:
    stated = read("approx 3 years")
    assert stated.value == 36
    assert "with doubt" in stated.problem


def test_an_age_in_whole_years_may_stand_for_twelve_months() -> None:
    assert precision_months(read("3").steps) == 12
    assert precision_months(read("2½").steps) == 6
    assert precision_months(read("3y 2m").steps) == 1
    assert precision_months(read("6 weeks").steps) == 1

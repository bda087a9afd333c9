"""Ages in months and ranges, and dates of birth."""

from __future__ import annotations

from datetime import date

import pytest

from tests.library.matching.making import a_case, a_report
from waymark.library.matching.ages import compare_ages, completed_months, read_age
from waymark.library.matching.boards import board_reader
from waymark.library.matching.keys import Comparer


@pytest.mark.parametrize(
    ("printed", "months", "agreement", "firmness"),
    [
        ("27", 27, "agrees", "firm"),
        ("24-35", 27, "agrees", "rough"),
        ("24-35", 36, "agrees", "rough"),  # told of another day than the incident
        ("3", 5, "differs", "rough"),
        ("24-35", 60, "differs", "firm"),
        ("168-179", 185, "agrees", "rough"),
        ("0", 0, "agrees", "firm"),
    ],
)
def test_an_age_in_months_or_a_range(printed: str, months: int, agreement: str, firmness: str) -> None:
    age = read_age(printed)
    assert age is not None
    found = compare_ages((age,), months)
    assert (found.agreement, found.firmness) == (agreement, firmness)


def test_of_several_children_the_nearest_counts() -> None:
    ages = tuple(age for age in map(read_age, ("6", "40", "100")) if age)
    assert compare_ages(ages, 40).agreement == "agrees"
    assert compare_ages(ages, 70).agreement == "differs"


@pytest.mark.parametrize("written", ["", "two", "35-24", "-3", "2 years"])
def test_what_is_no_age_is_absent(written: str) -> None:
    assert read_age(written) is None


def test_completed_months_end_on_the_day_of_birth() -> None:
    assert completed_months(date(2011, 3, 15), date(2013, 3, 14)) == 23
    assert completed_months(date(2011, 3, 15), date(2013, 3, 15)) == 24


def test_a_date_of_birth_counts_before_an_age() -> None:
    case = a_case(age_months=27, date_of_birth=date(2011, 2, 3))
    comparer = Comparer([case], board_reader(()))
    same = comparer.compare(a_report(age="60-71", birth_date="2011-02"), case).keys["age"]
    other = comparer.compare(a_report(age="27", birth_date="2009-07-01"), case).keys["age"]
    assert (same.agreement, other.agreement) == ("agrees", "differs")


def test_a_year_of_birth_leaves_it_to_the_age() -> None:
    case = a_case(age_months=27, date_of_birth=date(2011, 2, 3))
    compared = Comparer([case], board_reader(())).compare(a_report(age="27", birth_date="2011"), case)
    assert (compared.keys["age"].agreement, compared.keys["age"].report_says) == ("agrees", "27 months")


def test_the_age_of_a_case_follows_from_its_dates() -> None:
    assert a_case(date_of_birth=date(2011, 2, 3), incident_date=date(2013, 5, 14)).age_months == 27

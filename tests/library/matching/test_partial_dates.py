"""Dates as printed, held against the day of a case."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.library.matching.partial_dates import compare_dates, read_partial_date


@pytest.mark.parametrize(
    ("printed", "day", "agreement", "firmness"),
    [
        ("2013-05-14", date(2013, 5, 14), "agrees", "firm"),
        ("2013-05-14", date(2013, 5, 16), "agrees", "rough"),  # harmed on one day, died on another
        ("2013-05-14", date(2013, 5, 29), "differs", "rough"),
        ("2013-05-14", date(2014, 5, 14), "differs", "firm"),
        ("2013-05-04", date(2013, 4, 5), "differs", "rough"),  # day and month the wrong way round
        ("2013-05-14", date(2013, 5, 1), "agrees", "rough"),  # the case is known to the month
        ("2013-05-01", date(2013, 5, 14), "differs", "rough"),  # a report prints a day only where it is one
        ("2013-05-14", date(2013, 6, 1), "differs", "rough"),
        ("2013-05", date(2013, 5, 31), "agrees", "rough"),
        ("2013-05", date(2013, 6, 1), "differs", "rough"),
        ("2013-05", date(2013, 9, 1), "differs", "firm"),
        ("2013", date(2013, 9, 1), "absent", "firm"),  # a year alone is too little
        ("2013", date(2012, 12, 30), "differs", "rough"),
        ("2013", date(2011, 12, 30), "differs", "firm"),
    ],
)
def test_a_date_as_exact_as_printed(printed: str, day: date, agreement: str, firmness: str) -> None:
    stated = read_partial_date(printed)
    assert stated is not None
    found = compare_dates(stated, day)
    assert (found.agreement, found.firmness) == (agreement, firmness)


@pytest.mark.parametrize("written", ["", "May 2013", "2013-13", "2013-02-30", "14/05/2013", "0000"])
def test_what_is_no_date_is_absent(written: str) -> None:
    assert read_partial_date(written) is None


def test_a_month_covers_its_days() -> None:
    month = read_partial_date("2012-02")
    assert month is not None and (month.first, month.last) == (date(2012, 2, 1), date(2012, 2, 29))

"""Dates as written become the day they mean, or are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.instruments.variables import Variable
from waymark.register.cleaning.cell import clean_cell
from waymark.register.values import CellValue, Stated

WHEN = Variable(key="when", label="When", type="date", definition="", seed="", sources=("sheet",))
THIRD_OF_MAY = date(2011, 5, 3)

FORMS: dict[str, Callable[[date], CellValue]] = {
    "d/m/yyyy": lambda d: f"{d.day}/{d.month}/{d.year}",
    "dd.mm.yyyy": lambda d: f"{d:%d.%m.%Y}",
    "d-m-yyyy": lambda d: f"{d.day}-{d.month}-{d.year}",
    "dd mm yyyy": lambda d: f"{d:%d %m %Y}",
    "d / m / yyyy": lambda d: f" {d.day} / {d.month} / {d.year} ",
    "yyyy-mm-dd": lambda d: d.isoformat(),
    "yyyy/m/d": lambda d: f"{d.year}/{d.month}/{d.day}",
    "yyyymmdd": lambda d: f"{d:%Y%m%d}",
    "ddmmyyyy": lambda d: f"{d:%d%m%Y}",
    "d Month yyyy": lambda d: f"{d.day} {d:%B} {d.year}",
    "dth Mon yyyy": lambda d: f"{d.day}th {d:%b} {d.year}",
    "dd-Mon-yyyy": lambda d: f"{d:%d-%b-%Y}",
    "dMonyyyy": lambda d: f"{d.day}{d:%b}{d.year}",
    "Month d, yyyy": lambda d: f"{d:%B} {d.day}, {d.year}",
    "Weekday d of MONTH yyyy": lambda d: f"{d:%A} {d.day} of {d:%B} {d.year}".upper(),
    "ISO with time": lambda d: f"{d.isoformat()}T00:00",
    "with time": lambda d: f"{d:%d/%m/%Y} 14:30:00",
    "serial": lambda d: (d - date(1899, 12, 30)).days,
    "serial as float": lambda d: float((d - date(1899, 12, 30)).days),
    "serial as text": lambda d: str((d - date(1899, 12, 30)).days),
    "date": lambda d: d,
    "datetime": lambda d: datetime(d.year, d.month, d.day),  # noqa: DTZ001
}


def read(cell: CellValue) -> Stated:
    stated = clean_cell(WHEN, cell)
    assert stated is not None
    return stated


@given(day=st.dates(date(1970, 1, 1), date(2049, 12, 31)), form=st.sampled_from(sorted(FORMS)))
def test_a_date_reads_back_from_every_way_of_writing_it(day: date, form: str) -> None:
    stated = read(FORMS[form](day))
    assert (stated.value, stated.problem) == (day, "")


@given(st.dates(date(2000, 1, 1), date(2029, 12, 31)))
def test_two_figures_are_a_year_of_this_century_up_to_29(day: date) -> None:
    stated = read(f"{day:%d.%m.%y}")
    assert stated.value == day
    assert stated.steps[0].rule == "date-two-digit-year"


def test_two_figures_from_30_are_a_year_of_the_last_century() -> None:
    assert read("3/5/95").value == date(1995, 5, 3)
    assert read("3-May-30").value == date(1930, 5, 3)


@pytest.mark.parametrize(
    ("cell", "rules"),
    [
        ("3/5/2011", ["date-day-first"]),
        ("03.05.11", ["date-two-digit-year", "date-day-first"]),
        ("3rd May 2011", ["date-from-words"]),
        ("2011-05-03T00:00", ["date-without-time", "date-year-first"]),
        ("40666", ["date-from-serial"]),
        (40666.5, ["date-without-time", "date-from-serial"]),
        (datetime(2011, 5, 3, 14, 30), ["date-without-time"]),  # noqa: DTZ001
        ("20110503", ["date-from-digits"]),
        ("2011-05-03", []),
        (datetime(2011, 5, 3), []),  # noqa: DTZ001
        (THIRD_OF_MAY, []),
    ],
)
def test_each_change_is_a_step_and_a_date_in_its_final_form_has_none(
    cell: CellValue, rules: list[str]
) -> None:
    stated = read(cell)
    assert stated.value == THIRD_OF_MAY
    assert [step.rule for step in stated.steps] == rules


def test_the_last_step_leaves_the_date_and_the_first_finds_the_cell() -> None:
    steps = read("03.05.11").steps
    assert (steps[0].before, steps[-1].after) == ("03.05.11", "2011-05-03")
    assert steps[0].after == steps[1].before


def test_a_date_impossible_day_first_is_read_month_first_and_told() -> None:
    stated = read("05/23/2012")
    assert stated.value == date(2012, 5, 23)
    assert [step.rule for step in stated.steps] == ["date-month-first"]
    assert "month first" in stated.problem


def test_a_date_possible_both_ways_is_day_first() -> None:
    assert read("05/06/2012").value == date(2012, 6, 5)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("30/02/2012", "there is no 30 February 2012"),
        ("31 April 2012", "there is no 31 April 2012"),
        ("29/02/2011", "there is no 29 February 2011"),
        ("13/13/2012", "there is no month 13"),
        ("01/01/0201", "the year 0201"),
        ("1/5/201", "the year 201"),
        (date(201, 5, 3), "the year 0201"),
        ("May 2011", "has no day"),
        ("05/2011", "has no day"),
        ("2011", "has no day and month"),
        (2011, "has no day and month"),
        ("3 May", "has no year"),
        ("3-5 May 2011", "more than one date"),
        ("between 3 and 5 May 2011", "more than one date"),
        ("3/5/2011 or 4/5/2011", "more than one date"),
        ("3/5/2011 - 5/5/2011", "more than one date"),
        ("soon", "is not a date"),
        (True, "is not a date"),
        (1e300, "is not a date"),
        ("#REF!", "the error #REF!"),
    ],
)
def test_what_is_no_single_day_is_told_and_has_no_value(cell: CellValue, told: str) -> None:
    stated = read(cell)
    assert stated.value is None
    assert stated.steps == ()
    assert told in stated.problem


@pytest.mark.parametrize(
    "cell", ["approx 3 May 2011", "c. 3/5/2011", "3/5/2011?", "3/5/2011 (approx)", "about 3.5.11"]
)
def test_doubt_is_told_and_the_date_taken(cell: str) -> None:
    stated = read(cell)
    assert stated.value == THIRD_OF_MAY
    assert "with doubt" in stated.problem


def test_a_remark_in_brackets_is_told() -> None:
    stated = read("3/5/2011 (date found)")
    assert stated.value == THIRD_OF_MAY
    assert "“date found”" in stated.problem


@pytest.mark.parametrize("cell", ["not known", "N/K", "-", "tbc", "?"])
def test_words_for_nothing_known_are_no_problem_and_no_date(cell: str) -> None:
    stated = read(cell)
    assert (stated.value, stated.problem) == (None, "")
    assert [step.rule for step in stated.steps] == ["nothing-known"]


@given(st.integers(3_000, 73_050))
def test_serials_count_days(serial: int) -> None:
    assert read(serial).value == date(1899, 12, 30) + timedelta(days=serial)


@pytest.mark.parametrize("piece", ["1 ", "1", "12th of ", "1.", "1 year "])
def test_a_long_text_is_no_date_and_is_not_looked_through(piece: str) -> None:
    """A cell of a workbook can hold 32,767 characters; the patterns of days take the square of that."""
    read = clean_cell(WHEN, piece * 4000)
    assert read is not None
    assert read.value is None
    assert "are no date" in read.problem

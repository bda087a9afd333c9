"""Dates as they are printed, as exact as they are."""

from __future__ import annotations

import pytest

from waymark.library.structure.written_dates import written_dates


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("14 May 2013", "2013-05-14"),
        ("14th May, 2013", "2013-05-14"),
        ("the 14th of May 2013", "2013-05-14"),
        ("the fourteenth of May 2013", "2013-05-14"),
        ("May 14, 2013", "2013-05-14"),
        ("14/05/13", "2013-05-14"),
        ("14.05.2013", "2013-05-14"),
        ("14-05-2013", "2013-05-14"),
        ("2013-05-14", "2013-05-14"),
        ("Tuesday 3 Sept. 2013", "2013-09-03"),
        ("May 2013", "2013-05"),
        ("May ’13", "2013-05"),
        ("05/2013", "2013-05"),
        ("XX May 2013", "2013-05"),
        ("the spring of 2013", "2013"),
        ("early 2013", "2013"),
        ("2013", "2013"),
        ("01/06/98", "1998-06-01"),
    ],
)
def test_date_as_printed(said: str, value: str) -> None:
    assert [date.value for date in written_dates(f"It was on {said}.")] == [value]


@pytest.mark.parametrize(
    "said", ["XX/XX/2013x", "31/02/2013", "2012/13", "2012-13", "40/05/2013", "£2013", "reference 120134"]
)
def test_what_is_no_date(said: str) -> None:
    assert written_dates(f"It was {said}.") == []


def test_where_each_date_stands() -> None:
    text = "Born on 3 March 2012, died on 14/05/13."
    assert [text[date.start : date.end] for date in written_dates(text)] == ["3 March 2012", "14/05/13"]

"""A row as received comes back from the store exactly as it went in."""

from __future__ import annotations

import json
import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.register.receiving.received import cells_from_json, cells_to_json
from waymark.register.values import CellValue

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["2012-03-04", "2012-03-04T05:06:00", "1.0", "nan", "True", "", "{}"]),
)


def same(one: CellValue, other: CellValue) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return (math.isnan(one) and math.isnan(other)) or (
            one == other and math.copysign(1, one) == math.copysign(1, other)
        )
    return type(one) is type(other) and one == other


@given(st.dictionaries(st.text(), CELLS, max_size=8))
def test_cells_come_back_as_they_were(cells: dict[str, CellValue]) -> None:
    back = cells_from_json(json.loads(json.dumps(cells_to_json(cells), allow_nan=False)))
    assert list(back) == list(cells)
    assert all(same(back[header], value) for header, value in cells.items())


def test_kinds_that_look_alike_are_kept_apart() -> None:
    cells: dict[str, CellValue] = {
        "day": date(2012, 3, 4),
        "midnight": datetime.fromisoformat("2012-03-04"),
        "text": "2012-03-04",
        "whole": 3,
        "decimal": 3.0,
        "yes": True,
        "one": 1,
    }
    back = cells_from_json(json.loads(json.dumps(cells_to_json(cells))))
    assert [type(value) for value in back.values()] == [date, datetime, str, int, float, bool, int]
    assert back == cells


@pytest.mark.parametrize("stored", [{"day": "2012-03-04"}, {}, {"date": "2012-03-04", "float": "1.0"}])
def test_form_that_is_never_written_is_refused(stored: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="this is no stored cell"):
        cells_from_json({"Case": stored})

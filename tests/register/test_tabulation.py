"""Whatever stands in a sheet, no row of it is lost without a word."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.register.receiving.grids import Grid, column_letters, filled
from waymark.register.receiving.tabulation import tabulate
from waymark.register.values import CellValue

WORDS = st.sampled_from(["Male", "Barnchester", "An account of it.", "Total", "Not known", "12/3/2012"])
CELLS = st.one_of(st.none(), st.integers(0, 30), st.dates(), WORDS)
HEADER = ("Case No", "LSCB", "Date of incident", "Age", "Details")


def told(notes: tuple[str, ...]) -> set[int]:
    """The rows that notes speak of as passed over or left out."""
    rows = set[int]()
    for note in notes:
        if "passed over" in note or "left out" in note:
            for first, last in re.findall(r"(\d+)(?: to (\d+))?", note.split(":")[0]):
                rows.update(range(int(first), int(last or first) + 1))
    return rows


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=14))
def test_every_filled_row_is_kept_or_told(rows: list[list[CellValue]]) -> None:
    sheet = tabulate(Grid("Cases", [list(HEADER), *rows]))
    if sheet is None:
        return
    filled_rows = {1, *(number for number, row in enumerate(rows, start=2) if filled(row))}
    kept = {row.number for row in sheet.rows}
    upper = {int(number) for note in sheet.notes if "two rows" in note for number in re.findall(r"\d+", note)}
    assert filled_rows <= kept | told(sheet.notes) | {sheet.header_row} | upper
    assert not kept & told(sheet.notes)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(20000, 29999), st.dates(), *[CELLS] * 2), min_size=1, max_size=12))
def test_cases_with_a_number_and_a_date_are_received_as_they_stand(
    cases: list[tuple[int, date, CellValue, CellValue]],
) -> None:
    rows: list[list[CellValue]] = [[number, "Oxmouth", day, *rest] for number, day, *rest in cases]
    sheet = tabulate(Grid("Cases", [["Notifications received"], [], list(HEADER), *rows]))
    assert sheet is not None
    assert sheet.header == HEADER
    assert [row.number for row in sheet.rows] == list(range(4, 4 + len(rows)))
    assert [list(row.cells.values()) for row in sheet.rows] == rows


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 51, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "ZZ",
        "AAA",
        "XFD",
    ]

"""Reading a workbook as received: every table of .xlsx, .xls, .ods, .csv and .tsv, nothing interpreted.

In: a path. Out: a `Sheet` for each sheet that holds a table, with its rows as received and notes of what
was passed over, filled in or told apart. Numbers that are whole are int, dates are dates, formula errors
are blank, a time of day by itself is text. Anything that stops the reading is one `InputProblem`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from waymark.instruments.problems import InputProblem, Place
from waymark.register.receiving.admission import admit, damaged, locked
from waymark.register.receiving.delimited import read_delimited
from waymark.register.receiving.extents import look_over_excel, look_over_open_document
from waymark.register.receiving.grids import CellRange, Grid, filled
from waymark.register.receiving.tabulation import Sheet, tabulate
from waymark.register.values import CellValue

__all__ = ["ENDINGS", "Sheet", "read_sheets"]

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")

_LARGEST_EXACT_INT = 2**53
_ERRORS = frozenset(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The tables of the file, in the order of its sheets; sheets of notes are passed over."""
    ending = admit(path, ENDINGS)
    grids = [read_delimited(path)] if ending in (".csv", ".tsv") else _read_workbook(path, ending)
    sheets = tuple(sheet for sheet in map(tabulate, grids) if sheet is not None and sheet.rows)
    if not sheets:
        raise _without_table(path, grids)
    return sheets


def _without_table(path: Path, grids: list[Grid]) -> InputProblem:
    place = Place(file=path.name)
    used = [grid for grid in grids if any(filled(row) for row in grid.rows)]
    if not used:
        right = "Give the file that has the rows."
        return InputProblem("there is nothing in any cell.", place=place, right=right)
    only_headers = [sheet.name for sheet in map(tabulate, used) if sheet is not None]
    if only_headers or all(_one_line_only(grid) for grid in used):
        what = "there is a row of headers and no row below it."
        return InputProblem(what, place=place, right="Give the file that has the rows.")
    looked = ", ".join(f"“{grid.name}”" for grid in used[:6])
    what = f"no table was found, only text, in {looked}."
    return InputProblem(what, place=place, right="A table has a row of headers and a row below it.")


def _one_line_only(grid: Grid) -> bool:
    widths = [len(filled(row)) for row in grid.rows if filled(row)]
    return widths[-1:] == [max(widths)] and max(widths) >= 2


def _read_workbook(path: Path, ending: str) -> list[Grid]:
    merged = look_over_open_document(path) if ending == ".ods" else None
    if ending in (".xlsx", ".xlsm"):
        look_over_excel(path)
    try:
        with load_workbook(str(path)) as workbook:
            return [
                _grid(
                    workbook.get_sheet_by_name(about.name), about.visible == SheetVisibleEnum.Visible, merged
                )
                for about in workbook.sheets_metadata
                if about.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise locked(path) from error
    except CalamineError as error:
        raise damaged(path) from error
    except BaseException as error:
        # A panic of the reader of workbooks derives from BaseException alone; it means damage like the rest.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(path) from error


def _grid(sheet: CalamineSheet, visible: bool, merged: dict[str, tuple[CellRange, ...]] | None) -> Grid:
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    if merged is None:
        spans = tuple(CellRange(*start, *end) for start, end in sheet.merged_cell_ranges or ())
    else:
        spans = merged.get(sheet.name, ())
    notes = () if visible else ("the sheet is hidden in the workbook.",)
    inside = tuple(span for span in spans if span.top < len(rows))
    return Grid(sheet.name, rows, inside, notes)


def _cell(value: str | float | bool | date | datetime | time | timedelta) -> CellValue:
    if isinstance(value, str):
        text = value.strip()
        return value if text and text not in _ERRORS and not text.startswith("Err:5") else None
    if isinstance(value, float):
        if value != value:  # not a number
            return None
        return int(value) if value.is_integer() and abs(value) <= _LARGEST_EXACT_INT else value
    if isinstance(value, time):
        return value.isoformat(timespec="minutes" if not value.second else "seconds")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return value

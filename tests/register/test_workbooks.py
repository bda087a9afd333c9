"""Workbooks as teams keep them are read as received, and everything passed over is told."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.register import making
from waymark.register.receiving.workbooks import Sheet, read_sheets

MOMENT = datetime.fromisoformat("2012-03-04T05:06")


def only(path: Path) -> Sheet:
    (sheet,) = read_sheets(path)
    return sheet


def column(sheet: Sheet, header: str) -> list[object]:
    return [row.cells[header] for row in sheet.rows]


# -- The same table in every format -------------------------------------------------------------------


@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.ods])
def test_same_table_is_read_from_every_kind_of_workbook(make: making.Make, tmp_path: Path) -> None:
    sheet = only(make(tmp_path / f"cases.{make.__name__}"))
    assert sheet.header == ("Case No", "LSCB", "Date of incident", "Siblings", "Details")
    assert sheet.header_row == 1
    assert [row.number for row in sheet.rows] == [2, 3, 4]
    assert sheet.rows[0].place == "Sheet1"
    assert dict(sheet.rows[0].cells) == {
        "Case No": 20117,
        "LSCB": "Barnchester",
        "Date of incident": date(2012, 3, 4),
        "Siblings": 2,
        "Details": "A first account.",
    }
    assert column(sheet, "Siblings") == [2, 0, None]
    assert all(type(number) is int for number in column(sheet, "Case No"))
    assert sheet.notes == ()


def test_kinds_of_cells_are_kept_apart(tmp_path: Path) -> None:
    rows = [
        ("Name", "Value"),
        ("half", 2.5),
        ("yes", True),
        ("text", "007"),
        ("moment", MOMENT),
    ]
    values = column(only(making.xlsx(tmp_path / "kinds.xlsx", rows)), "Value")
    assert values == [2.5, True, "007", MOMENT]
    assert [type(value) for value in values] == [float, bool, str, datetime]


def test_formula_errors_are_blank(tmp_path: Path) -> None:
    path = tmp_path / "errors.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Case", "Age"])
        sheet.write_row(1, 0, [1])
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, [2, 7])
        sheet.write_row(3, 0, [3, "#N/A"])
    assert column(only(path), "Age") == [None, 7, None]


def test_time_of_day_by_itself_is_text(tmp_path: Path) -> None:
    path = tmp_path / "times.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Case", "Hour"])
        sheet.write_row(1, 0, [1])
        sheet.write_number(1, 1, 0.4375, book.add_format({"num_format": "hh:mm"}))
    assert column(only(path), "Hour") == ["10:30"]


def test_every_sheet_with_a_table_is_read_and_notes_are_passed_over(tmp_path: Path) -> None:
    notes = [("About the workbook",), ("Office", "first floor"), ("Kept by", "the team"), ("Do not edit.",)]
    path = making.xlsx_of_sheets(
        tmp_path / "book.xlsx",
        {"Read me": notes, "2011-12": making.TABLE, "Empty": [], "2012-13": making.TABLE[:3]},
    )
    assert [(sheet.name, len(sheet.rows)) for sheet in read_sheets(path)] == [("2011-12", 3), ("2012-13", 2)]


def test_hidden_sheet_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Front").write(0, 0, "Nothing here.")
        sheet = book.add_worksheet("Old")
        sheet.hide()
        sheet.write_row(0, 0, ["Case", "Age"])
        sheet.write_row(1, 0, [1, 2])
    assert only(path).notes == ("the sheet is hidden in the workbook.",)


# -- Where the table begins ---------------------------------------------------------------------------


def test_titles_above_the_table_are_passed_over(tmp_path: Path) -> None:
    rows = [("Notifications received",), ("Prepared by:", "A. Reader"), (), *making.TABLE]
    sheet = only(making.xlsx(tmp_path / "titles.xlsx", rows))
    assert sheet.header_row == 4
    assert [row.number for row in sheet.rows] == [5, 6, 7]
    assert sheet.notes == ("rows 1 to 2 above the headers: passed over.",)


def test_table_may_begin_in_any_column(tmp_path: Path) -> None:
    rows = [(), *[(None, None, *row) for row in making.TABLE]]
    sheet = only(making.xlsx(tmp_path / "right.xlsx", rows))
    assert sheet.header == making.TABLE[0]
    assert sheet.header_row == 2
    assert column(sheet, "Case No") == [20117, 20118, 20119]


def test_table_of_nothing_but_words_has_its_first_row_as_header(tmp_path: Path) -> None:
    rows = [("Case", "Gender", "Region"), ("Alpha", "Male", "London"), ("Beta", "Female", "London")]
    sheet = only(making.xlsx(tmp_path / "words.xlsx", rows))
    assert sheet.header == ("Case", "Gender", "Region")
    assert len(sheet.rows) == 2


GROUPED: making.Rows = (
    ("Case No", "Child", None, None, "Plan", None),
    (None, "Date", "Gender", "Category", "Date", "Category"),
    (20117, date(2010, 1, 2), "Male", "a", date(2011, 3, 4), "Neglect"),
    (20118, date(2009, 5, 6), "Female", "b", date(2011, 7, 8), "Neglect"),
)
APART = ("Case No", "Child – Date", "Gender", "Child – Category", "Plan – Date", "Plan – Category")


@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.ods])
def test_two_header_rows_with_merged_groups(make: making.Make, tmp_path: Path) -> None:
    merges = [(0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 0, 5)]
    sheet = only(make(tmp_path / f"grouped.{make.__name__}", GROUPED, merges))
    assert sheet.header == APART
    assert sheet.header_row == 2
    assert [row.number for row in sheet.rows] == [3, 4]
    assert sheet.rows[0].cells["Plan – Category"] == "Neglect"
    assert "the headers stand in two rows, 1 and 2." in sheet.notes
    assert "the header “Date” stands 2 times; told apart as “Child – Date”, “Plan – Date”." in sheet.notes


def test_two_header_rows_without_merged_cells(tmp_path: Path) -> None:
    sheet = only(making.xlsx(tmp_path / "grouped.xlsx", GROUPED))
    assert sheet.header == APART


def test_two_header_rows_where_the_upper_names_most_columns(tmp_path: Path) -> None:
    rows = [
        ("Case No", "LSCB", "Region", "Gender", "Child protection plan", None, None),
        (None, None, None, None, "Category", "Start", "End"),
        (20117, "Barnchester", "London", "Male", "Neglect", date(2011, 3, 4), date(2012, 3, 4)),
        (20118, "Oxmouth", "London", "Female", "Neglect", date(2011, 5, 6), None),
    ]
    sheet = only(making.xlsx(tmp_path / "mostly.xlsx", rows))
    assert sheet.header == ("Case No", "LSCB", "Region", "Gender", "Category", "Start", "End")
    assert column(sheet, "Case No") == [20117, 20118]


def test_full_row_of_words_is_not_the_header_where_a_column_is_nameless(tmp_path: Path) -> None:
    rows = [
        ("Case", "Gender", None, "Region"),
        ("Alpha", "Male", "checked", "London"),
        ("Beta", "Male", "checked", "London"),
        ("Gamma", "Female", "checked", "London"),
    ]
    sheet = only(making.xlsx(tmp_path / "nameless.xlsx", rows))
    assert sheet.header == ("Case", "Gender", "Column C", "Region")
    assert column(sheet, "Case") == ["Alpha", "Beta", "Gamma"]


def test_first_case_is_not_taken_for_a_second_header_row(tmp_path: Path) -> None:
    rows = [
        ("Case", "Gender", "Region", "Age", "Details"),
        ("Alpha", "Male", "London", "Not known", "An account in words alone."),
        ("Beta", "Female", "London", 7, "Another account."),
    ]
    sheet = only(making.xlsx(tmp_path / "first.xlsx", rows))
    assert sheet.header_row == 1
    assert column(sheet, "Case") == ["Alpha", "Beta"]


def test_repeated_headers_without_groups_are_counted(tmp_path: Path) -> None:
    rows = [
        ("Case", "Agency", "agency", "Agency"),
        (1, "Health", "Police", "School"),
        (2, "Police", None, None),
    ]
    sheet = only(making.xlsx(tmp_path / "repeated.xlsx", rows))
    assert sheet.header == ("Case", "Agency", "agency (2)", "Agency (3)")
    assert list(sheet.rows[0].cells.values()) == [1, "Health", "Police", "School"]


def test_empty_columns_are_ignored_and_a_nameless_one_is_told(tmp_path: Path) -> None:
    rows = [("Case", None, "Age", None), (1, None, 5, "stray"), (2, None, 6, None)]
    sheet = only(making.xlsx(tmp_path / "gaps.xlsx", rows))
    assert sheet.header == ("Case", "Age", "Column D")
    assert sheet.rows[0].cells["Column D"] == "stray"
    assert sheet.notes == ("a column with values has no header; it is called “Column D”.",)


def test_header_over_several_lines_is_one_line(tmp_path: Path) -> None:
    rows = [("Case\nnumber", "Date  of\nincident"), (1, date(2012, 1, 2)), (2, date(2012, 1, 3))]
    assert only(making.xlsx(tmp_path / "lines.xlsx", rows)).header == ("Case number", "Date of incident")


# -- Merged cells and rows that are no cases ----------------------------------------------------------


@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.ods])
def test_cell_merged_down_holds_for_every_row_it_covers(make: making.Make, tmp_path: Path) -> None:
    rows = [list(row) for row in making.TABLE]
    rows[2][1] = None
    sheet = only(make(tmp_path / f"merged.{make.__name__}", rows, [(1, 1, 2, 1)]))
    assert column(sheet, "LSCB") == ["Barnchester", "Barnchester", "Barnchester"]
    assert sheet.notes == ("merged cells in “LSCB”, rows 2 to 3: the value was taken for each of the rows.",)


def test_blank_cell_that_is_not_merged_stays_blank(tmp_path: Path) -> None:
    rows = [list(row) for row in making.TABLE]
    rows[2][1] = None
    assert column(only(making.xlsx(tmp_path / "blank.xlsx", rows)), "LSCB") == [
        "Barnchester",
        None,
        "Barnchester",
    ]


def test_cells_merged_across_are_told(tmp_path: Path) -> None:
    rows = [list(row) for row in making.TABLE]
    rows[2][3] = None
    sheet = only(making.xlsx(tmp_path / "across.xlsx", rows, [(2, 2, 2, 3)]))
    assert sheet.notes == ("row 3: cells are merged across columns; the first of them has the value.",)


def test_blank_rows_totals_and_remarks_are_no_cases_and_are_told(tmp_path: Path) -> None:
    rows = [
        *making.TABLE[:3],
        (),
        making.TABLE[0],
        making.TABLE[3],
        ("Total", None, None, 2),
        (),
        ("Source: the register of the team.",),
        ("* where known",),
    ]
    sheet = only(making.xlsx(tmp_path / "ends.xlsx", rows))
    assert column(sheet, "Case No") == [20117, 20118, 20119]
    assert [row.number for row in sheet.rows] == [2, 3, 6]
    assert sheet.notes == (
        "rows 4, 8: blank: passed over.",
        "row 5: the headers again: passed over.",
        "row 7: a total: left out, “Total”.",
        "rows 9 to 10: below the table: left out, “Source: the register of the team.”, “* where known”.",
    )


def test_heading_inside_the_table_is_left_out(tmp_path: Path) -> None:
    rows = [*making.TABLE[:2], ("Second half",), *making.TABLE[2:]]
    sheet = only(making.xlsx(tmp_path / "headed.xlsx", rows, [(2, 0, 2, 4)]))
    assert column(sheet, "Case No") == [20117, 20118, 20119]
    assert sheet.notes == ("row 3: a heading inside the table: left out, “Second half”.",)


def test_row_with_nothing_but_its_number_stays_a_case(tmp_path: Path) -> None:
    sheet = only(making.xlsx(tmp_path / "bare.xlsx", [*making.TABLE, (20120,), ("CN20121",)]))
    assert column(sheet, "Case No") == [20117, 20118, 20119, 20120, "CN20121"]


def test_row_without_a_case_number_is_kept_for_the_caller_to_refuse(tmp_path: Path) -> None:
    rows = [*making.TABLE[:3], (None, "Oxmouth", date(2012, 1, 2), 1, "No number."), making.TABLE[3]]
    sheet = only(making.xlsx(tmp_path / "nameless.xlsx", rows))
    assert column(sheet, "Case No") == [20117, 20118, None, 20119]

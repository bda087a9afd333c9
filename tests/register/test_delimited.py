"""Text separated by commas, semicolons or tabs is read as received, whatever program wrote it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.register import making
from waymark.instruments.problems import InputProblem
from waymark.register.receiving.workbooks import Sheet, read_sheets

ROWS: making.Rows = (
    ("Case No", "LSCB", "Age", "Details"),
    ("00417", "Barnchester", "2 years", "An account; with a semicolon."),
    ("00418", "Llanfaër", "5 months", None),
    ("00419", "Oxmouth", None, "A third."),
)


def only(path: Path) -> Sheet:
    (sheet,) = read_sheets(path)
    return sheet


def said(path: Path) -> str:
    with pytest.raises(InputProblem) as raised:
        read_sheets(path)
    return str(raised.value)


def test_cells_stay_text_as_received(tmp_path: Path) -> None:
    sheet = only(making.delimited(tmp_path / "cases.csv", ROWS))
    assert sheet.name == "cases"
    assert sheet.header == ROWS[0]
    assert [row.cells["Case No"] for row in sheet.rows] == ["00417", "00418", "00419"]
    assert sheet.rows[1].cells["Details"] is None
    assert sheet.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_with_and_without_its_mark(encoding: str, tmp_path: Path) -> None:
    sheet = only(making.delimited(tmp_path / "cases.csv", ROWS, encoding=encoding))
    assert sheet.header[0] == "Case No"
    assert sheet.rows[1].cells["LSCB"] == "Llanfaër"
    assert sheet.notes == ()


def test_windows_1252_is_read_and_told(tmp_path: Path) -> None:
    sheet = only(making.delimited(tmp_path / "cases.csv", ROWS, encoding="cp1252"))
    assert sheet.rows[1].cells["LSCB"] == "Llanfaër"
    assert sheet.notes == ("the text is not UTF-8 and was read as Windows-1252: look at names with accents.",)


def test_utf_16_of_a_spreadsheet_program(tmp_path: Path) -> None:
    sheet = only(making.delimited(tmp_path / "cases.csv", ROWS, "\t", "utf-16"))
    assert sheet.rows[1].cells["LSCB"] == "Llanfaër"
    assert sheet.notes == ("the text is UTF-16.", "the cells are separated by tabs.")


@pytest.mark.parametrize(
    ("separator", "ending", "notes"),
    [
        (",", ".csv", ()),
        ("\t", ".csv", ("the cells are separated by tabs.",)),
        ("\t", ".tsv", ("the cells are separated by tabs.",)),
        (",", ".tsv", ()),
    ],
)
def test_separator_is_found(separator: str, ending: str, notes: tuple[str, ...], tmp_path: Path) -> None:
    sheet = only(making.delimited(tmp_path / f"cases{ending}", ROWS, separator))
    assert sheet.header == ROWS[0]
    assert sheet.notes == notes


def test_semicolons_with_commas_inside_the_cells(tmp_path: Path) -> None:
    rows = [("Case", "Details", "Share"), (1, "One, two, three", "2,5"), (2, "Four, five", "3,5")]
    sheet = only(making.delimited(tmp_path / "cases.csv", rows, ";"))
    assert sheet.header == ("Case", "Details", "Share")
    assert sheet.rows[0].cells["Share"] == "2,5"


def test_line_that_names_the_separator_counts_as_a_row(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("sep=;\nCase;Age\n1;2\n2;3\n")
    sheet = only(tmp_path / "cases.csv")
    assert sheet.header == ("Case", "Age")
    assert sheet.header_row == 2
    assert [row.number for row in sheet.rows] == [3, 4]


def test_cell_over_several_lines(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text('Case,Details\n1,"First line\nsecond ""line"""\n2,Other\n')
    sheet = only(tmp_path / "cases.csv")
    assert sheet.rows[0].cells["Details"] == 'First line\nsecond "line"'
    assert [row.number for row in sheet.rows] == [2, 3]


def test_stray_quotation_mark_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text('Case,Details,Age\n1,"Known" as such,2\n2,Other,3\n')
    assert only(tmp_path / "cases.csv").rows[0].cells["Age"] == "2"


def test_titles_and_footers_of_a_text_file(tmp_path: Path) -> None:
    rows = [("Extract of the register",), (), *ROWS, (), ("End of the extract of the register",)]
    sheet = only(making.delimited(tmp_path / "cases.csv", rows))
    assert sheet.header_row == 3
    assert [row.number for row in sheet.rows] == [4, 5, 6]


def test_row_with_too_many_cells_is_told(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("Case,Details,Age\n1,One,2\n2,Two, and more,3\n3,Three,4\n")
    assert only(tmp_path / "cases.csv").notes == (
        "row 3: more cells than the other rows (3); a separator may stand in a text.",
        "a column with values has no header; it is called “Column D”.",
    )


def test_file_cut_inside_a_quotation(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text('Case,Details,Age\n1,"One",2\n2,"Two and then noth')
    assert said(tmp_path / "cases.csv") == (
        "cases.csv, row 3: a quotation mark is opened and never closed: the file is cut short, or "
        "the mark is stray. Save it anew. Nothing was changed."
    )


@pytest.mark.parametrize(("end", "cells"), [("3,Thr", 2), ("3", 1)])
def test_file_cut_inside_its_last_row(end: str, cells: int, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("Case,Details,Age\n1,One,2\n2,Two,3\n" + end)
    assert said(tmp_path / "cases.csv") == (
        f"cases.csv, row 4: the file breaks off in its last row, which has {cells} of 3 cells. "
        "Fetch it again from where it came from. Nothing was changed."
    )


def test_last_row_without_a_line_ending_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("Case,Details,Age\n1,One,2\n2,Two,3")
    assert len(only(tmp_path / "cases.csv").rows) == 2


def test_text_in_no_known_encoding(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_bytes(b"Case,Details\n1,\x81\x8d\n2,b\n")
    assert said(tmp_path / "cases.csv") == (
        "cases.csv: the text is neither UTF-8 nor Windows-1252. "
        "Open it in a spreadsheet program and save it as CSV UTF-8. Nothing was changed."
    )


def test_text_without_a_table(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("A letter\nin several\nlines\n")
    assert said(tmp_path / "cases.csv").startswith("cases.csv: no table was found, only text, in “cases”.")


def test_dates_in_text_do_not_hide_the_header(tmp_path: Path) -> None:
    rows = [
        ("Printed", "12 May 2014"),
        ("Case", "Date", "By"),
        (1, date(2012, 1, 2), "a"),
        (2, "3 Jan 2012", "b"),
    ]
    sheet = only(making.delimited(tmp_path / "cases.csv", rows))
    assert sheet.header == ("Case", "Date", "By")
    assert [row.cells["Date"] for row in sheet.rows] == ["2012-01-02", "3 Jan 2012"]

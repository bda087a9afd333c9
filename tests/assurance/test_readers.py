"""Each kind of file gives the document that a person would see: its tables with their cells, its prose, each in its
place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assurance import drawn_tables as drawn
from tests.assurance.written_reports import PAGE, write_word, write_workbook
from waymark.assurance.checking import checked
from waymark.assurance.documents.cell_formats import shown
from waymark.assurance.documents.document import Document, PrintedTable
from waymark.assurance.documents.plain_text import read_plain_text
from waymark.assurance.documents.reading import read_document
from waymark.assurance.tables.shape import Shape, shape_of


def only_shape(document: Document, number: str) -> Shape:
    [table] = [table for table in document.tables if table.number == number]
    shape = shape_of(table)
    assert shape is not None
    return shape


def rows_of(shape: Shape) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (row.label, *(figure.text if figure else "" for figure in row.figures)) for row in shape.rows
    )


def cells_of(table: PrintedTable) -> list[tuple[str, ...]]:
    return [line.cells for line in table.lines]


def prose_of(document: Document) -> str:
    return "\n".join(prose.text for prose in document.prose)


# -- PDF ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", drawn.LOOKS)
def test_a_table_is_read_alike_in_every_look(look: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    drawn.LOOKS[look](path)
    document = read_document(path)
    shape = only_shape(document, "3")
    assert rows_of(shape) == drawn.EXPECTED.rows
    assert tuple(column.label for column in shape.columns) == drawn.EXPECTED.columns
    assert [column.base.size for column in shape.columns if column.base] == [120, 160, 80]
    assert shape.table.title.startswith("Repairs by kind of bicycle")
    assert len(document.tables) == 1
    assert "(25%)" not in prose_of(document)
    assert "looked at the chain" in prose_of(document)
    assert checked(document).findings == ()


def test_headers_over_two_columns_and_groups_of_rows_are_told_on_a_page(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    drawn.counts_beside_shares(path)
    shape = only_shape(read_document(path), "4")
    assert [column.label for column in shape.columns] == [
        "2015, Number",
        "2015, %",
        "2016, Number",
        "2016, %",
    ]
    assert shape.columns[0].span == shape.columns[1].span != shape.columns[2].span
    assert [row.label for row in shape.rows if row.is_heading] == ["By hand", "By machine"]
    assert rows_of(shape)[1] == ("Chain", "1,250", "62.5", "900", "60.0")


def test_a_table_goes_on_overleaf_without_its_header_twice(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    drawn.two_tables_over_pages(path)
    document = read_document(path)
    first, second = only_shape(document, "1"), only_shape(document, "2")
    assert [row.figures[0].text for row in first.rows if row.figures[0]] == [str(at + 1) for at in range(60)]
    assert {row.place.page for row in first.rows} == {1, 2}
    assert rows_of(second) == (("Red", "4", "5"), ("Blue", "6", "7"), ("Total", "10", "12"))
    assert second.table.place.page == 2


def test_rows_set_in_are_parts_of_the_row_above(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    drawn.indented(path)
    document = read_document(path)
    shape = only_shape(document, "5")
    assert shape.table.title == "What was done with bicycles"
    assert [(row.label, row.parent) for row in shape.rows] == [
        ("Repaired", -1),
        ("By hand", 0),
        ("By machine", 0),
        ("Given away", -1),
        ("Total", -1),
    ]
    assert rows_of(shape)[1] == ("By hand", "40", "40%", "25%")
    assert checked(document).findings == ()


def test_a_table_under_a_title_that_says_continued_is_one(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    drawn.continued(path)
    document = read_document(path)
    assert rows_of(only_shape(document, "3")) == drawn.EXPECTED.rows
    assert len(document.tables) == 1


def test_tables_side_by_side_are_parted(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    drawn.side_by_side(path)
    document = read_document(path)
    assert rows_of(only_shape(document, "1")) == (("Red", "4"), ("Blue", "6"), ("Total", "10"))
    assert rows_of(only_shape(document, "2")) == (("Town", "5"), ("Outside", "7"))
    assert only_shape(document, "1").table.title == "Bells by colour"
    assert prose_of(document).count("looked at the chain") == 3
    assert "Lamps" not in prose_of(document)


def test_a_note_close_below_a_table_is_no_part_of_its_last_row(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    drawn.note_that_explains_a_sign(path)
    document = read_document(path)
    assert rows_of(only_shape(document, "1")) == (
        ("Red", "c", "7"),
        ("Blue", "6", "<5"),
        ("Total", "10", "9"),
    )
    assert "c: withheld" in prose_of(document)


def test_what_is_wrong_on_a_page_is_found_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.pdf"
    monkeypatch.setattr(
        drawn, "ROWS", (*drawn.ROWS[:2], ("Tandems", "6 (5%)", "8 (7%)", "4 (5%)"), drawn.ROWS[3])
    )
    drawn.word_like(path)
    [finding] = checked(read_document(path)).findings
    assert finding.printed == "8 (7%)"
    assert (finding.place.page, finding.place.table, finding.place.row, finding.place.column) == (
        1,
        "3",
        "Tandems",
        "2016",
    )


# -- Word ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("word") / "report.docx"
    write_word(path)
    return read_document(path)


def test_a_word_table_has_its_caption_its_merged_cells_and_its_note(word: Document) -> None:
    shape = only_shape(word, "4")
    assert shape.table.title == "Colours of bicycles"
    assert [column.label for column in shape.columns] == ["2015, Bicycles", "2015, %"]
    assert rows_of(shape) == (
        ("Town", "", ""),
        ("Red", "10", "25"),
        ("Blue", "30", "75"),
        ("All", "40", "100"),
    )
    assert [note.text for note in shape.table.notes] == ["* One bicycle had no colour."]
    assert shape.table.section == "2"


def test_deleted_words_are_left_out_and_pages_are_counted(word: Document) -> None:
    text = prose_of(word)
    assert "10 (25%) were red." in text
    assert "12 (40%)" not in text
    [after] = [prose for prose in word.prose if prose.text.startswith("Nine of the 12")]
    assert after.place.page == 2


def test_words_merged_over_two_rows_label_both(word: Document) -> None:
    assert any(cells_of(t) == [("Lamps", "2015"), ("Lit", "9"), ("Lit", "10")] for t in word.tables)


def test_a_table_within_a_table_is_a_table(word: Document) -> None:
    assert any(cells_of(table) == [("Bells", "2015"), ("Rung", "9")] for table in word.tables)


# -- web pages ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["utf-8", "iso-8859-1"])
def web(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("web") / "report.html"
    page = PAGE.replace("<head>", f'<head><meta charset="{request.param}">').replace("new.", "new, cliché.")
    path.write_bytes(page.encode(request.param))
    return read_document(path)


def test_a_web_table_has_its_caption_its_spans_and_its_foot_last(web: Document) -> None:
    shape = only_shape(web, "2")
    assert shape.table.title == "Colours and bells"
    assert [column.label for column in shape.columns] == [
        "Counted in 2015, Bicycles",
        "Counted in 2015, Bells",
    ]
    assert rows_of(shape) == (
        ("Red", "10 (25%)²", "600"),
        ("Blue", "30 (75%)", ""),
        ("Green", "0", "400"),
        ("Total", "40", "1,000"),
    )
    assert [note.text for note in shape.table.notes] == ["Note: some were counted twice."]


def test_a_web_page_gives_what_it_shows_and_nothing_else(web: Document) -> None:
    text = prose_of(web)
    assert "Of the 40 bicycles¹, 10 (25%) were red and new, cliché." in text
    assert "Words in a box of 5 and more." in text
    assert "Nobody sees" not in text
    assert "Not this one" not in text


def test_a_group_that_opens_with_its_whole_has_its_parts_below_it(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    cells = (
        ("In town", "All", 9),
        ("In town", "Red", 4),
        ("In town", "Blue", 5),
        ("Outside", "All", 2),
        ("Outside", "Red", 2),
    )
    rows = "".join(
        f"<tr><th>{group}</th><td>{part}</td><td>{count}</td></tr>" for group, part, count in cells
    )
    path.write_text(
        f"<html><table><tr><th>Place</th><th>Colour</th><th>Bicycles</th></tr>{rows}</table>",
        encoding="utf-8",
    )
    document = read_document(path)
    [shape] = [shape_of(table) for table in document.tables]
    assert shape is not None
    assert [(row.label, row.parent) for row in shape.rows] == [
        ("In town", -1),
        ("Red", 0),
        ("Blue", 0),
        ("Outside", -1),
        ("Red", 3),
    ]
    assert checked(document).findings == ()


# -- workbooks ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("workbook") / "report.xlsx"
    write_workbook(path)
    return read_document(path)


def test_a_sheet_gives_its_tables_as_its_formats_show_them(workbook: Document) -> None:
    shape = only_shape(workbook, "1")
    assert [row.label for row in shape.rows if row.is_heading] == ["In town", "Out of town"]
    assert rows_of(shape)[1:3] == (("Red", "12", "41%", "1,234.6"), ("Blue", "8", "28%", "2.0"))
    assert rows_of(only_shape(workbook, "2")) == (("Front", "41.37%"), ("Rear", "58.63%"))
    bells = [("Bells", "Rung"), ("Small", "4"), ("Large", "6"), ("Total", "10")]
    assert any(cells_of(table) == bells for table in workbook.tables)


def test_sheets_are_pages_and_a_right_workbook_has_no_finding(workbook: Document) -> None:
    [said] = [prose for prose in workbook.prose if "were red" in prose.text]
    assert said.place.page == 2
    assert checked(workbook).findings == ()


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (0.405, "0%", "41%"), (0.41, "0.0%", "41.0%"), (1234.5, "#,##0", "1,235"), (2.5, "0", "3"),
        (41, '0"%"', "41%"), (0.5, "0.0#", "0.5"), (3, "yyyy-mm-dd", None), (3, "General", None),
        (-2, "#,##0;[Red]-#,##0", "-2"), (12345, "#,##0,", None),
    ],
)  # fmt: skip
def test_a_number_is_shown_by_its_format(value: float, code: str, seen: str | None) -> None:
    assert shown(value, code) == seen


# -- text ---------------------------------------------------------------------------------------------------


def test_every_place_in_a_text_is_its_line() -> None:
    prose = "1 Bells\n\nA line of words that goes on for long enough to be\nwrapped, 3 of 4 (70%) rang.\n\n"
    document = read_plain_text("text", f"{prose}Table 1: Bells\nKind\tRung (n=9)\nSmall\t5\nLarge\t4\n")
    [finding] = checked(document).findings
    assert finding.place.line == 4
    [table] = document.tables
    assert table.place.line == 6
    assert [line.place.line for line in table.lines] == [7, 8, 9]

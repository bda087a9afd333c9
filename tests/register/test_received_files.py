"""A file that cannot be read gets one paragraph: what is wrong, where, and what would be right."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.register import making
from waymark.instruments.problems import InputProblem
from waymark.register.receiving import admission
from waymark.register.receiving.workbooks import read_sheets

DAMAGED = (
    "{}: the file is cut short or damaged. Fetch it again from where it came from; if a program still opens "
    "it, save it as a new file. Nothing was changed."
)
LOCKED = (
    "{}: the file is protected by a password. Open it with its password, save a copy without one, and give "
    "the copy. Nothing was changed."
)


def said(path: Path) -> str:
    with pytest.raises(InputProblem) as raised:
        read_sheets(path)
    assert raised.value.exit_code == 3
    return str(raised.value)


def test_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.xlsx"
    assert said(path) == f"{path}: there is no such file. Check the name and the folder. Nothing was changed."


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "cases.xlsx").mkdir()
    expected = "cases.xlsx: this is a folder. Name the file inside it. Nothing was changed."
    assert said(tmp_path / "cases.xlsx") == expected


def test_ending_that_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "cases.pdf").write_bytes(b"%PDF-1.4")
    assert said(tmp_path / "cases.pdf") == (
        "cases.pdf: files that end in “.pdf” are not read here. "
        "Read are: .xlsx, .xlsm, .xls, .ods, .csv, .tsv. Nothing was changed."
    )


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".csv"])
def test_file_without_a_byte(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"cases{ending}"
    path.touch()
    assert said(path).startswith(f"cases{ending}: the file is empty. Fetch it again")


def test_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = making.delimited(tmp_path / "cases.csv", [("x" * 1_100_000, "y"), (1, 2)])
    monkeypatch.setattr(admission, "LARGEST_FILE_MB", 1)
    assert said(path) == (
        "cases.csv: the file has 1 MB, and at most 1 MB are read. "
        "Leave out pictures, or divide it into several files. Nothing was changed."
    )


@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.ods])
def test_workbook_with_nothing_in_it(make: making.Make, tmp_path: Path) -> None:
    path = make(tmp_path / f"cases.{make.__name__}", [])
    assert said(path) == (
        f"{path.name}: there is nothing in any cell. Give the file that has the rows. Nothing was changed."
    )


def test_workbook_with_only_notes(tmp_path: Path) -> None:
    notes = [
        ("Read me",),
        ("This workbook is kept by the team.",),
        ("Contact:", "the office"),
        ("Thank you.",),
    ]
    path = making.xlsx(tmp_path / "cases.xlsx", notes, name="Notes")
    assert said(path) == (
        "cases.xlsx: no table was found, only text, in “Notes”. "
        "A table has a row of headers and a row below it. Nothing was changed."
    )


def test_workbook_with_headers_and_no_row(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "cases.xlsx", [("Notifications",), (), *making.TABLE[:1]])
    assert said(path) == (
        "cases.xlsx: there is a row of headers and no row below it. "
        "Give the file that has the rows. Nothing was changed."
    )


@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.ods])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])
def test_workbook_cut_short(make: making.Make, share: float, tmp_path: Path) -> None:
    rows = [
        ("Case", "Details"),
        *((n, f"An account of its own, number {n * 7919 % 1000}") for n in range(400)),
    ]
    whole = make(tmp_path / f"whole.{make.__name__}", rows)
    path = making.cut(tmp_path / f"cases.{make.__name__}", whole, share)
    assert said(path) == DAMAGED.format(path.name)


def test_older_workbook_cut_by_a_few_bytes(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = making.xls(tmp_path / "whole.xls")
    path = tmp_path / "cases.xls"
    path.write_bytes(whole.read_bytes()[:-100])
    assert said(path) == DAMAGED.format("cases.xls")
    assert capfd.readouterr().err == ""  # nor does the reader of workbooks cry out


def test_record_of_an_older_workbook_that_runs_over_its_end(tmp_path: Path) -> None:
    path = making.xls(tmp_path / "cases.xls")
    content = bytearray(path.read_bytes())
    second_record = 512 + 4 + 16  # after the file's header and the record that opens the workbook
    content[second_record + 2 : second_record + 4] = b"\xff\xff"
    path.write_bytes(content)
    assert said(path) == DAMAGED.format("cases.xls")


def test_changed_byte_inside_a_workbook(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "cases.xlsx")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    content[part.header_offset + 80] ^= 0xFF
    path.write_bytes(content)
    assert said(path) == DAMAGED.format("cases.xlsx")


@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
def test_workbook_with_a_password(ending: str, tmp_path: Path) -> None:
    path = making.with_password(tmp_path / f"cases{ending}", making.xlsx(tmp_path / "plain.xlsx"))
    assert said(path) == LOCKED.format(path.name)


def test_open_document_with_a_password(tmp_path: Path) -> None:
    path = making.ods_with_password(tmp_path / "cases.ods", making.ods(tmp_path / "plain.ods"))
    assert said(path) == LOCKED.format("cases.ods")


@pytest.mark.parametrize(
    ("ending", "content", "found", "right"),
    [
        (".xlsx", "xls", "an older Excel workbook (.xls)", "an Excel workbook (.xlsx)"),
        (".xlsx", "ods", "an OpenDocument spreadsheet (.ods)", "an Excel workbook (.xlsx)"),
        (".xlsx", "csv", "plain text", "an Excel workbook (.xlsx)"),
        (".xls", "xlsx", "an Excel workbook (.xlsx)", "an older Excel workbook (.xls)"),
        (".xls", "html", "a web page or XML", "an older Excel workbook (.xls)"),
        (".ods", "xlsx", "an Excel workbook (.xlsx)", "an OpenDocument spreadsheet (.ods)"),
        (".ods", "docx", "a Word document (.docx)", "an OpenDocument spreadsheet (.ods)"),
        (".csv", "xlsx", "an Excel workbook (.xlsx)", "text separated by commas"),
        (".csv", "pdf", "a PDF", "text separated by commas"),
        (".tsv", "xls", "an older Excel workbook (.xls)", "text separated by commas"),
    ],
)
def test_content_that_does_not_fit_the_ending(
    ending: str, content: str, found: str, right: str, tmp_path: Path
) -> None:
    path = tmp_path / f"cases{ending}"
    inside = tmp_path / f"inside.{content}"
    if content in ("xlsx", "xls", "ods"):
        {"xlsx": making.xlsx, "xls": making.xls, "ods": making.ods}[content](inside)
    elif content == "docx":
        making.docx(inside, ["Some text."])
    elif content == "csv":
        making.delimited(inside, making.TABLE)
    else:
        inside.write_bytes({"html": b"\r\n<html><table></table></html>", "pdf": b"%PDF-1.7 \x00"}[content])
    inside.rename(path)
    assert said(path) == (
        f"cases{ending}: the file ends in “{ending}”, but its content is {found}. "
        f"Open it in the program it comes from and save it as {right}. Nothing was changed."
    )


def test_file_that_would_swell_beyond_memory(tmp_path: Path) -> None:
    whole = making.xlsx(tmp_path / "whole.xlsx")
    path = making.swollen(tmp_path / "cases.xlsx", whole, "xl/media/image1.png", 120)
    words = said(path)
    assert words.startswith("cases.xlsx: the file would unpack to 120 MB, ")
    assert words.endswith(
        " times its size. If it is a real workbook, copy the sheet that is needed to a new one and save "
        "that. Nothing was changed."
    )


def test_part_larger_than_it_says(tmp_path: Path) -> None:
    whole = making.xlsx(tmp_path / "whole.xlsx")
    path = making.swollen(tmp_path / "cases.xlsx", whole, "xl/extra.xml", 3)
    content = path.read_bytes()
    real = (3_000_000).to_bytes(4, "little")
    assert real in content
    path.write_bytes(content.replace(real, (3_000).to_bytes(4, "little")))
    assert said(path) == DAMAGED.format("cases.xlsx")


def test_a_part_that_lies_about_how_much_it_holds(tmp_path: Path) -> None:
    """The reader of workbooks would set aside memory for as many entries, and end the program."""
    honest, path = tmp_path / "honest.xlsx", tmp_path / "cases.xlsx"
    with xlsxwriter.Workbook(str(honest)) as book:
        book.add_worksheet().write_row(0, 0, ["Case", "Age"])
    with zipfile.ZipFile(honest) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'count="2"', b'count="99999999999"'))
    assert said(path) == DAMAGED.format("cases.xlsx")


def test_stray_cell_in_the_last_corner_of_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate([("Case", "Age"), (1, 2)]):
            sheet.write_row(r, 0, row)
        sheet.write(1_048_575, 16_383, "stray")
    assert said(path) == (
        "cases.xlsx: a sheet reaches as far as row 1,048,576 and column XFD. Delete what stands far away "
        "from the table, or copy the table alone to a new workbook. Nothing was changed."
    )


def test_open_document_that_repeats_a_row_without_end(tmp_path: Path) -> None:
    whole = making.ods(tmp_path / "whole.ods", [("Case", "Age"), (1, 2)])
    path = tmp_path / "cases.ods"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "content.xml":
                content = content.replace(
                    b"<table:table-row", b'<table:table-row table:number-rows-repeated="900000000"'
                )
            target.writestr(name, content)
    assert said(path).startswith("cases.ods: a sheet reaches as far as row 1,800,000,000 and column B.")


def test_unused_rows_below_an_open_document_do_no_harm(tmp_path: Path) -> None:
    whole = making.ods(tmp_path / "whole.ods")
    path = tmp_path / "cases.ods"
    empty = (
        b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        b'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"</table:table>", empty))
    (sheet,) = read_sheets(path)
    assert len(sheet.rows) == 3

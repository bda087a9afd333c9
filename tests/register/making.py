"""Small files of every kind that the register reads, made for one test each; every word in them invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import msoffcrypto.format.ooxml
import xlsxwriter
import xlwt
from docx import Document
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

Rows = Sequence[Sequence[object]]
Make = Callable[..., Path]
Merges = Sequence[tuple[int, int, int, int]]
"""First row, first column, last row, last column, all counted from 0."""

TABLE: Rows = (
    ("Case No", "LSCB", "Date of incident", "Siblings", "Details"),
    (20117, "Barnchester", date(2012, 3, 4), 2, "A first account."),
    (20118, "Oxmouth", date(2013, 11, 30), 0, "Another account."),
    (20119, "Barnchester", date(2011, 7, 1), None, "A third account."),
)


def xlsx(path: Path, rows: Rows = TABLE, merges: Merges = (), name: str = "Sheet1") -> Path:
    return xlsx_of_sheets(path, {name: rows}, merges)


def xlsx_of_sheets(path: Path, sheets: dict[str, Rows], merges: Merges = ()) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for top, left, bottom, right in merges:
                sheet.merge_range(top, left, bottom, right, "")
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(r, c, value, moment)
                    elif isinstance(value, date):
                        sheet.write_datetime(r, c, value, day)
                    elif value is not None:
                        sheet.write(r, c, value)
    return path


def xls(path: Path, rows: Rows = TABLE, merges: Merges = ()) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    plain, day = xlwt.easyxf(), xlwt.easyxf(num_format_str="dd/mm/yyyy")
    covered = {
        (r, c) for t, left, b, right in merges for r in range(t, b + 1) for c in range(left, right + 1)
    }
    for top, left, bottom, right in merges:
        sheet.write_merge(top, bottom, left, right, rows[top][left])
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None and (r, c) not in covered:
                sheet.write(r, c, value, day if isinstance(value, date) else plain)
    book.save(str(path))
    return path


def ods(path: Path, rows: Rows = TABLE, merges: Merges = ()) -> Path:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Sheet1")
    book.spreadsheet.addElement(table)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    covered = {
        (r, c) for t, left, b, right in merges for r in range(t, b + 1) for c in range(left, right + 1)
    }
    for r, row in enumerate(rows):
        line = TableRow()
        table.addElement(line)
        for c, value in enumerate(row):
            if (r, c) in covered and (r, c) not in spans:
                line.addElement(CoveredTableCell())
                continue
            down, across = spans.get((r, c), (1, 1))
            size = {"numberrowsspanned": down, "numbercolumnsspanned": across} if (r, c) in spans else {}
            line.addElement(_ods_cell(value, size))
    book.save(str(path))
    return path


def _ods_cell(value: object, size: dict[str, int]) -> TableCell:
    if value is None:
        return TableCell(**size)
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **size)
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=str(value), **size)
    else:
        cell = TableCell(valuetype="string", **size)
    cell.addElement(P(text=str(value)))
    return cell


def delimited(path: Path, rows: Rows, separator: str = ",", encoding: str = "utf-8") -> Path:
    lines = [separator.join("" if value is None else str(value) for value in row) for row in rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def with_password(path: Path, inside: Path) -> Path:
    """An Office file of today, encrypted as Office does it."""
    with inside.open("rb") as plain, path.open("wb") as locked:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("a password", locked)
    return path


def ods_with_password(path: Path, inside: Path) -> Path:
    """An .ods whose manifest says that its content is encrypted, as LibreOffice writes it."""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    with zipfile.ZipFile(inside) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == "content.xml":
                content = content[::-1]
            target.writestr(entry, manifest if entry == "META-INF/manifest.xml" else content)
    return path


def swollen(path: Path, inside: Path, name: str, megabytes: int) -> Path:
    """A workbook with one more part, that unpacks to so much and takes up next to nothing."""
    content = io.BytesIO(inside.read_bytes())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(megabytes):
            part.write(bytes(1_000_000))
    path.write_bytes(content.getvalue())
    return path


def cut(path: Path, whole: Path, share: float) -> Path:
    content = whole.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def docx(path: Path, blocks: Sequence[object]) -> Path:
    """Blocks: text is a paragraph, “# text” a heading, a list of rows a table."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            if block.startswith("# "):
                document.add_heading(block[2:], level=2)
            else:
                document.add_paragraph(block)
            continue
        assert isinstance(block, list)
        table = document.add_table(rows=len(block), cols=len(block[0]))
        for r, row in enumerate(block):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
    document.save(str(path))
    return path

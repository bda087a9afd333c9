"""How far the sheets of a workbook reach, looked at before a reader sets memory aside for them.

One stray cell in the last row and column of a sheet makes a reader of workbooks set aside billions of
cells. The sheets of an .xlsx or .ods are looked over once, cheaply, and such a sheet is refused with a
paragraph. For an .ods this is also what tells of merged cells, which its reader does not.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO, Protocol
from xml.parsers import expat

from waymark.instruments.problems import InputProblem, Place
from waymark.register.receiving.admission import damaged
from waymark.register.receiving.grids import CellRange, column_letters

LARGEST_SHEET_CELLS = 20_000_000

_CHUNK_BYTES = 4_000_000
_LONGEST_REFERENCE_BYTES = 32
_SHEET_PART = re.compile(r"xl/.*sheet.*\.xml", re.IGNORECASE)
_CHUNK_OVERLAP = 64
_FALSE_COUNT = re.compile(rb"""[cC]ount\s{0,9}=\s{0,9}["']\s{0,9}\d{8}""")
"""More entries than `LARGEST_SHEET_CELLS` could be filled with, give or take."""
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")


class _Start(Protocol):
    def __call__(self, name: str, attributes: dict[str, str], /) -> None: ...


def look_over_excel(path: Path) -> None:
    """Raise `InputProblem` where a sheet of the .xlsx spans more cells than are read, or a part lies about its
    size."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.endswith(".xml"):
                _refuse_false_count(path, archive, part)
            if _SHEET_PART.fullmatch(part):
                _refuse_too_wide(path, *_corner(archive, part))


def _refuse_false_count(path: Path, archive: zipfile.ZipFile, part: str) -> None:
    """A part may say of itself how many entries it has; calamine sets memory aside for as many, and ends the
    program where there is not so much."""
    with archive.open(part) as stream:
        before = b""
        while chunk := stream.read(_CHUNK_BYTES):
            if _FALSE_COUNT.search(before + chunk):
                raise damaged(path)
            before = chunk[-_CHUNK_OVERLAP:]


def look_over_open_document(path: Path) -> dict[str, tuple[CellRange, ...]]:
    """The merged cells of each sheet of an .ods, by the sheet's name; raises as `look_over_excel` does."""
    with zipfile.ZipFile(path) as archive:
        sheets = _open_document_sheets(path, archive)
    for sheet in sheets:
        _refuse_too_wide(path, *sheet.corner)
    return {sheet.name: tuple(sheet.merged) for sheet in sheets}


def _refuse_too_wide(path: Path, rows: int, columns: int) -> None:
    if rows * columns > LARGEST_SHEET_CELLS:
        what = f"a sheet reaches as far as row {rows:,} and column {column_letters(columns - 1)}."
        right = "Delete what stands far away from the table, or copy the table alone to a new workbook."
        raise InputProblem(what, place=Place(file=path.name), right=right)


def _corner(archive: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Rows and columns up to the outermost cell of one part of an .xlsx."""
    rows, columns, kept = 0, set[bytes](), b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            found = _REFERENCE.findall(kept + chunk)
            if found:
                rows = max(rows, max(int(row) for _, row in found))
                columns.update(letters for letters, _ in found)
            kept = chunk[-_LONGEST_REFERENCE_BYTES:]
    return rows, max((_column_number(letters) for letters in columns), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


class _OpenDocumentSheet:
    """One table of an .ods while its elements go by: where the next cell stands, and how far cells reach."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.merged: list[CellRange] = []
        self._row = self._column = self._rows_alike = 0
        self._last_row = self._last_column = 0

    @property
    def corner(self) -> tuple[int, int]:
        return self._last_row, self._last_column

    def begin_row(self, attributes: dict[str, str]) -> None:
        self._row += self._rows_alike
        self._rows_alike = _times(attributes, "table:number-rows-repeated")
        self._column = 0

    def begin_cell(self, attributes: dict[str, str]) -> None:
        down = _times(attributes, "table:number-rows-spanned")
        across = _times(attributes, "table:number-columns-spanned")
        if down > 1 or across > 1:
            bottom, right = self._row + down - 1, self._column + across - 1
            self.merged.append(CellRange(self._row, self._column, bottom, right))
        self._column += _times(attributes, "table:number-columns-repeated")
        if "office:value-type" in attributes:
            self._last_row = max(self._last_row, self._row + self._rows_alike)
            self._last_column = max(self._last_column, self._column)


def _times(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1


def _open_document_sheets(path: Path, archive: zipfile.ZipFile) -> list[_OpenDocumentSheet]:
    sheets: list[_OpenDocumentSheet] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in ("table:table-cell", "table:covered-table-cell") and sheets:
            sheets[-1].begin_cell(attributes)
        elif name == "table:table-row" and sheets:
            sheets[-1].begin_row(attributes)
        elif name == "table:table":
            sheets.append(_OpenDocumentSheet(attributes.get("table:name", "")))

    if "content.xml" not in archive.namelist():
        raise damaged(path)
    try:
        with archive.open("content.xml") as stream:
            _walk(stream, start)
    except expat.ExpatError as error:
        raise damaged(path) from error
    return sheets


def _walk(stream: IO[bytes], start: _Start) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.ParseFile(stream)

"""A workbook as a document: a block of filled cells of a sheet is a table, words alone above or below it are prose.

In: a path of an xlsx, xls or ods. Out: a `Document`; the page of a place is the number of the sheet. A number is
written as its format shows it. Where a file does not tell formats, a fraction of one under a header that says per
cent is written as a percentage with all its digits.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from waymark.assurance.documents.assembling import TITLE, Piece, assembled
from waymark.assurance.documents.cell_formats import Formats, formats_of, shown
from waymark.assurance.documents.document import Document, Line, Place
from waymark.assurance.documents.labels import with_one_label
from waymark.instruments.problems import InputProblem
from waymark.instruments.problems import Place as InFile
from waymark.register.receiving.admission import admit, damaged, locked
from waymark.register.receiving.extents import look_over_excel, look_over_open_document

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
_DIGITS = 12
_MOST_CELLS = 3_000_000
_PERCENT = re.compile(r"%|\bper\s?cent(?:age)?s?\b", re.IGNORECASE)

Cells = list[tuple[str, ...]]


def read_workbook(path: Path) -> Document:
    ending = admit(path, ENDINGS)
    try:
        if ending == ".ods":
            look_over_open_document(path)
        elif ending != ".xls":
            look_over_excel(path)
        formats = formats_of(path)
        sheets = _sheets(path)
    except PasswordError as error:
        raise locked(path) from error
    except (
        CalamineError,
        OSError,
        ValueError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise damaged(path) from error
    except BaseException as error:
        # A panic of the reader of workbooks derives from BaseException alone; it means damage like the rest.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(path) from error
    pieces = (
        piece
        for page, (name, rows) in enumerate(sheets, start=1)
        for piece in _pieces(rows, formats.get(name, {}), page)
    )
    return assembled(path.name, pieces)


def _sheets(path: Path) -> list[tuple[str, list[list[object]]]]:
    with CalamineWorkbook.from_path(str(path)) as opened:
        found, left = list[tuple[str, list[list[object]]]](), _MOST_CELLS
        for name in opened.sheet_names:
            sheet = opened.get_sheet_by_name(name)
            left -= sheet.total_height * sheet.total_width
            if left < 0:
                what = f"the workbook has more than {_MOST_CELLS:,} cells, which no report has."
                right = "Copy the sheets with the tables of the report to a new workbook and give that."
                raise InputProblem(what, place=InFile(file=path.name), right=right)
            rows = [list[object](row) for row in sheet.to_python(skip_empty_area=False)]
            found.append((name, rows))
        return found


def _pieces(rows: Sequence[Sequence[object]], formats: Formats, page: int) -> Iterator[Piece]:
    written = [
        tuple(_written(cell, formats.get((at, column))) for column, cell in enumerate(row))
        for at, row in enumerate(rows)
    ]
    for filled, together in groupby(written, key=any):
        if filled:
            for block in _side_by_side(list(together)):
                yield from _of_block(block, Place(page=page))


def _side_by_side(rows: Cells) -> Iterator[Cells]:
    """Tables beside one another are parted by an empty column."""
    width = max(map(len, rows))
    used = [any(len(row) > at and row[at] for row in rows) for at in range(width)]
    for filled, columns in groupby(range(width), key=used.__getitem__):
        if filled:
            ats = list(columns)
            part = [tuple(row[at] if at < len(row) else "" for at in ats) for row in rows]
            yield [row for row in part if any(row)]


def _of_block(rows: Cells, place: Place) -> Iterator[Piece]:
    """Lines with their first cell alone stand over or under a table, unless they stand within it and name no table."""
    alone = [bool(row[0]) and not any(row[1:]) for row in rows]
    titles = [at for at, row in enumerate(rows) if alone[at] and TITLE.fullmatch(row[0])]
    starts = sorted({0, *titles})
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        full = [at for at in range(start, end) if not alone[at]]
        first, last = (full[0], full[-1] + 1) if full else (end, end)
        yield from (Piece("prose", place, rows[at][0]) for at in range(start, first))
        if full:
            lines = tuple(Line(cells, place) for cells in _with_percentages(rows[first:last]))
            yield Piece("rows", place, lines=with_one_label(lines))
        yield from (Piece("prose", place, rows[at][0]) for at in range(last, end))


def _with_percentages(rows: Cells) -> Cells:
    """Where all numbers of a column are fractions of one and its header says per cent, they are shown as such."""
    first = next((at for at, row in enumerate(rows) if any(map(_number, row[1:]))), len(rows))
    columns = set[int]()
    for at in range(1, len(rows[0])):
        header = " ".join(row[at] for row in rows[:first])
        numbers = [number for row in rows[first:] if (number := _number(row[at]))]
        parts = [number for number in numbers if 0 <= float(number) <= 1]
        if _PERCENT.search(header) and numbers == parts and any("." in number for number in parts):
            columns.add(at)
    return [
        row if place < first else tuple(_percent(c) if at in columns else c for at, c in enumerate(row))
        for place, row in enumerate(rows)
    ]


def _number(text: str) -> str:
    return text if re.fullmatch(r"\d+(?:\.\d+)?", text) else ""


def _percent(text: str) -> str:
    return f"{float(text) * 100:.{_DIGITS}g}%" if _number(text) else text


def _written(cell: object, code: str | None) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        in_format = shown(cell, code) if code else None
        if in_format is not None:
            return in_format
        return str(int(cell)) if float(cell).is_integer() else f"{cell:.{_DIGITS}g}"
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return " ".join(str(cell).split()) if cell is not None else ""

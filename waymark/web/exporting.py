"""Lists as files to take away: CSV and Excel, in which nothing that was typed can act as a formula.

A spreadsheet program takes text that begins with `=`, `+`, `-`, `@`, a tab or a line end as a formula when it opens
a CSV, so such text gets an apostrophe before it; in a workbook text is written as text. Numbers stay numbers.
OWASP, CSV injection; ASVS 4.0.3, 5.2.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from waymark.analysis.harmless import harmless

Cell = str | int | float | date | datetime | None
Row = Sequence[Cell]

_LONGEST_TEXT_IN_EXCEL = 32_767
_FIRST_DAY_IN_EXCEL = date(1900, 3, 1)  # it takes 1900 for a leap year, and knows no day before it
_LARGEST_EXACT_IN_EXCEL = 2**53
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_response(name: str, header: Sequence[str], rows: Iterable[Row]) -> HttpResponse:
    """A download called `name`.csv, in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_in_csv(title) for title in header])
    writer.writerows([_in_csv(cell) for cell in row] for row in rows)
    return _download(name, "csv", "text/csv; charset=utf-8", text.getvalue().encode("utf-8-sig"))


def xlsx_response(name: str, header: Sequence[str], rows: Iterable[Row]) -> HttpResponse:
    """A download called `name`.xlsx: one sheet, one header row that stays in sight, no formula."""
    content = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("Data")
        bold = book.add_format({"bold": True})
        day, moment = (
            book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss")
        )
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(header):
            sheet.write_string(0, column, _fitting(title), bold)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, line, column, cell, day, moment)
    return _download(name, "xlsx", _XLSX, content.getvalue())


def _in_csv(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return _in_utc(cell).isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(_writable(cell)) if isinstance(cell, str) else cell


def _writable(text: str) -> str:
    """Halves of a character, which a broken file can hold, cannot be written."""
    return text.encode("utf-8", "replace").decode()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, cell: Cell, day: object, moment: object
) -> None:
    if cell is None:
        return
    if isinstance(cell, datetime) and _in_utc(cell).date() >= _FIRST_DAY_IN_EXCEL:
        sheet.write_datetime(line, column, _in_utc(cell), moment)
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST_DAY_IN_EXCEL:
        sheet.write_datetime(line, column, cell, day)
    elif isinstance(cell, int | float) and _is_exact(cell):
        sheet.write_number(line, column, cell)
    else:
        sheet.write_string(line, column, _fitting(str(_in_csv(cell) if isinstance(cell, date) else cell)))


def _is_exact(number: float) -> bool:
    """Whether Excel, which keeps 53 bits, would show the number as it is."""
    if isinstance(number, bool):
        return False
    if isinstance(number, int):
        return abs(number) <= _LARGEST_EXACT_IN_EXCEL
    return math.isfinite(number)


def _fitting(text: str) -> str:
    """Excel refuses longer text; where it is cut, that is told."""
    text = _writable(text)
    if len(text) <= _LONGEST_TEXT_IN_EXCEL:
        return text
    cut = " […]"
    return text[: _LONGEST_TEXT_IN_EXCEL - len(cut)] + cut


def _in_utc(moment: datetime) -> datetime:
    """Neither form holds a time zone; the times of a study are those of UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _download(name: str, ending: str, kind: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    plain = re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-.") or "export"
    named = content_disposition_header(as_attachment=True, filename=f"{plain}.{ending}")
    response["Content-Disposition"] = named or "attachment"
    return response

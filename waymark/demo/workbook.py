"""The workbook of notifications: a title, headers as people choose them, one row a notification, notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from waymark.demo.telling import Told
from waymark.demo.wording import Wording
from waymark.instruments.pack import Pack

_MADE = datetime(2016, 5, 1)  # noqa: DTZ001  # fixed, so that the same rows give the same bytes


def write_workbook(path: Path, told: Sequence[Told], wording: Wording, pack: Pack) -> None:
    """Write the sheet of notifications and the sheet of notes."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": wording.title, "created": _MADE})
    bold, as_date = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(wording.sheet)
    names = [variable.key for variable in pack.stated_by("notification")]
    sheet.write_string(0, 0, wording.title, bold)
    for column, name in enumerate(names):
        sheet.write_string(2, column, wording.headers.get(name, pack.variables[name].label), bold)
    sheet.set_column(0, len(names) - 1, 16)
    sheet.freeze_panes(3, 1)
    for position, one in enumerate(told, start=3):
        for column, name in enumerate(names):
            cell = one.sheet.get(name)
            if isinstance(cell, date):
                sheet.write_datetime(position, column, datetime(cell.year, cell.month, cell.day), as_date)  # noqa: DTZ001
            elif isinstance(cell, int):
                sheet.write_number(position, column, cell)
            elif cell is not None:
                sheet.write_string(position, column, cell)
    notes = book.add_worksheet(wording.notes_sheet)
    notes.set_column(0, 0, 110)
    for position, line in enumerate(wording.notes):
        notes.write_string(position, 0, line, bold if position == 0 else None)
    book.close()

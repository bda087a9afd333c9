"""A sheet as a grid of cells, before anyone knows where its table begins.

Every reader of a format gives a `Grid`; `tabulation` finds the table in it. Rows and columns count from 0
here, because they are positions; what a person is told counts from 1 and by letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from waymark.register.values import CellValue


@dataclass(frozen=True)
class CellRange:
    """Cells merged into one: first and last row and column, both inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """`rows[0]` is the first line of the sheet, blank lines included; rows may differ in length."""

    name: str
    rows: list[list[CellValue]]
    merged: tuple[CellRange, ...] = ()
    notes: tuple[str, ...] = ()


def filled(row: list[CellValue]) -> list[int]:
    """The columns of a row that have something in them."""
    return [column for column, value in enumerate(row) if value is not None]


def column_letters(column: int) -> str:
    """What a spreadsheet calls the column: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def one_line(value: CellValue) -> str:
    """The cell as one line of text, runs of white space made single."""
    return " ".join(str(value).split()) if value is not None else ""


_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = re.compile(rf"\b\d{{1,2}}(st|nd|rd|th)?[\s./-]*({_MONTHS})", re.IGNORECASE)


def is_datum(value: CellValue) -> bool:
    """Whether a cell looks like a value rather than the name of one: a number, a date, a reference."""
    if not isinstance(value, str):
        return value is not None
    digits = sum(character.isdigit() for character in value)
    if digits == 0:
        return False
    letters = sum(character.isalpha() for character in value)
    return digits >= letters or _MONTH.search(value) is not None


def spoken_rows(rows: list[int]) -> str:
    """Positions of rows as a person reads them: “row 4”, “rows 2 to 5, 9”."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    shown = [f"{a + 1} to {b + 1}" if b > a else f"{a + 1}" for a, b in runs[:8]]
    more = f" and {len(runs) - 8} more places" if len(runs) > 8 else ""
    return ("row " if len(set(rows)) == 1 else "rows ") + ", ".join(shown) + more

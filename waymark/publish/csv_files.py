"""A CSV file for each table and each figure, safe to open in a spreadsheet.

UTF-8 with a byte order mark, so that Excel reads the letters; text that a spreadsheet would run as a formula
is led by an apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from waymark.analysis.harmless import harmless
from waymark.analysis.results import FigureResult, TableResult
from waymark.publish.flat import Value, flat


def table_file_name(table: TableResult) -> str:
    return f"table-{_slug(table.number)}.csv"


def figure_file_name(figure: FigureResult) -> str:
    return f"figure-{_slug(figure.number)}.csv"


def write_table(folder: Path, table: TableResult) -> Path:
    """Rows as printed, with counts and percentages in columns of their own, and the numbers of the notes."""
    data = flat(table)
    noted = any(data.notes)
    heads = (*data.heads, "Notes") if noted else data.heads
    rows = [
        (*row, " ".join(f"[note {n}]" for n in notes) or "none") if noted else row
        for row, notes in zip(data.rows, data.notes, strict=True)
    ]
    return _write(folder / table_file_name(table), heads, rows)


def write_figure(folder: Path, figure: FigureResult) -> Path:
    return _write(folder / figure_file_name(figure), figure.columns, figure.rows)


def _write(path: Path, heads: Iterable[str], rows: Iterable[Iterable[Value]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([harmless(head) for head in heads])
        writer.writerows([harmless(value) for value in row] for row in rows)
    return path


def _slug(number: str) -> str:
    return number.replace(".", "-").lower()

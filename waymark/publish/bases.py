"""Which columns of a table are told with their base: those whose cells are counts, or percentages of it.

A column of populations, ratios, medians or marks has cases behind it too, but their number in its head would
be read as what the column holds.
"""

from __future__ import annotations

from waymark.analysis.results import Cell, TableResult


def shown_base(table: TableResult, c: int) -> int | None:
    """The base to print in the head of the column; none where it would mislead."""
    base = table.columns[c].base
    cells = [row.cells[c] for row in table.rows if c < len(row.cells) and not row.heading]
    if base is None or not any(_is_counted(cell, table) or cell.reason == "c" for cell in cells):
        return None
    return base


def _is_counted(cell: Cell, table: TableResult) -> bool:
    if cell.reason is not None or not any(char.isdigit() for char in cell.shown):
        return False
    if "(" in cell.shown:
        return cell.count is not None
    if cell.shown.endswith("%"):
        return table.percent != "row"
    return cell.count is not None and cell.value is None and cell.low is None

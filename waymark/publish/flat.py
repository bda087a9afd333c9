"""A table as data: one head, one row a row, counts and percentages in columns of their own.

Data files and the workbook are both written from this. Sub-rows are named with the row above them and rows
under a heading with the heading, so that each row says by itself what it counts; no cell is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waymark.analysis.results import Cell, Column, Row, TableResult
from waymark.publish.bases import shown_base

Value = str | int | float
NOTHING = "no"  # a mark that is not there, in a table of marks
MEASURES: tuple[tuple[str, Callable[[Cell], int | float | None]], ...] = (
    ("count", lambda cell: cell.count),
    ("percent", lambda cell: cell.percent),
    ("value", lambda cell: cell.value),
    ("lower 95%", lambda cell: cell.low),
    ("upper 95%", lambda cell: cell.high),
)


@dataclass(frozen=True)
class Flat:
    """`measures` tells for each column what it holds: label, count, percent, value …"""

    heads: tuple[str, ...]
    measures: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[tuple[int, ...], ...]  # of each row, by the table's own numbers


def flat(table: TableResult) -> Flat:
    bases = [shown_base(table, c) for c in range(len(table.columns))]
    columns = [(c, name, value) for c in range(len(table.columns)) for name, value in _measures(table, c)]
    heads = (table.row_heading or "Row", *(_head(table.columns[c], bases[c], name) for c, name, _ in columns))
    rows: list[tuple[Value, ...]] = []
    notes: list[tuple[int, ...]] = []
    for row, label in _labelled(table):
        cells = [row.cells[c] if c < len(row.cells) else Cell() for c in range(len(table.columns))]
        rows.append((label, *(_written(cells[c], value(cells[c])) for c, _, value in columns)))
        notes.append(tuple(dict.fromkeys(note for cell in cells for note in cell.notes)))
    return Flat(_unique(heads), ("label", *(name for _, name, _ in columns)), tuple(rows), tuple(notes))


def _measures(table: TableResult, c: int) -> list[tuple[str, Callable[[Cell], int | float | None]]]:
    """What the cells of a column hold; its words where they hold no number at all."""
    cells = [row.cells[c] for row in table.rows if c < len(row.cells)]
    held = [(name, value) for name, value in MEASURES if any(value(cell) is not None for cell in cells)]
    return held or [("", lambda cell: None)]


def _head(column: Column, of: int | None, measure: str) -> str:
    label = f"{column.group}: {column.label}" if column.group else column.label
    base = "" if of is None else f", n={of:,}"
    printed = ", printed earlier" if column.published else ""
    return f"{label}{base}{printed} ({measure})" if measure else f"{label}{base}{printed}"


def _written(cell: Cell, value: int | float | None) -> Value:
    """The number, else the reason why there is none, else the mark."""
    if cell.reason in ("c", "k"):
        return f"[{cell.reason}]"
    if value is not None:
        return value
    if cell.reason:
        return f"[{cell.reason}]"
    if cell.count is not None or cell.value is not None or cell.percent is not None:
        return "[z]"
    return cell.shown or NOTHING


def _labelled(table: TableResult) -> list[tuple[Row, str]]:
    found: list[tuple[Row, str]] = []
    heading, above = "", ""
    for row in table.rows:
        if row.heading:
            heading = row.label
            continue
        if row.level == 0:
            above = row.label
        parts = [heading, above if row.level and above else "", row.label]
        found.append((row, ": ".join(part for part in parts if part)))
    return found


def _unique(heads: tuple[str, ...]) -> tuple[str, ...]:
    """Heads that a marked-up table accepts: none twice."""
    seen: dict[str, int] = {}
    result: list[str] = []
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        result.append(head if seen[head] == 1 else f"{head} {seen[head]}")
    return tuple(result)

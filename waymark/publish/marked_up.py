"""A table made ready for its template: head rows with their scopes, body rows, notes with their places.

Assistive technology reads a cell with its heads, so every head says what it spans: a column, a group of
columns, a row, or a group of rows. A note to which every cell of a column or a row points is pointed to once,
from its head.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from waymark.analysis.results import Cell, Column, Row, TableResult
from waymark.publish.bases import shown_base

MANY_COLUMNS = 8
MANY_ROWS = 25


@dataclass(frozen=True)
class Span:
    """A head over `size` columns; without a label the columns below stand for themselves."""

    label: str
    size: int
    published: bool


@dataclass(frozen=True)
class Head:
    label: str
    base: int | None
    published: bool
    notes: tuple[int, ...]


@dataclass(frozen=True)
class BodyCell:
    """`share` is what stands in brackets after the number, apart so that numbers align."""

    text: str
    share: str
    notes: tuple[int, ...]
    published: bool
    symbol: bool


@dataclass(frozen=True)
class BodyRow:
    label: str
    level: int
    kind: str  # "", "total" or "heading"
    published: bool
    notes: tuple[int, ...]
    cells: tuple[BodyCell, ...]


@dataclass(frozen=True)
class MarkedUp:
    """`groups` is empty where no column has one. `general_notes` are those that no cell points to. `looks`
    are the classes of the table: dense and long where it has many columns or rows, marks where it holds no
    number, whole where a cell says 100%."""

    groups: tuple[Span, ...]
    heads: tuple[Head, ...]
    rows: tuple[BodyRow, ...]
    general_notes: tuple[int, ...]
    symbols: tuple[str, ...]
    has_published: bool
    looks: tuple[str, ...]


def marked_up(table: TableResult) -> MarkedUp:
    body = [row for row in table.rows if not row.heading]
    cells = [cell for row in body for cell in row.cells]
    of_columns = [
        _shared([row.cells[c] for row in body if c < len(row.cells)]) for c in range(len(table.columns))
    ]
    rows = tuple(_row(table, row, of_columns) for row in table.rows)
    pointed = {note for cell in cells for note in cell.notes}
    return MarkedUp(
        groups=_groups(table.columns),
        heads=tuple(
            Head(column.label, shown_base(table, c), column.published, of_columns[c])
            for c, column in enumerate(table.columns)
        ),
        rows=rows,
        general_notes=tuple(n for n in range(1, len(table.notes) + 1) if n not in pointed),
        symbols=tuple(dict.fromkeys(cell.reason for cell in cells if cell.reason and cell.shown)),
        has_published=any(column.published for column in table.columns) or any(row.published for row in body),
        looks=tuple(_looks(table, rows)),
    )


def _looks(table: TableResult, rows: tuple[BodyRow, ...]) -> Iterable[str]:
    if len(table.columns) >= MANY_COLUMNS:
        yield "dense"
    if len(rows) >= MANY_ROWS:
        yield "long"
    if not any(char.isdigit() for row in rows for cell in row.cells for char in cell.text):
        yield "marks"
    if any(cell.share == "(100%)" for row in rows for cell in row.cells):
        yield "whole"


def _shared(cells: list[Cell]) -> tuple[int, ...]:
    """The notes to which all of several cells point."""
    if len(cells) < 2:
        return ()
    return tuple(n for n in cells[0].notes if all(n in cell.notes for cell in cells))


def _groups(columns: tuple[Column, ...]) -> tuple[Span, ...]:
    """Neighbouring columns of one group under one head."""
    if not any(column.group for column in columns):
        return ()
    spans: list[Span] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        found = list(members)
        if group:
            spans.append(Span(group, len(found), all(column.published for column in found)))
        else:
            spans += [Span("", 1, column.published) for column in found]
    return tuple(spans)


def _row(table: TableResult, row: Row, of_columns: list[tuple[int, ...]]) -> BodyRow:
    kind = "heading" if row.heading else "total" if row.total else ""
    cells = [row.cells[c] if c < len(row.cells) else Cell() for c in range(len(table.columns))]
    own = [c for c, column in enumerate(table.columns) if not column.published]
    shared = _shared([cells[c] for c in own])
    of_row = tuple(n for n in shared if not all(n in of_columns[c] for c in own))
    return BodyRow(
        label=row.label,
        level=row.level,
        kind=kind,
        published=row.published,
        notes=() if row.heading else of_row,
        cells=tuple(
            BodyCell(
                *_parted(cell.shown),
                notes=tuple(n for n in cell.notes if n not in of_row and n not in of_columns[c]),
                published=table.columns[c].published or row.published,
                symbol=cell.reason is not None,
            )
            for c, cell in enumerate(cells)
        ),
    )


def _parted(shown: str) -> tuple[str, str]:
    """“26 (9%)” as 26 and (9%)."""
    number, bracket, rest = shown.partition(" (")
    return (number, bracket.strip() + rest) if bracket and rest.endswith(")") else (shown, "")

"""A table or figure as JSON, as CSV and as plain text for a terminal.

JSON is the contract: number, title, columns, rows with cells, tests, notes, freeze. CSV is tidy, one line a
cell, so that a spreadsheet or a program can take it as it is. Text is for eyes.
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
from typing import Any

import msgspec

from waymark.analysis.against_print import said
from waymark.analysis.harmless import harmless
from waymark.analysis.results import Cell, FigureResult, Row, TableResult, TestResult
from waymark.analysis.rounding import half_up

CSV_HEADER = (
    *("row", "row_label", "level", "column", "column_label", "column_group", "base", "published"),
    *("count", "percent", "value", "low", "high", "shown", "reason", "notes"),
)
TEXT_WIDTH = 100
LABEL_WIDTH = 44
COLUMN_WIDTH = 18


def to_json(result: TableResult | FigureResult) -> str:
    """One object. A table's cell has `count`, `percent` and `shown`, or a `reason`; the rest where it
    applies."""
    made = _table_object(result) if isinstance(result, TableResult) else msgspec.to_builtins(result)
    return json.dumps(made, ensure_ascii=False, indent=2)


def to_csv(result: TableResult | FigureResult) -> str:
    """A table: one line a cell. A figure: its data as a table."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    if isinstance(result, FigureResult):
        writer.writerows([harmless(cell) for cell in row] for row in (result.columns, *result.rows))
        return written.getvalue()
    writer.writerow(CSV_HEADER)
    for row in result.rows:
        for column, cell in zip(result.columns, row.cells, strict=True):
            published = "yes" if column.published or row.published else "no"
            named = (
                row.key,
                row.label,
                row.level,
                column.key,
                column.label,
                column.group,
                column.base,
                published,
            )
            measured = (cell.count, cell.percent, cell.value, cell.low, cell.high)
            told = (cell.shown, cell.reason, " ".join(map(str, cell.notes)))  # figures and symbols of our own
            writer.writerow((*map(harmless, named), *measured, *told))
    return written.getvalue()


def to_text(result: TableResult | FigureResult) -> str:
    """For the terminal: title, caption, the table, tests and notes."""
    if isinstance(result, FigureResult):
        heading, opening = f"Figure {result.number}: {result.title}", result.sentence
        lines = [list(result.columns), *(list(row) for row in result.rows)]
        tests: list[str] = []
    else:
        heading, opening = f"Table {result.number}: {result.title}", result.caption
        lines = _text_rows(result)
        tests = [_test_text(test) for test in result.tests]
    notes = [f"[note {number}] {note}" for number, note in enumerate(result.notes, start=1)]
    below = [_wrapped(text) for text in (*tests, *notes, f"Freeze {result.freeze[:12]}")]
    return "\n".join([_wrapped(heading), _wrapped(opening), "", *_aligned(lines), "", *below]) + "\n"


# -- JSON ---------------------------------------------------------------------------------------------


def _table_object(result: TableResult) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(result)
    made["rows"] = [
        {**msgspec.to_builtins(row), "cells": [_cell_object(c) for c in row.cells]} for row in result.rows
    ]
    made["tests"] = [msgspec.to_builtins(test) | {"published": _published(test)} for test in result.tests]
    return made


def _cell_object(cell: Cell) -> dict[str, Any]:
    given: dict[str, Any] = msgspec.to_builtins(cell)  # without what does not apply
    if cell.reason:
        return given
    return {"count": cell.count, "percent": cell.percent, "shown": cell.shown} | given


def _published(test: TestResult) -> dict[str, str] | None:
    printed = test.published
    return {"statistic": printed.statistic, "df": printed.df, "p": printed.p} if printed else None


# -- text ---------------------------------------------------------------------------------------------


def _text_rows(result: TableResult) -> list[list[str]]:
    heads = [" ".join(part for part in (column.group, column.label) if part) for column in result.columns]
    bases = [f"(n={half_up(column.base)})" if column.base is not None else "" for column in result.columns]
    return [
        [result.row_heading, *(f"{head} {base}".strip() for head, base in zip(heads, bases, strict=True))],
        *([_text_label(row), *(_text_cell(cell) for cell in row.cells)] for row in result.rows),
    ]


def _text_label(row: Row) -> str:
    return "  " * row.level + row.label


def _text_cell(cell: Cell) -> str:
    return cell.shown + "".join(f" [note {number}]" for number in cell.notes)


def _test_text(test: TestResult) -> str:
    size = ""
    if test.effect is not None:
        size = f"; {test.effect_name} = {test.effect:.2f}"
    if test.effect_low is not None and test.effect_high is not None:
        size += f" (95% interval {test.effect_low:.2f} to {test.effect_high:.2f})"
    printed = ""
    if test.published:
        parts = (
            test.published.statistic,
            f"df {test.published.df}" if test.published.df else "",
            test.published.p,
        )
        printed = f" Printed: {', '.join(part for part in parts if part)}."
    return " ".join(f"{test.name}: {said(test)}{size}.{printed} {test.assumed} {test.note}".split())


def _aligned(lines: list[list[str]]) -> list[str]:
    """Columns beside each other, long labels broken, numbers to the right."""
    widest = [max(map(len, column)) for column in zip(*lines, strict=True)]
    widths = [min(width, COLUMN_WIDTH if place else LABEL_WIDTH) for place, width in enumerate(widest)]
    text: list[str] = []
    for number, line in enumerate(lines):
        broken = [_broken(cell, width) for cell, width in zip(line, widths, strict=True)]
        for height in range(max(map(len, broken))):
            parts = [cell[height] if height < len(cell) else "" for cell in broken]
            placed = [parts[0].ljust(widths[0])]
            placed += [part.rjust(width) for part, width in zip(parts[1:], widths[1:], strict=True)]
            text.append("  ".join(placed).rstrip())
        if number == 0:
            text.append("  ".join("-" * width for width in widths))
    return text


def _broken(cell: str, width: int) -> list[str]:
    indent = " " * (len(cell) - len(cell.lstrip()))
    return textwrap.wrap(cell.strip(), max(width, 1), initial_indent=indent, subsequent_indent=indent) or [""]


def _wrapped(text: str) -> str:
    return textwrap.fill(text, TEXT_WIDTH)

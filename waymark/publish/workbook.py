"""One accessible workbook of every published table, by the conventions of government spreadsheets.

Cover, contents, notes, tests, then one table a sheet: one head, no merged cell, no empty row, a marked-up
table, notes as [note 1] numbered through the workbook, counts and percentages in columns of their own.
Strings are never taken for formulas, links or numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from waymark.analysis.results import TableResult, TestResult
from waymark.instruments.dates import in_full, moment_in_full
from waymark.publish.flat import Flat, Value, flat
from waymark.publish.publication import Publication
from waymark.publish.symbols import DEMONSTRATION, SYMBOLS, SYNTHETIC

FILE_NAME = "tables.xlsx"
FONT = "Arial"
WIDEST = 46
_FORMATS: dict[str, str] = {
    "count": "#,##0",
    "percent": "0.0",
    "value": "#,##0.###",
    "lower 95%": "0.000",
    "upper 95%": "0.000",
}


@dataclass(frozen=True)
class _Note:
    number: int
    table: str
    text: str


class _Book:
    """The file that is being written, its formats, and its notes by table and by their number there."""

    def __init__(self, path: Path, publication: Publication) -> None:
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file = xlsxwriter.Workbook(str(path), safe)
        frozen = datetime.fromisoformat(publication.manifest.frozen_at).replace(tzinfo=None)
        self.file.set_properties(
            {"title": publication.title, "subject": publication.description, "created": frozen}
        )
        self.publication = publication
        self.notes: dict[tuple[str, int], _Note] = {}
        for table in publication.tables:
            for place, text in enumerate(table.notes, start=1):
                self.notes[table.number, place] = _Note(len(self.notes) + 1, table.number, text)
        plain = {"font_name": FONT, "font_size": 12, "valign": "top"}
        self.title = self.file.add_format({**plain, "bold": True, "font_size": 16})
        self.text = self.file.add_format(plain)
        self.wrapped = self.file.add_format({**plain, "text_wrap": True})
        self.head = self.file.add_format({**plain, "bold": True, "text_wrap": True, "bottom": 1})
        self.right = self.file.add_format({**plain, "align": "right"})
        self.link = self.file.add_format({**plain, "font_color": "#12436D", "underline": 1})
        self.numbers = {
            name: self.file.add_format({**plain, "num_format": form, "align": "right"})
            for name, form in _FORMATS.items()
        }


def write_workbook(path: Path, publication: Publication) -> Path:
    """The workbook of a publication that has passed the gate."""
    book = _Book(path, publication)
    _cover(book)
    _contents(book)
    if book.notes:
        _notes(book)
    if any(table.tests for table in publication.tables):
        _tests(book)
    for table in publication.tables:
        _table(book, table)
    book.file.close()
    return path


def sheet_name(table: TableResult) -> str:
    return f"Table {table.number}"[:31]


def _cover(book: _Book) -> None:
    manifest = book.publication.manifest
    lines = [
        *([f"{DEMONSTRATION}. {SYNTHETIC}"] if book.publication.synthetic else []),
        book.publication.description,
        f"Incidents: {book.publication.window}." if book.publication.window else "",
        f"Source of the method: {book.publication.source}.",
        f"Published on {in_full(book.publication.made_on)}, from the freeze {manifest.freeze}, "
        f"made on {moment_in_full(manifest.frozen_at)}.",
        f"Counted with Waymark {manifest.software}, pack {manifest.pack}, version {manifest.pack_version}.",
        "Each table stands on a sheet of its own; the sheet Contents leads to them.",
        *book.publication.rule.sentences(),
        "Symbols: " + "; ".join(f"[{symbol}] {meaning}" for symbol, meaning in SYMBOLS) + ".",
    ]
    sheet = book.file.add_worksheet("Cover")
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, book.publication.title, book.title)
    for row, line in enumerate((line for line in lines if line), start=1):
        sheet.write_string(row, 0, line, book.wrapped)


def _contents(book: _Book) -> None:
    tables = book.publication.tables
    rows: list[tuple[str, str]] = [("Notes", "Notes of all tables")] if book.notes else []
    if any(table.tests for table in tables):
        rows.append(("Tests", "Tests of all tables, with their sizes"))
    rows += [(sheet_name(table), f"{table.title}. {table.caption}") for table in tables]
    sheet = _sheet(book, "Contents", "Contents", ("Sheet", "What it holds"), rows, (14, 90))
    for place, (name, _) in enumerate(rows, start=2):
        sheet.write_url(place, 0, f"internal:'{name}'!A1", book.link, string=name)


def _notes(book: _Book) -> None:
    rows = [(f"[note {note.number}]", f"Table {note.table}", note.text) for note in book.notes.values()]
    _sheet(book, "Notes", "Notes", ("Note", "Table", "What it says"), rows, (12, 12, 100))


def _tests(book: _Book) -> None:
    rows = [
        (f"Table {table.number}", *_test_row(test))
        for table in book.publication.tables
        for test in table.tests
    ]
    heads = (
        "Table",
        "Test",
        "Size",
        "Size (value)",
        "Statistic",
        "Statistic (value)",
        "df",
        "p",
        "Printed earlier",
    )
    _sheet(book, "Tests", "Tests", heads, rows, (10, 40, 16, 14, 16, 18, 8, 12, 30))


def _test_row(test: TestResult) -> tuple[Value, ...]:
    printed = test.published
    earlier = (
        ", ".join(
            f"{name} {value}"
            for name, value in (("statistic", printed.statistic), ("df", printed.df), ("p", printed.p))
            if value
        )
        if printed
        else "none"
    )
    return (
        test.name,
        test.effect_name,
        "[z]" if test.effect is None else test.effect,
        test.statistic_name,
        "[z]" if test.statistic is None else test.statistic,
        "[z]" if test.df is None else test.df,
        test.p,
        earlier,
    )


def _table(book: _Book, table: TableResult) -> None:
    """Title, caption and way back, then the marked-up table; no row between them is empty."""
    data = flat(table)
    noted = any(data.notes)
    heads = (*data.heads, "Notes") if noted else data.heads
    rows = [
        (*row, _pointers(book, table, notes)) if noted else row
        for row, notes in zip(data.rows, data.notes, strict=True)
    ]
    title = f"Table {table.number}: {table.title}{_general_notes(book, table, data)}"
    measures = (*data.measures, "label") if noted else data.measures
    widths = tuple(_width(head, [row[c] for row in rows]) for c, head in enumerate(heads))
    caption = (
        f"{table.caption}. This sheet holds one table." if table.caption else "This sheet holds one table."
    )
    sheet = _sheet(book, sheet_name(table), title, heads, rows, widths, caption=caption, measures=measures)
    sheet.write_url(2, 0, "internal:'Contents'!A1", book.link, string="Back to the contents")
    sheet.freeze_panes(4, 1)


def _pointers(book: _Book, table: TableResult, notes: Sequence[int]) -> str:
    return " ".join(f"[note {book.notes[table.number, n].number}]" for n in notes) or "none"


def _general_notes(book: _Book, table: TableResult, data: Flat) -> str:
    """Pointers to the notes that speak of the table as a whole."""
    pointed = {note for notes in data.notes for note in notes}
    general = [n for n in range(1, len(table.notes) + 1) if n not in pointed]
    return f" {_pointers(book, table, general)}" if general else ""


def _sheet(
    book: _Book,
    name: str,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Value]],
    widths: Sequence[float],
    *,
    caption: str = "",
    measures: Sequence[str] = (),
) -> Any:
    """A sheet of one marked-up table under its title."""
    sheet = book.file.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, title, book.title)
    top = 1
    if caption:
        sheet.write_string(1, 0, caption, book.text)
        top = 3  # the third row leads back to the contents
    sheet.add_table(
        top,
        0,
        top + max(1, len(rows)),
        len(heads) - 1,
        {
            "name": name.replace(" ", "_").replace(".", "_"),
            "columns": [{"header": head, "header_format": book.head} for head in heads],
            "style": None,
            "autofilter": False,
        },
    )
    for r, row in enumerate(rows, start=top + 1):
        for c, value in enumerate(row):
            _write(book, sheet, (r, c), value, measures[c] if measures else "")
    for c, width in enumerate(widths):
        sheet.set_column(c, c, width)
    return sheet


def _write(book: _Book, sheet: Any, place: tuple[int, int], value: Value, measure: str) -> None:
    if isinstance(value, str):
        numeric = measure not in ("", "label")
        sheet.write_string(*place, value, book.right if numeric else book.wrapped)
    else:
        sheet.write_number(*place, value, book.numbers.get(measure, book.right))


def _width(head: str, values: Sequence[Value]) -> float:
    """Wide enough for the values, and for the head in four lines."""
    longest = max([len(str(v)) if isinstance(v, (str, int)) else 9 for v in values], default=8)
    return min(WIDEST, max(longest, len(head) / 3, 9) * 1.15 + 2)

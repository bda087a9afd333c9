"""Text separated by commas, semicolons or tabs (.csv, .tsv) as a grid of cells.

UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252, which is told. Cells stay text as
received: a reference such as 00417 keeps its noughts, and reading numbers and dates is for cleaning.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from waymark.instruments.problems import InputProblem, Place
from waymark.register.receiving.grids import Grid, is_datum, spoken_rows
from waymark.register.values import CellValue

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_LONGEST_CELL = 10_000_000
_SNIFFED_ROWS = 100


def read_delimited(path: Path) -> Grid:
    """The file as a grid named for the file. Raises `InputProblem` when it breaks off or is no text."""
    text, notes = _decoded(path)
    text, stated = _without_separator_line(text)
    delimiter = stated or _sniffed(text, "\t" if path.suffix.lower() == ".tsv" else ",")
    rows = _parsed(path, text, delimiter)
    if stated:
        rows.insert(0, [])  # the line that states the separator keeps its place in the counting
    _refuse_broken_end(path, text, rows)
    if delimiter != ",":
        notes.append(f"the cells are separated by {_DELIMITERS.get(delimiter, repr(delimiter))}.")
    notes += _uneven(rows)
    cells: list[list[CellValue]] = [[cell if cell.strip() else None for cell in row] for row in rows]
    return Grid(name=path.stem, rows=cells, notes=tuple(notes))


def _decoded(path: Path) -> tuple[str, list[str]]:
    raw = path.read_bytes()
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16"), ["the text is UTF-16."]
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        note = "the text is not UTF-8 and was read as Windows-1252: look at names with accents."
        return raw.decode("cp1252"), [note]
    except UnicodeDecodeError as error:
        what = "the text is neither UTF-8 nor Windows-1252."
        right = "Open it in a spreadsheet program and save it as CSV UTF-8."
        raise InputProblem(what, place=Place(file=path.name), right=right) from error


def _without_separator_line(text: str) -> tuple[str, str]:
    """Excel's first line “sep=;”, where there is one, taken off, and the separator it states."""
    first, _, rest = text.partition("\n")
    stated = first.strip("\r")
    if stated[:4].casefold() == "sep=" and len(stated) == 5:
        return rest, stated[4]
    return text, ""


def _sniffed(text: str, usual: str) -> str:
    """The delimiter that divides the first rows into the most cells, evenly; `usual` where none does."""

    def evenness(delimiter: str) -> tuple[float, bool]:
        widths = [len(row) for row in _first_rows(text, delimiter) if row]
        if not widths:
            return 0.0, False
        width, times = Counter(widths).most_common(1)[0]
        return (width - 1) * times / len(widths), delimiter == usual

    return max(_DELIMITERS, key=evenness)


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return list(islice(reader, _SNIFFED_ROWS))
    except csv.Error:
        return []


def _parsed(path: Path, text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error) or "field limit" in str(error):
            what = "a quotation mark is opened and never closed: the file is cut short, or the mark is stray."
            row = _row_of_open_quote(text, delimiter)
            raise InputProblem(what, place=Place(file=path.name, row=row), right="Save it anew.") from error
    # A quotation mark in the middle of a cell is common and does no harm when read as it stands.
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _row_of_open_quote(text: str, delimiter: str) -> int:
    """The row, as a person counts, in which the last cell was still open."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    read = 0
    try:
        for _ in reader:
            read += 1
    except csv.Error:
        pass
    return read + 1


def _refuse_broken_end(path: Path, text: str, rows: list[list[str]]) -> None:
    """A last row that has no line ending and fewer cells than the others was cut off in the middle."""
    widths = Counter(len(row) for row in rows[:-1] if row)
    if text.endswith(("\n", "\r")) or not widths:
        return
    usual = widths.most_common(1)[0][0]
    last = rows[-1]
    if len(last) < usual and (len(last) > 1 or is_datum(last[0])):
        what = f"the file breaks off in its last row, which has {len(last)} of {usual} cells."
        right = "Fetch it again from where it came from."
        raise InputProblem(what, place=Place(file=path.name, row=len(rows)), right=right)


def _uneven(rows: list[list[str]]) -> list[str]:
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return []
    usual = widths.most_common(1)[0][0]
    longer = [number for number, row in enumerate(rows) if any(cell.strip() for cell in row[usual:])]
    if not longer:
        return []
    note = (
        f"{spoken_rows(longer)}: more cells than the other rows ({usual}); a separator may stand in a text."
    )
    return [note]

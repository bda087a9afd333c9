"""From a grid of cells to a table of received rows: headers, rows, and a note of everything passed over.

Nothing is left out silently. Blank rows, headers printed again, headings inside the table, totals and
remarks below it are no cases, and each is told with its row; cells merged down a column hold for every row
that they cover.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from waymark.register.receiving.grids import Grid, column_letters, filled, is_datum, one_line, spoken_rows
from waymark.register.receiving.header_rows import HeaderRows, find_header_rows
from waymark.register.values import CellValue, ReceivedRow


@dataclass(frozen=True)
class Sheet:
    """A table as received. `header_row` counts as a person does; every row has a cell for every header."""

    name: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[ReceivedRow, ...]
    notes: tuple[str, ...]


_TOTAL = re.compile(r"((grand |sub-?)?totals?|sum|count|average|mean|median)\b.{0,40}", re.IGNORECASE)
_REMARK_WORDS = "notes?|source|key|n\\.?b|prepared|produced|printed|extracted|page|end"
_REMARK = re.compile(rf"({_REMARK_WORDS})\b|[*†‡\[(]", re.IGNORECASE)
_WIDE_ENOUGH = 4


def tabulate(grid: Grid) -> Sheet | None:
    """The table of the sheet, or None where it has none (a sheet of notes, an empty sheet)."""
    found = find_header_rows(grid)
    if found is None:
        return None
    rows, notes = _filled_down(grid, found)
    kept, left_out = _sorted_out(grid, found, rows)
    received = tuple(
        ReceivedRow(grid.name, number + 1, {name: _at(rows[number], c) for c, name in found.names.items()})
        for number in kept
    )
    header = tuple(found.names.values())
    return Sheet(grid.name, header, found.row + 1, received, (*grid.notes, *found.notes, *notes, *left_out))


def _at(cells: list[CellValue], column: int) -> CellValue:
    return cells[column] if column < len(cells) else None


# -- Merged cells -------------------------------------------------------------------------------------


def _filled_down(grid: Grid, found: HeaderRows) -> tuple[list[list[CellValue]], list[str]]:
    """The rows with every cell that is merged down a column filled in, and a note of where."""
    rows = grid.rows
    down, across = defaultdict[int, list[int]](list), list[int]()
    for span in grid.merged:
        if span.bottom <= found.row or _at(grid.rows[span.top], span.left) is None:
            continue
        if span.right > span.left and len(filled(grid.rows[span.top])) > 1:
            across.append(span.top)
        if span.bottom > span.top and span.top > found.row:
            rows = list(grid.rows) if rows is grid.rows else rows
            for row in range(span.top + 1, min(span.bottom + 1, len(rows))):
                cells = [*rows[row], *[None] * (span.left + 1 - len(rows[row]))]
                cells[span.left] = rows[span.top][span.left]
                rows[row] = cells
            down[span.left] += range(span.top, span.bottom + 1)
    notes = [
        f"merged cells in “{found.names.get(column, column_letters(column))}”, {spoken_rows(numbers)}: "
        "the value was taken for each of the rows."
        for column, numbers in sorted(down.items())
    ]
    if across:
        notes.append(
            f"{spoken_rows(across)}: cells are merged across columns; the first of them has the value."
        )
    return rows, notes


# -- Rows that are no cases ---------------------------------------------------------------------------


def _sorted_out(grid: Grid, found: HeaderRows, rows: list[list[CellValue]]) -> tuple[list[int], list[str]]:
    """The positions of the rows to keep, and notes of the others."""
    columns = list(found.names)
    last = max((row for row in range(found.row + 1, len(rows)) if filled(rows[row])), default=found.row)
    titles = {column: name.casefold() for column, name in _header_as_written(grid, found).items()}
    headings = {span.top for span in grid.merged if span.top == span.bottom and span.right > span.left}
    kept, reasons = list[int](), defaultdict[str, list[int]](list)
    for row in range(found.row + 1, last + 1):
        used = filled(rows[row])
        reason = _no_case(row, rows[row], used, columns, titles, headings)
        if reason:
            reasons[reason].append(row)
        else:
            kept.append(row)
    below = _remarks_below(rows, kept, columns)
    if below:
        kept = kept[: -len(below)]
        reasons["below the table: left out"] = below
    told = reasons.items()
    return kept, [
        f"{spoken_rows(numbers)}: {reason}{_quoted(rows, numbers, reason)}." for reason, numbers in told
    ]


_BLANK = "blank: passed over"
_AGAIN = "the headers again: passed over"
_TOTALS = "a total: left out"
_HEADING = "a heading inside the table: left out"


def _no_case(
    row: int,
    cells: list[CellValue],
    used: list[int],
    columns: list[int],
    titles: dict[int, str],
    headings: set[int],
) -> str:
    """Why the row is no case; empty where it is one."""
    if not used:
        return _BLANK
    if len(used) >= 2 and all(one_line(cells[column]).casefold() == titles.get(column) for column in used):
        return _AGAIN
    first, others = one_line(cells[used[0]]), used[1:]
    if _TOTAL.fullmatch(first) and all(is_datum(cells[column]) for column in others):
        return _TOTALS
    if not others and len(columns) > 2 and row in headings:
        return _HEADING
    return ""


def _header_as_written(grid: Grid, found: HeaderRows) -> dict[int, str]:
    cells = grid.rows[found.row]
    return {column: one_line(cells[column]) for column in filled(cells)}


def _remarks_below(rows: list[list[CellValue]], kept: list[int], columns: list[int]) -> list[int]:
    """Rows at the end that hold a remark or a sum rather than a case, from the last upwards."""
    below: list[int] = []
    for row in reversed(kept):
        apart = row > 0 and not filled(rows[row - 1])
        if not (_is_remark(rows[row], columns, apart) or (apart and _is_sum(rows[row], columns))):
            break
        below.append(row)
    if below and len(below) == len(kept):
        return []
    return below[::-1]


def _is_remark(cells: list[CellValue], columns: list[int], apart: bool) -> bool:
    used = filled(cells)
    text = one_line(cells[used[0]])
    if is_datum(cells[used[0]]) or len(used) > 2 or used[0] not in columns[:2]:
        return False
    if _REMARK.match(text):
        return len(used) == 1 or len(columns) >= _WIDE_ENOUGH
    if len(used) > 1:
        return False
    has_digit = any(character.isdigit() for character in text)
    return (len(columns) >= _WIDE_ENOUGH and not has_digit) or (apart and len(text.split()) >= 3)


def _is_sum(cells: list[CellValue], columns: list[int]) -> bool:
    """Bare numbers under a few columns, apart from the table, with nothing in its first."""
    used = filled(cells)
    numbers = all(isinstance(cells[column], int | float) for column in used)
    return numbers and used[0] != columns[0] and len(used) * 3 <= len(columns)


def _quoted(rows: list[list[CellValue]], numbers: list[int], reason: str) -> str:
    if reason in (_BLANK, _AGAIN):
        return ""
    texts = [one_line(rows[row][filled(rows[row])[0]]) for row in numbers[:3]]
    return ", " + ", ".join(f"“{text[:60]}{'…' if len(text) > 60 else ''}”" for text in texts)

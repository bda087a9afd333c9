"""The gate for tables: what the rule withholds becomes a reason, never a number and never a zero.

Columns and rows printed earlier are not touched. Tests below a table with withheld counts are withheld,
for their statistic tells of every count in it.
"""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from waymark.analysis.results import Cell, Column, Row, TableResult
from waymark.analysis.rounding import half_up, percent, printed_percent
from waymark.publish.disclosure.relations import BASE, Key, counts_of, relations_of
from waymark.publish.disclosure.rests import is_range, telling_shares
from waymark.publish.disclosure.rule import SYMBOL, Rule
from waymark.publish.disclosure.solving import protected

WITHHELD = Cell(reason="c", shown=SYMBOL)
SMALLEST_POPULATION = 1_000  # a whole number so large that stands alone counts people, not cases
NOTE_GONE = "Withheld with the cell that it spoke of."
TESTS_GONE = "Tests are withheld: their statistics would tell of the withheld counts."


def apply(table: TableResult, rule: Rule) -> TableResult:
    """The table as it may be published under the rule."""
    hidden = withheld_cells(table, rule)
    ranges = rule.withholds and any(is_range(cell) for row in table.rows for cell in row.cells)
    if hidden or ranges:
        table = _without(table, hidden, rule)
    return _rounded(table, rule) if rule.round_to > 1 else table


def withheld_cells(table: TableResult, rule: Rule) -> frozenset[Key]:
    """Rows and columns of the counts to withhold; row -1 stands for a column's base."""
    if not rule.withholds:
        return frozenset()
    counts = counts_of(table)
    small = {key for key, count in counts.items() if rule.is_small(count)}
    small |= telling_shares(table, counts, rule)
    if not small or not rule.secondary:
        return frozenset(small)

    def cost(key: Key) -> tuple[int, ...]:
        r, _ = key
        above = r == BASE or table.rows[r].total
        return (2 if r == BASE else int(above), int(counts[key] == 0), counts[key])

    return protected(counts, relations_of(table, counts, rule.suppress_below), small, cost)


def _without(table: TableResult, hidden: frozenset[Key], rule: Rule) -> TableResult:
    """The table with the hidden cells replaced, and whatever would give them away."""
    rows = tuple(_row(table, r, row, hidden) for r, row in enumerate(table.rows))
    columns = tuple(
        _without_base(column) if (BASE, c) in hidden else column for c, column in enumerate(table.columns)
    )
    notes = (*_notes(table, rows), " ".join(rule.about_withholding()))
    if table.tests and hidden:
        notes = (*notes, TESTS_GONE)
    tests = () if hidden else table.tests
    return msgspec.structs.replace(table, rows=rows, columns=columns, tests=tests, notes=notes)


def _row(table: TableResult, r: int, row: Row, hidden: frozenset[Key]) -> Row:
    if row.published:
        return row
    touched = any(place == r for place, _ in hidden)
    cells = tuple(
        cell if table.columns[c].published else _cell(cell, (r, c), hidden, touched=touched)
        for c, cell in enumerate(row.cells)
    )
    return msgspec.structs.replace(row, cells=cells)


def _cell(cell: Cell, key: Key, hidden: frozenset[Key], *, touched: bool) -> Cell:
    """What is left of a cell. `touched`: another count of its row is withheld, so ratios and rates go too."""
    if key in hidden or is_range(cell):
        return WITHHELD
    if touched and cell.count is None and _tells_of_cases(cell):
        return WITHHELD
    if (BASE, key[1]) in hidden and cell.percent is not None:
        count = cell.count
        return WITHHELD if count is None else Cell(count=count, shown=half_up(count), notes=cell.notes)
    return cell


def _tells_of_cases(cell: Cell) -> bool:
    if cell.percent is not None or cell.low is not None or cell.high is not None:
        return True
    return cell.value is not None and not (
        cell.value == int(cell.value) and cell.value >= SMALLEST_POPULATION
    )


def _without_base(column: Column) -> Column:
    return msgspec.structs.replace(column, base=None, label=f"{column.label} (n={SYMBOL})")


def _notes(table: TableResult, rows: tuple[Row, ...]) -> list[str]:
    """The notes, without the text of those that only withheld cells point to; numbers stay as they are."""
    before = {note for row in table.rows for cell in row.cells for note in cell.notes}
    after = {note for row in rows for cell in row.cells for note in cell.notes}
    return [NOTE_GONE if i in before - after else text for i, text in enumerate(table.notes, start=1)]


# -- rounding -------------------------------------------------------------------------------------


def _rounded(table: TableResult, rule: Rule) -> TableResult:
    """Every remaining count of this study rounded, percentages computed again from rounded counts."""
    columns = tuple(
        column
        if column.published or column.base is None
        else msgspec.structs.replace(column, base=rule.rounded(column.base))
        for column in table.columns
    )
    rows = tuple(
        row
        if row.published
        else msgspec.structs.replace(
            row,
            cells=tuple(
                cell if table.columns[c].published else _rounded_cell(cell, rule)
                for c, cell in enumerate(row.cells)
            ),
        )
        for row in table.rows
    )
    notes = (*table.notes, *rule.about_rounding())
    return msgspec.structs.replace(table, columns=columns, rows=rows, notes=notes)


def _rounded_cell(cell: Cell, rule: Rule) -> Cell:
    """The cell with its count rounded, and whatever is told beside the count worked out from that."""
    count = cell.count
    if count is None or cell.reason is not None:
        return cell
    near = rule.rounded(count)
    if near == 0 and count > 0:
        return Cell(reason="k", shown="[k]", notes=cell.notes)
    if cell.percent is not None:
        base = rule.rounded(round(100 * count / cell.percent)) if count else 0
        if count and base == 0:
            return Cell(reason="k", shown="[k]", notes=cell.notes)
        share = percent(near, base) if base else 0.0
        counted = _first_number(cell.shown, half_up(near)) if not cell.shown.endswith("%") else cell.shown
        shown = re.sub(r"[\d.]+%", printed_percent(near, base) if base else "0%", counted)
        return msgspec.structs.replace(cell, count=near, percent=share, shown=shown)
    if cell.value is None:
        return msgspec.structs.replace(cell, count=near, shown=_first_number(cell.shown, half_up(near)))
    return _rounded_rate(cell, Fraction(near, count) if count else Fraction(1), near)


def _rounded_rate(cell: Cell, ratio: Fraction, near: int) -> Cell:
    """A rate of the rounded count, in the precision in which it was written; its interval is withheld."""
    numbers = list(re.finditer(r"[\d,]+(?:\.\d+)?", cell.shown))
    shown = cell.shown
    for found in reversed(numbers):
        written = found.group().replace(",", "")
        decimals = len(written.partition(".")[2])
        shown = shown[: found.start()] + half_up(Fraction(written) * ratio, decimals) + shown[found.end() :]
    value = None if cell.value is None else cell.value * float(ratio)
    return msgspec.structs.replace(cell, count=near, value=value, low=None, high=None, shown=shown)


def _first_number(text: str, number: str) -> str:
    return re.sub(r"[\d,]+", number, text, count=1)

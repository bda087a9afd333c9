"""Cells printed by an earlier source: the pack's aggregates beside the computed columns.

Counts stand as printed; their percentages are computed again from the printed count and base, and where the
print said otherwise a note tells both. What the source left empty is a cell with the reason x.
"""

from __future__ import annotations

from fractions import Fraction

from waymark.analysis.cells import NOT_APPLICABLE, NOT_AVAILABLE, Measured
from waymark.analysis.results import Cell
from waymark.analysis.rounding import half_up, percent, printed_percent
from waymark.analysis.rows import ColumnPlan, RowPlan
from waymark.instruments.pack import Aggregate, Pack
from waymark.instruments.tables import CountTable, Measure


class PublishedCells:
    """The printed cells of one table, looked up by the keys of row and column."""

    def __init__(self, table: CountTable, pack: Pack, columns: tuple[ColumnPlan, ...]) -> None:
        self._table = table
        self._columns = columns
        self._printed = {(a.row, a.column): a for a in pack.aggregates if a.table == table.number}

    def cell(self, row: RowPlan, column: ColumnPlan) -> Measured:
        """The cell as printed. A total that is not among the aggregates is the column's printed base."""
        measure = row.measure or column.spec.measure
        if measure == "heading":
            return Measured(Cell(reason="z"))
        aggregate = self._printed.get((row.key, column.key))
        if aggregate is None and row.spec.total and column.spec.base is not None:
            aggregate = Aggregate(
                table=self._table.number, row=row.key, column=column.key, count=column.spec.base
            )
        if aggregate is None or (aggregate.count is None and not aggregate.value):
            return NOT_AVAILABLE
        if measure in ("count", "percent", "count_percent"):
            return self._counted(measure, aggregate, row, column)
        return _valued(measure, aggregate)

    def _counted(self, measure: Measure, aggregate: Aggregate, row: RowPlan, column: ColumnPlan) -> Measured:
        count = aggregate.count
        if count is None:
            return NOT_AVAILABLE
        said = half_up(count) + row.spec.suffix
        base = self._base(row, column)
        if measure == "count" or base is None:
            return Measured(Cell(count=count, shown=said))
        if base == 0:
            return NOT_APPLICABLE
        decimals = column.spec.decimals or 0
        share = printed_percent(count, base, decimals)
        shown = share if measure == "percent" else f"{said} ({share})"
        cell = Cell(count=count, percent=percent(count, base), shown=shown)
        differs = aggregate.percent and aggregate.percent.rstrip("%") != share.rstrip("%")
        return Measured(cell, printed=f"{said} ({aggregate.percent.rstrip('%')}%)" if differs else "")

    def _base(self, row: RowPlan, column: ColumnPlan) -> int | None:
        """What a percentage is of: the printed base, or along a row the cells of the same period and
        heading."""
        if self._table.percent == "none":
            return None
        if self._table.percent != "row":
            return column.spec.base
        beside = [c for c in self._columns if _heading(c) == _heading(column)]
        counts = [a.count for c in beside if (a := self._printed.get((row.key, c.key)))]
        return sum(count for count in counts if count is not None)


def _heading(column: ColumnPlan) -> tuple[str, str]:
    return column.spec.published, column.spec.group


def _valued(measure: Measure, aggregate: Aggregate) -> Measured:
    """Rates, ratios and whatever else was printed as a value, in its own precision."""
    value = _number(aggregate.value)
    both = measure == "annual_count_and_rate" and aggregate.count is not None
    shown = f"{half_up(aggregate.count or 0)} ({aggregate.value})" if both else aggregate.value
    return Measured(Cell(count=aggregate.count, value=value, shown=shown or half_up(aggregate.count or 0)))


def _number(text: str) -> float | None:
    try:
        return float(Fraction(text.replace(",", "")))
    except ValueError:
        return None

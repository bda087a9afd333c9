"""What a computed cell of a table of counts says: each measure, from exact counts to print.

In: the counts of a table and the plans of a row and a column. Out: a `Cell`, and the notes that it needs.
Published cells stand in `published_cells`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from waymark.analysis.cube import Conditions, Counts, Cube
from waymark.analysis.rates import annual_rate, years_covered
from waymark.analysis.results import Cell
from waymark.analysis.rounding import half_up, percent, printed_percent
from waymark.analysis.rows import ColumnPlan, RowPlan, stated
from waymark.analysis.spreads import Spread
from waymark.instruments.conditions import Condition
from waymark.instruments.pack import Denominator, Pack
from waymark.instruments.problems import InputProblem, Place
from waymark.instruments.tables import CountTable, Measure

RATE_DECIMALS = 3
RATE_BESIDE_COUNT_DECIMALS = 2
IMPLIED = "implied"
"""A denominator whose source says this was worked back from a printed rate."""


@dataclass(frozen=True)
class Counted:
    """A table, counted. `numbers` holds a cube by variable for medians and ranges."""

    pack: Pack
    table: CountTable
    population: Conditions
    rows: tuple[RowPlan, ...]
    counts: Counts
    numbers: Mapping[str, Cube]


@dataclass(frozen=True)
class Measured:
    """A cell, what has to be said of it below the table, and how it was printed where that is not what its
    own count and base give."""

    cell: Cell
    notes: tuple[str, ...] = ()
    printed: str = ""


def measured(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    """The cell where the row and the column meet."""
    return _MEASURES[row.measure or column.spec.measure](counted, row, column)


def base_conditions(table: CountTable, row: RowPlan, column: ColumnPlan) -> Conditions | None:
    """Which cases of the population a percentage in the cell is of; None where the table has no
    percentages."""
    if table.percent == "none":
        return None
    if table.percent == "population":
        return stated(table.base_variable)
    if table.percent == "row":
        return (*row.conditions, *column.row_base)
    return (*column.conditions, *row.base)


def symbol(reason: str) -> str:
    """A reason as print has it."""
    return f"[{reason}]"


NOT_APPLICABLE = Measured(Cell(reason="z", shown=symbol("z")))
NOT_AVAILABLE = Measured(Cell(reason="x", shown=symbol("x")))


def _count(counted: Counted, row: RowPlan, column: ColumnPlan) -> int:
    return counted.counts.count(*row.conditions, *column.conditions)


def _said_count(count: int, row: RowPlan) -> str:
    return half_up(count) + row.spec.suffix


def _heading(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    return Measured(Cell(reason="z"))


def _count_alone(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    count = _count(counted, row, column)
    return Measured(Cell(count=count, shown=_said_count(count, row)))


def _percent_alone(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    return _with_percent(counted, row, column, "{percent}")


def _count_percent(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    return _with_percent(counted, row, column, "{count} ({percent})")


def _with_percent(counted: Counted, row: RowPlan, column: ColumnPlan, form: str) -> Measured:
    of = base_conditions(counted.table, row, column)
    if of is None:
        return _count_alone(counted, row, column)
    count, base = _count(counted, row, column), counted.counts.count(*of)
    if base == 0:  # nobody to be a share of
        return Measured(Cell(count=count, reason="z", shown=symbol("z")))
    said_percent = printed_percent(count, base, column.spec.decimals or 0)
    shown = form.format(count=_said_count(count, row), percent=said_percent)
    return Measured(Cell(count=count, percent=percent(count, base), shown=shown))


def _ratio(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    within = (*row.conditions, *column.conditions)
    of, over = counted.counts.count(*within, *column.of), counted.counts.count(*within, *column.over)
    if over == 0:
        return NOT_APPLICABLE
    ratio = Fraction(of, over)
    decimals = 1 if column.spec.decimals is None else column.spec.decimals
    return Measured(Cell(value=float(ratio), shown=half_up(ratio, decimals)))


def _annual_rate(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    return _rated(counted, row, column, RATE_DECIMALS, "{rate}")


def _annual_count_and_rate(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    return _rated(counted, row, column, RATE_BESIDE_COUNT_DECIMALS, "{yearly} ({rate})")


def _rated(counted: Counted, row: RowPlan, column: ColumnPlan, decimals: int, form: str) -> Measured:
    people, notes = _people(counted, row, column)
    if not people:
        return NOT_AVAILABLE
    count = _count(counted, row, column)
    years = years_covered(counted.pack, (*counted.population, *row.conditions, *column.conditions))
    rate = annual_rate(count, years, people)
    printed = half_up(rate.per_100_000, decimals if column.spec.decimals is None else column.spec.decimals)
    shown = form.format(yearly=half_up(count / years), rate=printed)
    cell = Cell(count=count, value=float(rate.per_100_000), low=rate.low, high=rate.high, shown=shown)
    return Measured(cell, notes)


def _denominator(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    people, notes = _people(counted, row, column)
    return Measured(Cell(value=people, shown=half_up(people)), notes) if people else NOT_AVAILABLE


def _people(counted: Counted, row: RowPlan, column: ColumnPlan) -> tuple[int, tuple[str, ...]]:
    """How many people the cell's rate is among, and a note where that was not printed but implied."""
    name = column.spec.denominators
    found = [d for key in (row.key, column.key) if (d := counted.pack.denominator(name, key))][:1]
    if not found and row.spec.total:
        parts = [other for other in counted.rows if not (other.level or other.spec.total or other.heading)]
        found = [d for part in parts if (d := counted.pack.denominator(name, part.key))]
    notes = dict.fromkeys(_implied(d) for d in found if IMPLIED in d.source.casefold())
    return sum(d.value for d in found), tuple(notes)


def _implied(denominator: Denominator) -> str:
    return f"Rates per 100,000: the population was not printed; it is {denominator.source.rstrip('.')}."


def _median(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    spread = _spread(counted, row, column)
    if not spread.count:
        return NOT_APPLICABLE
    median = spread.quantile(Fraction(1, 2))
    decimals = 0 if median.denominator == 1 else 1
    shown = half_up(median, decimals if column.spec.decimals is None else column.spec.decimals)
    return Measured(Cell(count=spread.count, value=float(median), shown=shown))


def _range(counted: Counted, row: RowPlan, column: ColumnPlan) -> Measured:
    spread = _spread(counted, row, column)
    if not spread.count:
        return NOT_APPLICABLE
    ends = " to ".join(half_up(end, column.spec.decimals or 0) for end in (spread.lowest, spread.highest))
    return Measured(Cell(count=spread.count, low=spread.lowest, high=spread.highest, shown=ends))


def _spread(counted: Counted, row: RowPlan, column: ColumnPlan) -> Spread:
    name = column.spec.of_variable
    if name not in counted.numbers:
        place = Place(file="tables.toml", part=f"table {counted.table.number}, column {column.key}")
        raise InputProblem("a median or range needs a number.", place=place, right="Name it in of_variable.")
    return spread_of(counted.numbers[name], name, (*row.conditions, *column.conditions))


def spread_of(cube: Cube, number: str, conditions: Conditions) -> Spread:
    """The values of the number in the cells of the cube that meet the conditions."""
    values, places = cube.values[number]
    within = cube.where((*conditions, Condition(variable=number, stated=True)))
    cells = zip(places[within].tolist(), cube.counts[within].tolist(), strict=True)
    return Spread.of((value, cases) for place, cases in cells if isinstance(value := values[place], int))


_MEASURES: dict[Measure, Callable[[Counted, RowPlan, ColumnPlan], Measured]] = {
    "count": _count_alone,
    "percent": _percent_alone,
    "count_percent": _count_percent,
    "ratio": _ratio,
    "annual_rate": _annual_rate,
    "annual_count_and_rate": _annual_count_and_rate,
    "denominator": _denominator,
    "median": _median,
    "range": _range,
    "heading": _heading,
}

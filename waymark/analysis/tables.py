"""A table of a pack, computed from a freeze: `tabulate` takes what the author wants printed and gives the
table as a frozen value, the same for page, workbook, terminal and JSON.
"""

from __future__ import annotations

from waymark.analysis.captions import caption, row_heading
from waymark.analysis.cells import Counted, base_conditions, measured
from waymark.analysis.cube import Conditions, Counts, Cube, count_cases
from waymark.analysis.engine import Engine
from waymark.analysis.notes import Notes
from waymark.analysis.published_cells import PublishedCells
from waymark.analysis.results import Cell, Column, Row, TableResult, TestResult
from waymark.analysis.rows import ColumnPlan, RowPlan, columns_of, rows_of, spanning_variable, stated
from waymark.instruments.conditions import Condition
from waymark.instruments.tables import CountTable, GridTable, TableSpec


def tabulate(engine: Engine, spec: TableSpec) -> TableResult:
    """The table, counted. Raises `InputProblem` where the pack asks for what cannot be computed."""
    if isinstance(spec, CountTable):
        return _tabulate_counts(engine, spec)
    if isinstance(spec, GridTable):
        from waymark.analysis.grids import tabulate_grid

        return tabulate_grid(engine, spec)
    from waymark.analysis.areas import tabulate_areas

    return tabulate_areas(engine, spec)


def _tabulate_counts(engine: Engine, table: CountTable) -> TableResult:
    rows, columns = rows_of(table, engine.pack), columns_of(table, engine.pack)
    counted = count_table(engine, table, rows, columns)
    printed = PublishedCells(table, engine.pack, columns)
    notes = Notes(table, engine.pack)
    made = []
    for row in rows:
        cells = []
        for column in columns:
            published = row.spec.published or column.spec.published
            found = printed.cell(row, column) if published else measured(counted, row, column)
            cells.append(notes.attach(row, column, found))
        made.append(_row(row, tuple(cells)))
    shown_columns = tuple(_column(counted, column) for column in columns)
    tests = _tests(table, made, shown_columns, notes)
    return TableResult(
        number=table.number,
        title=table.title,
        caption=caption(engine, table.population, counted.counts.count()),
        row_heading=row_heading(engine, table),
        columns=shown_columns,
        rows=tuple(made),
        percent=table.percent,
        tests=tests,
        notes=notes.texts,
        freeze=engine.freeze_name,
        seed=table.seed,
    )


def _tests(
    table: CountTable, rows: list[Row], columns: tuple[Column, ...], notes: Notes
) -> tuple[TestResult, ...]:
    if not table.test:
        return ()
    # SciPy's statistics take most of a second to import; most tables do without.
    from waymark.analysis.significance import tests_below

    below = tests_below(table, rows, columns)
    for test in below:
        notes.add(test.note)
    return tuple(result for test in below for result in test.results)


def count_table(
    engine: Engine, table: CountTable, rows: tuple[RowPlan, ...], columns: tuple[ColumnPlan, ...]
) -> Counted:
    """Everything the table's cells need, in as few queries as can be."""
    population = engine.pack.resolved((), table.population)
    asked: list[Conditions] = [
        (),
        *(_in_column(table, column) for column in columns if not column.spec.published),
    ]
    for row in rows:
        for column in columns:
            if not (row.heading or row.spec.published or column.spec.published):
                base = base_conditions(table, row, column) or ()
                in_cell = (*row.conditions, *column.conditions)
                asked.append(tuple(dict.fromkeys((*in_cell, *base, *column.of, *column.over))))
    return Counted(
        pack=engine.pack,
        table=table,
        population=population,
        rows=rows,
        counts=Counts(engine, population, asked),
        numbers=_numbers(engine, population, rows, columns),
    )


def _numbers(
    engine: Engine, population: Conditions, rows: tuple[RowPlan, ...], columns: tuple[ColumnPlan, ...]
) -> dict[str, Cube]:
    """A cube by each number of which a median or range is asked."""
    names = dict.fromkeys(column.spec.of_variable for column in columns if column.spec.of_variable)
    cubes = {}
    for name in names:
        in_rows = [condition for row in rows for condition in row.conditions]
        in_columns = [c for column in columns if column.spec.of_variable == name for c in column.conditions]
        there = Condition(variable=name, stated=True)
        cubes[name] = count_cases(engine, population, [*in_rows, *in_columns, there], by=(name,))
    return cubes


def _in_column(table: CountTable, column: ColumnPlan) -> Conditions:
    """Whom the column's printed base counts."""
    if table.percent == "population":
        return stated(table.base_variable)
    return (*column.conditions, *stated(spanning_variable(table)))


def _column(counted: Counted, column: ColumnPlan) -> Column:
    published = bool(column.spec.published)
    base = column.spec.base if published else counted.counts.count(*_in_column(counted.table, column))
    return Column(key=column.key, label=column.label, base=base, group=column.spec.group, published=published)


def _row(row: RowPlan, cells: tuple[Cell, ...]) -> Row:
    return Row(
        key=row.key,
        label=row.label,
        level=row.level,
        cells=cells,
        total=row.spec.total,
        heading=row.heading,
        published=row.spec.published,
    )

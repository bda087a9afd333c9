"""The cases behind a cell: which notifications a printed number counts. For the team, never for
publication."""

from __future__ import annotations

from waymark.analysis.cube import Conditions
from waymark.analysis.engine import CASE_ID, Engine
from waymark.analysis.grids import columns_of_grid, grid_cases
from waymark.analysis.rows import columns_of, rows_of, stated
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.instruments.tables import CountTable, GridTable, TableSpec


def cases_behind(engine: Engine, spec: TableSpec, row_key: str, column_key: str) -> tuple[str, ...]:
    """The ids of the cases that the cell counts, in order.

    Of a ratio: both its sides. Of a median or range: the cases that state the number. Raises `CallProblem`
    for a row or column that is not there, and for a cell that was printed by another source or counts no
    cases.
    """
    if isinstance(spec, GridTable):
        return _behind_grid(engine, spec, row_key, column_key)
    if not isinstance(spec, CountTable):
        from waymark.analysis.areas import cases_behind_area

        return cases_behind_area(engine, spec, row_key, column_key)
    rows = {row.key: row for row in rows_of(spec, engine.pack)}
    columns = {column.key: column for column in columns_of(spec, engine.pack)}
    _known("row", row_key, list(rows), spec)
    _known("column", column_key, list(columns), spec)
    row, column = rows[row_key], columns[column_key]
    measure = row.measure or column.spec.measure
    if row.spec.published or column.spec.published:
        raise CallProblem(
            "the cell was printed by an earlier source; there are no cases of this study behind it."
        )
    if measure in ("heading", "denominator"):
        raise CallProblem("the cell counts no cases.")
    within = (*engine.pack.resolved((), spec.population), *row.conditions, *column.conditions)
    if measure in ("median", "range"):
        within = (*within, *stated(column.spec.of_variable))
    sides = (column.of, column.over) if measure == "ratio" else ((),)
    found = {case for side in sides for case in cases_where(engine, (*within, *side))}
    return tuple(sorted(found))


def cases_where(engine: Engine, conditions: Conditions) -> tuple[str, ...]:
    """The ids of the cases that meet every condition, in order."""
    found = engine.cases.filter(engine.holds_all(conditions)).select(CASE_ID).to_pyarrow()
    return tuple(sorted(found[CASE_ID].to_pylist()))


def _behind_grid(engine: Engine, grid: GridTable, row_key: str, column_key: str) -> tuple[str, ...]:
    keys = [column.key for column in columns_of_grid(engine, grid)]
    cases = grid_cases(engine, grid)
    rows = [f"case_{number}" for number in range(1, len(cases) + 1)]
    _known("row", row_key, rows, grid)
    _known("column", column_key, keys, grid)
    return (cases[rows.index(row_key)].case_id,)


def _known(what: str, key: str, keys: list[str], spec: TableSpec) -> None:
    if key not in keys:
        raise CallProblem(f"table {spec.number} has no {what} “{key}”.", right=did_you_mean(key, keys))

"""A grid of cases by characteristics: one row a case, a mark where the characteristic is there.

Rows are numbered, never named, and stand in the order of the cases' numbers, those that stand for a group of
children last. A grid tells single cases apart: whether it may be published is the pack's to say.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from waymark.analysis.captions import caption
from waymark.analysis.cube import Conditions
from waymark.analysis.engine import CASE_ID, Engine
from waymark.analysis.results import Cell, Column, Row, TableResult
from waymark.analysis.rows import categories_shown, in_category
from waymark.instruments.tables import GridTable


@dataclass(frozen=True)
class GridColumn:
    key: str
    label: str
    group: str
    conditions: Conditions


@dataclass(frozen=True)
class GridCase:
    """A row of the grid: which columns hold for the case, and whether it stands for a group of children."""

    case_id: str
    holds: tuple[bool, ...]
    group: bool


def tabulate_grid(engine: Engine, grid: GridTable) -> TableResult:
    columns, cases = columns_of_grid(engine, grid), grid_cases(engine, grid)
    blank = Cell(count=0, shown="")
    marked = {
        group: Cell(count=1, shown=grid.group_mark or grid.mark if group else grid.mark)
        for group in (False, True)
    }
    rows = [
        Row(
            key=f"case_{number}",
            label=f"Case {number}",
            cells=tuple(marked[case.group] if held else blank for held in case.holds),
        )
        for number, case in enumerate(cases, start=1)
    ]
    return TableResult(
        number=grid.number,
        title=grid.title,
        caption=caption(engine, grid.population, len(cases)),
        row_heading=grid.row_heading or "Case",
        columns=tuple(Column(key=c.key, label=c.label, base=len(cases), group=c.group) for c in columns),
        rows=tuple(rows),
        notes=grid.notes,
        freeze=engine.freeze_name,
        seed=grid.seed,
        publish=grid.publish,
        single_cases=True,
    )


def columns_of_grid(engine: Engine, grid: GridTable) -> tuple[GridColumn, ...]:
    pack, columns = engine.pack, []
    for spec in grid.columns:
        where = pack.resolved(spec.where, spec.population)
        if not spec.variable:
            columns.append(GridColumn(spec.key, spec.label, spec.group, where))
            continue
        variable = pack.variables[spec.variable]
        for category in categories_shown(variable, spec.only):
            label = spec.labels.get(category.code, category.label)
            conditions = (*where, in_category(variable, category.code))
            columns.append(GridColumn(category.code, label, spec.group, conditions))
    return tuple(columns)


def grid_cases(engine: Engine, grid: GridTable) -> tuple[GridCase, ...]:
    """The cases of the grid in the order of its rows."""
    columns = columns_of_grid(engine, grid)
    marks = {f"holds_{i}": engine.holds_all(column.conditions) for i, column in enumerate(columns)}
    population = engine.pack.resolved((), grid.population)
    group = (
        engine.holds_all(engine.pack.resolved(grid.group_where)) if grid.group_where else ibis.literal(False)
    )
    selected = engine.cases.filter(engine.holds_all(population))
    found = selected.select(CASE_ID, stands_for_group=group, **marks).to_pyarrow().to_pydict()
    holds = zip(*(found[name] for name in marks), strict=True)
    lines = zip(found["stands_for_group"], holds, found[CASE_ID], strict=True)
    in_order = sorted(lines, key=lambda line: (line[0], line[2]))
    return tuple(GridCase(case_id, held, in_group) for in_group, held, case_id in in_order)

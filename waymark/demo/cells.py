"""What a stage can decide: every combination of its axes, as values by variable.

In: a stage and the margins, whose grids an axis may name. Out: dictionaries of values; for an axis that makes
a number exact, the units to add to what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from waymark.demo.margins import MarginFile
from waymark.demo.staging import Axis, Stage, as_value
from waymark.instruments.conditions import Value

Case = dict[str, Value]


def possibilities(stage: Stage, margins: MarginFile) -> Iterator[Case]:
    """Every combination of what the axes of the stage decide."""
    for parts in product(*(list(_along(axis, margins)) for axis in stage.axes)):
        yield {name: value for part in parts for name, value in part.items()}


def _along(axis: Axis, margins: MarginFile) -> Iterator[Case]:
    if axis.rows:
        names = sorted(axis.decides)
        yield from ({name: as_value(row.get(name)) for name in names} for row in axis.rows)
    elif axis.grid:
        yield from _marked(axis, margins)
    else:
        yield from ({axis.variable: value} for value in _listed(axis))
    if axis.or_none:
        yield {axis.variable: None}


def _listed(axis: Axis) -> Iterable[Value]:
    if axis.within:
        return range(axis.within)
    return axis.values if axis.from_ is None else range(axis.from_, axis.to + 1, axis.step)


def _marked(axis: Axis, margins: MarginFile) -> Iterator[Case]:
    """The patterns of every grid of that seed: a mark is the column's category, no mark is “no”."""
    seen: dict[tuple[str, ...], None] = {}
    for grid in (grid for grid in margins.grid if grid.seed == axis.grid):
        where = {column.variable: index for index, column in enumerate(grid.columns)}
        for row in grid.rows:
            seen["".join(row[where[name]] for name in axis.variables),] = None
        codes = {name: grid.columns[where[name]].codes[0] for name in axis.variables}
    for (pattern,) in seen:
        yield {
            name: codes[name] if mark == "*" else "no"
            for name, mark in zip(axis.variables, pattern, strict=True)
        }

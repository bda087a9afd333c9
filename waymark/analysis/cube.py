"""Counting by cubes: one grouped query gives a small table of values and numbers of cases, and every cell of
a printed table is a sum over it.

In: an engine, the population's conditions, and the conditions of each cell (all of which have to hold).
Out: `Counts`, which answers for those. A variable is an axis of the cube by its value where it has
categories; a condition on a raw number, date or text, or the only one on its variable, is an axis by itself,
true or false, so that a cube stays small. Where one cube would grow past `MOST_CELLS`, there are several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import ibis
import numpy as np
import numpy.typing as npt

from waymark.analysis.engine import Engine
from waymark.instruments.conditions import Condition, Value, holds
from waymark.instruments.pack import Pack

MOST_CELLS = 20_000
"""Estimated cells of one cube, from the numbers of categories; a query on fewer is no faster."""

Conditions: TypeAlias = tuple[Condition, ...]
Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cube:
    """`counts` has one entry a cell. By variable: the values and, for each cell, which of them it has. By
    condition: whether it holds in the cell."""

    pack: Pack
    counts: npt.NDArray[np.int64]
    values: dict[str, tuple[list[Value], npt.NDArray[np.int64]]]
    marks: dict[Condition, Mask] = field(default_factory=dict)

    def where(self, conditions: Conditions) -> Mask:
        met = np.ones(len(self.counts), dtype=bool)
        for condition in conditions:
            met &= self._mark(condition)
        return met

    def count(self, conditions: Conditions) -> int:
        return int(self.counts[self.where(conditions)].sum())

    def _mark(self, condition: Condition) -> Mask:
        if condition not in self.marks:
            values, places = self.values[condition.variable]
            missing = self.pack.missing_codes(condition.variable)
            fits = np.array([holds(condition, value, missing) for value in values], dtype=bool)
            self.marks[condition] = fits[places] if len(values) else np.zeros(len(places), dtype=bool)
        return self.marks[condition]


def count_cases(
    engine: Engine, population: Conditions, asked: Iterable[Condition], by: Sequence[str] = ()
) -> Cube:
    """One query: the cases of the population, by the variables `by` and by what the conditions speak of."""
    variables, conditions = _axes(engine.pack, asked, by)
    axes = {f"value_{i}": engine.columns.value(name) for i, name in enumerate(variables)}
    axes |= {f"holds_{i}": engine.columns.holds(condition) for i, condition in enumerate(conditions)}
    selected = engine.cases
    if population:
        selected = selected.filter(*(engine.columns.holds(condition) for condition in population))
    grouped = selected.group_by(**axes) if axes else selected
    found = grouped.aggregate(cases=ibis._.count()).to_pyarrow()
    return Cube(
        pack=engine.pack,
        counts=found["cases"].to_numpy().astype(np.int64),
        values={name: _coded(found[f"value_{i}"]) for i, name in enumerate(variables)},
        marks={c: found[f"holds_{i}"].to_numpy().astype(bool) for i, c in enumerate(conditions)},
    )


def _axes(pack: Pack, asked: Iterable[Condition], by: Sequence[str]) -> tuple[list[str], list[Condition]]:
    """Which variables are grouped by their value and which conditions by whether they hold."""
    by_variable: dict[str, dict[Condition, None]] = defaultdict(dict)
    for condition in asked:
        by_variable[condition.variable][condition] = None
    values = dict.fromkeys(by)
    alone: list[Condition] = []
    for name, conditions in by_variable.items():
        if name in values:
            continue
        if pack.variables[name].categories and len(conditions) > 1:
            values[name] = None
        else:
            alone.extend(conditions)
    return list(values), alone


def _coded(column: Any) -> tuple[list[Value], npt.NDArray[np.int64]]:
    numbers: dict[Value, int] = {}
    places = [
        numbers.setdefault(tuple(value) if isinstance(value, list) else value, len(numbers))
        for value in column.to_pylist()
    ]
    return list(numbers), np.array(places, dtype=np.int64)


class Counts:
    """How many cases of a population meet all of some conditions, for any of the sets of conditions named
    when it is made."""

    def __init__(self, engine: Engine, population: Conditions, cells: Iterable[Conditions]) -> None:
        self._implied = frozenset(population)
        groups: list[dict[Condition, None]] = []
        for cell in cells:
            asked = dict.fromkeys(self._needed(cell))
            roomy = (
                group for group in groups if _estimated_cells(engine.pack, {**group, **asked}) <= MOST_CELLS
            )
            group = next(roomy, None)
            if group is None:
                groups.append(asked)
            else:
                group.update(asked)
        self._asked = [frozenset(group) for group in groups]
        self._cubes = [count_cases(engine, population, group) for group in groups]

    def count(self, *conditions: Condition) -> int:
        needed = self._needed(conditions)
        for asked, cube in zip(self._asked, self._cubes, strict=True):
            if asked.issuperset(needed):
                return cube.count(needed)
        raise KeyError(f"these conditions were not asked for together: {needed}")

    def _needed(self, conditions: Iterable[Condition]) -> Conditions:
        return tuple(condition for condition in conditions if condition not in self._implied)


def _estimated_cells(pack: Pack, asked: Iterable[Condition]) -> int:
    variables, alone = _axes(pack, asked, ())
    cells: int = 2 ** len(alone)
    for name in variables:
        variable = pack.variables[name]
        categories = len(variable.categories)
        cells *= 2**categories if variable.type == "categories" else categories + 1
    return cells

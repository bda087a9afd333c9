"""Whole numbers for the cells of a cross-classification that keep every margin, near the most even ones.

In: cells, each within one group of known size, a weight for each, and bounds on sums of cells. Out: a whole
number for each cell. First the weights are raked to the margins (iterative proportional fitting; Deming and
Stephan 1940) and rounded at random; then CP-SAT finds the nearest numbers that keep every bound. One worker,
a fixed seed and a limit in deterministic time make the same data give the same numbers.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

_RAKING_ROUNDS = 60
_DETERMINISTIC_SECONDS = 5.0
_NEAR_ENOUGH = 0.15


@dataclass(frozen=True)
class Bound:
    """The cells (by position) together hold at least `least` and at most `most`."""

    cells: tuple[int, ...]
    least: int
    most: int
    seed: str


class NothingFitsError(Exception):
    """No whole numbers keep all the bounds."""


def fitted_counts(
    group_of: Sequence[int],
    sizes: Sequence[int],
    weights: Sequence[float],
    bounds: Sequence[Bound],
    chance: random.Random,
) -> list[int]:
    """A whole number for each cell: every group filled, every bound kept, near the raked expectation."""
    members: list[list[int]] = [[] for _ in sizes]
    for cell, group in enumerate(group_of):
        members[group].append(cell)
    groups = [Bound(tuple(cells), size, size, "") for cells, size in zip(members, sizes, strict=True)]
    expected = _raked(np.asarray(weights, dtype=float), (*groups, *bounds))
    aims = [int(value) + (chance.random() < value % 1) for value in expected]
    return _nearest(aims, [sizes[group] for group in group_of], (*groups, *bounds))


def _raked(weights: np.ndarray, bounds: Sequence[Bound]) -> np.ndarray:
    """The weights scaled, bound after bound, until the sums lie within them (or the rounds are over)."""
    values = weights.copy()
    indexed = [
        (np.asarray(bound.cells, dtype=int), bound.least, bound.most) for bound in bounds if bound.cells
    ]
    for _ in range(_RAKING_ROUNDS):
        for cells, least, most in indexed:
            total = float(values[cells].sum())
            wanted = min(max(total, least), most)
            if total > 0 and wanted != total:
                values[cells] *= wanted / total
    return values


def _nearest(aims: Sequence[int], most: Sequence[int], bounds: Sequence[Bound]) -> list[int]:
    model = cp_model.CpModel()
    numbers = [model.new_int_var(0, top, "") for top in most]
    for bound in bounds:
        total = sum(numbers[cell] for cell in bound.cells)
        if bound.cells:
            model.add(total >= bound.least)
            model.add(total <= bound.most)
        elif bound.least > 0:
            raise NothingFitsError(f"no cell can meet “{bound.seed}”")
    away = []
    for number, aim, top in zip(numbers, aims, most, strict=True):
        if aim == 0:
            away.append(number)
            continue
        over = model.new_int_var(0, max(top, aim), "")
        model.add(over >= number - aim)
        model.add(over >= aim - number)
        away.append(over)
    model.minimize(sum(away))
    for number, aim, top in zip(numbers, aims, most, strict=True):
        model.add_hint(number, min(aim, top))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.relative_gap_limit = _NEAR_ENOUGH
    solver.parameters.max_deterministic_time = _DETERMINISTIC_SECONDS
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise NothingFitsError(solver.status_name(status))
    return [solver.value(number) for number in numbers]

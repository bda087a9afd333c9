"""The counts that the synthetic cases must give, read from data and put into one form.

In: `margins.toml` of a demonstration, typed from printed tables: counts by category, spreads (lowest, middle,
highest value of a number) and grids (one row a case). Out: `Requirement`s, each a bound on how many cases
meet some conditions. The solver builds to them; the tests count them on the finished cases.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from waymark.instruments.conditions import Condition, Value, all_hold
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, InputProblem, Place

T = TypeVar("T")


@dataclass(frozen=True)
class Requirement:
    """At least `least` and at most `most` cases meet all conditions (populations already resolved)."""

    seed: str
    conditions: tuple[Condition, ...]
    least: int
    most: int

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(condition.variable for condition in self.conditions)


class Where(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Categories that a case has (one, or any of a list), and conditions on numbers."""

    where: Mapping[str, str | tuple[str, ...]] = {}
    also: tuple[Condition, ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        named = [
            Condition(variable=name, is_=codes)
            if isinstance(codes, str)
            else Condition(variable=name, in_=codes)
            for name, codes in self.where.items()
        ]
        return (*named, *self.also)


class CountMargin(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One bound on the cases of a population, or one count for each category of `by`."""

    seed: str
    population: str = "included"
    by: str = ""
    counts: Mapping[str, int] = {}
    count: int | None = None
    least: int | None = None
    most: int | None = None


class Spread(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`number` cases have values from `lowest` to `highest`; the one in the middle (both, of an even number)
    is `middle`. What is None is left open."""

    seed: str
    population: str = "included"
    variable: str
    number: int
    lowest: int | None = None
    middle: int | None = None
    highest: int | None = None


class GridMargin(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row a case: `*` where the column's condition holds, `.` where it does not."""

    seed: str
    population: str = "included"
    where: tuple[Condition, ...] = ()
    columns: tuple[Condition, ...]
    rows: tuple[str, ...]
    places: tuple[int, ...] = ()  # where the rows stand in print, if not one after the other


class MarginFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    count: tuple[CountMargin, ...]
    spread: tuple[Spread, ...] = ()
    grid: tuple[GridMargin, ...] = ()


def demonstration_data(pack: Pack, name: str, kind: type[T]) -> T:
    """The file of this name in the demonstration of the pack, checked against its type."""
    folder = Path(__file__).parent / pack.about.name
    path = folder / name
    if not path.is_file():
        made_for = ", ".join(sorted(p.parent.name for p in folder.parent.glob(f"*/{name}")))
        raise CallProblem(
            f"there is no demonstration for the pack “{pack.about.name}”.", right=f"Known: {made_for}."
        )
    try:
        raw: Any = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(raw, kind, strict=True)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputProblem(f"{error}.", place=Place(file=f"{folder.name}/{name}")) from error


def requirements_of(margins: MarginFile, pack: Pack) -> tuple[Requirement, ...]:
    """Everything that the file asks for, on the finished cases."""
    return tuple(
        requirement
        for part in (
            (r for margin in margins.count for r in count_requirements(margin, pack)),
            (r for spread in margins.spread for r in spread_requirements(spread, pack)),
            (r for grid in margins.grid for r in grid_requirements(grid, pack, grid_variables(grid))),
        )
        for requirement in part
    )


def count_requirements(margin: CountMargin, pack: Pack) -> Iterator[Requirement]:
    conditions = pack.resolved(margin.conditions, margin.population)
    if margin.by:
        for code, count in margin.counts.items():
            yield Requirement(margin.seed, (*conditions, _has(pack, margin.by, code)), count, count)
        return
    exact = margin.count is not None
    least = margin.count if exact else margin.least or 0
    most = margin.count if exact else margin.most
    yield Requirement(margin.seed, conditions, least or 0, 10**6 if most is None else most)


def _has(pack: Pack, variable: str, code: str) -> Condition:
    if pack.variables[variable].type == "number":
        return Condition(variable=variable, from_=int(code), to=int(code))
    return Condition(variable=variable, is_=code)


def spread_requirements(spread: Spread, pack: Pack, step: int = 1) -> Iterator[Requirement]:
    """The bounds that a spread sets on counts below and above its values. With `step`, those that it sets
    while values are only known to so many units: a value then stands for itself and the next `step` - 1."""
    conditions = pack.resolved(spread.conditions, spread.population)
    number, name = spread.number, spread.variable

    def bound(least: int, most: int, **limits: int) -> Requirement:
        condition = msgspec.convert({"variable": name, **limits}, Condition)
        return Requirement(spread.seed, (*conditions, condition), least, most)

    if spread.lowest is not None:
        start = spread.lowest // step * step
        yield bound(0, 0, below=start)
        yield bound(1, number, **{"from": start, "below": start + step})
    if spread.highest is not None:
        start = spread.highest // step * step
        yield bound(0, 0, **{"from": start + step})
        yield bound(1, number, **{"from": start, "below": start + step})
    if spread.middle is not None:
        start = spread.middle // step * step
        yield bound(0, (number + 1) // 2 - 1, below=start)
        yield bound(number // 2 + 1, number, below=start + step)


def grid_variables(grid: GridMargin) -> frozenset[str]:
    return frozenset(column.variable for column in grid.columns)


def grid_requirements(grid: GridMargin, pack: Pack, known: Iterable[str]) -> Iterator[Requirement]:
    """How often each pattern of marks stands in the columns whose variables are known."""
    conditions = pack.resolved(grid.where, grid.population)
    chosen = [index for index, column in enumerate(grid.columns) if column.variable in set(known)]
    patterns = Counter("".join(row[index] for index in chosen) for row in grid.rows)
    for pattern, times in patterns.items():
        marks = tuple(
            grid.columns[index] if mark == "*" else _unmarked(grid.columns[index], pack)
            for index, mark in zip(chosen, pattern, strict=True)
        )
        yield Requirement(grid.seed, (*conditions, *marks), times, times)


def _unmarked(column: Condition, pack: Pack) -> Condition:
    """The condition that a cell without a mark meets: another category, stated."""
    others = tuple(c.code for c in pack.variables[column.variable].categories if c.code not in column.codes)
    return Condition(variable=column.variable, in_=others)


def marks_in_grid(case: Mapping[str, Value], grid: GridMargin, pack: Pack) -> str | None:
    """The case as a row of the grid; None where the grid does not tell of it."""
    if not all_hold(pack.resolved(grid.where, grid.population), case, pack.missing_codes):
        return None
    return "".join("*" if all_hold((column,), case, pack.missing_codes) else "." for column in grid.columns)


def met_by(requirement: Requirement, cases: Iterable[Mapping[str, Value]], pack: Pack) -> int:
    """How many of the cases, derived variables among their values, meet the requirement's conditions."""
    return sum(all_hold(requirement.conditions, case, pack.missing_codes) for case in cases)

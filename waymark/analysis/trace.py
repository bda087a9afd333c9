"""From a cell back to where it came from: its cases and, for each value behind it, every source and rule, and where
a reader stated it the answer with the words of the report.

For the team, never for publication. Everything is read from the freeze, so a published figure can be traced
long after the study went on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from waymark.analysis.answers_behind import TracedAnswer, answers_behind
from waymark.analysis.behind import cases_behind
from waymark.analysis.cube import Conditions
from waymark.analysis.engine import Engine
from waymark.analysis.grids import columns_of_grid
from waymark.analysis.results import TableResult
from waymark.analysis.rows import columns_of, rows_of, stated
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.instruments.tables import AreaTable, CountTable, TableSpec


@dataclass(frozen=True)
class TracedStep:
    rule: str
    before: str
    after: str


@dataclass(frozen=True)
class TracedValue:
    """One statement behind the cell. `stands`: it is the one that counts. `file` is empty where the register
    itself made the value."""

    variable: str
    value: str
    stands: bool
    source: str
    file: str
    place: str
    row: int | None
    raw: str
    reader: str
    steps: tuple[TracedStep, ...]
    answers: tuple[TracedAnswer, ...] = ()


@dataclass(frozen=True)
class TracedCase:
    case_id: str
    values: tuple[TracedValue, ...]


def trace(engine: Engine, spec: TableSpec, row_key: str, column_key: str) -> tuple[TracedCase, ...]:
    """The cases that a cell counts, each with the statements of every variable that the cell rests on."""
    cases = cases_behind(engine, spec, row_key, column_key)
    return trace_cases(engine, cases, variables_behind(engine, spec, row_key, column_key))


def variables_behind(engine: Engine, spec: TableSpec, row_key: str, column_key: str) -> tuple[str, ...]:
    """The stated variables that the cell rests on."""
    return roots(_conditions(engine, spec, row_key, column_key), engine.pack)


def trace_cases(engine: Engine, cases: Sequence[str], variables: Sequence[str]) -> tuple[TracedCase, ...]:
    """What every source states of the variables of these cases, what stands first."""
    table = engine.freeze.read("values")
    wanted = pc.and_(
        pc.is_in(table["case_id"], value_set=_strings(cases)),
        pc.is_in(table["variable"], value_set=_strings(variables)),
    )
    answers = answers_behind(engine.freeze, cases, variables)
    values: dict[str, list[TracedValue]] = {case: [] for case in cases}
    for row in table.filter(wanted).to_pylist():
        case, variable, source, reader, file = (
            row[name] for name in ("case_id", "variable", "source", "reader", "file")
        )
        values[case].append(
            TracedValue(
                variable=variable,
                value=row["value"],
                stands=row["stands"],
                source=source,
                file=file,
                place=row["place"],
                row=row["row"],
                raw=row["raw"],
                reader=reader,
                steps=tuple(TracedStep(*step) for step in json.loads(row["steps"])),
                answers=answers((case, variable, source, reader, bool(file))),
            )
        )
    order = {variable: place for place, variable in enumerate(variables)}
    return tuple(
        TracedCase(case, tuple(sorted(found, key=lambda v: (order[v.variable], not v.stands))))
        for case, found in values.items()
    )


def roots(conditions: Conditions, pack: Pack) -> tuple[str, ...]:
    """The stated variables that the conditions rest on, through derivations, in the pack's order."""
    found: set[str] = set()
    waiting = [condition.variable for condition in conditions]
    while waiting:
        variable = pack.variables[waiting.pop()]
        if variable.derive:
            waiting.extend(variable.derive.variables)
        elif variable.key not in found:
            found.add(variable.key)
            if variable.age_between:
                waiting += [variable.age_between.born, variable.age_between.at]
    return tuple(key for key in pack.variables if key in found)


def key_of(what: str, named: str, table: TableResult) -> str:
    """The key of a row or column that a person named by its key or its label."""
    choices = table.rows if what == "row" else table.columns
    for choice in choices:
        if named == choice.key:
            return choice.key
    labelled = [choice.key for choice in choices if choice.label.casefold() == named.casefold()]
    if len(labelled) == 1:
        return labelled[0]
    keys = [choice.key for choice in choices]
    raise CallProblem(f"table {table.number} has no {what} “{named}”.", right=did_you_mean(named, keys))


def _conditions(engine: Engine, spec: TableSpec, row_key: str, column_key: str) -> Conditions:
    pack = engine.pack
    population = pack.resolved((), spec.population)
    if isinstance(spec, CountTable):
        row = next(row for row in rows_of(spec, pack) if row.key == row_key)
        column = next(column for column in columns_of(spec, pack) if column.key == column_key)
        number = stated(column.spec.of_variable)
        return (*population, *row.conditions, *column.conditions, *column.of, *column.over, *number)
    if isinstance(spec, AreaTable):
        return (*population, *pack.resolved(spec.of), *pack.resolved(spec.over))
    grid = next(column for column in columns_of_grid(engine, spec) if column.key == column_key)
    return (*population, *grid.conditions)


def _strings(values: Iterable[str]):  # type: ignore[no-untyped-def]
    import pyarrow as pa

    return pa.array(list(values), pa.string())

"""The rows and columns of a table of counts, expanded: what each counts, and what its percentages are of.

In: a `CountTable` of a pack. Out: one `RowPlan` a printed row and one `ColumnPlan` a printed column, with
every condition resolved. A category's row counts its parts too; categories that mean "not stated" are rows
only where `only` names them.
"""

from __future__ import annotations

from dataclasses import dataclass

from waymark.analysis.cube import Conditions
from waymark.instruments.conditions import Condition
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place
from waymark.instruments.tables import ColumnSpec, CountTable, Measure, RowSpec
from waymark.instruments.variables import Category, Variable


@dataclass(frozen=True)
class RowPlan:
    """`conditions` say which cases are in the row; `base` what a case of its base has to state."""

    spec: RowSpec
    key: str
    label: str
    level: int
    conditions: Conditions
    base: Conditions
    measure: Measure | None

    @property
    def heading(self) -> bool:
        return self.measure == "heading"


@dataclass(frozen=True)
class ColumnPlan:
    """`conditions` say which cases are in the column. `row_base`: which a percentage along the row is of; the
    column's population stays, its own conditions (or its category) fall away."""

    spec: ColumnSpec
    key: str
    label: str
    conditions: Conditions
    row_base: Conditions
    of: Conditions
    over: Conditions


def rows_of(table: CountTable, pack: Pack) -> tuple[RowPlan, ...]:
    plans = [plan for spec in table.rows for plan in _rows(spec, table, pack)]
    _once("row", [plan.key for plan in plans], table)
    return tuple(plans)


def columns_of(table: CountTable, pack: Pack) -> tuple[ColumnPlan, ...]:
    plans = [plan for spec in table.columns for plan in _columns(spec, table, pack)]
    _once("column", [plan.key for plan in plans], table)
    return tuple(plans)


def stated(variable: str) -> Conditions:
    return (Condition(variable=variable, stated=True),) if variable else ()


def spanning_variable(table: CountTable) -> str:
    """The variable whose categories the rows are, where there is one."""
    named = dict.fromkeys(spec.variable for spec in table.rows if spec.variable)
    return table.base_variable or (next(iter(named)) if len(named) == 1 else "")


def categories_shown(variable: Variable, only: tuple[str, ...]) -> tuple[Category, ...]:
    if only:  # in the order in which the pack asks for them
        return tuple(variable.category(code) for code in only)
    return tuple(category for category in variable.categories if not category.missing)


def in_category(variable: Variable, code: str) -> Condition:
    """Whether a case is in the category or one of its parts."""
    codes = variable.codes_within(code)
    return (
        Condition(variable=variable.key, is_=code)
        if len(codes) == 1
        else Condition(variable=variable.key, in_=codes)
    )


def _rows(spec: RowSpec, table: CountTable, pack: Pack) -> list[RowPlan]:
    where = pack.resolved(spec.where)
    base = stated(table.base_variable or spec.variable or spanning_variable(table))
    if not spec.variable or spec.total:
        conditions = (*where, *base) if spec.total else where
        key, label = spec.key or "total", spec.label or "Total"
        return [RowPlan(spec, key, label, spec.level, conditions, base, spec.measure)]
    variable = pack.variables[spec.variable]
    shown = categories_shown(variable, spec.only)
    codes = [category.code for category in shown]
    return [
        RowPlan(
            spec=spec,
            key=category.code,
            label=spec.labels.get(category.code, category.label),
            level=spec.level + (category.part_of in codes),
            conditions=(*where, in_category(variable, category.code)),
            base=base,
            measure=spec.measures.get(category.code, "count" if category.missing else spec.measure),
        )
        for category in shown
    ]


def _columns(spec: ColumnSpec, table: CountTable, pack: Pack) -> list[ColumnPlan]:
    where = pack.resolved(spec.where, spec.population)
    of, over = pack.resolved(spec.of), pack.resolved(spec.over)
    if not spec.variable:
        row_base = (*pack.resolved((), spec.population), *stated(table.base_variable))
        return [ColumnPlan(spec, spec.key, spec.label, where, row_base, of, over)]
    variable = pack.variables[spec.variable]
    row_base = (*where, *stated(table.base_variable), *stated(spec.variable))
    return [
        ColumnPlan(
            spec=spec,
            key=category.code,
            label=spec.labels.get(category.code, category.label),
            conditions=(*where, in_category(variable, category.code)),
            row_base=row_base,
            of=of,
            over=over,
        )
        for category in categories_shown(variable, spec.only)
    ]


def _once(what: str, keys: list[str], table: CountTable) -> None:
    for key in keys:
        if keys.count(key) > 1:
            place = Place(file="tables.toml", part=f"table {table.number}")
            raise InputProblem(
                f"two {what}s have the key “{key}”.", place=place, right="Give one of them another."
            )

"""What a table of counts has to say, worked out as plainly as can be: loops over boats, no cubes, no queries.

It shares nothing with the engine but the pack and the meaning of a condition and of a derivation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

from tests.analysis.harbour import Boat
from waymark.instruments.conditions import Condition, Value, holds, is_stated
from waymark.instruments.deriving import with_derived
from waymark.instruments.pack import Pack
from waymark.instruments.tables import ColumnSpec, CountTable, RowSpec


@dataclass(frozen=True)
class Expected:
    """A cell without its print."""

    count: int | None = None
    percent: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None


class Oracle:
    def __init__(self, pack: Pack, boats: list[Boat]) -> None:
        self.pack = pack
        self.boats = [with_derived(boat, pack) for boat in boats]

    def table(self, table: CountTable) -> list[list[Expected]]:
        rows = [(spec, code) for spec in table.rows for code in self.codes(spec)]
        columns = [(spec, code) for spec in table.columns for code in self.codes(spec)]
        return [[self.cell(table, row, column) for column in columns] for row in rows]

    def codes(self, spec: RowSpec | ColumnSpec) -> list[str]:
        """The categories that the row or column stands for; one empty code where it stands for itself."""
        if not spec.variable or getattr(spec, "total", False):
            return [""]
        categories = self.pack.variables[spec.variable].categories
        return list(spec.only) or [category.code for category in categories if not category.missing]

    def cell(self, table: CountTable, row: tuple[RowSpec, str], column: tuple[ColumnSpec, str]) -> Expected:
        measure = row[0].measures.get(row[1], row[0].measure) or column[0].measure
        if row[1] in self.missing(row[0].variable) and row[1] not in row[0].measures:
            measure = "count"
        population = [boat for boat in self.boats if self.within(boat, table.population)]
        inside = [b for b in population if self.in_row(b, table, row) and self.in_column(b, column)]
        count = len(inside)
        if measure == "heading":
            return Expected()
        if measure == "count" or (measure in ("percent", "count_percent") and table.percent == "none"):
            return Expected(count=count)
        if measure in ("percent", "count_percent"):
            base = len([b for b in population if self.in_base(b, table, row, column)])
            return Expected(count=count, percent=100 * count / base if base else None)
        if measure == "ratio":
            of = len([b for b in inside if self.all_hold(b, column[0].of)])
            over = len([b for b in inside if self.all_hold(b, column[0].over)])
            return Expected(value=of / over) if over else Expected()
        if measure in ("median", "range"):
            return self.spread([b[column[0].of_variable] for b in inside], measure)
        return self.rated(table, row, column, measure, count)

    def spread(self, values: list[Value], measure: str) -> Expected:
        numbers = [value for value in values if isinstance(value, int)]
        if not numbers:
            return Expected()
        if measure == "median":
            return Expected(count=len(numbers), value=float(median(numbers)))
        return Expected(count=len(numbers), low=min(numbers), high=max(numbers))

    def rated(
        self,
        table: CountTable,
        row: tuple[RowSpec, str],
        column: tuple[ColumnSpec, str],
        measure: str,
        count: int,
    ) -> Expected:
        keys = [row[1] or row[0].key, column[1] or column[0].key]
        found = [d.value for key in keys for d in self.pack.denominators if d.key == key][:1]
        if not found and row[0].total:
            keys = [
                code or s.key for s in table.rows for code in self.codes(s) if self.counts_in_total(s, code)
            ]
            found = [d.value for key in keys for d in self.pack.denominators if d.key == key]
        if not found:
            return Expected()
        if measure == "denominator":
            return Expected(value=sum(found))
        return Expected(count=count, value=count / self.years(table, row, column) / sum(found) * 100_000)

    def counts_in_total(self, spec: RowSpec, code: str) -> bool:
        heading = spec.measures.get(code, spec.measure) == "heading"
        part = bool(code) and self.pack.variables[spec.variable].category(code).part_of in self.codes(spec)
        return not (spec.total or heading or part or spec.level)

    def years(self, table: CountTable, row: tuple[RowSpec, str], column: tuple[ColumnSpec, str]) -> int:
        """The pack's window is two years; the generated tables limit it to one by the banded year or by the
        population of boats that came early, in no other way."""
        by_band = any(spec.variable == "year" for spec, _ in (row, column))
        conditions = (*row[0].where, *column[0].where)
        by_condition = any(c.variable == "year" or c.population == "early" for c in conditions)
        return 1 if by_band or by_condition or table.population == "early" else 2

    # -- who is where ---------------------------------------------------------------------------------

    def in_row(self, boat: Boat, table: CountTable, row: tuple[RowSpec, str]) -> bool:
        spec, code = row
        if not self.all_hold(boat, spec.where):
            return False
        if spec.total:
            return self.states(boat, self.row_variable(table, spec))
        return not code or self.has(boat, spec.variable, code)

    def in_column(self, boat: Boat, column: tuple[ColumnSpec, str]) -> bool:
        spec, code = column
        inside = self.all_hold(boat, spec.where) and self.within(boat, spec.population)
        return inside and (not code or self.has(boat, spec.variable, code))

    def in_base(
        self, boat: Boat, table: CountTable, row: tuple[RowSpec, str], column: tuple[ColumnSpec, str]
    ) -> bool:
        """Whether a percentage in the cell is of this boat among others."""
        spec = column[0]
        if table.percent == "population":
            return self.states(boat, table.base_variable)
        if table.percent == "column":
            return self.in_column(boat, column) and self.states(boat, self.row_variable(table, row[0]))
        spanned = self.within(boat, spec.population) and self.states(boat, table.base_variable)
        if spec.variable:
            spanned = spanned and self.all_hold(boat, spec.where) and self.states(boat, spec.variable)
        return spanned and self.in_row(boat, table, row)

    def row_variable(self, table: CountTable, row: RowSpec) -> str:
        spanning = {spec.variable for spec in table.rows if spec.variable}
        return table.base_variable or row.variable or (spanning.pop() if len(spanning) == 1 else "")

    # -- conditions -----------------------------------------------------------------------------------

    def has(self, boat: Boat, variable: str, code: str) -> bool:
        """Whether the boat is in the category or one of its parts."""
        value = boat[variable]
        answers = value if isinstance(value, tuple) else (value,)
        parts = [c.code for c in self.pack.variables[variable].categories if c.part_of == code]
        return any(answer == code or answer in parts for answer in answers)

    def states(self, boat: Boat, variable: str) -> bool:
        return not variable or is_stated(boat[variable], self.missing(variable))

    def within(self, boat: Boat, population: str) -> bool:
        if not population:
            return True
        named = self.pack.populations[population]
        return self.within(boat, named.within) and self.all_hold(boat, named.where)

    def all_hold(self, boat: Boat, conditions: tuple[Condition, ...]) -> bool:
        return all(
            self.within(boat, c.population)
            if c.population
            else holds(c, boat[c.variable], self.missing(c.variable))
            for c in conditions
        )

    def missing(self, variable: str) -> frozenset[str]:
        return self.pack.missing_codes(variable) if variable else frozenset()


def same(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return math.isclose(left, right, rel_tol=1e-9)

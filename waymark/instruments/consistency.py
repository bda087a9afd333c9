"""Whether a pack's parts agree: every name leads somewhere, every code is a category, every key is once.

`faults` returns all that is wrong, each with the place and what would be right; an empty list is a pack
that the rest of the house can trust without looking again.
"""

from __future__ import annotations

from collections import Counter
from typing import Iterable, Iterator

from waymark.instruments.conditions import Condition
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, did_you_mean
from waymark.instruments.tables import AreaTable, CountTable, GridTable


def faults(pack: Pack) -> list[InputProblem]:
    """Every contradiction of the pack, in the order in which its files are read."""
    return [
        *_identity(pack),
        *_variables(pack),
        *_populations(pack),
        *(fault for place, condition in pack.conditions() for fault in _condition(pack, place, condition)),
        *_rules(pack),
        *_instruments(pack),
        *_tables(pack),
        *_figures(pack),
        *_printed(pack),
    ]


def _fault(place: str, what: str, right: str = "") -> InputProblem:
    return InputProblem(what, place=Place(part=place), right=right)


def _unknown(place: str, kind: str, name: str, known: Iterable[str]) -> InputProblem:
    return _fault(place, f"there is no {kind} “{name}”.", did_you_mean(name, known))


def _named_variable(pack: Pack, place: str, name: str) -> Iterator[InputProblem]:
    if name and name not in pack.variables:
        yield _unknown(place, "variable", name, pack.variables)


def _identity(pack: Pack) -> Iterator[InputProblem]:
    about = pack.about
    parts = (about.case_number, about.incident_date, about.area, about.standing, about.same_incident, about.report)
    for name in parts:
        yield from _named_variable(pack, "pack", name)


def _variables(pack: Pack) -> Iterator[InputProblem]:
    for variable in pack.variables.values():
        place = f"variable.{variable.key}"
        codes = [category.code for category in variable.categories]
        for category in variable.categories:
            if category.part_of and category.part_of not in codes:
                yield _unknown(place, "category", category.part_of, codes)
        for source in variable.sources:
            if source not in pack.about.precedence:
                yield _unknown(place, "source", source, pack.about.precedence)
        if variable.age_between:
            yield from _named_variable(pack, place, variable.age_between.born)
            yield from _named_variable(pack, place, variable.age_between.at)
        if variable.derive is None:
            continue
        for needed in variable.derive.variables:
            yield from _named_variable(pack, place, needed)
        for new in variable.derive.map:
            if new not in codes:
                yield _unknown(place, "category", new, codes)
        if variable.derive.recode in pack.variables:
            old_codes = [c.code for c in pack.variables[variable.derive.recode].categories]
            for code in (code for old in variable.derive.map.values() for code in old):
                if code not in old_codes:
                    yield _unknown(place, "category of the recoded variable", code, old_codes)
    yield from _circles(pack)


def _circles(pack: Pack) -> Iterator[InputProblem]:
    for key, variable in pack.variables.items():
        seen, waiting = set[str](), list(variable.derive.variables if variable.derive else ())
        while waiting:
            name = waiting.pop()
            if name == key:
                yield _fault(f"variable.{key}", "the variable is derived from itself.")
                break
            if name not in seen and name in pack.variables:
                seen.add(name)
                derivation = pack.variables[name].derive
                waiting.extend(derivation.variables if derivation else ())


def _populations(pack: Pack) -> Iterator[InputProblem]:
    for population in pack.populations.values():
        place = f"population.{population.key}"
        if population.within and population.within not in pack.populations:
            yield _unknown(place, "population", population.within, pack.populations)
        seen, name = {population.key}, population.within
        while name in pack.populations:
            if name in seen:
                yield _fault(place, "the population lies within itself.")
                break
            seen.add(name)
            name = pack.populations[name].within


def _condition(pack: Pack, place: str, condition: Condition) -> Iterator[InputProblem]:
    if condition.population:
        if condition.population not in pack.populations:
            yield _unknown(place, "population", condition.population, pack.populations)
        return
    variable = pack.variables.get(condition.variable)
    if variable is None:
        yield _unknown(place, "variable", condition.variable, pack.variables)
        return
    codes = [category.code for category in variable.categories]
    for code in condition.codes:
        if codes and code not in codes:
            yield _unknown(place, f"category of “{variable.key}”", code, codes)
    ranged = any(limit is not None for limit in (condition.from_, condition.to, condition.below))
    if ranged and variable.type not in ("number", "age", "date"):
        yield _fault(place, f"“{variable.key}” has no range: it is a {variable.type}.")


def _rules(pack: Pack) -> Iterator[InputProblem]:
    for correction in pack.corrections:
        place = f"correction “{correction.name}”"
        for name in (correction.variable, correction.date, correction.later_than):
            yield from _named_variable(pack, place, name)
        target = pack.variables.get(correction.variable)
        codes = [c.code for c in target.categories] if target else []
        if codes and correction.becomes not in codes:
            yield _unknown(place, "category", correction.becomes, codes)


def _instruments(pack: Pack) -> Iterator[InputProblem]:
    for instrument in pack.instruments:
        place = f"instrument.{instrument.key}"
        for name, times in Counter(instrument.variables).items():
            yield from _named_variable(pack, place, name)
            if times > 1:
                yield _fault(place, f"the variable “{name}” is asked {times} times.")
            if name in pack.variables and instrument.key not in pack.variables[name].sources:
                yield _fault(
                    place,
                    f"the variable “{name}” is asked here, but does not name this instrument.",
                    f"Add “{instrument.key}” to its sources.",
                )


def _tables(pack: Pack) -> Iterator[InputProblem]:
    periods = [period.key for period in pack.periods]
    for number, times in Counter(table.number for table in pack.tables).items():
        if times > 1:
            yield _fault(f"table {number}", "the number is given twice.")
    for table in pack.tables:
        place = f"table {table.number}"
        if table.population not in pack.populations:
            yield _unknown(place, "population", table.population, pack.populations)
        if isinstance(table, AreaTable):
            yield from _named_variable(pack, place, table.area_variable)
            continue
        if isinstance(table, CountTable):
            yield from _named_variable(pack, place, table.base_variable)
            for row in table.rows:
                yield from _named_variable(pack, place, row.variable)
                yield from _only(pack, place, row.variable, row.only)
        for column in table.columns:
            yield from _named_variable(pack, place, column.variable)
            yield from _named_variable(pack, place, column.of_variable)
            yield from _only(pack, place, column.variable, column.only)
            if column.population and column.population not in pack.populations:
                yield _unknown(place, "population", column.population, pack.populations)
            if column.published and column.published not in periods:
                yield _unknown(place, "period", column.published, periods)
            if column.denominators and not any(d.list == column.denominators for d in pack.denominators):
                known = sorted({d.list for d in pack.denominators})
                yield _unknown(place, "list of denominators", column.denominators, known)
        if isinstance(table, GridTable):
            continue
        keys = _column_keys(pack, table)
        for name in (key for test in table.test for side in test.columns for key in side):
            if name not in keys:
                yield _unknown(place, "column", name, keys)


def _only(pack: Pack, place: str, variable: str, only: tuple[str, ...]) -> Iterator[InputProblem]:
    if variable in pack.variables:
        codes = [category.code for category in pack.variables[variable].categories]
        for code in only:
            if code not in codes:
                yield _unknown(place, f"category of “{variable}”", code, codes)


def _column_keys(pack: Pack, table: CountTable) -> list[str]:
    keys: list[str] = []
    for column in table.columns:
        if column.variable in pack.variables:
            codes = [c.code for c in pack.variables[column.variable].categories]
            keys += [code for code in codes if not column.only or code in column.only]
        else:
            keys.append(column.key)
    return keys


def _figures(pack: Pack) -> Iterator[InputProblem]:
    for number, times in Counter(figure.number for figure in pack.figures).items():
        if times > 1:
            yield _fault(f"figure {number}", "the number is given twice.")
    for figure in pack.figures:
        place = f"figure {figure.number}"
        for name in (figure.x, figure.y, figure.series, figure.group, figure.panel):
            yield from _named_variable(pack, place, name)
        for name in (figure.population, *(part.population for part in figure.sets)):
            if name and name not in pack.populations:
                yield _unknown(place, "population", name, pack.populations)


def _printed(pack: Pack) -> Iterator[InputProblem]:
    numbers = [table.number for table in pack.tables]
    for aggregate in pack.aggregates:
        if aggregate.table not in numbers:
            yield _unknown("aggregates.csv", "table", aggregate.table, numbers)
    seen = Counter((a.table, a.row, a.column) for a in pack.aggregates)
    for (table, row, column), times in seen.items():
        if times > 1:
            yield _fault("aggregates.csv", f"table {table}, row {row}, column {column} is given {times} times.")
    for slip in pack.slips:
        if slip.table not in numbers:
            yield _unknown("slips.csv", "table", slip.table, numbers)
    for comparison in pack.comparisons:
        place = f"comparison “{comparison.key}”"
        yield from _named_variable(pack, place, comparison.variable)
        for name in (comparison.sample, comparison.full):
            if name not in pack.populations:
                yield _unknown(place, "population", name, pack.populations)

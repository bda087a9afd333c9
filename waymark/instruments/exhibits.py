"""Whether the tables and figures of a pack, and the printed values beside them, agree with it and each other.

Part of `consistency.faults`: every name in a table or figure leads somewhere, every printed value has a row
and a column, every test names sides that exist, every sentence uses only names that its figure fills.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from string import Formatter

from waymark.instruments.faults import fault, named_variable, unknown
from waymark.instruments.figures import FigureSpec, sentence_names
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem
from waymark.instruments.tables import AreaTable, ColumnSpec, CountTable, GridTable, RowSpec, TestSpec


def exhibit_faults(pack: Pack) -> Iterator[InputProblem]:
    yield from _twice("table", [table.number for table in pack.tables])
    for table in pack.tables:
        place = f"table {table.number}"
        if table.population not in pack.populations:
            yield unknown(place, "population", table.population, pack.populations)
        if isinstance(table, AreaTable):
            yield from _area_table(pack, place, table)
            continue
        for column in table.columns:
            yield from _column(pack, place, column)
        if isinstance(table, CountTable):
            yield from _count_table(pack, place, table)
    yield from _twice("figure", [figure.number for figure in pack.figures])
    for figure in pack.figures:
        yield from _figure(pack, f"figure {figure.number}", figure)
    yield from _printed(pack)
    yield from _comparisons(pack)


def _twice(kind: str, numbers: list[str]) -> Iterator[InputProblem]:
    for number, times in Counter(numbers).items():
        if times > 1:
            yield fault(f"{kind} {number}", "the number is given twice.")


def _area_table(pack: Pack, place: str, table: AreaTable) -> Iterator[InputProblem]:
    yield from named_variable(pack, place, table.area_variable)
    bands = len(table.cuts) + 1
    for name, given in (("labels", len(table.labels)), ("published", len(table.published))):
        if given not in (0, bands):
            what = f"{len(table.cuts)} cuts make {bands} bands, but there are {given} {name}."
            yield fault(place, what, f"Give {bands} {name}, or none.")


def _column(pack: Pack, place: str, column: ColumnSpec) -> Iterator[InputProblem]:
    periods = [period.key for period in pack.periods]
    yield from named_variable(pack, place, column.variable)
    yield from named_variable(pack, place, column.of_variable)
    yield from _only(pack, place, column.variable, (*column.only, *column.labels))
    if column.population and column.population not in pack.populations:
        yield unknown(place, "population", column.population, pack.populations)
    if column.published and column.published not in periods:
        yield unknown(place, "period", column.published, periods)
    lists = sorted({denominator.list for denominator in pack.denominators})
    if column.denominators and column.denominators not in lists:
        yield unknown(place, "list of denominators", column.denominators, lists)


def _count_table(pack: Pack, place: str, table: CountTable) -> Iterator[InputProblem]:
    yield from named_variable(pack, place, table.base_variable)
    for row in table.rows:
        yield from named_variable(pack, place, row.variable)
        yield from _only(pack, place, row.variable, (*row.only, *row.labels, *row.measures))
    rows, columns = _keys(pack, table.rows), _keys(pack, table.columns)
    for test in table.test:
        yield from _test(place, test, rows, columns)


def _test(place: str, test: TestSpec, rows: list[str], columns: list[str]) -> Iterator[InputProblem]:
    for name in (*test.rows, *(key for group in test.row_groups for key in group)):
        if name not in rows:
            yield unknown(place, "row", name, rows)
    for name in (key for side in (*test.columns, *test.against) for key in side):
        if name not in columns:
            yield unknown(place, "column", name, columns)
    if test.against and len(test.against) != len(test.columns):
        what = "the sides in columns and in against are not equally many."
        yield fault(f"{place}, test “{test.name}”", what)


def _only(pack: Pack, place: str, variable: str, codes: tuple[str, ...]) -> Iterator[InputProblem]:
    if variable in pack.variables:
        known = [category.code for category in pack.variables[variable].categories]
        for code in dict.fromkeys(codes):
            if code not in known:
                yield unknown(place, f"category of “{variable}”", code, known)


def _keys(pack: Pack, parts: tuple[RowSpec, ...] | tuple[ColumnSpec, ...]) -> list[str]:
    """The keys of the rows or columns, those of a variable being its codes."""
    keys: list[str] = []
    for part in parts:
        if part.variable in pack.variables:
            codes = [category.code for category in pack.variables[part.variable].categories]
            keys += [code for code in codes if not part.only or code in part.only]
        else:
            keys.append(part.key)
    return keys


def _figure(pack: Pack, place: str, figure: FigureSpec) -> Iterator[InputProblem]:
    for name in (figure.x, figure.y, figure.series, figure.group, figure.panel):
        yield from named_variable(pack, place, name)
    for name in (figure.population, *(part.population for part in figure.sets)):
        if name and name not in pack.populations:
            yield unknown(place, "population", name, pack.populations)
    yield from _only(pack, place, figure.series, tuple(point.series for point in figure.published))
    if figure.test and len(figure.test) != max(1, len(figure.sets)):
        right = "Give one test for each set, in their order."
        yield fault(place, "the tests and the sets are not equally many.", right)
    groups = pack.variables[figure.group].categories if figure.group in pack.variables else ()
    known = sentence_names(figure, tuple(group.code for group in groups))
    try:
        used = [name for _, name, _, _ in Formatter().parse(figure.sentence) if name is not None]
    except ValueError as error:
        yield fault(place, f"the sentence cannot be filled: {error}.", "Names stand in curly brackets.")
        return
    for name in used:
        if name not in known:
            yield unknown(f"{place}, sentence", "name", name, known)


def _printed(pack: Pack) -> Iterator[InputProblem]:
    tables = {table.number: table for table in pack.tables}
    for file, entries in (("aggregates.csv", pack.aggregates), ("slips.csv", pack.slips)):
        for entry in entries:
            table = tables.get(entry.table)
            if table is None:
                yield unknown(file, "table", entry.table, tables)
                continue
            if isinstance(table, CountTable):
                rows, columns = _keys(pack, table.rows), _keys(pack, table.columns)
                if entry.row not in rows:
                    yield unknown(f"{file}, table {entry.table}", "row", entry.row, rows)
                if entry.column not in columns:
                    yield unknown(f"{file}, table {entry.table}", "column", entry.column, columns)
            elif isinstance(table, GridTable):
                yield fault(file, f"table {entry.table} is a grid and has no printed values.")
    for (number, row, column), times in Counter((a.table, a.row, a.column) for a in pack.aggregates).items():
        if times > 1:
            cell = f"table {number}, row {row}, column {column}"
            yield fault("aggregates.csv", f"{cell} is given {times} times.")


def _comparisons(pack: Pack) -> Iterator[InputProblem]:
    for comparison in pack.comparisons:
        place = f"comparison “{comparison.key}”"
        yield from named_variable(pack, place, comparison.variable)
        for name in (comparison.sample, comparison.full):
            if name not in pack.populations:
                yield unknown(place, "population", name, pack.populations)

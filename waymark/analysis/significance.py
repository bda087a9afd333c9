"""The tests that a table asks for: from its cells to a matrix of counts, to results with size and
assumptions.

In: the specification of a test and the table's rows as made. Out: the results (one specification may give
several: Pearson's with and without correction, Fisher's where expected counts are small) and a sentence for
the notes where the print said otherwise or no test could be made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from waymark.analysis import contingency
from waymark.analysis.against_print import agrees, as_published, told_beside
from waymark.analysis.contingency import Effect, Matrix, Tested
from waymark.analysis.results import Column, Row, TestResult
from waymark.instruments.problems import InputProblem, Place
from waymark.instruments.tables import CountTable, TestSpec

INDEPENDENT = "Each case is counted once, and cases are independent."


@dataclass(frozen=True)
class TestBelow:
    """The results of one specification, and what has to be said of them in the table's notes."""

    __test__ = False

    results: tuple[TestResult, ...]
    note: str = ""


def tests_below(table: CountTable, rows: Sequence[Row], columns: Sequence[Column]) -> tuple[TestBelow, ...]:
    """Every test of the table, in the pack's order."""
    return tuple(_test_below(table, spec, rows, columns) for spec in table.test)


def tested(name: str, counts: Matrix, kind: str, assumed: str = INDEPENDENT) -> tuple[TestResult, ...]:
    """The tests of one kind on the counts, the one to report first."""
    counts = contingency.without_empty(counts)
    return tuple(
        _result(name, made, size, f"{assumed} {_approximation(counts, made)}")
        for made, size in _KINDS[kind](counts)
    )


def with_published(results: tuple[TestResult, ...], spec: TestSpec) -> tuple[TestResult, ...]:
    """The printed statistic and the pack's note beside the result that reproduces it, else beside the
    first."""
    told = [
        msgspec.structs.replace(result, published=as_published(spec.published), note=spec.note)
        for result in results
    ]
    chosen = next((place for place, result in enumerate(told) if agrees(result)), 0)
    return tuple(told[i] if i == chosen else result for i, result in enumerate(results))


def _test_below(
    table: CountTable, spec: TestSpec, rows: Sequence[Row], columns: Sequence[Column]
) -> TestBelow:
    if spec.kind not in _KINDS:
        place = Place(file="tables.toml", part=f"table {table.number}, test “{spec.name}”")
        right = f"Known: {', '.join(_KINDS)}."
        raise InputProblem(
            f"a table of counts has no test of the kind “{spec.kind}”.", place=place, right=right
        )
    counts = _matrix(table, spec, rows, columns)
    if counts is None or min(contingency.without_empty(counts).shape, default=0) < 2:
        return TestBelow(
            (), f"{spec.name}: no test, because there are fewer than two groups with cases to compare."
        )
    results = with_published(tested(spec.name, counts, spec.kind), spec)
    return TestBelow(tuple(told_beside(result) for result in results))


# -- the counts ---------------------------------------------------------------------------------------


def _matrix(
    table: CountTable, spec: TestSpec, rows: Sequence[Row], columns: Sequence[Column]
) -> Matrix | None:
    """Rows (or groups of rows) by sides; with `against`, the sides here by the sides there."""
    counts = {
        (row.key, column.key): cell.count
        for row in rows
        for column, cell in zip(columns, row.cells, strict=True)
        if cell.count is not None
    }
    groups = spec.row_groups or tuple((key,) for key in spec.rows or _own_rows(rows))
    sides = spec.columns or tuple((column.key,) for column in columns if not column.published)

    def total(keys: Sequence[str], side: Sequence[str]) -> int | None:
        found = [counts.get((row, column)) for row in keys for column in side]
        return None if None in found else sum(n for n in found if n is not None)

    if spec.against:
        together = [key for group in groups for key in group]
        lines = [[total(together, side) for side in sides], [total(together, side) for side in spec.against]]
    else:
        lines = [[total(group, side) for side in sides] for group in groups]
        if len(groups) == 1:
            lines.append([_others(table, columns, side, total(groups[0], side)) for side in sides])
    known = [
        line for line in lines if None not in line
    ]  # a row that the source leaves empty cannot be tested
    return np.array(known, dtype=np.int64) if known else None


def _own_rows(rows: Sequence[Row]) -> list[str]:
    return [row.key for row in rows if not (row.total or row.heading or row.level)]


def _others(
    table: CountTable, columns: Sequence[Column], side: Sequence[str], count: int | None
) -> int | None:
    """The cases of the side's bases that are not in the only row."""
    bases = [column.base for column in columns if column.key in side]
    if count is None or None in bases or table.percent == "row":
        return None
    return sum(base for base in bases if base is not None) - count


# -- the kinds ----------------------------------------------------------------------------------------


def _chi_square(counts: Matrix) -> list[tuple[Tested, Effect]]:
    size = contingency.effect(counts)
    made = [contingency.pearson(counts)]
    small = contingency.small_expected(counts) > 0
    if counts.shape == (2, 2):
        made += [contingency.pearson_corrected(counts), *([contingency.fisher(counts)] if small else [])]
    elif small:
        made.append(contingency.pearson_by_drawing(counts))
    return [(each, size) for each in made]


def _fisher(counts: Matrix) -> list[tuple[Tested, Effect]]:
    exact = contingency.fisher if counts.shape == (2, 2) else contingency.fisher_by_drawing
    return [(exact(counts), contingency.effect(counts))]


def _trend(counts: Matrix) -> list[tuple[Tested, Effect]]:
    return [(contingency.linear_trend(counts), contingency.trend_correlation(counts))]


_KINDS: dict[str, Callable[[Matrix], list[tuple[Tested, Effect]]]] = {
    "chi_square": _chi_square,
    "fisher": _fisher,
    "trend": _trend,
}


def _approximation(counts: Matrix, made: Tested) -> str:
    """What p rests on besides."""
    if made.statistic_name == "χ² for linear trend":
        return "Rows and columns are in order and equally far apart."
    if made.df is None:
        drawn = f" {contingency.DRAWN_TABLES:,} tables drawn with the same margins."
        return "The totals of rows and columns are taken as given." + (
            drawn if counts.shape != (2, 2) else ""
        )
    small, cells = contingency.small_expected(counts), counts.size
    if small:
        rough = f"{small} of {cells} expected counts are below 5, so that this p is rough"
        return f"{rough}; the test after it does without the approximation."
    return "All expected counts are 5 or more."


def _result(name: str, made: Tested, size: Effect, assumed: str) -> TestResult:
    return TestResult(
        name=name,
        statistic_name=made.statistic_name,
        statistic=made.statistic,
        df=made.df,
        p=made.p,
        effect_name=size.name,
        effect=size.value,
        effect_low=size.low,
        effect_high=size.high,
        assumed=assumed,
    )

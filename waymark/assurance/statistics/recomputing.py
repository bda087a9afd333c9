"""A chi-square statistic recomputed from the table it speaks of, by each common method and each likely reading.

A print does not say which rows and columns were tested. So every reading that a reader of the table would try is tried:
the whole table, the last column against each other and against all others together, one row against the rest. The
print is reproduced where one of them gives it, and unexplained where none does.
In: a `PrintedTest` and the `Shape` of its table. Out: how it is reproduced, or the nearest miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy import stats

from waymark.assurance.statistics.printed_tests import PrintedTest
from waymark.assurance.tables.shape import Shape

Counts = npt.NDArray[np.int64]
_METHODS = (
    ("Pearson", {"correction": False}),
    ("Pearson with continuity correction", {"correction": True}),
    ("likelihood ratio", {"correction": False, "lambda_": "log-likelihood"}),
)


@dataclass(frozen=True)
class Recomputed:
    """`gives`: the statistic is the printed one, as far as its digits go, and so are df and p."""

    value: float
    df: int
    p: float
    method: str
    reading: str
    gives: bool


@dataclass(frozen=True)
class Reading:
    """`counts`: rows by columns. `plain` for those that need no choice: the whole table."""

    said: str
    counts: Counts
    plain: bool


def recomputed(test: PrintedTest, shape: Shape) -> Recomputed | None:
    """The reading that gives the print, the plainest first; else Pearson's of the plainest reading. None where no
    reading of the table has as many degrees of freedom."""
    tried = [one for reading in readings_of(shape) for one in _tested(test, reading)]
    same_df = [one for one in tried if test.df is None or one.df == test.df]
    return next((one for one in same_df if one.gives), same_df[0] if same_df else None)


def _tested(test: PrintedTest, reading: Reading) -> Iterator[Recomputed]:
    counts = reading.counts[reading.counts.sum(axis=1) > 0]
    counts = counts[:, counts.sum(axis=0) > 0]
    if min(counts.shape, default=0) < 2:
        return
    for method, options in _METHODS:
        if options["correction"] and counts.shape != (2, 2):
            continue
        found = stats.chi2_contingency(counts, **options)
        value, df, p = float(found.statistic), int(found.dof), float(found.pvalue)
        gives = Fraction(value) in test.statistic.widest and (test.df is None or test.df == df)
        yield Recomputed(value, df, p, method, reading.said, gives)


def readings_of(shape: Shape) -> Iterator[Reading]:
    rows = [row for row in shape.rows if not row.is_total and not row.is_heading and row.parent < 0]
    columns = [column for column in shape.columns if not column.is_total]
    whole = _counts(shape, [row.at for row in rows], [column.at for column in columns])
    if whole is None:
        yield from _without_unknown(shape, rows, columns)
        return
    names = [row.label for row in rows]
    labels = [column.label for column in columns]
    yield Reading("the whole table", whole, True)
    yield from _columns_compared(whole, labels, "")
    if len(rows) > 2:
        for at, name in enumerate(names):
            one = np.vstack([whole[at], np.delete(whole, at, axis=0).sum(axis=0)])
            yield Reading(f"“{name}” against all other rows", one, False)
            yield from _columns_compared(one, labels, f"“{name}” against all other rows, ")
        for upto in range(2, len(rows)):
            two = np.vstack([whole[:upto].sum(axis=0), whole[upto:].sum(axis=0)])
            yield Reading(f"the first {upto} rows against the others", two, False)
            yield from _columns_compared(two, labels, f"the first {upto} rows against the others, ")
    spans = list(dict.fromkeys(column.span for column in columns))
    if 1 < len(spans) < len(columns):
        yield from _spans_compared(shape, rows, columns, whole)


def _columns_compared(counts: Counts, labels: list[str], before: str) -> Iterator[Reading]:
    """The last column against all earlier together, and each two columns."""
    if counts.shape[1] > 2:
        pooled = np.column_stack([counts[:, -1], counts[:, :-1].sum(axis=1)])
        yield Reading(f"{before}{labels[-1]} against all other columns", pooled, False)
        for first, second in combinations(range(counts.shape[1]), 2):
            yield Reading(
                f"{before}{labels[first]} against {labels[second]}", counts[:, [first, second]], False
            )


def _spans_compared(shape: Shape, rows: list, columns: list, whole: Counts) -> Iterator[Reading]:  # type: ignore[type-arg]
    """One row across the spans: its split within a span, the last span against each other and against all others."""
    spans = list(dict.fromkeys(column.span for column in columns))
    size = len(columns) // len(spans)
    if size * len(spans) != len(columns) or size < 2:
        return
    cube = whole.reshape(len(rows), len(spans), size)
    for at, row in [*enumerate(row.label for row in rows), (None, "all rows together")]:
        split = cube[at] if at is not None else cube.sum(axis=0)
        yield Reading(f"“{row}” over the periods", split, False)
        if len(spans) > 2:
            yield Reading(
                f"“{row}”, the last against all others", np.vstack([split[-1], split[:-1].sum(axis=0)]), False
            )
            for one in range(len(spans) - 1):
                yield Reading(f"“{row}”, the last against another", split[[one, -1]], False)


def _without_unknown(shape: Shape, rows: list, columns: list) -> Iterator[Reading]:  # type: ignore[type-arg]
    """Rows that have a count in every column."""
    full = [row.at for row in rows if _counts(shape, [row.at], [column.at for column in columns]) is not None]
    counts = _counts(shape, full, [column.at for column in columns]) if len(full) > 1 else None
    if counts is not None:
        yield Reading("the rows with a count in every column", counts, True)


def _counts(shape: Shape, rows: list[int], columns: list[int]) -> Counts | None:
    found = []
    for row in rows:
        figures = [shape.rows[row].figures[column - 1] for column in columns]
        counts = [figure.count for figure in figures if figure is not None and figure.count is not None]
        if len(counts) != len(columns):
            return None
        found.append(counts)
    return np.array(found, dtype=np.int64) if found else None

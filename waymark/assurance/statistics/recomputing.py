"""A chi-square statistic recomputed from the table it speaks of, by each common method and each likely reading.

A print does not say which rows and columns were tested. So every reading that a reader of the table would try is tried:
the whole table, the last column against each other and against all others together, one row against the rest. The
print is reproduced where one of them gives it, and unexplained where none does.
In: a `PrintedTest` and the `Shape` of its table. Out: how it is reproduced, or the nearest miss.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

import numpy as np

from waymark.analysis.contingency import Matrix, likelihood_ratio, pearson, pearson_corrected, without_empty
from waymark.assurance.statistics.printed_tests import PrintedTest
from waymark.assurance.tables.shape import Column, Row, Shape

_METHODS = (
    ("Pearson", pearson),
    ("Pearson with continuity correction", pearson_corrected),
    ("likelihood ratio", likelihood_ratio),
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
    """`counts`: rows by columns."""

    said: str
    counts: Matrix


def recomputed(test: PrintedTest, shape: Shape) -> Recomputed | None:
    """The reading that gives the print, the plainest first; else Pearson's of the plainest reading with as many degrees
    of freedom. Where none has, because more are printed than the whole table has, Pearson's of the whole; else None."""
    plainest, most = None, None
    for reading in readings_of(shape):
        for one in _tested(test, reading):
            if test.df is not None and one.df != test.df:
                most = one if most is None or one.df > most.df else most
                continue
            if one.gives:
                return one
            plainest = plainest or one
    if plainest is None and most is not None and test.df is not None and test.df > most.df:
        return replace(most, gives=False)
    return plainest


def _tested(test: PrintedTest, reading: Reading) -> Iterator[Recomputed]:
    """By each method."""
    counts = without_empty(reading.counts)
    if min(counts.shape, default=0) < 2:
        return
    for method, tested in _METHODS:
        if tested is pearson_corrected and counts.shape != (2, 2):
            continue
        found = tested(counts)
        if found.statistic is None or found.df is None:
            continue
        gives = Fraction(found.statistic) in test.statistic.widest
        yield Recomputed(found.statistic, found.df, found.p, method, reading.said, gives)


def readings_of(shape: Shape) -> Iterator[Reading]:
    rows = [row for row in shape.rows if not row.is_total and not row.is_heading and row.parent < 0]
    columns = [column for column in shape.columns if not column.is_total]
    whole = _counts(shape, [row.at for row in rows], [column.at for column in columns])
    if whole is None:
        yield from _without_unknown(shape, rows, columns)
        return
    names = [row.label for row in rows]
    labels = [column.label for column in columns]
    yield Reading("the whole table", whole)
    yield from _columns_compared(whole, labels, "")
    if len(rows) > 2:
        for at, name in enumerate(names):
            one = np.vstack([whole[at], np.delete(whole, at, axis=0).sum(axis=0)])
            yield Reading(f"“{name}” against all other rows", one)
            yield from _columns_compared(one, labels, f"“{name}” against all other rows, ")
        for upto in range(2, len(rows)):
            two = np.vstack([whole[:upto].sum(axis=0), whole[upto:].sum(axis=0)])
            yield Reading(f"the first {upto} rows against the others", two)
            yield from _columns_compared(two, labels, f"the first {upto} rows against the others, ")
    spans = list(dict.fromkeys(column.span for column in columns))
    if 1 < len(spans) < len(columns):
        yield from _spans_compared(rows, columns, whole)


def _columns_compared(counts: Matrix, labels: list[str], before: str) -> Iterator[Reading]:
    """The last column against all earlier together, and each two columns."""
    if counts.shape[1] > 2:
        pooled = np.column_stack([counts[:, -1], counts[:, :-1].sum(axis=1)])
        yield Reading(f"{before}{labels[-1]} against all other columns", pooled)
        for first, second in combinations(range(counts.shape[1]), 2):
            yield Reading(f"{before}{labels[first]} against {labels[second]}", counts[:, [first, second]])


def _spans_compared(rows: Sequence[Row], columns: Sequence[Column], whole: Matrix) -> Iterator[Reading]:
    """One row across the spans: its split within a span, the last span against each other and against all others."""
    spans = list(dict.fromkeys(column.span for column in columns))
    size = len(columns) // len(spans)
    if size * len(spans) != len(columns) or size < 2:
        return
    cube = whole.reshape(len(rows), len(spans), size)
    for at, row in [*enumerate(row.label for row in rows), (None, "all rows together")]:
        split = cube[at] if at is not None else cube.sum(axis=0)
        yield Reading(f"“{row}” over the periods", split)
        if len(spans) > 2:
            yield Reading(
                f"“{row}”, the last against all others", np.vstack([split[-1], split[:-1].sum(axis=0)])
            )
            for one in range(len(spans) - 1):
                yield Reading(f"“{row}”, the last against another", split[[one, -1]])


def _without_unknown(shape: Shape, rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[Reading]:
    """Rows that have a count in every column."""
    full = [row.at for row in rows if _counts(shape, [row.at], [column.at for column in columns]) is not None]
    counts = _counts(shape, full, [column.at for column in columns]) if len(full) > 1 else None
    if counts is not None:
        yield Reading("the rows with a count in every column", counts)


def _counts(shape: Shape, rows: list[int], columns: list[int]) -> Matrix | None:
    found = []
    for row in rows:
        figures = [shape.rows[row].figures[column - 1] for column in columns]
        counts = [figure.count for figure in figures if figure is not None and figure.count is not None]
        if len(counts) != len(columns):
            return None
        found.append(counts)
    return np.array(found, dtype=np.int64) if found else None

"""Columns of percentages without their counts: they add up to the hundred that is printed below them.

Each percentage was rounded by itself, so that a sum may miss by half of its last digit for each of them. Where a
question has several answers, no column adds up. In: a `Shape`. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import Printed, rounded
from waymark.assurance.tables.shape import Column, Row, Shape
from waymark.assurance.tables.share_bases import Share
from waymark.assurance.tables.whole_rows import runs_of


def findings_of_hundreds(shape: Shape, counted: Sequence[Share]) -> Iterator[Finding]:
    """`counted`: the percentages that are held against their counts."""
    known = {share.column.at for share in counted}
    for total in (row for row in shape.rows if row.is_total and row.parent < 0):
        above, others = runs_of(shape, total)
        for run in [above, *others]:
            sums = [
                (column, parts)
                for column in shape.columns
                if column.at not in known
                and (whole := _percent(total, column)) is not None
                and whole.value == 100
                and (parts := [one for row in run if (one := _percent(row, column)) is not None])
                and len(parts) == len(run) > 1
            ]
            off = [one for one in sums if not _is_hundred(one[1])]
            if len(sums) < 2 or 2 * len(off) > len(sums):
                continue
            yield from (_finding(shape, total, column, parts) for column, parts in off)
            break


def _percent(row: Row, column: Column) -> Printed | None:
    figure = row.figures[column.at - 1]
    return figure.number if figure is not None and figure.percent and figure.inner is None else None


def _is_hundred(parts: Sequence[Printed]) -> bool:
    slack = sum((one.unit / 2 for one in parts), Fraction(0))
    return abs(_sum(parts) - 100) <= slack


def _sum(parts: Sequence[Printed]) -> Fraction:
    return sum((one.value for one in parts), Fraction(0))


def _finding(shape: Shape, total: Row, column: Column, parts: Sequence[Printed]) -> Finding:
    said = rounded(_sum(parts), max(one.decimals for one in parts))
    how = f"The percentages of the column add up to {said}; those of the other columns to 100."
    figure = total.figures[column.at - 1]
    text = figure.text if figure is not None else ""
    return Finding(Class.WRONG, shape.place(total, column), text, said, how)

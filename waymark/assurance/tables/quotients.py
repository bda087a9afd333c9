"""Rates and ratios of a table against the columns of which they are quotients.

A column of rates is taken to be the quotient that gives most of its cells: of one column or of two added, by
another, times the number that its header names (“per 100,000”), over so many years. What that quotient does not
give is found. In: a `Shape`. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import NUMBER, Printed, printed_number, rounded
from waymark.assurance.tables.shape import CLEAR, LEAST_ROWS, Column, Row, Shape

LEAST_WHOLE = 10
"""A rate below it without decimals suits too many quotients."""
MOST_YEARS = 10
PER = re.compile(rf"\bper\s+({NUMBER})\b|\bper\s+(cent|thousand|million)\b", re.IGNORECASE)
_WORDS = {"cent": 100, "thousand": 1_000, "million": 1_000_000}
_ANNUAL = re.compile(r"\bannual|\bper year|\ba year|\byearly", re.IGNORECASE)
_RATIO = re.compile(r"\bratio\b", re.IGNORECASE)


@dataclass(frozen=True)
class Quotient:
    """The sum of the columns `above`, by the column `below`, times `times`, over `years`."""

    above: tuple[Column, ...]
    below: Column
    times: int
    years: int

    def of(self, row: Row) -> Fraction | None:
        above = [value for column in self.above if (value := _value(row, column)) is not None]
        below = _value(row, self.below)
        if not below or len(above) < len(self.above):
            return None
        return sum(above, Fraction(0)) * self.times / (below * self.years)

    def said(self) -> str:
        above = " and ".join(column.label for column in self.above)
        times = f", per {self.times:,}" if self.times > 1 else ""
        years = f", over {self.years} years" if self.years > 1 else ""
        return f"{above} by {self.below.label}{times}{years}"


def findings_of_quotients(shape: Shape) -> Iterator[Finding]:
    for column in shape.columns:
        printed = [(row, number) for row in shape.rows if (number := _rate(row, column)) is not None]
        if len(printed) < LEAST_ROWS:
            continue
        best = _best(_candidates(shape, column), printed)
        if best is None:
            continue
        for row, number in printed:
            exact = best.of(row)
            if exact is None or exact in number.widest:
                continue
            how = f"{best.said()} is {rounded(exact, number.decimals + 2)}."
            yield Finding(
                Class.WRONG, shape.place(row, column), number.text, rounded(exact, number.decimals), how
            )


def _best(candidates: Iterable[Quotient], printed: Sequence[tuple[Row, Printed]]) -> Quotient | None:
    """The one that gives most of the cells, where it gives enough to be the column's own."""
    best = max(candidates, key=lambda one: _explained(one, printed), default=None)
    explained = _explained(best, printed) if best is not None else 0
    return best if explained >= LEAST_ROWS and explained >= CLEAR * len(printed) else None


def _candidates(shape: Shape, column: Column) -> Iterator[Quotient]:
    label = column.label
    whole = [other for other in shape.columns if other is not column and _holds_counts(shape, other)]
    per = PER.search(label)
    times = per_number(per) if per else 1
    years = range(1, MOST_YEARS + 1) if _ANNUAL.search(label) else (1,)
    if not per and not _RATIO.search(label) and "rate" not in label.casefold():
        return
    for below in whole:
        rest = [other for other in whole if other is not below]
        singly = [(one,) for one in rest]
        for above, over in product([*singly, *combinations(rest, 2)], years):
            yield Quotient(above, below, times, over)


def per_number(found: re.Match[str]) -> int:
    if found[2]:
        return _WORDS[found[2].casefold()]
    number = printed_number(found[1])
    return int(number.value) if number else 1


def _explained(quotient: Quotient, printed: Sequence[tuple[Row, Printed]]) -> int:
    return sum((exact := quotient.of(row)) is not None and exact in number.widest for row, number in printed)


def _holds_counts(shape: Shape, column: Column) -> bool:
    """In most of its rows: some may be withheld."""
    rows = [row for row in shape.rows if not row.is_heading]
    return len(rows) > 0 and sum(_value(row, column) is not None for row in rows) >= CLEAR * len(rows)


def _value(row: Row, column: Column) -> Fraction | None:
    figure = row.figures[column.at - 1]
    return Fraction(figure.count) if figure is not None and figure.count is not None else None


def _rate(row: Row, column: Column) -> Printed | None:
    figure = row.figures[column.at - 1]
    if figure is None or figure.percent or figure.number is None or figure.inner is not None:
        return None
    tells = figure.number.decimals or figure.number.value >= LEAST_WHOLE
    return figure.number if tells else None

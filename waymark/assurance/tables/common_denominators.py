"""Rates whose denominator is not printed, held against one another: one population cannot have two sizes.

Where a count stands beside its rate, the two say how large the population is. Rates of the same population, in
the same period, must leave a size that suits them all. In: a `Shape`. Out: findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import Interval, Printed, divided, exactly, rounded
from waymark.assurance.tables.quotients import PER, per_number
from waymark.assurance.tables.shape import Column, Row, Shape

_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?")
_ROUNDED_COUNT = re.compile(r"\baverage|\bmean\b|\bannual", re.IGNORECASE)


@dataclass(frozen=True)
class CountWithRate:
    row: Row
    column: Column
    count: Interval
    rate: Printed
    times: int
    text: str

    @property
    def population(self) -> Interval:
        return divided(self.count, self.rate.widest, self.times)


def findings_of_common_denominators(shape: Shape) -> Iterator[Finding]:
    for group in _groups(shape):
        kept = _largest_that_agree(group)
        if len(kept) < 2 or 2 * len(kept) <= len(group):
            continue
        low = max(one.population.low for one in kept)
        high = min(one.population.high for one in kept)
        for one in group:
            if one in kept:
                continue
            rates = [rounded(limit, one.rate.decimals) for limit in _rates(one, low, high)]
            computed = rates[0] if rates[0] == rates[1] else f"{rates[0]} to {rates[1]}"
            how = f"The other rates are of a population of {int(low):,} to {int(high):,}."
            yield Finding(Class.UNEXPLAINED, shape.place(one.row, one.column), one.text, computed, how)


def _rates(one: CountWithRate, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    return one.times * one.count.low / high, one.times * one.count.high / low


def _groups(shape: Shape) -> Iterator[list[CountWithRate]]:
    """Of one row and upper header, where rates stand in brackets; of one column, where they stand in rows of
    their own."""
    in_rows: dict[tuple[int, str], list[CountWithRate]] = defaultdict(list)
    in_columns: dict[tuple[int, str], list[CountWithRate]] = defaultdict(list)
    for row in shape.rows:
        for column in shape.columns:
            figure = row.figures[column.at - 1]
            if figure is None or figure.number is None:
                continue
            per = PER.search(column.label)
            if figure.inner is not None and not figure.inner_percent and figure.count is not None and per:
                count = _count(figure.number, bool(_ROUNDED_COUNT.search(column.label)))
                made = CountWithRate(row, column, count, figure.inner, per_number(per), figure.text)
                in_rows[row.at, " ".join(_YEARS.findall(column.label))].append(made)
                continue
            per, above = PER.search(row.label), shape.rows[row.at - 1] if row.at else None
            counted = above.figures[column.at - 1] if above is not None else None
            if (
                per
                and counted is not None
                and counted.count is not None
                and counted.number
                and figure.inner is None
            ):
                made = CountWithRate(
                    row, column, _count(counted.number), figure.number, per_number(per), figure.text
                )
                in_columns[column.at, row.label.casefold()].append(made)
    groups = [*in_rows.values(), *in_columns.values()]
    yield from (_by_their_digits(group) for group in groups if len(group) > 1)


def _by_their_digits(group: list[CountWithRate]) -> list[CountWithRate]:
    """Rates of which every one ends in nought after the point were whole numbers before they were printed so."""
    large = [one for one in group if one.rate.decimals and one.rate.value >= 100]
    if len(large) < 2 or any(one.rate.value.denominator != 1 for one in large):
        return group
    return [replace(one, rate=replace(one.rate, decimals=0)) if one in large else one for one in group]


def _count(number: Printed, average: bool = False) -> Interval:
    """A count is exact, unless it is an average or is printed in hundreds or thousands."""
    whole = int(number.value)
    step = next((step for step in (1000, 100) if whole >= 10 * step and whole % step == 0), 0)
    if step:
        return Interval(number.value - Fraction(step, 2), number.value + Fraction(step, 2))
    return number.widest if average else exactly(whole)


def _largest_that_agree(group: Sequence[CountWithRate]) -> list[CountWithRate]:
    """The most of them that leave a common size: whoever contains the lower end of one of them."""
    return max(
        ([one for one in group if limit.population.low in one.population] for limit in group),
        key=len,
        default=[],
    )

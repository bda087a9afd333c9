"""Columns of changes against the columns between which something changed: differences and percentages of change.

A column that its header calls a change is taken to be the one between those two columns, in that way, that give most of
its cells. Numbers that were rounded before they were printed may part the others by as much as rounding does; what is
further off is wrong. In: a `Shape`. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from waymark.assurance.cells import Figure
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import Interval, Printed, exactly, rounded
from waymark.assurance.tables.shape import CLEAR, LEAST_ROWS, Column, Row, Shape

_NEAREST = 8
"""So many columns about it are tried, and so many rows, before all rows are looked at."""
_SAMPLED = 30
_CHANGE = re.compile(r"\b(?:changes?|differences?|increases?|decreases?|growth|rise|fall)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bper\s?cent(?:age)?\b", re.IGNORECASE)
_POINTS = re.compile(r"\bpoints?\b|\bpp\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """A printed change, with its sign."""

    row: Row
    text: str
    printed: Printed
    falls: bool

    @property
    def could_be(self) -> Interval:
        wide = self.printed.widest
        if not self.printed.value:
            return Interval(-wide.high, wide.high)
        return Interval(-wide.high, -wide.low) if self.falls else Interval(wide.low, wide.high)


@dataclass(frozen=True)
class Way:
    """From one column to another, as a percentage of the first or as a difference."""

    before: Column
    after: Column
    percent: bool

    def of(self, row: Row, loose: bool) -> Interval | None:
        before, after = (_number(row.figures[c.at - 1], loose) for c in (self.before, self.after))
        if before is None or after is None:
            return None
        if not self.percent:
            return Interval(after.low - before.high, after.high - before.low)
        if before.low <= 0:
            return None
        return Interval(100 * (after.low / before.high - 1), 100 * (after.high / before.low - 1))

    def said(self) -> str:
        what = "per cent of the first" if self.percent else "as a difference"
        return f"{self.before.label} to {self.after.label}, {what}"


def findings_of_column_changes(shape: Shape) -> Iterator[Finding]:
    changing = [column for column in shape.columns if _CHANGE.search(column.label)]
    steady = [column for column in shape.columns if column not in changing]
    for column in changing:
        cells = [cell for row in shape.rows if (cell := _cell(row, column)) is not None]
        best = _best(column, steady, cells)
        if best is None:
            continue
        for cell in cells:
            exact, loose = best.of(cell.row, loose=False), best.of(cell.row, loose=True)
            if exact is None or loose is None or cell.could_be.meets(_with_room(loose, cell, best)):
                continue
            decimals = cell.printed.decimals
            value = abs(exact.low)
            sign = "-" if exact.low < 0 else ""
            how = f"{best.said()}, is {sign}{rounded(value, decimals + (2 if best.percent else 0))}."
            place, computed = shape.place(cell.row, column), f"{sign}{rounded(value, decimals)}"
            yield Finding(Class.WRONG, place, cell.text, computed, how)


def _with_room(loose: Interval, cell: Cell, way: Way) -> Interval:
    """A difference of rounded numbers was rounded itself."""
    room = Fraction(0) if way.percent else cell.printed.unit / 2
    return Interval(loose.low - room, loose.high + room)


def _best(column: Column, steady: Sequence[Column], cells: Sequence[Cell]) -> Way | None:
    """The one that gives most of the cells, where it gives enough to be the column's own."""
    percent = _PERCENT.search(column.label) is not None or any("%" in cell.text for cell in cells)
    ways = [(True,), (False,)] if percent and _POINTS.search(column.label) is None else [(False,)]
    near = sorted(steady, key=lambda one: abs(one.at - column.at))[:_NEAREST]
    tried = [Way(one, other, *way) for one, other in permutations(near, 2) for way in ways]
    counted = [(_explained(way, cells[:_SAMPLED]), -order) for order, way in enumerate(tried)]
    if not counted:
        return None
    best = tried[-max(counted)[1]]
    explained = _explained(best, cells)
    return best if explained >= LEAST_ROWS and explained >= CLEAR * len(cells) else None


def _explained(way: Way, cells: Sequence[Cell]) -> int:
    given = [way.of(cell.row, loose=False) for cell in cells]
    return sum(one is not None and cell.could_be.meets(one) for one, cell in zip(given, cells, strict=True))


def _cell(row: Row, column: Column) -> Cell | None:
    figure = row.figures[column.at - 1]
    if figure is None:
        return None
    if figure.change is not None:
        return Cell(row, figure.text, figure.change.by, figure.change.falls)
    if figure.number is None or figure.inner is not None:
        return None
    return Cell(row, figure.text, figure.number, falls=figure.bracketed)


def _number(figure: Figure | None, loose: bool) -> Interval | None:
    if figure is None or figure.number is None or figure.bracketed:
        return None
    half = figure.number.unit / 2 if loose else Fraction(0)
    value = figure.number.value
    return Interval(value - half, value + half) if half else exactly(value)

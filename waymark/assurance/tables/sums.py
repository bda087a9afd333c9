"""Sums of a table as printed, and by how much they may miss: counts are exact, rounded numbers are not.

Numbers with decimals, or all in tens or thousands, were rounded each by itself: their sum may miss the printed total by
half of their last digit for each of them and for the total. In: rows and columns of a `Shape`. Out: what is printed
against what its parts give.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import rounded
from waymark.assurance.tables.shape import Column, Row, Shape

_ROUNDED = re.compile(
    r"\bround(?:ed|ing)\b|\bnot (?:always |necessarily )?(?:add|sum)\b|\bweighted\b|\bestimate[ds]?\b",
    re.IGNORECASE,
)
_STEPS = (1_000_000, 100_000, 10_000, 1_000, 100, 10)
_LEAST_OF_A_STEP = 4
"""So many numbers must be whole tens or thousands, to be taken for rounded to them."""
_LEAST_SMALL = 3
"""An error in one cell spoils a row and a column; so many sums that miss by little were rounded."""

_NEAR = 50


@dataclass(frozen=True)
class Amount:
    """`unit`: one of its last printed digit."""

    value: Fraction
    unit: Fraction


@dataclass(frozen=True)
class Compared:
    """A printed total with the sum of its `parts` parts. `slack`: by how much rounding can part them."""

    row: Row | None
    column: Column
    printed: Amount
    summed: Fraction
    parts: int
    slack: Fraction
    how: str

    @property
    def fits(self) -> bool:
        return abs(self.printed.value - self.summed) <= self.slack

    @property
    def is_small(self) -> bool:
        """Whether parts rounded to their last digit can miss by as much."""
        return abs(self.printed.value - self.summed) <= (self.parts + 1) * self.printed.unit / 2

    @property
    def is_near(self) -> bool:
        """Whether it fits, or misses by so little of so much that it can hardly be chance."""
        return self.fits or (
            self.is_small and _NEAR * abs(self.printed.value - self.summed) <= self.printed.value
        )

    def finding(self, shape: Shape) -> Finding:
        decimals = len(str(self.printed.unit.denominator)) - 1
        computed = f"{int(self.summed):,}" if not decimals else rounded(self.summed, decimals)
        said = f"{int(self.printed.value):,}" if not decimals else rounded(self.printed.value, decimals)
        how = self.how.format(summed=computed.replace(",", ""))
        return Finding(Class.WRONG, shape.place(self.row, self.column), said, computed, how)


def amount(row: Row, column: Column) -> Amount | None:
    """What a cell adds to a sum: no percentage, no rate, nothing with a footnote."""
    figure = row.figures[column.at - 1]
    if figure is None or figure.marked or not column.may_be_added or not row.may_be_added:
        return None
    if figure.number is None or figure.percent or figure.bracketed:
        return None
    if figure.inner is not None and figure.number.decimals:
        return None
    return Amount(figure.number.value, figure.number.unit)


def compared(
    row: Row | None,
    column: Column,
    printed: Amount | None,
    parts: Iterable[Amount | None],
    loose: bool,
    how: str,
) -> Compared | None:
    """None where one of them is not known. `how` has a place for the sum; `loose`: the table says it was rounded."""
    amounts: list[Amount] = []
    for part in parts:
        if part is None:
            return None
        amounts.append(part)
    if printed is None or len(amounts) < 2:
        return None
    unit = _unit([printed, *amounts])
    exact = unit == 1 and not loose
    slack = Fraction(0) if exact else (len(amounts) + 1) * unit / 2
    summed = sum((one.value for one in amounts), Fraction(0))
    return Compared(row, column, Amount(printed.value, unit), summed, len(amounts), slack, how)


def says_rounded(shape: Shape) -> bool:
    """Whether title or notes say that the numbers were rounded or estimated."""
    said = [shape.table.title, *(note.text for note in shape.table.notes)]
    return any(map(_ROUNDED.search, said))


def _unit(amounts: Sequence[Amount]) -> Fraction:
    finest = min(one.unit for one in amounts)
    if finest < 1:
        return finest
    known = [int(one.value) for one in amounts if one.value]
    if len(known) < _LEAST_OF_A_STEP:
        return finest
    return Fraction(next((step for step in _STEPS if all(number % step == 0 for number in known)), 1))


def findings_of_sums(shape: Shape, sums: Sequence[Compared]) -> Iterator[Finding]:
    """Where several sums miss by no more than rounding does, the numbers were rounded: told once."""
    off = [one for one in sums if not one.fits]
    small = [one for one in off if one.is_small]
    if len(small) < _LEAST_SMALL:
        yield from (one.finding(shape) for one in off)
        return
    yield from (one.finding(shape) for one in off if not one.is_small)
    how = f"{len(small)} sums of this table miss their totals by no more than rounding of their parts does."
    first = small[0].finding(shape)
    yield Finding(Class.ROUNDING, first.place, first.printed, first.computed, how)

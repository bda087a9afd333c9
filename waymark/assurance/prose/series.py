"""A row of percentages in a sentence against rows of the table: “31%, 33% and 30% over the three periods”, “between
30% and 35% over time, apart from 1998-99”.

A series is held against a row, or against rows that follow one another and are added, only where all but one of its
figures are theirs. A span is held against a row only where the sentence uses the whole of its label and one end of the
span is the row's own.
In: prose and the shapes of the tables. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from waymark.assurance.documents.document import Place, Prose
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import NUMBER, Printed, Rounding, printed_number, rounded
from waymark.assurance.prose.against_tables import PERIOD, kinds_of_column, period_of, spoken_of, words_of
from waymark.assurance.prose.sentences import sentences
from waymark.assurance.tables.shape import Column, Row, Shape

_ONE = rf"(?<![\d.–-])(?:{NUMBER})\s*%"
_SERIES = re.compile(rf"{_ONE}(?:\s*(?:,|,?\s*and)\s*{_ONE}){{2,}}", re.IGNORECASE)
_SPAN = re.compile(
    rf"\b(?:between|from)\s+(?P<low>{NUMBER})\s*%?\s*(?:and|to)\s+(?P<high>{NUMBER})\s*%", re.IGNORECASE
)
_EXCEPT = re.compile(r"\b(?:apart from|except|excluding|other than|save|but for)\b", re.IGNORECASE)
_OVER_TIME = re.compile(
    r"\b(?:over time|over the (?:years|period)|since|onwards|each (?:year|period)|throughout)\b",
    re.IGNORECASE,
)
_FURTHEST = 3
"""Percentage points by which the one that differs may do so; further off it is another thing."""


@dataclass(frozen=True)
class Added:
    """Rows that follow one another, added: the exact percentage under each column and the sum of those printed."""

    rows: tuple[Row, ...]
    exact: tuple[Fraction, ...]
    of_prints: tuple[Fraction, ...]
    how: tuple[str, ...]

    @property
    def name(self) -> str:
        return " and ".join(f"“{row.label}”" for row in self.rows)


def findings_of_series(prose: Sequence[Prose], shapes: Mapping[str, Shape]) -> Iterator[Finding]:
    for block in prose:
        for start, sentence in sentences(block.text):
            for shape in spoken_of(block, sentence, shapes):
                yield from _of_series(block, start, sentence, shape)
                yield from _of_spans(block, start, sentence, shape)


def _of_series(block: Prose, start: int, sentence: str, shape: Shape) -> Iterator[Finding]:
    for found in _SERIES.finditer(sentence):
        said = [number for one in re.finditer(NUMBER, found[0]) if (number := printed_number(one[0]))]
        kinds = [tuple(kind.values()) for kind in kinds_of_column(shape) if len(kind) == len(said)]
        sums = [added for columns in kinds for added in _added(shape, columns)]
        if any(_wrong_in(said, added.exact) == [] for added in sums):
            continue
        near = [one for added in sums if (one := _near(said, added)) is not None]
        if len(near) != 1:
            continue
        added, at = near[0]
        spot = list(re.finditer(NUMBER, found[0]))[at]
        place = block.place_at(start + found.start() + spot.start())
        yield _differs(said[at], added, at, shape, place, sentence)


def _near(said: Sequence[Printed], added: Added) -> tuple[Added, int] | None:
    """The sum, if all but one are its figures and the one is not far off."""
    wrong = _wrong_in(said, added.exact)
    if len(wrong) != 1 or abs(said[wrong[0]].value - added.exact[wrong[0]]) > _FURTHEST:
        return None
    return added, wrong[0]


def _differs(said: Printed, added: Added, at: int, shape: Shape, place: Place, sentence: str) -> Finding:
    computed = f"{rounded(added.exact[at], said.decimals)}%"
    how = f"In Table {shape.table.number} {added.name} are together {added.how[at]}"
    if said.value == added.of_prints[at]:
        how += f"; {said.text}% is the sum of the rounded percentages."
        return Finding(Class.ROUNDING, place, f"{said.text}%", computed, how, sentence)
    return Finding(Class.WRONG, place, f"{said.text}%", computed, f"{how}.", sentence)


def _wrong_in(said: Sequence[Printed], exact: Sequence[Fraction]) -> list[int]:
    return [
        at
        for at, (one, value) in enumerate(zip(said, exact, strict=True))
        if not one.is_print_of(value, Rounding.HALF_UP)
    ]


def _added(shape: Shape, columns: Sequence[Column]) -> Iterator[Added]:
    """Every run of rows that are no totals, from one row to all but one."""
    rows = [row for row in shape.rows if not row.is_total and row.parent < 0 and not row.is_heading]
    for first in range(len(rows)):
        for last in range(first + 1, len(rows) + 1):
            added = _sum(rows[first:last], columns)
            if added is not None:
                yield added


def _sum(rows: Sequence[Row], columns: Sequence[Column]) -> Added | None:
    exact, prints, how = [], [], []
    for column in columns:
        figures = [row.figures[column.at - 1] for row in rows]
        counts = [one.count for one in figures if one is not None and one.count is not None]
        shares = [one.share.value for one in figures if one is not None and one.share is not None]
        if column.base is None or len(counts) != len(rows) or len(shares) != len(rows):
            return None
        exact.append(Fraction(100 * sum(counts), column.base.size))
        prints.append(sum(shares, Fraction(0)))
        how.append(f"{sum(counts)} of {column.base.size}, which is {rounded(exact[-1], 2)}%")
    return Added(tuple(rows), tuple(exact), tuple(prints), tuple(how))


def _of_spans(block: Prose, start: int, sentence: str, shape: Shape) -> Iterator[Finding]:
    words = words_of(sentence)
    for found in _SPAN.finditer(sentence):
        low, high = printed_number(found["low"]), printed_number(found["high"])
        rows = [row for row in shape.rows if words_of(row.label) and words_of(row.label) <= words]
        if low is None or high is None or len(rows) != 1 or not _OVER_TIME.search(sentence):
            continue
        for kind in kinds_of_column(shape):
            cells = _cells_left(rows[0], kind, sentence)
            values = [share.value for _, share in cells]
            if len(values) < 2 or (low.value != min(values) and high.value != max(values)):
                continue
            for column, share in cells:
                if not low.value <= share.value <= high.value:
                    how = f"Table {shape.table.number} gives {share.text}% for “{rows[0].label}”, {column.label}."
                    place = block.place_at(start + found.start())
                    printed = f"{min(values)}% to {max(values)}%"
                    yield Finding(Class.WRONG, place, found[0], printed, how, sentence)


def _cells_left(row: Row, kind: Mapping[str, Column], sentence: str) -> list[tuple[Column, Printed]]:
    """Its percentages, without the periods that the sentence leaves out."""
    left_out = _EXCEPT.search(sentence)
    without = (
        {period_of(one[0]) for one in PERIOD.finditer(sentence, left_out.end())} if left_out else set[str]()
    )
    figures = [(column, row.figures[column.at - 1]) for name, column in kind.items() if name not in without]
    return [(column, one.share) for column, one in figures if one is not None and one.share is not None]

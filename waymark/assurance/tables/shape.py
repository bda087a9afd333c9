"""A printed table as rows and columns with their meaning: headers, bases, totals, rows under other rows.

In: a `PrintedTable`. Out: a `Shape` in which every cell has its row, its column and its figure. A header that spans
several columns is written over each of them; a base (“n=40”) belongs to every column that it stands over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from waymark.assurance.cells import Figure, figure, is_year
from waymark.assurance.documents.document import Line, Place, PrintedTable
from waymark.assurance.printed import NUMBER, printed_number
from waymark.assurance.tables.meaning import (
    as_its_labels_mean,
    is_base,
    is_row_of_counts,
    may_be_counts,
    says_share_in_brackets,
)

_BASE = re.compile(rf"\b[nN]\s*=\s*({NUMBER})\s*([*†‡§+]*)")
_TOTAL = re.compile(r"\b(?:totals?|all\b|overall|both\b|sum|any\b)", re.IGNORECASE)
_TOTAL_ROW = re.compile(
    r"(?:grand |sub-?)?totals?\b.*|all|all (?!of\b|others?\b)\w+(?: \w+)?|overall|sum",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"(?:of which|of whom|including|incl\.)\b|[-–•]\s", re.IGNORECASE)

_LEAST_NUMBERED = 3
CLEAR = Fraction(2, 3)
"""What explains this part of the cells of a table or column is taken to be its own; below, nothing is."""
LEAST_ROWS = 3
"""So many cells a column must have, to be taken for what is counted from others."""


@dataclass(frozen=True)
class Base:
    """`n=` as printed over a column; `marked` where a footnote says what was left out of it."""

    size: int
    marked: bool


@dataclass(frozen=True)
class Column:
    """`labels` from the top header down; `bases` likewise; `span`: columns under the same upper header share it."""

    at: int
    labels: tuple[str, ...]
    bases: tuple[Base, ...]
    span: int

    @property
    def label(self) -> str:
        return ", ".join(dict.fromkeys(label for label in self.labels if label))

    @property
    def base(self) -> Base | None:
        return self.bases[-1] if self.bases else None

    @property
    def is_total(self) -> bool:
        return any(_TOTAL.match(label) for label in self.labels)

    @property
    def may_be_added(self) -> bool:
        """Whether what stands in it can be counts, by its header."""
        return may_be_counts(self.label)


@dataclass(frozen=True)
class Row:
    """`parent` is the index of the row that this one is a part of, -1 for none."""

    at: int
    label: str
    figures: tuple[Figure | None, ...]
    place: Place
    is_total: bool
    parent: int = -1

    @cached_property
    def is_heading(self) -> bool:
        return all(one is None for one in self.figures)

    @cached_property
    def may_be_added(self) -> bool:
        """Whether what stands in it can be counts, by its label."""
        return is_row_of_counts(self.label)

    @property
    def is_base(self) -> bool:
        """Whether it says of how many the columns are."""
        return is_base(self.label)


@dataclass(frozen=True)
class Shape:
    table: PrintedTable
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_header: str

    @cached_property
    def totals(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_total)

    @cached_property
    def blocks(self) -> tuple[tuple[Row, ...], ...]:
        """For each row those that stand with it under one heading. A row that has no figure in any column with
        percentages is a heading, whatever else it says."""
        shares = {
            at
            for row in self.rows
            for at, one in enumerate(row.figures)
            if one is not None and one.share is not None
        }
        opens = [
            row.is_heading or (bool(shares) and all(row.figures[at] is None for at in shares))
            for row in self.rows
        ]
        starts = [0, *(at + 1 for at, one in enumerate(opens) if one)]
        ends = [*(at for at, one in enumerate(opens) if one), len(self.rows)]
        found = list[tuple[Row, ...]]()
        for start, end in zip(starts, ends, strict=True):
            found += [self.rows[start:end]] * (end - start)
            if end < len(self.rows):
                found.append((self.rows[end],))
        return tuple(found)

    def place(self, row: Row | None, column: Column | None) -> Place:
        at = row.place if row else self.table.place
        return Place(
            at.page, at.line, self.table.number, row.label if row else "", column.label if column else ""
        )


def shape_of(table: PrintedTable) -> Shape | None:
    """None for a table of words, or one without rows."""
    header = _header_lines(table.lines)
    body = table.lines[header:]
    width = max((len(line.cells) for line in table.lines), default=0)
    if width < 2 or not any(figure(cell) for line in body for cell in line.cells[1:]):
        return None
    columns = _columns(table.lines[:header], width)
    corner = _corner(table.lines[:header])
    shares = says_share_in_brackets(f"{table.title} {corner}")
    return Shape(table, columns, _rows(body, columns, shares), corner)


def _header_lines(lines: Sequence[Line]) -> int:
    """How many lines stand above the first that holds figures. A line of years, or of numbers for the columns, heads
    them."""
    for at, line in enumerate(lines):
        filled = [cell for cell in line.cells[1:] if cell.strip()]
        figures = [cell for cell in filled if figure(cell) is not None]
        if any((read := figure(cell)) is not None and read.inner_percent for cell in filled):
            return _without_group_headings(lines, at)
        if filled and 2 * len(figures) > len(filled) and not _heads_columns(filled, figures):
            return _without_group_headings(lines, at)
        if figures and _is_one_of_a_category(lines, at):
            return at
    return len(lines)


def _is_one_of_a_category(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line begins with the same words: a row among others, with words in more cells than one."""
    label = lines[at].cells[0].strip()
    return bool(label) and at + 1 < len(lines) and lines[at + 1].cells[0].strip() == label


def _heads_columns(filled: Sequence[str], figures: Sequence[str]) -> bool:
    """Years alone; years one after another with words (“2015”, “2016”, “Total”); columns numbered from 1."""
    if all(map(is_year, figures)):
        years = [cell.strip() for cell in figures]
        return len(figures) == len(filled) or years in (sorted(set(years)), sorted(set(years), reverse=True))
    numbers = [cell.strip(" ()[]") for cell in figures]
    return len(numbers) >= _LEAST_NUMBERED and numbers == [str(at) for at in range(1, len(numbers) + 1)]


def _without_group_headings(lines: Sequence[Line], at: int) -> int:
    """A line with its first cell alone, above the first figures, opens a group of rows; it is no header."""
    while (
        at > 1
        and lines[at - 1].cells[0].strip()
        and not any(cell.strip() for cell in lines[at - 1].cells[1:])
    ):
        at -= 1
    return at


def _corner(header: Sequence[Line]) -> str:
    return next((line.cells[0].strip() for line in header if line.cells[0].strip()), "")


def _columns(header: Sequence[Line], width: int) -> tuple[Column, ...]:
    """Columns stand in one span where all headers but the lowest are the same."""
    written = [_spanning(line, width, last=line is header[-1]) for line in header]
    span, before, found = 0, list[str](), list[Column]()
    for at in range(1, width):
        above = [line[at] for line in written[:-1]]
        span += bool(found) and not (any(above) and above == before)
        before = above
        texts = [line[at] for line in written]
        found.append(Column(at, tuple(_label(text) for text in texts), _bases(texts), span))
    return tuple(found)


def _spanning(line: Line, width: int, last: bool) -> list[str]:
    """The header over each column: an empty cell continues the one on its left, in all headers but the lowest."""
    cells = [cell.strip() for cell in line.cells] + [""] * (width - len(line.cells))
    if last:
        return cells
    for at in range(2, width):
        cells[at] = cells[at] or cells[at - 1]
    return cells


def _label(text: str) -> str:
    return " ".join(re.sub(rf"[(\[]?\s*{_BASE.pattern}\s*[)\]]?", " ", text).split())


def _bases(texts: Sequence[str]) -> tuple[Base, ...]:
    found = [(printed_number(one[1]), bool(one[2])) for text in texts for one in _BASE.finditer(text)]
    return tuple(
        Base(int(number.value), marked) for number, marked in found if number and not number.decimals
    )


def _rows(body: Sequence[Line], columns: Sequence[Column], shares: bool) -> tuple[Row, ...]:
    rows = []
    for at, line in enumerate(body):
        cells = [*line.cells, *[""] * (len(columns) + 1 - len(line.cells))]
        label = cells[0].strip()
        figures = tuple(as_its_labels_mean(figure(cells[c.at]), c.labels, label, shares) for c in columns)
        near = (*body[max(at - 1, 0) : at], *body[at + 1 : at + 2])
        alone = all(other.cells[0].strip() != label for other in near)  # else a category of several rows
        rows.append(Row(at, label, figures, line.place, alone and bool(_TOTAL_ROW.fullmatch(label))))
    return _with_indented(_with_parents(rows), [line.indent for line in body])


def _with_parents(rows: Sequence[Row]) -> tuple[Row, ...]:
    """A row is a part of one above it where its label says so, or where it alone goes without the percentages that the
    rows between which it stands have, and what it counts fits into the row above."""
    shares = [any(one is not None and one.share is not None for one in row.figures) for row in rows]
    some_share = any(shares)
    found, parent = list[Row](), -1
    for row, has_share in zip(rows, shares, strict=True):
        without = some_share and not has_share and not row.is_heading and not row.is_total
        part = _OF_WHICH.match(row.label) is not None or (
            without and parent >= 0 and _fits(row, rows[parent])
        )
        if not part:
            parent = row.at if has_share or not some_share else -1
        found.append(replace(row, parent=parent if part else -1))
    return tuple(found)


def _with_indented(rows: Sequence[Row], indents: Sequence[int]) -> tuple[Row, ...]:
    """A row that is set in is a part of the row above that is set in less, unless that is a heading."""
    found, within = list[Row](), list[Row]()
    for row, indent in zip(rows, indents, strict=True):
        while within and indents[within[-1].at] >= indent:
            within.pop()
        above = within[-1] if within else None
        part = above is not None and not above.is_heading and not above.is_total and not row.is_total
        if part and above is not None and row.parent < 0:
            row = replace(row, parent=above.at)
        found.append(row)
        within.append(row)
    return tuple(found)


def _fits(row: Row, parent: Row) -> bool:
    """Whether no count of the row is above the parent's."""
    pairs = [(a.count, b.count) for a, b in zip(row.figures, parent.figures, strict=True) if a and b]
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    return bool(known) and all(a <= b for a, b in known)

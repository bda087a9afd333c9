"""What a percentage of a table may be a share of: the base over its column, a total, a sum of its row, column or block.

In: a `Shape` and a count with its percentage. Out: the number of which it may be a share, by each way that tables use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from waymark.assurance.printed import NUMBER, Printed, printed_number
from waymark.assurance.tables.shape import Column, Row, Shape
from waymark.assurance.tables.whole_rows import block_of

_OF = re.compile(rf"%\s*of\s+(?:all|the|total)?\s*(?:the\s+)?({NUMBER})", re.IGNORECASE)

_NAMED = re.compile(rf"\b[nN]\s*=\s*({NUMBER})|\b(?:of|base:?)\s+(?:all|the)?\s*({NUMBER})\b", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\b(?:unknown|missing|not (?:known|stated|recorded|available|reported)|no data|n/?a)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Share:
    """A count with the percentage that is printed for it. `counted`: the column in which the count stands."""

    row: Row
    column: Column
    counted: Column
    count: int
    printed: Printed
    text: str
    of: Printed | None = None


BaseOf = Callable[[Shape, Share], int | None]


def in_cell(shape: Shape, share: Share) -> int | None:
    return int(share.of.value) if share.of is not None and not share.of.decimals else None


def _over_column(shape: Shape, share: Share) -> int | None:
    base = share.column.base or share.counted.base
    if base is not None:
        return base.size
    named = _OF.search(" ".join(share.column.labels))
    number = printed_number(named[1]) if named else None
    return int(number.value) if number else None


def _upper_base(shape: Shape, share: Share) -> int | None:
    return share.column.bases[0].size if len(share.column.bases) > 1 else None


def _total_row(shape: Shape, share: Share) -> int | None:
    return next((count for row in shape.totals if (count := _count(row, share))), None)


def _base_row(shape: Shape, share: Share) -> int | None:
    return next((count for row in shape.rows if row.is_base and (count := _count(row, share))), None)


def _block_total(shape: Shape, share: Share) -> int | None:
    """Of the total that stands in its block, or that comes next below it."""
    own = next((c for row in block_of(shape, share.row) if row.is_total and (c := _count(row, share))), None)
    below = (c for row in shape.totals if row.at >= share.row.at and (c := _count(row, share)))
    return own or next(below, None)


def _column_sum(shape: Shape, share: Share) -> int | None:
    return _sum_of(shape.rows, share)


def _block_sum(shape: Shape, share: Share) -> int | None:
    return _sum_of(block_of(shape, share.row), share)


def _block_sum_of_shares(shape: Shape, share: Share) -> int | None:
    """Those not known, which have no percentage, left out."""
    return _sum_of([row for row in block_of(shape, share.row) if _has_share(row, share.column)], share)


def less_unknown(shape: Shape, share: Share) -> int | None:
    """The base less those of whom it is not known: a row below without a percentage says how many."""
    over = _over_column(shape, share)
    if over is None:
        return None
    below = (row for row in shape.rows[share.row.at + 1 :] if not _has_share(row, share.column))
    unknown = next(below, None)
    if unknown is None or not _UNKNOWN.search(unknown.label):
        return None
    missing = _count(unknown, share)
    return over - missing if missing is not None else None


def _has_share(row: Row, column: Column) -> bool:
    figure = row.figures[column.at - 1]
    return figure is not None and figure.share is not None


def _sum_of(rows: Sequence[Row], share: Share) -> int | None:
    """No larger than the base over the column: some may be missing, none too many."""
    counts = [
        _count(row, share)
        for row in rows
        if not row.is_total and row.parent < 0 and not row.is_heading and row.may_be_added
    ]
    summed = sum(count or 0 for count in counts)
    over = share.column.base or share.counted.base
    return summed if summed and (over is None or summed <= over.size) else None


def _row_sum(shape: Shape, share: Share) -> int | None:
    """Over the columns of the same span, or over all where there is no upper header; totals left out. An upper header
    may be written before a colon (“2015: Red”, “2015: Blue”)."""
    upper, colon, _ = share.column.label.rpartition(":")
    beside = [
        column
        for column in shape.columns
        if (column.label.rpartition(":")[0] == upper if colon else column.span == share.column.span)
    ]
    columns = beside if len(beside) > 1 else shape.columns
    return _sum_across(columns, share)


def _whole_row_sum(shape: Shape, share: Share) -> int | None:
    return _sum_across(shape.columns, share)


def _sum_across(columns: Sequence[Column], share: Share) -> int | None:
    """Totals left out; where counts stand in one cell with their percentages, also what has none."""
    alike = [
        column
        for column in columns
        if not column.is_total and (share.counted is not share.column or _has_share(share.row, column))
    ]
    return sum(_count_at(share.row, column) or 0 for column in alike) or None


def _row_total(shape: Shape, share: Share) -> int | None:
    """Of the total of its row: under its own upper header, else wherever it stands."""
    totals = [c for c in shape.columns if c.is_total and c is not share.counted and _count_at(share.row, c)]
    own = [column for column in totals if column.span == share.counted.span]
    return next((_count_at(share.row, column) for column in own or totals), None)


def first_in_row(shape: Shape, share: Share) -> int | None:
    """What stands first under its upper header or, where that is itself, first in the row: all that were asked. Of
    fewer than were counted it can be no base."""
    columns = [c for c in shape.columns if c.at < share.counted.at and _count_at(share.row, c) is not None]
    own = [column for column in columns if column.span == share.counted.span]
    first = next((_count_at(share.row, column) for column in own or columns), None)
    return first if first is not None and first >= share.count else None


def _in_title(shape: Shape, share: Share) -> int | None:
    """A base that the title, the caption or a note of the table names for all of it."""
    table = shape.table
    found = _NAMED.search(" ".join([table.title, shape.row_header, *(note.text for note in table.notes)]))
    number = printed_number(found[1] or found[2]) if found else None
    return int(number.value) if number and not number.decimals else None


def _parent_row(shape: Shape, share: Share) -> int | None:
    return _count(shape.rows[share.row.parent], share) if share.row.parent >= 0 else None


def _count(row: Row, share: Share) -> int | None:
    return _count_at(row, share.counted)


def _count_at(row: Row, column: Column) -> int | None:
    figure = row.figures[column.at - 1]
    return figure.count if figure is not None else None


def bases_of(shape: Shape, shares: Sequence[Share]) -> dict[BaseOf, list[int | None]]:
    """What each way of taking a base gives, share by share; worked out once for all to which it gives the same."""
    found: dict[BaseOf, list[int | None]] = {}
    for _, base_of in BASES:
        known: dict[tuple[int, ...], int | None] = {}
        found[base_of] = given = []
        for share in shares:
            key = _given_alike(shape, base_of, share)
            if key not in known:
                known[key] = base_of(shape, share)
            given.append(known[key])
    return found


def _given_alike(shape: Shape, base_of: BaseOf, share: Share) -> tuple[int, ...]:
    columns = (share.column.at, share.counted.at)
    if base_of in _OF_COLUMN:
        return columns
    if base_of in _OF_BLOCK:
        return (*columns, block_of(shape, share.row)[0].at)
    return (*columns, share.row.at)


BASES: tuple[tuple[str, BaseOf], ...] = (
    ("the base printed over the column", _over_column),
    ("the base in the cell", in_cell),
    ("the total of the column", _total_row),
    ("the sum of the row", _row_sum),
    ("the sum of the column", _column_sum),
    ("the base of all columns under the header", _upper_base),
    ("the base that the table names", _in_title),
    ("the row above, of which it is a part", _parent_row),
    ("the total of the row", _row_total),
    ("the sum of the whole row", _whole_row_sum),
    ("the base printed below the column", _base_row),
    ("the sum of its rows under one heading", _block_sum),
    ("the sum of its rows with percentages under one heading", _block_sum_of_shares),
    ("the base less those not known", less_unknown),
    ("the total of its rows under one heading", _block_total),
    ("the first number of the row", first_in_row),
)

_OF_COLUMN = frozenset((_over_column, _upper_base, _total_row, _base_row, _column_sum, _in_title))
_OF_BLOCK = frozenset((_block_sum, _block_sum_of_shares))

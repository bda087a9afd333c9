"""The rows of which a total may be the sum: those above it back to the total before, or below one that stands first;
where headings part them, each block for itself; the totals before it, of which it may be the total.

In: a `Shape` and a row of totals. Out: runs of rows, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from waymark.assurance.tables.shape import Row, Shape

Run = tuple[Row, ...]


def runs_of(shape: Shape, total: Row) -> tuple[Run, list[Run]]:
    """All above it, and what else it may be the sum of."""
    before, after = shape.rows[: total.at][::-1], shape.rows[total.at + 1 :]
    above = list(takewhile(lambda row: not row.is_total, before))[::-1]
    rows = _counted(above)
    if rows:
        earlier = [row for row in shape.rows[: total.at] if row.parent < 0 and not row.is_heading]
        totals = tuple(row for row in earlier if row.is_total)
        parts = tuple(row for row in earlier if not row.is_total and row.may_be_added)
        return rows, _several([*blocks(above), totals, parts], rows)
    earlier_totals = tuple(row for row in shape.rows[: total.at] if row.is_total and row.parent < 0)
    opens_block = bool(before) and before[0].is_heading
    below = list(takewhile(lambda row: not row.is_total and not (opens_block and row.is_heading), after))
    return (), _several([_counted(below), *blocks(below), earlier_totals], ())


def blocks(rows: Sequence[Row]) -> list[Run]:
    """As headings part them."""
    found: list[list[Row]] = [[]]
    for row in rows:
        if row.is_heading:
            found.append([])
        found[-1].append(row)
    return [_counted(block) for block in found]


def block_of(shape: Shape, row: Row) -> Run:
    """The rows that stand with it under one heading; all, where there is none. A row that has no figure where the
    percentages stand is one."""
    return shape.blocks[row.at]


def _counted(rows: Sequence[Row]) -> Run:
    return tuple(row for row in rows if row.parent < 0 and not row.is_heading and row.may_be_added)


def _several(runs: Sequence[Run], but: Run) -> list[Run]:
    return [run for run in dict.fromkeys(runs) if len(run) > 1 and run != but]

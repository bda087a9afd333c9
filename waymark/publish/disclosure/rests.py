"""What a published share says of the cases that it leaves out, and a range of the two cases at its ends.

A share of 24 in 28 tells that 4 are without, as clearly as a count of 4 would. Where the rows of a column are
all of its base, those 4 stand in other rows and are judged there; everywhere else the share is judged by both.
"""

from __future__ import annotations

from waymark.analysis.results import Cell, TableResult
from waymark.publish.disclosure.relations import BASE, Key, upper_rows
from waymark.publish.disclosure.rule import Rule


def telling_shares(table: TableResult, counts: dict[Key, int], rule: Rule) -> set[Key]:
    """Counted shares that leave out so few of their base that the rule withholds them."""
    partitions = {c for _, c in counts if _is_partition(table, counts, c)}
    return {
        (r, c)
        for (r, c) in counts
        if r != BASE and c not in partitions and not table.rows[r].total
        if 0 < _rest(table.rows[r].cells[c]) < rule.suppress_below
    }


def is_range(cell: Cell) -> bool:
    """From the lowest to the highest of single cases; an interval of a rate has its rate between."""
    return cell.low is not None and cell.value is None


def _rest(cell: Cell) -> int:
    if not cell.count or not cell.percent:
        return 0
    return round(100 * cell.count / cell.percent) - cell.count


def _is_partition(table: TableResult, counts: dict[Key, int], c: int) -> bool:
    """Whether the rows of the column add up to its base."""
    if table.percent == "row" or (BASE, c) not in counts:
        return False
    return sum(counts.get((r, c), 0) for r in upper_rows(table)) == counts[BASE, c]

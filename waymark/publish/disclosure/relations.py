"""The sums that a reader of a table can rely on, found from its numbers and its shape.

Which rows and columns add up is not written anywhere; it is what the numbers do. A column adds up to its
total row or its base, sub-rows to the row above them, and a column may be the sum of others in every row.
Where a table prints no total, its rows and columns are taken to have one that is known from elsewhere: the
same cases are counted in other tables and told of in the text. That withholds more rather than less.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from waymark.analysis.results import Row, TableResult
from waymark.publish.disclosure.solving import Relation

BASE = -1  # the row of the columns' bases
MOST_COLUMNS = 10  # beyond that many, sums of columns are looked for within their groups only

Key = tuple[int, int]


def counts_of(table: TableResult) -> dict[Key, int]:
    """Every count of this study's own, by row and column; the bases as a row of their own."""
    counts: dict[Key, int] = {}
    for c, column in enumerate(table.columns):
        if column.published:
            continue
        for r, row in enumerate(table.rows):
            if not row.published and not row.heading and c < len(row.cells):
                count = row.cells[c].count
                if count is not None:
                    counts[r, c] = count
        if column.base is not None:
            counts[BASE, c] = column.base
    return counts


def relations_of(table: TableResult, counts: dict[Key, int], least_known: int) -> list[Relation[Key]]:
    """Every sum that holds in the table. A total from elsewhere below `least_known` is known to nobody."""
    columns = sorted({c for _, c in counts})
    found = [relation for c in columns for relation in _down(table, counts, c, least_known)]
    sums = list(_sums_of_columns(table, counts, columns))
    rows = sorted({r for r, _ in counts})
    for whole, parts in sums:
        for r in rows:
            keys = tuple((r, c) for c in parts)
            if all(key in counts for key in (*keys, (r, whole))):
                found.append(Relation(parts=keys, whole=(r, whole)))
    made_up = {whole for whole, _ in sums}
    found += _across(table, counts, [c for c in columns if c not in made_up], least_known)
    return found


def _down(table: TableResult, counts: dict[Key, int], c: int, least_known: int) -> Iterator[Relation[Key]]:
    """A column's rows to its totals and its base; its sub-rows to the rows above them."""
    upper = [r for r in upper_rows(table) if (r, c) in counts]
    parts = tuple((r, c) for r in upper)
    whole = sum(counts[part] for part in parts)
    told = False
    since = 0
    for r, row in enumerate(table.rows):
        if not row.total or (r, c) not in counts:
            continue
        nearer = tuple((u, c) for u in upper if since <= u < r)
        for some in dict.fromkeys((parts, nearer)):
            if some and sum(counts[part] for part in some) == counts[r, c]:
                told = told or some == parts
                yield Relation(parts=some, whole=(r, c))
        since = r
    if counts.get((BASE, c)) == whole and parts:
        told = True
        yield Relation(parts=parts, whole=(BASE, c))
    if not told and (BASE, c) not in counts and len(parts) > 1 and whole >= least_known:
        yield Relation(parts=parts, total=whole)
    yield from _below(table, counts, c)


def _below(table: TableResult, counts: dict[Key, int], c: int) -> Iterator[Relation[Key]]:
    """Sub-rows to the row above them, where they are all of it."""
    for r in range(len(table.rows)):
        subs = tuple((s, c) for s in _subs(table.rows, r) if (s, c) in counts)
        if subs and (r, c) in counts and sum(counts[sub] for sub in subs) == counts[r, c]:
            yield Relation(parts=subs, whole=(r, c))


def upper_rows(table: TableResult) -> list[int]:
    """Rows that are parts of nothing above them: level 0, or a deeper level under a mere heading."""
    found: list[int] = []
    heading = True
    for r, row in enumerate(table.rows):
        if row.level == 0:
            heading = row.heading
        if not row.total and not row.heading and not row.published and (row.level == 0 or heading):
            found.append(r)
    return found


def _subs(rows: tuple[Row, ...], r: int) -> list[int]:
    """The rows one level below row r, up to the next of its own level."""
    if rows[r].heading or rows[r].total:
        return []
    subs: list[int] = []
    for s in range(r + 1, len(rows)):
        if rows[s].level <= rows[r].level or rows[s].total:
            break
        if rows[s].level == rows[r].level + 1:
            subs.append(s)
    return subs


def _sums_of_columns(
    table: TableResult, counts: dict[Key, int], columns: list[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Columns that are, in every row, the sum of others: the fewest others that do it."""
    values = {c: {r: n for (r, k), n in counts.items() if k == c} for c in columns}
    for whole in columns:
        others = [c for c in columns if c != whole and any(values[c].values())]
        if len(others) >= MOST_COLUMNS:
            others = [c for c in others if table.columns[c].group == table.columns[whole].group][
                :MOST_COLUMNS
            ]
        for size in range(1, len(others) + 1):
            fits = [parts for parts in combinations(others, size) if _adds_up(values, whole, parts)]
            if fits:
                yield from ((whole, parts) for parts in fits)
                break


def _adds_up(values: dict[int, dict[int, int]], whole: int, parts: tuple[int, ...]) -> bool:
    rows = [r for r in values[whole] if all(r in values[c] for c in parts)]
    return any(values[whole][r] for r in rows) and all(
        values[whole][r] == sum(values[c][r] for c in parts) for r in rows
    )


def _across(
    table: TableResult, counts: dict[Key, int], columns: list[int], least_known: int
) -> Iterator[Relation[Key]]:
    """Along each row, the columns of one group: their sum is taken to be known from elsewhere."""
    for group in dict.fromkeys(table.columns[c].group for c in columns):
        beside = [c for c in columns if table.columns[c].group == group]
        for r in sorted({r for r, _ in counts}):
            parts = tuple((r, c) for c in beside if (r, c) in counts)
            total = sum(counts[part] for part in parts)
            if len(parts) > 1 and total >= least_known:
                yield Relation(parts=parts, total=total)

"""Counts of a table against their totals: columns, rows, rows that are parts of another, bases under an upper base.

What does not add up is wrong, unless something can be missing: a withheld cell, a base with a footnote, a column that
counts several answers of a case. A row or column is the total of others where it gives most of their sums; of one
column alone, where its name says so. A column without a printed total is held against its base only from above: it
may leave categories out, but not one answer of each case too many unless most columns do. In: a `Shape`. Out: findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from waymark.assurance.findings import Class, Finding
from waymark.assurance.tables.shape import Column, Row, Shape
from waymark.assurance.tables.sums import Compared, amount, compared, findings_of_sums, says_rounded
from waymark.assurance.tables.whole_rows import runs_of

_ALL_ADD_UP = "The rows above add up to {summed}."
_ROWS_BELOW = "The rows below add up to {summed}."


def findings_of_totals(shape: Shape) -> list[Finding]:
    loose = says_rounded(shape)
    sums = [*_total_rows(shape, loose), *_total_columns(shape, loose), *_parts(shape, loose)]
    return [
        *_against_bases(shape),
        *findings_of_sums(shape, sums),
        *_upper_bases(shape),
        *_columns_against_bases(shape),
    ]


# -- rows ---------------------------------------------------------------------------------------------------


def _total_rows(shape: Shape, loose: bool) -> Iterator[Compared]:
    for total in (row for row in shape.rows if row.is_total and row.parent < 0):
        above, others = runs_of(shape, total)
        found = _sums_of(shape, total, above, loose) if above else []
        if above and (_is_its_total(found) or _is_only_column(shape, found, above)):
            yield from found
            continue
        for run in others:
            sums = _sums_of(shape, total, run, loose)
            if len(sums) > 1 and _is_its_total(sums):
                yield from sums


def _sums_of(shape: Shape, total: Row, parts: Sequence[Row], loose: bool) -> list[Compared]:
    how = _ALL_ADD_UP if parts and parts[0].at < total.at else _ROWS_BELOW
    sums = (
        compared(total, c, amount(total, c), [amount(row, c) for row in parts], loose, how)
        for c in shape.columns
    )
    return [one for one in sums if one is not None]


def _is_its_total(sums: Sequence[Compared]) -> bool:
    return len(sums) > 0 and 2 * sum(one.is_near for one in sums) >= len(sums)


def _is_only_column(shape: Shape, sums: Sequence[Compared], parts: Sequence[Row]) -> bool:
    """One column of whole numbers, in which no case counts twice."""
    if len(sums) != 1 or sums[0].printed.unit < 1:
        return False
    shares = [
        share.value
        for row in parts
        for at in (sums[0].column.at - 1, sums[0].column.at)
        if at < len(row.figures) and (one := row.figures[at]) is not None and (share := one.share) is not None
    ]
    return sum(shares) <= 100 + len(shares)


# -- columns ------------------------------------------------------------------------------------------------


def _total_columns(shape: Shape, loose: bool) -> Iterator[Compared]:
    for total in (column for column in shape.columns if column.is_total):
        for parts in _columns_summed(shape, total):
            names = " and ".join(column.label for column in parts)
            rows = [row for row in shape.rows if not row.is_heading]
            sums = [
                one
                for row in rows
                if (
                    one := compared(
                        row,
                        total,
                        amount(row, total),
                        [amount(row, c) for c in parts],
                        loose,
                        f"{_escaped(names)} add up to {{summed}}.",
                    )
                )
            ]
            if 2 * sum(one.is_near for one in sums) > len(sums) > 1:
                yield from sums
                break  # not the total of other columns too


def _escaped(names: str) -> str:
    return names.replace("{", "{{").replace("}", "}}")


def _columns_summed(shape: Shape, total: Column) -> list[list[Column]]:
    """The runs of columns with counts, next to the total or by bases that add up, of which it can be the total; the
    likeliest first."""
    holds = [
        column
        for column in shape.columns
        if any(amount(row, column) is not None for row in shape.rows if not row.is_heading)
    ]
    others = [column for column in holds if not column.is_total]
    before, after = [c for c in others if c.at < total.at], [c for c in others if c.at > total.at]
    if total.base:
        runs = [before[-length:] for length in range(len(before), 1, -1)] + [after]
        size = total.base.size
        return [r for r in runs if len(r) > 1 and _sum(c.base.size if c.base else None for c in r) == size][
            :1
        ]
    totals = [column.at for column in holds if column.is_total and column is not total]
    left = max((at for at in totals if at < total.at), default=0)
    right = min((at for at in totals if at > total.at), default=len(shape.columns) + 1)
    near = [c for c in before if c.at > left]
    following = [c for c in after if c.at < right]
    runs = [before, near, *(near[-length:] for length in range(len(near) - 1, 1, -1)), following]
    return [run for run in runs if len(run) > 1]


# -- parts and bases ----------------------------------------------------------------------------------------


def _parts(shape: Shape, loose: bool) -> Iterator[Compared]:
    how = "The rows under it add up to {summed}."
    parts_of: dict[int, list[Row]] = defaultdict(list)
    for part in shape.rows:
        parts_of[part.parent].append(part)
    for row in shape.rows:
        parts = parts_of[row.at]
        sums = [
            one
            for c in shape.columns
            if (one := compared(row, c, amount(row, c), [amount(part, c) for part in parts], loose, how))
        ]
        if 2 * sum(one.is_near for one in sums) >= len(sums):  # else parts that do not claim to be all
            yield from sums


def _against_bases(shape: Shape) -> Iterator[Finding]:
    """A total below a column of which the header says another; where no column agrees, one of them was weighted."""
    for total in (row for row in shape.rows if row.is_total and row.parent < 0):
        known = [
            (column, column.base.size, int(printed.value))
            for column in shape.columns
            if column.base
            and not column.base.marked
            and (printed := amount(total, column))
            and printed.unit == 1
        ]
        off = [one for one in known if one[1] != one[2]]
        if len(off) == len(known) > 2:
            continue
        for column, base, printed_total in off:
            how = f"The column says n={base}, its total {printed_total}."
            yield _wrong(shape, total, column, printed_total, base, how)


def _upper_bases(shape: Shape) -> Iterator[Finding]:
    for span in dict.fromkeys(column.span for column in shape.columns):
        columns = [column for column in shape.columns if column.span == span and len(column.bases) > 1]
        summed, upper = sum(c.bases[-1].size for c in columns), columns[0].bases[0] if columns else None
        if (
            upper is None
            or len(columns) < 2
            or summed == upper.size
            or any(c.bases[-1].marked for c in columns)
        ):
            continue
        how = f"The bases of the columns under it add up to {summed}."
        yield _wrong(shape, None, columns[0], upper.size, summed, how)


def _columns_against_bases(shape: Shape) -> Iterator[Finding]:
    """Where every other column adds up to its base, one that does not is found."""
    rows = [row for row in shape.rows if row.parent < 0 and not row.is_total and not row.is_heading]
    if len(rows) < 2 or any(row.is_total for row in shape.rows):
        return
    sums = [
        (c, c.base.size, _sum(_count(row, c) for row in rows))
        for c in shape.columns
        if c.base and not c.base.marked
    ]
    known = [(column, base, summed) for column, base, summed in sums if summed is not None]
    off = [(column, base, summed) for column, base, summed in known if summed != base]
    if len(known) < 3 or 3 * len(off) > len(known):
        return
    for column, base, summed in off:
        how = f"The counts of the column add up to {summed}; those of the other columns to their bases."
        yield _wrong(shape, None, column, base, summed, how)


def _count(row: Row, column: Column) -> int | None:
    found = amount(row, column)
    return int(found.value) if found is not None and found.unit == 1 else None


def _sum(counts: Iterable[int | None]) -> int | None:
    """None where one of them is not known."""
    known: Sequence[int | None] = tuple(counts)
    return None if not known or any(count is None for count in known) else sum(count or 0 for count in known)


def _wrong(shape: Shape, row: Row | None, column: Column, printed: int, computed: int, how: str) -> Finding:
    return Finding(Class.WRONG, shape.place(row, column), f"{printed:,}", f"{computed:,}", how)

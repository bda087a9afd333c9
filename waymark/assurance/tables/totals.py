"""Counts of a table against their totals: columns, rows, rows that are parts of another, bases under an upper base.

Sums of counts are exact, so what does not add up is wrong, unless something can be missing: a withheld cell, a
base with a footnote, a column that counts several answers of a case. A column without a printed total is held
against its base only from above: it may leave categories out, but not one answer of each case too many unless
most columns do. In: a `Shape`. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from waymark.assurance.findings import Class, Finding
from waymark.assurance.tables.shape import Column, Row, Shape


def findings_of_totals(shape: Shape) -> list[Finding]:
    return [
        *_total_rows(shape),
        *_total_columns(shape),
        *_parts(shape),
        *_upper_bases(shape),
        *_columns_against_bases(shape),
    ]


def _total_rows(shape: Shape) -> Iterator[Finding]:
    for total in (row for row in shape.rows if row.is_total and row.parent < 0):
        above = [row for row in _rows_summed(shape, total) if not row.is_heading]
        for column in shape.columns:
            printed, counts = _count(total, column), [_count(row, column) for row in above]
            base = column.base
            if printed is not None and base is not None and not base.marked and printed != base.size:
                how = f"The column says n={base.size}, its total {printed}."
                yield _wrong(shape, total, column, printed, base.size, how)
            summed = _sum(counts)
            if printed is None or summed is None or len(counts) < 2 or summed == printed:
                continue
            if summed > printed and _several_answers(shape, total):
                continue
            yield _wrong(shape, total, column, printed, summed, f"The rows above add up to {summed}.")


def _rows_summed(shape: Shape, total: Row) -> list[Row]:
    """Those above, back to the total before."""
    found: list[Row] = []
    for row in reversed(shape.rows[: total.at]):
        if row.is_total:
            break
        if row.parent < 0:
            found.append(row)
    return found


def _several_answers(shape: Shape, total: Row) -> bool:
    """Whether in most columns the rows add up to more than the total: then a case counts in several rows."""
    above = _rows_summed(shape, total)
    sums = [(_sum(_count(row, c) for row in above), _count(total, c)) for c in shape.columns]
    known = [(summed, printed) for summed, printed in sums if summed is not None and printed is not None]
    return len(known) > 1 and 2 * sum(summed > printed for summed, printed in known) > len(known)


def _total_columns(shape: Shape) -> Iterator[Finding]:
    for total in (column for column in shape.columns if column.is_total):
        for parts in _columns_summed(shape, total):
            rows = [row for row in shape.rows if not row.is_heading]
            sums = [(row, _count(row, total), _sum(_count(row, column) for column in parts)) for row in rows]
            known = [
                (row, printed, summed)
                for row, printed, summed in sums
                if printed is not None and summed is not None
            ]
            fits = sum(printed == summed for _, printed, summed in known)
            if 2 * fits <= len(known):
                continue  # not the total of these columns
            for row, printed, summed in known:
                if printed != summed:
                    names = " and ".join(column.label for column in parts)
                    yield _wrong(shape, row, total, printed, summed, f"{names} add up to {summed}.")


def _columns_summed(shape: Shape, total: Column) -> list[list[Column]]:
    """The runs of columns, next to the total or by bases that add up, of which it can be the total."""
    others = [column for column in shape.columns if not column.is_total]
    before = [column for column in others if column.at < total.at]
    runs = [before[-length:] for length in range(len(before), 1, -1)] + [
        [c for c in others if c.at > total.at]
    ]
    by_base = [
        run
        for run in runs
        if len(run) > 1
        and total.base
        and _sum(c.base.size if c.base else None for c in run) == total.base.size
    ]
    return by_base[:1] or [run for run in runs[:1] if len(run) > 1 and total.base is None]


def _parts(shape: Shape) -> Iterator[Finding]:
    for row in shape.rows:
        parts = [part for part in shape.rows if part.parent == row.at]
        if len(parts) < 2:
            continue
        sums = [(c, _count(row, c), _sum(_count(part, c) for part in parts)) for c in shape.columns]
        known = [
            (column, printed, summed)
            for column, printed, summed in sums
            if printed is not None and summed is not None
        ]
        if 2 * sum(printed == summed for _, printed, summed in known) < len(known):
            continue  # parts that do not claim to be all
        for column, printed, summed in known:
            if printed != summed:
                yield _wrong(shape, row, column, printed, summed, f"The rows under it add up to {summed}.")


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
    figure = row.figures[column.at - 1]
    if figure is None or figure.marked or not column.may_be_added:
        return None
    return figure.count


def _sum(counts: Iterable[int | None]) -> int | None:
    """None where one of them is not known."""
    known: Sequence[int | None] = tuple(counts)
    return None if not known or any(count is None for count in known) else sum(count or 0 for count in known)


def _wrong(shape: Shape, row: Row | None, column: Column, printed: int, computed: int, how: str) -> Finding:
    return Finding(Class.WRONG, shape.place(row, column), f"{printed:,}", f"{computed:,}", how)

"""Percentages of a table against their counts and bases.

What a percentage is a share of is not always printed beside it: the base over its column, a total, the column's or the
row's own sum. The base and the rule of rounding that explain most of a table are taken to be its own; only what they
do not explain is found, and a rule that a whole table follows is told once.
In: a `Shape`. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import NUMBER, Printed, Rounding, printed_number, rounded
from waymark.assurance.tables.shape import Column, Row, Shape

CLEAR = Fraction(2, 3)
"""A base that explains this part of a table's percentages is the table's; below, none is."""
_OF = re.compile(rf"%\s*of\s+(?:all|the|total)?\s*(?:the\s+)?({NUMBER})", re.IGNORECASE)

_NAMED = re.compile(rf"\b[nN]\s*=\s*({NUMBER})|\b(?:of|base:?)\s+(?:all|the)?\s*({NUMBER})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Share:
    """A count with the percentage that is printed for it."""

    row: Row
    column: Column
    count: int
    printed: Printed
    text: str


BaseOf = Callable[[Shape, Share], int | None]


def findings_of_shares(shape: Shape) -> list[Finding]:
    shares = list(shares_of(shape))
    if not shares:
        return []
    name, base_of, rule, explained = _best(shape, shares)
    if explained < CLEAR * len(shares):
        return _without_a_base(shape, shares)
    found = [one for share in shares if (one := _judged(shape, share, name, base_of, rule)) is not None]
    return found + _other_rule(shape, shares, base_of, rule)


def shares_of(shape: Shape) -> Iterator[Share]:
    """Counts and percentages in one cell, and those in neighbouring columns."""
    for row, (at, column) in product(shape.rows, enumerate(shape.columns)):
        figure = row.figures[at]
        if figure is None or figure.share is None:
            continue
        beside = row.figures[at - 1] if at and figure.percent else figure
        if beside is not None and beside.count is not None:
            text = figure.text if beside is figure else f"{beside.text}, {figure.text}"
            yield Share(row, column, beside.count, figure.share, text)


# -- what a percentage may be a share of --------------------------------------------------------------------


def _over_column(shape: Shape, share: Share) -> int | None:
    base = share.column.base
    if base is not None:
        return base.size
    named = _OF.search(" ".join(share.column.labels))
    number = printed_number(named[1]) if named else None
    return int(number.value) if number else None


def _upper_base(shape: Shape, share: Share) -> int | None:
    return share.column.bases[0].size if len(share.column.bases) > 1 else None


def _total_row(shape: Shape, share: Share) -> int | None:
    return next((count for row in shape.rows if row.is_total and (count := _count(row, share))), None)


def _column_sum(shape: Shape, share: Share) -> int | None:
    counts = [
        _count(row, share) for row in shape.rows if not row.is_total and row.parent < 0 and not row.is_heading
    ]
    return sum(count or 0 for count in counts) or None


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
    counts = [_count_at(share.row, column.at) for column in columns if not column.is_total]
    return sum(count or 0 for count in counts) or None


def _in_title(shape: Shape, share: Share) -> int | None:
    """A base that the title, the caption or a note of the table names for all of it."""
    table = shape.table
    found = _NAMED.search(" ".join([table.title, shape.row_header, *(note.text for note in table.notes)]))
    number = printed_number(found[1] or found[2]) if found else None
    return int(number.value) if number and not number.decimals else None


def _parent_row(shape: Shape, share: Share) -> int | None:
    return _count(shape.rows[share.row.parent], share) if share.row.parent >= 0 else None


def _count(row: Row, share: Share) -> int | None:
    own = _count_at(row, share.column.at)
    return own if own is not None else _count_at(row, share.column.at - 1)


def _count_at(row: Row, at: int) -> int | None:
    figure = row.figures[at - 1] if at >= 1 else None
    return figure.count if figure is not None else None


_BASES: tuple[tuple[str, BaseOf], ...] = (
    ("the base printed over the column", _over_column),
    ("the total of the column", _total_row),
    ("the sum of the row", _row_sum),
    ("the sum of the column", _column_sum),
    ("the base of all columns under the header", _upper_base),
    ("the base that the table names", _in_title),
    ("the row above, of which it is a part", _parent_row),
)


# -- which one it is, and what it does not explain ----------------------------------------------------------


def _best(shape: Shape, shares: Sequence[Share]) -> tuple[str, BaseOf, Rounding, int]:
    """The base and the rule that give most of the prints; the first of equals."""
    counted = [
        (sum(_given(shape, share, base_of, rule) for share in shares), -order, name, base_of, rule)
        for order, ((name, base_of), rule) in enumerate(product(_BASES, Rounding))
    ]
    explained, _, name, base_of, rule = max(counted, key=lambda one: one[:2])
    return name, base_of, rule, explained


def _given(shape: Shape, share: Share, base_of: BaseOf, rule: Rounding) -> bool:
    base = base_of(shape, share)
    return base is not None and base > 0 and share.printed.is_print_of(_percent(share.count, base), rule)


def _percent(count: int, base: int) -> Fraction:
    return Fraction(100 * count, base)


def _judged(shape: Shape, share: Share, name: str, base_of: BaseOf, rule: Rounding) -> Finding | None:
    base = base_of(shape, share)
    if not base or _given(shape, share, base_of, rule):
        return None
    exact = _percent(share.count, base)
    place = shape.place(share.row, share.column)
    computed = f"{rounded(exact, share.printed.decimals)}%"
    how = f"{share.count} of {base} ({name}) is {rounded(exact, share.printed.decimals + 2)}%"
    if exact in share.printed.widest:
        followed = next(r for r in Rounding if share.printed.is_print_of(exact, r))
        return Finding(
            Class.ROUNDING, place, share.text, computed, f"{how}; it was rounded {followed.value}."
        )
    serious = Class.UNEXPLAINED if share.column.base is not None and share.column.base.marked else Class.WRONG
    return Finding(serious, place, share.text, computed, f"{how}.{_adding_up(shape, share)}")


def _adding_up(shape: Shape, share: Share) -> str:
    """A word where the print makes the column add up to 100, which the rounded percentages would not."""
    column = [one for one in shares_of(shape) if one.column.at == share.column.at and not one.row.is_total]
    if len(column) > 1 and sum(one.printed.value for one in column) == 100:
        return " As printed the percentages of the column add up to 100."
    return ""


def _other_rule(shape: Shape, shares: Sequence[Share], base_of: BaseOf, rule: Rounding) -> list[Finding]:
    """A rule of its own, told once: half up is what most tables follow and needs no word."""
    if rule is Rounding.HALF_UP:
        return []
    differs = [
        s
        for s in shares
        if _given(shape, s, base_of, rule) and not _given(shape, s, base_of, Rounding.HALF_UP)
    ]
    if not differs:
        return []
    how = f"The percentages of this table are rounded {rule.value}; {len(differs)} would differ rounded half up."
    return [Finding(Class.ROUNDING, shape.place(None, None), differs[0].text, "", how)]


def _without_a_base(shape: Shape, shares: Sequence[Share]) -> list[Finding]:
    """No base explains the table: told once, and only where bases are printed over its columns."""
    if not all(share.column.base is not None for share in shares):
        return []
    how = f"None of the bases in this table gives the {len(shares)} percentages that it prints."
    return [Finding(Class.UNEXPLAINED, shape.place(None, None), shares[0].text, "", how)]

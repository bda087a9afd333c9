"""Percentages of a table against their counts and bases.

What a percentage is a share of is not always printed beside it: the base over its column, a total, the column's or the
row's own sum. The base and the rule of rounding that explain most of a table are taken to be its own; a part of it, the
rows under one heading or one column, may have another, where that explains all of it. Only what none explains is found,
and a rule that a whole table follows is told once.
In: a `Shape`. Out: findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product, repeat

from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import Printed, Rounding, rounded
from waymark.assurance.tables.meaning import heads_bases
from waymark.assurance.tables.shape import CLEAR, Column, Row, Shape
from waymark.assurance.tables.share_bases import (
    BASES,
    BaseOf,
    Share,
    bases_of,
    first_in_row,
    in_cell,
    less_unknown,
)
from waymark.assurance.tables.whole_rows import block_of

Bases = dict[BaseOf, list[int | None]]
"""What each way of taking a base gives, share by share."""
_LEAST_OF_A_PART = 2
"""So many percentages must one base explain, to be that of a part of a table."""


def findings_of_shares(shape: Shape, shares: Sequence[Share]) -> list[Finding]:
    """`shares`: those of the table."""
    if not shares:
        return []
    bases = bases_of(shape, shares)
    name, base_of, rule, explained = _best(shares, bases)
    elsewhere = _explained_in_parts(shape, shares, bases, base_of, rule)
    if explained + len(elsewhere) < CLEAR * len(shares):
        return _without_a_base(shape, shares)
    elsewhere |= _with_bases_of_their_own(shares, bases, base_of, rule)
    printed_name, printed = BASES[0]  # where that base cannot be, what stands over the column must do
    judged = (
        _judged(shape, share, name, base, rule, shares)
        if (base := bases[base_of][at])
        else _judged(shape, share, printed_name, bases[printed][at], rule, shares)
        for at, share in enumerate(shares)
        if at not in elsewhere
    )
    return [one for one in judged if one is not None] + _other_rule(shape, shares, bases[base_of], rule)


def shares_of(shape: Shape) -> Iterator[Share]:
    """Counts and percentages in one cell, in neighbouring columns, and in columns that are headed alike below a header
    for counts and one for percentages."""
    for row, column in product(shape.rows, shape.columns):
        figure = row.figures[column.at - 1]
        if figure is None or figure.share is None:
            continue
        counted = _counted_beside(shape, row, column) if figure.percent else column
        beside = row.figures[counted.at - 1] if counted is not None else None
        if counted is not None and beside is not None and beside.count is not None:
            text = figure.text if beside is figure else f"{beside.text}, {figure.text}"
            of = figure.of or _base_between(row, counted, column)
            yield Share(row, column, counted, beside.count, figure.share, text, of)


def _counted_beside(shape: Shape, row: Row, column: Column) -> Column | None:
    beside = [c for c in shape.columns[: column.at - 1] if not heads_bases(c.label)][-1:]
    for before in beside:
        figure = row.figures[before.at - 1]
        between = column.at - before.at - 1
        if between <= 1 and figure is not None and figure.count is not None:
            return before
    alike = [
        other
        for other in shape.columns
        if other is not column
        and column.labels
        and column.labels[-1]
        and other.labels[-1] == column.labels[-1]
        and (there := row.figures[other.at - 1]) is not None
        and there.count is not None
    ]
    return alike[0] if len(alike) == 1 else None


def _base_between(row: Row, counted: Column, column: Column) -> Printed | None:
    """What stands between a count and its percentage, under a header such as “of”."""
    between = row.figures[counted.at] if counted.at == column.at - 2 else None
    return between.number if between is not None and between.count is not None else None


# -- which one it is, and what it does not explain ----------------------------------------------------------


def _best(shares: Sequence[Share], bases: Bases) -> tuple[str, BaseOf, Rounding, int]:
    """The base and the rule that give most of the prints; the first of equals."""
    counted = [
        (sum(map(_given, shares, bases[base_of], repeat(rule))), -order, name, base_of, rule)
        for order, ((name, base_of), rule) in enumerate(product(BASES, Rounding))
    ]
    explained, _, name, base_of, rule = max(counted, key=lambda one: one[:2])
    return name, base_of, rule, explained


def _explained_in_parts(
    shape: Shape, shares: Sequence[Share], bases: Bases, base_of: BaseOf, rule: Rounding
) -> set[int]:
    """Those that the base of the table does not explain, but another base does for the whole of their part."""
    parts: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    several = any(len(block) < len(shape.rows) for block in shape.blocks)
    for at, share in enumerate(shares):
        if several:
            parts["rows", block_of(shape, share.row)[0].at, share.column.at].append(at)
        if share.column.base is None and share.counted.base is None:
            parts["column", 0, share.column.at].append(at)
    found = {at for at, share in enumerate(shares) if _given(share, bases[less_unknown][at], rule)}
    found |= {at for at, share in enumerate(shares) if _given(share, bases[in_cell][at], rule)}
    for part in parts.values():
        wanting = [at for at in part if not _given(shares[at], bases[base_of][at], rule)]
        if not wanting or len(part) < _LEAST_OF_A_PART:
            continue
        if any(all(_given(shares[at], other[at], rule) for at in part) for other in bases.values()):
            found.update(wanting)
    return {at for at in found if not _given(shares[at], bases[base_of][at], rule)}


def _with_bases_of_their_own(
    shares: Sequence[Share], bases: Bases, base_of: BaseOf, rule: Rounding
) -> set[int]:
    """Where only the order of the columns says what the base is: those in a column of which it explains too little.
    Such a column counts those of whom something is known, and how many they are is not printed."""
    if base_of is not first_in_row:
        return set()
    columns: dict[int, list[int]] = defaultdict(list)
    for at, share in enumerate(shares):
        columns[share.column.at].append(at)
    return {
        at
        for column in columns.values()
        if sum(_given(shares[at], bases[base_of][at], rule) for at in column) < CLEAR * len(column)
        for at in column
    }


def _given(share: Share, base: int | None, rule: Rounding) -> bool:
    return base is not None and base > 0 and share.printed.is_print_of(_percent(share.count, base), rule)


def _percent(count: int, base: int) -> Fraction:
    return Fraction(100 * count, base)


def _judged(
    shape: Shape, share: Share, name: str, base: int | None, rule: Rounding, shares: Sequence[Share]
) -> Finding | None:
    if not base or _given(share, base, rule):
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
    return Finding(serious, place, share.text, computed, f"{how}.{_adding_up(share, shares)}")


def _adding_up(share: Share, shares: Sequence[Share]) -> str:
    """A word where the print makes the column add up to 100, which the rounded percentages would not."""
    column = [one for one in shares if one.column.at == share.column.at and not one.row.is_total]
    if len(column) > 1 and sum(one.printed.value for one in column) == 100:
        return " As printed the percentages of the column add up to 100."
    return ""


def _other_rule(
    shape: Shape, shares: Sequence[Share], bases: Sequence[int | None], rule: Rounding
) -> list[Finding]:
    """A rule of its own, told once: half up is what most tables follow and needs no word."""
    if rule is Rounding.HALF_UP:
        return []
    differs = [
        share
        for share, base in zip(shares, bases, strict=True)
        if _given(share, base, rule) and not _given(share, base, Rounding.HALF_UP)
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

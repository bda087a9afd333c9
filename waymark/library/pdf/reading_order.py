"""Puts the lines of a page in the order in which a person reads them.

Most pages are one column and only need to be sorted from top to bottom. Where lines stand beside one another, the
page is swept from top to bottom for white gutters that no line crosses; lines on both sides of a gutter are either
columns, read one after the other, or a table, read row by row (`grids`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from waymark.library.pdf.columns import FAR_AWAY, Flow, by_itself, one_column, two_columns
from waymark.library.pdf.drawn import Shape
from waymark.library.pdf.grids import Table, is_table, parted, table_of
from waymark.library.pdf.lines import Line
from waymark.library.pdf.numbering import opening_number, page_number
from waymark.library.pdf.segments import Segment, overlap

LEAST_GUTTER_POINTS = 8.0
SAME_LINE = 0.45
"""Baselines that differ by less than this part of the size stand on one line."""
MOST_DEPTH = 6

Gutter = tuple[float, float]
Row = list[Segment]


Block = Flow | Table


def in_order(lines: Sequence[Line], shapes: Sequence[Shape]) -> list[Block]:
    upright = [line for line in lines if not line.askew]
    blocks: list[Block] = []
    if upright:
        column = one_column(upright)
        if column is None:
            upright.sort(key=lambda line: (-line.baseline, line.left))
            column = one_column(upright)
        plain = [Flow(column)] if column else two_columns(upright, shapes)
        blocks = [*plain] if plain else _blocks(_rows(upright), shapes, 0)
    return blocks + [Flow([line]) for line in lines if line.askew]


def _rows(lines: Sequence[Line]) -> list[Row]:
    """Lines from top to bottom by baseline; what follows closely on one baseline is one segment."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and rows[-1][0].baseline - line.baseline < SAME_LINE * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_segments(row) for row in rows]


def _segments(row: list[Line]) -> Row:
    row = sorted(row, key=lambda line: line.left)
    found: list[list[Line]] = [[row[0]]]
    for line in row[1:]:
        last = found[-1][-1]
        gap = line.left - last.right
        numbered = len(found[-1]) == 1 and opening_number(last.text) == last.text and gap < 5 * line.size
        if gap < 0.8 * line.size or numbered:
            found[-1].append(line)
        else:
            found.append([line])
    return [Segment.of(lines) for lines in found]


def _blocks(rows: list[Row], shapes: Sequence[Shape], depth: int) -> list[Block]:
    found: list[Block] = []
    plain: list[Row] = []
    for group, gutters in _groups(rows):
        sides = _columns(group, gutters)
        if depth >= MOST_DEPTH or len(group) < 2 or len(sides) < 2 or _beside_one_another(sides) < 2:
            plain += group
            continue
        if any(_all_numbers(side) for side in sides):
            plain += group
            continue
        if plain:
            found.append(_flow(plain))
            plain = []
        parts = parted(sides, shapes)
        if len(parts) == len(sides) and is_table(sides, shapes):
            before, table, after = table_of(group, sides, shapes)
            found += [_flow(before), table] if before else [table]
        else:
            after = _after_columns(group, sides)
            gone = {id(segment) for row in after for segment in row}
            for side in parts:
                lines = [line for segment in side if id(segment) not in gone for line in segment.lines]
                lines.sort(key=lambda line: -line.baseline)
                column = one_column(by_itself(lines))
                if column is None:
                    found += _blocks(_rows(lines), shapes, depth + 1)
                elif column:
                    found.append(Flow(column))
        plain = after
    return [*found, _flow(plain)] if plain else found


def _flow(rows: list[Row]) -> Flow:
    """Rows as printed lines, from left to right."""
    lines: list[Line] = []
    for row in rows:
        for index, line in enumerate(line for segment in row for line in segment.lines):
            beside = index > 0
            lines.append(line if line.beside == beside else msgspec.structs.replace(line, beside=beside))
    return Flow(lines)


def _groups(rows: list[Row]) -> list[tuple[list[Row], list[Gutter]]]:
    """Rows that follow one another and leave the same gutters free, with those gutters."""
    found: list[tuple[list[Row], list[Gutter]]] = []
    group: list[Row] = []
    gutters: list[Gutter] = []
    for row, below in zip(rows, [*rows[1:], []], strict=True):
        free = _free(row)
        common = _common(gutters, free) if group else free
        sided = len(row) > 1 or (bool(below) and overlap(row[0], below[0]) > 0.1)
        before, between = len(_between(gutters)), len(_between(common))
        more_alone = not before and sided and (not between or len(_between(free)) > between)
        if group and ((before and not between) or more_alone):
            found.append((group, _between(gutters)))
            group, common = [], free
        group.append(row)
        gutters = common
    return [*found, (group, _between(gutters))] if group else found


def _free(row: Row) -> list[Gutter]:
    edges = [-FAR_AWAY, *(edge for segment in row for edge in (segment.left, segment.right)), FAR_AWAY]
    return [
        (left, right)
        for left, right in zip(edges[0::2], edges[1::2], strict=True)
        if right - left >= LEAST_GUTTER_POINTS
    ]


def _common(some: list[Gutter], others: list[Gutter]) -> list[Gutter]:
    both = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return [(left, right) for left, right in both if right - left >= LEAST_GUTTER_POINTS]


def _between(gutters: list[Gutter]) -> list[Gutter]:
    """Those with text on both sides."""
    return [(left, right) for left, right in gutters if left > -FAR_AWAY and right < FAR_AWAY]


def _columns(group: list[Row], gutters: list[Gutter]) -> list[list[Segment]]:
    """The segments between the gutters, from left to right; those left empty are left out."""
    found: list[list[Segment]] = [[] for _ in range(len(gutters) + 1)]
    middles = sorted((left + right) / 2 for left, right in gutters)
    for row in group:
        for segment in row:
            found[sum(middle < segment.left for middle in middles)].append(segment)
    return [side for side in found if side]


def _beside_one_another(sides: list[list[Segment]]) -> int:
    """How many segments have one of another column at their height."""
    count = 0
    for left, right in pairwise(sides):
        at = 0
        for segment in right:
            while at < len(left) - 1 and left[at].bottom >= segment.top:
                at += 1
            count += overlap(left[at], segment) > 0.3
    return count


def _all_numbers(side: list[Segment]) -> bool:
    """A column of nothing but page numbers belongs to the lines on its left."""
    numbers = sum(page_number(segment.text) is not None for segment in side)
    return numbers >= 0.8 * len(side)


def _after_columns(group: list[Row], sides: list[list[Segment]]) -> list[Row]:
    """Rows at the end that no longer belong to the columns: a greater or bold line below the last column, and
    what follows it."""
    ends = max(side[-1].baseline for side in sides)
    usual = sorted(segment.size for side in sides for segment in side)[sum(map(len, sides)) // 2]
    for index, row in enumerate(group):
        if row[0].baseline < ends - usual and (row[0].size > 1.1 * usual or row[0].lines[0].bold):
            return group[index:]
    return []

"""Tables: whether columns of text are one, and which lines make up each of its rows.

Rules that run across a gutter are the surest sign. Without them, columns whose lines fill their width and break
their paragraphs at heights of their own are read as columns; what shares its baselines is a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import msgspec

from waymark.library.pdf.drawn import RULE_POINTS, Shape
from waymark.library.pdf.lines import Line
from waymark.library.pdf.segments import Segment

MOST_PROSE_COLUMNS = 3
LEAST_PROSE_LINES = 3
LEAST_PROSE_WIDTH = 9
"""In sizes of the letters."""
PROSE_FILL = 0.7
ALIGNED = 0.6
BREAKS_TOGETHER = 0.7
LEAST_RULES = 2
WIDE_LINE_GAP = 1.35

Row = list[Segment]


class Table(msgspec.Struct, frozen=True):
    """For each row its cells, from left to right; a cell is the lines in it, none where it is empty."""

    rows: Sequence[Sequence[Sequence[Line]]]


def is_table(sides: list[list[Segment]], shapes: Sequence[Shape]) -> bool:
    if len(rules_across(sides, shapes)) >= LEAST_RULES:
        return True
    if _in_a_box(sides, shapes):
        return False
    if len(sides) <= MOST_PROSE_COLUMNS and all(map(_is_prose, sides)):
        return _breaks_together(sides)
    fewest = min(sides, key=len)
    others = [segment.baseline for side in sides if side is not fewest for segment in side]
    aligned = sum(any(abs(b - s.baseline) < 0.15 * s.size for b in others) for s in fewest)
    return aligned >= ALIGNED * len(fewest)


def parted(sides: list[list[Segment]], shapes: Sequence[Shape]) -> list[list[Segment]]:
    """Columns of text with a ruled table in one of them: the columns of that table as one. Otherwise as given."""
    crossed = [len(rules_across([left, right], shapes)) >= LEAST_RULES for left, right in pairwise(sides)]
    if all(crossed) or not any(crossed):
        return sides
    found = [list(sides[0])]
    for side, joined in zip(sides[1:], crossed, strict=True):
        if joined:
            found[-1] += side
        else:
            found.append(list(side))
    return found


def _is_prose(side: list[Segment]) -> bool:
    width = max(segment.right for segment in side) - min(segment.left for segment in side)
    if len(side) < LEAST_PROSE_LINES or width < LEAST_PROSE_WIDTH * side[0].size:
        return False
    return median((segment.right - segment.left) / width for segment in side) >= PROSE_FILL


def _breaks_together(sides: list[list[Segment]]) -> bool:
    """Whether the columns begin anew at the same heights after wide gaps, as the rows of a table do. Paragraphs
    of two columns do so now and then, by chance."""
    begins = []
    for side in sides:
        gaps = [a.baseline - b.baseline for a, b in pairwise(side)]
        usual = min((gap for gap in gaps if gap > 0.8 * side[0].size), default=0.0)
        begins.append(
            [b.baseline for b, gap in zip(side[1:], gaps, strict=True) if gap > WIDE_LINE_GAP * usual]
        )
    first, *others = begins
    together = sum(all(any(abs(y - other) < 1.5 for other in side) for side in others) for y in first)
    return together >= LEAST_RULES and together >= BREAKS_TOGETHER * max(map(len, begins))


def _in_a_box(sides: list[list[Segment]], shapes: Sequence[Shape]) -> bool:
    """Whether a box is drawn around one column and no other."""
    for shape in shapes:
        if min(shape.width, shape.height) <= RULE_POINTS:
            continue
        holding = [all(_inside(segment, shape) for segment in side) for side in sides]
        touching = [any(_inside(segment, shape) for segment in side) for side in sides]
        if any(holding) and sum(touching) == 1:
            return True
    return False


def _inside(segment: Segment, box: Shape) -> bool:
    across = box.left - 1 <= segment.left and segment.right <= box.right + 1
    return across and box.bottom <= segment.baseline + 0.3 * segment.size <= box.top


def rules_across(sides: list[list[Segment]], shapes: Sequence[Shape]) -> list[float]:
    """Heights of the horizontal rules, and edges of boxes, that cross the first gutter beside the text, from
    the top."""
    top = max(side[0].top for side in sides)
    bottom = min(side[-1].bottom for side in sides)
    size = sides[0][0].size
    left = max(segment.right for segment in sides[0])
    right = min(segment.left for segment in sides[1])
    heights: list[float] = []
    for shape in shapes:
        if shape.left > left or shape.right < right:
            continue
        edges = [shape.bottom] if shape.height <= RULE_POINTS else [shape.bottom, shape.top]
        heights += [y for y in edges if bottom - 2 * size < y < top + 2 * size]
    heights.sort(reverse=True)
    return [y for y, above in zip(heights, [1e9, *heights], strict=False) if above - y > 3]


def table_of(
    group: list[Row], sides: list[list[Segment]], shapes: Sequence[Shape]
) -> tuple[list[Row], Table, list[Row]]:
    """The table, with the rows before and after it that are no part of it."""
    rules = rules_across(sides, shapes)
    start = _singles_at_start(group, max(rules, default=0.0))
    before, group = group[:start], group[start:]
    ruled = sum(rules[-1] < row[0].baseline < rules[0] for row in group) if rules else 0
    if len(rules) >= LEAST_RULES and ruled >= 2:
        count = sum(row[0].baseline > rules[-1] for row in group)
        bands = _by_rules(group[:count], rules)
    else:
        count = len(group) - _singles_at_end(group, sides)
        bands = _by_first_column(group[:count], sides)
    lefts = [min(segment.left for segment in side) for side in sides]
    rows = [_cells([segment for row in band for segment in row], lefts) for band in bands]
    return before, Table(rows), group[count:]


def _singles_at_start(group: list[Row], top_rule: float) -> int:
    """How many rows at the beginning are text before the table: alone on their line, above its rules, and not
    so close to what follows as two cells of one row set at half a line."""
    for count, (row, below) in enumerate(pairwise(group)):
        close = row[0].baseline - below[0].baseline < 0.9 * row[0].size
        if len(row) > 1 or close or row[0].baseline < top_rule:
            return count
    return 0


def _by_rules(group: list[Row], rules: list[float]) -> list[list[Row]]:
    bands: dict[int, list[Row]] = {}
    for row in group:
        band = sum(y > row[0].baseline for y in rules)
        bands.setdefault(band, []).append(row)
    return list(bands.values())


def _by_first_column(group: list[Row], sides: list[list[Segment]]) -> list[list[Row]]:
    """A row begins where the first column has a line, unless lines follow so closely that it goes on."""
    gaps = [a[0].baseline - b[0].baseline for a, b in pairwise(group)]
    closest = min(gaps, default=0.0)
    wide = WIDE_LINE_GAP * 0.85 * closest
    even = all(gap <= wide for gap in gaps)
    first_right = max(segment.right for segment in sides[0])
    bands: list[list[Row]] = []
    for index, row in enumerate(group):
        opens = row[0].left <= first_right and (even or index == 0 or gaps[index - 1] > wide)
        if opens or not bands:
            bands.append([row])
        else:
            bands[-1].append(row)
    return bands


def _singles_at_end(group: list[Row], sides: list[list[Segment]]) -> int:
    """How many rows at the end hold only one segment, in the first column and after a gap: the text goes on."""
    first_right = max(segment.right for segment in sides[0])
    for count, (row, above) in enumerate(zip(reversed(group), reversed(group[:-1]), strict=False)):
        if len(row) > 1 or row[0].left > first_right:
            break
        if above[0].baseline - row[0].baseline > 1.5 * row[0].size and len(above) > 1:
            return count + 1
    return 0


def _cells(segments: list[Segment], lefts: list[float]) -> list[list[Line]]:
    cells: list[list[Line]] = [[] for _ in lefts]
    for segment in sorted(segments, key=lambda segment: (-segment.baseline, segment.left)):
        column = max(sum(left <= segment.left + 1 for left in lefts) - 1, 0)
        for index, line in enumerate(segment.lines):
            cells[column].append(msgspec.structs.replace(line, beside=index > 0))
    return cells

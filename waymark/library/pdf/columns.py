"""The two layouts of most pages: one column, and two plain columns.

Both are known quickly by where lines begin and end. Whatever does not fit, a table among the text or a box beside it,
is left to the sweep of `reading_order`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from waymark.library.pdf.drawn import Shape
from waymark.library.pdf.grids import is_table
from waymark.library.pdf.lines import Line
from waymark.library.pdf.numbering import opening_number
from waymark.library.pdf.segments import Segment

FAR_AWAY = 1e9
LEAST_LINES = 6
"""Of the right column, so that it is told quickly."""
LEAST_GUTTER_POINTS = 8.0


class Flow(msgspec.Struct, frozen=True):
    """Lines that are read one after the other: a column, a box, or a page of one column."""

    lines: Sequence[Line]


def one_column(lines: Sequence[Line]) -> list[Line] | None:
    """The lines if each stands clearly below the one before it, but for numbers and bullets on their left."""
    found: list[Line] = []
    above = FAR_AWAY
    for line in lines:
        step = above - line.baseline
        if line.beside or step < 0.6 * line.size:
            last = found[-1] if found else line
            gap = line.left - last.right
            if abs(step) > 0.1 * line.size or not 0 <= gap < 5 * line.size or last.beside:
                return None
            if len(last.text) > 8 or opening_number(last.text) != last.text:
                return None
            line = msgspec.structs.replace(line, beside=True)
        found.append(line)
        above = line.baseline
    return found


def by_itself(lines: Sequence[Line]) -> list[Line]:
    """Without regard to what stands beside these lines in other columns."""
    return [msgspec.structs.replace(line, beside=False) if line.beside else line for line in lines]


def two_columns(lines: Sequence[Line], shapes: Sequence[Shape]) -> list[Flow] | None:
    """What stands above the columns, the left one, the right one, if that is all there is. Lines by baseline
    from the top."""
    begin = _right_column_begins(lines)
    if begin is None:
        return None
    right = [line for line in lines if line.left > begin - 1]
    top, foot = right[0].baseline + 0.5 * right[0].size, right[-1].baseline
    above = [line for line in lines if line.baseline > top and line.right > begin - LEAST_GUTTER_POINTS]
    left = [line for line in lines if line.left <= begin - 1 and line.baseline <= top]
    if any(line.right > begin - LEAST_GUTTER_POINTS for line in left):
        return None
    if any(line.bold or line.size > 1.1 * right[0].size for line in left if line.baseline < foot):
        return None
    higher = [line for line in lines if line.baseline > top]
    if above:
        lowest = above[-1].baseline
        left = [line for line in higher if line.baseline < lowest] + left
        higher = [line for line in higher if line.baseline >= lowest]
    else:
        left, higher = higher + left, []
    flows = [one_column(by_itself(part)) for part in (higher, left, right)]
    if any(flow is None for flow in flows) or not left:
        return None
    sides = [[Segment.of([line]) for line in part] for part in (left, right)]
    return None if is_table(sides, shapes) else [Flow(flow) for flow in flows if flow]


def _right_column_begins(lines: Sequence[Line]) -> float | None:
    """The left edge that most lines beside others share."""
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    begins = Counter(round(line.left) for line in lines if line.left > middle)
    if not begins:
        return None
    common = [begin for begin, count in begins.items() if count > 0.2 * begins.total()]
    return min(common, default=None) if begins.total() >= LEAST_LINES else None

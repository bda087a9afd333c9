"""A stretch of one printed line with no wide gap in it, as reading order and tables look at it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waymark.library.pdf.lines import Line


class Segment(msgspec.Struct, frozen=True, gc=False):
    lines: Sequence[Line]
    left: float
    right: float
    baseline: float
    size: float
    top: float
    bottom: float

    @staticmethod
    def of(lines: Sequence[Line]) -> Segment:
        first = lines[0]
        right = max(first.left, lines[-1].right)
        baseline, size = first.baseline, first.size
        return Segment(
            lines, first.left, right, baseline, size, baseline + 0.75 * size, baseline - 0.22 * size
        )

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def overlap(one: Segment, other: Segment) -> float:
    """How much of the lower of two segments' height the other shares, 0 to 1."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    height = min(one.top - one.bottom, other.top - other.bottom)
    return shared / height if height > 0 else 0.0

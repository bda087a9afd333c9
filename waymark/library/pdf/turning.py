"""The frame in which the text of a page stands upright, and the frame in which the page is shown.

pdfium tells places in the user space of a page, whose corner need not be at nought and which may be shown turned.
Lines are put in order in the frame of their own direction; rectangles are given as the page is shown.
"""

from __future__ import annotations

import msgspec

Numbers = list[float]


class Frame(msgspec.Struct, frozen=True):
    """The box of the page in user space, looked at after `turn` quarter turns against the clock of its text."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn in (1, 3) else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn in (1, 3) else self.top - self.bottom

    def turned(self, turn: int) -> Frame:
        return Frame(self.left, self.bottom, self.right, self.top, turn if turn > 0 else 0)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 1:
            return y - self.bottom, self.right - x
        if self.turn == 2:
            return self.right - x, self.top - y
        if self.turn == 3:
            return self.top - y, x - self.left
        return x - self.left, y - self.bottom

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, bottom, right and top again, in this frame."""
        x, y = self.point(left, bottom)
        u, v = self.point(right, top)
        return min(x, u), min(y, v), max(x, u), max(y, v)

    def points(self, xs: Numbers, ys: Numbers) -> tuple[Numbers, Numbers]:
        pairs = [self.point(x, y) for x, y in zip(xs, ys, strict=True)]
        return [x for x, _ in pairs], [y for _, y in pairs]

    def boxes(
        self, lefts: Numbers, rights: Numbers, bottoms: Numbers, tops: Numbers
    ) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """In pdfium's order: left, right, bottom, top."""
        found = [self.box(*edges) for edges in zip(lefts, bottoms, rights, tops, strict=True)]
        left, bottom, right, top = ([box[side] for box in found] for side in range(4))
        return left, right, bottom, top


def shown(box: Frame, rotation: int) -> Frame:
    """The frame of a page as it is shown after its own quarter turns with the clock."""
    return Frame(box.left, box.bottom, box.right, box.top, rotation % 4)

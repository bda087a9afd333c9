"""A page before it is written: runs of type and rectangles, each at its place.

Points from the lower left of A4. What is set is kept in the order of the text; the order in which it is
written to the file is chosen later (`pdf_writing`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from waymark.demo.reports.block_font import NAME as BLOCK_FONT
from waymark.demo.reports.faces import BAR, BLOCK, BLOCKED_OUT_WIDTH, Lettering

PAGE_WIDTH = 595.28
PAGE_HEIGHT = 841.89

_BLACKED_OUT = re.compile(f"([{BAR}{BLOCK}]+)")


class Run(NamedTuple):
    """Type on one baseline. `extra` points are added to every space."""

    x: float
    y: float
    font: str
    size: float
    text: str
    extra: float
    ink: str


class Rectangle(NamedTuple):
    """`paint`, as PDF writes it, sets the grey; `finish` fills the rectangle or draws its edges."""

    x: float
    y: float
    width: float
    height: float
    paint: str
    finish: str


@dataclass
class Sheet:
    """`text` in the order in which it is read, `aside` what stands in boxes beside it, `around` running heads,
    feet and page numbers."""

    number: int
    text: list[Run] = field(default_factory=list)
    aside: list[Run] = field(default_factory=list)
    around: list[Run] = field(default_factory=list)
    shapes: list[Rectangle] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.text or self.aside or self.shapes)

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        self.shapes.append(Rectangle(x, y, width, height, f"{grey:g} g", "f"))

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        self.shapes.append(Rectangle(x, y, width, height, "0.3 G 0.7 w", "S"))

    def rule(self, x: float, y: float, width: float, weight: float = 0.5) -> None:
        self.fill(x, y - weight / 2, width, weight, 0)

    def upright(self, x: float, y: float, height: float, weight: float = 0.5) -> None:
        self.fill(x - weight / 2, y, weight, height, 0)

    def write(
        self, runs: list[Run], x: float, y: float, lettering: Lettering, text: str, extra: float = 0
    ) -> None:
        """Sets a line on its baseline; what is blacked out becomes a bar, or blocks in a font of their own."""
        if BAR not in text and BLOCK not in text:
            runs.append(Run(x, y, lettering.face.name, lettering.size, text, extra, lettering.ink))
            return
        size = lettering.size
        for piece in filter(None, _BLACKED_OUT.split(text)):
            if piece[0] == BAR:
                width = len(piece) * BLOCKED_OUT_WIDTH * size / 1000
                self.fill(x, y - 0.21 * size, width, 0.93 * size, 0)
                x += width
            elif piece[0] == BLOCK:
                runs.append(Run(x, y, BLOCK_FONT, size, piece, 0, "0 g"))
                x += len(piece) * BLOCKED_OUT_WIDTH * size / 1000
            else:
                runs.append(Run(x, y, lettering.face.name, size, piece, extra, lettering.ink))
                x += lettering.points(piece) + extra * piece.count(" ")

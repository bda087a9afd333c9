"""The flow of cases as a picture: boxes from left to right, arrows between them, each number a link.

Pure. In: the stages with their counts. Out: where each box of the drawing stands, in the units of its view box.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from waymark.reading.progress import Stage

BOX, GAP, HEIGHT, LETTERS = 150, 34, 84, 18


@dataclass(frozen=True)
class Box:
    """`lines`: the label, broken so that it stays inside. `arrow`: whether another box follows."""

    key: str
    count: int
    label: str
    lines: tuple[tuple[int, str], ...]
    x: int
    arrow: bool

    @property
    def middle(self) -> int:
        return self.x + BOX // 2

    @property
    def end(self) -> int:
        return self.x + BOX


@dataclass(frozen=True)
class Picture:
    boxes: tuple[Box, ...]
    width: int
    height: int
    box_width: int = BOX
    arrow_length: int = GAP

    @property
    def in_words(self) -> str:
        return "; ".join(f"{box.count:,} {box.label}" for box in self.boxes)


def picture_of(stages: Sequence[Stage]) -> Picture:
    boxes = tuple(
        Box(
            stage.key,
            len(stage.cases),
            stage.label,
            tuple(
                (56 + 16 * place, line)
                for place, line in enumerate(
                    textwrap.wrap(stage.label, LETTERS, max_lines=2, placeholder="…")
                )
            ),
            number * (BOX + GAP) + 2,
            number + 1 < len(stages),
        )
        for number, stage in enumerate(stages)
    )
    return Picture(boxes, len(stages) * (BOX + GAP) - GAP + 4, HEIGHT + 4)

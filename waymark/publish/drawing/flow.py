"""The flow of cases: notifications, what the decision rules left out, and the layers of work that follow.

Wide, the boxes stand in a row with what was left out listed below the first arrow; narrow, they stand below
each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from waymark.publish.drawing.palette import DARK_BLUE, PAPER, QUIET_INK, SMALL_PX, WASH
from waymark.publish.drawing.svg import Sheet, finished, lines_of

LINE = 17
BOX = 104
ARROW = 30


@dataclass(frozen=True)
class Box:
    """`count` as it is written: a number, or [c]."""

    count: str
    label: str


@dataclass(frozen=True)
class Flow:
    """Boxes from left to right; `out` is what left between the first and the second, under `out_label`."""

    boxes: tuple[Box, ...]
    out: tuple[Box, ...] = ()
    out_label: str = ""


def draw_flow(flow: Flow, width_px: int, title: str, description: str) -> str:
    """The flow as SVG with title and description."""
    drawing = _wide if width_px > 500 else _narrow
    return finished(drawing(flow, width_px), title, description, f"flow-{width_px}")


def _wide(flow: Flow, width: int) -> str:
    number = len(flow.boxes)
    each = min(190.0, (width - ARROW * (number - 1)) / number)
    listed = len(flow.out)
    sheet = Sheet(width, BOX + (44 + 24 * listed if listed else 0) + 4)
    for i, box in enumerate(flow.boxes):
        left = i * (each + ARROW)
        _box(sheet, box, (left, 0, each, BOX), first=i in (0, 1))
        if i:
            _arrow(sheet, left - ARROW + 4, left - 5, BOX / 2)
    if listed:
        stem = each + ARROW / 2 - 2
        sheet.line((stem, BOX / 2), (stem, BOX + 24), colour=QUIET_INK)
        _listing(sheet, flow, stem, BOX + 24)
    return sheet.text()


def _narrow(flow: Flow, width: int) -> str:
    listed = len(flow.out)
    height = 74.0
    wrapped = [lines_of(box.label, width - 90, SMALL_PX) for box in flow.out]
    room = 46 + sum(7 + LINE * len(lines) for lines in wrapped) if listed else 0
    sheet = Sheet(width, height * len(flow.boxes) + ARROW * (len(flow.boxes) - 1) + room + 4)
    y = 0.0
    for i, box in enumerate(flow.boxes):
        if i:
            _arrow_down(sheet, 24, y - ARROW - (room if i == 1 else 0), y - 4)
        _box(sheet, box, (0, y, width, height), first=i in (0, 1))
        y += height
        if i == 0 and listed:
            _listing(sheet, flow, 24, y + 20, width)
            y += room
        y += ARROW
    return sheet.text()


def _box(sheet: Sheet, box: Box, frame: tuple[float, float, float, float], *, first: bool) -> None:
    x, y, width, height = frame
    ink = PAPER if first else DARK_BLUE
    sheet.box(x, y, width, height, DARK_BLUE if first else WASH, "none" if first else DARK_BLUE)
    sheet.words(x + 12, y + 34, box.count, size=28, weight=600, colour=ink)
    for i, line in enumerate(lines_of(box.label, width - 14, SMALL_PX)[:3]):
        sheet.words(x + 12, y + 56 + i * LINE, line, size=SMALL_PX, colour=ink)


def _listing(sheet: Sheet, flow: Flow, stem: float, y: float, width: float = 0) -> None:
    """What was left out, each with its number, on one stem."""
    sheet.words(stem + 14, y + 5, flow.out_label, weight=600, size=SMALL_PX + 1)
    at = y + 5
    for box in flow.out:
        lines = lines_of(box.label, width - 90, SMALL_PX) if width else [box.label]
        at += 24
        sheet.words(stem + 52, at, box.count, weight=600, size=SMALL_PX, anchor="end")
        for i, line in enumerate(lines):
            sheet.words(stem + 62, at + i * LINE, line, size=SMALL_PX, colour=QUIET_INK)
        at += LINE * (len(lines) - 1)


def _arrow(sheet: Sheet, left: float, right: float, y: float) -> None:
    sheet.line((left, y), (right, y), colour=QUIET_INK, width=2)
    _head(sheet, ((right + 1, y), (right - 8, y - 5), (right - 8, y + 5)))


def _arrow_down(sheet: Sheet, x: float, top: float, bottom: float) -> None:
    sheet.line((x, top), (x, bottom), colour=QUIET_INK, width=2)
    _head(sheet, ((x, bottom + 1), (x - 5, bottom - 8), (x + 5, bottom - 8)))


def _head(sheet: Sheet, points: Sequence[tuple[float, float]]) -> None:
    sheet.shape(
        "polygon", points=" ".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in points), fill=QUIET_INK
    )

"""Layers of reading: how many cases each deeper layer holds, the first the widest."""

from __future__ import annotations

from waymark.analysis.results import FigureResult
from waymark.publish.drawing.chart import SUPPRESSED, shown
from waymark.publish.drawing.palette import DARK_BLUE, HAIRLINE, PAPER, QUIET_INK, SMALL_PX
from waymark.publish.drawing.svg import Sheet, lines_of

BAND = 46
LINE = 18


def layers(figure: FigureResult, width: int) -> str:
    data = sorted(figure.data, key=lambda d: d.order)
    whole = max((d.value for d in data), default=1.0) or 1.0
    label_width = width - 8 if width < 500 else 0.44 * width
    heights = [BAND + (LINE * len(lines_of(d.x, label_width)) if width < 500 else 0) + 12 for d in data]
    sheet = Sheet(width, sum(heights))
    room = width if width < 500 else width - label_width - 16
    y = 0.0
    for d, height in zip(data, heights, strict=True):
        lines = lines_of(d.x, label_width)
        withheld = d.kind == SUPPRESSED
        length = 48.0 if withheld else max(48.0, room * d.value / whole)
        top = y + LINE * len(lines) + 4 if width < 500 else y
        left = 0.0 if width < 500 else label_width + 16
        first = y + 14 if width < 500 else y + BAND / 2 + 5 - LINE * (len(lines) - 1) / 2
        for i, line in enumerate(lines):
            sheet.words(0, first + i * LINE, line)
        sheet.box(left, top, room, BAND, "#F3F4F5")
        sheet.box(left, top, length, BAND, PAPER if withheld else DARK_BLUE, HAIRLINE if withheld else "none")
        says = "[c]" if withheld else shown(d.value)
        ink = QUIET_INK if withheld else PAPER
        sheet.words(left + 10, top + BAND / 2 + 7, says, size=19, weight=600, colour=ink)
        if not withheld and d.value < whole and room - length > 60:
            share = f"{int(100 * d.value / whole + 0.5)}%"
            sheet.words(left + length + 8, top + BAND / 2 + 5, share, size=SMALL_PX, colour=QUIET_INK)
        y += height
    return sheet.text()

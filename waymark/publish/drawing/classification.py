"""The classification: every category within its group, with its number, as a tree.

`series` of a datum is its group; a bar beside each category shows how much of the whole it is.
"""

from __future__ import annotations

from waymark.analysis.results import Datum, FigureResult
from waymark.publish.drawing.chart import SUPPRESSED, series_of, shown
from waymark.publish.drawing.palette import (
    DARK_BLUE,
    DARK_GREY,
    DARK_PINK,
    HAIRLINE,
    LIGHT_PURPLE,
    QUIET_INK,
    SMALL_PX,
    TEXT_PX,
    WASH,
)
from waymark.publish.drawing.svg import Sheet, lines_of

LINE = 18
GAP = 10
INDENT = 22
NUMBER = 84
GROUPS = (DARK_BLUE, LIGHT_PURPLE, DARK_GREY, DARK_PINK)  # without the colour of non-fatal cases


def classification(figure: FigureResult, width: int) -> str:
    groups = [(group, [d for d in figure.data if d.series == group]) for group in series_of(figure.data)]
    narrow = width < 500
    text_width = width * 0.62 if narrow else width * 0.46
    largest = max((d.value for d in figure.data), default=1.0) or 1.0
    colour = dict(zip((group for group, _ in groups), GROUPS * 4, strict=False))
    heights = [_height(group, data, text_width, narrow) for group, data in groups]
    sheet = Sheet(width, sum(heights) + GAP * 2 * (len(groups) - 1) + 4)
    y = 2.0
    for (group, data), height in zip(groups, heights, strict=True):
        _group(sheet, figure, group, data, (y, width, text_width, largest), colour[group])
        y += height + GAP * 2
    return sheet.text()


def _height(group: str, data: list[Datum], text_width: float, narrow: bool) -> float:
    head = 20 + LINE * len(lines_of(group, text_width, TEXT_PX))
    return head + sum(_row(d, text_width, narrow) for d in data)


def _row(datum: Datum, text_width: float, narrow: bool) -> float:
    return GAP + LINE * len(lines_of(datum.x, text_width - INDENT)) + (14 if narrow else 0)


def _group(
    sheet: Sheet,
    figure: FigureResult,
    group: str,
    data: list[Datum],
    frame: tuple[float, float, float, float],
    colour: str,
) -> None:
    """A group's band, and under it its categories on one stem."""
    y, width, text_width, largest = frame
    narrow = width < 500
    head = lines_of(group, text_width, TEXT_PX)
    height = 14 + LINE * len(head)
    sheet.box(0, y, width, height, WASH)
    sheet.box(0, y, 6, height, colour)
    for i, line in enumerate(head):
        sheet.words(16, y + 21 + i * LINE, line, weight=600)
    sheet.words(width - 10, y + 21, _sum(figure, data), weight=600, anchor="end")
    stem, top, at = 12.0, y + height, y + height + 6
    last = at
    for d in data:
        lines = lines_of(d.x, text_width - INDENT)
        middle = at + GAP / 2 + LINE * 0.7
        sheet.line((stem, middle), (stem + 9, middle), colour=HAIRLINE)
        for i, line in enumerate(lines):
            sheet.words(stem + 16, at + GAP / 2 + 15 + i * LINE, line)
        _bar(sheet, d, (stem + 16 if narrow else text_width + 12, at, width, largest), len(lines), colour)
        last = middle
        at += _row(d, text_width, narrow)
    sheet.line((stem, top), (stem, last), colour=HAIRLINE)


def _bar(
    sheet: Sheet, datum: Datum, frame: tuple[float, float, float, float], lines: int, colour: str
) -> None:
    """The number at the right edge and a bar as long as its part of the largest."""
    left, at, width, largest = frame
    withheld = datum.kind == SUPPRESSED
    says = "[c]" if withheld else shown(datum.value)
    narrow = width < 500
    room = width - left - NUMBER if not narrow else width - left - 20
    length = 0.0 if withheld else room * datum.value / largest
    top = at + GAP / 2 + (LINE * lines + 3 if narrow else 3)
    sheet.box(left, top, max(length, 0.0), 8 if narrow else 16, colour)
    if narrow:
        sheet.words(width - 10, at + GAP / 2 + 15, says, weight=600, anchor="end")
    else:
        sheet.words(
            left + length + 8, at + GAP / 2 + 16, says, weight=600, size=SMALL_PX + 1, colour=QUIET_INK
        )


def _sum(figure: FigureResult, data: list[Datum]) -> str:
    if any(d.kind == SUPPRESSED for d in data):
        return "[c]"
    whole = sum(d.value for d in data)
    share = f" ({int(100 * whole / figure.base + 0.5)}%)" if figure.base else ""
    return f"{shown(whole)}{share}"

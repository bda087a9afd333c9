"""The contents: one line for each heading with dots up to the number of its page.

Its room is kept when it is met, because how many lines there are is known then; the numbers are written in
when every heading has its page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from waymark.demo.reports.faces import Lettering
from waymark.demo.reports.line_breaking import Line, Measure, break_lines
from waymark.demo.reports.page_layout import Flow
from waymark.demo.reports.plan import Block
from waymark.demo.reports.sheets import Run, Sheet
from waymark.demo.reports.styles import Styles

_FOR_NUMBER = 34.0
_INDENT = 14.0
_NUMBER_WIDTH = 30.0


@dataclass(frozen=True)
class _Place:
    sheet: Sheet
    x: float
    baseline: float
    line: Line
    number: str  # of the heading; only on its first line
    heading: int | None  # which heading's page ends the line; only on its last


@dataclass(frozen=True)
class KeptContents:
    """`before`: how many runs stood on a sheet before the contents, by the sheet's number."""

    places: tuple[_Place, ...]
    before: dict[int, int]
    right: float
    lettering: Lettering


def keep_contents(flow: Flow, headings: list[tuple[int, Block]], styles: Styles, depth: int) -> KeptContents:
    """Keeps room for the headings down to `depth`; each comes with its place among the blocks."""
    lettering, column = styles.body, flow.column
    places: list[_Place] = []
    before = {flow.sheet.number: len(flow.sheet.text)}
    for at, block in headings:
        if block.level > depth:
            continue
        x = column.left + _INDENT * (max(block.level, 1) - 1)
        text_x = x + (max(_NUMBER_WIDTH, lettering.points(block.number) + 8) if block.number else 0)
        room = Measure(column.left + column.width - _FOR_NUMBER - text_x)
        lines = break_lines(block.text, lettering, room, breaking="between words")
        if flow.room < len(lines) * lettering.leading:
            flow.next_column()
            before[flow.sheet.number] = 0
        for line_at, line in enumerate(lines):
            places.append(
                _Place(
                    flow.sheet,
                    text_x if not block.number or line_at else x,
                    flow.y - lettering.drop,
                    line._replace(inset=text_x),
                    block.number if line_at == 0 else "",
                    at if line_at == len(lines) - 1 else None,
                )
            )
            flow.down(lettering.leading)
    return KeptContents(tuple(places), before, column.left + column.width, lettering)


def fill_contents(kept: KeptContents, pages: dict[int, int]) -> None:
    """`pages`: where each heading came to stand, by its place among the blocks."""
    lettering = kept.lettering
    by_sheet: dict[int, list[Run]] = defaultdict(list)
    sheets: dict[int, Sheet] = {}
    dot = lettering.points(".")
    for place in kept.places:
        sheet = place.sheet
        sheets[sheet.number] = sheet
        runs = by_sheet[sheet.number]
        if place.number:
            sheet.write(runs, place.x, place.baseline, lettering, place.number)
        sheet.write(runs, place.line.inset, place.baseline, lettering, place.line.text)
        if place.heading is None:
            continue
        page = str(pages[place.heading])
        end = place.line.inset + lettering.points(place.line.text)
        number_x = kept.right - lettering.points(page)
        dots = int((number_x - end - 8) / dot)
        if dots > 2:
            sheet.write(runs, number_x - 4 - dots * dot, place.baseline, lettering, "." * dots)
        sheet.write(runs, number_x, place.baseline, lettering, page)
    for number, runs in by_sheet.items():
        at = kept.before[number]
        sheets[number].text[at:at] = runs

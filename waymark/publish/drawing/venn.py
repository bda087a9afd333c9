"""Two or three overlapping sets of cases, each circle sized by its cases, each region with its number.

A datum's `x` is its region as the sets' labels joined by " + ", or "none" for the cases outside all of them.
The layout is matplotlib-venn's; the drawing is ours, so that it is set like every other figure.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from matplotlib.figure import Figure
from matplotlib_venn import venn2, venn3

from waymark.analysis.results import Datum, FigureResult
from waymark.publish.drawing.bars import bars
from waymark.publish.drawing.chart import SUPPRESSED, shown
from waymark.publish.drawing.palette import HAIRLINE, PAPER, QUIET_INK, SMALL_PX, TEXT_PX, colours, ink_of
from waymark.publish.drawing.svg import Sheet, lines_of

JOIN = " + "
OUTSIDE = "none"
LINE = 18


def venn(figure: FigureResult, width: int) -> str:
    """Circles for two or three sets; bars of the regions where there are more."""
    regions = {frozenset(d.x.split(JOIN)): d for d in figure.data if d.x != OUTSIDE}
    sets = list(dict.fromkeys(label for d in figure.data if d.x != OUTSIDE for label in d.x.split(JOIN)))
    if len(sets) not in (2, 3):
        return bars(figure, width)
    sizes = {_code(sets, region): max(d.value, 0.0) for region, d in regions.items()}
    layout = _layout(len(sets), sizes)
    band = 72 if width > 500 else 88
    scale, left, top = _fit(layout, width, band)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return left + point[0] * scale, top - point[1] * scale

    bottom = max(place((0, y - r))[1] for (_, y), r in layout["circles"])
    sheet = Sheet(width, bottom + band)
    if any(d.x == OUTSIDE for d in figure.data):
        sheet.box(0.5, 0.5, width - 1, bottom + band - 1, PAPER, HAIRLINE)
    _circles(sheet, sets, [(place(c), r * scale) for c, r in layout["circles"]])
    for code, point in layout["labels"].items():
        region = frozenset(s for s, bit in zip(sets, code, strict=True) if bit == "1")
        if region in regions:
            x, y = place(point)
            sheet.words(x, y + 6, _says(regions[region]), size=18, weight=600, anchor="middle")
    centres = [(place(c), r * scale) for c, r in layout["circles"]]
    _names(sheet, figure, sets, centres, width)
    outside = next((d for d in figure.data if d.x == OUTSIDE), None)
    if outside is not None:
        says = f"In none of these: {_says(outside)}"
        sheet.words(width - 14, bottom + band - 14, says, size=TEXT_PX, anchor="end")
    return sheet.text()


def _says(datum: Datum) -> str:
    return "[c]" if datum.kind == SUPPRESSED else shown(datum.value)


def _code(sets: list[str], region: frozenset[str]) -> str:
    return "".join("1" if label in region else "0" for label in sets)


def _layout(number: int, sizes: dict[str, float]) -> dict[str, Any]:
    """Circles as (centre, radius) and a point for each region's number, in units of their own."""
    axes = Figure().add_subplot()
    codes = [
        "".join("1" if i in chosen else "0" for i in range(number))
        for size in range(1, number + 1)
        for chosen in combinations(range(number), size)
    ]
    subsets = {code: sizes.get(code) or 0.01 for code in codes}
    diagram = (venn3 if number == 3 else venn2)(subsets, set_labels=None, ax=axes)
    labels = {code: diagram.get_label_by_id(code) for code in codes}
    return {
        "circles": [((c.x, c.y), r) for c, r in zip(diagram.centers, diagram.radii, strict=True)],
        "labels": {code: label.get_position() for code, label in labels.items() if label is not None},
    }


def _fit(layout: dict[str, Any], width: int, band: int) -> tuple[float, float, float]:
    """Pixels a unit, and where the layout's zero comes to stand."""
    circles = layout["circles"]
    low_x, high_x = min(x - r for (x, _), r in circles), max(x + r for (x, _), r in circles)
    high_y, low_y = max(y + r for (_, y), r in circles), min(y - r for (_, y), r in circles)
    drawn = min(width - 32, 400)
    scale = min(drawn / (high_x - low_x), 400 / (high_y - low_y))
    left = (width - (high_x - low_x) * scale) / 2 - low_x * scale
    return scale, left, band + high_y * scale


def _circles(sheet: Sheet, sets: list[str], circles: list[tuple[tuple[float, float], float]]) -> None:
    colour = colours(sets)
    for opacity in ("0.14", "0"):  # fills first, then outlines over all of them
        for label, ((x, y), radius) in zip(sets, circles, strict=True):
            sheet.shape(
                "circle",
                cx=x,
                cy=y,
                r=radius,
                fill=colour[label],
                fill_opacity=opacity,
                stroke=colour[label],
                stroke_width="0" if opacity != "0" else "2.5",
            )


def _names(
    sheet: Sheet,
    figure: FigureResult,
    sets: list[str],
    circles: list[tuple[tuple[float, float], float]],
    width: int,
) -> None:
    """Each set's name and size outside its circle: the first two above, the third below."""
    colour = colours(sets)
    for i, (label, ((x, y), radius)) in enumerate(zip(sets, circles, strict=True)):
        mine = [d for d in figure.data if d.x != OUTSIDE and label in d.x.split(JOIN)]
        whole = "" if any(d.kind == SUPPRESSED for d in mine) else shown(sum(d.value for d in mine))
        lines = lines_of(label, width / 2 - 30)
        total = ([f"{whole} of {figure.base}"] if figure.base else [whole]) if whole else []
        above = LINE * (len(lines) + len(total) - 1)
        side = -1 if i == 0 else 1
        anchor = "middle"
        if i == 2:
            at, first = x, y + radius + 24
        elif width > 500:
            at, first = x + side * 0.5 * radius, y - 0.87 * radius - 16 - above
            anchor = "start" if side > 0 else "end"
        else:
            at, first = width / 2 + side * width / 4, y - radius - 12 - above
        for j, line in enumerate(lines):
            sheet.words(at, first + j * LINE, line, weight=600, colour=ink_of(colour[label]), anchor=anchor)
        for line in total:
            sheet.words(at, first + len(lines) * LINE, line, size=SMALL_PX, colour=QUIET_INK, anchor=anchor)

"""Bars: cases by category of x, stacked by series; lying where the labels are long, standing otherwise.

Every bar says its number, every part of a stack its own, and the parts are named beside the bars.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from waymark.analysis.results import FigureResult
from waymark.publish.drawing.chart import (
    LETTER_PX,
    PUBLISHED,
    SUPPRESSED,
    axis_title,
    categories,
    label_lines,
    rendered,
    series_of,
    shown,
    value_title,
    values,
    wrapped,
)
from waymark.publish.drawing.palette import INK, PAPER, QUIET_INK, SMALL_PX, colours, ink_of, text_on


def bars(figure: FigureResult, width: int) -> str:
    names = categories(figure.data)
    longest = max((len(name) for name in names), default=0)
    if longest * LETTER_PX > (width - 90) / max(1, len(names)):
        return rendered(_lying(figure, names, width))
    return rendered(_standing(figure, names, width))


def _parts(figure: FigureResult) -> list[dict[str, object]]:
    """One row a part of a bar: where it begins and ends, what it says, and in which ink."""
    colour = colours(series_of(figure.data))
    ends: dict[str, float] = {}
    rows: list[dict[str, object]] = []
    for series in series_of(figure.data):
        for d in (d for d in figure.data if d.series == series):
            begin = ends.get(d.x, 0.0)
            ends[d.x] = begin + d.value
            rows.append(
                {
                    "x": d.x,
                    "series": series,
                    "begin": begin,
                    "end": ends[d.x],
                    "middle": begin + d.value / 2,
                    "size": d.value,
                    "says": "[c]" if d.kind == SUPPRESSED else shown(d.value),
                    "hidden": d.kind == SUPPRESSED,
                    "colour": colour[series],
                    "fill": PAPER if d.kind == PUBLISHED else colour[series],
                    "edge": colour[series] if d.kind == PUBLISHED else PAPER,
                    "ink": INK if d.kind == PUBLISHED else text_on(colour[series]),
                    "words": ink_of(colour[series]),
                }
            )
    return rows


def _paint() -> dict[str, Any]:
    return {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("edge:N", scale=None)}


def _totals(figure: FigureResult) -> list[dict[str, object]]:
    """What stands at the end of each bar: its number, or that part of it is withheld."""
    totals: list[dict[str, object]] = []
    stacked = len(series_of(figure.data)) > 1
    for name in categories(figure.data):
        mine = [d for d in figure.data if d.x == name]
        total = sum(d.value for d in mine)
        hidden = any(d.kind == SUPPRESSED for d in mine)
        says = ("[c]" if not stacked or not total else f"{shown(total)} + [c]") if hidden else shown(total)
        totals.append({"x": name, "end": total, "says": says})
    return totals


def _standing(figure: FigureResult, names: list[str], width: int) -> Any:
    parts, totals = _parts(figure), _totals(figure)
    series = series_of(figure.data)
    room = width - 60 - (82 if len(series) > 1 else 0)
    plot, height = min(room, 150 * len(names)), 320
    top = max([1.0, *(float(str(t["end"])) for t in totals)])
    crowded = plot / max(1, len(names)) < 24
    x = alt.X(
        "x:N",
        sort=names,
        title=axis_title(figure.x_title, plot),
        axis=alt.Axis(labelAngle=0, grid=False, ticks=False, labelPadding=6, labelOverlap=True),
        scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
    )
    scale = alt.Scale(domain=[0, top * 1.08], nice=True)
    y = alt.Y("begin:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5, domain=False, ticks=False))
    layers = [
        alt.Chart(values(parts)).mark_bar(strokeWidth=1.5).encode(x=x, y=y, y2="end:Q", **_paint()),
        alt.Chart(values(totals)).mark_text(dy=-8, fontWeight=600).encode(x=x, y="end:Q", text="says:N"),
    ]
    if len(series) > 1 and not crowded:
        tall = [part for part in parts if float(str(part["size"])) / top * height > 18]
        layers.append(
            alt.Chart(values(tall))
            .mark_text(baseline="middle")
            .encode(x=x, y="middle:Q", text="says:N", color=alt.Color("ink:N", scale=None))
        )
    if any(d.kind == PUBLISHED for d in figure.data):
        layers.append(_earlier(plot))
    if len(series) > 1:
        layers.append(_beside(parts, names[-1], x, plot, top, height))
    return alt.layer(*layers).properties(width=plot, height=height, title=value_title(figure))


def _earlier(plot: int) -> Any:
    """What open bars mean, in words."""
    mark = alt.Chart(values([{"says": "Open bars: printed earlier"}])).mark_text(
        align="right", color=QUIET_INK
    )
    return mark.encode(x=alt.value(plot), y=alt.value(-14), text="says:N")


def _beside(parts: list[dict[str, object]], last: str, x: Any, plot: int, top: float, height: int) -> Any:
    """The names of the series beside the last bar, kept a line apart."""
    line = 17 / height * top
    rows: list[dict[str, object]] = []
    below = -line
    for part in (part for part in parts if part["x"] == last):
        place = max(float(str(part["middle"])), below + line)
        rows.append({**part, "place": place})
        below = place
    return (
        alt.Chart(values(rows))
        .mark_text(align="left", fontWeight=600, fontSize=SMALL_PX)
        .encode(x=alt.value(plot + 8), y="place:Q", text="series:N", color=alt.Color("words:N", scale=None))
    )


def _lying(figure: FigureResult, names: list[str], width: int) -> Any:
    parts, totals = _parts(figure), _totals(figure)
    letters = 34 if width > 500 else 15
    lines = max(len(wrapped(name, letters)) for name in names)
    margin = min(letters, max(len(name) for name in names)) * LETTER_PX + 20
    plot = int(width - margin - 60)
    y = alt.Y(
        "x:N",
        sort=names,
        title=None,
        axis=alt.Axis(
            labelExpr=label_lines(names, letters), ticks=False, domain=False, labelPadding=8, minExtent=margin
        ),
        scale=alt.Scale(paddingInner=0.3, paddingOuter=0.1),
    )
    x = alt.X(
        "begin:Q",
        title=axis_title(figure.y_title, plot),
        axis=alt.Axis(tickCount=4, domain=False, ticks=False),
    )
    layers = [
        alt.Chart(values(parts)).mark_bar(strokeWidth=1.5).encode(y=y, x=x, x2="end:Q", **_paint()),
        alt.Chart(values(totals))
        .mark_text(dx=7, align="left", fontWeight=600)
        .encode(y=y, x="end:Q", text="says:N"),
    ]
    if len(series_of(figure.data)) > 1:
        top = max([1.0, *(float(str(t["end"])) for t in totals)])
        wide = [part for part in parts if float(str(part["size"])) / top * plot > 24]
        inside = alt.Chart(values(wide)).mark_text(baseline="middle")
        layers.append(inside.encode(y=y, x="middle:Q", text="says:N", color=alt.Color("ink:N", scale=None)))
        layers += _above(figure)
    step = 20 + 16 * lines
    return alt.layer(*layers).properties(width=plot, height=step * len(names))


def _above(figure: FigureResult) -> list[Any]:
    """The names of the series in a line above lying bars, each with its mark."""
    marks: list[Any] = []
    place = 0.0
    for name, colour in colours(series_of(figure.data)).items():
        row = values([{"name": name}])
        square = alt.Chart(row).mark_square(size=150, opacity=1, color=colour)
        label = alt.Chart(row).mark_text(align="left", color=QUIET_INK)
        marks.append(square.encode(x=alt.value(place + 6), y=alt.value(-16)))
        marks.append(label.encode(x=alt.value(place + 18), y=alt.value(-16), text="name:N"))
        place += 40 + len(name) * LETTER_PX
    return marks

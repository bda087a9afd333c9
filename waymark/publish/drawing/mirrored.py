"""Mirrored bars: cases by category of x, the two series to either side of one line."""

from __future__ import annotations

from typing import Any

import altair as alt

from waymark.analysis.results import FigureResult
from waymark.publish.drawing.chart import (
    SUPPRESSED,
    axis_title,
    categories,
    rendered,
    series_of,
    shown,
    values,
)
from waymark.publish.drawing.palette import INK, TEXT_PX, colours, ink_of


def mirrored(figure: FigureResult, width: int) -> str:
    names, series = categories(figure.data), series_of(figure.data)[:2]
    colour = colours(series)
    longest = max((d.value for d in figure.data), default=1.0) * (1.12 if width > 500 else 1.32)
    rows = [
        {
            "x": d.x,
            "value": -d.value if d.series == series[0] else d.value,
            "says": "[c]" if d.kind == SUPPRESSED else shown(d.value),
            "colour": colour[d.series],
            "left": d.series == series[0],
        }
        for d in figure.data
        if d.series in series
    ]
    margin = max(len(name) for name in names) * 7.2 + 56
    plot = int(width - margin)
    y = alt.Y(
        "x:N",
        sort=names,
        title=figure.x_title or None,
        axis=alt.Axis(
            ticks=False,
            domain=False,
            labelPadding=8,
            grid=False,
            minExtent=margin - 30,
            titleAngle=0,
            titleAlign="left",
            titleAnchor="start",
            titleY=-16,
            titleX=-margin + 10,
        ),
        scale=alt.Scale(paddingInner=0.2),
    )
    x = alt.X(
        "value:Q",
        title=axis_title(figure.y_title, plot),
        scale=alt.Scale(domain=[-longest, longest], nice=False),
        axis=alt.Axis(
            labelExpr="format(abs(datum.value), ',')",
            tickCount=7 if width > 500 else 5,
            domain=False,
            ticks=False,
        ),
    )
    layers: list[Any] = [
        alt.Chart(values(rows)).mark_bar().encode(x=x, y=y, color=alt.Color("colour:N", scale=None)),
        alt.Chart(values([{"zero": 0}])).mark_rule(color=INK).encode(x="zero:Q"),
        *(_numbers([row for row in rows if row["left"] is left], x, y, left=left) for left in (True, False)),
        *(_name(name, colour[name], plot, left=i == 0) for i, name in enumerate(series)),
    ]
    chart = alt.layer(*layers).properties(width=plot, height=max(200, 24 * len(names)))
    return rendered(chart)


def _numbers(rows: list[dict[str, Any]], x: Any, y: Any, *, left: bool) -> Any:
    mark = alt.Chart(values(rows)).mark_text(align="right" if left else "left", dx=-6 if left else 6)
    return mark.encode(x=x, y=y, text="says:N")


def _name(name: str, colour: str, plot: int, *, left: bool) -> Any:
    """The series' name above its side."""
    mark = alt.Chart(values([{"name": name}])).mark_text(
        align="right" if left else "left", fontWeight=600, fontSize=TEXT_PX, color=ink_of(colour)
    )
    return mark.encode(x=alt.value(plot / 2 + (-10 if left else 10)), y=alt.value(-16), text="name:N")

"""Areas: each authority a point, its annual rate by the share of its neighbourhoods that are deprived.

A datum's `x` is the share in per cent as text, `panel` the authority's name, `series` the set of cases; each
set has a chart of its own, all with the same axes. Those with the highest rates are named.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from waymark.analysis.results import FigureResult
from waymark.publish.drawing.chart import axis_title, rendered, series_of, values
from waymark.publish.drawing.palette import DARK_BLUE, INK, QUIET_INK, SMALL_PX

NAMED = 3
WIDE_HEIGHT, NARROW_HEIGHT = 320, 250


def areas(figure: FigureResult, width: int) -> str:
    sets = series_of(figure.data)
    beside = width > 500 and len(sets) == 2
    plot = (width - 150) // 2 if beside else width - 70
    charts = [_panel(figure, label, plot, WIDE_HEIGHT if width > 500 else NARROW_HEIGHT) for label in sets]
    return rendered(alt.hconcat(*charts, spacing=36) if beside else alt.vconcat(*charts, spacing=30))


def _panel(figure: FigureResult, label: str, plot: int, height: int) -> Any:
    rows = [
        {"share": float(d.x.rstrip("%")), "rate": d.value, "name": d.panel}
        for d in figure.data
        if d.series == label
    ]
    farthest = max(float(d.x.rstrip("%")) for d in figure.data)
    highest = max(d.value for d in figure.data)
    named: list[dict[str, Any]] = sorted(rows, key=lambda row: -float(str(row["rate"])))[:NAMED]
    x = alt.X(
        "share:Q",
        title=axis_title(figure.x_title, plot),
        scale=alt.Scale(domain=[0, max(farthest * 1.05, 1)], nice=True),
        axis=alt.Axis(tickCount=5, grid=False, labelExpr="datum.label + '%'"),
    )
    scale = alt.Scale(domain=[0, max(highest * 1.05, 0.1)], nice=True)
    y = alt.Y("rate:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5, domain=False))
    points = alt.Chart(values(rows)).mark_point(
        size=55, opacity=0.9, color=DARK_BLUE, fill=DARK_BLUE, fillOpacity=0.25, strokeWidth=1.5
    )
    layers: list[Any] = [points.encode(x=x, y=y)]
    for left in (False, True):
        mine = [row for row in named if (row["share"] > farthest / 2) is left]
        words = alt.Chart(values(mine)).mark_text(
            align="right" if left else "left", dx=-9 if left else 9, fontSize=SMALL_PX, color=INK
        )
        layers.append(words.encode(x="share:Q", y="rate:Q", text="name:N"))
    title = alt.TitleParams(
        text=label,
        subtitle=axis_title(figure.y_title, plot) or [],
        fontWeight=600,
        color=INK,
        subtitleColor=QUIET_INK,
        subtitleFontSize=SMALL_PX,
    )
    return alt.layer(*layers).properties(width=plot, height=height, title=title)

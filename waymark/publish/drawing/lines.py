"""Lines: cases by category of x, one line a series, named at its end.

What was printed earlier stands on a thinner, broken line with open points; what this study counted on a
full line with filled points.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import altair as alt

from waymark.analysis.results import FigureResult
from waymark.publish.drawing.chart import (
    PUBLISHED,
    SUPPRESSED,
    axis_title,
    categories,
    haloed,
    rendered,
    series_of,
    shown,
    value_title,
    values,
)
from waymark.publish.drawing.palette import PAPER, QUIET_INK, SMALL_PX, colours, ink_of

HEIGHT = 320
BEFORE: dict[str, Any] = {"align": "right", "dx": -7}
AFTER: dict[str, Any] = {"align": "left", "dx": 7}


def lines(figure: FigureResult, width: int) -> str:
    names, series = categories(figure.data), series_of(figure.data)
    colour = colours(series)
    narrow = width < 500
    plot = width - 46 - (90 if series != [""] else 20)
    rows = [
        {
            "x": d.x,
            "y": d.value,
            "series": d.series,
            "says": shown(d.value),
            "colour": colour[d.series],
            "words": ink_of(colour[d.series]),
            "fill": PAPER if d.kind == PUBLISHED else colour[d.series],
            "earlier": d.kind == PUBLISHED,
        }
        for d in sorted(figure.data, key=lambda d: d.order)
        if d.kind != SUPPRESSED
    ]
    withheld = [{"x": d.x, "says": "[c]"} for d in figure.data if d.kind == SUPPRESSED]
    top = max((d.value for d in figure.data), default=1.0)
    x = alt.X(
        "x:N",
        sort=names,
        title=axis_title(figure.x_title, plot),
        axis=alt.Axis(
            labelAngle=-45 if narrow and len(names) > 4 else 0,
            grid=False,
            ticks=False,
            labelPadding=8,
            labelOverlap=True,
        ),
        scale=alt.Scale(type="point", padding=0.3),
    )
    y = alt.Y(
        "y:Q",
        title=None,
        scale=alt.Scale(domain=[0, top * 1.15], nice=True),
        axis=alt.Axis(tickCount=5, domain=False),
    )
    said = [row for row in rows if not narrow or not row["earlier"]]
    layers: list[Any] = [_segments(rows, x, y, names), _points(rows, x, y), *_numbers(said, x, y)]
    if withheld:
        layers.append(
            alt.Chart(values(withheld))
            .mark_text(color=QUIET_INK)
            .encode(x=x, y=alt.value(HEIGHT - 8), text="says:N")
        )
    if series != [""]:
        layers.append(_ends(rows, plot, y))
    layers += _border(rows, names, plot)
    chart = alt.layer(*layers).properties(width=plot, height=HEIGHT, title=value_title(figure))
    return rendered(chart)


def _segments(rows: list[dict[str, Any]], x: Any, y: Any, names: list[str]) -> Any:
    """A line of two points for each step, broken where it leads to what was printed earlier."""
    steps = []
    for series in dict.fromkeys(row["series"] for row in rows):
        mine = [row for row in rows if row["series"] == series]
        for i, (a, b) in enumerate(pairwise(mine)):
            if names.index(b["x"]) - names.index(a["x"]) > 1:
                continue  # a withheld value lies between
            earlier = a["earlier"] or b["earlier"]
            steps += [{**end, "step": f"{series}-{i}", "earlier": earlier} for end in (a, b)]
    broken = alt.StrokeDash(
        "earlier:N", scale=alt.Scale(domain=[True, False], range=[[5, 4], [1, 0]]), legend=None
    )
    thick = alt.StrokeWidth("earlier:N", scale=alt.Scale(domain=[True, False], range=[1.5, 3]), legend=None)
    return (
        alt.Chart(values(steps))
        .mark_line()
        .encode(
            x=x,
            y=y,
            detail="step:N",
            color=alt.Color("colour:N", scale=None),
            strokeDash=broken,
            strokeWidth=thick,
        )
    )


def _points(rows: list[dict[str, Any]], x: Any, y: Any) -> Any:
    return (
        alt.Chart(values(rows))
        .mark_point(size=64, opacity=1, strokeWidth=2, filled=False)
        .encode(x=x, y=y, stroke=alt.Stroke("colour:N", scale=None), fill=alt.Fill("fill:N", scale=None))
    )


def _numbers(rows: list[dict[str, Any]], x: Any, y: Any) -> list[Any]:
    encodings = {"x": x, "y": y, "text": alt.Text("says:N")}
    return haloed(values(rows), encodings, "words:N", dy=-15, fontSize=SMALL_PX)


def _ends(rows: list[dict[str, Any]], plot: int, y: Any) -> Any:
    """The name of each line at its right end, kept a line apart."""
    last = {row["series"]: row for row in rows}
    top = max(row["y"] for row in rows) or 1.0
    apart, below, placed = 18 / HEIGHT * top, -top, []
    for row in sorted(last.values(), key=lambda row: float(row["y"])):
        place = max(float(row["y"]), below + apart)
        placed.append({**row, "y": place})
        below = place
    return (
        alt.Chart(values(placed))
        .mark_text(align="left", fontWeight=600, fontSize=SMALL_PX)
        .encode(x=alt.value(plot + 4), y=y, text="series:N", color=alt.Color("words:N", scale=None))
    )


def _border(rows: list[dict[str, Any]], names: list[str], plot: int) -> list[Any]:
    """A hairline where the printed years end, with words to either side."""
    earlier = [names.index(row["x"]) for row in rows if row["earlier"]]
    if not earlier or max(earlier) + 1 >= len(names):
        return []
    step = plot / (len(names) - 1 + 0.6)
    place = (max(earlier) + 0.8) * step
    rule = alt.Chart(values([{}])).mark_rule(color=QUIET_INK, strokeWidth=1)
    labels = [
        alt.Chart(values([{"says": says}]))
        .mark_text(color=QUIET_INK, fontSize=SMALL_PX, **side)
        .encode(x=alt.value(place), y=alt.value(4), text="says:N")
        for says, side in (("printed earlier", BEFORE), ("this study", AFTER))
    ]
    return [rule.encode(x=alt.value(place), y=alt.value(-4), y2=alt.value(HEIGHT)), *labels]

"""Shares: how the cases of each category of x divide among the series, as parts of a hundred.

Values may be counts or percentages; either way the parts of one bar are made to add up to all of it.
"""

from __future__ import annotations

from typing import Any, Literal

import altair as alt

from waymark.analysis.results import Datum, FigureResult
from waymark.publish.drawing.chart import (
    LETTER_PX,
    SUPPRESSED,
    categories,
    label_lines,
    panels_of,
    rendered,
    series_of,
    values,
)
from waymark.publish.drawing.palette import INK, TEXT_PX, colours, ink_of, text_on

Side = Literal["left", "right"]


def shares(figure: FigureResult, width: int) -> str:
    panels = panels_of(figure.data)
    beside = width > 500 and len(panels) == 2
    each = (width - 20) // 2 if beside else width
    charts = [_panel(figure, panel, each) for panel in panels]
    chart = alt.hconcat(*charts, spacing=20) if beside else alt.vconcat(*charts, spacing=28)
    return rendered(chart)


def _panel(figure: FigureResult, panel: str, width: int) -> Any:
    data = [d for d in figure.data if d.panel == panel]
    names, series = categories(figure.data), series_of(figure.data)
    letters = 18
    margin = min(letters, max(len(name) for name in names)) * LETTER_PX + 14
    plot = int(width - margin - 14)
    y = alt.Y(
        "x:N",
        sort=names,
        title=None,
        axis=alt.Axis(
            labelExpr=label_lines(names, letters), ticks=False, domain=False, labelPadding=8, minExtent=margin
        ),
        scale=alt.Scale(paddingInner=0.28, domain=names),
    )
    x = alt.X(
        "begin:Q",
        title=None,
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + '%'", domain=False, ticks=False),
    )
    parts = _parts(data, series)
    big = [part for part in parts if part["size"] / 100 * plot > 34]
    layers: list[Any] = [
        alt.Chart(values(parts))
        .mark_bar(stroke="white", strokeWidth=1.5)
        .encode(x=x, x2="end:Q", y=y, color=alt.Color("colour:N", scale=None)),
        alt.Chart(values(big))
        .mark_text(baseline="middle")
        .encode(x="middle:Q", y=y, text="says:N", color=alt.Color("ink:N", scale=None)),
        alt.Chart(values(_withheld(data)))
        .mark_text(align="left", dx=4)
        .encode(x=alt.value(0), y=y, text="says:N"),
        *_names(series, plot),
    ]
    title = alt.TitleParams(text=panel, fontWeight=600, fontSize=TEXT_PX, color=INK, offset=18)
    return alt.layer(*layers).properties(
        width=plot, height=34 * len(names), title=title if panel else alt.TitleParams(text=" ")
    )


def _parts(data: list[Datum], series: list[str]) -> list[dict[str, Any]]:
    colour = colours(series)
    rows: list[dict[str, Any]] = []
    for name in categories(data):
        mine = [d for d in data if d.x == name]
        whole = sum(d.value for d in mine)
        if not whole or any(d.kind == SUPPRESSED for d in mine):
            continue
        begin = 0.0
        for d in sorted(mine, key=lambda d: series.index(d.series)):
            size = 100 * d.value / whole
            rows.append(
                {
                    "x": name,
                    "begin": begin,
                    "end": begin + size,
                    "middle": begin + size / 2,
                    "size": size,
                    "says": f"{int(size + 0.5)}%",
                    "colour": colour[d.series],
                    "ink": text_on(colour[d.series]),
                }
            )
            begin += size
    return rows


def _withheld(data: list[Datum]) -> list[dict[str, str]]:
    names = dict.fromkeys(d.x for d in data if d.kind == SUPPRESSED)
    return [{"x": name, "says": "[c]"} for name in names]


def _names(series: list[str], plot: int) -> list[Any]:
    """Two series are named above their ends; more than two in a line, each with its mark."""
    colour = colours(series)
    places: list[tuple[Side, float]] = [("left", 0.0), ("right", float(plot))] if len(series) == 2 else []
    if places:
        return [
            alt.Chart(values([{"name": name}]))
            .mark_text(align=align, fontWeight=600, color=ink_of(colour[name]))
            .encode(x=alt.value(place), y=alt.value(-14), text="name:N")
            for name, (align, place) in zip(series, places, strict=True)
        ]
    marks: list[Any] = []
    at = 0.0
    for name in series:
        row = values([{"name": name}])
        square = alt.Chart(row).mark_square(size=140, opacity=1, color=colour[name])
        marks.append(square.encode(x=alt.value(at + 6), y=alt.value(-14)))
        label = alt.Chart(row).mark_text(align="left")
        marks.append(label.encode(x=alt.value(at + 18), y=alt.value(-14), text="name:N"))
        at += 36 + len(name) * LETTER_PX
    return marks

"""Box plots from what the analysis computed: quartiles, median, 5th and 95th percentile, what lies beyond.

No raw value is needed, so a figure can be drawn of data that are not at hand.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from waymark.analysis.results import FigureResult
from waymark.publish.drawing.chart import (
    LETTER_PX,
    SUPPRESSED,
    TITLE_LETTER_PX,
    axis_title,
    categories,
    label_lines,
    rendered,
    shown,
    values,
    wrapped,
)
from waymark.publish.drawing.palette import DARK_BLUE, INK, PAPER, QUIET_INK, SMALL_PX

FILL = "#B9CBDB"  # dark blue, lightened: the median must stand out on it


def box(figure: FigureResult, width: int) -> str:
    names = categories(figure.data)
    letters = 28 if width > 500 else 14
    margin = min(letters, max(len(name) for name in names)) * LETTER_PX + 18
    plot = int(width - margin - 24)
    spread: dict[str, dict[str, Any]] = {name: {"x": name} for name in names}
    for d in figure.data:
        if d.kind not in ("outlier", SUPPRESSED):
            spread[d.x] |= (
                {d.kind: d.value, "says": shown(d.value)} if d.kind == "median" else {d.kind: d.value}
            )
    rows = [row for row in spread.values() if "median" in row]
    far = [{"x": d.x, "high": d.value} for d in figure.data if d.kind == "outlier"]
    withheld = [{"x": name, "says": "[c]"} for name in {d.x for d in figure.data if d.kind == SUPPRESSED}]
    y = alt.Y(
        "x:N",
        sort=names,
        title=None,
        axis=alt.Axis(
            labelExpr=label_lines(names, letters), ticks=False, domain=False, labelPadding=8, minExtent=margin
        ),
        scale=alt.Scale(domain=names, paddingInner=0.2),
    )
    x = alt.X(
        "low:Q", title=axis_title(figure.y_title, plot), axis=_axis(figure, plot), scale=alt.Scale(nice=False)
    )
    lines = max(len(wrapped(name, letters)) for name in names)
    layers = [
        alt.Chart(values(rows)).mark_rule(color=DARK_BLUE, strokeWidth=2).encode(y=y, x=x, x2="high:Q"),
        *(_tick(rows, y, end, 14, DARK_BLUE, 2) for end in ("low", "high")),
        alt.Chart(values(rows))
        .mark_bar(color=FILL, stroke=DARK_BLUE, strokeWidth=1.5, size=22)
        .encode(y=y, x="q1:Q", x2="q3:Q"),
        _tick(rows, y, "median", 26, INK, 4),
        alt.Chart(values(rows))
        .mark_text(dy=-21, fontWeight=600, fontSize=SMALL_PX)
        .encode(y=y, x="median:Q", text="says:N"),
        alt.Chart(values(far))
        .mark_point(size=50, color=DARK_BLUE, fill=PAPER, strokeWidth=1.5, opacity=1)
        .encode(y=y, x="high:Q"),
        alt.Chart(values(withheld)).mark_text(color=QUIET_INK).encode(y=y, x=alt.value(12), text="says:N"),
    ]
    step = max(58, 24 + 16 * lines)
    return rendered(
        alt.layer(*layers).properties(width=plot, height=step * len(names), title=_key(figure, width))
    )


def _tick(rows: list[dict[str, Any]], y: Any, at: str, length: int, colour: str, thickness: int) -> Any:
    mark = alt.Chart(values(rows)).mark_tick(size=length, thickness=thickness, color=colour, opacity=1)
    return mark.encode(y=y, x=f"{at}:Q")


def _axis(figure: FigureResult, plot: int) -> Any:
    """Whole steps, fewer of them on a narrow page."""
    return alt.Axis(tickCount=9 if plot > 300 else 5, domain=False)


def _key(figure: FigureResult, width: int) -> Any:
    text = "Line: 5th to 95th percentile. Box: middle half. Heavy bar and number: median."
    if any(d.kind == "outlier" for d in figure.data):
        text += " Circles: values beyond."
    return alt.TitleParams(text=wrapped(text, int(width / TITLE_LETTER_PX)), anchor="start", frame="bounds")

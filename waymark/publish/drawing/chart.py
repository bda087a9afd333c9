"""How every Altair chart of a publication looks, and its way to SVG without a browser or a network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

import altair as alt
import vl_convert

from waymark.analysis.results import Datum, FigureResult
from waymark.publish.drawing.palette import FONT, HAIRLINE, INK, QUIET_INK, SMALL_PX

SUPPRESSED = "suppressed"
PUBLISHED = "published"
LETTER_PX = 7.3  # how wide a letter of an axis may be
TITLE_LETTER_PX = 6.5  # in running words


def rendered(chart: Any) -> str:
    """The chart as SVG text, in the type and lines of the publication."""
    styled = (
        chart.configure(background="transparent", font=FONT, aria=False, padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=SMALL_PX,
            titleFontSize=SMALL_PX,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=QUIET_INK,
            gridColor="#E3E5E7",
            domainColor=HAIRLINE,
            tickColor=HAIRLINE,
            labelLimit=400,
            titlePadding=10,
        )
        .configure_title(
            fontSize=SMALL_PX, fontWeight="normal", color=QUIET_INK, anchor="start", frame="group", offset=10
        )
        .configure_text(fontSize=SMALL_PX, color=INK)
    )
    svg: str = vl_convert.vegalite_to_svg(styled.to_dict(validate=False))
    return svg


def values(rows: Iterable[Mapping[str, object]]) -> Any:
    return alt.InlineData(values=[dict(row) for row in rows])


def categories(data: Iterable[Datum]) -> list[str]:
    """The categories of x in their order, each once."""
    return list(dict.fromkeys(d.x for d in sorted(data, key=lambda d: d.order)))


def series_of(data: Iterable[Datum]) -> list[str]:
    return list(dict.fromkeys(d.series for d in data))


def panels_of(data: Iterable[Datum]) -> list[str]:
    return list(dict.fromkeys(d.panel for d in data))


def shown(value: float) -> str:
    """A number as it is written beside a mark."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def wrapped(label: str, letters: int) -> list[str]:
    """A label in lines of about so many letters."""
    return wrap(label, letters, break_long_words=False) or [label]


def label_lines(names: list[str], letters: int) -> str:
    """A Vega expression that breaks the labels of an axis into lines."""
    table = {name: wrapped(name, letters) for name in names}
    return f"({json.dumps(table, ensure_ascii=False)})[datum.value]"


def value_title(figure: FigureResult) -> Any:
    """What the values are, written above the chart rather than along its side."""
    return alt.TitleParams(text=figure.y_title)


def axis_title(title: str, width: float) -> Any:
    """The title of an axis in as many lines as the width asks for."""
    return wrapped(title, int(width / TITLE_LETTER_PX)) if title else None


def haloed(mark_data: Any, encodings: dict[str, Any], ink: str, **style: Any) -> list[Any]:
    """Words that stay readable where they cross a line: once with a white edge, once in the field `ink`."""
    edge = alt.Chart(mark_data).mark_text(
        stroke="white", strokeWidth=4, strokeJoin="round", fill="white", **style
    )
    words = alt.Chart(mark_data).mark_text(**style)
    return [edge.encode(**encodings), words.encode(**encodings, color=alt.Color(ink, scale=None))]

"""A figure of a pack, computed from a freeze: `figure` gives its data, its text alternative and its table.

How it is drawn is not told here. Each kind stands in a file of its own idea: counts along a variable here,
spreads in `boxes`, sets and layers in `sets`, groups of categories in `classifications`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from waymark.analysis.boxes import box
from waymark.analysis.classifications import classification
from waymark.analysis.cube import Cube, count_cases
from waymark.analysis.drawing import Drawn, finished, shown_categories, variable_of
from waymark.analysis.engine import Engine
from waymark.analysis.results import Datum, FigureResult
from waymark.analysis.rounding import half_up, printed_percent
from waymark.analysis.sets import layers, venn
from waymark.instruments.conditions import Condition
from waymark.instruments.figures import FigureSpec
from waymark.instruments.variables import Category

ALL = "All"
CASES = "Cases"


def figure(engine: Engine, spec: FigureSpec) -> FigureResult:
    """The figure. Raises `InputProblem` where the pack asks for what cannot be drawn."""
    if spec.kind == "areas":
        from waymark.analysis.areas import area_figure

        return area_figure(engine, spec)
    return finished(engine, spec, _KINDS[spec.kind](engine, spec))


@dataclass(frozen=True)
class _Along:
    """Cases counted by x, series and panel; a figure without series or panel has one of each, without a
    name."""

    cube: Cube
    spec: FigureSpec
    xs: tuple[Category, ...]
    series: tuple[Category | None, ...]
    panels: tuple[Category | None, ...]

    def count(self, x: Category | None, series: Category | None, panel: Category | None) -> int:
        names = (self.spec.x, self.spec.series, self.spec.panel)
        fits = [
            Condition(variable=name, is_=category.code) if category else Condition(variable=name, stated=True)
            for name, category in zip(names, (x, series, panel), strict=True)
            if name
        ]
        return self.cube.count(tuple(fits))


def _along(engine: Engine, spec: FigureSpec) -> _Along:
    variable_of(engine, spec, "x")
    by = [name for name in (spec.x, spec.series, spec.panel) if name]
    within = engine.pack.resolved(spec.of, spec.population)
    cube = count_cases(engine, within, (), by=by)
    return _Along(
        cube=cube,
        spec=spec,
        xs=shown_categories(engine, spec.x, cube),
        series=shown_categories(engine, spec.series, cube) if spec.series else (None,),
        panels=shown_categories(engine, spec.panel, cube) if spec.panel else (None,),
    )


def _label(category: Category | None) -> str:
    return category.label if category else ""


def _bars(engine: Engine, spec: FigureSpec) -> Drawn:
    along = _along(engine, spec)
    data = [
        Datum(x=x.label, value=along.count(x, s, p), series=_label(s), panel=_label(p), order=place)
        for p in along.panels
        for place, x in enumerate(along.xs)
        for s in along.series
    ]
    heads, rows = _as_rows(engine, along, _count_alone, ("",))
    return Drawn(tuple(data), heads, rows, _told(along), along.count(None, None, None))


def _shares(engine: Engine, spec: FigureSpec) -> Drawn:
    """As bars, but the table says percentages too; the drawing makes the counts of each x fill a whole."""
    drawn, along = _bars(engine, spec), _along(engine, spec)
    heads, rows = _as_rows(engine, along, _count_and_share, (", number", ", percentage"))
    return replace(drawn, columns=heads, rows=rows)


def _count_alone(count: int, base: int) -> list[str]:
    return [half_up(count)]


def _count_and_share(count: int, base: int) -> list[str]:
    return [half_up(count), printed_percent(count, base) if base else ""]


def _lines(engine: Engine, spec: FigureSpec) -> Drawn:
    """Printed points of earlier years first, then the counts, along one axis."""
    drawn = _bars(engine, spec)
    named = {c.code: c.label for c in engine.pack.variables[spec.series].categories} if spec.series else {}
    earlier = list(dict.fromkeys(point.x for point in spec.published))
    printed = [
        Datum(
            x=point.x,
            value=point.count,
            series=named.get(point.series, point.series),
            order=earlier.index(point.x),
            kind="published",
        )
        for point in spec.published
    ]
    after = [
        Datum(x=d.x, value=d.value, series=d.series, panel=d.panel, order=d.order + len(earlier))
        for d in drawn.data
    ]
    heads = (*drawn.columns, "Source")
    rows = [*_printed_rows(spec, drawn, printed), *((*row, "counted") for row in drawn.rows)]
    return replace(drawn, data=(*printed, *after), columns=heads, rows=tuple(rows))


def _printed_rows(spec: FigureSpec, drawn: Drawn, printed: Sequence[Datum]) -> list[tuple[str, ...]]:
    years = {point.x: point.years for point in spec.published}
    values = {
        (d.x, d.series): half_up(Fraction(str(d.value)), 0 if d.value == int(d.value) else 1) for d in printed
    }
    rows = []
    for x in dict.fromkeys(d.x for d in printed):
        cells = [values.get((x, head), "") for head in drawn.columns[1:]]
        source = "printed" if years[x] == 1 else f"printed, mean of {years[x]} years"
        rows.append((x, *cells, source))
    return rows


def _as_rows(
    engine: Engine, along: _Along, say: Callable[[int, int], list[str]], endings: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The figure as a table: one row a category of x (and panel), the series beside each other, then all."""
    spec = along.spec
    heads = [spec.x_title or engine.pack.variables[spec.x].label]
    if spec.panel:
        heads.append(engine.pack.variables[spec.panel].label)
    if spec.series:
        heads += [_label(s) + ending for s in along.series for ending in endings]
    heads.append(ALL if spec.series else CASES)
    rows = []
    for panel in along.panels:
        for x in along.xs:
            base = along.count(x, None, panel)
            cells = (
                [text for s in along.series for text in say(along.count(x, s, panel), base)]
                if spec.series
                else []
            )
            rows.append((x.label, *((_label(panel),) if spec.panel else ()), *cells, half_up(base)))
    return tuple(heads), tuple(rows)


def _told(along: _Along) -> dict[str, str]:
    """What the sentence may say of counts along x, all series together."""
    total = along.count(None, None, None)
    counts = [(along.count(x, None, None), x.label) for x in along.xs]
    if not total or not counts:
        return {}
    most, least = max(count for count, _ in counts), min(count for count, _ in counts)
    return {
        "largest": next(label for count, label in counts if count == most),
        "largest_count": half_up(most),
        "largest_percent": printed_percent(most, total).rstrip("%"),
        "smallest": next(label for count, label in counts if count == least),
        "smallest_count": half_up(least),
        "first": counts[0][1],
        "first_count": half_up(counts[0][0]),
        "last": counts[-1][1],
        "last_count": half_up(counts[-1][0]),
    }


_KINDS: dict[str, Callable[[Engine, FigureSpec], Drawn]] = {
    "bars": _bars,
    "lines": _lines,
    "mirrored": _bars,
    "shares": _shares,
    "box": box,
    "classification": classification,
    "venn": venn,
    "layers": layers,
}

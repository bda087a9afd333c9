"""The spread of a number by category: median, quartiles, the 5th and 95th percentiles, and what lies beyond.

The source's box plot draws its bars to the 5th and 95th centiles and circles what lies outside; so does
this one (not Tukey's fences). Ages in months are given in years.
"""

from __future__ import annotations

from fractions import Fraction

from waymark.analysis.cells import spread_of
from waymark.analysis.cube import count_cases
from waymark.analysis.drawing import Drawn, shown_categories, variable_of
from waymark.analysis.engine import Engine
from waymark.analysis.results import Datum
from waymark.analysis.rounding import half_up
from waymark.analysis.spreads import Spread, said
from waymark.instruments.conditions import Condition
from waymark.instruments.figures import FigureSpec
from waymark.instruments.variables import Category, Variable

PLACES = {
    "low": Fraction(5, 100),
    "q1": Fraction(1, 4),
    "median": Fraction(1, 2),
    "q3": Fraction(3, 4),
    "high": Fraction(95, 100),
}
NOTE = "Bars reach to the 5th and 95th percentile; points lie beyond them."


def box(engine: Engine, spec: FigureSpec) -> Drawn:
    number = variable_of(engine, spec, "y")
    variable_of(engine, spec, "x")
    cube = count_cases(engine, engine.pack.resolved(spec.of, spec.population), (), by=(spec.x, spec.y))
    spreads = [
        (category, spread)
        for category in shown_categories(engine, spec.x, cube)
        if (spread := spread_of(cube, spec.y, (Condition(variable=spec.x, is_=category.code),))).count
    ]
    data = [
        datum
        for order, (category, spread) in enumerate(spreads)
        for datum in _data(category, spread, order, 12 if _in_months(number) else 1)
    ]
    heads = (
        engine.pack.variables[spec.x].label,
        "Cases",
        "Lowest",
        "5th percentile",
        "Lower quartile",
        "Median",
    )
    return Drawn(
        data=tuple(data),
        columns=(*heads, "Upper quartile", "95th percentile", "Highest"),
        rows=tuple(_row(category, spread, number) for category, spread in spreads),
        told=_told(spreads, number),
        cases=sum(spread.count for _, spread in spreads),
        unit="years" if _in_months(number) else number.unit,
        notes=() if spec.notes else (NOTE,),
    )


def _in_months(number: Variable) -> bool:
    return number.type == "age" and number.unit == "months"


def _data(category: Category, spread: Spread, order: int, per_unit: int) -> list[Datum]:
    places = {kind: spread.quantile(share) for kind, share in PLACES.items()}
    beyond = [
        value
        for value, times in spread.times
        for _ in range(times)
        if not places["low"] <= value <= places["high"]
    ]
    values = [*places.items(), *(("outlier", Fraction(value)) for value in beyond)]
    return [Datum(x=category.label, value=float(v / per_unit), order=order, kind=kind) for kind, v in values]


def _row(category: Category, spread: Spread, number: Variable) -> tuple[str, ...]:
    places = [said(spread.quantile(share), number) for share in PLACES.values()]
    ends = said(spread.lowest, number), said(spread.highest, number)
    return (category.label, half_up(spread.count), ends[0], *places, ends[1])


def _told(spreads: list[tuple[Category, Spread]], number: Variable) -> dict[str, str]:
    if not spreads:
        return {}
    medians = [(spread.quantile(Fraction(1, 2)), category.label) for category, spread in spreads]
    low, high = min(median for median, _ in medians), max(median for median, _ in medians)
    return {
        "lowest_median": said(low, number),
        "lowest_median_label": next(label for median, label in medians if median == low),
        "highest_median": said(high, number),
        "highest_median_label": next(label for median, label in medians if median == high),
    }

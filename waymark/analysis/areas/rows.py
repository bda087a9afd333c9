"""Columns and rows of tables of areas: a row for each band, or for each area.

In a table of bands the first columns are those of the source: the mean of the areas' own rates and the ratio,
over areas with any case. What stands beside is ours: the pooled rate over all areas with its exact interval.
"""

from __future__ import annotations

from fractions import Fraction

from waymark.analysis.areas.bands import ALL, OF, OVER, Band
from waymark.analysis.areas.cases import AreaCases
from waymark.analysis.rates import annual_rate
from waymark.analysis.results import Cell, Column, Row
from waymark.analysis.rounding import half_up, printed_percent
from waymark.instruments.tables import AreaTable

NOT_AVAILABLE = Cell(reason="x", shown="[x]")
NOT_APPLICABLE = Cell(reason="z", shown="[z]")
_RATE = "Cases a year per 100,000 children"
_RATIO = "Ratio"


def columns_of_bands(spec: AreaTable) -> tuple[Column, ...]:
    printed = [Column(key="mean_rate", label=spec.rate_label or f"{_RATE}, mean of the areas")]
    printed += [Column(key="ratio", label=spec.ratio_label or _RATIO)] if spec.of and spec.over else []
    source = [Column(key=f"{c.key}_printed", label=f"{c.label}, as printed", published=True) for c in printed]
    return (
        *printed,
        *(source if spec.published else []),
        Column(key="areas", label="Areas"),
        Column(key="areas_with_cases", label="Areas with any case"),
        Column(key="children", label="Children"),
        Column(key="cases", label="Cases"),
        Column(key="pooled_rate", label=f"{_RATE}, all areas together (95% interval)"),
    )


def row_of_band(spec: AreaTable, band: Band, number: int) -> Row:
    """`number` is the band's place, from 0: what the source printed of it stands at the same place."""
    rates = [_rate(spec, each.cases[ALL], each.children or 0) for each in band.with_cases]
    mean = sum(rates, Fraction(0)) / len(rates) if rates else None
    cells = [NOT_APPLICABLE if mean is None else Cell(value=float(mean), shown=half_up(mean, 2))]
    if spec.of and spec.over:
        cells.append(_ratio_cell(band.count(OF), band.count(OVER)))
    if spec.published:
        cells += [_printed_cell(text) for text in spec.published[number][: len(cells)]]
    cells += [
        _number_cell(len(band.areas)),
        _number_cell(len(band.with_cases)),
        _children_cell(band.children),
        _number_cell(band.count(ALL)),
        _rate_cell(spec, band.count(ALL), band.children),
    ]
    return Row(key=band.key, label=band.label, cells=tuple(cells))


def columns_of_areas(spec: AreaTable) -> tuple[Column, ...]:
    parts = [Column(key="ratio", label=spec.ratio_label or _RATIO)] if spec.of and spec.over else []
    return (
        Column(key="children", label="Children"),
        Column(key="deprived_share", label="Neighbourhoods in the most deprived tenth"),
        Column(key="cases", label="Cases"),
        Column(key="rate", label=f"{spec.rate_label or _RATE} (95% interval)"),
        *parts,
    )


def row_of_area(spec: AreaTable, each: AreaCases, notes: tuple[int, ...]) -> Row:
    """`notes` are the numbers of the notes on the area."""
    area = each.area
    cells = [
        NOT_AVAILABLE if each.children is None else _children_cell(each.children, notes),
        _share_cell(area.deprived_neighbourhoods, area.neighbourhoods, area.deprived_share),
        _number_cell(each.cases[ALL]),
        _rate_cell(spec, each.cases[ALL], each.children or 0),
    ]
    if spec.of and spec.over:
        cells.append(_ratio_cell(each.cases[OF], each.cases[OVER]))
    return Row(key=area.code, label=area.name, cells=tuple(cells))


def row_of_all(spec: AreaTable, areas: tuple[AreaCases, ...]) -> Row:
    everything = Band("total", "All areas", areas)
    counts = [(each.area.deprived_neighbourhoods, each.area.neighbourhoods) for each in areas]
    known = [(deprived, whole) for deprived, whole in counts if deprived is not None and whole is not None]
    all_known = len(known) == len(counts)
    cells = [
        _children_cell(everything.children),
        _share_cell(sum(d for d, _ in known), sum(w for _, w in known), None) if all_known else NOT_AVAILABLE,
        _number_cell(everything.count(ALL)),
        _rate_cell(spec, everything.count(ALL), everything.children),
    ]
    if spec.of and spec.over:
        cells.append(_ratio_cell(everything.count(OF), everything.count(OVER)))
    return Row(key="total", label="All areas", cells=tuple(cells), total=True)


def _rate(spec: AreaTable, cases: int, children: int) -> Fraction:
    return annual_rate(cases, Fraction(spec.period_years), children).per_100_000


def _rate_cell(spec: AreaTable, cases: int, children: int) -> Cell:
    if not children:
        return NOT_AVAILABLE
    rate = annual_rate(cases, Fraction(spec.period_years), children)
    low, high = (half_up(Fraction(end), 2) for end in (rate.low, rate.high))
    shown = f"{half_up(rate.per_100_000, 2)} ({low} to {high})"
    return Cell(count=cases, value=float(rate.per_100_000), low=rate.low, high=rate.high, shown=shown)


def _ratio_cell(of: int, over: int) -> Cell:
    if not over:
        return NOT_APPLICABLE
    ratio = Fraction(of, over)
    return Cell(value=float(ratio), shown=half_up(ratio, 2))


def _share_cell(part: int | None, whole: int | None, share: float | None) -> Cell:
    if part is not None and whole:
        return Cell(value=part / whole, shown=printed_percent(part, whole, 1))
    if share is None:
        return NOT_AVAILABLE
    return Cell(value=share, shown=half_up(Fraction(share) * 100, 1) + "%")


def _children_cell(children: int, notes: tuple[int, ...] = ()) -> Cell:
    return Cell(value=children, shown=half_up(children), notes=notes)


def _number_cell(number: int) -> Cell:
    return Cell(count=number, shown=half_up(number))


def _printed_cell(text: str) -> Cell:
    return Cell(value=float(text), shown=text) if text else NOT_AVAILABLE

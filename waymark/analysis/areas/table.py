"""A table of areas of the pack, computed from a freeze that holds them.

The mean of the areas' own rates leaves out areas with no case, as the source did: a small area with one case
has a high rate and a small area with none is not there, so that mean falls with size even where the risk is
the same. The pooled rate and the tests over all areas do not.
"""

from __future__ import annotations

from waymark.analysis.areas.bands import attribute, bands_of
from waymark.analysis.areas.cases import NO_AREAS, TABLE, CasesByArea, count_by_area, notes_on
from waymark.analysis.areas.rows import (
    NOT_AVAILABLE,
    columns_of_areas,
    columns_of_bands,
    row_of_all,
    row_of_area,
    row_of_band,
)
from waymark.analysis.areas.testing import tests_of_table
from waymark.analysis.captions import caption
from waymark.analysis.cube import count_cases
from waymark.analysis.engine import Engine
from waymark.analysis.results import Column, Row, TableResult, TestResult
from waymark.instruments.tables import AreaTable

LEAVES_OUT = (
    "The mean of the areas' rates and the ratio are over areas with any case. Leaving out the others raises "
    "the mean, most of all where areas are small; the rate of all areas together has them in."
)


def tabulate_areas(engine: Engine, spec: AreaTable) -> TableResult:
    """The table, counted; where the freeze holds no areas, no values and a note on what brings them."""
    columns = columns_of_bands(spec) if spec.cuts else columns_of_areas(spec)
    population = engine.pack.resolved((), spec.population)
    if not engine.freeze.has(TABLE):
        cases = count_cases(engine, population, ()).count(())
        empty = _rows_without_values(spec, columns)
        return _result(engine, spec, columns, empty, cases, (NO_AREAS, *spec.notes))
    sets = [(population, engine.pack.resolved(part)) for part in ((), spec.of, spec.over)]
    found = count_by_area(engine, spec.area_variable, sets, spec.population_year)
    bands = bands_of(spec, found.areas)
    below = tests_of_table(spec, found.areas, bands)
    own = notes_on(found.areas)
    told = [*spec.notes, *found.notes, *_on_bands(spec, found), *below.notes, *own.values()]
    notes = tuple(dict.fromkeys(told))
    if spec.cuts:
        rows = [row_of_band(spec, band, number) for number, band in enumerate(bands)]
    else:
        numbers = {note: notes.index(text) + 1 for note, text in own.items()}
        rows = [row_of_area(spec, each, tuple(numbers[n] for n in each.area.notes)) for each in found.areas]
        rows.append(row_of_all(spec, found.areas))
    return _result(engine, spec, columns, tuple(rows), found.total(), notes, below.results)


def _on_bands(spec: AreaTable, found: CasesByArea) -> list[str]:
    if not spec.cuts:
        return []
    missing = [each.area.name for each in found.areas if attribute(spec, each) is None]
    if not missing:
        return [LEAVES_OUT]
    return [LEAVES_OUT, f"{len(missing)} areas are in no band, for want of data: {', '.join(missing)}."]


def _rows_without_values(spec: AreaTable, columns: tuple[Column, ...]) -> tuple[Row, ...]:
    """The bands as they would stand; the source's own values are known without files."""
    rows = []
    for number, band in enumerate(bands_of(spec, ()) if spec.cuts else ()):
        counted = row_of_band(spec, band, number)
        cells = (
            cell if column.published else NOT_AVAILABLE
            for column, cell in zip(columns, counted.cells, strict=True)
        )
        rows.append(Row(key=band.key, label=band.label, cells=tuple(cells)))
    if not spec.cuts:
        rows.append(Row(key="total", label="All areas", cells=(NOT_AVAILABLE,) * len(columns), total=True))
    return tuple(rows)


def _result(
    engine: Engine,
    spec: AreaTable,
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    cases: int,
    notes: tuple[str, ...],
    tests: tuple[TestResult, ...] = (),
) -> TableResult:
    return TableResult(
        number=spec.number,
        title=spec.title,
        caption=caption(engine, spec.population, cases),
        row_heading=spec.row_heading or ("Area" if not spec.cuts else _heading(spec)),
        columns=columns,
        rows=rows,
        tests=tests,
        notes=notes,
        freeze=engine.freeze_name,
        seed=spec.seed,
    )


def _heading(spec: AreaTable) -> str:
    return "Children" if spec.by == "children" else "Neighbourhoods in the most deprived tenth"

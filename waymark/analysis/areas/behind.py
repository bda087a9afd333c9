"""The cases behind a cell of a table of areas. For the team, never for publication."""

from __future__ import annotations

from waymark.analysis.areas.bands import bands_of
from waymark.analysis.areas.cases import FILES_NEEDED, TABLE, boards_of, count_by_area
from waymark.analysis.areas.rows import columns_of_areas, columns_of_bands
from waymark.analysis.cube import Conditions
from waymark.analysis.engine import CASE_ID, Engine
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.instruments.tables import AreaTable

_COUNT_NO_CASES = ("areas", "children", "deprived_share")


def cases_behind_area(engine: Engine, spec: AreaTable, row_key: str, column_key: str) -> tuple[str, ...]:
    """The ids of the cases that the cell counts, in order. Of a ratio: both its sides.

    Raises `CallProblem` for a row or column that is not there, and for a cell that counts no cases.
    """
    of_kind = columns_of_bands if spec.cuts else columns_of_areas
    columns = {column.key: column for column in of_kind(spec)}
    _known("column", column_key, list(columns), spec)
    if columns[column_key].published:
        raise CallProblem("the cell was printed by an earlier source; no cases of this study are behind it.")
    if column_key in _COUNT_NO_CASES:
        raise CallProblem("the cell counts no cases.")
    if not engine.freeze.has(TABLE):
        raise CallProblem(FILES_NEEDED)
    within = _areas_of_row(engine, spec, row_key)
    population = engine.pack.resolved((), spec.population)
    sides = (spec.of, spec.over) if column_key == "ratio" else ((),)
    found = {
        case
        for side in sides
        for case in _cases_in(engine, spec, (*population, *engine.pack.resolved(side)), within)
    }
    return tuple(sorted(found))


def _areas_of_row(engine: Engine, spec: AreaTable, row_key: str) -> frozenset[str]:
    areas = count_by_area(engine, spec.area_variable, [((), ())], spec.population_year).areas
    if not spec.cuts:
        by_row = {each.area.code: frozenset({each.area.code}) for each in areas}
        by_row["total"] = frozenset(by_row)
    else:
        bands = bands_of(spec, areas)
        by_row = {band.key: frozenset(each.area.code for each in band.areas) for band in bands}
    _known("row", row_key, list(by_row), spec)
    return by_row[row_key]


def _cases_in(engine: Engine, spec: AreaTable, conditions: Conditions, within: frozenset[str]) -> list[str]:
    boards = boards_of(engine, spec.area_variable)
    board = engine.columns.value(spec.area_variable)
    selected = engine.cases.filter(engine.holds_all(conditions))
    found = selected.select(case=engine.cases[CASE_ID], board=board).to_pyarrow().to_pylist()
    area_of = {row["board"]: boards.area_of(row["board"]) for row in found}
    return [row["case"] for row in found if (area := area_of[row["board"]]) and area.code in within]


def _known(what: str, key: str, keys: list[str], spec: AreaTable) -> None:
    if key not in keys:
        raise CallProblem(f"table {spec.number} has no {what} “{key}”.", right=did_you_mean(key, keys))

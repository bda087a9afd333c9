"""Cases by area: the engine's counts by board, brought to the areas of the freeze.

In: an engine and the variable that names the board. Out: every area with its children in the year asked for
(or the nearest year known) and its cases, those with none among them, and what has to be said of boards that
fit no area. Counting is the cube's; here boards are only matched to areas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from waymark.analysis.cube import Conditions, Cube, count_cases
from waymark.analysis.engine import Engine
from waymark.instruments.conditions import Value
from waymark.register.places.areas import Area
from waymark.register.places.frozen import from_arrow
from waymark.register.places.matching import BoardMatch, Gazetteer, join_boards

TABLE = "areas"
NO_AREAS = "Not available: no numbers of children by authority were given to this study."
"""What a reader is told of a table or figure of areas that cannot be counted."""

FILES_NEEDED = (
    "The areas of the boards are not in this freeze. “waymark import population FILE” and “waymark import "
    "authorities FILE” bring them, with “waymark import lookup FILE” and “waymark import deprivation FILE”; "
    "then freeze again."
)


@dataclass(frozen=True)
class AreaCases:
    """One area. `children` are those of `year`; `cases` has a number for each set of conditions asked for."""

    area: Area
    year: int | None
    children: int | None
    cases: tuple[int, ...]


@dataclass(frozen=True)
class CasesByArea:
    """Every area by name; `unplaced` cases are in none; `notes` say which and why."""

    areas: tuple[AreaCases, ...]
    unplaced: tuple[int, ...]
    notes: tuple[str, ...]

    def total(self, number: int = 0) -> int:
        return sum(area.cases[number] for area in self.areas) + self.unplaced[number]


@dataclass(frozen=True)
class Boards:
    """The areas of a freeze, joint boards added up, and what each value of a board's variable stands for."""

    areas: tuple[Area, ...]
    matched: Mapping[Value, BoardMatch]

    def area_of(self, value: Value) -> Area | None:
        return self.matched[value].area


def boards_of(engine: Engine, variable: str) -> Boards:
    """Every board that any case of the freeze names, so that all its tables stand on the same areas."""
    values = count_cases(engine, (), (), by=[variable]).values[variable][0]
    written = {value: _written(engine, variable, value) for value in values}
    areas = join_boards(from_arrow(engine.freeze.read(TABLE)), written.values())
    gazetteer = Gazetteer(areas)
    return Boards(areas, {value: gazetteer.match(text) for value, text in written.items()})


def count_by_area(
    engine: Engine, variable: str, sets: Sequence[tuple[Conditions, Conditions]], year: int
) -> CasesByArea:
    """Cases by area for each set: a population with further conditions. The freeze has to hold `TABLE`."""
    boards = boards_of(engine, variable)
    placed: list[Counter[str]] = []
    unplaced: list[Counter[Value]] = []
    for population, conditions in sets:
        cube = count_cases(engine, population, conditions, by=[variable])
        placed.append(Counter())
        unplaced.append(Counter())
        for value, cases in _by_value(cube, variable, conditions).items():
            area = boards.area_of(value)
            if area is None:
                unplaced[-1][value] += cases
            else:
                placed[-1][area.code] += cases
    found = [_area_cases(area, year, placed) for area in boards.areas]
    return CasesByArea(
        areas=tuple(sorted(found, key=lambda each: each.area.name)),
        unplaced=tuple(sum(counter.values()) for counter in unplaced),
        notes=(*_on_boards(boards, unplaced[0]), *_on_years(found, year)),
    )


def notes_on(areas: Sequence[AreaCases]) -> dict[str, str]:
    """Each note on an area, with the names of all that it is on before it: told once below a table."""
    names: dict[str, list[str]] = {}
    for each in areas:
        for note in each.area.notes:
            names.setdefault(note, []).append(each.area.name)
    return {note: f"{', '.join(on)}: {note}" for note, on in names.items()}


def _written(engine: Engine, variable: str, value: Value) -> str:
    """What stands for the board: the code of a category where it is one of an area, else its label."""
    if value is None or value == ():
        return ""
    categories = {category.code: category.label for category in engine.pack.variables[variable].categories}
    code = str(value)
    looks_like_code = len(code) == 9 and code[1:].isdigit()
    return code if looks_like_code else categories.get(code, code)


def _by_value(cube: Cube, variable: str, conditions: Conditions) -> dict[Value, int]:
    values, places = cube.values[variable]
    within = cube.where(conditions)
    sums = np.bincount(places[within], weights=cube.counts[within], minlength=len(values))
    return {value: int(cases) for value, cases in zip(values, sums, strict=True) if cases}


def _area_cases(area: Area, year: int, placed: list[Counter[str]]) -> AreaCases:
    nearest = min(area.children, key=lambda known: (abs(known - year), known), default=None)
    children = area.children[nearest] if nearest is not None else None
    return AreaCases(area, nearest, children, tuple(counter[area.code] for counter in placed))


def _on_boards(boards: Boards, unplaced: Counter[Value]) -> list[str]:
    told = (match for match in boards.matched.values() if match.how == "likeness")
    notes = sorted(f"{match.says}." for match in told)
    if unplaced:
        said = [f"{boards.matched[value].says} ({cases})" for value, cases in unplaced.most_common(12)]
        listed = "; ".join(said)
        more = f"; and {len(unplaced) - 12} more boards" if len(unplaced) > 12 else ""
        cases = sum(unplaced.values())
        notes.append(f"{cases} {'case is' if cases == 1 else 'cases are'} in no area: {listed}{more}.")
    return notes


def _on_years(found: Sequence[AreaCases], year: int) -> list[str]:
    notes = []
    for nearest in sorted({each.year for each in found if each.year not in (None, year)}, key=str):
        names = ", ".join(each.area.name for each in found if each.year == nearest)
        notes.append(f"Children of {nearest}, the nearest year known, stand for {year}: {names}.")
    unknown = [each.area.name for each in found if each.children is None]
    if unknown:
        notes.append(f"Children are not known, so there is no rate: {', '.join(unknown)}.")
    return notes

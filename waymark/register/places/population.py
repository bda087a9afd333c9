"""Children aged 0 to 17 by local authority and year, from the mid-year estimates as published.

The file holds the nation, the regions and the authorities, each authority under the code it had that year.
Some are marked as not available (``x``); they stay unknown, never nought. Where a region's authorities are
all there, they have to add up to the region: a file that was cut short is found by that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from waymark.instruments.problems import InputProblem, Place, Problems
from waymark.register.places.sheets import POPULATION, Line, read_lines

AGES = "0 to 17"
_NOT_AVAILABLE = frozenset({"x", "c", "z", "k", "u", "low", ":", ".", "..", "-", ""})
# Statistics of London come in two halves that are no region of their own.
_PART_OF_REGION = {"Inner London": "London", "Outer London": "London"}
_ROUNDING = 5  # published figures may be rounded one by one


@dataclass(frozen=True)
class ChildPopulation:
    """`children` is None where the publisher gives none."""

    code: str
    name: str
    region: str
    year: int
    children: int | None


def read_population(path: Path) -> tuple[ChildPopulation, ...]:
    """Every authority and year of the file. Raises `Problems` with all that is wrong in it."""
    found: list[ChildPopulation] = []
    regions: dict[tuple[str, int], int] = {}
    problems: list[InputProblem] = []
    for line in read_lines(path, POPULATION):
        if AGES not in line.cells["age_group"]:
            continue
        try:
            counted = _population(line, path)
        except InputProblem as problem:
            problems.append(problem)
            continue
        level = line.cells["level"].lower()
        if level == "local authority":
            found.append(counted)
        elif level == "regional" and counted.children is not None and line.cells["region"] == counted.region:
            regions[counted.region, counted.year] = counted.children
    if not found and not problems:
        raise InputProblem(
            f"no row is of a local authority and of children aged {AGES}.", place=Place(file=path.name)
        )
    if not problems:
        problems = _unfinished(found, regions, path)
    if problems:
        raise Problems("The population file cannot be used.", problems, place=Place(file=path.name))
    return tuple(found)


def _population(line: Line, path: Path) -> ChildPopulation:
    cells = line.cells
    year, children = cells["year"][:4], cells["children"].replace(",", "")
    place = Place(file=path.name, row=line.number)
    if not year.isdigit():
        raise InputProblem(f"“{cells['year']}” is no year.", place=place)
    if not children.isdigit() and children.lower() not in _NOT_AVAILABLE:
        raise InputProblem(f"“{cells['children']}” is no number of children.", place=place)
    region = _PART_OF_REGION.get(cells["region"], cells["region"])
    number = int(children) if children.isdigit() else None
    return ChildPopulation(cells["code"], cells["name"], region, int(year), number)


def _unfinished(
    found: list[ChildPopulation], regions: dict[tuple[str, int], int], path: Path
) -> list[InputProblem]:
    sums: dict[tuple[str, int], int] = defaultdict(int)
    unknown = {(row.region, row.year) for row in found if row.children is None}
    for row in found:
        sums[row.region, row.year] += row.children or 0
    return [
        InputProblem(
            f"the authorities of {region} in {year} add up to {sums[region, year]:,} children, "
            f"the region has {total:,}: rows are missing or twice.",
            place=Place(file=path.name),
            right="Download it again.",
        )
        for (region, year), total in regions.items()
        if (region, year) not in unknown and abs(sums[region, year] - total) > _ROUNDING
    ]

"""Deprived neighbourhoods by district, from the English Indices of Deprivation in either published form.

The file of neighbourhoods (LSOAs) gives, for each district, how many it has and how many of them are among
the most deprived tenth in the country; these can be added up. The file of districts gives only the share,
which cannot: a share of one district says nothing of a county unless its neighbourhoods are counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from waymark.instruments.problems import InputProblem, Place, Problems
from waymark.register.places.sheets import DISTRICT_SHARES, NEIGHBOURHOODS, Line, read_lines, recognise

MOST_DEPRIVED_DECILE = 1


@dataclass(frozen=True)
class DistrictDeprivation:
    """`share` is from 0 to 1. The counts are None where the file gives only the share."""

    code: str
    share: float
    neighbourhoods: int | None = None
    deprived: int | None = None


def read_deprivation(path: Path) -> tuple[DistrictDeprivation, ...]:
    """The districts of either form, recognised by its columns. Raises `Problems` with all that is wrong."""
    layout = recognise(path)
    if layout is NEIGHBOURHOODS:
        return _from_neighbourhoods(path)
    if layout is DISTRICT_SHARES:
        return _from_shares(path)
    raise InputProblem(
        f"this is a {layout.called}, not a file of deprivation.",
        place=Place(file=path.name),
        right="Needed is the deprivation by neighbourhood (LSOA) or by district.",
    )


def _from_neighbourhoods(path: Path) -> tuple[DistrictDeprivation, ...]:
    counts: Counter[str] = Counter()
    deprived: Counter[str] = Counter()
    problems: list[InputProblem] = []
    rows, last_rank = 0, 0
    for line in read_lines(path, NEIGHBOURHOODS):
        try:
            decile, rank = int(_number(line, "decile", path)), int(_number(line, "rank", path))
        except InputProblem as problem:
            problems.append(problem)
            continue
        rows, last_rank = rows + 1, max(last_rank, rank)
        counts[line.cells["district"]] += 1
        deprived[line.cells["district"]] += decile == MOST_DEPRIVED_DECILE
    if not problems and last_rank != rows:
        problems.append(
            InputProblem(
                f"the ranks go up to {last_rank:,} but there are {rows:,} neighbourhoods; it is not whole.",
                right="Download it again.",
            )
        )
    if problems:
        raise Problems("The deprivation file cannot be used.", problems, place=Place(file=path.name))
    return tuple(
        DistrictDeprivation(code, deprived[code] / number, number, deprived[code])
        for code, number in counts.items()
    )


def _from_shares(path: Path) -> tuple[DistrictDeprivation, ...]:
    found: list[DistrictDeprivation] = []
    problems: list[InputProblem] = []
    for line in read_lines(path, DISTRICT_SHARES):
        try:
            share = _number(line, "share", path)
        except InputProblem as problem:
            problems.append(problem)
            continue
        if not 0 <= share <= 1:
            place = Place(file=path.name, row=line.number)
            problems.append(InputProblem(f"“{line.cells['share']}” is no share from 0 to 1.", place=place))
        found.append(DistrictDeprivation(line.cells["district"], share))
    if problems:
        raise Problems("The deprivation file cannot be used.", problems, place=Place(file=path.name))
    return tuple(found)


def _number(line: Line, column: str, path: Path) -> float:
    try:
        return float(line.cells[column].replace(",", ""))
    except ValueError:
        place = Place(file=path.name, row=line.number)
        raise InputProblem(f"“{line.cells[column]}” is no number.", place=place) from None

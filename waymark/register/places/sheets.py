"""A downloaded CSV file, recognised by its columns and read row by row.

Publishers rename columns from year to year (``LTLA23CD``, ``lad13_code``, ``Local Authority District code
(2013)``), so a column is found by a pattern over its folded name. A file that lacks one, is empty, or was
cut in the middle of a row gets one paragraph.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from waymark.instruments.problems import InputProblem, Place

PlaceFile = Literal["population", "deprivation", "authorities", "lookup"]


@dataclass(frozen=True)
class Layout:
    """One layout of one kind of file: the columns it has to have, as patterns over folded names."""

    kind: PlaceFile
    called: str
    columns: Mapping[str, str]


POPULATION = Layout(
    "population",
    "children by local authority and year",
    {
        "year": r"timeperiod|year",
        "level": r"geographiclevel",
        "region": r"regionname",
        "code": r"newlacode|lacode|lad\d\dcd",
        "name": r"laname|lad\d\dnm",
        "age_group": r"agegroup",
        "children": r"populationestimate|population",
    },
)
NEIGHBOURHOODS = Layout(
    "deprivation",
    "deprivation by neighbourhood (LSOA)",
    {
        "neighbourhood": r"lsoa(\d\d)?(code|cd)(2011|2021)?",
        "district": r"lad\d\d(code|cd)|localauthoritydistrictcode\d*",
        "name": r"lad\d\d(name|nm)|localauthoritydistrictname\d*",
        "rank": r"imdrank|indexofmultipledeprivationimdrank.*",
        "decile": r"imddecile|indexofmultipledeprivationimddecile.*",
    },
)
DISTRICT_SHARES = Layout(
    "deprivation",
    "share of deprived neighbourhoods by district",
    {"district": r"(ltla|lad)\d\d(code|cd)", "share": r"proportion"},
)
AUTHORITIES = Layout(
    "authorities",
    "register of local authorities",
    {
        "key": r"localauthoritycode",
        "official_name": r"officialname",
        "name": r"nicename",
        "code": r"gsscode",
        "start": r"startdate",
        "end": r"enddate",
        "replaced_by": r"replacedby",
        "region": r"region",
        "county": r"countyla",
        "tier": r"powers",
        "other_names": r"altnames",
        "former_codes": r"formergsscodes",
    },
)
LOOKUP = Layout(
    "lookup",
    "lookup from lower to upper tier",
    {"lower": r"ltla\d\dcd", "upper": r"utla\d\dcd", "upper_name": r"utla\d\dnm"},
)
LAYOUTS = (POPULATION, NEIGHBOURHOODS, DISTRICT_SHARES, AUTHORITIES, LOOKUP)


@dataclass(frozen=True)
class Line:
    """One row: its number as a person counts and its cells by the layout's own names."""

    number: int
    cells: Mapping[str, str]


def recognise(path: Path) -> Layout:
    """The layout whose columns the file has. Raises `InputProblem` where it has none's."""
    header = _header(path)
    for layout in LAYOUTS:
        if not _missing(layout, header):
            return layout
    nearest = min(LAYOUTS, key=lambda layout: len(_missing(layout, header)) / len(layout.columns))
    raise InputProblem(
        f"the columns are none of those that are read. Nearest is the {nearest.called}, "
        f"which also needs a column for: {', '.join(_missing(nearest, header))}.",
        place=Place(file=path.name, row=1),
        right="Read are: " + "; ".join(layout.called for layout in LAYOUTS) + ".",
    )


def read_lines(path: Path, layout: Layout) -> Iterator[Line]:
    """The rows of the file, streamed. Raises `InputProblem` on another layout or on a row that was cut."""
    header = _header(path)
    missing = _missing(layout, header)
    if missing:
        raise InputProblem(
            f"this is not a {layout.called}: there is no column for {', '.join(missing)}.",
            place=Place(file=path.name, row=1),
        )
    at = {name: _find(pattern, header) for name, pattern in layout.columns.items()}
    with path.open(encoding=_encoding(path), newline="") as file:
        reader = csv.reader(file)
        next(reader)
        seen = False
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) < len(header):
                raise InputProblem(
                    f"the row has {len(cells)} of {len(header)} columns; the file seems to have been cut.",
                    place=Place(file=path.name, row=reader.line_num),
                    right="Download it again.",
                )
            seen = True
            yield Line(reader.line_num, {name: cells[column].strip() for name, column in at.items()})
    if not seen:
        raise InputProblem("the file has a heading and no rows.", place=Place(file=path.name))


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding=_encoding(path), newline="") as file:
            return [_folded(name) for name in next(csv.reader(file), [])]
    except FileNotFoundError:
        raise InputProblem("there is no such file.", place=Place(file=str(path))) from None
    except (csv.Error, UnicodeDecodeError) as error:
        right = "Download it again, as CSV."
        raise InputProblem("this is not a CSV file.", place=Place(file=path.name), right=right) from error


def _encoding(path: Path) -> str:
    """UTF-8 with or without its mark; else the Windows code page that office programs write."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for _ in iter(lambda: file.read(1 << 20), ""):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _find(pattern: str, header: list[str]) -> int:
    return next((n for n, name in enumerate(header) if re.fullmatch(pattern, name)), -1)


def _missing(layout: Layout, header: list[str]) -> list[str]:
    return [name.replace("_", " ") for name, pattern in layout.columns.items() if _find(pattern, header) < 0]

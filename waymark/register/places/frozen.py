"""Areas as the Arrow table ``areas`` of a freeze, and back.

One row for each area and year; what does not depend on the year is repeated. An area of which no year is
known has one row without a year.

    area                     code of the authority, or several joined by “+” for a joint board
    name, region
    year, children           children aged 0 to 17 at the middle of the year
    neighbourhoods           how many it has (LSOAs); empty where only the share is known
    deprived_neighbourhoods  how many of them are in the most deprived tenth of the country
    deprived_share           the same as a share from 0 to 1
    also_known_as            other names and codes that boards may be written by
    notes                    what is uncertain about the area
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from waymark.register.places.areas import Area

SCHEMA = pa.schema(
    [
        ("area", pa.string()),
        ("name", pa.string()),
        ("region", pa.string()),
        ("year", pa.int32()),
        ("children", pa.int64()),
        ("neighbourhoods", pa.int32()),
        ("deprived_neighbourhoods", pa.int32()),
        ("deprived_share", pa.float64()),
        ("also_known_as", pa.list_(pa.string())),
        ("notes", pa.list_(pa.string())),
    ]
)


def to_arrow(areas: Sequence[Area]) -> pa.Table:
    rows = [
        {
            "area": area.code,
            "name": area.name,
            "region": area.region,
            "year": year,
            "children": children,
            "neighbourhoods": area.neighbourhoods,
            "deprived_neighbourhoods": area.deprived_neighbourhoods,
            "deprived_share": area.deprived_share,
            "also_known_as": list(area.also_known_as),
            "notes": list(area.notes),
        }
        for area in areas
        for year, children in (area.children.items() or [(None, None)])
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def from_arrow(table: pa.Table) -> tuple[Area, ...]:
    """The areas of a freeze, in the order in which they were frozen."""
    children: dict[str, dict[int, int]] = {}
    first: dict[str, dict[str, Any]] = {}
    for row in table.to_pylist():
        first.setdefault(row["area"], row)
        years = children.setdefault(row["area"], {})
        if row["year"] is not None:
            years[row["year"]] = row["children"]
    return tuple(
        Area(
            code=code,
            name=row["name"],
            region=row["region"],
            children=MappingProxyType(children[code]),
            neighbourhoods=row["neighbourhoods"],
            deprived_neighbourhoods=row["deprived_neighbourhoods"],
            deprived_share=row["deprived_share"],
            also_known_as=tuple(row["also_known_as"]),
            notes=tuple(row["notes"]),
        )
        for code, row in first.items()
    )

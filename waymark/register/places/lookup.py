"""The official lookup from a lower-tier district to the upper-tier authority answering for its children."""

from __future__ import annotations

from pathlib import Path

from waymark.instruments.problems import InputProblem, Place
from waymark.register.places.sheets import LOOKUP, read_lines


def read_lookup(path: Path) -> dict[str, str]:
    """Upper-tier code by lower-tier code; an authority with one tier leads to itself."""
    upper: dict[str, str] = {}
    for line in read_lines(path, LOOKUP):
        lower, above = line.cells["lower"], line.cells["upper"]
        if upper.setdefault(lower, above) != above:
            raise InputProblem(
                f"the district {lower} leads to {upper[lower]} and to {above}.",
                place=Place(file=path.name, row=line.number),
            )
    return upper

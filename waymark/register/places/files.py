"""From the files that a user gave to the areas of a study, or one paragraph on what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from waymark.instruments.problems import CallProblem, InputProblem, Place
from waymark.register.places.areas import Area, build_areas
from waymark.register.places.authorities import read_authorities
from waymark.register.places.deprivation import read_deprivation
from waymark.register.places.lookup import read_lookup
from waymark.register.places.population import read_population
from waymark.register.places.sheets import PlaceFile, recognise

REQUIRED: tuple[PlaceFile, ...] = ("authorities", "population")


def require_kind(path: Path, kind: PlaceFile) -> None:
    """Raises `InputProblem` where the file is of another kind than it was given for."""
    layout = recognise(path)
    if layout.kind != kind:
        raise InputProblem(
            f"this is a {layout.called}.",
            place=Place(file=path.name),
            right=f"It is taken in with “waymark import {layout.kind}”.",
        )


def check_file(path: Path, kind: PlaceFile) -> int:
    """Read the file whole and say how many entries it has. Raises with everything that is wrong in it."""
    require_kind(path, kind)
    if kind == "population":
        return len(read_population(path))
    if kind == "deprivation":
        return len(read_deprivation(path))
    if kind == "lookup":
        return len(read_lookup(path))
    return len(read_authorities(path).by_key)


def areas_from_files(files: Mapping[PlaceFile, Path], on: date) -> tuple[Area, ...]:
    """The areas as on the day `on`, the last of the study's window.

    `authorities` and `population` have to be there; without `lookup` the register's own counties are trusted,
    without `deprivation` shares stay unknown.
    """
    missing = [kind for kind in REQUIRED if kind not in files]
    if missing:
        commands = " and ".join(f"“waymark import {kind} FILE”" for kind in missing)
        raise CallProblem("the areas cannot be made yet.", right=f"They also need {commands}.")
    lookup = read_lookup(files["lookup"]) if "lookup" in files else None
    deprivation = read_deprivation(files["deprivation"]) if "deprivation" in files else ()
    register = read_authorities(files["authorities"], lookup)
    return build_areas(register, read_population(files["population"]), deprivation, on=on)

"""The areas of the boards in a study's window, with their children and their deprived neighbourhoods.

An area is an upper-tier authority as it was on the last day of the window. Files of other years are brought
to it by the land they cover: districts are added up, authorities split since are added together. Where the
files cannot give an old area at all (merged with others, and its own numbers withdrawn), the authority that
followed it stands in its place, and its notes say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from waymark.instruments.problems import InputProblem
from waymark.register.places.authorities import Authority, Register
from waymark.register.places.deprivation import DistrictDeprivation
from waymark.register.places.population import ChildPopulation

Plots = frozenset[str]


@dataclass(frozen=True)
class Area:
    """`children` by year, only years that are known. `also_known_as`: other names and codes, past and later.

    `deprived_share` is from 0 to 1: the share of its neighbourhoods in the most deprived tenth of the
    country. It can be known without the counts, where the file of a district gives only the share.
    """

    code: str
    name: str
    region: str
    children: Mapping[int, int]
    neighbourhoods: int | None = None
    deprived_neighbourhoods: int | None = None
    deprived_share: float | None = None
    also_known_as: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Land:
    """An area before anything is known of it: the authority, what it covers, whom it stands for."""

    authority: Authority
    plots: Plots
    stands_for: tuple[Authority, ...]


def build_areas(
    register: Register,
    populations: Sequence[ChildPopulation],
    deprivation: Sequence[DistrictDeprivation] = (),
    *,
    on: date,
) -> tuple[Area, ...]:
    """The areas as on the day `on`, by name. Raises `InputProblem` where a file speaks of unknown codes."""
    _refuse_strangers(register, [*(p.code for p in populations), *(d.code for d in deprivation)])
    counted = [(register.plots(register.by_code[p.code]), p) for p in populations if p.children is not None]
    names = {p.code: p.name for p in reversed(populations)}
    regions = {p.code: p.region for p in populations}
    lands = _lands(register, counted, {p.code for p in populations}, on)
    areas = []
    for land in lands:
        children = _children(land.plots, counted)
        measured = [(register.plots(register.by_code[d.code]), d) for d in deprivation]
        deprived = _deprivation(land.plots, measured)
        codes = (land.authority.code, *land.authority.former_codes)
        areas.append(
            Area(
                code=land.authority.code,
                name=next((names[code] for code in codes if code in names), land.authority.name),
                region=next((regions[code] for code in codes if code in regions), land.authority.region),
                children=MappingProxyType(children),
                neighbourhoods=deprived.neighbourhoods if deprived else None,
                deprived_neighbourhoods=deprived.deprived if deprived else None,
                deprived_share=deprived.share if deprived else None,
                also_known_as=_known_as(register, land),
                notes=_notes(register, land, on, bool(deprivation), deprived),
            )
        )
    return tuple(sorted(areas, key=lambda area: area.name))


def _refuse_strangers(register: Register, codes: Iterable[str]) -> None:
    strangers = sorted({code for code in codes if code not in register.by_code})
    if strangers:
        listed = ", ".join(strangers[:8]) + (" …" if len(strangers) > 8 else "")
        raise InputProblem(
            f"the register of authorities does not know {len(strangers)} codes of the other files: {listed}.",
            right="Give a register that is whole and not older than they are.",
        )


def _lands(
    register: Register, counted: list[tuple[Plots, ChildPopulation]], spoken_of: set[str], on: date
) -> list[_Land]:
    """The upper-tier authorities that the population file speaks of; successors of those it cannot give."""
    spoken: Plots = frozenset[str]().union(*(register.plots(register.by_code[code]) for code in spoken_of))
    kept: list[_Land] = []
    lost: dict[str, list[Authority]] = defaultdict(list)
    for authority in register.upper_tier_on(on):
        plots = register.plots(authority)
        if not plots & spoken:
            continue
        if _children(plots, counted):
            kept.append(_Land(authority, plots, (authority,)))
        for key in () if _children(plots, counted) else _successors(register, plots, counted):
            lost[key].append(authority)
    for key, followed in lost.items():
        successor = register.by_key[key]
        kept.append(_Land(successor, register.plots(successor), tuple(followed)))
    return kept


def _successors(register: Register, plots: Plots, counted: list[tuple[Plots, ChildPopulation]]) -> list[str]:
    keys = {register.by_code[row.code].key for land, row in counted if land & plots}
    return sorted(keys)


def _children(plots: Plots, counted: list[tuple[Plots, ChildPopulation]]) -> dict[int, int]:
    by_year: dict[int, list[tuple[Plots, int]]] = defaultdict(list)
    for land, row in counted:
        if land <= plots and row.children is not None:
            by_year[row.year].append((land, row.children))
    sums = {year: _added_up(plots, parts) for year, parts in sorted(by_year.items())}
    return {year: number for year, number in sums.items() if number is not None}


def _added_up(plots: Plots, parts: list[tuple[Plots, int]]) -> int | None:
    """The sum over parts that cover the plots exactly once, the largest first; None where they do not."""
    covered: set[str] = set()
    total = 0
    for land, number in sorted(parts, key=lambda part: -len(part[0])):
        if not land & covered:
            covered |= land
            total += number
    return total if covered == plots else None


def _deprivation(
    plots: Plots, measured: list[tuple[Plots, DistrictDeprivation]]
) -> DistrictDeprivation | None:
    inside = [(land, district) for land, district in measured if land <= plots]
    if len(inside) == 1 and inside[0][0] == plots:
        return inside[0][1]
    whole = _added_up(plots, [(land, d.neighbourhoods) for land, d in inside if d.neighbourhoods is not None])
    deprived = _added_up(plots, [(land, d.deprived) for land, d in inside if d.deprived is not None])
    if not whole or deprived is None:
        return None
    return DistrictDeprivation("", deprived / whole, whole, deprived)


def _known_as(register: Register, land: _Land) -> tuple[str, ...]:
    """Names and codes of the upper-tier authorities that are this area, are part of it, or led to it."""
    known: dict[str, None] = {}
    for authority in register.by_key.values():
        if authority.tier == "lower":
            continue
        led_here = authority in land.stands_for and authority.replaced_by in ((), (land.authority.key,))
        if led_here or register.plots(authority) <= land.plots:
            known |= dict.fromkeys((authority.code, *authority.former_codes, *authority.names))
    return tuple(name for name in known if name)


def _notes(
    register: Register,
    land: _Land,
    on: date,
    deprivation_given: bool,
    deprived: DistrictDeprivation | None,
) -> tuple[str, ...]:
    notes = [register.doubts[key] for key in sorted(land.plots) if key in register.doubts]
    if land.authority not in land.stands_for:
        wholly = [a.name for a in land.stands_for if register.plots(a) <= land.plots]
        partly = [f"part of {a.name}" for a in land.stands_for if not register.plots(a) <= land.plots]
        since = f" It dates from {_said(land.authority.start)}." if land.authority.start else ""
        notes.append(
            f"stands in the place of {_and([*wholly, *partly])}, of which the files give no children as on "
            f"{_said(on)}.{since}"
        )
    if deprivation_given and deprived is None:
        notes.append(
            "the share of deprived neighbourhoods is not known, because there are several districts, each "
            "with its share only, and shares cannot be added up; the file of neighbourhoods (LSOAs) gives it."
        )
    return tuple(notes)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]

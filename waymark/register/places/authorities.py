"""The register of local authorities: codes past and present, dates, what replaced them, what land they cover.

Authorities are merged, split and re-coded. What stays is the land: every authority covers a set of *plots*,
the smallest authorities that the register knows of. Two authorities of different years are the same area
where they cover the same plots; an old area can be rebuilt from later ones where plots add up exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from waymark.instruments.problems import InputProblem, Place, Problems
from waymark.register.places.sheets import AUTHORITIES, Line, read_lines

Tier = Literal["lower", "upper", "unitary"]


@dataclass(frozen=True)
class Authority:
    """One authority. `key` is the register's own code; `county` and `replaced_by` are such keys.

    `start` and `end` are None where the register knows no date: it was there before, or still is.
    """

    key: str
    code: str
    name: str
    names: tuple[str, ...]
    former_codes: tuple[str, ...]
    region: str
    tier: Tier
    county: str = ""
    start: date | None = None
    end: date | None = None
    replaced_by: tuple[str, ...] = ()

    def exists_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Register:
    """All authorities by key, in the register's order. `doubts` says where its sources disagree."""

    by_key: Mapping[str, Authority]
    doubts: Mapping[str, str]

    @cached_property
    def by_code(self) -> Mapping[str, Authority]:
        """By present and former GSS code; a present code wins over another's former one."""
        found = {code: a for a in self.by_key.values() for code in a.former_codes}
        return found | {a.code: a for a in self.by_key.values() if a.code}

    def upper_tier_on(self, day: date) -> tuple[Authority, ...]:
        """The authorities that answered for children's services on the day: counties and unitary ones."""
        return tuple(a for a in self.by_key.values() if a.tier != "lower" and a.exists_on(day))

    def plots(self, authority: Authority) -> frozenset[str]:
        return self._plots[authority.key]

    @cached_property
    def _plots(self) -> Mapping[str, frozenset[str]]:
        districts: dict[str, list[Authority]] = {}
        before: dict[str, list[Authority]] = {}
        for authority in self.by_key.values():
            if authority.county:
                districts.setdefault(authority.county, []).append(authority)
            for key in authority.replaced_by:
                before.setdefault(key, []).append(authority)
        found: dict[str, frozenset[str]] = {}

        def cover(authority: Authority, above: tuple[str, ...] = ()) -> frozenset[str]:
            key = authority.key
            if key in found:
                return found[key]
            if key in above:
                raise InputProblem(f"the authority {authority.name} replaces itself in the end.")
            if key in districts:
                parts: Iterable[Authority] = districts[key]
            elif len(authority.replaced_by) > 1:  # split, no districts known: its successors are its parts
                parts = [self.by_key[new] for new in authority.replaced_by]
            else:
                older = before.get(key, [])
                parts = [a for a in older if a.key not in districts and len(a.replaced_by) == 1]
            inside = [cover(part, (*above, key)) for part in parts]
            found[key] = frozenset[str]().union(*inside) or frozenset({key})
            return found[key]

        for authority in self.by_key.values():
            cover(authority)
        return found


def read_authorities(path: Path, lookup: Mapping[str, str] | None = None) -> Register:
    """The register, its counties checked against the lookup from lower to upper tier where that is given."""
    authorities: dict[str, Authority] = {}
    problems: list[InputProblem] = []
    for line in read_lines(path, AUTHORITIES):
        if line.cells["tier"] == "combined":  # strategic bodies over several authorities
            continue
        try:
            authority = _authority(line, path)
        except InputProblem as problem:
            problems.append(problem)
            continue
        authorities[authority.key] = authority
    for authority in authorities.values():
        for key in (*authority.replaced_by, *filter(None, [authority.county])):
            if key not in authorities:
                what = f"{authority.name} leads to “{key}”, which the file does not hold; it is not whole."
                problems.append(InputProblem(what, right="Download it again."))
    if problems:
        raise Problems("The register of authorities cannot be used.", problems, place=Place(file=path.name))
    return _with_checked_counties(Register(authorities, {}), lookup or {})


def _with_checked_counties(register: Register, lookup: Mapping[str, str]) -> Register:
    """A district's county taken from where its successor lies, by the lookup or else by the register itself.

    Both are of a later day: they only correct where the county they name was there already while the
    district was, not where a reform made a new authority.
    """
    above = {key: lookup[a.code] for key, a in register.by_key.items() if a.code in lookup}
    corrected: dict[str, Authority] = dict(register.by_key)
    doubts: dict[str, str] = {}
    for key, district in register.by_key.items():
        if not district.county:
            continue
        last, stated = _last(register, district), register.by_key[district.county]
        county = register.by_code.get(above.get(last.key, ""), register.by_key.get(last.county))
        if county is None or county.key == stated.key or county.tier != "upper":
            continue
        if county.start is None or (district.end is not None and county.start < district.end):
            corrected[key] = replace(district, county=county.key)
            doubts[key] = (
                f"the register of authorities puts {district.name} in {stated.name}, "
                f"what followed it lies in {county.name}; the latter was taken."
            )
    return Register(corrected, doubts) if doubts else register


def _last(register: Register, authority: Authority) -> Authority:
    """What became of it in the end, as long as one authority followed one."""
    seen = {authority.key}
    while len(authority.replaced_by) == 1 and authority.replaced_by[0] not in seen:
        authority = register.by_key[authority.replaced_by[0]]
        seen.add(authority.key)
    return authority


def _authority(line: Line, path: Path) -> Authority:
    cells = line.cells
    place = Place(file=path.name, row=line.number)
    tier: Tier = "unitary"
    if cells["county"]:
        tier = "lower"
    elif cells["tier"].startswith("upper"):
        tier = "upper"
    names = dict.fromkeys([cells["name"], cells["official_name"], cells["other_names"]])
    pieces = cells["other_names"].split(",")
    return Authority(
        key=cells["key"],
        code=cells["code"],
        name=cells["name"],
        names=tuple(name for name in (*names, *(p.strip() for p in pieces)) if name),
        former_codes=_listed(cells["former_codes"]),
        region=cells["region"],
        tier=tier,
        county=cells["county"],
        start=_day(cells["start"], place),
        end=_day(cells["end"], place),
        replaced_by=_listed(cells["replaced_by"]),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())


def _day(text: str, place: Place) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise InputProblem(f"“{text}” is no date.", place=place, right="Dates are like 2019-04-01.") from None

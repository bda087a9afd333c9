"""Which area a board is, as people write its name: by code, by any of its names, shortened, or by likeness.

“N E Lincs”, “Bath/NE Somerset” and “Herefordshire LSCB” are found; a name that fits two areas is not guessed.
A board that several authorities keep together is told as such, and `join_boards` adds its areas up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from rapidfuzz import fuzz, process

from waymark.register.cleaning.wording import fold, says_nothing
from waymark.register.places.areas import Area

How = Literal["code", "name", "shortened", "likeness", "joint", "none"]

_DIRECTIONS = {
    "n": "north", "e": "east", "s": "south", "w": "west", "ne": "north east", "nw": "north west",
    "se": "south east", "sw": "south west", "nth": "north", "sth": "south",
}  # fmt: skip
_COUNTIES = {
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire",
    "ches": "cheshire", "derbys": "derbyshire", "glos": "gloucestershire", "hants": "hampshire",
    "herts": "hertfordshire", "lancs": "lancashire", "leics": "leicestershire", "lincs": "lincolnshire",
    "northants": "northamptonshire", "notts": "nottinghamshire", "oxon": "oxfordshire",
    "staffs": "staffordshire", "warks": "warwickshire", "wilts": "wiltshire", "worcs": "worcestershire",
    "yorks": "yorkshire",
}  # fmt: skip
_WRITTEN_OUT = {**_DIRECTIONS, **_COUNTIES}
_OFFICE = frozenset(
    fold(
        "and the of upon on city county borough district metropolitan royal london council unitary authority "
        "ua mbc lb rb local safeguarding child children childrens board partnership lscb scb lscp"
    ).split()
)
_TELLS_NOTHING_ALONE = frozenset({*" ".join(_DIRECTIONS.values()).split(), "central", "isle", "isles"})
_BOARD_WORDS = {"city": "city of london", "scilly": "isles of scilly"}  # in the names of joint boards
_BETWEEN = re.compile(r"\s*(?:,|/|\+|&|\band\b|\bwith\b)\s*", re.IGNORECASE)
LIKENESS = 90.0
_CLEARLY_AHEAD = 4.0


@dataclass(frozen=True)
class BoardMatch:
    """`areas` are several for a joint board and none where nothing fits; `says` tells why, for a person."""

    written: str
    areas: tuple[Area, ...]
    how: How
    says: str = ""

    @property
    def area(self) -> Area | None:
        return self.areas[0] if len(self.areas) == 1 else None


@dataclass(frozen=True)
class Gazetteer:
    """Areas, ready to be looked up by what people write."""

    areas: tuple[Area, ...]

    def match(self, written: str) -> BoardMatch:
        if says_nothing(written):
            return BoardMatch(written, (), "none", "no board is named")
        code = self._by_code.get(written.strip().upper())
        if code:
            return BoardMatch(written, (code,), "code")
        sure = self._joint(written) or self._named(written) or self._shortened(written)
        return sure or self._alike(written)

    def _named(self, written: str) -> BoardMatch | None:
        found = self._by_name.get(_key(written), ())
        return _one_of(written, found, "name") if found else None

    def _joint(self, written: str) -> BoardMatch | None:
        if fold(written) in self._in_full:
            return None
        parts = [part for part in _BETWEEN.split(written) if part.strip()]
        found = self._several(parts) if len(parts) > 1 else []
        if len(found) < 2:
            return BoardMatch(written, tuple(found), "name") if found else None
        names = ", ".join(area.name for area in found)
        return BoardMatch(written, tuple(found), "joint", f"“{written}” is a joint board: {names}")

    def _several(self, parts: list[str]) -> list[Area]:
        """The areas that the parts name in turn, the longest names first; none where a part is left over."""
        for taken in range(len(parts), 0, -1):
            name = " and ".join(parts[:taken])
            if taken > 1 and fold(name) not in self._in_full:
                continue
            name = _BOARD_WORDS.get(fold(name), name)
            match = self._named(name) or self._shortened(name)
            if match is None or match.area is None:
                continue
            rest = self._several(parts[taken:])
            if rest or taken == len(parts):
                return [match.area, *(area for area in rest if area.code != match.area.code)]
        return []

    def _shortened(self, written: str) -> BoardMatch | None:
        words = _key(written).split()
        if set(words) <= _TELLS_NOTHING_ALONE:
            return None
        found = {
            area.code: area
            for name, areas in self._by_name.items()
            if name.split()[: len(words)] == words
            for area in areas
        }
        return _one_of(written, tuple(found.values()), "shortened") if found else None

    def _alike(self, written: str) -> BoardMatch:
        names = list(self._by_name)
        near = process.extract(_key(written), names, scorer=fuzz.ratio, limit=6, score_cutoff=LIKENESS)
        best: dict[str, tuple[float, Area]] = {}
        for name, score, _ in near:
            for area in self._by_name[name]:
                best.setdefault(area.code, (score, area))
        ranked = sorted(best.values(), key=lambda pair: -pair[0])
        if ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _CLEARLY_AHEAD):
            area = ranked[0][1]
            says = f"“{written}” was read as {area.name}, by likeness"
            return BoardMatch(written, (area,), "likeness", says)
        return BoardMatch(written, (), "none", f"“{written}” is no area of the files given")

    @cached_property
    def _by_code(self) -> Mapping[str, Area]:
        found = {name.upper(): area for area in self.areas for name in area.also_known_as if _is_code(name)}
        return found | {area.code.upper(): area for area in self.areas}

    @cached_property
    def _in_full(self) -> frozenset[str]:
        return frozenset(fold(name) for area in self.areas for name in (area.name, *area.also_known_as))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Area, ...]]:
        names: dict[str, dict[str, Area]] = defaultdict(dict)
        for area in self.areas:
            names[_key(area.name)][area.code] = area
        own = set(names)
        for area in self.areas:
            for name in area.also_known_as:
                key = _key(name)
                if key and key not in own and not _is_code(name):
                    names[key][area.code] = area
        return {key: tuple(found.values()) for key, found in names.items()}


def match_area(name_or_code: str, areas: Sequence[Area]) -> Area | None:
    """The one area that is meant, or None. For many names make a `Gazetteer` once."""
    return Gazetteer(tuple(areas)).match(name_or_code).area


def join_boards(areas: Sequence[Area], boards: Iterable[str]) -> tuple[Area, ...]:
    """The areas with those added up that any of the boards keeps together, in the old order."""
    gazetteer = Gazetteer(tuple(areas))
    joined = {area.code: area for area in areas}
    for match in (gazetteer.match(board) for board in boards):
        if match.how != "joint":
            continue
        parts = {joined[area.code].code: joined[area.code] for area in match.areas}
        if len(parts) > 1:
            whole = _added(tuple(parts.values()))
            joined = {code: whole if area.code in parts else area for code, area in joined.items()}
    return tuple({area.code: area for area in joined.values()}.values())


def _added(parts: tuple[Area, ...]) -> Area:
    years = set.intersection(*(set(part.children) for part in parts))
    counts = [(part.neighbourhoods, part.deprived_neighbourhoods) for part in parts]
    known = [(whole, deprived) for whole, deprived in counts if whole is not None and deprived is not None]
    children = {year: sum(part.children[year] for part in parts) for year in sorted(years)}
    whole = sum(pair[0] for pair in known) if len(known) == len(parts) else None
    deprived = sum(pair[1] for pair in known) if len(known) == len(parts) else None
    names = tuple(part.name for part in parts)
    return Area(
        code="+".join(part.code for part in parts),
        name=" and ".join(names),
        region=parts[0].region,
        children=MappingProxyType(children),
        neighbourhoods=whole,
        deprived_neighbourhoods=deprived,
        deprived_share=deprived / whole if whole and deprived is not None else None,
        also_known_as=tuple(name for part in parts for name in (part.code, part.name, *part.also_known_as)),
        notes=(*(note for part in parts for note in part.notes), "one board served them together."),
    )


def _one_of(written: str, found: tuple[Area, ...], how: How) -> BoardMatch:
    if len(found) == 1:
        return BoardMatch(written, found, how)
    listed = " or ".join(area.name for area in found[:4])
    return BoardMatch(written, (), "none", f"“{written}” may be {listed}")


def _key(name: str) -> str:
    """The words that tell the place, directions and counties written out; all words where none is left."""
    spaced = re.sub(r"[.,/&+()-]", " ", name)
    words = " ".join(_WRITTEN_OUT.get(word, word) for word in fold(spaced).split()).split()
    return " ".join(word for word in words if word not in _OFFICE) or " ".join(words)


def _is_code(name: str) -> bool:
    return re.fullmatch(r"[A-Z]\d{8}", name) is not None

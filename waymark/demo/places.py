"""Fictitious authorities in the nine real regions, and which of them hold which cases.

In: `places.toml` and cases with their region. Out: an authority for each case, so that as many authorities
as are said hold a review, at least one of them the most, and no two unrelated rows share authority and day.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from waymark.instruments.problems import InputProblem, Place


class RegionOfPlaces(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    code: str
    with_reviews: int
    boards: tuple[str, ...]


class Places(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`variable`: of the region. `most`: the most reviews that any authority holds."""

    variable: str
    most: int
    region: tuple[RegionOfPlaces, ...]

    @property
    def boards(self) -> tuple[tuple[str, str], ...]:
        """Every authority with the code of its region."""
        return tuple((board, region.code) for region in self.region for board in region.boards)


def boards_for(regions: Sequence[str], places: Places, chance: random.Random) -> list[str]:
    """An authority for each case, given the region of each."""
    cases_in: dict[str, list[int]] = defaultdict(list)
    for index, code in enumerate(regions):
        cases_in[code].append(index)
    fullest = max(places.region, key=lambda region: len(cases_in[region.code]) / region.with_reviews)
    chosen = [""] * len(regions)
    for region in places.region:
        holders = chance.sample(region.boards, region.with_reviews)
        numbers = _shares(len(cases_in[region.code]), len(holders), places.most, chance, region is fullest)
        named = [board for board, number in zip(holders, numbers, strict=True) for _ in range(number)]
        chance.shuffle(named)
        for index, board in zip(cases_in[region.code], named, strict=True):
            chosen[index] = board
    return chosen


def _shares(cases: int, holders: int, most: int, chance: random.Random, one_is_full: bool) -> list[int]:
    """One case at least for every holder, the rest by unequal chances, none above the most."""
    numbers = [1] * holders
    if one_is_full:
        numbers[0] = most
    if not sum(numbers) <= cases <= holders * most:
        what = f"{cases} cases cannot be shared among {holders} authorities with 1 to {most} each."
        raise InputProblem(what, place=Place(file="places.toml"))
    pull = [chance.random() ** 2 + 0.1 for _ in numbers]
    while sum(numbers) < cases:
        holder = chance.choices(range(holders), pull)[0]
        if numbers[holder] < most:
            numbers[holder] += 1
    return numbers


@dataclass
class Diary:
    """Which days are taken for which authority, so that unrelated incidents never fall together."""

    taken: set[tuple[str, date]] = field(default_factory=set)

    def free_day(self, board: str, first: date, last: date, chance: random.Random) -> date:
        """A day from `first` to `last` on which the authority has no incident yet; it is then taken."""
        while True:
            day = first + timedelta(days=chance.randint(0, (last - first).days))
            if (board, day) not in self.taken:
                self.taken.add((board, day))
                return day

"""Drawing a sample that matches the full set on the variables asked for.

In: the frame and the plan. Out: the same sample every time, on every machine and whatever the order of the cases. The
required cases are in; the rest are the first of all others in an order made by a hash of seed, start and case. Then
one case is exchanged for another as long as that brings the sample nearer. Cases alike on every variable are one
profile, and the hash decides which of them come in. The nearest of several starts is kept; the search ends early
with a sample that no other can beat.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from waymark.reading.sampling.closeness import Coded, Whole, coded, distance
from waymark.reading.sampling.frames import SamplePlan, SamplingFrame, check
from waymark.reading.sampling.samples import Found, Sample, made

STARTS = 20


@dataclass(frozen=True)
class Profiles:
    """Cases alike on every variable: the categories of each profile, and the profile of each case."""

    codes: Whole
    of_case: Whole


@dataclass
class Search:
    """One start on its way: how many of each profile are in and could still come, and the gaps left."""

    inside: Whole
    outside: Whole
    gaps: Whole
    exchanges: int = 0


def draw(frame: SamplingFrame, plan: SamplePlan) -> Sample:
    """Raises `CallProblem` where the plan cannot be carried out."""
    check(frame, plan)
    numbers = coded(frame, plan)
    profiles = _profiles(numbers)
    best: tuple[int, Search, Whole, int] | None = None
    for start in range(1, STARTS + 1):
        order = _shuffled(frame, numbers, plan.seed, start)
        search = _started(numbers, profiles, order)
        _descend(search, profiles, numbers.population)
        reached = distance(search.gaps)
        if best is None or reached < best[0]:
            best = reached, search, order, start
        if reached == numbers.least:
            break
    assert best is not None
    _, search, order, number = best
    chosen = [*np.flatnonzero(numbers.required), *_first_of_each(profiles, search, order)]
    return made(frame, plan, [frame.cases[case] for case in chosen], Found(start, number, search.exchanges))


def _profiles(numbers: Coded) -> Profiles:
    if not numbers.codes.shape[1]:
        return Profiles(np.zeros((1, 0), dtype=np.int64), np.zeros(numbers.population, dtype=np.int64))
    codes, of_case = np.unique(numbers.codes, axis=0, return_inverse=True)
    return Profiles(codes, of_case.ravel())


def _shuffled(frame: SamplingFrame, numbers: Coded, seed: int, start: int) -> Whole:
    """The cases that can be drawn, in the order of this start; a hash, since it will be the same in ten years."""

    def rank(case: int) -> bytes:
        return hashlib.sha256(f"{seed}|{start}|{frame.cases[case]}".encode()).digest()

    return np.array(sorted(np.flatnonzero(numbers.drawable).tolist(), key=rank), dtype=np.int64)


def _started(numbers: Coded, profiles: Profiles, order: Whole) -> Search:
    wanted = numbers.size - int(numbers.required.sum())
    chosen = numbers.required.copy()
    chosen[order[:wanted]] = True
    every = len(profiles.codes)
    return Search(
        np.bincount(profiles.of_case[order[:wanted]], minlength=every),
        np.bincount(profiles.of_case[order[wanted:]], minlength=every),
        numbers.gaps(numbers.counted(chosen)),
    )


def _descend(search: Search, profiles: Profiles, population: int) -> None:
    """Exchanges the case whose profile is furthest too many first, until no exchange brings anything.

    Taking one case out of profile a and one of profile b in changes the distance by 2 × population × (the gaps of b
    less the gaps of a + population × the number of variables on which a and b differ).
    """
    better = True
    while better:
        better = False
        surplus = search.gaps[profiles.codes].sum(axis=1)
        for out in np.argsort(-surplus, kind="stable"):
            while search.inside[out] and _exchanged(search, profiles.codes, out, population):
                better = True


def _exchanged(search: Search, codes: Whole, out: int, population: int) -> bool:
    """Whether a case of this profile could be exchanged for one that brings the sample nearer, and was."""
    coming = np.flatnonzero(search.outside)
    if not len(coming):
        return False
    surplus = search.gaps[codes[coming]].sum(axis=1) - search.gaps[codes[out]].sum()
    changes = surplus + population * (codes[coming] != codes[out]).sum(axis=1)
    nearest = int(np.argmin(changes))
    if changes[nearest] >= 0:
        return False
    into = int(coming[nearest])
    search.inside[[out, into]] += (-1, 1)
    search.outside[[out, into]] += (1, -1)
    search.gaps[codes[out]] -= population
    search.gaps[codes[into]] += population
    search.exchanges += 1
    return True


def _first_of_each(profiles: Profiles, search: Search, order: Whole) -> list[int]:
    """The cases themselves: of each profile as many as are in, in the order of the start."""
    left = search.inside.copy()
    found = []
    for case in order.tolist():
        profile = profiles.of_case[case]
        if left[profile]:
            left[profile] -= 1
            found.append(case)
    return found

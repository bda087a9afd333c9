"""How far a sample is from its full set, and how near any sample could come.

The distance is the sum, over the variables and their categories, of the squared difference between the cases in the
sample and the cases that its share of the full set would be. It is kept in whole numbers, scaled by the size of the
full set, so that two samples equally near are told to be so. The nearest that could be is found for each variable by
itself: case by case to the category that is furthest short, between what must be there and what can be had. Without
such limits that is the largest-remainder method (Hamilton). No sample can beat the sum; one that reaches it is
proved to be as near as any.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from waymark.reading.sampling.frames import SamplePlan, SamplingFrame

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Coded:
    """The frame in numbers. Categories of all variables stand in one row, each variable's beside each other."""

    codes: Whole  # cases by variables: the place of the category in that row
    starts: tuple[int, ...]  # where each variable's categories begin, and the end
    required: npt.NDArray[np.bool_]
    drawable: npt.NDArray[np.bool_]  # neither required nor left out
    size: int

    @property
    def population(self) -> int:
        return len(self.codes)

    @cached_property
    def full(self) -> Whole:
        return self.counted(np.ones(self.population, dtype=np.bool_))

    def counted(self, chosen: npt.NDArray[np.bool_]) -> Whole:
        """How many of the chosen cases are in each category."""
        return np.bincount(self.codes[chosen].ravel(), minlength=self.starts[-1])

    def gaps(self, counts: Whole) -> Whole:
        """Cases too many (below nought: too few) in each category, times the population."""
        return counts * self.population - self.full * self.size

    @cached_property
    def least(self) -> int:
        """The distance that no sample can be under."""
        lows = self.counted(self.required)
        highs = lows + self.counted(self.drawable)
        return sum(
            self._least_of(slice(*ends), lows, highs)
            for ends in zip(self.starts[:-1], self.starts[1:], strict=True)
        )

    def _least_of(self, part: slice, lows: Whole, highs: Whole) -> int:
        gaps, room = self.gaps(lows)[part], (highs - lows)[part]
        waiting = [(int(gap), place) for place, gap in enumerate(gaps) if room[place]]
        heapq.heapify(waiting)
        for _ in range(self.size - int(lows[part].sum())):
            gap, place = heapq.heappop(waiting)
            gaps[place] += self.population
            room[place] -= 1
            if room[place]:
                heapq.heappush(waiting, (gap + self.population, place))
        return distance(gaps)


def distance(gaps: Whole) -> int:
    """In whole numbers of any size: squares of gaps of a large population do not fit into 64 bits."""
    return sum(gap * gap for gap in gaps.tolist())


def coded(frame: SamplingFrame, plan: SamplePlan) -> Coded:
    """The same numbers whatever the order in which the frame lists its cases or categories."""
    columns, starts = [], [0]
    for variable in plan.variables:
        values = frame.variables[variable]
        categories = sorted(set(values), key=lambda code: (code is None, code or ""))
        place = {code: starts[-1] + number for number, code in enumerate(categories)}
        columns.append(np.array([place[code] for code in values], dtype=np.int64))
        starts.append(starts[-1] + len(categories))
    required = _marked(frame, plan.must_have)
    drawable = ~required & ~_marked(frame, plan.left_out)
    codes = np.stack(columns, axis=1) if columns else np.zeros((len(frame.cases), 0), dtype=np.int64)
    return Coded(codes, tuple(starts), required, drawable, plan.size)


def _marked(frame: SamplingFrame, named: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    wanted = frozenset(named)
    return np.array([case in wanted for case in frame.cases], dtype=np.bool_)

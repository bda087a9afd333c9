"""A sample as it stands: who is in it and why, how it was found, how near it is, and what was swapped since.

In: the frame, a sample, the case that goes and the case that comes, with the reason. Out: a new sample; the old one
is not changed. A case that must be in the sample goes only by a call of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from waymark.instruments.problems import CallProblem
from waymark.reading.sampling.closeness import coded, distance
from waymark.reading.sampling.comparing import Comparison, compare
from waymark.reading.sampling.frames import SamplePlan, SamplingFrame, known_case


@dataclass(frozen=True)
class Found:
    """Of `starts` that were tried, the sample came from number `start` after `exchanges` of one case for another."""

    starts: int
    start: int
    exchanges: int


@dataclass(frozen=True)
class Swap:
    """One case out, one in, after the sample was drawn."""

    out: str
    into: str
    why: str
    was_must_have: bool = False


@dataclass(frozen=True)
class Sample:
    """`members` in the order of the frame, `must_have` among them. `distance` is the sum of squared deviations in
    cases over the variables to match; `least` is what no sample of this plan can be under."""

    plan: SamplePlan
    members: tuple[str, ...]
    must_have: tuple[str, ...]
    found: Found
    distance: float
    least: float
    comparison: Comparison
    swaps: tuple[Swap, ...] = ()

    @property
    def proved_nearest(self) -> bool:
        """Whether it is proved that no sample of this plan is nearer; if not, there may be one or not."""
        return self.distance <= self.least


def made(frame: SamplingFrame, plan: SamplePlan, members: Collection[str], found: Found) -> Sample:
    """The sample of these members, measured against the plan."""
    inside = frozenset(members)
    in_order = tuple(case for case in frame.cases if case in inside)
    required = frozenset(plan.must_have)
    numbers = coded(frame, plan)
    counts = numbers.counted(np.array([case in inside for case in frame.cases], dtype=np.bool_))
    scale = numbers.population**2
    return Sample(
        plan=plan,
        members=in_order,
        must_have=tuple(case for case in in_order if case in required),
        found=found,
        distance=distance(numbers.gaps(counts)) / scale,
        least=numbers.least / scale,
        comparison=compare(frame, in_order),
    )


def swap(frame: SamplingFrame, sample: Sample, out: str, into: str, why: str) -> Sample:
    """The sample with one case exchanged for another, the swap recorded and the comparison made anew."""
    if out in sample.must_have:
        raise CallProblem(
            f"{out} must be in the sample.", right="Say that it need no longer be, or swap another case."
        )
    return _swapped(frame, sample, Swap(out, into, why), sample.must_have)


def swap_must_have(frame: SamplingFrame, sample: Sample, out: str, into: str, why: str) -> Sample:
    """As `swap`, for a case that had to be in the sample and need no longer be."""
    if out not in sample.must_have:
        raise CallProblem(
            f"{out} is not among the cases that must be in the sample.", right="Swap it as any other case."
        )
    kept = tuple(case for case in sample.must_have if case != out)
    return _swapped(frame, sample, Swap(out, into, why, was_must_have=True), kept)


def _swapped(frame: SamplingFrame, sample: Sample, change: Swap, must_have: tuple[str, ...]) -> Sample:
    known_case(set(frame.cases), (change.out, change.into))
    if change.out not in sample.members:
        raise CallProblem(
            f"{change.out} is not in the sample.", right="Name a case of the sample to take out."
        )
    if change.into in sample.members:
        raise CallProblem(
            f"{change.into} is in the sample already.", right="Name a case outside the sample to take in."
        )
    if change.into in sample.plan.left_out:
        raise CallProblem(
            f"{change.into} was left out when the sample was planned.", right="Name another case to take in."
        )
    if not change.why.strip():
        raise CallProblem("The swap has no reason.", right="Say why, in a few words; it is kept.")
    members = [case for case in sample.members if case != change.out] + [change.into]
    swapped = made(frame, replace(sample.plan, must_have=must_have), members, sample.found)
    return replace(swapped, plan=sample.plan, swaps=(*sample.swaps, change))

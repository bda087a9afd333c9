"""Swaps after the draw: recorded with their reason, compared anew, and refused where the plan stands against them."""

from __future__ import annotations

import pytest

from tests.reading.sampling.populations import bicycles
from waymark.instruments.problems import CallProblem
from waymark.reading.sampling import Sample, SamplePlan, Swap, compare, draw, swap, swap_must_have

FRAME = bicycles(80)
PLAN = SamplePlan(12, ("colour", "size"), seed=4, must_have=("B00007",), left_out=("B00011",))


@pytest.fixture(scope="module")
def sample() -> Sample:
    return draw(FRAME, PLAN)


@pytest.fixture(scope="module")
def member(sample: Sample) -> str:
    return next(case for case in sample.members if case != "B00007")


@pytest.fixture(scope="module")
def outsider(sample: Sample) -> str:
    return next(case for case in FRAME.cases if case not in (*sample.members, "B00011"))


def test_a_swap_is_recorded_and_the_sample_compared_anew(sample: Sample, member: str, outsider: str) -> None:
    swapped = swap(FRAME, sample, member, outsider, "The report was withdrawn.")
    assert set(swapped.members) == set(sample.members) - {member} | {outsider}
    assert swapped.swaps == (Swap(member, outsider, "The report was withdrawn."),)
    assert swapped.comparison == compare(FRAME, swapped.members)
    assert (swapped.plan, swapped.found, sample.swaps) == (sample.plan, sample.found, ())


def test_swapping_back_leaves_both_swaps_on_record(sample: Sample, member: str, outsider: str) -> None:
    there = swap(FRAME, sample, member, outsider, "Withdrawn.")
    back = swap(FRAME, there, outsider, member, "Published again.")
    assert (back.members, back.distance, len(back.swaps)) == (sample.members, sample.distance, 2)


def test_a_swap_to_an_unlike_case_is_no_longer_proved_nearest(sample: Sample) -> None:
    colour = dict(zip(FRAME.cases, FRAME.variables["colour"], strict=True))
    assert sample.proved_nearest
    reds = [case for case in sample.members if colour[case] == "red" and case != "B00007"]
    blacks = [case for case in FRAME.cases if colour[case] == "black" and case not in sample.members]
    changed = swap(FRAME, sample, reds[0], blacks[0], "Of interest.")
    changed = swap(FRAME, changed, reds[1], blacks[1], "Of interest.")
    assert changed.distance > sample.distance
    assert not changed.proved_nearest


def test_a_must_have_goes_only_when_that_is_said(sample: Sample, member: str, outsider: str) -> None:
    with pytest.raises(CallProblem, match="B00007 must be in the sample"):
        swap(FRAME, sample, "B00007", outsider, "A mistake.")
    gone = swap_must_have(FRAME, sample, "B00007", outsider, "Another case stands for it.")
    assert (gone.must_have, gone.plan.must_have) == ((), ("B00007",))
    assert gone.swaps[0].was_must_have
    with pytest.raises(CallProblem, match="not among the cases that must be in the sample"):
        swap_must_have(FRAME, sample, member, outsider, "A mistake.")


@pytest.mark.parametrize(
    ("out", "into", "why", "words"),
    [
        ("outsider", "other", "x", "is not in the sample"),
        ("member", "member", "x", "is in the sample already"),
        ("member", "B00011", "x", "B00011 was left out when the sample was planned"),
        ("member", "B99999", "x", "B99999 is not a case of this population"),
        ("member", "outsider", "  ", "The swap has no reason"),
    ],
)
def test_a_swap_that_cannot_be_says_why(
    sample: Sample, member: str, outsider: str, out: str, into: str, why: str, words: str
) -> None:
    other = next(case for case in FRAME.cases if case not in (*sample.members, "B00011", outsider))
    named = {"member": member, "outsider": outsider, "other": other}
    with pytest.raises(CallProblem, match=words):
        swap(FRAME, sample, named.get(out, out), named.get(into, into), why)
